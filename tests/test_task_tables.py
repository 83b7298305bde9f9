"""Tables of tasks in every print: whose row is whose, by when, and what is left alone."""

from __future__ import annotations

import pytest
from factories import document
from hypothesis import given, settings
from hypothesis import strategies as st
from page_columns import in_columns
from test_targets import ledger

from kb.cleaning import clean
from kb.model import Assignment, Finding
from kb.segmenting import segment
from kb.tagging.bureaus.repeats import in_every_list
from kb.tagging.bureaus.tagger import tag_assignments
from kb.tagging.task_tables import read_task_tables

REGION = "江苏省南通市"


def tagged(text: str) -> tuple[tuple[Assignment, ...], tuple[Finding, ...]]:
    one = document(text=text, region=REGION)
    return tag_assignments(one, segment(one, clean(text)).clauses, clean(text))


def said(text: str) -> list[str]:
    """Every row of a list: role, body, term."""
    rows = sorted(in_every_list(tagged(text)[0]), key=lambda row: row.start)
    return [f"{row.role} {row.bureau} {row.scope}".strip() for row in rows if row.source == "list"]


def figures(text: str) -> list[tuple[object, ...]]:
    found = ledger(text, date="2024-01")
    return [(t.kind, t.indicator, t.value, t.unit, t.year, t.deadline) for t in found]


PIPES = """二、重点任务
| 序号 | 任务 | 责任单位 | 完成时限 |
| --- | --- | --- | --- |
| 1 | 建成公共充电桩2000个 | 市发展改革委、市住建局 | 2025年底 |
| 2 | 单位工业增加值能耗下降13.5% | 市工信局牵头，市统计局配合 | 2025年12月 |
| 3 | 推进智慧水务 | 市水利局<br>市住建局 | 2026 |
| 4 | 加强宣传 | | 长期坚持 |
三、保障措施
市财政局要落实资金30万元。
"""

WIDTHS = (4, 24, 12, 16, 10)
HEADS = ("序号", "重点任务", "牵头单位", "配合单位", "完成时限")
TASKS = (
    ("1", "推进工业企业节能降碳改造，建成绿色工厂20家", "市工信局",
     "市发展改革委、市生态环境局", "2025年12月底前"),
    ("2", "新建公共充电桩3000个", "市发展改革委", "市住建局", "2025年底"),
    ("3", "开展老旧小区改造", "市住建局", "各县（市、区）人民政府、市财政局", "长期坚持"),
    ("4", "推广新能源公交车200辆", "市交通运输局", "", "2026年"),
)  # fmt: skip
ROWS = [
    "lead 市工信局 2025年12月底前",
    "cooperating 市发展改革委 2025年12月底前",
    "cooperating 市生态环境局 2025年12月底前",
    "lead 市发展改革委 2025年底",
    "cooperating 市住建局 2025年底",
    "lead 市住建局 长期坚持",
    "cooperating 各县（市、区）人民政府 长期坚持",
    "cooperating 市财政局 长期坚持",
    "lead 市交通运输局 2026年",
]
FIGURES = [
    ("target", "绿色工厂", "20", "家", 2025, "2025年12月底前"),
    ("target", "公共充电桩", "3000", "个", 2025, "2025年底"),
    ("target", "新能源公交车", "200", "辆", 2026, "2026年"),
]


def test_pipes() -> None:
    assert said(PIPES) == [
        "joint 市发展改革委 2025年底",
        "joint 市住建局 2025年底",
        "lead 市工信局 2025年12月",
        "cooperating 市统计局 2025年12月",
        "joint 市水利局 2026",
        "joint 市住建局 2026",
    ]
    assert figures(PIPES)[:3] == [
        ("target", "公共充电桩", "2000", "个", 2025, "2025年底"),
        ("target", "单位工业增加值能耗", "13.5", "%", 2025, "2025年12月"),
        ("deadline", "推进智慧水务", "", "", 2026, "2026"),
    ]


