"""A knowledge base as answering reads it: everything by id and every text folded, kept in memory.

In: an open ``KnowledgeBase``.  Out: the same clauses, documents and tags without going back to the
catalogue for each, and the clauses that hold a phrase.  One library per knowledge base, kept as
long as that is open; nothing here depends on a question.
"""

from __future__ import annotations

import weakref
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TypeVar, cast

from kb.errors import NotFound
from kb.indexing.bodies import BodyRecord
from kb.indexing.knowledge_base import KnowledgeBase, SpanLike
from kb.indexing.tokens import fold
from kb.model import Assignment, Clause, Document, Filters, Reference, SectorTag, Target
from kb.tagging.bureaus.names import Body
from kb.tagging.bureaus.repeats import in_every_list

T = TypeVar("T")

#: A negative before a phrase makes it another thing: 非化石能源 is not 化石能源.
NEGATIVES = "非无未不"

#: Phrases whose places are kept; a question asks for a dozen, most of them again next time.
PHRASES_KEPT = 1024

_libraries: weakref.WeakKeyDictionary[KnowledgeBase, Library] = weakref.WeakKeyDictionary()


def library_of(kb: KnowledgeBase) -> Library:
    """The library of a knowledge base, made when first asked for."""
    found = _libraries.get(kb)
    if found is None:
        found = _libraries.setdefault(kb, Library(kb))
    return found


def occurrences(text: str, phrase: str) -> Iterator[int]:
    """Where ``phrase`` stands in ``text`` and is not part of its own negation."""
    at = text.find(phrase) if phrase else -1
    while at >= 0:
        if at == 0 or text[at - 1] not in NEGATIVES or phrase[0] in NEGATIVES:
            yield at
        at = text.find(phrase, at + 1)


def contains(text: str, phrase: str) -> bool:
    """True if ``phrase`` stands in ``text`` and is not part of its own negation."""
    return next(occurrences(text, phrase), -1) >= 0


def _each_list(rows: Iterable[Assignment]) -> Iterator[Assignment]:
    """A row for each list that names a body; most bodies stand in one list of a clause."""
    for row in rows:
        yield from in_every_list([row]) if row.again else (row,)


class JoinedTexts:
    """Many short texts as one, so that a phrase is found in all of them at once."""

    def __init__(self, texts: Iterable[str]) -> None:
        pieces = list(texts)
        self._text = "\n".join(pieces)
        self._starts = list(accumulate((len(p) + 1 for p in pieces), initial=0))
        self._found: dict[str, frozenset[int]] = {}

    def holding(self, phrase: str) -> frozenset[int]:
        """Positions of the texts that hold a phrase (not within its negation)."""
        if phrase not in self._found:
            if len(self._found) > PHRASES_KEPT:
                self._found.clear()
            found = (bisect_right(self._starts, at) - 1 for at in occurrences(self._text, phrase))
            self._found[phrase] = frozenset(found)
        return self._found[phrase]


