"""Checks on one document's ledger: what a careful reader would ask about before it is issued.

In: targets and assignments of a document.  Out: doubts: one indicator with two values for a
year, an earlier year stricter than a later one, an aim whose clause names no body.  A doubt is a
question, not a mistake.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kb.comparing.indicators import figure, indicator_key
from kb.comparing.rows import Doubt, DoubtKind
from kb.comparing.strictness import stricter
from kb.model import Assignment, Target


def find_doubts(targets: Sequence[Target], assignments: Sequence[Assignment]) -> tuple[Doubt, ...]:
    """The doubts about a ledger, in the order of the text."""
    aims = [t for t in targets if t.kind == "target" and t.value]
    doubts = [*_conflicting(aims), *_earlier_stricter(aims), *_without_body(aims, assignments)]
    return tuple(sorted(doubts, key=lambda doubt: (doubt.targets[0].start, doubt.kind)))


def _by_indicator(aims: Sequence[Target]) -> Iterator[list[Target]]:
    """Aims of one indicator, change and baseline: only equal words are taken for one indicator."""
    groups: dict[tuple[str, str, int | None], list[Target]] = defaultdict(list)
    for target in aims:
        groups[indicator_key(target.indicator), target.change, target.baseline_year].append(target)
    yield from (group for group in groups.values() if len(group) > 1)


def _conflicting(aims: Sequence[Target]) -> Iterator[Doubt]:
    for group in _by_indicator(aims):
        years: dict[int | None, list[Target]] = defaultdict(list)
        for target in group:
            years[target.year].append(target)
        for year, rows in years.items():
            apart = [row for row in rows[1:] if stricter(rows[0], row) not in (0, None)]
            if apart and year is not None:
                values = "、".join(f"{figure(row)}（{row.path}）" for row in (rows[0], *apart))
                note = f"{year}年“{rows[0].indicator}”有不同的数值：{values}。"
                yield _doubt("conflicting", (rows[0], *apart), note)


def _earlier_stricter(aims: Sequence[Target]) -> Iterator[Doubt]:
    for group in _by_indicator(aims):
        dated = sorted((t for t in group if t.year is not None), key=lambda t: (t.year or 0, t.start))
        for earlier, later in pairwise(dated):
            if earlier.year != later.year and stricter(earlier, later) == -1:
                note = (
                    f"“{earlier.indicator}”{earlier.year}年为{figure(earlier)}，"
                    f"{later.year}年反而为{figure(later)}。"
                )
                yield _doubt("earlier_stricter", (earlier, later), note)


def _without_body(aims: Sequence[Target], assignments: Sequence[Assignment]) -> Iterator[Doubt]:
    """Aims in clauses that name no body, unless a clause with bodies repeats the indicator and year.

    None in a document without lists of bodies: it leaves that to others throughout.
    """
    named = {a.clause for a in assignments if a.kind == "body" and a.role != "default"}
    if not any(a.source == "list" for a in assignments):
        return
    repeated = {(indicator_key(t.indicator), t.year) for t in aims if t.clause in named}
    for target in aims:
        if target.clause not in named and (indicator_key(target.indicator), target.year) not in repeated:
            note = f"“{target.indicator}”{figure(target)}（{target.path}）没有写明责任单位。"
            yield _doubt("no_body", (target,), note)


def _doubt(kind: DoubtKind, targets: tuple[Target, ...], note: str) -> Doubt:
    return Doubt(kind, targets[0].document, targets[0].indicator, targets, note)
