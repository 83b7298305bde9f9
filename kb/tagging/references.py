"""References: the titles 《…》 and the 文号 that a clause cites, linked to known documents.

In come a document, its clauses and its cleaned text, out come :class:`Reference` rows in document
order.  A title and the 文号 in parentheses behind it are two rows of one citation.  A document's
own title and number (in its covering notice, under its name) are no references to itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kb.cleaning import CleanText
from kb.document_numbers import find_document_numbers, key
from kb.model import Clause, Document, Reference, ReferenceKind
from kb.titles import covered_title, same_title

#: Longer than any title in force; an opening 《 that is never closed cites nothing.
_LONGEST_TITLE = 160
_BRACKETS = re.compile(r"[《》]")
#: 《…》 around what is no text but a poem of words: software, newspapers and pages have no 文种, so
#: nothing is left out by kind; only empty and one-character titles are.
_MIN_TITLE = 2


def tag_references(document: Document, clauses: Sequence[Clause], clean: CleanText) -> tuple[Reference, ...]:
    """Every title and 文号 that the clauses cite, in document order."""
    found: list[Reference] = []
    for clause in clauses:
        part = clean.within(clause.start, clause.end)
        rows: list[tuple[int, int, ReferenceKind, str]] = [
            (start, end, "title", title) for title, start, end in cited_titles(part.text)
        ]
        rows += [(n.start, n.end, "number", n.text) for n in find_document_numbers(part.text)]
        for start, end, kind, text in sorted(rows):
            if not _is_own(document, kind, text):
                span = part.span(start, end)
                found.append(_reference(document, clause, kind, text, span.start, span.end))
    return tuple(found)


def cited_titles(text: str) -> tuple[tuple[str, int, int], ...]:
    """Titles in 《》 with the spans of title and brackets; an inner 《》 or 〈〉 belongs to the outer.

    《关于贯彻〈行动方案〉的通知》 is one title, 《甲》《乙》 are two.
    """
    titles: list[tuple[str, int, int]] = []
    opened: list[int] = []
    for match in _BRACKETS.finditer(text):
        position = match.start()
        if opened and position - opened[0] > _LONGEST_TITLE:
            opened.clear()  # never closed: 《 of a print error
        if match.group() == "《":
            opened.append(position)
        elif opened:
            start = opened.pop()
            title = re.sub(r"\s+", "", text[start + 1 : position]) if not opened else ""
            if len(title) >= _MIN_TITLE:
                titles.append((title, start, position + 1))
    return tuple(titles)


def link(references: Iterable[Reference], documents: Iterable[Document]) -> tuple[Reference, ...]:
    """The references with ``linked`` set where exactly one known document has that title or number."""
    titles: dict[str, set[str]] = {}
    numbers: dict[str, set[str]] = {}
    for document in documents:
        for title in _titles_of(document):
            titles.setdefault(_title_key(title), set()).add(document.id)
        if document.number:
            numbers.setdefault(key(document.number), set()).add(document.id)
    linked = []
    for reference in references:
        known = titles if reference.kind == "title" else numbers
        wanted = _title_key(reference.text) if reference.kind == "title" else key(reference.text)
        ids = known.get(wanted, set()) - {reference.document}
        linked.append(replace(reference, linked=next(iter(ids)) if len(ids) == 1 else ""))
    return tuple(linked)


def _is_own(document: Document, kind: ReferenceKind, text: str) -> bool:
    if kind == "number":
        return bool(document.number) and key(document.number) == key(text)
    return any(same_title(title, text) for title in _titles_of(document))


def _titles_of(document: Document) -> tuple[str, ...]:
    """A document's title, and that of the plan it issues: both are cited."""
    covered = covered_title(document.title)
    return (document.title, covered) if covered else (document.title,)


def _title_key(title: str) -> str:
    return re.sub(r"[\s《》〈〉“”\"‘’]", "", title)


def _reference(
    document: Document, clause: Clause, kind: ReferenceKind, text: str, start: int, end: int
) -> Reference:
    return Reference(clause.id, clause.path, document.id, kind, text, start, end)
