"""The prover refuses what is not true, by hand-made items over our own plan, and by falsified items."""

from __future__ import annotations

from dataclasses import replace

import pytest
from quiz.falsified import falsified
from quiz.memory_library import MemoryLibrary

from kb.model import Citation, Document
from kb.quiz.items import Item
from kb.quiz.library import Texts
from kb.quiz.making import make_items
from kb.quiz.proving import Prover
from kb.quiz.proving.lists import members
from kb.quiz.proving.readings import listed_bodies, quantity

PLAN = """一、主要目标
到2025年，非化石能源消费比重达到12%，秸秆综合利用率保持在90%以上。
到2030年，非化石能源消费比重达到百分之十八，光伏发电装机达到1.2亿千瓦。
二、重点任务
（一）发展清洁能源
扩大光伏装机规模，重点发展“未来能源”“未来材料”“未来数字”三大重点产业领域。（市能源局、市发展改革委等按职责分工负责）
（二）推广节能建筑
新建建筑执行绿色标准，抓好设计、施工、验收三个环节。新建农房执行《云河市农房建设指南》。（市住建局牵头，市财政局配合）
（三）改造供热管网
分年度完成更新，减少输配损失。有关工作进展情况在每年11月中旬前向市政府报告。（市城管局、市能源局、市财政局负责）
"""
OTHER = """一、主要目标
到2025年，秸秆综合利用率达到86%以上。
"""


@pytest.fixture(scope="module")
def library():
    return MemoryLibrary(
        [
            Document(id="plan", title="云河市碳达峰实施方案", text=PLAN, region="南江省云河市"),
            Document(id="other", title="南江省农业绿色发展方案", text=OTHER, region="南江省"),
        ]
    )


@pytest.fixture(scope="module")
def prover(library):
    return Prover(Texts(library))


def item(library, quote, **fields):
    """An item that rests on a stretch of PLAN."""
    start = PLAN.index(quote)
    clause = next(c for c in library.clauses("plan") if c.start <= start < c.end)
    cited = Citation(clause.id, clause.path, "plan", quote, start, start + len(quote))
    filled = {
        "id": "x",
        "type": "single_choice",
        "topic": "target",
        "answer": (0,),
        "explanation": "",
        "evidence": (cited,),
        "difficulty": "easy",
        "facts": (),
        **fields,
    }
    return Item(**filled)


AIMS = "到2025年，非化石能源消费比重达到12%，秸秆综合利用率保持在90%以上。"
ASK = "《云河市碳达峰实施方案》提出，到2025年，非化石能源消费比重达到（　）。"
LIST = "（市能源局、市发展改革委等按职责分工负责）"
LEAD = "（市住建局牵头，市财政局配合）"

TRUE = [
    (AIMS, ASK, ("12%", "10%", "14%", "16%"), (0,)),
    # another year's value is false under this year
    (AIMS, ASK, ("12%", "18%", "14%", "16%"), (0,)),
    (
        LIST,
        "下列单位中，《云河市碳达峰实施方案》列明为“发展清洁能源”责任单位的是（　）。",
        ("市能源局", "市住建局", "市财政局", "市城管局"),
        (0,),
    ),
    (
        LIST,
        "下列单位中，《云河市碳达峰实施方案》没有列明为“发展清洁能源”责任单位的是（　）。",
        ("市住建局", "市能源局", "市发展改革委"),
        (0,),
    ),
    (
        LEAD,
        "根据《云河市碳达峰实施方案》，“推广节能建筑”的牵头单位是（　）。",
        ("市住建局", "市财政局", "市能源局", "市城管局"),
        (0,),
    ),
]

FALSE = [
    # a key of another year, of another indicator, and one printed nowhere
    (AIMS, ASK, ("18%", "10%", "14%", "16%"), (0,)),
    (AIMS, ASK, ("90%", "10%", "14%", "16%"), (0,)),
    (AIMS, ASK, ("15%", "10%", "14%", "16%"), (0,)),
    # a distractor that is the key in other words, or the same amount in another scale
    (AIMS, ASK, ("12%", "百分之十二", "14%", "16%"), (0,)),
    # a distractor that another document states under the same year
    (
        AIMS,
        "《云河市碳达峰实施方案》提出，到2025年，秸秆综合利用率保持在（　）以上。",
        ("90%", "86%", "95%", "92%"),
        (0,),
    ),
    # no such year in the stem's place
    (AIMS, ASK.replace("2025", "2026"), ("12%", "10%", "14%", "16%"), (0,)),
    # another document's title
    (AIMS, ASK.replace("云河市碳达峰实施方案", "南江省农业绿色发展方案"), ("12%", "10%", "14%"), (0,)),
    # a listed body among the wrong options, by another of its names
    (
        LIST,
        "下列单位中，《云河市碳达峰实施方案》列明为“发展清洁能源”责任单位的是（　）。",
        ("市能源局", "市发改委", "市财政局", "市城管局"),
        (0,),
    ),
    # the list of another task
    (
        LEAD,
        "下列单位中，《云河市碳达峰实施方案》列明为“发展清洁能源”责任单位的是（　）。",
        ("市住建局", "市财政局", "市城管局"),
        (0,),
    ),
    # the cooperating body does not lead
    (
        LEAD,
        "根据《云河市碳达峰实施方案》，“推广节能建筑”的牵头单位是（　）。",
        ("市财政局", "市住建局", "市能源局"),
        (0,),
    ),
    # a stem that no proof is known for
    (AIMS, "《云河市碳达峰实施方案》的核心指标是（　）。", ("12%", "10%", "14%"), (0,)),
]


