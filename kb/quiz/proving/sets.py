"""Proofs of items made of several facts: ordering by year, figures to indicators, bodies to tasks.

In: the printed columns, the key, and one citation per fact.  Out: what is wrong.  Each pair of the key
must be true, and every other pair must be false, or the key would not be the only one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.model import Citation
from kb.quiz.items import BLANK
from kb.quiz.library import DocumentText, Texts
from kb.quiz.proving.bodies import Task
from kb.quiz.proving.figures import Hole, choice_problems, printed
from kb.quiz.proving.readings import governing_year

Problem = tuple[int | None, str]


def order_problems(texts: Texts, document: DocumentText, evidence: Sequence[Citation], options: Sequence[str], keys: Sequence[int]) -> list[Problem]:  # fmt: skip  # noqa: E501
    """Each aim is printed under one year alone, and the years rise in the order of the key."""
    if sorted(keys) != list(range(len(options))) or len(evidence) != len(options):
        return [(None, "排序的答案不完整")]
    years: list[int] = []
    for number in keys:
        aim, cited = options[number], evidence[number]
        named = _years_of(document, aim)
        if len(named) != 1 or not printed(document, cited, "", aim, named[0]):
            return [(number, f"“{aim}”的完成时间不唯一")]
        years.append(named[0])
    return [] if years == sorted(set(years)) else [(None, "完成时间的先后与答案不符")]


def _years_of(document: DocumentText, aim: str) -> list[int]:
    """All the years under which an aim is printed."""
    found: list[int] = []
    at = document.text.find(aim)
    while at >= 0:
        year = governing_year(document.text, at)
        found.append(year or 0)
        at = document.text.find(aim, at + 1)
    return sorted(set(found))


def figure_problems(texts: Texts, document: DocumentText, evidence: Sequence[Citation], prompts: Sequence[str], options: Sequence[str], keys: Sequence[int], year: int | None) -> list[Problem]:  # fmt: skip  # noqa: E501
    """Each figure fits its own prompt and no other."""
    if (
        sorted(keys) != list(range(len(options)))
        or len(prompts) != len(options)
        or len(evidence) != len(prompts)
    ):
        return [(None, "匹配的答案不是一一对应")]
    for prompt, cited, key in zip(prompts, evidence, keys, strict=True):
        before, mark, after = prompt.partition(BLANK)
        if not mark:
            return [(None, "匹配项没有空")]
        inside = re.findall(r"(?<![较比\d])(20\d\d)年", before)
        gap = Hole("", before, after, int(inside[-1]) if inside else year)
        problems = choice_problems(texts, document, cited, gap, tuple(options), key)
        if problems:
            return problems
    return []


def task_problems(texts: Texts, document: DocumentText, evidence: Sequence[Citation], prompts: Sequence[str], options: Sequence[str], keys: Sequence[int]) -> list[Problem]:  # fmt: skip  # noqa: E501
    """Each body is listed for its own task and stands in none of the others."""
    if (
        sorted(keys) != list(range(len(options)))
        or len(prompts) != len(options)
        or len(evidence) != len(prompts)
    ):
        return [(None, "匹配的答案不是一一对应")]
    for heading, cited, key in zip(prompts, evidence, keys, strict=True):
        task = Task(texts, document, cited, heading)
        if task.faults:
            return task.faults
        for number, body in enumerate(options):
            if number == key and not task.lists(body):
                return [(number, f"“{body}”未在清单中列明")]
            if number != key and not task.clear_of(body):
                return [(number, f"“{body}”也与“{heading}”有关")]
    return []
