"""What a build indexes of each document: its clauses and tags, index entries and passages.

In: documents, and what the same code made of them before.  Out: per document everything that
the catalogue, the full-text index and the vectors are written from.  Reads and writes no files
of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kb.cleaning import CleanText, clean
from kb.indexing.catalogue import Catalogue, DocumentParts
from kb.indexing.fulltext import IndexEntry
from kb.indexing.passages import Passage, passages
from kb.indexing.progress import stage
from kb.model import Document, Reference
from kb.segmenting import segment
from kb.tagging import tag
from kb.tagging.references import link

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """All that is written of one document."""

    parts: DocumentParts
    entries: tuple[IndexEntry, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class AnalysedBefore:
    """Documents that this same code analysed for the version in force, by fingerprint."""

    catalogue: Catalogue | None = None
    fingerprints: Mapping[str, str] = field(default_factory=dict)

    def parts(self, document: Document, fingerprint: str) -> DocumentParts | None:
        """What was found in the document then, if it is still the same."""
        if self.catalogue is None or self.fingerprints.get(document.id) != fingerprint:
            return None
        return replace(self.catalogue.parts(document), fingerprint=fingerprint)


def prepare(
    documents: Sequence[Document],
    fingerprints: Mapping[str, str],
    before: AnalysedBefore,
    *,
    progress: bool,
) -> tuple[list[PreparedDocument], int]:
    """Prepare every document; returns also how many had to be segmented and tagged."""
    prepared: list[PreparedDocument] = []
    analysed = 0
    with stage("切分标注", len(documents), "份", shown=progress) as done:
        for document in documents:
            cleaned = clean(document.text)
            parts = before.parts(document, fingerprints[document.id])
            if parts is None:
                parts = _analyse(document, cleaned, fingerprints[document.id])
                analysed += 1
            prepared.append(
                PreparedDocument(
                    parts,
                    tuple(_entries(parts, cleaned)),
                    tuple(p for clause in parts.clauses for p in passages(document, clause, cleaned)),
                )
            )
            done(1)
    return _linked(prepared, documents), analysed


def _linked(prepared: Sequence[PreparedDocument], documents: Sequence[Document]) -> list[PreparedDocument]:
    """With references linked anew: a document that came or went changes what the others' mean."""
    references: dict[str, list[Reference]] = {document.id: [] for document in documents}
    for reference in link((r for one in prepared for r in one.parts.tags.references), documents):
        references[reference.document].append(reference)
    return [
        replace(one, parts=replace(one.parts, tags=replace(one.parts.tags, references=tuple(found))))
        for one, found in zip(prepared, references.values(), strict=True)
    ]


def _analyse(document: Document, cleaned: CleanText, fingerprint: str) -> DocumentParts:
    segmentation = segment(document, cleaned)
    tags = tag(document, segmentation.clauses, cleaned)
    tags = replace(tags, findings=(*segmentation.findings, *tags.findings))
    return DocumentParts(document, segmentation.clauses, tags, fingerprint)


def _entries(parts: DocumentParts, cleaned: CleanText) -> Iterator[IndexEntry]:
    """One entry of the full-text index per clause; its values are those that filters know."""
    bureaus = _by_clause((row.clause, (row.bureau,)) for row in parts.tags.assignments)
    sectors = _by_clause((row.clause, (row.parent, row.sector)) for row in parts.tags.sectors)
    years = _by_clause((row.clause, (row.year,)) for row in parts.tags.targets if row.year is not None)
    for clause in parts.clauses:
        yield IndexEntry(
            clause=clause.id,
            document=clause.document,
            order=clause.order,
            heading=clause.heading,
            trail=clause.trail,
            text=cleaned.within(clause.start, clause.end).text,
            bureaus=tuple(bureaus.get(clause.id, ())),
            sectors=tuple(sectors.get(clause.id, ())),
            years=tuple(years.get(clause.id, ())),
        )


def _by_clause(pairs: Iterator[tuple[str, tuple[V, ...]]]) -> dict[str, dict[V, None]]:
    """Values by clause, each once, in the order of the text."""
    gathered: dict[str, dict[V, None]] = {}
    for clause, values in pairs:
        gathered.setdefault(clause, {}).update(dict.fromkeys(values))
    return gathered
