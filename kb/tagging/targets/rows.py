"""Rows of the ledger in offsets of the cleaned text, and how figures that stand together share words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kb.model import Change, Comparator, TargetKind
from kb.tagging.targets.deadlines import Deadline
from kb.tagging.targets.kinds import Reading
from kb.tagging.targets.left import Left
from kb.tagging.targets.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Row:
    """One row in offsets of the cleaned text."""

    indicator: str
    comparator: Comparator
    value: str
    unit: str
    kind: TargetKind
    start: int
    end: int
    value_start: int
    value_end: int
    change: Change = "level"
    baseline_year: int | None = None
    year: int | None = None
    deadline: str = ""
    commitment: str = ""
    actor: str = ""
    recipient: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a sentence inherits from those before it and from its headings."""

    deadline: Deadline | None
    past: bool
    year: int | None  # of the headings
    indicator: str


def comparator(left: Left, figure: Quantity) -> Comparator:
    """One sign from the words before (不低于) and behind (以上, 左右) a figure."""
    tail = figure.tail
    if "-" in figure.value:
        return "~" if "左右" in tail else "="  # 50万元以上500万元以下
    if left.comparator in {">", "<"}:
        return left.comparator
    if "以上" in tail:
        return ">="
    if "以下" in tail or "内" in tail:
        return "<="
    if ("左右" in tail or "上下" in tail) and (left.comparator is None or left.soft):
        return "~"
    if left.comparator is not None:
        return left.comparator
    return ">" if figure.more or tail in {"多", "余"} else "="


def with_verb_of(previous: Left, own: Left) -> Left:
    if own.verb >= previous.verb and own.aim >= previous.aim:
        return own
    return replace(own, verb=own.verb or previous.verb, aim=own.aim or previous.aim)


def joined(text: str, previous: Reading, figure: Quantity) -> bool:
    """Whether only 、 or 和 stands between two figures: 「分别达到50%、30%」.

    Or nothing at all, as in 「五千元以上|三万元以下罚款」.
    """
    gap = text[previous.figure.tail_end : figure.start]
    if not gap:
        return previous.figure.tail == "以上" and figure.tail == "以下"
    return gap.strip() in {"、", "和", "及", "以及", "与", "或"} or bool(
        re.fullmatch(r"[、和及与](?:约|超过|不低于|不少于|近)", gap)
    )


def shared(head: Left, own: Left) -> Left:
    """The predicate of the first figure holds for those joined to it; a sign of its own wins."""
    return head if own.comparator is None else replace(head, comparator=own.comparator, soft=own.soft)


def first_word(text: str, low: int, high: int) -> int:
    while low < high and text[low] in " 、，":
        low += 1
    return low


def crosses(text: str, start: int, end: int) -> bool:
    """Whether another statement stands between a deadline and an indicator."""
    return end - start > 12 or any(sign in text[start:end].lstrip("，") for sign in "，。；：")
