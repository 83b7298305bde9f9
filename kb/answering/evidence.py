"""Cuts the verbatim evidence of an answer: citations and the places they come from.

In come clauses, assignments and targets of a knowledge base; out come ``Citation`` records whose
quote is ``document.text[start:end]`` without the blank space around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from kb.answering.library import Library
from kb.answering.question import Question
from kb.model import Assignment, Citation, Clause, Document, Target


class Texts(Protocol):
    """Where clauses and documents are looked up: a library or a knowledge base."""

    def clause(self, clause: str, /) -> Clause: ...
    def document(self, document: str, /) -> Document: ...


@dataclass(frozen=True, slots=True)
class Context:
    """What every kind of answer works from: the library, the question read and as typed."""

    kb: Library
    question: Question
    typed: str


def quote(kb: Texts, clause: Clause, start: int, end: int) -> Citation:
    """A citation of ``[start, end)`` within a clause, blank space at both ends left out."""
    text = kb.document(clause.document).text
    start, end = max(start, clause.start), min(end, clause.end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Citation(clause.id, clause.path, clause.document, text[start:end], start, end)


def measure(kb: Texts, assignment: Assignment) -> Citation:
    """The measure that a list of bodies governs, the list included."""
    clause = kb.clause(assignment.clause)
    start = min(assignment.governs.start, assignment.list_span.start)
    return quote(kb, clause, start, max(assignment.governs.end, assignment.list_span.end))


def measures(kb: Texts, assignments: Iterable[Assignment]) -> tuple[Citation, ...]:
    """The measures of many assignments, each list of bodies once."""
    lists = {(a.clause, a.governs, a.list_span): a for a in assignments}
    return unique(measure(kb, a) for a in lists.values())


def sentence_at(kb: Texts, clause: Clause, start: int, end: int) -> Citation:
    """The sentences of a clause that hold ``[start, end)``."""
    holding = [s for s in clause.sentences if s.start < end and start < s.end]
    if not holding:
        return quote(kb, clause, start, end)
    return quote(kb, clause, holding[0].start, holding[-1].end)


def statement(kb: Texts, target: Target) -> Citation:
    """The sentence of a figure, from its printed deadline on where that stands further up."""
    clause = kb.clause(target.clause)
    held = sentence_at(kb, clause, min(target.start, target.value_span.start), target.end)
    if target.deadline and target.deadline not in held.quote:
        text = kb.document(clause.document).text
        above = text.rfind(target.deadline, clause.start, target.start)
        if above >= 0:
            first = sentence_at(kb, clause, above, above + len(target.deadline))
            return quote(kb, clause, first.start, held.end)
    return held


def place(kb: Texts, clause: Clause) -> str:
    """A clause as people name it: 二、（一）2.推动煤电清洁低碳发展."""
    return f"{clause.number}{clause.heading}" if clause.number else (clause.heading or "引言")


def title(kb: Texts, document: str) -> str:
    """《晋中市碳达峰实施方案》."""
    return f"《{kb.document(document).title}》"


def titles(kb: Texts, documents: Iterable[str]) -> str:
    """Titles of several documents, each once, in the order given."""
    return "、".join(title(kb, d) for d in dict.fromkeys(documents))


def unique(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Citations without those that lie within another of the same clause."""
    by_clause: dict[str, list[Citation]] = {}
    for citation in citations:
        kept = by_clause.setdefault(citation.clause, [])
        if not any(_within(citation, other) for other in kept):
            kept[:] = [other for other in kept if not _within(other, citation)]
            kept.append(citation)
    return tuple(citation for kept in by_clause.values() for citation in kept)


def _within(inner: Citation, outer: Citation) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def paths(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Paths of the same clauses, in the same order."""
    return tuple(c.path for c in clauses)
