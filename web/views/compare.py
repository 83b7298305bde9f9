"""Two documents side by side: clauses that answer to each other, targets, bodies; and doubts."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, request

from kb.comparing import (
    Comparison,
    Doubt,
    compare_documents,
    comparison_record,
    doubt_record,
    ledger_doubts,
    only_one,
)
from kb.comparing.rows import CLAUSE_STATUS, TARGET_STATUS, ClauseRow
from kb.drafting.differing import differing
from kb.drafting.items import Pieces
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Document
from kb.records import Record
from web.contexts import Option
from web.library import library
from web.page import page
from web.request_arguments import typed_text

blueprint = Blueprint("compare", __name__)

#: Longer texts are shown as they are: marking them takes longer than a reader waits.
LONGEST_MARKED = 1500


@dataclass(frozen=True, slots=True)
class PairCard:
    """A row of the comparison with both texts, what differs marked."""

    row: ClauseRow
    label: str
    first: Pieces
    second: Pieces


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The choice of two documents, and what comparing them gives."""

    choices: tuple[tuple[str, str, tuple[Option, ...]], ...]
    first: Document | None = None
    second: Document | None = None
    comparison: Comparison | None = None
    pairs: tuple[PairCard, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    doubts: tuple[tuple[Document, tuple[tuple[Doubt, str], ...]], ...] = ()  # with the clause's number
    alone: str = ""  # why nothing can be compared, and what to do
    target_labels: tuple[tuple[str, str], ...] = tuple(TARGET_STATUS.items())


def compare_record(kb: KnowledgeBase, context: ComparePage) -> Record:
    """The comparison as on the command line, with the doubts about both ledgers."""
    if context.comparison is None:
        record: Record = {"documents": [document.id for document in kb.documents()]}
        return record | ({"reason": context.alone} if context.alone else {})
    doubts = [doubt_record(doubt) for _, found in context.doubts for doubt, _ in found]
    return comparison_record(context.comparison) | {"doubts": doubts}


@page(blueprint, "/compare", "compare.html", compare_record)
def compare(kb: KnowledgeBase) -> ComparePage:
    if len(kb.documents()) < 2:
        return ComparePage((), alone=only_one(kb.documents()))
    first, second = typed_text(request.args, "first"), typed_text(request.args, "second")
    choices = tuple(
        (name, label, tuple(Option(d.id, d.title, d.id == chosen) for d in kb.documents()))
        for name, label, chosen in (("first", "文件一", first), ("second", "文件二", second))
    )
    if not first or not second:
        return ComparePage(choices)
    one, other = kb.document(first), kb.document(second)
    comparison = library().once(kb, ("compare", first, second), lambda: compare_documents(kb, first, second))
    pairs = library().once(
        kb, ("compare texts", first, second), lambda: tuple(_card(kb, row) for row in comparison.clauses)
    )
    statuses = [row.status for row in comparison.clauses]
    return ComparePage(
        choices=choices,
        first=one,
        second=other,
        comparison=comparison,
        pairs=pairs,
        counts=tuple((label, statuses.count(status)) for status, label in CLAUSE_STATUS.items()),
        doubts=tuple((d, _doubts(kb, d)) for d in (one, other)),
    )


def _doubts(kb: KnowledgeBase, document: Document) -> tuple[tuple[Doubt, str], ...]:
    return tuple(
        (doubt, kb.clause(doubt.targets[0].clause).number or "文首")
        for doubt in ledger_doubts(kb, document.id)
    )


def _card(kb: KnowledgeBase, row: ClauseRow) -> PairCard:
    ours = kb.text(row.first).strip() if row.first else ""
    theirs = kb.text(row.second).strip() if row.second else ""
    if row.status == "changed" and max(len(ours), len(theirs)) <= LONGEST_MARKED:
        first, second = differing(ours, theirs)
    else:
        first, second = ((ours, False),), ((theirs, False),)
    return PairCard(row, CLAUSE_STATUS[row.status], _calm(first), _calm(second))


#: Runs in common shorter than this between two marked ones are chance; marked through they read calmer.
SHORTEST_COMMON = 3


def _calm(pieces: Pieces) -> Pieces:
    """The pieces with chance agreements of one or two characters marked along with their neighbours."""
    joined: list[tuple[str, bool]] = []
    for at, (text, on) in enumerate(pieces):
        inside = 0 < at < len(pieces) - 1
        marked = on or (inside and len(text) < SHORTEST_COMMON and "\n" not in text)
        if joined and joined[-1][1] == marked:
            joined[-1] = (joined[-1][0] + text, marked)
        else:
            joined.append((text, marked))
    return tuple(joined)
