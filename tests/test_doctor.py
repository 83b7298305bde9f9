"""The doctor finds what is wrong with a knowledge base, and nothing where nothing is wrong."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from factories import ENERGY_PLAN, write_corpus

from kb.indexing.build import build
from kb.indexing.doctor import doctor

Spoil = Callable[[Path], None]


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("doctor")
    build([write_corpus(folder / "corpus", energy=ENERGY_PLAN)], folder / "kb", progress=False)
    return folder / "kb"


@pytest.fixture
def patient(healthy: Path, tmp_path: Path) -> Path:
    return shutil.copytree(healthy, tmp_path / "kb")


def change(*statements: str) -> Spoil:
    """Change rows of the catalogue behind the program's back."""

    def spoil(kb: Path) -> None:
        connection = sqlite3.connect(next(kb.glob("v-*/catalogue.sqlite")))
        with connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()

    return spoil


def drop_a_vector(kb: Path) -> None:
    """The clause 2.2.3 has no vector any more."""
    directory = next(kb.glob("v-*/vectors"))
    record = json.loads((directory / "model.json").read_text(encoding="utf-8"))
    record["clauses"][record["clauses"].index("energy/2.2.3")] = "energy/9"
    (directory / "model.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def other_dimension(kb: Path) -> None:
    """As if another model had made the vectors."""
    directory = next(kb.glob("v-*/vectors"))
    record = json.loads((directory / "model.json").read_text(encoding="utf-8"))
    (directory / "model.json").write_text(json.dumps({**record, "dimension": 512}), encoding="utf-8")


def drop_from_full_text(kb: Path) -> None:
    """The full-text index has one clause under another name."""
    names = next(kb.glob("v-*/fulltext/clauses.txt"))
    text = names.read_text(encoding="utf-8")
    names.write_text(text.replace("energy/2.2.3", "energy/2.2.9"), encoding="utf-8")


def flip_a_byte(kb: Path) -> None:
    """One figure of one vector changes."""
    path = next(kb.glob("v-*/vectors/vectors.npy"))
    matrix = np.load(path)
    matrix[0, 0] += 1
    np.save(path, matrix)


def tear_the_catalogue(kb: Path) -> None:
    """A page of the database is overwritten."""
    with next(kb.glob("v-*/catalogue.sqlite")).open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096)


def bless(kb: Path) -> None:
    """Record the files as they are now, so that only what they say can be found wrong."""
    import hashlib

    record = next(kb.glob("v-*/record.json"))
    content = json.loads(record.read_text(encoding="utf-8"))
    for name in content["files"]:
        data = (record.parent / name).read_bytes()
        content["files"][name] = [len(data), hashlib.sha256(data).hexdigest()]
    record.write_text(json.dumps(content), encoding="utf-8")


def test_a_healthy_knowledge_base(healthy: Path):
    report = doctor(healthy)
    assert (report.ok, report.problems) == (True, ())


def test_a_missing_knowledge_base_is_a_problem_no_error(tmp_path: Path):
    report = doctor(tmp_path / "kb")
    assert not report.ok
    assert len(report.problems) == 1
    assert "没有找到知识库" in report.problems[0]


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (change("DELETE FROM clause WHERE path = '2.2.3'"), ("条款应有", "energy/2.2.3", "没有覆盖全文")),
        (change('UPDATE clause SET "end" = "end" + 3 WHERE path = \'1\''), ("缺口或重叠",)),
        (change("UPDATE assignment SET start = 0 WHERE path = '2.2.3'"), ("责任单位标注超出条款",)),
        (change("UPDATE target SET clause = 'energy/7'"), ("不存在的条款 energy/7",)),
        (change("UPDATE assignment SET list_span_start = 0, list_span_end = 0"), ("名单没有原文",)),
        (change("UPDATE document SET text = replace(text, '320', '999')"), ("正文或元数据与建库时不同",)),
        (change("DELETE FROM target"), ("指标应有 1 条，目录库中有 0 条",)),
        (change("UPDATE finding SET \"end\" = 99999", "INSERT INTO finding SELECT 9999, 'energy', 'x', '1', "
                "'x', 'x', 5, 99999"), ("超出原文",)),
        (drop_a_vector, ("向量中没有条款 energy/2.2.3", "目录库没有的条款 energy/9")),
        (other_dimension, ("384 维", "512 维")),
        (drop_from_full_text, ("全文索引中没有条款 energy/2.2.3",)),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_named(patient: Path, spoil: Spoil, named: tuple[str, ...]):
    spoil(patient)
    bless(patient)
    report = doctor(patient)
    said = "\n".join(report.problems)
    assert not report.ok
    assert all(words in said for words in named), said


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (flip_a_byte, "vectors/vectors.npy 的内容与建库时不同"),
        (tear_the_catalogue, "catalogue.sqlite 的内容与建库时不同"),
        (lambda kb: next(kb.glob("v-*/fulltext/text.bin")).unlink(), "fulltext/text.bin 缺失"),
    ],
)
def test_a_damaged_file_is_named(patient: Path, spoil: Spoil, named: str):
    spoil(patient)
    report = doctor(patient)
    assert not report.ok
    assert named in "\n".join(report.problems)


def test_many_problems_of_one_kind_are_counted(patient: Path):
    change("DELETE FROM clause")(patient)
    bless(patient)
    report = doctor(patient)
    assert any("同类问题还有" in problem for problem in report.problems)
    assert len(report.problems) < 25
