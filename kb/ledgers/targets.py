"""The ledger of targets: one row per indicator, one value per year.

In: an open knowledge base and filters.  Out: ``IndicatorRow`` in document order.  The values of a
row share document, indicator, unit, change and baseline; where a document gives one year two
different values, the second opens a row of its own: nothing is merged that differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.indexing.knowledge_base import KnowledgeBase
from kb.indexing.tokens import fold
from kb.ledgers.measures import by_clause, governed_targets, lists_of
from kb.model import Assignment, Clause, Filters, Target

#: What counts as a target, as for the question 有哪些目标.
KINDS = ("target", "qualitative")

#: 每年新增|5000人, 年均增长|6%; 逐年提高 says of no figure that it is each year's.
_ANNUAL = ("每年", "年均")


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator of one document with its values by year (None: no year printed)."""

    document: str
    indicator: str
    unit: str
    kind: str
    change: str
    baseline_year: int | None
    values: tuple[tuple[int | None, Target], ...]
    targets: tuple[Target, ...]  # all statements behind the values, repeated ones included
    commitments: tuple[str, ...]
    bodies: tuple[str, ...]  # as printed in the lists that govern the statements
    clauses: tuple[Clause, ...]
    annual: bool = False  # the value without a year is that of every year: 每年新增5000人, 年均增长6%

    def value(self, year: int | None) -> Target | None:
        """The statement that gives the value of a year."""
        return dict(self.values).get(year)


def indicator_rows(
    kb: KnowledgeBase,
    filters: Filters = Filters(),  # noqa: B008 - frozen
    kinds: Sequence[str] = KINDS,
) -> tuple[IndicatorRow, ...]:
    """The indicators, each statement in exactly one row."""
    series: dict[tuple[object, ...], list[list[Target]]] = {}
    for target in governed_targets(kb, filters):
        if target.kind in kinds:
            _place(series.setdefault((*_key(target), is_annual(kb, target)), []), target)
    rows = [group for groups in series.values() for group in groups]
    order = {d.id: at for at, d in enumerate(kb.documents())}
    rows.sort(key=lambda group: (order[group[0].document], group[0].start))
    lists = GoverningLists(kb)
    return tuple(_row(kb, group, lists) for group in rows)


def _key(target: Target) -> tuple[object, ...]:
    indicator = fold("".join(target.indicator.split()))
    return (target.document, indicator, target.unit, target.kind, target.change, target.baseline_year)


def _place(groups: list[list[Target]], target: Target) -> None:
    """Into the first row whose value of that year is the same or not yet given."""
    for group in groups:
        same_year = [t for t in group if t.year == target.year]
        if all((t.comparator, t.value) == (target.comparator, target.value) for t in same_year):
            group.append(target)
            return
    groups.append([target])


def _row(kb: KnowledgeBase, group: Sequence[Target], lists: GoverningLists) -> IndicatorRow:
    first = group[0]
    values: dict[int | None, Target] = {}
    for target in group:
        values.setdefault(target.year, target)
    listed = [a for target in group for a in lists.of(target)]
    return IndicatorRow(
        document=first.document,
        indicator=first.indicator,
        unit=first.unit,
        kind=first.kind,
        change=first.change,
        baseline_year=first.baseline_year,
        values=tuple(values.items()),
        targets=tuple(group),
        commitments=tuple(dict.fromkeys(t.commitment for t in group if t.commitment)),
        bodies=tuple(dict.fromkeys(a.surface for a in listed)),
        clauses=tuple(kb.clause(clause) for clause in dict.fromkeys(t.clause for t in group)),
        annual=is_annual(kb, first),
    )


def is_annual(kb: KnowledgeBase, target: Target) -> bool:
    """Whether a figure without a year is one of every year, by its term or by the words before it."""
    if target.year is not None or not target.value:
        return False
    printed = kb.document(target.document).text[target.start : target.value_span.end]
    return any(word in target.deadline or word in printed for word in _ANNUAL)


class GoverningLists:
    """The lists of bodies that govern targets, read a document at a time.

    Rows come in document order; a look into the catalogue for every row took 20 of the 31 seconds of
    a list of 25,000 deadlines.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._document = ""
        self._rows: dict[str, list[Assignment]] = {}
        self._lists: dict[str, tuple[tuple[Assignment, ...], ...]] = {}

    def of(self, target: Target) -> tuple[Assignment, ...]:
        """The assignments of the list that governs a target."""
        if target.document != self._document:
            self._document, self._lists = target.document, {}
            self._rows = by_clause(self._kb.assignments(document=target.document))
        if target.clause not in self._lists:
            self._lists[target.clause] = tuple(lists_of(self._rows.get(target.clause, ())))
        lists = self._lists[target.clause]
        found = (own for own in lists if any(a.governs.start <= target.start < a.governs.end for a in own))
        return tuple(a for own in found for a in own)


def years(rows: Sequence[IndicatorRow]) -> tuple[int | None, ...]:
    """The years of all rows in order, those without a year last."""
    found = {year for row in rows for year, _ in row.values}
    dated: list[int | None] = [*sorted(year for year in found if year is not None)]
    return tuple(dated + ([None] if None in found else []))
