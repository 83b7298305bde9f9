"""General shapes of questions: differences of bodies, short names, documents by words of their title."""

from __future__ import annotations

import pytest
from answering_shelf import AnsweringShelf, made_shelf
from factories import document

from kb.answering import ask
from kb.answering.document_hints import pointed_documents
from kb.answering.library import library_of
from kb.answering.phrasing import rephrased
from kb.answering.question import read_question
from kb.answering.short_bodies import shortened
from kb.answering.spelling import Words
from kb.tagging.bureaus.names import Body


@pytest.fixture(scope="module")
def shelf():
    return made_shelf()


WATER = """河湖整治工作方案
一、总体要求
“生态河湖”是以水质改善为目标，统筹岸上岸下的河湖治理模式。生态河湖是全省水利工作的重点。
二、主要任务
（一）清理河道。推行“查、测、溯”（查排口、测水质、溯源头），到2027年，秸秆离田利用率达到70%。（水利局、住建局负责，水利局牵头）
（二）建设观测站。建设梅溪观测局、水文站。（财政局牵头，水利局配合）
（三）修复岸线。新增岸线修复里程80公里。（水利局牵头，财政局牵头）
"""
DRAINAGE = """排水防涝实施方案
一、工作目标
到2026年，秸秆离田利用率达到60%。
二、工作任务
（二十）疏通管网。每年疏通管网30公里。（住建局负责）
"""


@pytest.fixture(scope="module")
def water():
    return AnsweringShelf(
        [
            document("water", WATER, title="浙江省河湖整治工作方案", issuer="浙江省水利厅", region="浙江省"),
            document("drain", DRAINAGE, title="关于印发排水防涝实施方案的通知", issuer="国务院"),
        ]
    )


@pytest.mark.parametrize(
    ("question", "clauses"),
    [
        ("市民政局负责但市财政局不负责的任务", {"care/2.1.2", "care/3.1"}),
        ("市民政局负责、市财政局没有参与的任务", {"care/2.1.2", "care/3.1"}),
        ("市民政局负责而市住建局不参加的任务", {"care/2.1.1", "care/3.1"}),
        ("市财政局负责但市民政局不牵头的任务", set()),  # it leads the only one
        ("市住建局负责、市民政局不牵头的任务", {"care/2.1.2"}),  # listed there, but not as lead
        ("市民政局牵头、市住建局不牵头的任务", {"care/2.1.1", "care/3.1"}),
        ("市民政局跟市财政局一块儿管的任务", {"care/2.1.1"}),
        ("市监局跟市民政局一块儿管的活儿都有哪些", {"care/2.1.1"}),
    ],
)
def test_bodies_with_and_without_each_other(shelf, question: str, clauses: set[str]) -> None:
    assert set(ask(shelf, question).clauses) == clauses


KNOWN = [
    Body("市市场监管局", "浙江省杭州市", "city"),
    Body("市水利和湖泊局", "浙江省杭州市", "city"),
    Body("省林业和草原局", "浙江省", "province"),
]


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("市监局", "市市场监管局"),
        ("市市监局", "市市场监管局"),
        ("省林草局", "省林业和草原局"),
        ("林草局", "省林业和草原局"),
        ("市水利局", ""),  # stands whole in the long name: for the resolver to decide
        ("监管局", ""),
        ("市管委", ""),  # another ending
        ("市林草局", ""),  # another level
        ("市教育局", ""),
    ],
)
def test_short_names(short: str, name: str) -> None:
    found = shortened(short, KNOWN)
    assert (found.name if found else "") == name


def test_a_short_name_of_several_is_none() -> None:
    assert shortened("市监局", [*KNOWN, Body("市市政监察局", "浙江省杭州市", "city")]) is None


@pytest.mark.parametrize("question", ["哪些是每年都要办的", "这件事怎么办", "每年都得办的有哪些"])
def test_what_is_done_is_no_body(shelf, question: str) -> None:
    assert read_question(question, library_of(shelf)).mentions == ()


def test_who_is_reported_to_is_no_body(shelf) -> None:
    answer = ask(shelf, "每年几月份之前要给市政府报进展来着")
    assert (answer.status, answer.intent, set(answer.clauses)) == ("answered", "deadlines", {"care/3.1"})


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("河湖方案第一部分", ("water",)),
        ("排水方案第二十条", ("drain",)),
        ("国务院那个方案里住建局负责什么", ("drain",)),
        ("住建局在排水那个文里要干点啥", ("drain",)),
        ("国家那个治理方案", ()),  # no document bears these words
    ],
)
def test_documents_by_words_of_their_title(water, question: str, documents: tuple[str, ...]) -> None:
    library = library_of(water)
    pointed = pointed_documents(question, library)
    assert read_question(pointed.text, library, pointed.documents).documents == documents


def test_an_article_may_be_printed_as_an_item(water) -> None:
    assert set(ask(water, "排水方案第二十条说了什么").clauses) == {"drain/2.20"}
    assert ask(water, "排水方案第二十一条说了什么").status == "not_found"


@pytest.mark.parametrize(
    "question",
    [
        "河湖整治方案和排水防涝方案对秸秆离田利用率分别提出了什么目标",
        "秸秆离田利用率，河湖整治方案与排水防涝方案对比",
    ],
)
def test_one_indicator_in_two_documents(water, question: str) -> None:
    answer = ask(water, question)
    assert answer.status == "answered"
    assert set(answer.clauses) == {"water/2.1", "drain/1"}
    assert {row.value for row in answer.targets} == {"70", "60"}


def test_two_mistyped_characters_of_an_indicator(water) -> None:
    words = Words(library_of(water))
    assert words.both_changed("结杆离田利用率") == ("结杆", "秸秆")
    assert words.both_changed("结杆补助金额") is None  # no indicator


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("什么叫政务数据", "行政机关在履行职责过程中"),
        ("政务数据是个啥意思", "行政机关在履行职责过程中"),
        ("政务数据的定义", "行政机关在履行职责过程中"),
    ],
)
def test_definitions(shelf, question: str, said: str) -> None:
    answer = ask(shelf, question)
    assert (answer.status, answer.intent) == ("answered", "definition")
    assert said in answer.answer


def test_a_sentence_that_opens_with_a_term_defines_it(water) -> None:
    answer = ask(water, "生态河湖定义")
    assert "河湖治理模式" in answer.answer
    assert "工作的重点" not in answer.answer
    assert "溯源头" in ask(water, "查测溯是啥意思").answer


def test_the_number_of_tasks(water) -> None:
    assert ask(water, "河湖整治方案主要任务数").count == 3


def test_what_is_built_is_no_body(water) -> None:
    assert ask(water, "梅溪观测局、水文站建设牵头单位").bureaus == ("财政局",)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("城市和全国的一不一样", "城市和全国的对比"),
        ("两地各是多少", "两地分别是多少"),
        ("重点任务数", "一共多少项任务"),
        ("责任单位数量", "一共多少个责任单位"),
        ("任务数据怎么报", "任务数据怎么报"),
        ("2025年各是多少", "2025年各是多少"),
    ],
)
def test_wordings(text: str, plain: str) -> None:
    assert rephrased(text) == plain
