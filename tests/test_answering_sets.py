"""Sets of tasks and bodies: one body without another, groups named in full, what is not counted."""

from __future__ import annotations

import pytest
from answering_shelf import AnsweringShelf
from factories import document

from kb.answering import ask

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
