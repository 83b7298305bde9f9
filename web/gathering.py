"""Gathers from the knowledge base what several pages show alike: cards, links, grouped tags.

In: the open knowledge base.  Out: parts of page contexts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Protocol, TypeVar

from kb.indexing.bodies import BodyRecord
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Assignment, Clause, Document
from web.contexts import ClauseLink, DocumentCard, SectorGroup
from web.library import library

#: Characters of a clause's text that stand for it where it has no heading.
TAIL_LENGTH = 28


class OfClause(Protocol):
    @property
    def clause(self) -> str: ...


Tag = TypeVar("Tag", bound=OfClause)


def by_clause(tags: Iterable[Tag]) -> dict[str, list[Tag]]:
    """Tags by the id of their clause, in the order given."""
    grouped: dict[str, list[Tag]] = defaultdict(list)
    for tag in tags:
        grouped[tag.clause].append(tag)
    return grouped


def clause_link(kb: KnowledgeBase, clause: Clause) -> ClauseLink:
    """A clause as other pages name it."""
    document = kb.document(clause.document)
    tail = ""
    if not clause.heading:
        text = document.text[clause.label.end : clause.end].strip().split("\n", 1)[0]
        tail = text if len(text) <= TAIL_LENGTH else f"{text[:TAIL_LENGTH]}……"
    return ClauseLink(clause, document.title, tail)


def document_cards(kb: KnowledgeBase) -> tuple[DocumentCard, ...]:
    """All documents with their counts, computed once for a knowledge base."""
    return library().once(kb, "document_cards", lambda: tuple(_card(kb, d) for d in kb.documents()))


def document_card(kb: KnowledgeBase, document: Document) -> DocumentCard:
    """One document with its counts."""
    return next(card for card in document_cards(kb) if card.document.id == document.id)


def _card(kb: KnowledgeBase, document: Document) -> DocumentCard:
    assignments = [a for a in kb.assignments(document=document.id) if a.role != "default"]
    return DocumentCard(
        document=document,
        clauses=len(kb.clauses(document.id)),
        tasks=len({a.clause for a in assignments if a.kind == "body" and a.role != "default"}),
        bodies=len({(a.bureau, a.region) for a in assignments if a.kind == "body"}),
        groups=len({a.bureau for a in assignments if a.kind != "body"}),
        targets=sum(t.kind == "target" for t in kb.targets(document=document.id)),
        findings=len(kb.findings(document.id)),
    )


def bodies_by_weight(kb: KnowledgeBase) -> tuple[BodyRecord, ...]:
    """All bodies that tasks name, those with most clauses first."""

    def make() -> tuple[BodyRecord, ...]:
        return tuple(sorted(kb.bodies(), key=lambda body: (-body.clauses, body.name, body.region)))

    return library().once(kb, "bodies_by_weight", make)


def sector_groups(kb: KnowledgeBase) -> tuple[SectorGroup, ...]:
    """The sectors in use, two levels, with their clauses."""

    def make() -> tuple[SectorGroup, ...]:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for parent, sector, _ in {(tag.parent, tag.sector, tag.clause) for tag in kb.sectors()}:
            counts[parent][sector] += 1
        groups = [SectorGroup(parent, _by_count(sectors)) for parent, sectors in counts.items()]
        return tuple(sorted(groups, key=lambda g: (-sum(n for _, n in g.sectors), g.parent)))

    return library().once(kb, "sector_groups", make)


def _by_count(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def listed(assignments: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """The assignments of lists and prose, without the document-wide rules."""
    return tuple(a for a in assignments if a.role != "default")
