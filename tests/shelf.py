"""Documents read, cut and tagged but not indexed: a knowledge base for tests that never search.

Answers the same questions as ``KnowledgeBase`` from plain lists, without vectors, so that a test
over many real documents stays quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from kb.cleaning import clean
from kb.indexing.bodies import register
from kb.model import Clause, Document, Tags
from kb.reading.corpus import read_corpus
from kb.segmenting import segment
from kb.tagging import tag
from kb.tagging.references import link


class Shelf:
    """The documents of some paths, or documents made in a test."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {d.id: d for d in documents}
        self._clauses = {d.id: segment(d, clean(d.text)).clauses for d in documents}

    @classmethod
    def of(cls, *paths: Path) -> Shelf:
        return cls(read_corpus(list(paths)).documents)

    @cached_property
    def _tags(self) -> dict[str, Tags]:
        return {d.id: tag(d, self._clauses[d.id], clean(d.text)) for d in self.documents()}

    def _rows(self, field: str, **keys: object) -> tuple:
        rows = [row for tags in self._tags.values() for row in getattr(tags, field)]
        return tuple(r for r in rows if all(v is None or getattr(r, k) == v for k, v in keys.items()))

    def documents(self):
        return tuple(self._documents.values())

    def document(self, name: str) -> Document:
        return self._documents[name]

    def clauses(self, document: str | None = None) -> tuple[Clause, ...]:
        if document is not None:
            return self._clauses.get(document, ())
        return tuple(c for clauses in self._clauses.values() for c in clauses)

    def clause(self, name: str) -> Clause:
        return next(c for c in self.clauses(name.partition("/")[0]) if c.id == name)

    def text(self, span) -> str:
        return self._documents[span.document].text[span.start : span.end]

    def assignments(self, **keys: object) -> tuple:
        return self._rows("assignments", **keys)

    def targets(self, **keys: object) -> tuple:
        return self._rows("targets", **keys)

    def references(self, **keys: object) -> tuple:
        return link(self._rows("references", **keys), self.documents())

    def bodies(self):
        return register(self.assignments())
