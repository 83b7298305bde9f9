"""The ledger of numbers: tables of sentences with every row that they must give, near misses beside them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.cleaning import clean
from kb.model import Document, Target
from kb.segmenting import segment
from kb.tagging.targets import tag_targets

CASES = tomllib.loads((Path(__file__).parent / "cases" / "targets.toml").read_text(encoding="utf-8"))["case"]
CHANGES = {"升": "increase", "降": "decrease"}


def ledger(text: str, *, date: str = "2024-03", title: str = "", number: str = "") -> tuple[Target, ...]:
    document = Document(id="plan", title=title, text=text, date=date, number=number)
    cleaned = clean(text)
    return tag_targets(document, segment(document, cleaned).clauses, cleaned)


def expected(row: str) -> tuple[object, ...]:
    """「target | 指标 | >= 5 个 | 2025 | 升 基2020 力争」 as the fields that are compared."""
    kind, indicator, figure, year, *rest = [cell.strip() for cell in (row + " | ").split("|")]
    sign, _, measure = figure.partition(" ")
    value, _, unit = measure.partition(" ")
    marks = " ".join(rest).split()
    change = next((CHANGES[mark] for mark in marks if mark in CHANGES), "level")
    base = next((int(mark[1:]) for mark in marks if mark.startswith("基")), None)
    word = next((mark for mark in marks if mark not in CHANGES and mark[0] not in "基限"), "")
    return (kind, indicator, sign, value, unit, int(year) if year else None, change, base, word)


def found(target: Target) -> tuple[object, ...]:
    return (
        target.kind,
        target.indicator,
        target.comparator,
        target.value,
        target.unit,
        target.year,
        target.change,
        target.baseline_year,
        target.commitment,
    )


@pytest.mark.parametrize("case", CASES, ids=[case["text"].strip()[:24] for case in CASES])
def test_ledger_of_a_text(case: dict[str, object]) -> None:
    text = str(case["text"])
    rows = sorted((found(target) for target in ledger(text)), key=repr)
    assert rows == sorted((expected(str(row)) for row in case["rows"]), key=repr), text  # type: ignore[attr-defined]


def test_there_are_cases_and_near_misses() -> None:
    assert len(CASES) >= 60
    assert sum(not case["rows"] for case in CASES) >= 8


def test_reporting_duty_names_who_and_to_whom() -> None:
    text = (
        "市直各部门、各县（区、市）人民政府需要组织开展年度评估工作，有关工作的进展情况以及重大问题，"
        "在每年11月中旬前向市委、市政府汇报，并抄送市发展改革委。"
    )
    (duty,) = ledger(text)
    assert (duty.kind, duty.deadline, duty.year) == ("deadline", "每年11月中旬前", None)
    assert duty.actor == "市直各部门、各县（区、市）人民政府"
    assert duty.recipient == "市委、市政府，抄送市发展改革委"
    assert duty.indicator == "有关工作的进展情况以及重大问题"
    assert text[duty.start : duty.end].endswith("抄送市发展改革委")


def test_report_to_a_ministry() -> None:
    text = "2025年3月底前，试点城市政府对本地区试点情况进行评估总结，形成总结报告报送生态环境部。"
    (duty,) = ledger(text)
    assert (duty.kind, duty.year, duty.actor, duty.recipient) == (
        "deadline",
        2025,
        "试点城市政府",
        "生态环境部",
    )
    assert duty.indicator == "总结报告"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "到2025年，全市森林覆盖率力争比2020年提高2.5个百分点以上。",
            "到2025年，全市森林覆盖率力争比2020年提高2.5个百分点以上",
        ),
        (
            "加快建设，到2025年城市污泥处置率达到90%左右、餐厨垃圾利用率达到55%。",
            "到2025年城市污泥处置率达到90%左右",
        ),
        ("支持企业发展，培育20家领军企业，优化服务。", "培育20家领军企业"),
        ("2026年、2027年各新增床位200张。", "2026年、2027年各新增床位200张"),
    ],
)
def test_quote_runs_from_deadline_or_indicator_to_the_figures_end(text: str, quote: str) -> None:
    first = ledger(text)[0]
    assert text[first.start : first.end] == quote


@pytest.mark.parametrize(
    ("text", "indicator", "quote"),
    [
        ("储能产业规模达到500亿元，覆盖率达到90%。", "覆盖率", "储能产业规模达到500亿元，覆盖率达到90%"),
        ("氢能产业快速发展，规模达到50亿元。", "规模", "氢能产业快速发展，规模达到50亿元"),
        ("到2026年，示范企业达到100家，占比达到30%。", "占比", "到2026年，示范企业达到100家，占比达到30%"),
        # Near misses: a noun with a subject of its own, one of another sentence part.
        ("储能产业规模达到500亿元，路灯覆盖率达到90%。", "路灯覆盖率", "路灯覆盖率达到90%"),
        ("粮食产量达到200万吨；面积达到80万亩。", "面积", "面积达到80万亩"),
    ],
)
def test_quote_of_a_bare_noun_begins_with_its_subject(text: str, indicator: str, quote: str) -> None:
    target = ledger(text)[-1]
    assert target.indicator == indicator
    assert text[target.start : target.end] == quote


@pytest.mark.parametrize(
    ("text", "actor", "deadline"),
    [
        ("2025年6月底前，市能源局牵头制定《储能发展实施方案》。", "市能源局", "2025年6月底前"),
        ("2025年12月底前，各县（市、区）完成自查。", "各县（市、区）", "2025年12月底前"),
        ("各有关部门要在2025年3月底前制定年度实施方案。", "各有关部门", "在2025年3月底前"),
        ("2025年底前，由市发展改革委会同有关部门出台核算办法。", "市发展改革委", "2025年底前"),
        ("每年3月底前制定年度工作计划。", "", "每年3月底前"),
    ],
)
def test_deed_with_a_day_names_who_and_when(text: str, actor: str, deadline: str) -> None:
    (deed,) = ledger(text)
    assert (deed.kind, deed.actor, deed.deadline) == ("deadline", actor, deadline)


def test_both_words_of_a_repeated_deadline_are_kept() -> None:
    (target,) = ledger("2024—2026年每年新增床位200张。")
    assert (target.deadline, target.year) == ("2024—2026年每年", 2026)


@pytest.mark.parametrize(
    ("text", "deadlines"),
    [
        ("到2027年，每年培育链主企业30家左右，每年新增5家。", ["到2027年，每年", "到2027年，每年"]),
        ("每年培育链主企业30家左右。", ["每年"]),
        # A figure of another part is none of every year.
        ("到2027年，力争每年新增园区3个，总数达到20个。", ["到2027年，每年", "到2027年"]),
    ],
)
def test_every_year_stays_with_its_figure(text: str, deadlines: list[str]) -> None:
    assert [target.deadline for target in ledger(text)] == deadlines


def test_quote_of_a_strength_begins_with_what_withstands_it() -> None:
    text = "首先使大中城市具备抗御6级左右地震的能力。"
    (target,) = ledger(text)
    assert text[target.start : target.end] == "大中城市具备抗御6级左右地震的能力"


def test_long_columns_of_figures_are_no_statements() -> None:
    column = "".join(f"甲{number}家、" for number in range(200))
    text = f"到2026年，产值达到5亿元。\n各县（市、区）的统计数据如下。\n{column}\n到2027年，产值达到6亿元。\n"
    assert [(target.value, target.year) for target in ledger(text)] == [("5", 2026), ("6", 2027)]
    (few,) = ledger("到2026年，建成园区3个。")
    assert few.value == "3"


def test_quote_and_value_point_at_the_source_of_a_broken_line() -> None:
    text = "到 ２０２５ 年，全市森林覆盖率达到 ２５．５％ 以上。"
    (target,) = ledger(text)
    assert (target.value, target.unit, target.comparator) == ("25.5", "%", ">=")
    assert text[target.value_span.start : target.value_span.end] == "２５．５％"
    assert text[target.start : target.end].startswith("到 ２０２５ 年")


def test_rows_stay_in_their_clause() -> None:
    text = "一、目标\n到2025年，产值达到5亿元。\n二、任务\n（一）建设\n建设园区3个。\n"
    document = Document(id="plan", title="", text=text)
    cleaned = clean(text)
    clauses = segment(document, cleaned).clauses
    spans = {clause.id: (clause.start, clause.end) for clause in clauses}
    targets = tag_targets(document, clauses, cleaned)
    assert [target.path for target in targets] == ["1", "2.1"]
    for target in targets:
        start, end = spans[target.clause]
        assert start <= target.start <= target.value_span.start <= target.value_span.end <= target.end <= end


def test_deadlines_of_a_document_without_date_have_no_year() -> None:
    (target,) = ledger("年底前，新增停车位2000个。", date="")
    assert (target.kind, target.year, target.deadline) == ("target", None, "年底前")


def test_date_of_collection_does_not_turn_aims_into_facts() -> None:
    text = "到2020年，产值达到5亿元。\n到2020年，面积达到6亩。\n到2020年，产量达到7吨。\n"
    assert {target.kind for target in ledger(text, date="2024")} == {"target"}


def test_year_of_the_document_number_resolves_bare_months() -> None:
    (target,) = ledger("6月底前完成改造30公里。", date="", number="某政办发〔2022〕43号")
    assert target.year == 2022


_PIECES = st.sampled_from(
    (
        *(
            "到2025年",
            "“十四五”期间",
            "每年",
            "力争",
            "达到",
            "分别",
            "不低于",
            "以上",
            "左右",
            "翻一番",
            "一半",
            "三大",
        ),
        *("，", "。", "、", "；", "（", "）", "“", "”", "《", "》", "——", "\n", " ", "%", "5", "1.", "的"),
        *(
            "万亿元",
            "家",
            "个",
            "甲占比",
            "建成",
            "培育",
            "目前",
            "现有",
            "对",
            "的企业",
            "给予",
            "各",
            "处",
            "罚款",
        ),
        *(
            "五千",
            "三",
            "元",
            "至",
            "2025年、",
            "2026",
            "底前",
            "提前",
            "日内",
            "制定",
            "《甲方案》",
            "|",
            "\t",
            "覆盖率",
        ),
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=60).map("".join))
def test_any_text_gives_rows_that_point_into_it(text: str) -> None:
    targets = ledger(text)
    assert targets == ledger(text)
    for target in targets:
        assert 0 <= target.start <= target.value_span.start <= target.value_span.end <= len(text)
        assert target.start <= target.end <= len(text)
        assert target.indicator
        assert target.kind in {"qualitative", "deadline"} or target.value
