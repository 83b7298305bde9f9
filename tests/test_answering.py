"""Answers over two made documents: each kind of question once, near misses beside it.

The expected clauses and figures are read off ``answering_shelf``; a small plan of other matters
than the first one, so that nothing here can hold by the first plan's words alone.
"""

from __future__ import annotations

import pytest
from answering_shelf import AnsweringShelf, made_shelf
from factories import document

from kb.answering import ask
from kb.errors import InvalidQuery


@pytest.fixture(scope="module")
def shelf():
    return made_shelf()


#: Question, kind of answer, clauses.
ANSWERED = [
    ("市民政局负责哪些任务？", "body_tasks", {"care/2.1.1", "care/2.1.2", "care/3.1"}),
    ("市民政局牵头哪些任务", "body_tasks", {"care/2.1.1", "care/3.1"}),
    ("市财政局和市民政局共同负责什么？", "body_tasks", {"care/2.1.1"}),
    ("重点任务部分市民政局负责什么", "body_tasks", {"care/2.1.1", "care/2.1.2"}),
    ("市民政局有几项任务", "body_tasks", {"care/2.1.1", "care/2.1.2", "care/3.1"}),
    ("社区食堂由谁负责", "responsible_for", {"care/2.1.1"}),
    ("谁来抓适老化改造？", "responsible_for", {"care/2.1.2"}),
    ("二、（二）3.的责任单位有哪些", "responsible_for", {"care/2.2.3"}),
    ("除了市民政局，还有谁负责社区食堂", "responsible_for", {"care/2.1.1"}),
    ("卫健委负责扩大托位供给吗", "yes_no", {"care/2.2.3"}),
    ("护理型床位占比2028年要达到多少？", "target_value", {"care/1.1"}),
    ("2028年护理型床位占比比2026年高多少", "comparison", {"care/1.1"}),
    ("老年人家庭适老化改造要完成多少户", "target_value", {"care/2.1.2"}),
    ("新建食堂最高补助多少？", "target_value", {"care/2.1.1"}),
    ("1.2万户是什么指标", "figure", {"care/2.1.2"}),
    ("2027年有哪些目标", "target_list", {"care/2.1.2", "data/2.4"}),
    ("运营补贴细则什么时候出台", "deadlines", {"care/2.1.1"}),
    ("每年什么时候向市政府报告进展", "deadlines", {"care/3.1"}),
    ("2026年9月底前要完成什么？", "deadlines", {"care/2.1.1"}),
    ("数据要在多少日内编入共享目录", "deadlines", {"data/2.4"}),
    ("第四条说了什么", "clause", {"data/2.4"}),
    ("数据办法第二条的内容", "clause", {"data/1.2"}),
    ("扩大托位供给说了什么", "clause", {"care/2.2.3"}),
    (
        "第二部分讲了什么",
        "clause",
        {"care/2", "care/2.1", "care/2.1.1", "care/2.1.2", "care/2.2", "care/2.2.3"},
    ),
    ("政务数据是指什么", "definition", {"data/1.2"}),
    ("养老计划的制定依据是什么", "references", {"care/0"}),
    ("哪一条提到了《江西省养老服务条例》", "references", {"care/0"}),
    ("政务数据管理办法什么时候施行", "document", {"data/3.5"}),
    ("南康要做什么", "county", {"care/3.1", "care/3.2"}),
    ("章贡区要做什么", "county", {"care/3.1"}),
    ("各县区要做什么", "county", {"care/3.1"}),
    ("二、（一）有几项任务", "count", {"care/2.1.1", "care/2.1.2"}),
    ("办法一共多少条", "count", {"data/1.1", "data/1.2", "data/2.3", "data/2.4", "data/3.5"}),
    ("计划共有几个部分", "count", {"care/1", "care/2", "care/3"}),
]


@pytest.mark.parametrize(("question", "intent", "clauses"), ANSWERED, ids=[row[0] for row in ANSWERED])
def test_a_question_gets_the_whole_set(shelf, question: str, intent: str, clauses: set[str]) -> None:
    answer = ask(shelf, question)
    assert (answer.status, answer.intent) == ("answered", intent), answer.answer
    assert set(answer.clauses) == clauses


