"""Which figures can be asked about, and which are left out: our own sentences in the shapes of plans."""

from __future__ import annotations

import pytest
from quiz.memory_library import MemoryLibrary

from kb.model import Document
from kb.quiz.amounts import read_amount, wrong_amounts
from kb.quiz.library import Texts, quotable_title, titled
from kb.quiz.statements import statements


def found(text, title="云河市碳达峰实施方案"):
    """(opening, before, figure, after, subject) of every statement in one clause."""
    body = f"一、主要目标\n{text}\n"
    library = MemoryLibrary([Document(id="plan", title=title, text=body, region="南江省云河市")])
    return [
        (s.opening, s.before, s.figure, s.after, s.subject)
        for s in statements(Texts(library)["plan"], library.targets())
    ]


ASKED = [
    (
        "到2030年，非化石能源消费比重达到18%。",
        [("到2030年，", "非化石能源消费比重达到", "18%", "", "非化石能源消费比重")],
    ),
    (
        "到2028年，秸秆综合利用率保持在90%以上，农膜回收率稳定在85%以上。",
        [
            ("到2028年，", "秸秆综合利用率保持在", "90%", "以上", "秸秆综合利用率"),
            ("到2028年，", "农膜回收率稳定在", "85%", "以上", "农膜回收率"),
        ],
    ),
    (
        "到2030年，供热管网热损失较2020年下降5个百分点。",
        [("到2030年，", "供热管网热损失较2020年下降", "5个百分点", "", "供热管网热损失")],
    ),
    (
        "力争到2027年，全市煤电机组平均供电煤耗降至300克标准煤/千瓦时以下。",
        [
            (
                "力争到2027年，",
                "全市煤电机组平均供电煤耗降至",
                "300克标准煤/千瓦时",
                "以下",
                "全市煤电机组平均供电煤耗",
            )
        ],
    ),
    (
        "到2027年，建成高标准农田250万亩。",
        [("到2027年，", "建成高标准农田", "250万亩", "", "建成高标准农田")],
    ),
]

LEFT_OUT = [
    "2023年，非化石能源消费比重已达到12%。",  # a fact of the past
    "到2030年，新能源和清洁能源装机、外送电量分别达到500万千瓦、80亿千瓦时。",  # 分别: pairs to be resolved
    "其中达到30%。",  # of what?
    "到2030年，大幅提高原燃料替代水平。",  # no figure
    "对年综合能耗超过5000吨标准煤的数据中心实行监测。",  # a condition
    "新建数据中心能源利用效率（PUE）不高于1.3。",  # a bare ratio: near values make no sense
    "给予最高不超过50万元的一次性奖励。",  # support, for whom?
]


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_statements_that_say_everything(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize("text", LEFT_OUT)
def test_statements_that_do_not(text):
    assert found(text) == []


def test_a_shared_subject_is_not_asked_alone():
    asked = found("到2025年，新能源和清洁能源装机占比达到50%、发电量占比达到30%。")
    assert [s[2] for s in asked] == ["50%"]


WRONG = [
    ("18%", ["12%", "65%", "90%"], "12%"),  # another year's value comes first; far ones never
    ("250万亩", ["12%", "300万亩"], "300万亩"),  # same unit only
    ("38.9%", ["85%"], None),
]


@pytest.mark.parametrize(("right", "others", "first"), WRONG)
def test_wrong_amounts_are_near_and_alike(right, others, first):
    from random import Random

    amount = read_amount(right)
    assert amount is not None
    options = list(wrong_amounts(amount, others, Random(1)))
    assert len(options) >= 3
    assert right not in options
    assert first is None or options[0] == first
    for option in options:
        other = read_amount(option)
        assert other is not None
        assert (other.unit, other.scale) == (amount.unit, amount.scale)
        assert other.decimals <= amount.decimals
        assert amount.value / 3 < other.value < amount.value * 3
        assert "%" not in other.unit or other.value <= 100


def test_equal_amounts_are_given_once():
    from random import Random

    amount = read_amount("20%")
    assert amount is not None
    options = list(wrong_amounts(amount, ["20%", "20.0%", "25%", "25%"], Random(1)))
    assert options.count("25%") == 1
    assert "20.0%" not in options


TITLES = [
    ("晋中市碳达峰实施方案", "《晋中市碳达峰实施方案》"),
    ("云河市“十四五”规划和 2035 年远景目标纲要", "《云河市“十四五”规划和2035年远景目标纲要》"),
    ("关于印发《云河市供热方案》的通知", "《关于印发〈云河市供热方案〉的通知》"),
]


@pytest.mark.parametrize(("title", "printed"), TITLES)
def test_titles_as_stems_name_them(title, printed):
    assert titled(quotable_title(Document(id="x", title=title, text=""))) == printed


@pytest.mark.parametrize("title", ["", "Action Plan for Digital Yunhe", "plan_2", "通知"])
def test_titles_that_no_stem_can_name(title):
    assert quotable_title(Document(id="x", title=title, text="")) == ""
