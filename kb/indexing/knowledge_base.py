"""A built knowledge base, open for reading: the one object that everything downstream asks.

In: the directory of a knowledge base.  Out: documents, clauses and tags as the model's objects,
the text of spans, and (opened when first asked for) the full-text index, the vectors and the
query encoder.  Nothing here changes what was built, so every result may be kept and shared
between threads.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, ParamSpec, Protocol, Self, TypeVar

from kb.errors import InvalidQuery, MissingKnowledgeBase, NotFound
from kb.indexing import selection, versions
from kb.indexing.bodies import BodyRecord
from kb.indexing.catalogue import Catalogue, sqlite_url
from kb.indexing.clause_tree import clause_tree
from kb.indexing.schema import SIGNATURE
from kb.indexing.versions import BuildRecord
from kb.model import Assignment, Clause, Document, Filters, Finding, Reference, SectorTag, Target

if TYPE_CHECKING:
    from kb.indexing.embeddings import Encoder
    from kb.indexing.fulltext import FullTextIndex
    from kb.indexing.vectors import VectorIndex

P = ParamSpec("P")
T = TypeVar("T")

#: Documents whose text and clauses stay in memory: a long plan takes about 0.3 MB.
DOCUMENTS_KEPT = 256

#: Listings kept per kind of question; a page asks some twenty, most of them again next time.
LISTINGS_KEPT = 512


class SpanLike(Protocol):
    """Anything with offsets into a document: a clause, an assignment, a target, a citation."""

    @property
    def document(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def open_knowledge_base(path: Path) -> KnowledgeBase:
    """Open the version in force at ``path``; raises MissingKnowledgeBase."""
    return KnowledgeBase(path)


@lru_cache(maxsize=2)
def shared_encoder(model: str) -> Encoder:
    """The encoder of that name, one per process; raises ModelError."""
    from kb.indexing.embeddings import open_encoder

    return open_encoder(model)


class KnowledgeBase:
    """One version of a knowledge base; read-only, safe for several threads, cheap to open.

    It goes on reading its own version when a build puts another in force: see
    :meth:`is_current` and :meth:`reopened`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._version, self._reading = versions.reading_version(path, signature=SIGNATURE)
        self.record: BuildRecord = self._version.record
        self._catalogue = Catalogue(sqlite_url(self._version.directory / versions.CATALOGUE, read_only=True))
        self._lock = RLock()
        self._document = lru_cache(DOCUMENTS_KEPT)(self._catalogue.document)
        # Nothing kept here refers back to self: the last user's leaving closes the files at once.
        load = self._catalogue.clauses
        self._tree = lru_cache(DOCUMENTS_KEPT)(lambda document: clause_tree(load(document)))
        # What was built never changes, so every listing may be kept.
        self._assignments = _kept(self._catalogue.assignments)
        self._targets = _kept(self._catalogue.targets)
        self._sectors = _kept(self._catalogue.sectors)
        self._references = _kept(self._catalogue.references)
        self._findings = _kept(self._catalogue.findings)
        self._selected: dict[Filters, frozenset[str]] = {}

    # --- its life -----------------------------------------------------------------------------

    def is_current(self) -> bool:
        """Whether this is still the version in force; costs one read of a line."""
        try:
            return versions.current_name(self.path) == self._version.directory.name
        except MissingKnowledgeBase:
            return False

    def reopened(self) -> KnowledgeBase:
        """This one if it is still in force, else the one that is; raises MissingKnowledgeBase."""
        return self if self.is_current() else open_knowledge_base(self.path)

    def close(self) -> None:
        """Let go of the files; a version no longer in force may then be removed."""
        opened = self.__dict__.pop("_fulltext", None)
        if opened is not None:
            opened.close()
        self._catalogue.close()
        self._reading.close()

    def __del__(self) -> None:
        if "_reading" in self.__dict__:  # opening may have failed
            self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    # --- texts and clauses --------------------------------------------------------------------

    def documents(self) -> tuple[Document, ...]:
        """All documents, in the order of the corpus."""
        return self._all_documents

    @cached_property
    def _all_documents(self) -> tuple[Document, ...]:
        return self._catalogue.documents()

    def document(self, document: str) -> Document:
        """The document of that id; raises NotFound."""
        found = self._document(document)
        if found is None:
            raise NotFound(selection.unknown_document(document, self.documents()))
        return found

    def clauses(self, document: str | None = None) -> tuple[Clause, ...]:
        """The clauses of a document, or of all, in order; empty for an unknown document."""
        return self._all_clauses if document is None else self._tree(document).clauses

    @cached_property
    def _all_clauses(self) -> tuple[Clause, ...]:
        return self._catalogue.clauses()

    def clause(self, clause: str) -> Clause:
        """The clause of that id (``<document>/<path>``); raises NotFound."""
        tree = self._tree(clause.partition("/")[0])
        at = tree.positions.get(clause)
        if at is None:
            raise NotFound(f"知识库中没有条款「{selection.quoted(clause)}」")
        return tree.clauses[at]

    def find_path(self, path: str, document: str | None = None) -> tuple[Clause, ...]:
        """The clauses with that path: one per document at most."""
        return self._catalogue.clauses(document, path)

    def children(self, clause: str) -> tuple[Clause, ...]:
        """The clauses directly below."""
        found = self.clause(clause)
        return self._tree(found.document).children.get(clause, ())

    def parent(self, clause: str) -> Clause | None:
        """The clause directly above; None at the top."""
        found = self.clause(clause)
        return self._tree(found.document).parents.get(clause)

    def neighbours(self, clause: str) -> tuple[Clause | None, Clause | None]:
        """The clauses before and after in the document."""
        found = self.clause(clause)
        tree = self._tree(found.document)
        at = tree.positions[clause]
        before = tree.clauses[at - 1] if at else None
        return before, tree.clauses[at + 1] if at + 1 < len(tree.clauses) else None

    def text(self, span: SpanLike) -> str:
        """The words of a span, verbatim."""
        return self.document(span.document).text[span.start : span.end]

    # --- what was tagged ----------------------------------------------------------------------

    def assignments(
        self,
        *,
        bureau: str | None = None,
        role: str | None = None,
        clause: str | None = None,
        document: str | None = None,
        region: str | None = None,
    ) -> tuple[Assignment, ...]:
        """Assignments that meet every key; ``bureau`` may be an alias.

        Raises NotFound for a body that the knowledge base does not know, InvalidQuery for an
        alias of several.
        """
        if bureau is None:
            return self._assignments(role=role, clause=clause, document=document, region=region)
        bodies = selection.bodies_named(bureau, self.bodies())
        if not bodies:
            raise NotFound(selection.unknown_body(bureau, self.bodies()))
        meant = [body for body in bodies if region is None or body[1] == region]
        names = dict.fromkeys(name for name, _ in meant)
        listings = [self._assignments(bureau=name, clause=clause, document=document) for name in names]
        return tuple(
            row
            for row in chain.from_iterable(listings)
            if (row.bureau, row.region) in meant and role in (None, row.role)
        )

    def targets(
        self,
        *,
        document: str | None = None,
        year: int | None = None,
        kind: str | None = None,
        clause: str | None = None,
    ) -> tuple[Target, ...]:
        """Rows of the ledger that meet every key."""
        return self._targets(document=document, year=year, kind=kind, clause=clause)

    def sectors(
        self, *, clause: str | None = None, sector: str | None = None, document: str | None = None
    ) -> tuple[SectorTag, ...]:
        """Sector tags that meet every key; ``sector`` names either level."""
        return self._sectors(clause=clause, sector=sector, document=document)

    def references(self, *, clause: str | None = None, document: str | None = None) -> tuple[Reference, ...]:
        """References that meet every key."""
        return self._references(clause=clause, document=document)

    def findings(self, document: str | None = None) -> tuple[Finding, ...]:
        """What was not understood, in a document or in all."""
        return self._findings(document=document)

    def bodies(self) -> tuple[BodyRecord, ...]:
        """All responsible bodies: bodies before groups, most clauses first."""
        return self._all_bodies

    @cached_property
    def _all_bodies(self) -> tuple[BodyRecord, ...]:
        return self._catalogue.bodies()

    # --- filters ------------------------------------------------------------------------------

    def select(self, filters: Filters) -> frozenset[str] | None:
        """The ids of the clauses that meet the filters; None when they limit nothing.

        Several values of one field mean either, several fields all of them.  Raises
        InvalidQuery for a value that the knowledge base does not know.
        """
        if filters == Filters():
            return None
        selected = self._selected.get(filters)
        if selected is None:
            selected = self._select(filters)
            if len(self._selected) >= LISTINGS_KEPT:
                self._selected.clear()
            self._selected[filters] = selected
        return selected

    def _select(self, filters: Filters) -> frozenset[str]:
        met: list[frozenset[str]] = []
        if filters.bureaus:
            met.append(self._catalogue.clauses_of_bodies(self._bodies_of(filters.bureaus)))
        if filters.sectors:
            known = self._sector_pairs
            sectors = [selection.sector_named(value, known) for value in filters.sectors]
            met.append(self._catalogue.clauses_of_sectors(sectors))
        if filters.years:
            years = [selection.year_named(value, self._years) for value in filters.years]
            met.append(self._catalogue.clauses_of_years(years))
        if filters.documents:
            documents = [selection.document_named(value, self.documents()) for value in filters.documents]
            met.append(self._catalogue.clauses_of_documents(documents))
        if filters.regions:
            regional = (selection.documents_of_region(value, self.documents()) for value in filters.regions)
            met.append(self._catalogue.clauses_of_documents(list(chain.from_iterable(regional))))
        return frozenset.intersection(*met)

    def _bodies_of(self, values: tuple[str, ...]) -> list[selection.BodyKey]:
        found: list[selection.BodyKey] = []
        for value in values:
            bodies = selection.bodies_named(value, self.bodies())
            if not bodies:
                raise InvalidQuery(selection.unknown_body(value, self.bodies()))
            found.extend(bodies)
        return found

    @cached_property
    def _sector_pairs(self) -> tuple[tuple[str, str], ...]:
        return self._catalogue.sector_names()

    @cached_property
    def _years(self) -> tuple[int, ...]:
        return self._catalogue.years()

    # --- engines, opened when first asked for -------------------------------------------------

    @property
    def fulltext(self) -> FullTextIndex:
        """The full-text index."""
        with self._lock:
            return self._fulltext

    @cached_property
    def _fulltext(self) -> FullTextIndex:
        from kb.indexing.fulltext import open_index

        return open_index(self._version.directory / versions.FULLTEXT)

    @property
    def vectors(self) -> VectorIndex:
        """The vectors of all passages."""
        with self._lock:
            return self._vectors

    @cached_property
    def _vectors(self) -> VectorIndex:
        from kb.indexing.vectors import open_vectors

        return open_vectors(self._version.directory / versions.VECTORS)

    @property
    def encoder(self) -> Encoder:
        """The encoder of the model that made the vectors; raises ModelError."""
        with self._lock:
            return shared_encoder(self.record.model)


def _kept(listing: Callable[P, T]) -> Callable[P, T]:
    """The same function, remembering its results."""
    return lru_cache(LISTINGS_KEPT)(listing)  # type: ignore[return-value]