#: Question, figures as value and unit.
FIGURES = [
    ("护理型床位占比2026年是多少", ["60%"]),
    ("护理型床位占比各年的目标分别是多少", ["60%", "68%"]),
    ("社区养老服务设施覆盖率控制在多少以上", ["95%"]),
    ("每千人口托位数的目标值", ["4.8个"]),
    ("养老护理员培训人次比2024年增长多少", ["30%"]),
    ("公共厕所适老化改造比例要达到多少", ["80%"]),
    ("政务数据共享率2027年不低于多少", ["90%"]),
]


@pytest.mark.parametrize(("question", "figures"), FIGURES, ids=[row[0] for row in FIGURES])
def test_a_figure_is_the_one_asked_for(shelf, question: str, figures: list[str]) -> None:
    answer = ask(shelf, question)
    assert answer.status == "answered", answer.answer
    assert [row.value + row.unit for row in answer.targets] == figures
    assert all(figure.rstrip("个") in answer.answer for figure in figures)


#: What these documents do not say; each is a near miss of what they do.
REFUSED = [
    "普通床位占比是多少",
    "托位覆盖率是多少",
    "住宅适老化改造比例是多少",
    "2030年护理型床位占比是多少",
    "护理型床位占比2024年是多少",
    "南昌市护理型床位占比是多少",  # another city
    "江西省护理型床位占比是多少",  # the province around the city
    "章贡区护理型床位占比是多少",  # a county below it
    "全国护理型床位占比是多少",
    "赣州市政务数据共享率是多少",  # the province's figure is not the city's
    "市水利局负责什么",
    "南昌市民政局负责什么",
    "省民政厅有哪些任务",
    "市财政局牵头哪些任务",
    "第九条说了什么",
    "四、（一）的内容",
    "南昌市政务数据管理办法第一条说了什么",
    "《劳动法》第三条说了什么",
    "2035年有哪些目标",
    "今天天气怎么样？",
    "谢谢",
]


@pytest.mark.parametrize("question", REFUSED)
def test_a_near_miss_is_refused_with_a_reason(shelf, question: str) -> None:
    answer = ask(shelf, question)
    assert answer.status == "not_found", answer.answer
    assert answer.reason
    assert not answer.targets
    assert answer.count == 0


def test_a_counted_clause_is_cited_with_its_heading_also_where_print_moved_the_number() -> None:
    text = "照明改造计划\n总体要求一、\n坚持节约用电。\n二、主要任务\n更换路灯。\n"
    answer = ask(AnsweringShelf([document("light", text, title="照明改造计划")]), "计划共有几个部分")
    assert [c.quote for c in answer.citations] == ["总体要求一、", "二、主要任务"]


def test_a_difference_is_computed_and_said_to_be(shelf) -> None:
    answer = ask(shelf, "2028年护理型床位占比比2026年高多少")
    assert "相差8个百分点（由原文数值计算）" in answer.answer
    assert "8" in answer.computed


def test_a_body_not_listed_is_never_said_not_to_be_responsible(shelf) -> None:
    answer = ask(shelf, "市民政局负责扩大托位供给吗？")
    assert answer.answer.startswith("未列名")
    assert "不负责" not in answer.answer


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("护理型床位占比2026年是60%吗", "是"),
        ("护理型床位占比2026年是68%吗", "不是"),  # 68% is that of 2028
        ("社区养老服务设施覆盖率要达到95%以上吗", "是"),
        ("护理型床位占比2026年要达到60%以上吗", "不是"),  # 达到60% sets no lower bound
    ],
)
def test_yes_or_no_on_a_figure(shelf, question: str, start: str) -> None:
    assert ask(shelf, question).answer.startswith(start)


def test_facts_of_a_document(shelf) -> None:
    assert "赣市府办发〔2025〕12号" in ask(shelf, "养老托育服务行动计划的文号是多少？").answer
    assert "赣州市人民政府办公室" in ask(shelf, "养老计划是哪个单位发布的").answer
    assert ask(shelf, "政务数据管理办法的文号是什么").status == "not_found"


@pytest.mark.parametrize("question", ["", "  ", "？！", "市" * 501])
def test_what_is_no_question_is_an_error(shelf, question: str) -> None:
    with pytest.raises(InvalidQuery, match="问题"):
        ask(shelf, question)