def test_rows_stay_in_their_clause_and_govern_their_task() -> None:
    rows = tagged(PIPES)[0]
    assert {row.path for row in rows if row.source == "list"} == {"2"}
    assert [PIPES[r.governs.start : r.governs.end] for r in rows if r.bureau in ("市统计局", "市水利局")] == [
        "单位工业增加值能耗下降13.5%",
        "推进智慧水务",
    ]
    (sentence,) = [row for row in rows if row.source == "prose"]
    assert (sentence.path, sentence.bureau) == ("3", "市财政局")


@pytest.mark.parametrize(("centred", "apart"), [(False, False), (False, True), (True, True)])
def test_columns_of_blanks(centred: bool, apart: bool) -> None:
    text = (
        "附件\n"
        + in_columns(WIDTHS, [HEADS, *TASKS], centred=centred, apart=apart)
        + "注：长期任务按年推进。\n"
    )
    # A row's names may stand in another order of lines when its cells are centred.
    assert sorted(said(text)) == sorted(ROWS)
    assert sorted(figures(text), key=str) == sorted(FIGURES, key=str)
    assert not [finding for finding in tagged(text)[1] if finding.kind == "unread_table"]


def test_centred_rows_without_blank_lines_are_not_guessed() -> None:
    text = "附件\n" + in_columns((4, 16, 12, 16, 10), [HEADS, *TASKS], centred=True)
    rows, findings = tagged(text)
    assert rows == ()
    assert [finding.kind for finding in findings] == ["unread_table"]


def test_a_page_break_repeats_the_heads() -> None:
    pages = [in_columns(WIDTHS, [HEADS, *TASKS[:2]]), in_columns(WIDTHS, [HEADS, *TASKS[2:]])]
    assert said("附件\n" + pages[0] + "— 3 —\n\x0c" + pages[1]) == ROWS


def test_a_head_broken_over_two_lines() -> None:
    heads = [("序号", "重点任务", "牵头单位", "配合单位", "完成"), ("", "", "", "", "时限")]
    assert said("附件\n" + in_columns(WIDTHS, [*heads, *TASKS])) == ROWS


def test_a_name_broken_under_another_column_points_at_its_first_piece() -> None:
    text = "附件\n" + in_columns(WIDTHS, [HEADS, *TASKS])
    (row,) = [row for row in tagged(text)[0] if row.bureau == "市生态环境局"]
    assert row.surface == "市生态环境局"
    assert row.surface.startswith(text[row.start : row.end].strip())
    assert row.end - row.start < len(row.surface)


def test_numbers_of_rows_may_open_clauses() -> None:
    tasks = [(f"{row[0]}.", *row[1:]) for row in TASKS]
    text = "二、任务清单\n" + in_columns(WIDTHS, [HEADS, *tasks]) + "三、保障\n"
    rows = tagged(text)[0]
    assert {row.bureau: row.path for row in rows if row.role == "lead" and row.path != "2.2"} == {
        "市工信局": "2.1",
        "市住建局": "2.3",
        "市交通运输局": "2.4",
    }


def test_sections_stand_between_the_rows_of_a_table() -> None:
    text = (
        "序号\t任务\t责任单位\t完成时限\n一、能源转型\n"
        "1\t新增风电装机30万千瓦\t市能源局 市发展改革委\t2025年\n"
        "2\t建设储能电站\t市能源局\n二、建筑节能\n3\t新建绿色建筑\t市住建局\t长期\n"
    )
    assert said(text) == [
        "joint 市能源局 2025年",
        "joint 市发展改革委 2025年",
        "joint 市能源局",
        "joint 市住建局 长期",
    ]


NEAR = [
    "责任单位    市能源局\n完成时限    2025年底\n",  # no row under heads
    "序号  重点任务  责任单位：市能源局\n正文继续说明责任单位的要求。\n",
    "联系人：张三      电话：12345\n市能源局          市财政局\n2024年5月1日\n",
    "任务\t责任单位\n改善校舍\t无\n另起一段。\n市教育局\t市财政局\n",
    "| 项目 | 建设内容 |\n| --- | --- |\n| 市能源局大楼 | 改造1处 |\n",  # no column of bodies
    # numbers that do not count
    "序号  任务  责任单位\n3     改善校舍      市教育局\n7     开设食堂      市财政局\n",
]


