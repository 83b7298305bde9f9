"""The check of drafts against tables of planted mistakes and of correct statements, and its bounds."""

from __future__ import annotations

from pathlib import Path

import pytest
from draft_scores import Row, altered, blamed, correct, missed
from factories import document
from shelf import Shelf

from kb.drafting import DraftCheck, Item, check_draft
from kb.drafting.differing import differing, marked
from kb.errors import InvalidQuery

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "policies"

ALTERED = (*altered(), *altered("blind_alterations"))
CORRECT = (*correct(), *correct("blind_correct"))


@pytest.fixture(scope="module")
def plan() -> Shelf:
    return Shelf.of(ROOT / "corpus")


@pytest.mark.parametrize("row", ALTERED, ids=[f"{row.kind}-{n}" for n, row in enumerate(ALTERED)])
def test_a_planted_mistake_is_found(plan: Shelf, row: Row) -> None:
    assert not missed(row, check_draft(plan, row.text))


@pytest.mark.parametrize("row", CORRECT, ids=[f"{row.item}-{n}" for n, row in enumerate(CORRECT)])
def test_a_correct_statement_is_confirmed_and_not_blamed(plan: Shelf, row: Row) -> None:
    assert not blamed(row, check_draft(plan, row.text))


def test_the_tables_are_as_large_as_promised() -> None:
    assert len(ALTERED) >= 60
    assert len({row.kind for row in ALTERED}) >= 10
    assert len(CORRECT) >= 60
    assert len({row.text for row in (*ALTERED, *CORRECT)}) == len(ALTERED) + len(CORRECT)


def verdicts(check: DraftCheck) -> set[str]:
    return {item.verdict for item in check.items}


def test_the_plan_itself_is_a_draft_without_a_mistake(plan: Shelf) -> None:
    check = check_draft(plan, plan.documents()[0].text)
    assert verdicts(check) == {"consistent"}
    assert {item.kind for item in check.items} == {"quote", "number", "responsibility", "reference"}
    assert sum(item.kind == "number" for item in check.items) >= 40
    assert sum(item.kind == "responsibility" for item in check.items) >= 48


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")
@pytest.mark.parametrize("name", ["mk_01", "mk_05", "gwy_005", "xv_shandong_006", "cp_national"])
def test_other_documents_checked_against_themselves_are_consistent(name: str) -> None:
    shelf = Shelf.of(SHARED / f"{name}.txt")
    wrong = [i for i in check_draft(shelf, shelf.documents()[0].text).items if i.verdict != "consistent"]
    assert not wrong


MIXED = """关于碳达峰工作的汇报
一、主要目标
到2025年，全市非化石能源消费比重达到12%，新能源和清洁能源装机占比达到55%。
二、重点工作
推进甲醇产业发展由市工信局、市能源局负责，市文旅局新建博物馆3座。
方案要求“稳步推进氢能多元化示范应用”，详见《晋中市碳达峰实施方案》“二、（二）4.”。
"""


def test_a_draft_of_several_paragraphs(plan: Shelf) -> None:
    check = check_draft(plan, MIXED)
    found = [(item.kind, item.verdict, item.path) for item in check.items]
    assert ("number", "consistent", "1.2") in found
    assert ("number", "contradicted", "1.2") in found
    assert ("responsibility", "consistent", "2.2.2") in found
    assert ("quote", "consistent", "2.2.4") in found
    assert ("reference", "consistent", "2.2.4") in found
    assert check.count("contradicted") == 1
    # Its own 「一、」 「二、」 are no references.
    assert not any(item.kind == "reference" and item.text in {"一、", "二、"} for item in check.items)


@pytest.mark.parametrize("row", [*ALTERED, *CORRECT])
def test_every_item_is_a_span_of_the_draft_and_of_the_source(plan: Shelf, row: Row) -> None:
    for item in check_draft(plan, row.text).items:
        assert row.text[item.start : item.end] == item.text
        if item.source_quote:
            source = plan.document(item.document).text
            assert source[item.source_start : item.source_end] == item.source_quote
        if item.draft_pieces:
            assert "".join(text for text, _ in item.draft_pieces) == item.text
        if item.source_pieces and item.source_quote:
            # Of a reference only the title or number stands beside it, as the library writes it.
            shown = "".join(text for text, _ in item.source_pieces)
            assert shown == item.source_quote or item.kind == "reference"


def only(check: DraftCheck, kind: str) -> Item:
    (item,) = (item for item in check.items if item.kind == kind)
    return item


def test_what_differs_is_marked(plan: Shelf) -> None:
    item = only(
        check_draft(plan, "方案要求“推动煤炭绿色开发和绿色只能开采，加强生态友好矿区建设”。"), "quote"
    )
    assert [text for text, on in item.draft_pieces if on] == ["只"]
    assert [text for text, on in item.source_pieces if on] == ["智"]


def test_a_body_that_is_not_named_is_marked_and_said(plan: Shelf) -> None:
    item = only(check_draft(plan, "推进甲醇产业发展由市工信局、市财政局负责。"), "responsibility")
    assert [text for text, on in item.draft_pieces if on] == ["市财政局"]
    assert "未列名" in item.note
    assert "市工信局" not in item.note