class Library:
    """What answering asks of a knowledge base.  The caller keeps the knowledge base open."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base: KnowledgeBase = weakref.proxy(base)
        self._folded: dict[str, str] = {}
        self._holding: dict[str, tuple[str, ...]] = {}
        self._kept: dict[Callable[[Library], object], object] = {}

    def once(self, make: Callable[[Library], T]) -> T:
        """What ``make`` works out of this library, kept: it depends on no question."""
        if make not in self._kept:
            self._kept[make] = make(self)
        return cast(T, self._kept[make])

    # --- documents and clauses ----------------------------------------------------------------

    def documents(self) -> tuple[Document, ...]:
        """All documents, in the order of the corpus."""
        return tuple(self._documents.values())

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {d.id: d for d in self.base.documents()}

    def document(self, document: str) -> Document:
        """The document of that id; raises NotFound."""
        if document not in self._documents:
            raise NotFound(f"知识库中没有文件「{document}」")
        return self._documents[document]

    @cached_property
    def _by_document(self) -> dict[str, list[Clause]]:
        grouped: dict[str, list[Clause]] = {d.id: [] for d in self.documents()}
        for clause in self.base.clauses():
            grouped[clause.document].append(clause)
        return grouped

    @cached_property
    def _by_id(self) -> dict[str, Clause]:
        return {c.id: c for clauses in self._by_document.values() for c in clauses}

    def clauses(self, documents: Sequence[str] = ()) -> Iterator[Clause]:
        """The clauses of these documents, or of all, in order."""
        for document in documents or self._by_document:
            yield from self._by_document[document]

    def clause(self, clause: str) -> Clause:
        """The clause of that id; raises NotFound."""
        if clause not in self._by_id:
            raise NotFound(f"知识库中没有条款「{clause}」")
        return self._by_id[clause]

    def text(self, span: SpanLike) -> str:
        """The words of a span, verbatim."""
        return self.document(span.document).text[span.start : span.end]

    def below(self, clause: Clause) -> tuple[Clause, ...]:
        """All clauses below, at any depth, in order."""
        prefix = f"{clause.path}."
        return tuple(c for c in self._by_document[clause.document] if c.path.startswith(prefix))

    @cached_property
    def headings(self) -> dict[str, tuple[Clause, ...]]:
        """Clauses by their folded heading."""
        found: dict[str, list[Clause]] = {}
        for clause in self._by_id.values():
            if clause.heading:
                found.setdefault("".join(fold(clause.heading).split()), []).append(clause)
        return {heading: tuple(clauses) for heading, clauses in found.items()}

    # --- folded texts -------------------------------------------------------------------------

    def folded(self, document: str) -> str:
        """A document's text, folded; the same length, so that offsets hold."""
        if document not in self._folded:
            self._folded[document] = fold(self.document(document).text)
        return self._folded[document]

    def folded_text(self, span: SpanLike) -> str:
        """The words of a span, folded."""
        return self.folded(span.document)[span.start : span.end]

    def folded_sentences(self, clause: Clause) -> Iterator[str]:
        """The sentences of a clause, folded."""
        text = self.folded(clause.document)
        return (text[s.start : s.end] for s in clause.sentences)

    def mentions(self, phrase: str) -> bool:
        """Whether any document holds a folded phrase."""
        return bool(self.holding(phrase))

    def holding(self, phrase: str) -> tuple[str, ...]:
        """Ids of the clauses whose text holds a folded phrase (not within its negation)."""
        if phrase not in self._holding:
            if len(self._holding) > PHRASES_KEPT:
                self._holding.clear()
            self._holding[phrase] = tuple(self._find(phrase))
        return self._holding[phrase]

    def _find(self, phrase: str) -> Iterator[str]:
        for document, clauses in self._by_document.items():
            text = self.folded(document)
            if phrase not in text:
                continue
            last = -1
            starts = self._starts[document]
            for at in occurrences(text, phrase):
                index = bisect_right(starts, at) - 1
                if index > last and at + len(phrase) <= clauses[index].end:
                    last = index
                    yield clauses[index].id

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {d: [c.start for c in clauses] for d, clauses in self._by_document.items()}

    # --- what was tagged ----------------------------------------------------------------------

    def assignments(self, documents: Sequence[str] = ()) -> Iterator[Assignment]:
        """Assignments of these documents, or of all."""
        for document in documents or (None,):
            yield from self.base.assignments(document=document)

    def assigned(self, clause: str) -> tuple[Assignment, ...]:
        """Assignments of a clause, in the order of print, a row for each list that names a body."""
        return tuple(self._assigned.get(clause, ()))

    @cached_property
    def _assigned(self) -> dict[str, list[Assignment]]:
        found: dict[str, list[Assignment]] = {}
        for row in _each_list(self.base.assignments()):
            found.setdefault(row.clause, []).append(row)
        return found

    @cached_property
    def tasks(self) -> tuple[Clause, ...]:
        """Clauses that make somebody responsible, in document order."""
        wanted = {c for c, rows in self._assigned.items() if any(row.role != "default" for row in rows)}
        return tuple(c for c in self._by_id.values() if c.id in wanted)

    def assignments_of(self, body: Body) -> tuple[Assignment, ...]:
        """Assignments of one body, a row for each list that names it."""
        return tuple(_each_list(self.base.assignments(bureau=body.name, region=body.region)))

    def targets(self, documents: Sequence[str] = ()) -> tuple[Target, ...]:
        """Rows of the ledger of these documents, or of all, in document order."""
        if not documents:
            return self.base.targets()
        return tuple(row for d in documents for row in self._targets.get(d, ()))

    @cached_property
    def _targets(self) -> dict[str, list[Target]]:
        found: dict[str, list[Target]] = {}
        for row in self.base.targets():
            found.setdefault(row.document, []).append(row)
        return found

    def stated(self, clause: str) -> Sequence[Target]:
        """Rows of the ledger in a clause."""
        return self._stated.get(clause, ())

    @cached_property
    def _stated(self) -> dict[str, list[Target]]:
        found: dict[str, list[Target]] = {}
        for row in self.base.targets():
            found.setdefault(row.clause, []).append(row)
        return found

    def sectors(self, sector: str) -> tuple[SectorTag, ...]:
        """Tags of a sector of either level."""
        return self.base.sectors(sector=sector)

    def references(self, documents: Sequence[str] = ()) -> tuple[Reference, ...]:
        """References of these documents, or of all."""
        return tuple(r for d in (documents or (None,)) for r in self.base.references(document=d))

    def bodies(self) -> tuple[BodyRecord, ...]:
        """All responsible bodies."""
        return self.base.bodies()

    @cached_property
    def known_bodies(self) -> tuple[Body, ...]:
        """The same, groups included, as names are resolved among them."""
        return tuple(record.body for record in self.bodies())

    def select(self, filters: Filters) -> frozenset[str]:
        """Ids of the clauses that meet the filters."""
        return self.base.select(filters) or frozenset()

    def in_order(self, ids: Iterable[str]) -> tuple[Clause, ...]:
        """Clauses of these ids in document order."""
        ranks, wanted = self._ranks, set(ids)
        return tuple(self._by_id[i] for i in sorted(wanted, key=ranks.__getitem__))

    @cached_property
    def _ranks(self) -> dict[str, int]:
        ordered = sorted(self._by_id.values(), key=lambda c: (c.document, c.order))
        return {clause.id: rank for rank, clause in enumerate(ordered)}
