"""What quiz items are made from: a protocol that ``KnowledgeBase`` meets, and its texts cleaned.

In: a knowledge base.  Out: ``Texts``, each document's cleaned text, sentences and clauses, read
once and shared by the makers of items and the prover.  There are no tags in ``Texts``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

from kb.cleaning import CleanText, clean
from kb.model import Assignment, Citation, Clause, Document, Filters, Reference, Target
from kb.segmenting.sentences import sentence_bounds


class Library(Protocol):
    """The part of a knowledge base that a quiz needs."""

    def documents(self) -> tuple[Document, ...]: ...
    def clauses(self, document: str | None = None) -> tuple[Clause, ...]: ...
    def assignments(self, *, document: str | None = None) -> tuple[Assignment, ...]: ...
    def targets(self, *, document: str | None = None) -> tuple[Target, ...]: ...
    def references(self, *, document: str | None = None) -> tuple[Reference, ...]: ...
    def select(self, filters: Filters) -> frozenset[str] | None: ...


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a clause: its cleaned words and where they begin in the document's clean text."""

    clause: Clause
    text: str
    start: int

    @property
    def end(self) -> int:
        """Offset after it in the document's clean text."""
        return self.start + len(self.text)


class DocumentText:
    """One document's text as its author meant it, by clause and sentence."""

    def __init__(self, document: Document, clauses: tuple[Clause, ...]) -> None:
        self.document = document
        self.clauses = clauses
        self.clean: CleanText = clean(document.text)

    @property
    def text(self) -> str:
        """The whole clean text."""
        return self.clean.text

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order; none crosses a clause."""
        found = []
        for clause in self.clauses:
            first = self.clean.index(clause.start)
            own = self.clean.within(clause.start, clause.end).text
            found += [Sentence(clause, own[a:b], first + a) for a, b in sentence_bounds(own)]
        return tuple(found)

    @cached_property
    def by_clause(self) -> dict[str, tuple[Sentence, ...]]:
        """Sentences of each clause."""
        gathered: dict[str, list[Sentence]] = {clause.id: [] for clause in self.clauses}
        for sentence in self.sentences:
            gathered[sentence.clause.id].append(sentence)
        return {clause: tuple(sentences) for clause, sentences in gathered.items()}

    @cached_property
    def headings(self) -> dict[str, tuple[Clause, ...]]:
        """Clauses by heading, in clean words."""
        gathered: dict[str, list[Clause]] = {}
        for clause in self.clauses:
            gathered.setdefault(self.heading(clause), []).append(clause)
        return {heading: tuple(clauses) for heading, clauses in gathered.items()}

    def heading(self, clause: Clause) -> str:
        """A clause's heading in clean words, without its full stop."""
        span = clause.heading_span
        if span.end <= span.start:
            return clause.heading
        return self.clean.within(span.start, span.end).text.strip().rstrip("。")

    def clause_text(self, clause: Clause) -> str:
        """The clean words of a clause."""
        return self.clean.within(clause.start, clause.end).text

    def citation(self, clause: Clause, start: int, end: int) -> Citation:
        """The verbatim words behind the clean stretch [start, end)."""
        span = self.clean.span(start, end)
        quote = self.document.text[span.start : span.end]
        return Citation(clause.id, clause.path, clause.document, quote, span.start, span.end)


class Texts:
    """The texts of a whole knowledge base."""

    def __init__(self, library: Library) -> None:
        self.documents = {document.id: document for document in library.documents()}
        self._library = library
        self._text = lru_cache(None)(self._read)

    def __getitem__(self, document: str) -> DocumentText:
        return self._text(document)

    def __iter__(self) -> Iterator[DocumentText]:
        return (self[document] for document in self.documents)

    def _read(self, document: str) -> DocumentText:
        return DocumentText(self.documents[document], self._library.clauses(document))


_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def quotable_title(document: Document) -> str:
    """The title as a stem names it, or empty where it cannot: a file name, a translation, a line of text."""
    title = re.sub(r"(?<=[\u4e00-\u9fff\d）])\s+(?=[\d\u4e00-\u9fff])", "", document.title.strip())
    bare = re.sub(r"[\s\d“”《》（）()—〔〕、·-]", "", title)
    if not 4 <= len(title) <= 60 or not bare:
        return ""
    return title if len(_CHINESE.findall(bare)) >= 0.9 * len(bare) else ""


def titled(title: str) -> str:
    """《…》; titles inside a title stand in 〈…〉 (GB/T 15834-2011): 《关于印发〈…〉的通知》."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"
