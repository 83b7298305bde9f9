"""Which deadline governs a figure of a sentence, and whether the figure is of the past.

In: a sentence taken apart, what it inherits, a figure.  Out: deadlines; for 「2026年、2027年各新增200张」 and
「2024年、2025年分别突破…」 the list of those that share a statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kb.model import TargetKind
from kb.tagging.targets.deadlines import Deadline
from kb.tagging.targets.rows import Inherited, Row
from kb.tagging.targets.scope import NEARBY, Scope

#: 2026年、2027年|各新增, |每年新增, |均增长: the same figure in each of the years; not 各县, 年均
_EACH = re.compile(
    r"[，]?(?:[^，。；]{0,16}?)(?:各(?=[新增建改培引完实打创达提下减投开扩])|每年|(?<![年人平户日月])均(?=[增提下达不完新保]))"
)
#: 与2023年相比，|…
_BASE_AHEAD = re.compile(r"(?:与|和|同|较|比)(?P<year>(?:19|20)\d{2})年(?:水平)?(?:相比)?(?:，|,)")


@dataclass(frozen=True, slots=True)
class Joint:
    """Deadlines that share a statement; ``each``: every figure holds for every one of them."""

    deadlines: list[Deadline]
    each: bool
    first: int  # where the first of the list begins


def joint_deadlines(
    scope: Scope, figure: int, part_end: int, *, respectively: bool, size: int
) -> Joint | None:
    """Several deadlines listed before 分别, 各 or 每年: 「2024年、2025年分别突破…」.

    ``size``: so many figures are joined under the predicate of this one.
    """
    run: list[Deadline] = []
    for deadline in scope.due.before(figure):
        if deadline.kind != "by":
            continue
        if run and scope.text[run[-1].end : deadline.start] in {"、", "和", "与", "及", "以及", "，"}:
            run.append(deadline)
        else:
            run = [deadline]
    if len(run) < 2:
        return None
    if respectively:
        told = [one.start for one in scope.measured.between(run[-1].end, part_end) if one.group != "time"]
        if size == 1 and len(told) == len(run) and figure in told:
            return Joint(
                [run[told.index(figure)]], each=True, first=run[0].start
            )  # 分别建成一期10公里、二期15公里
        if size == len(run):
            return Joint(run, each=False, first=run[0].start)
        return Joint(run, each=True, first=run[0].start) if size == len(told) == 1 else None
    each = _EACH.match(scope.text, run[-1].end, figure)
    return Joint(run, each=True, first=run[0].start) if each is not None else None


def over_deadlines(text: str, row: Row, joint: Joint | None, number: int) -> list[Row]:
    """A row over the deadlines that share its statement, each with its own year."""
    if joint is None or row.kind != "target":
        return [row]
    first = joint.first
    start = first if row.start - first <= NEARBY and "。" not in text[first : row.start] else row.start
    own = joint.deadlines if joint.each else [joint.deadlines[number]]
    return [replace(row, start=min(start, row.start), year=due.year, deadline=due.text) for due in own]


def base_before(scope: Scope, figure: int) -> int | None:
    """「与2023年相比，能耗降低2%，效率提高3个百分点」: the base year that opens a sentence."""
    match = _BASE_AHEAD.search(scope.text, scope.start, min(scope.start + NEARBY, figure))
    return int(match["year"]) if match is not None else None


def governing_deadline(scope: Scope, inherited: Inherited, figure: int) -> Deadline | None:
    """The deadline that governs a figure: the nearest before it, a dated one before 每年."""
    own = [d for d in scope.due.before(figure) if d.end <= figure]
    before = [d for d in own if d.kind != "relative"]
    if not before:
        # 3年内建成示范园区8家: printed, but the year is not
        within = own[-1] if own and inherited.deadline is None and not inherited.year else None
        return within if within and scope.text[within.end : within.end + 1] != "的" else None
    near = before[-1]
    if near.kind == "frequency":
        near = next((d for d in reversed(before) if d.kind in {"by", "past"}), near)
    return near


#: 1995年|共发生|地震48次: nobody aims at what just happens; not 事故发生率
_HAPPENED = re.compile(r"(?:共|先后|相继|曾|连续)发生(?!率)|发生(?:了|过|(?=\d))")
_BARE_YEAR = re.compile(r"[在]?(?:19|20)\d{2}年\Z")


def as_told(scope: Scope, due: Deadline | None, figure: int) -> Deadline | None:
    """A bare year before what happened is of the past, also where the document's own year is unknown."""
    if due is None or due.kind != "by" or not _BARE_YEAR.match(due.text):
        return due
    happened = _HAPPENED.search(scope.text, due.end, figure)
    return replace(due, kind="past") if happened is not None else due


def is_past(inherited: Inherited, told: int, figure: int, due: Deadline | None) -> bool:
    """Whether a figure is of the past; ``told``: where a word of the past or of now stands, or -1."""
    if (
        due is not None
        and due.kind != "relative"
        and not (inherited.past and not due.text.startswith(("到", "至")))
    ):
        return due.kind == "past"
    return inherited.past or 0 <= told < figure


def due_of(
    scope: Scope, inherited: Inherited, kind: TargetKind, due: Deadline | None, figure: int
) -> tuple[int | None, str]:
    """Year and printed deadline of a row."""
    if kind not in {"target", "fact"}:
        return None, ""
    if kind == "fact" and (due is None or due.kind in {"by", "relative"}):
        return (inherited.year, "") if inherited.past else (None, "")
    if due is not None:
        return due.year, _with_frequency(scope, due, figure)
    if kind == "target" and inherited.deadline is not None:
        return inherited.deadline.year, inherited.deadline.text
    return (inherited.year if kind == "target" else None), ""


def _with_frequency(scope: Scope, due: Deadline, figure: int) -> str:
    """2024—2026年|每年新增, 到2027年，|每年培育: both are the deadline as printed."""
    if due.kind != "by":
        return due.text
    part = scope.parts[scope.part_number(figure)]
    yearly = [d for d in scope.due.between(max(due.end, part.start), figure) if d.kind == "frequency"]
    if not yearly:
        return due.text
    return due.text + "，" * (yearly[-1].start > due.end) + yearly[-1].text
