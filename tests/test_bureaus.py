"""Responsibility in all its shapes, one clause at a time, near misses beside them.

The sentences in ``cases/responsibility.toml`` were made for the purpose; what they say was
written down with them.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from factories import clause, document
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.cleaning import clean
from kb.model import Assignment, Document, Finding
from kb.segmenting import segment
from kb.tagging.bureaus.tagger import tag_assignments, tag_lists

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "responsibility.toml").read_text(encoding="utf-8")
)["case"]


def tagged(text: str, region: str) -> tuple[Document, tuple[Assignment, ...], tuple[Finding, ...]]:
    """One clause that is the whole text."""
    one = document(text=text, region=region)
    return one, *tag_assignments(one, [clause("1", 0, len(text))], clean(text))


def written(row: Assignment) -> str:
    """A row as the cases write it."""
    surface = "" if row.surface == row.bureau else f" < {row.surface}"
    scope = f" @ {row.scope}" if row.scope and row.role != "default" else ""
    return f"{row.role} {row.bureau}{surface}{scope}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_shape_of_responsibility(case: dict[str, Any]) -> None:
    _, rows, findings = tagged(case["text"], case["region"])
    assert [written(row) for row in rows if row.source == "list"] == case.get("rows", []), case["text"]
    assert [written(row) for row in rows if row.source == "prose"] == case.get("prose", []), case["text"]
    assert [f"{finding.kind} {finding.text}" for finding in findings] == case.get("findings", [])


@pytest.mark.parametrize("case", [c for c in CASES if "open" in c], ids=lambda case: case["name"])
def test_a_list_that_ends_in_deng_is_open(case: dict[str, Any]) -> None:
    _, rows, _ = tagged(case["text"], case["region"])
    assert {row.open_list for row in rows} == {case["open"]}


def test_only_the_list_that_ends_in_deng_is_open() -> None:
    text = (
        "推进改造。（市住建局负责）建设平台。（市数据局等负责。以下均需各县[市、区]人民政府落实，不再列出）"
    )
    _, rows, _ = tagged(text, "江苏省南通市")
    assert {row.bureau: row.open_list for row in rows} == {
        "市住建局": False,
        "市数据局": True,
        "各县（市、区）人民政府": False,
    }


@pytest.mark.parametrize("case", [c for c in CASES if "governs" in c], ids=lambda case: case["name"])
def test_a_list_governs_what_stands_before_it(case: dict[str, Any]) -> None:
    one, rows, _ = tagged(case["text"], case["region"])
    assert [one.text[row.governs.start : row.governs.end] for row in rows] == case["governs"]


def test_positions_count_bodies_once() -> None:
    _, rows, _ = tagged("改造。（责任单位：市工信局、市财政局、市工信局、市科技局）", "江苏省南通市")
    assert [(row.bureau, row.position) for row in rows] == [("市工信局", 1), ("市财政局", 2), ("市科技局", 3)]


def test_the_convention_that_the_first_leads_holds_for_later_clauses() -> None:
    first = "一、扩大出口（商务部、财政部负责，列第一位者为牵头单位，下同）\n"
    text = first + "二、简化手续（海关总署、税务总局负责）\n"
    one = document(text=text, region="")
    cut = len(first)
    clauses = [clause("1", 0, cut), clause("2", cut, len(text), order=1)]
    rows, _ = tag_assignments(one, clauses, clean(text))
    assert [(row.path, row.bureau, row.role) for row in rows] == [
        ("1", "商务部", "lead"),
        ("1", "财政部", "joint"),
        ("2", "海关总署", "lead"),
        ("2", "税务总局", "joint"),
    ]


@pytest.mark.parametrize(
    ("words", "role"),
    [("按职责分工负责", "joint"), ("分别负责", "joint"), ("负责", "lead"), ("（牵头）负责", "joint")],
)
def test_a_lists_own_words_win_over_the_convention(words: str, role: str) -> None:
    first = "一、扩大出口（商务部、财政部负责，列第一位者为牵头单位，下同）\n"
    text = first + f"二、简化手续（海关总署、税务总局{words}）\n"
    clauses = [clause("1", 0, len(first)), clause("2", len(first), len(text), order=1)]
    rows, _ = tag_assignments(document(text=text, region=""), clauses, clean(text))
    assert [row.role for row in rows] == ["lead", "joint", role, "lead" if "牵头" in words else "joint"]


def test_without_the_convention_nobody_is_promoted() -> None:
    _, rows, _ = tagged("简化手续。（海关总署、税务总局负责）", "")
    assert [row.role for row in rows] == ["joint", "joint"]


def test_every_list_can_be_had_with_all_its_bodies() -> None:
    text = "推进通办。（省数据局牵头）推广证照。（省数据局牵头，省公安厅配合）"
    one = document(text=text, region="湖北省")
    lists = tag_lists(one, [clause("1", 0, len(text))], clean(text))
    assert [[row.bureau for row in rows] for rows in lists] == [["省数据局"], ["省数据局", "省公安厅"]]
    assert [text[rows[0].governs.start : rows[0].governs.end] for rows in lists] == [
        "推进通办。",
        "推广证照。",
    ]


TABLES = [
    (
        "序号\t重点任务\t牵头单位\t配合单位\t时限\n1\t建设充电桩\t市能源局\t市住建局、市财政局\t2025年\n"
        "2\t建设停车场\t市住建局\t——\t2026年\n合计\t\t\t\t\n",
        ["lead 市能源局 | 建设充电桩", "cooperating 市住建局 | 建设充电桩"],
        ["cooperating 市财政局 | 建设充电桩", "lead 市住建局 | 建设停车场"],
    ),
    (
        "| 牵头部门 | 任务 |\n| --- | --- |\n"
        "| 市教育局 | 改善校舍 |\n| 市卫生健康委、市医保局 | 建设医联体 |\n",
        ["lead 市教育局 | 改善校舍"],
        ["lead 市卫健委 | 建设医联体", "lead 市医保局 | 建设医联体"],
    ),
    (
        "任务\t责任单位\n改善校舍\t市教育局牵头，市财政局配合\n",
        ["lead 市教育局 | 改善校舍"],
        ["cooperating 市财政局 | 改善校舍"],
    ),
    ("指标\t单位\t属性\n城镇化率\t市统计局\t预期性\n", [], []),
    ("任务\t责任单位\n改善校舍\t无\n另起一段。\n市教育局\t市财政局\n", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "second"), TABLES)
def test_columns_of_a_table_are_lists(text: str, first: list[str], second: list[str]) -> None:
    one = document(text=text, region="江苏省南通市")
    lists = tag_lists(one, [clause("1", 0, len(text))], clean(text))
    rows = [row for found in lists for row in found]
    assert [f"{row.role} {row.bureau} | {text[row.governs.start : row.governs.end]}" for row in rows] == [
        *first,
        *second,
    ]


#: Pieces that responsibility is made of, and noise.
PIECES = st.sampled_from(
    ["（", "）", "[", "]", "【", "】", "、", "，", "；", "。", "\n", " ", "　", "等", "和", "要", "市", "由",
     "市能源局", "省财政厅", "各县（区、市）", "人民政府", "负责", "牵头", "配合", "会同", "责任单位：",
     "牵头单位：", "下同", "列第一位者为牵头单位", "不再逐一列出", "２０２５年", "推进改造",
     "\t", "|", "责任单位", "按照各自职责", "等部门", "民政", "及其派出机构"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_tags_stay_inside_their_clause_and_quote_it(text: str) -> None:
    one = document(text=text)
    segmentation = segment(one, clean(text))
    places = {found.id: found for found in segmentation.clauses}
    rows, _ = tag_assignments(one, segmentation.clauses, clean(text))
    for row in rows:
        home = places[row.clause]
        for start, end in (
            (row.start, row.end),
            (row.governs.start, row.governs.end),
            (row.list_span.start, row.list_span.end),
        ):
            assert home.start <= start <= end <= home.end, (text, row)
        printed = clean(text[row.start : row.end]).text
        assert "".join(printed.split()) == row.surface, (text, row)
    assert len({(row.clause, row.bureau, row.region) for row in rows}) == len(rows)


def test_the_time_grows_with_the_length_only() -> None:
    """Unclosed brackets, endless subjects and lists: an expression that tries all ways would hang."""
    for piece in (
        "（市能源局、",
        "各部门和",
        "由市能源局会同",
        "责任单位：",
        "（",
        "[（【",
        "市市市县区",
        "等等等",
        "授权",
        "市能源局、市财政局按照各自职责，",
        "责任单位\t市能源局\n",
        "民政、公安、",
    ):
        text = piece * 4000
        tagged(text, "江苏省南通市")
