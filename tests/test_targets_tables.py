"""Tables of indicators in the four prints in which plans carry them."""

from __future__ import annotations

import pytest
from page_columns import in_columns
from test_targets import ledger

PIPES = """一、主要目标
主要指标见下表。
| 序号 | 指标名称 | 单位 | 2020年 | 2025年 | 属性 |
| --- | --- | --- | --- | --- | --- |
| 1 | 森林覆盖率 | % | 23.1 | 25以上 | 约束性 |
| 2 | 城镇新增就业 | 万人 | — | [30] | 预期性 |
| 3 | 单位地区生产总值能耗降低 | % | 3 | 完成省下达目标 | 约束性 |
注：[ ]内为五年累计数。
二、重点任务
到2025年，建成绿色工厂10家。
"""

TABS = (
    "一、主要目标\n"
    "指标\t单位\t2020年基数\t2025年目标值\t年均增速（%）\t属性\n"
    "地区生产总值\t亿元\t1,200\t1800左右\t8\t预期性\n"
    "空气优良天数比率（%）\t\t88\t≥90\t\t约束性\n"
    "二、重点任务\n"
)

LAYOUT = """一、主要目标
                专栏1  主要指标
  序号      指标名称            单位     2020 年     2025 年      属性
   1   规模以上工业增加值       亿元       620.5     900 左右    预期性
   2   高速公路通车里程         公里       310       400 以上    预期性
       每万人口高价值发明
   3                           件         1.2         3         预期性
       专利拥有量
"""

FLAT = """一、主要目标
指标
单位
2020年
2025年
属性
高新技术企业数
家
100
200
预期性
常住人口城镇化率
%
60.5
65左右
预期性
二、重点任务
"""


def rows(text: str) -> list[tuple[object, ...]]:
    return [
        (t.kind, t.indicator, t.comparator, t.value, t.unit, t.year, t.commitment)
        for t in ledger(text, date="2021-06")
        if t.rule == "table"
    ]


def test_pipes() -> None:
    assert rows(PIPES) == [
        ("fact", "森林覆盖率", "=", "23.1", "%", 2020, ""),
        ("target", "森林覆盖率", ">=", "25", "%", 2025, "约束性"),
        ("target", "城镇新增就业", "=", "30", "万人", 2025, "预期性"),
        ("fact", "单位地区生产总值能耗降低", "=", "3", "%", 2020, ""),
        ("qualitative", "单位地区生产总值能耗降低", "=", "", "", 2025, "约束性"),
    ]


def test_text_after_a_table_is_read_as_text() -> None:
    (after,) = [t for t in ledger(PIPES, date="2021-06") if t.rule != "table"]
    assert (after.path, after.indicator, after.value, after.unit, after.year) == (
        "2",
        "绿色工厂",
        "10",
        "家",
        2025,
    )


def test_tabs_with_a_rate_and_a_unit_in_the_name() -> None:
    assert rows(TABS) == [
        ("fact", "地区生产总值", "=", "1200", "亿元", 2020, ""),
        ("target", "地区生产总值", "~", "1800", "亿元", 2025, "预期性"),
        ("target", "地区生产总值", "=", "8", "%", 2025, "预期性"),
        ("fact", "空气优良天数比率", "=", "88", "%", 2020, ""),
        ("target", "空气优良天数比率", ">=", "90", "%", 2025, "约束性"),
    ]
    rate = next(t for t in ledger(TABS, date="2021-06") if t.value == "8")
    assert rate.change == "increase"


def test_columns_of_blanks() -> None:
    assert rows(LAYOUT) == [
        ("fact", "规模以上工业增加值", "=", "620.5", "亿元", 2020, ""),
        ("target", "规模以上工业增加值", "~", "900", "亿元", 2025, "预期性"),
        ("fact", "高速公路通车里程", "=", "310", "公里", 2020, ""),
        ("target", "高速公路通车里程", ">=", "400", "公里", 2025, "预期性"),
        ("fact", "每万人口高价值发明专利拥有量", "=", "1.2", "件", 2020, ""),
        ("target", "每万人口高价值发明专利拥有量", "=", "3", "件", 2025, "预期性"),
    ]


