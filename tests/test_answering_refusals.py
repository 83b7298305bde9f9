"""What is refused: opinions, small talk, figures by one weak word, counties that no clause names."""

from __future__ import annotations

import pytest
from answering_shelf import AnsweringShelf, context_of, made_shelf
from factories import document

from kb.answering import ask
from kb.answering.deadlines import deadlines
from kb.answering.figures import target_value
from kb.answering.judgements import judgement_refused
from kb.answering.leftovers import without_leftovers
from kb.answering.library import library_of
from kb.answering.phrasing import rephrased
from kb.answering.question import read_question

LAW = """江西省电梯安全条例
第一章　总则
第一条　为了保障电梯安全，制定本条例。
第二条　省市场监督管理部门负责电梯安全监督。全省物业企业检验合格率达到98%。
第二章　责任
第三条　违法使用电梯，构成犯罪的，依法追究刑事责任。检验记录应当保存5年。
第四条　国家铁路沿线电梯单位能耗下降10%。
第五条　本条例自2024年3月1日起施行，违法使用电梯的旧规定同时废止。
"""


@pytest.fixture(scope="module")
def shelf():
    return made_shelf()


@pytest.fixture(scope="module")
def law():
    return AnsweringShelf([document("law", LAW, title="江西省电梯安全条例", region="江西省")])


@pytest.mark.parametrize(
    "question",
    [
        "你觉得养老计划写得怎么样",
        "您认为这两个文件哪个更好",
        "赣州和南昌哪边的养老政策定得更好",
        "哪份文件写得比较完善",
        "谁家的办法更靠谱",
        "社区食堂和老年餐桌哪个好",
        "护理型床位的目标定得合理吗",
        "护理型床位占比68%这个目标合不合理",
        "你怎么看社区食堂",
        "养老计划的目标能不能按时实现",
    ],
)
def test_an_opinion_is_refused(shelf, question: str) -> None:
    answer = ask(shelf, question)
    assert answer.status == "not_found"
    assert "不作评价" in answer.reason
    assert not answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "谁来更好地推进适老化改造",
        "哪个部门任务更多",
        "护理型床位占比哪一年更高",
        "怎么看待托育服务这一条在哪里",
        "哪些单位负责改善空气，让空气更好",
        "你说社区食堂由谁负责",
        "你觉得社区食堂应该由哪个单位负责",
        "哪个部门负责科学利用数据",
        "哪个好氧堆肥项目由谁负责",
        "谁负责合理利用资源",
        "社区食堂补助最高多少，告诉我好吗",
        "2028年能否实现护理型床位占比68%",
        "能不能完成登记由谁核实",
    ],
)
def test_what_only_sounds_like_an_opinion_is_not(shelf, question: str) -> None:
    assert judgement_refused(question, question, library_of(shelf)) is None


@pytest.mark.parametrize("question", ["明天赣州会不会下雨", "赣州的房价会不会涨", "赣州哪家火锅好吃"])
def test_a_place_alone_makes_no_passage(shelf, question: str) -> None:
    assert ask(shelf, question).status == "not_found"


def test_a_county_that_no_clause_names_has_no_task_of_its_own(shelf) -> None:
    answer = ask(shelf, "章贡区有哪些专门的任务安排")
    assert answer.status == "not_found"
    assert "没有点名" in answer.reason
    assert any("各县（市、区）人民政府" in c.quote for c in answer.citations)
    assert ask(shelf, "章贡区有哪些任务安排").status == "answered"
    assert ask(shelf, "南康区有哪些专门的任务").status == "answered"  # a clause names it


@pytest.mark.parametrize("question", ["2028年养老机构床位保有量", "养老护理员人数", "社区食堂收入"])
def test_an_indicator_that_no_text_states_is_no_passage(shelf, question: str) -> None:
    assert ask(shelf, question).status == "not_found"


def test_how_long_is_not_answered_with_a_date(law) -> None:
    assert deadlines(context_of("违法使用电梯要判几年", law)) is None
    assert deadlines(context_of("违法使用电梯什么时候施行", law)) is not None
    assert "2024年3月1日" in ask(law, "条例什么时候施行").answer