@pytest.mark.parametrize("text", NEAR)
def test_near_misses_make_nobody_responsible(text: str) -> None:
    assert said(text) == []


def test_columns_without_heads_are_reported() -> None:
    rows = [row[:3] for row in TASKS]
    text = "附件\n" + "\n".join(f"{n}     {task}     {body}" for n, task, body in rows) + "\n"
    assert [finding.kind for finding in tagged(text)[1]] == ["unread_table"]


def test_a_bare_number_of_a_column_is_not_read() -> None:
    row = "| 1 | 建设电站1座 | 12.5 | 市能源局 |\n"
    text = "| 序号 | 项目 | 投资（亿元） | 责任单位 |\n|---|---|---|---|\n" + row
    assert [row[1:4] for row in figures(text)] == [("电站", "1", "座")]


def test_a_head_with_a_year_dates_its_column() -> None:
    text = "| 任务 | 2025年目标 | 责任单位 |\n|---|---|---|\n| 发展光伏 | 装机达到50万千瓦 | 市能源局 |\n"
    assert figures(text) == [("target", "装机", "50", "万千瓦", 2025, "2025年")]


#: Pieces of tables, whole and broken.
PIECES = st.sampled_from(
    ["序号", "重点任务", "责任单位", "牵头单位", "完成时限", "1", "2", "市能源局", "市财", "政局", "推进改造",
     "2025年底", "  ", "    ", "\t", "|", "\n", "\n\n", "\x0c", "|---|---|", "<br>", "一、", "。", "注："]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_cells_lie_within_their_table_and_the_text(text: str) -> None:
    tables = read_task_tables(text)
    for table in tables.read:
        for row in table.rows:
            assert 0 <= table.start <= row.start <= row.end <= table.end <= len(text)
            for cell in row.cells:
                for start, end in cell.pieces:
                    assert text[start:end].strip() and row.start <= start < end <= row.end
    for start, end in tables.unread:
        assert 0 <= start < end <= len(text)
    ends = [table.end for table in tables.read]
    assert ends == sorted(ends)
    tagged(text)


# --- a cell a line ----------------------------------------------------------------------------------

FLAT = """2025年民生实事责任分解表
序号
项目名称
主要内容
牵头单位
配合单位
完成时限
1
增加学位供给
新建学校5所，新增学位3000个。
市教育局
市财政局、市住建局
2025年8月底前
2
优化养老服务
提升改造社区食堂40家。
市民政局
各街道
2025年底前
3
便民停车
新增公共停车位1200个。
市城管局
市公安局
2025年底前
以上项目由市政府办公室督查。
"""


def test_a_cell_a_line() -> None:
    assert said(FLAT) == [
        "lead 市教育局 2025年8月底前",
        "cooperating 市财政局 2025年8月底前",
        "cooperating 市住建局 2025年8月底前",
        "lead 市民政局 2025年底前",
        "cooperating 各街道 2025年底前",
        "lead 市城管局 2025年底前",
        "cooperating 市公安局 2025年底前",
    ]
    assert [(indicator, value, year) for _, indicator, value, _, year, _ in figures(FLAT)] == [
        ("学校", "5", 2025),
        ("新增学位", "3000", 2025),
        ("社区食堂", "40", 2025),
        ("新增公共停车位", "1200", 2025),
    ]


def test_a_row_with_a_cell_too_many_gives_nothing() -> None:
    broken = FLAT.replace("提升改造社区食堂40家。", "提升改造\n社区食堂40家。")
    assert [row for row in said(broken) if "民政" in row or "街道" in row] == []
    assert len(said(broken)) == 5


@pytest.mark.parametrize(
    "text",
    [
        "序号\n项目\n责任单位\n1\n修路\n市交通运输局\n",  # one row may be chance
        "序号\n名称\n数量\n1\n桌子\n市教育局\n2\n椅子\n市财政局\n",  # no column of bodies
        "项目\n责任单位\n完成时限\n1\n修路\n市交通运输局\n2\n架桥\n市水利局\n",  # does not begin with 序号
    ],
)
def test_lines_that_are_no_such_table(text: str) -> None:
    assert said(text) == []
