"""Vectors on disk: exact search, the best passage of each clause, reuse."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kb.errors import ModelError
from kb.indexing.passages import Passage
from kb.indexing.vectors import VectorIndex, open_vectors, read_cached, write_vectors


def unit(*values: float) -> np.ndarray:
    vector = np.array(values, np.float32)
    return vector / np.linalg.norm(vector)


PASSAGES = (
    Passage("d/1", 0, 20, "clause", "一"),
    Passage("d/1", 0, 9, "sentence", "二"),
    Passage("d/1", 9, 20, "sentence", "三"),
    Passage("d/2", 20, 30, "clause", "四"),
    Passage("d/3", 30, 40, "clause", "五"),
)
MATRIX = np.stack([unit(1, 1, 0), unit(1, 0, 0), unit(0, 1, 0), unit(0, 1, 1), unit(0, 0, 1)])


@pytest.fixture
def index(tmp_path: Path) -> VectorIndex:
    write_vectors(tmp_path, PASSAGES, MATRIX, "some-model")
    return open_vectors(tmp_path)


def test_a_clause_is_as_near_as_its_nearest_passage(index: VectorIndex) -> None:
    ranked = index.search(unit(1, 0, 0), None, 10)
    assert ranked[0].clause == "d/1"
    assert ranked[0].score == pytest.approx(1.0)
    assert [(s.clause, round(s.score, 4)) for s in index.search(unit(0, 1, 1), None, 2)] == [
        ("d/2", 1.0),
        ("d/1", 0.7071),
    ]


def test_ties_break_by_clause_id_and_limits_hold(index: VectorIndex) -> None:
    assert [s.clause for s in index.search(unit(1, 0, 0), None, 2)] == ["d/1", "d/2"]
    assert index.search(unit(1, 0, 0), None, 0) == []


def test_only_allowed_clauses_are_found(index: VectorIndex) -> None:
    ranked = index.search(unit(1, 0, 0), frozenset({"d/3", "x/1"}), 10)
    assert [s.clause for s in ranked] == ["d/3"]
    assert index.search(unit(1, 0, 0), frozenset(), 10) == []


def test_the_nearest_sentence_has_its_span(index: VectorIndex) -> None:
    assert index.nearest_sentence(unit(0, 1, 0), "d/1") == (9, 20)
    assert index.nearest_sentence(unit(0, 1, 0), "d/2") is None
    assert index.nearest_sentence(unit(0, 1, 0), "x/1") is None


def test_vectors_of_another_model_are_not_mixed(index: VectorIndex) -> None:
    with pytest.raises(ModelError, match=r"some-model.*3 维.*2 维"):
        index.search(unit(1, 0), None, 1)


def test_vectors_are_known_again_by_their_digest(tmp_path: Path, index: VectorIndex) -> None:
    known = read_cached(tmp_path)
    assert set(known) == {p.digest for p in PASSAGES}
    np.testing.assert_array_equal(known[PASSAGES[3].digest], MATRIX[3])
    assert read_cached(tmp_path / "nowhere") == {}


def test_rows_and_passages_must_agree(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="5 passages, 4 vectors"):
        write_vectors(tmp_path, PASSAGES, MATRIX[:4], "some-model")


def test_no_passages_at_all(tmp_path: Path) -> None:
    write_vectors(tmp_path, (), np.zeros((0, 3), np.float32), "some-model")
    assert open_vectors(tmp_path).search(unit(1, 0, 0), None, 3) == []
    assert read_cached(tmp_path) == {}