@pytest.mark.parametrize("question", ["电梯坏了国家给不给补", "国家是多少", "国家下降多少"])
def test_one_weak_word_names_no_figure(law, question: str) -> None:
    assert target_value(context_of(question, law)) is None
    assert target_value(context_of("国家铁路沿线电梯单位能耗下降多少", law)) is not None


@pytest.mark.parametrize("question", ["市民政局的电话是多少", "市财政局的邮箱是什么", "市民政局电话多少"])
def test_how_to_reach_a_body_is_no_target(shelf, question: str) -> None:
    answer = ask(shelf, question)
    assert answer.status == "not_found"
    assert not answer.targets


def test_a_phone_call_on_the_way_is_chatter(shelf) -> None:
    assert ask(shelf, "刚打电话问了，市民政局有哪些任务").status == "answered"


def test_how_long_is_not_answered_with_money(shelf) -> None:
    assert target_value(context_of("新建食堂补助要几天发", shelf)) is None
    assert target_value(context_of("新建食堂补助多少", shelf)) is not None


def test_what_somebody_is_to_do_is_never_set_aside(shelf) -> None:
    library = library_of(shelf)
    left = without_leftovers(read_question("社区食堂坏了由谁赔偿", library), library)
    assert left is None or any("赔偿" in phrase for phrase in left[0].topic)
    assert ask(shelf, "社区食堂由谁来抓").status == "answered"


def test_one_character_names_no_figure(shelf) -> None:
    assert not ask(shelf, "两地的目标哪个更高").targets
    assert target_value(context_of("床高多少", shelf)) is None


def test_the_lead_of_a_matter_that_has_none(shelf) -> None:
    for question in ("适老化改造谁牵头", "适老化改造到底是谁牵的头"):
        answer = ask(shelf, question)
        assert answer.status == "not_found"
        assert answer.bureaus == ("市住建局", "市民政局")
        assert "没有写明牵头单位" in answer.reason
    assert ask(shelf, "社区食堂是谁牵的头").bureaus == ("市民政局",)
    assert ask(shelf, "适老化改造由谁负责").status == "answered"


def test_the_parts_of_a_numbered_section_are_counted(shelf) -> None:
    answer = ask(shelf, "三、保障措施一共分几块，都叫什么")
    assert (answer.status, answer.count) == ("answered", 2)
    assert set(answer.clauses) == {"care/3.1", "care/3.2"}
    assert ask(shelf, "三、一共几条").count == 2
    assert ask(shelf, "数据办法第二章有几条").count == 2
    assert ask(shelf, "数据办法一共几条").count == 5


def test_bodies_named_are_counted(shelf) -> None:
    answer = ask(shelf, "整个计划里面一共点了多少个责任单位的名")
    assert (answer.status, answer.intent, answer.count) == ("answered", "count", 8)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("是谁牵的头", "是谁牵头"),
        ("点了几个部门的名", "列名几个部门"),
        ("公布了几个部门的名单", "公布了几个部门的名单"),
        ("国家那个节能方案的目标", "国家节能方案的目标"),
        ("国家那个标准是多少", "国家那个标准是多少"),
    ],
)
def test_wordings(text: str, plain: str) -> None:
    assert rephrased(text) == plain


@pytest.mark.parametrize(
    "question", ["市民政局和市财政局都不管的任务有哪些", "市民政局、市财政局均未牵头的是哪几条"]
)
def test_what_neither_is_responsible_for_is_refused(shelf, question: str) -> None:
    found = ask(shelf, question)
    assert found.status == "not_found"
    assert "未列名不等于不负责" in found.answer


@pytest.mark.parametrize(
    "question", ["市民政局和市财政局都负责哪些任务", "市民政局负责、市财政局不负责的任务"]
)
def test_both_or_one_without_the_other_is_no_such_question(shelf, question: str) -> None:
    assert judgement_refused(question, question, library_of(shelf)) is None
