"""Sets of tasks and bodies: one body without another, groups named in full, what is not counted."""

from __future__ import annotations

import pytest
from answering_shelf import AnsweringShelf
from factories import document

from kb.answering import ask
from kb.answering.slots import find_clause_number
from kb.indexing.tokens import fold

PLAN = """江西省水网建设方案
一、总体要求
到2027年，自来水普及率达到96%。
二、重点任务
（一）供水
1.供水管网。改造供水管网100公里。（责任单位：省水利厅、省财政厅）
2.节水器具。推广节水器具。（责任单位：省水利厅）
3.水质监测。建设监测站点40个。（责任单位：省财政厅、省水利厅）
（二）排水
1.雨水排放。清理雨水沟渠，由各地负责。
2.污水处理。由各有关部门负责。
3.应急避险。由各级地震部门负责。
"""

CITY = """赣州市水网建设方案
一、总体要求
到2027年，自来水普及率达到92%。
二、重点任务
1.市场秩序。整顿净水设备市场。（责任单位：市市场监管局、市财政局）
2.价格监测。监测水价。（责任单位：市财政局）
"""


@pytest.fixture(scope="module")
def both():
    city = document("city", CITY, title="赣州市水网建设方案", region="江西省赣州市")
    return AnsweringShelf([document("water", PLAN, title="江西省水网建设方案", region="江西省"), city])


@pytest.fixture(scope="module")
def water():
    return AnsweringShelf([document("water", PLAN, title="江西省水网建设方案", region="江西省")])


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("全部责任单位有多少个", 2),
        ("方案涉及多少个责任单位", 2),
        ("江西有多少项任务", 3),
    ],
)
def test_a_count_never_fails_on_the_name_of_a_group(water, question: str, count: int) -> None:
    answer = ask(water, question)
    assert (answer.status, answer.count) == ("answered", count)
    assert "未计入" in answer.notes[0]


@pytest.mark.parametrize(
    ("question", "clauses"),
    [
        ("省水利厅要管、省财政厅不管的是哪一项", {"water/2.1.2"}),
        ("省水利厅管但省财政厅不管的有哪些", {"water/2.1.2"}),
        ("省水利厅负责、省财政厅不在内的有哪些", {"water/2.1.2"}),
        ("省水利厅承担、省财政厅没承担的任务", {"water/2.1.2"}),
        # near misses: nothing is denied
        ("省水利厅和省财政厅都要管的任务", {"water/2.1.1", "water/2.1.3"}),
        ("省水利厅管不管供水管网", {"water/2.1.1"}),
    ],
)
def test_a_body_that_is_not_in_it_is_taken_out(water, question: str, clauses: set[str]) -> None:
    answer = ask(water, question)
    assert (answer.status, set(answer.clauses)) == ("answered", clauses), answer.answer


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("三（二）3写的啥", "三(二)3"),
        ("三（二）3写了什么", "三(二)3"),
        ("三（二）12由谁牵头", "三(二)12"),
        ("三（二）3项讲什么", "三(二)3"),
        # near misses: how many, a year, a figure
        ("三（二）3项任务", "三(二)"),
        ("三（二）3项重点工作有哪些", "三(二)"),
        ("三（二）2030年目标", "三(二)"),
        ("三（二）30万亩是什么", "三(二)"),
        ("三（二）3大工程", "三(二)"),
    ],
)
def test_a_digit_behind_a_bracket_is_of_the_number(question: str, number: str) -> None:
    found = find_clause_number(fold(question))
    assert found is not None and found.read_as == number


def test_the_clause_of_the_whole_number_is_shown(water) -> None:
    assert ask(water, "二（一）3写的啥").clauses == ("water/2.1.3",)


@pytest.mark.parametrize(
    ("question", "status", "clauses"),
    [
        ("赣州市场监管局都负责啥", "answered", {"city/2.1"}),
        ("赣州市市场监管局负责什么", "answered", {"city/2.1"}),
        ("南昌市场监管局负责什么", "not_found", set()),  # another city's
        ("省市场监管局负责什么", "not_found", set()),
    ],
)
def test_a_city_and_its_market_bureau_share_a_character(both, question, status, clauses) -> None:
    answer = ask(both, question)
    assert (answer.status, set(answer.clauses)) == (status, clauses), answer.answer


@pytest.mark.parametrize("which", ["谁定得高", "谁的高", "哪个高", "哪边更高", "哪个定得低一些"])
def test_whose_figure_is_higher_is_compared(both, which: str) -> None:
    answer = ask(both, f"2027年自来水普及率，江西和赣州{which}")
    assert (answer.status, answer.intent) == ("answered", "comparison"), answer.answer
    assert {(t.document, t.value) for t in answer.targets} == {("water", "96"), ("city", "92")}


def test_who_has_more_tasks_is_counted(both) -> None:
    assert ask(both, "市市场监管局和市财政局谁的任务多").intent == "most_tasks"


def test_a_group_is_found_by_its_own_full_name(water) -> None:
    answer = ask(water, "各级地震部门负责什么")
    assert (answer.intent, answer.clauses) == ("group_tasks", ("water/2.2.3",))
    assert "未作条件" not in answer.reading


@pytest.mark.parametrize("question", ["地震部门负责什么", "各级气象部门负责什么"])
def test_a_body_that_no_group_is_called_is_not_listed(water, question: str) -> None:
    assert ask(water, question).status == "not_found"
