"""Questions about the library itself, conversions of units, requests to make or pick something."""

from __future__ import annotations

import pytest
from answering_shelf import AnsweringShelf, context_of, made_shelf
from factories import document

from kb.answering import ask
from kb.answering.conversions import conversion_refused
from kb.answering.holdings import holdings
from kb.answering.judgements import judgement_refused
from kb.answering.library import library_of

FARMS = """江西省农田建设方案
一、总体要求
根据《江西省农田条例》，制定本方案。
二、重点任务
1.农田改造。到2027年，建成高标准农田250万亩，折合1667平方公里。（责任单位：省财政厅、省水利厅）
2.渠道清淤。清理渠道300公里。（责任单位：省水利厅、省财政厅）
3.田间道路。硬化道路。（责任单位：省水利厅）
"""


@pytest.fixture(scope="module")
def shelf():
    return made_shelf()


@pytest.fixture(scope="module")
def farms():
    return AnsweringShelf([document("farms", FARMS, title="江西省农田建设方案", region="江西省")])


@pytest.mark.parametrize(
    "question",
    ["知识库里有几份文件", "库里有多少份文件？", "收了哪些文件", "请问知识库里一共收录了多少份文件"],
)
def test_the_documents_of_the_library_are_counted_and_listed(shelf, question: str) -> None:
    answer = ask(shelf, question)
    assert (answer.status, answer.intent, answer.count) == ("answered", "document", 2)
    assert [row[1] for row in answer.table[1:]] == [
        "《赣州市养老托育服务行动计划》",
        "《江西省政务数据管理办法》",
    ]


@pytest.mark.parametrize(
    "question", ["引用了哪些文件", "计划收录了哪些指标", "方案有几份文件依据", "粮库里有多少吨粮食"]
)
def test_what_a_document_holds_is_no_question_about_the_library(shelf, question: str) -> None:
    assert holdings(context_of(question, shelf)) is None


@pytest.mark.parametrize(
    "question", ["渠道清理300公里合多少米", "300公里换算成多少千米", "清理渠道300公里等于多少米"]
)
def test_units_are_not_converted(farms, question: str) -> None:
    answer = ask(farms, question)
    assert (answer.status, answer.count) == ("not_found", 0)
    assert "不作单位换算" in answer.answer


def test_the_printed_figure_is_shown_as_the_nearest(farms) -> None:
    answer = ask(farms, "250万亩高标准农田合多少公顷")
    assert answer.status == "not_found" and "250万亩" in answer.answer
    assert [c.clause for c in answer.citations] == ["farms/2.1"]


@pytest.mark.parametrize(
    "question", ["建成高标准农田多少亩", "整合多少亩农田", "300公里整合多少米", "300公里是什么"]
)
def test_asking_for_a_figure_is_no_conversion(farms, question: str) -> None:
    assert conversion_refused(context_of(question, farms)) is None


@pytest.mark.parametrize(
    "question",
    ["推荐几只新能源股票", "写一首赞美养老院的诗", "请帮我写一首关于节水的诗吧", "讲个笑话", "画一张风景画"],
)
def test_what_is_to_be_made_or_picked_is_refused(shelf, question: str) -> None:
    answer = ask(shelf, question)
    assert answer.status == "not_found" and "不代为创作" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "全市要推荐几家企业",
        "推荐目录有哪些",
        "写了什么",
        "推荐的节能产品有哪些",
        "首批示范有几个",
        "讲了哪些任务",
    ],
)
def test_what_a_text_says_of_recommending_is_asked(shelf, question: str) -> None:
    assert judgement_refused(question, question, library_of(shelf)) is None


@pytest.mark.parametrize(
    "question",
    [
        "责任单位里省财政厅排在头一个的是哪条任务",
        "省财政厅列在最前面的任务",
        "省财政厅打头的任务有哪些",
        "省财政厅排第一个的是哪项任务",
    ],
)
def test_tasks_whose_list_begins_with_a_body(farms, question: str) -> None:
    answer = ask(farms, question)
    assert (answer.status, answer.clauses) == ("answered", ("farms/2.1",)), answer.answer


def test_without_first_all_tasks_are_given(farms) -> None:
    assert ask(farms, "省财政厅的任务有哪些").clauses == ("farms/2.1", "farms/2.2")


def test_what_a_matter_follows_is_what_its_clause_cites() -> None:
    cited = FARMS.replace("清理渠道300公里。", "按照《渠道清淤规程》清理渠道300公里。")
    farms = AnsweringShelf([document("farms", cited, title="江西省农田建设方案", region="江西省")])
    answer = ask(farms, "渠道清淤是照着哪个文件干的")
    assert (answer.status, answer.clauses) == ("answered", ("farms/2.2",))
    assert ask(farms, "农田改造按照哪个文件干").status == "not_found"
    assert ask(farms, "方案引用了哪些文件").count == 2
