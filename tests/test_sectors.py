"""Sectors: tagged where a clause is about them, and only there."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kb.cleaning import clean
from kb.model import Document
from kb.reading.corpus import read_corpus
from kb.segmenting import segment
from kb.tagging.sectors import mentions, sector_named, tag_sectors, taxonomy

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases"
SHARED = ROOT.parent / "shared" / "policies"

WORDS = [
    ("提高非化石能源比重", ["新能源"]),  # not 化石能源
    ("控制化石能源消费", ["能源综合"]),
    ("推广新能源汽车", ["汽车"]),  # not 新能源
    ("发展新能源发电", ["新能源", "电力"]),
    ("供电煤耗降至300克标准煤以下", ["电力"]),  # 标准煤 is a unit
    ("折5000吨标准煤", []),
    ("深化工业领域改革", ["产业结构"]),  # no 化工
    ("强化工作措施", []),
    ("推动化工行业改造", ["化工"]),
    ("推进采煤沉陷区治理", ["生态修复"]),  # not 煤炭
    ("煤层气开采", ["油气"]),
    ("煤矸石综合利用", ["固废利用"]),
    ("建筑垃圾资源化", ["固废利用"]),
    ("绿色建材", ["建筑"]),
    ("市能源局负责", []),
    ("农业农村局、交通运输部门、教育行政部门", []),
    ("各县（市、区）人民政府", []),  # no 民政
    ("国网某市供电公司", []),
    ("增长较快，占比稳步提高", []),
]


@pytest.mark.parametrize(("text", "sectors"), WORDS)
def test_words_speak_of_sectors(text: str, sectors: list[str]) -> None:
    assert [mention.sector.name for mention in mentions(text)] == sectors


def tagged(text: str) -> dict[str, dict[str, tuple[str, str]]]:
    """Path → sector → (rule, words)."""
    document = Document("plan", "某方案", text)
    cleaned = clean(text)
    clauses = segment(document, cleaned).clauses
    by_path: dict[str, dict[str, tuple[str, str]]] = {}
    for tag in tag_sectors(document, clauses, cleaned):
        clause = next(clause for clause in clauses if clause.id == tag.clause)
        assert clause.start <= tag.start < tag.end <= clause.end
        by_path.setdefault(tag.path, {})[tag.sector] = (tag.rule, text[tag.start : tag.end])
    return by_path


def test_the_heading_speaks_first_and_carries_its_evidence() -> None:
    text = "一、推动钢铁行业绿色发展\n引导企业集聚。\n二、发展氢能\n建设加氢站，推广制氢技术。\n"
    assert tagged(text)["1"]["钢铁"] == ("heading", "钢铁")
    assert tagged(text)["2"] == {"氢能": ("heading", "氢能")}


def test_an_enumeration_in_passing_tags_nothing() -> None:
    text = (
        "一、指导各方\n电力、煤炭、钢铁、焦化、建材等重点单位要加强协作，提高水平，形成合力。"
        "各方要深化认识，明确分工，细化举措，确保取得实效，推动各项安排落到实处，并按时报送进展。\n"
    )
    assert "1" not in tagged(text)


def test_a_text_without_heading_is_carried_by_its_words() -> None:
    text = "一、有关工作\n1.支持养老机构发展，完善居家养老服务，建设养老服务平台，方便老年人办事。\n"
    assert tagged(text)["1.1"]["养老"][0] == "words"


def test_bodies_and_titles_are_no_evidence() -> None:
    text = (
        "一、形成合力\n落实《某省湿地保护条例》《某省湿地公园办法》《某省湿地规划》。"
        "（市能源局、市教育局、市水利局等按职责分工负责）\n"
    )
    assert "1" not in tagged(text)


NAMES = [
    ("煤炭", ("能源", "煤炭")),
    ("煤矿", ("能源", "煤炭")),
    ("光伏", ("能源", "新能源")),
    ("新能源领域", ("能源", "新能源")),
    ("钢铁行业", ("工业", "钢铁")),
    ("能源", ("能源", "")),
    ("工业", ("工业", "")),
    ("农业", ("农业农村", "农业农村综合")),
    ("CCUS", ("应对气候变化", "碳捕集")),
    ("你好", None),
    ("", None),
]


@pytest.mark.parametrize(("word", "expected"), NAMES)
def test_a_users_word_names_a_sector(word: str, expected: tuple[str, str] | None) -> None:
    assert sector_named(word) == expected


def test_the_taxonomy_has_two_levels_without_repetition() -> None:
    levels = taxonomy()
    names = [name for sectors in levels.values() for name in sectors]
    assert len(names) == len(set(names)) >= 60
    assert not set(names) & set(levels)


def scores(path: Path, gold: dict[str, dict[str, str]]) -> tuple[list[str], float, float]:
    """Mistakes, precision and recall of one document against its labelled clauses."""
    document = read_corpus([path]).documents[0]
    cleaned = clean(document.text)
    clauses = segment(document, cleaned).clauses
    got: dict[str, set[str]] = {clause.path: set() for clause in clauses}
    for tag in tag_sectors(document, clauses, cleaned):
        got[tag.path].add(tag.sector)
    right = wrong = missed = wanted = 0
    mistakes = []
    for clause, row in gold.items():
        must, may = set(row["must"].split()), set(row["may"].split())
        extra, absent = got[clause] - must - may, must - got[clause]
        right, wrong = right + len(got[clause]) - len(extra), wrong + len(extra)
        missed, wanted = missed + len(absent), wanted + len(must)
        if extra or absent:
            mistakes.append(f"{clause}: extra {sorted(extra)}, missing {sorted(absent)}")
    return mistakes, right / (right + wrong), 1 - missed / wanted


def test_the_first_plan_is_filed_where_a_reader_would_file_it() -> None:
    gold = tomllib.loads((CASES / "sectors_jinzhong.toml").read_text(encoding="utf-8"))
    path = ROOT / "corpus" / "documents" / "jinzhong-carbon-peak-plan.txt"
    mistakes, _, _ = scores(path, gold)
    assert mistakes == []


OTHERS = tomllib.loads((CASES / "sectors_other_plans.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", OTHERS)
def test_other_plans_are_filed_so_too(name: str) -> None:
    path = SHARED / f"{name}.txt"
    if not path.exists():
        pytest.skip("the shared documents are not here")
    mistakes, precision, recall = scores(path, OTHERS[name])
    assert precision >= 0.95, mistakes
    assert recall >= 0.9, mistakes
