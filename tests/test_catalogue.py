"""The catalogue gives back exactly what was written, by every key that is asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from factories import assignment, clause, document, sector, target
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from kb.errors import BuildError, MissingKnowledgeBase
from kb.indexing import catalogue as catalogue_module
from kb.indexing.bodies import register
from kb.indexing.catalogue import Catalogue, DocumentParts, sqlite_url, write_catalogue
from kb.model import Finding, Reference, Span, Tags

PLAN = DocumentParts(
    document("plan", "一、发展能源\n（一）光伏。", number="市政发〔2024〕9号", notes=("标题是猜的",)),
    (
        replace(
            clause("1", 0, 7, heading="发展能源"),
            label=Span(0, 2),
            sentences=(Span(0, 3), Span(3, 7)),
            trail=(),
        ),
        replace(clause("1.1", 7, 13, order=1), trail=("发展能源", "带“引号”与\\斜线")),
    ),
    Tags(
        assignments=(
            assignment("1", "市能源局", role="lead"),
            replace(
                assignment("1.1", "市能源局"),
                surface="能源局",
                open_list=True,
                governs=Span(7, 9),
                scope="房建部分",
            ),
            assignment("1.1", "省能源局", region="山西省"),
        ),
        sectors=(
            sector("1", "能源", "煤炭"),
            sector("1.1", "能源", "光伏"),
            sector("1.1", "建筑", "绿色建筑"),
        ),
        targets=(
            target("1", "光伏装机", "320", "万千瓦", 2027),
            target("1.1", "能耗", "13.5", "%", None, change="decrease", baseline_year=2020, comparator=">="),
        ),
        references=(Reference("plan/1", "1", "plan", "number", "国发〔2021〕23号", 0, 3, linked="other"),),
        findings=(Finding("plan", "numbering", "1.1", "（一）", "序号不连续。", 7, 10),),
    ),
    fingerprint="abc",
)
OTHER = DocumentParts(
    document("other", "正文", region=""),
    (clause("1", 0, 2, document="other"),),
    Tags(assignments=(assignment("1", "市水利局", document="other"),)),
    fingerprint="def",
)
EMPTY = DocumentParts(document("empty", ""), ())


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("catalogue") / "有 空格 100%.sqlite"
    write_catalogue(sqlite_url(path), [PLAN, OTHER, EMPTY])
    opened = Catalogue(sqlite_url(path, read_only=True))
    yield opened
    opened.close()


@pytest.mark.parametrize("written", [PLAN, OTHER, EMPTY], ids=["plan", "other", "empty"])
def test_everything_comes_back_equal(catalogue: Catalogue, written: DocumentParts):
    assert catalogue.document(written.document.id) == written.document
    read = catalogue.parts(written.document)
    assert read.clauses == written.clauses
    assert read.tags == written.tags


def test_documents_keep_the_order_of_the_corpus(catalogue: Catalogue):
    assert [d.id for d in catalogue.documents()] == ["plan", "other", "empty"]
    assert catalogue.fingerprints() == {"plan": "abc", "other": "def", "empty": ""}
    assert catalogue.document("nothing") is None


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({}, 4),
        ({"bureau": "市能源局"}, 2),
        ({"bureau": "市能源局", "role": "lead"}, 1),
        ({"clause": "plan/1.1"}, 2),
        ({"document": "other"}, 1),
        ({"region": "山西省"}, 1),
        ({"bureau": "能源局"}, 0),
    ],
)
def test_assignments_by_every_key(catalogue: Catalogue, keys: dict[str, str], found: int):
    assert len(catalogue.assignments(**keys)) == found


def test_sectors_of_either_level(catalogue: Catalogue):
    assert len(catalogue.sectors(sector="能源")) == 2
    assert [tag.clause for tag in catalogue.sectors(sector="光伏")] == ["plan/1.1"]
    assert catalogue.sector_names() == (("建筑", "绿色建筑"), ("能源", "光伏"), ("能源", "煤炭"))


def test_targets_by_year_and_the_years_there_are(catalogue: Catalogue):
    assert [row.indicator for row in catalogue.targets(year=2027)] == ["光伏装机"]
    assert catalogue.years() == (2027,)


def test_clauses_that_meet_filters(catalogue: Catalogue):
    assert catalogue.clauses_of_bodies([("市能源局", "山西省晋中市")]) == {"plan/1", "plan/1.1"}
    assert catalogue.clauses_of_bodies([("市能源局", "山西省")]) == frozenset()
    assert catalogue.clauses_of_bodies([]) == frozenset()
    assert catalogue.clauses_of_sectors(["建筑", "煤炭"]) == {"plan/1", "plan/1.1"}
    assert catalogue.clauses_of_years([2027]) == {"plan/1"}
    assert catalogue.clauses_of_documents(["other", "empty"]) == {"other/1"}


def test_the_register_of_bodies(catalogue: Catalogue):
    bodies = {(body.name, body.region): body for body in catalogue.bodies()}
    energy = bodies["市能源局", "山西省晋中市"]
    assert (energy.clauses, energy.lead, energy.surfaces) == (2, 1, ("市能源局", "能源局"))
    assert energy.body.level == "city"
    assert bodies["省能源局", "山西省"].clauses == 1


def test_a_body_named_twice_in_a_clause_counts_once():
    rows = [
        assignment("1", "市能源局"),
        assignment("1", "市能源局", role="lead"),
        assignment("2", "市能源局"),
    ]
    (energy,) = register(rows)
    assert (energy.clauses, energy.lead) == (2, 1)


def test_a_built_catalogue_cannot_be_written(catalogue: Catalogue):
    with pytest.raises(OperationalError, match="readonly"), catalogue._engine.begin() as connection:
        connection.execute(text("DELETE FROM clause"))


def test_counts_and_integrity(catalogue: Catalogue):
    assert catalogue.counts()["clause"] == 3
    assert catalogue.integrity() == "ok"


def test_a_file_that_is_no_database_is_one_clear_error(tmp_path: Path):
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(b"not a database" * 100)
    broken = Catalogue(sqlite_url(path, read_only=True))
    try:
        with pytest.raises(MissingKnowledgeBase, match=r"python indexer\.py build"):
            broken.clauses()
        assert broken.integrity() != "ok"
    finally:
        broken.close()


def test_what_cannot_be_written_is_one_clear_error(tmp_path: Path):
    with pytest.raises(BuildError, match="无法写入"):
        write_catalogue(sqlite_url(tmp_path / "no" / "such" / "folder.sqlite"), [PLAN])


def test_no_row_is_lost_between_batches(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(catalogue_module, "ROWS_AT_ONCE", 3)
    rows = iter([{"n": n} for n in range(10)])
    batches = []
    while batch := catalogue_module._take(rows, catalogue_module.ROWS_AT_ONCE):
        batches.append(batch)
    assert [row["n"] for batch in batches for row in batch] == list(range(10))
    assert [len(batch) for batch in batches] == [3, 3, 3, 1]
