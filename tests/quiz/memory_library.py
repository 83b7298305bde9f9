"""A knowledge base in memory, for tests and measurements of quiz items: no index, no vectors."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kb.cleaning import clean
from kb.model import Assignment, Clause, Document, Filters, Reference, Tags, Target
from kb.reading.corpus import read_corpus
from kb.segmenting import segment
from kb.tagging import tag


class MemoryLibrary:
    """Documents, segmented and tagged when it is made."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents: dict[str, Document] = {}
        self._clauses: dict[str, tuple[Clause, ...]] = {}
        self._tags: dict[str, Tags] = {}
        for document in documents:
            cleaned = clean(document.text)
            clauses = segment(document, cleaned).clauses
            self._documents[document.id] = document
            self._clauses[document.id] = clauses
            self._tags[document.id] = tag(document, clauses, cleaned)

    def documents(self) -> tuple[Document, ...]:
        return tuple(self._documents.values())

    def _ids(self, document: str | None) -> list[str]:
        return list(self._documents) if document is None else [document]

    def clauses(self, document: str | None = None) -> tuple[Clause, ...]:
        return tuple(clause for one in self._ids(document) for clause in self._clauses[one])

    def assignments(self, *, document: str | None = None) -> tuple[Assignment, ...]:
        return tuple(row for one in self._ids(document) for row in self._tags[one].assignments)

    def targets(self, *, document: str | None = None) -> tuple[Target, ...]:
        return tuple(row for one in self._ids(document) for row in self._tags[one].targets)

    def references(self, *, document: str | None = None) -> tuple[Reference, ...]:
        return tuple(row for one in self._ids(document) for row in self._tags[one].references)

    def select(self, filters: Filters) -> frozenset[str] | None:
        return None


def library_of(paths: Iterable[Path], titles: dict[str, str] | None = None) -> MemoryLibrary:
    """The documents of some files; ``titles`` by id, where a file does not say its own."""
    from dataclasses import replace

    given = titles or {}
    documents = read_corpus(list(paths)).documents
    return MemoryLibrary(replace(d, title=given.get(d.id, d.title)) for d in documents)
