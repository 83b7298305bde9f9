"""Every example of docs/answers.md, asked: kind, status and the words that the answer begins with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.answering import ask

DOC = Path(__file__).parents[1] / "docs" / "answers.md"
# | question | `kind` | `status` | beginning |
_ROW = re.compile(
    r"^\| (?P<question>[^|`]+) \| `(?P<kind>\w+)` \| `(?P<status>\w+)` \| (?P<begins>[^|]+) \|$", re.M
)
ROWS = _ROW.findall(DOC.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("question", "kind", "status", "begins"), ROWS, ids=[row[0] for row in ROWS])
def test_an_example_is_what_the_plan_answers(
    question: str, kind: str, status: str, begins: str, kb: object
) -> None:
    answer = ask(kb, question)
    assert (answer.intent, answer.status) == (kind, status)
    assert answer.answer.startswith(begins)


def test_the_page_shows_every_status() -> None:
    assert {row[2] for row in ROWS} == {"answered", "passages", "ambiguous", "not_found"}
    assert len(ROWS) > 25
