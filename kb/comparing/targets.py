"""The targets of two documents side by side.

In: two ledgers.  Out: one row per indicator and year that either has, with which is stricter.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.comparing.indicators import COMPARISONS, SAME, likeness
from kb.comparing.rows import TargetRow, TargetStatus
from kb.comparing.strictness import stricter
from kb.model import Target


def side_by_side(first: Sequence[Target], second: Sequence[Target]) -> tuple[TargetRow, ...]:
    """Every aim of the first with its counterpart, then those that only the second has."""
    ours = [t for t in first if t.kind == "target" and t.value]
    theirs = [t for t in second if t.kind == "target" and t.value]
    pairs = _pairs(ours, theirs)
    rows = [
        _row(target, theirs[pairs[i]]) if i in pairs else TargetRow("dropped", target, None)
        for i, target in enumerate(ours)
    ]
    paired = set(pairs.values())
    rows += [TargetRow("added", None, target) for j, target in enumerate(theirs) if j not in paired]
    return tuple(rows)


def _pairs(ours: Sequence[Target], theirs: Sequence[Target]) -> dict[int, int]:
    """One to one, the likest first; of equally like ones those of the same year and value."""
    found = []
    for i, one in enumerate(ours):
        for j, other in enumerate(theirs):
            like = likeness(one.indicator, other.indicator)
            if like >= SAME and one.change == other.change:
                found.append((-like, one.year != other.year, one.value != other.value, i, j))
    pairs: dict[int, int] = {}
    for _, _, _, i, j in sorted(found):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _row(first: Target, second: Target) -> TargetRow:
    notes = []
    if first.year != second.year:
        notes.append(f"年份由{_year(first)}变为{_year(second)}")
    if first.comparator != second.comparator:
        notes.append(f"由“{COMPARISONS[first.comparator]}”变为“{COMPARISONS[second.comparator]}”")
    if first.baseline_year != second.baseline_year:
        notes.append(f"基期由{first.baseline_year or '未写'}变为{second.baseline_year or '未写'}")
    if first.commitment != second.commitment:
        notes.append(f"力度由“{first.commitment or '未写'}”变为“{second.commitment or '未写'}”")
    return TargetRow(_status(first, second), first, second, "；".join(notes))


def _status(first: Target, second: Target) -> TargetStatus:
    more = stricter(first, second)
    if more is None or first.baseline_year != second.baseline_year:
        return "differs"
    if first.year != second.year:
        return _over_years(first, second, more)
    if more:
        return "stricter" if more > 0 else "looser"
    return "same" if first.comparator == second.comparator else "differs"


def _over_years(first: Target, second: Target, more: int) -> TargetStatus:
    """Reaching as much earlier is stricter; more but later, or less but earlier, cannot be told."""
    if first.year is None or second.year is None:
        return "differs"
    earlier = second.year < first.year
    if more == 0:
        return "stricter" if earlier else "looser"
    if (more > 0) == earlier:
        return "stricter" if earlier else "looser"
    return "differs"


def _year(target: Target) -> str:
    return f"{target.year}年" if target.year else "未写"
