"""A draft as the tagger sees it, and the library that it is held against.

In: a knowledge base and the text of a draft.  Out: ``Draft``, tagged by the same code as any
document, with the documents that each sentence speaks of; and ``Library``, what checking needs
of the knowledge base in one place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from weakref import WeakKeyDictionary

from kb.citing.reading import bare
from kb.cleaning import CleanText, clean
from kb.comparing.ngrams import TextIndex
from kb.document_numbers import key
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Assignment, Clause, Document, Reference, Span, Tags, Target
from kb.segmenting import segment, split_sentences
from kb.tagging import tag
from kb.tagging.bureaus.repeats import in_every_list
from kb.tagging.references import link
from kb.titles import covered_title

DRAFT = "draft"
#: 「《…》提出」: what follows is said of this document alone; after 根据《…》 anything may be.
_SAYS = r"[^，。；：《》]{0,16}?(?:提出|明确|规定|要求|指出|确定|部署|强调|写明|载明|安排|[，,]?[：:])"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the draft: the documents it names, and whether it says to quote one of them."""

    span: Span
    named: tuple[str, ...]
    attributed: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft cut and tagged; all offsets are the draft's."""

    document: Document
    clean: CleanText
    clauses: tuple[Clause, ...]
    tags: Tags
    sentences: tuple[Sentence, ...]

    def sentence(self, start: int, end: int) -> Sentence:
        """The sentence that a stretch begins in."""
        for sentence in self.sentences:
            if sentence.span.start <= start < sentence.span.end:
                return sentence
        return Sentence(Span(start, end), (), False)

    def clause_at(self, start: int) -> Clause:
        """The clause of the draft that a place stands in."""
        return next(c for c in reversed(self.clauses) if c.start <= start)

    def text(self, start: int, end: int) -> str:
        """The words of a stretch, verbatim."""
        return self.document.text[start:end]


@dataclass(frozen=True, slots=True)
class Measure:
    """What one list of bodies is responsible for."""

    clause: Clause
    span: Span
    rows: tuple[Assignment, ...]


class Library:
    """The knowledge base as a draft is held against it; made once, shared by all checks."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.documents = kb.documents()
        self.by_id = {d.id: kb.document(d.id) for d in self.documents}
        self.clauses = {c.id: c for c in kb.clauses()}
        self.targets = tuple(t for t in kb.targets() if t.value or t.kind in ("qualitative", "deadline"))
        self.references = kb.references()
        self.assignments = tuple(in_every_list(kb.assignments()))
        self.bodies = tuple(record.body for record in kb.bodies())

    @cached_property
    def order(self) -> tuple[Clause, ...]:
        """All clauses in order: the units of ``index``."""
        return tuple(self.clauses.values())

    @cached_property
    def index(self) -> TextIndex:
        """All clauses by their words."""
        return TextIndex([self.text(c.document, c.start, c.end) for c in self.order])

    @cached_property
    def by_clause(self) -> dict[str, list[Assignment]]:
        """All assignments of each clause, groups and general rules included."""
        rows: dict[str, list[Assignment]] = {}
        for row in self.assignments:
            rows.setdefault(row.clause, []).append(row)
        return rows

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Every list of bodies with what it governs."""
        lists: dict[tuple[str, Span], list[Assignment]] = {}
        for row in self.assignments:
            if row.kind == "body" and row.role != "default":
                lists.setdefault((row.clause, row.list_span), []).append(row)
        return tuple(
            Measure(self.clauses[clause], rows[0].governs, tuple(rows)) for (clause, _), rows in lists.items()
        )

    @cached_property
    def measure_index(self) -> TextIndex:
        """The measures by their words, the clause's headings included."""
        return TextIndex(
            [
                m.clause.heading + "\n" + self.text(m.clause.document, m.span.start, m.span.end)
                for m in self.measures
            ]
        )

    @cached_property
    def cleaned(self) -> dict[str, CleanText]:
        """The cleaned texts of the documents."""
        return {name: clean(document.text) for name, document in self.by_id.items()}

    def text(self, document: str, start: int, end: int) -> str:
        """The words of a span, verbatim."""
        return self.by_id[document].text[start:end]

    def named(self, title: str) -> tuple[str, ...]:
        """The documents of that title, or that issue a plan of that title."""
        wanted = bare(title)
        return tuple(
            d.id
            for d in self.documents
            if wanted in {bare(t) for t in (d.title, covered_title(d.title)) if t}
        )


_libraries: WeakKeyDictionary[KnowledgeBase, Library] = WeakKeyDictionary()


def library(kb: KnowledgeBase) -> Library:
    """The library of a knowledge base, kept as long as that is open."""
    found = _libraries.get(kb)
    if found is None:
        found = _libraries[kb] = Library(kb)
    return found


def read(text: str, held: Library) -> Draft:
    """Tag a draft as if it were a document of the region that it speaks of."""
    document = Document(DRAFT, "", text, region=_region(text, held))
    cleaned = clean(text)
    clauses = segment(document, cleaned).clauses
    tags = tag(document, clauses, cleaned)
    linked = link(tags.references, held.documents)
    targets = tuple(_without_years_of_titles(target, text, tags.references) for target in tags.targets)
    # A draft without numbers is one clause: a body may stand rightly in one sentence, wrongly in the next.
    assignments = tuple(in_every_list(tags.assignments))
    tags = Tags(assignments, tags.sectors, targets, linked, tags.findings)
    return Draft(document, cleaned, clauses, tags, _sentences(text, cleaned, tags, held))


def _without_years_of_titles(target: Target, text: str, references: Sequence[Reference]) -> Target:
    """「《…行动计划（2024-2025年）》提出，每年认定10家」: the title's years are no deadline of the 10."""
    first = max(text.rfind(mark, 0, target.start) + 1 for mark in "。；\n")
    titles = [r for r in references if r.kind == "title" and first <= r.start and r.end <= target.start]
    if not target.deadline or not any(target.deadline in text[r.start : r.end] for r in titles):
        return target
    said = text[first : target.end]
    for r in reversed(titles):
        said = said[: r.start - first] + "，" + said[r.end - first :]
    return target if target.deadline in said else replace(target, deadline="", year=None)


def _region(text: str, held: Library) -> str:
    """The region whose bodies the draft means by 市…: of the documents it names, else the commonest."""
    plain = bare(text)
    named = [d.region for d in held.documents if d.title and bare(d.title) in plain]
    regions = Counter(filter(None, named)) or Counter(d.region for d in held.documents)
    return min(regions, key=lambda region: (-regions[region], region), default="")


def _sentences(text: str, cleaned: CleanText, tags: Tags, held: Library) -> tuple[Sentence, ...]:
    found = []
    for span in split_sentences(cleaned):
        inside = [r for r in tags.references if span.start <= r.start < span.end]
        named = tuple(dict.fromkeys(name for r in inside for name in _documents(r.text, r.linked, held)))
        says = any(re.match(_SAYS, text[r.end : span.end]) for r in inside if r.linked) if named else False
        found.append(Sentence(span, named, says))
    return tuple(found)


def _documents(text: str, linked: str, held: Library) -> Sequence[str]:
    if linked:
        return (linked,)
    return held.named(text) or tuple(d.id for d in held.documents if d.number and key(d.number) == key(text))
