"""Measures: a clause's lists of responsible bodies, each with the text and the targets it governs.

In: an open knowledge base and the filters of a search.  Out: ``Measure`` objects in document
order, one document at a time, so that a long library is never held at once.  Rules for a whole
document (role ``default``) are no measure: see ``general_rules``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from kb.indexing.knowledge_base import KnowledgeBase
from kb.indexing.selection import documents_of_region
from kb.model import Assignment, Clause, Document, Filters, Span, Target
from kb.tagging.bureaus.repeats import in_every_list

T = TypeVar("T", Assignment, Target)

#: A body is a name and a region.
BodyKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Measure:
    """One list of bodies with what it governs; ``targets`` are those printed inside it."""

    clause: Clause
    assignments: tuple[Assignment, ...]
    targets: tuple[Target, ...]

    @property
    def names_body(self) -> bool:
        """Whether it names a single body, not only 各县（区、市） or 各有关部门."""
        return any(a.kind == "body" for a in self.assignments)


def measures(kb: KnowledgeBase, filters: Filters) -> Iterator[Measure]:
    """The measures that meet the filters.

    A filter on bodies keeps the lists that name one of them; the other filters keep clauses.
    Raises InvalidQuery for a value that the knowledge base does not know.
    """
    allowed = kb.select(filters)
    wanted = body_keys(kb, filters.bureaus)
    for document in documents(kb, filters):
        targets = by_clause(kb.targets(document=document.id))
        listed = by_clause(kb.assignments(document=document.id))
        for clause in kb.clauses(document.id):
            if clause.id in listed and (allowed is None or clause.id in allowed):
                for measure in _of_clause(clause, listed[clause.id], targets.get(clause.id, ())):
                    if wanted is None or any((a.bureau, a.region) in wanted for a in measure.assignments):
                        yield measure


def _of_clause(clause: Clause, rows: Iterable[Assignment], targets: Iterable[Target]) -> Iterator[Measure]:
    for own in lists_of(rows):
        yield Measure(clause, own, tuple(t for t in targets if _governed(t, own)))


def lists_of(rows: Iterable[Assignment]) -> Iterator[tuple[Assignment, ...]]:
    """A clause's lists of bodies in order, each with every body that it prints.

    The knowledge base keeps one row per clause and body, which remembers the further lists.
    """
    lists: dict[Span, list[Assignment]] = defaultdict(list)
    for row in in_every_list(row for row in rows if row.role != "default"):
        lists[row.list_span].append(row)
    for span in sorted(lists):
        yield tuple(sorted(lists[span], key=lambda a: a.start))


def _governed(target: Target, rows: Iterable[Assignment]) -> bool:
    return any(a.governs.start <= target.start < a.governs.end for a in rows)


def body_keys(kb: KnowledgeBase, names: Iterable[str]) -> frozenset[BodyKey] | None:
    """The bodies that these names mean; None for no name.  Raises NotFound, InvalidQuery."""
    keys = [(a.bureau, a.region) for name in names for a in kb.assignments(bureau=name)]
    return frozenset(keys) or None


def documents(kb: KnowledgeBase, filters: Filters) -> tuple[Document, ...]:
    """The documents that the filters leave, by id or title and by region."""
    named = {value.strip("《》 ") for value in filters.documents}
    known = [d for d in kb.documents() if not named or d.id in named or d.title in named]
    if filters.regions:
        regional = {i for value in filters.regions for i in documents_of_region(value, kb.documents())}
        known = [d for d in known if d.id in regional]
    return tuple(known)


def general_rules(kb: KnowledgeBase, filters: Filters) -> tuple[Assignment, ...]:
    """Rules for all tasks of a document (各项任务均需各县[区、市]人民政府贯彻落实), as printed."""
    found = [a for d in documents(kb, filters) for a in kb.assignments(document=d.id, role="default")]
    return tuple(found)


def governed_targets(kb: KnowledgeBase, filters: Filters) -> Iterator[Target]:
    """Targets that meet the filters, in document order.

    A year keeps the targets of that year; a body the targets printed in a measure of its own.
    """
    allowed = kb.select(filters)
    spans = _spans(kb, filters.bureaus)
    covered = {document.id: at for at, document in enumerate(documents(kb, filters))}
    # A whole library's rows are read at once: a query a document takes twice as long.
    limited = filters.documents or filters.regions
    listed = [kb.targets(document=document) for document in covered] if limited else [kb.targets()]
    ordered = sorted((t for rows in listed for t in rows), key=lambda t: (covered[t.document], t.start))
    for target in ordered:
        inside = spans is None or any(s <= target.start < e for s, e in spans.get(target.clause, ()))
        year = not filters.years or target.year in filters.years
        if inside and year and (allowed is None or target.clause in allowed):
            yield target


def _spans(kb: KnowledgeBase, names: Iterable[str]) -> dict[str, list[tuple[int, int]]] | None:
    """Per clause the spans that the bodies' lists govern; None when no body limits."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    limited = False
    for name in names:
        limited = True
        for a in in_every_list(kb.assignments(bureau=name)):
            found[a.clause].append((a.governs.start, a.governs.end))
    return found if limited else None


def by_clause(rows: Iterable[T]) -> dict[str, list[T]]:
    """Rows by the clause they stand in."""
    found: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        found[row.clause].append(row)
    return found


def place(clause: Clause) -> str:
    """A clause's number as printed; 文首 for the text before the first number."""
    return clause.number or "文首"
