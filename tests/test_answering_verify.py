"""Nothing leaves that its cited spans do not hold: answers tampered with are stopped."""

from __future__ import annotations

from dataclasses import replace

import pytest
from answering_shelf import made_shelf

from kb.answering import ask
from kb.answering.library import library_of
from kb.answering.verify import verified
from kb.errors import VerificationError
from kb.model import Answer


@pytest.fixture(scope="module")
def shelf():
    return made_shelf()


def stopped(shelf, answer: Answer) -> bool:
    try:
        verified(library_of(shelf), answer)
    except VerificationError:
        return True
    return False


def test_an_honest_answer_passes(shelf) -> None:
    assert not stopped(shelf, ask(shelf, "护理型床位占比2028年要达到多少？"))


def test_a_number_of_nowhere_is_stopped(shelf) -> None:
    answer = ask(shelf, "护理型床位占比2028年要达到多少？")
    assert stopped(shelf, replace(answer, answer=answer.answer.replace("68", "69")))
    assert stopped(shelf, replace(answer, table=(*answer.table, ("99",))))


def test_a_number_counted_by_us_must_be_declared(shelf) -> None:
    answer = ask(shelf, "市民政局负责哪些任务？")
    assert stopped(shelf, replace(answer, answer=answer.answer + "另有7项。"))
    assert not stopped(
        shelf, replace(answer, answer=answer.answer + "另有7项。", computed=(*answer.computed, "7"))
    )


def test_a_body_that_is_not_cited_is_stopped(shelf) -> None:
    answer = ask(shelf, "社区食堂由谁负责")
    assert stopped(shelf, replace(answer, answer=answer.answer + "市教育局配合。"))
    assert stopped(shelf, replace(answer, bureaus=(*answer.bureaus, "市教育局")))


def test_a_quote_must_be_the_text_at_its_place(shelf) -> None:
    answer = ask(shelf, "社区食堂由谁负责")
    (first, *rest) = answer.citations
    changed = replace(first, quote=first.quote.replace("补助", "奖励"))
    assert stopped(shelf, replace(answer, citations=(changed, *rest)))


def test_a_quote_must_stand_in_its_clause(shelf) -> None:
    answer = ask(shelf, "社区食堂由谁负责")
    (first, *rest) = answer.citations
    elsewhere = replace(first, clause="care/1.1", path="1.1")
    assert stopped(shelf, replace(answer, citations=(elsewhere, *rest)))


def test_a_target_needs_a_quote_that_shows_its_figure(shelf) -> None:
    answer = ask(shelf, "护理型床位占比2028年要达到多少？")
    assert stopped(shelf, replace(answer, citations=()))


def test_a_year_in_a_title_is_no_statement(shelf) -> None:
    answer = ask(shelf, "社区食堂由谁负责")
    assert not stopped(shelf, replace(answer, notes=("见《赣州市养老托育服务行动计划》。",)))