def test_one_cell_a_line() -> None:
    assert rows(FLAT) == [
        ("fact", "高新技术企业数", "=", "100", "家", 2020, ""),
        ("target", "高新技术企业数", "=", "200", "家", 2025, "预期性"),
        ("fact", "常住人口城镇化率", "=", "60.5", "%", 2020, ""),
        ("target", "常住人口城镇化率", "~", "65", "%", 2025, "预期性"),
    ]


NAMES = ("森林覆盖率", "空气优良天数比率", "地表水优良比例", "绿色建筑占比", "常住人口城镇化率", "燃气普及率")

#: 属性 as printed beside the six rows (None: a line of its own), and whom it holds for.
KINDS = [
    (["约束性"] * 4 + ["预期性"] * 2, ["约束性"] * 4 + ["预期性"] * 2),
    # printed in the middle of cells that fill the column
    (["", "约束性", "", "", "预期性", ""], ["约束性"] * 3 + ["预期性"] * 3),
    (["", "", "约束性", "", "", "预期性"], ["约束性"] * 5 + ["预期性"]),
    # where the cells cannot be told, a word holds for its own line alone
    (["约束性", "", "", "", "预期性", ""], ["约束性", "", "", "", "预期性", ""]),
    (["", "", "约束性", "", "", ""], ["", "", "约束性", "", "", ""]),
    (["", "约束性", "", "", "", ""], ["", "约束性", "", "", "", ""]),
    (["", "", "", "", "", ""], ["", "", "", "", "", ""]),
]


@pytest.mark.parametrize(("printed", "meant"), KINDS)
def test_a_kind_printed_once_for_several_rows(printed: list[str], meant: list[str]) -> None:
    heads = ("指标", "单位", "2020年", "2025年", "属性")
    cells = [(name, "%", "10", "20", kind) for name, kind in zip(NAMES, printed, strict=True)]
    text = "一、主要目标\n" + in_columns((20, 6, 8, 8, 8), [heads, *cells])
    assert [row[6] for row in rows(text) if row[0] == "target"] == meant


def test_a_kind_between_two_rows_is_that_of_both() -> None:
    cells = [
        ("指标", "单位", "2020年", "2025年", "属性"),
        ("森林覆盖率", "%", "10", "20", ""),
        ("", "", "", "", "约束性"),
        ("燃气普及率", "%", "10", "20", ""),
        ("绿色建筑占比", "%", "10", "20", "预期性"),
    ]
    found = rows("一、主要目标\n" + in_columns((20, 6, 8, 8, 8), cells))
    assert [row[6] for row in found if row[0] == "target"] == ["约束性", "约束性", "预期性"]


def test_an_empty_cell_between_pipes_is_empty() -> None:
    lines = "".join(
        f"| {name} | % | 10 | 20 | {'约束性' if at == 1 else ''} |\n" for at, name in enumerate(NAMES[:3])
    )
    found = rows("一、主要目标\n| 指标 | 单位 | 2020年 | 2025年 | 属性 |\n" + lines)
    assert [row[6] for row in found if row[0] == "target"] == ["", "约束性", ""]


@pytest.mark.parametrize("text", [PIPES, TABS, LAYOUT, FLAT])
def test_values_point_at_their_cell(text: str) -> None:
    for target in ledger(text, date="2021-06"):
        if target.rule == "table" and target.value:
            printed = text[target.value_span.start : target.value_span.end]
            assert target.value in printed.replace(",", "")
            assert target.start <= target.value_span.start <= target.value_span.end <= target.end


@pytest.mark.parametrize(
    "text",
    [
        "一、主要指标\n指标体系建设到2025年基本完成。\n",
        "指标\n单位\n正文从这里开始，2025年完善。\n",
        "| 责任单位 | 任务 |\n| --- | --- |\n| 市能源局 | 2025年建成 |\n",
        "指标名称 2025年\n" * 3,
    ],
)
def test_near_misses(text: str) -> None:
    assert rows(text) == []
