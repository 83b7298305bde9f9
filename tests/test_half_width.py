"""A plan typed with half-width punctuation, as many web pages have it, reads as the printed one does."""

from __future__ import annotations

import pytest

from kb.cleaning import clean, widened
from kb.model import Document
from kb.segmenting import segment
from kb.tagging import tag

#: What a keyboard gives for the signs of Chinese print.
TYPED = str.maketrans("，；：（）！？", ",;:()!?")

PLAN = """青山市水务提升实施方案
为做好全市供水工作，现制定本方案。
一、总体要求
（一）主要目标。到2027年，农村自来水普及率达到95%以上，规模化供水人口比例达到70%；城市公共供水管网漏损率控制在8%以内，再生水利用率提高到30%。
二、重点任务
（二）补齐设施短板：
1．新建水厂3座，改造老旧管网120公里。（牵头单位：市水利局；配合单位：市财政局、市自然资源局，各县（区）人民政府）
2．摸清底数，2026年6月底前编制并公布重点水源名录，建立台账，年底前完成整治。（市水利局、市生态环境局按职责分工负责）
三、保障措施
（三）对年供水量超过500万立方米的企业，给予一次性奖励20万元；市财政局会同市水利局制定办法，各县（区）于每年11月底前将落实情况报市水利局。
"""


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("建成投用,年底前完成;其中:", "建成投用，年底前完成；其中："),
        ("(一)主要目标(2025年)", "（一）主要目标（2025年）"),
        ("达到5%,增长3%以上,", "达到5%，增长3%以上，"),
        ("约1,000户,比例为3:1,自8:30开始", "约1,000户，比例为3:1，自8:30开始"),
        ("见https://a.cn/b,c和&nbsp;表", "见https://a.cn/b,c和&nbsp;表"),
        ("全文，没有；可改的：地方（）", "全文，没有；可改的：地方（）"),
        ("", ""),
    ],
)
def test_signs_between_chinese_words_are_widened(typed: str, printed: str) -> None:
    assert widened(typed) == printed
    assert len(widened(typed)) == len(typed)


def test_a_typed_plan_reads_as_the_printed_one() -> None:
    printed, typed = _read(PLAN), _read(PLAN.translate(TYPED))
    for of_print, of_type in zip(printed, typed, strict=True):
        assert of_type == of_print
    clauses, bodies, figures = printed
    assert len(clauses) == 9
    assert len(bodies) == 9
    assert {kind for _, kind, *_ in figures} == {"target", "threshold", "support", "deadline"}


def test_what_is_shown_stays_as_typed() -> None:
    document = Document(id="plan", title="", text=PLAN.translate(TYPED), region="青山市")
    cleaned = clean(document.text)
    clauses = segment(document, cleaned).clauses
    tags = tag(document, clauses, cleaned)
    assert [clause.number for clause in clauses if clause.path == "2.2.1"] == ["二、(二)1."]
    assert "各县(区)人民政府" in {one.surface for one in tags.assignments}
    for one in tags.assignments:
        assert document.text[one.start : one.end] == one.surface
    for target in tags.targets:
        assert target.indicator in document.text


def _read(text: str) -> tuple[list[object], list[object], list[tuple[object, ...]]]:
    """Clauses, bodies and figures, their words in one width."""
    document = Document(id="plan", title="", text=text, region="青山市", date="2025-03")
    cleaned = clean(text)
    clauses = segment(document, cleaned).clauses
    tags = tag(document, clauses, cleaned)
    return (
        [(one.path, one.start, one.end, one.heading.translate(TYPED), one.sentences) for one in clauses],
        [(one.path, one.bureau, one.role, one.start, one.end) for one in tags.assignments],
        [
            (
                one.path,
                one.kind,
                one.indicator.translate(TYPED),
                one.comparator,
                one.value,
                one.unit,
                one.year,
                one.start,
                one.end,
            )
            for one in tags.targets
        ],
    )
