"""The Chinese words for the model's values."""

from dataclasses import replace

import pytest

from kb.model import ROLE_ORDER, Span, Target
from web import labels
from web.contexts import Step
from web.paging import steps


def target(value="18", unit="%", comparator="=", **more):
    spans = {"start": 0, "end": 4, "value_span": Span(0, 3)}
    return Target("d/1", "1", "d", "比重", comparator, value, unit, "target", **spans, **more)


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (target(), "18%"),
        (target("60", comparator=">="), "≥60%"),
        (target("300", "克标准煤/千瓦时", comparator="<="), "≤300克标准煤/千瓦时"),
        (target("2.5", "个百分点", change="increase"), "提高 2.5个百分点"),
        (target("200", "家", change="increase"), "增加 200家"),
        (replace(target("2400", "人", change="increase"), indicator="新增高层次人才"), "2400人"),
        (target("5", "个百分点", change="decrease"), "下降 5个百分点"),
        (target("2-3", "家"), "2～3家"),
        (target("30", "万吨", comparator="~"), "约 30万吨"),
        (target("", ""), ""),
    ],
)
def test_figures(made, shown):
    assert labels.figure(made) == shown


def test_a_deadline_is_shown_as_printed():
    assert labels.when(target(deadline="到2025年底", year=2025)) == "到2025年底"
    assert labels.when(target(year=2030)) == "2030年"
    assert labels.when(target()) == ""


@pytest.mark.parametrize(
    ("region", "place"),
    [
        ("山西省晋中市", "晋中市"),
        ("内蒙古自治区包头市", "包头市"),
        ("山西省晋中市榆次区", "榆次区"),
        ("湖北省恩施土家族苗族自治州", "恩施土家族苗族自治州"),
        ("内蒙古自治区", "内蒙古自治区"),
        ("上海市", "上海市"),
        ("", ""),
    ],
)
def test_the_innermost_place(region, place):
    assert labels.place(region) == place


def test_every_role_has_its_words():
    assert set(labels.ROLES) == set(labels.ROLE_NOTES) == set(ROLE_ORDER)


def test_an_unknown_finding_shows_its_own_name():
    assert labels.label(labels.FINDINGS, "something_new") == "something_new"


def test_one_page_needs_no_steps():
    assert steps(10, 0, 10, str) == ()


def test_steps_name_neighbours_ends_and_gaps():
    assert steps(95, 40, 10, str) == (
        Step("上一页", "30"),
        Step("1", "0"),
        Step("……"),
        Step("3", "20"),
        Step("4", "30"),
        Step("5"),
        Step("6", "50"),
        Step("7", "60"),
        Step("……"),
        Step("10", "90"),
        Step("下一页", "50"),
    )


def test_beyond_the_last_page_the_way_back_is_offered():
    assert [step.label for step in steps(12, 500, 10, str)] == ["上一页", "1", "2"]