@pytest.mark.parametrize(("quote", "stem", "options", "answer"), TRUE)
def test_true_items_are_proved(library, prover, quote, stem, options, answer):
    assert prover.problems(item(library, quote, stem=stem, options=options, answer=answer)) == []


@pytest.mark.parametrize(("quote", "stem", "options", "answer"), FALSE)
def test_false_items_are_refused(library, prover, quote, stem, options, answer):
    assert prover.problems(item(library, quote, stem=stem, options=options, answer=answer)) != []


def test_a_quote_must_be_verbatim(library, prover):
    true = item(library, AIMS, stem=ASK, options=("12%", "10%", "14%"))
    assert prover.problems(true) == []
    cited = replace(true.evidence[0], quote=AIMS.replace("12%", "13%"))
    assert prover.problems(replace(true, evidence=(cited,))) != []


TRUTHS = [
    ("到2025年，非化石能源消费比重达到12%", True, True),
    ("到2025年，非化石能源消费比重达到15%", False, True),
    ("到2025年，非化石能源消费比重达到12%", False, False),
    ("到2025年，非化石能源消费比重达到15%", True, False),
    # 达到10%以上 follows from 12%: neither true by the words nor plainly false
    ("到2025年，非化石能源消费比重达到10%", False, False),
    ("到2025年，秸秆综合利用率保持在95%以上", False, True),
    ("到2025年，秸秆综合利用率保持在85%以上", False, False),
    # two facts changed
    ("到2026年，非化石能源消费比重达到15%", False, False),
]


@pytest.mark.parametrize(("statement", "said", "proved"), TRUTHS)
def test_true_or_false(library, prover, statement, said, proved):
    made = item(
        library,
        AIMS,
        type="true_false",
        stem=f"《云河市碳达峰实施方案》提出，{statement}。",
        answer=said,
    )
    assert (prover.problems(made) == []) is proved


def test_every_item_of_our_own_plan_is_proved_and_no_falsified_one(library, prover):
    items = make_items(library)
    assert {i.type for i in items} >= {
        "single_choice",
        "multiple_choice",
        "true_false",
        "fill_blank",
        "short_answer",
    }
    assert {i.topic for i in items} >= {"target", "responsibility", "deadline", "measure", "reference"}
    for made in items:
        assert prover.problems(made) == [], made.stem
        for false in falsified(made):
            assert prover.problems(false) != [], (false.stem, false.options, false.answer)


LISTS = [
    (
        "（省教育厅牵头，省财政厅、省司法厅配合）",
        [("省教育厅", "lead"), ("省财政厅", "help"), ("省司法厅", "help")],
    ),
    ("（市能源局、市发展改革委等按职责分工负责）", [("市能源局", "joint"), ("市发展改革委", "joint")]),
    (
        "（牵头单位：省科技厅；配合单位：省财政厅、省大数据局）",
        [("省科技厅", "lead"), ("省财政厅", "help"), ("省大数据局", "help")],
    ),
    ("（责任单位：市规划和自然资源局）", [("市规划和自然资源局", "joint")]),
]


@pytest.mark.parametrize(("quote", "expected"), LISTS)
def test_lists_are_read_as_printed(quote, expected):
    assert [(one.name, one.part) for one in listed_bodies(quote)] == expected


ENUMERATIONS = [
    ("开展工业、城乡建设、交通三大行动，有序达峰。", "三大行动", 3),
    ("做强两个优势产业（机器人产业、新能源汽车产业）。", "两个优势产业", 2),
    ("开展工业、城乡建设等三大行动。", "三大行动", 0),  # the list is not whole
    ("实施十大工程。", "十大工程", 0),
]


@pytest.mark.parametrize(("text", "phrase", "count"), ENUMERATIONS)
def test_members_are_as_many_as_the_numeral_says(text, phrase, count):
    assert len(members(text, phrase)) == count


SAME = [("18%", "百分之十八"), ("1.2亿千瓦", "12000万千瓦"), ("2万亿元", "20000亿元"), ("5%", "5％")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_equal_amounts_are_equal(one, other):
    first, second = quantity(one), quantity(other)
    assert first is not None
    assert second is not None
    assert (first.value, first.unit) == (second.value, second.unit)