UNKNOWN = [
    "到2025年，全市数字经济增加值增长12%。",
    "农村公共供水管网漏损率控制在8%以内。",
    "餐厨垃圾资源化利用率达到70%。",
    "“城市更新要坚持留改拆并举、以保留提升为主的总方针”。",
    "根据《某市养老服务条例》（某政发〔2020〕8号）制定。",
    "由市文旅局负责筹办旅游发展大会。",
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_the_source_does_not_speak_of_is_not_found(plan: Shelf, text: str) -> None:
    check = check_draft(plan, text)
    assert check.items
    assert verdicts(check) == {"not_found"}


@pytest.mark.parametrize(
    "text", ["会议认真学习了有关精神。", "大力推进“五个一体化”融合发展。", "一、总体要求\n（一）指导思想\n"]
)
def test_sentences_without_statements_make_no_items(plan: Shelf, text: str) -> None:
    assert not check_draft(plan, text).items


TWO_YEARS = """一、主要目标
到2025年，装机规模达到100万千瓦。到2030年，装机规模达到150万千瓦。
二、重点任务
（一）建设抽水蓄能电站。力争2027年建成装机容量80万千瓦。（市能源局牵头，市水利局配合）
"""


@pytest.fixture(scope="module")
def two() -> Shelf:
    """Two documents that say different things of one indicator."""
    other = (
        TWO_YEARS.replace("100万千瓦", "300万千瓦")
        .replace("市能源局", "省能源局")
        .replace("市水利局", "省水利厅")
    )
    return Shelf(
        [
            document("city", TWO_YEARS, title="某市抽水蓄能实施方案"),
            document("province", other, title="某省抽水蓄能实施方案", region="山西省"),
        ]
    )


CITY = "《某市抽水蓄能实施方案》"
ATTRIBUTED = [
    ("《某市抽水蓄能实施方案》提出，到2025年装机规模达到100万千瓦。", "number", "consistent", "city"),
    ("《某省抽水蓄能实施方案》提出，到2025年装机规模达到100万千瓦。", "number", "contradicted", "province"),
    ("到2025年，装机规模达到300万千瓦。", "number", "consistent", "province"),
    ("到2025年，装机规模达到0.01亿千瓦。", "number", "consistent", "city"),
    ("到2025年，装机规模达到120万千瓦。", "number", "contradicted", "city"),
    (
        "《某市抽水蓄能实施方案》明确，建设抽水蓄能电站由市能源局牵头、市水利局配合。",
        "responsibility",
        "consistent",
        "city",
    ),
    (
        "《某市抽水蓄能实施方案》明确，建设抽水蓄能电站由市水利局牵头。",
        "responsibility",
        "contradicted",
        "city",
    ),
]


@pytest.mark.parametrize(("text", "kind", "verdict", "where"), ATTRIBUTED)
def test_a_document_named_is_the_one_held_against(
    two: Shelf, text: str, kind: str, verdict: str, where: str
) -> None:
    item = only(check_draft(two, text), kind)
    assert (item.verdict, item.document) == (verdict, where)


@pytest.mark.parametrize(
    ("text", "said"), [("", "没有文字"), (" \n\t", "没有文字"), ("到2025年。" * 40_000, "太长")]
)
def test_an_unusable_draft_is_one_clear_sentence(plan: Shelf, text: str, said: str) -> None:
    with pytest.raises(InvalidQuery, match=said):
        check_draft(plan, text)


@pytest.mark.parametrize(
    "text", ["“" * 5000, "《" * 5000, "（" * 5000, "“”" * 3000, "1." * 5000, "\x00到2025年\x00达到5%"]
)
def test_noise_is_read_without_complaint(plan: Shelf, text: str) -> None:
    assert isinstance(check_draft(plan, text), DraftCheck)


def test_pieces_join_and_leave_blanks_unmarked() -> None:
    ours, theirs = differing("到 2025年达到13%", "到2025年达到12%以上")
    assert [t for t, on in ours if on] == ["13"]
    assert [t for t, on in theirs if on] == ["12", "以上"]
    assert marked("市财政局、市财政局", ("市财政局",)) == (
        ("市财政局", True),
        ("、", False),
        ("市财政局", True),
    )


def test_the_documented_figures_are_those_of_the_tables() -> None:
    text = (ROOT / "docs" / "drafting.md").read_text(encoding="utf-8")
    assert f"| planted mistakes | {len(altered())} | {len(altered())} |" in text
    assert f"| correct statements | {len(correct())} | {len(correct())} |" in text
    for kind in dict.fromkeys(row.kind for row in ALTERED):
        assert f"| `{kind}` | {sum(row.kind == kind for row in ALTERED)} |" in text


#: Our own plan in the shape of an action plan whose title has years.
YEARS = document(
    "works",
    "一、总体任务\n（一）培育园区。每年认定12家左右示范园区。（市工信局牵头，市财政局配合）\n"
    "（二）引进人才。每年引进领军人才不少于40名。（市人社局牵头）\n",
    title="清江市产业提升行动计划（2024-2026年）",
    number="清政发〔2024〕7号",
)
WHOLE_DRAFTS = [
    ("《清江市产业提升行动计划（2024-2026年）》提出，每年认定12家左右示范园区。", ["consistent"] * 2),
    (
        "《清江市产业提升行动计划（2024-2026年）》提出，每年认定15家左右示范园区。",
        ["consistent", "contradicted"],
    ),
    ("引进人才由市人社局牵头（清政发〔2024〕7号）。", ["consistent"] * 2),
    # Without numbers a draft is one clause: the second statement about a body is checked as well.
    ("培育园区由市工信局牵头。\n引进人才由市工信局牵头。", ["consistent", "contradicted"]),
    ("培育园区由市工信局牵头。引进人才由市人社局牵头。", ["consistent"] * 2),
]


@pytest.mark.parametrize(("text", "verdicts"), WHOLE_DRAFTS, ids=[row[0] for row in WHOLE_DRAFTS])
def test_sentences_are_judged_one_by_one(text: str, verdicts: list[str]) -> None:
    found = check_draft(Shelf([YEARS]), text).items
    assert [item.verdict for item in sorted(found, key=lambda item: item.start)] == verdicts
