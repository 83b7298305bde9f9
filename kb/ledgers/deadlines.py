"""Deadlines and recurring duties: everything with a printed term, in the order of its falling due.

In: an open knowledge base and filters.  Out: ``DeadlineRow``: recurring duties (每年11月中旬前) first,
then dated ones by year; within a year in document order.  A statement with a term and no figure
(到2027年，完善产业链) has a row as well, so that no printed term is missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from kb.answering.evidence import statement
from kb.indexing.knowledge_base import KnowledgeBase
from kb.ledgers.due_statements import due_statements
from kb.ledgers.measures import governed_targets
from kb.ledgers.targets import responsible
from kb.model import Citation, Clause, Filters, Target

#: How a recurring term is printed: 每年11月中旬前, 逐年, 按季度, 定期.
_RECURRING = ("每", "逐年", "逐月", "按年", "按季", "按月", "定期", "季度", "半年", "年度")


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """Something that is due; ``bodies`` as printed, the actor of a duty first."""

    target: Target
    clause: Clause
    recurring: bool
    bodies: tuple[str, ...]
    quote: Citation


def deadline_rows(kb: KnowledgeBase, filters: Filters = Filters()) -> tuple[DeadlineRow, ...]:  # noqa: B008 - frozen
    """All rows of the ledger that print a deadline; facts of the past are none."""
    measured = [t for t in governed_targets(kb, filters) if t.deadline and t.kind != "fact"]
    order = {document.id: at for at, document in enumerate(kb.documents())}
    due = sorted([*measured, *due_statements(kb, filters)], key=lambda t: (order[t.document], t.start))
    rows = [_row(kb, target) for target in due]
    return tuple(sorted(rows, key=lambda row: (not row.recurring, row.target.year or 0)))


def _row(kb: KnowledgeBase, target: Target) -> DeadlineRow:
    listed = tuple(dict.fromkeys(a.surface for a in responsible(kb, target)))
    return DeadlineRow(
        target=target,
        clause=kb.clause(target.clause),
        recurring=target.year is None and any(word in target.deadline for word in _RECURRING),
        bodies=(target.actor,) if target.actor else listed,
        quote=statement(kb, target),
    )
