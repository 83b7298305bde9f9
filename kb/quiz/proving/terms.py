"""Proofs of terms of time: the month or the days that a sentence sets.

In: the sentence with a hole, the options and the key, and the quoted text.  Out: what is wrong, by
option.  The filled sentence must be printed; a wrong term may stand nowhere in the clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.model import Citation
from kb.quiz.library import DocumentText

Problem = tuple[int | None, str]
_AMOUNT = {"三": 3, "五": 5, "七": 7, "十": 10, "十五": 15, "二十": 20, "三十": 30, "六十": 60}


def term_problems(
    document: DocumentText, citation: Citation, statement: str, mark: str, options: Sequence[str], key: int
) -> list[Problem]:
    """What is wrong with a choice among terms."""
    quote = document.text[document.clean.index(citation.start) : document.clean.index(citation.end)]
    filled = statement.replace(mark, options[key])
    if quote.count(filled) != 1:
        return [(None, "答案填入后与原文不符")]
    problems: list[Problem] = []
    if len({_reading(option) for option in options}) != len(options):
        problems.append((None, "有两个期限相同"))
    for number, option in enumerate(options):
        if number != key and any(reading == _reading(option) for reading in _terms(quote)):
            problems.append((number, f"“{option}”也在原文中"))
    return problems


def _reading(term: str) -> tuple[str, str]:
    match = re.match(r"(\d+|[一二三四五六七八九十]+)(.*)", term)
    if not match:
        return term, ""
    number = match[1] if match[1].isdigit() else str(_AMOUNT.get(match[1], match[1]))
    return number, match[2]


def _terms(text: str) -> list[tuple[str, str]]:
    found = re.findall(
        r"\d{1,2}月(?:[上中下]旬|底|末|\d{1,2}日)?|(?:\d{1,2}|[三五七十]+|二十)(?:个工作日|个自然日|日)", text
    )
    return [_reading(term) for term in found]
