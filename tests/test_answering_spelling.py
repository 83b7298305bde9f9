"""Mistyped words of questions: what is put right, and what is left as it is."""

from __future__ import annotations

import pytest
from answering_shelf import made_shelf

from kb.answering.library import Library, library_of
from kb.answering.question import read_question
from kb.answering.spelling import respelled, sounds


@pytest.fixture(scope="module")
def library() -> Library:
    shelf = made_shelf()
    found = library_of(shelf)
    found.shelf = shelf  # the library itself keeps no knowledge base open
    return found


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("护理形床位占比是多少", "护理型床位占比是多少"),  # 形 sounds like 型
        ("护理型床位占笔是多少", "护理型床位占比是多少"),
        ("社区食堂由谁付责", "社区食堂由谁负责"),
        ("社区食唐由谁负责", "社区食堂由谁负责"),
        ("市民正局负责什么", "市民政局负责什么"),
        ("适老化改早由谁付责", "适老化改造由谁负责"),  # two in one question
    ],
)
def test_a_mistyped_word_is_put_right(question: str, meant: str, library: Library) -> None:
    found = respelled(read_question(question, library), library)
    assert found is not None
    assert found.text == meant
    assert all(wrong in question and right in meant for wrong, right in found.read_as)
    assert "理解" in found.said


@pytest.mark.parametrize(
    "question",
    [
        "护理型床位占比是多少",
        "社区食堂由谁负责",
        "海水淡化率是多少",  # not in the texts, and rightly written
        "市水利局负责什么",
        "今天天气怎么样",
        "2030年的目标",
        "第四条说了什么",
    ],
)
def test_what_is_rightly_written_is_left(question: str, library: Library) -> None:
    assert respelled(read_question(question, library), library) is None


def test_near_sounds_are_alike() -> None:
    assert sounds("真") & sounds("正") and sounds("四") & sounds("是")
    assert not sounds("电") & sounds("火")
