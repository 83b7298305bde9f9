"""Cuts verbatim text into lines of pieces, so that a template can highlight what was recognised.

In: a document's text, a span of it and marks (spans with a category).  Out: lines of pieces
whose texts joined are exactly the span's text.  Marks may overlap; a piece carries the
categories of all marks over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.model import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text to highlight; ``href`` makes it a link, ``title`` explains it."""

    start: int
    end: int
    category: str  # heading, body, target, reference, quote
    title: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters under the same marks."""

    text: str
    categories: tuple[str, ...] = ()
    title: str = ""
    href: str = ""


Line = tuple[Piece, ...]


def marked_lines(
    text: str, start: int, end: int, marks: Iterable[Mark], sentences: Sequence[Span] = ()
) -> tuple[Line, ...]:
    """The lines of ``text[start:end]``, each cut where a mark begins or ends; empty lines left out.

    A line break inside a sentence is where the printed page ended, not the paragraph
    (「加快推\\n进」), so it does not open a line.
    """
    inside = [m for m in marks if m.start < end and m.end > start and m.start < m.end]
    lines = []
    for left, right in _paragraphs(text, start, end, sentences):
        if text[left:right].strip():
            lines.append(_pieces(text, left, right, [m for m in inside if m.start < right and m.end > left]))
    return tuple(lines)


def _paragraphs(text: str, start: int, end: int, sentences: Sequence[Span]) -> Iterable[tuple[int, int]]:
    ordered = sorted(sentences, key=lambda span: span.start)
    reached = 0
    left = start
    for position in range(start, end):
        if text[position] != "\n":
            continue
        while reached < len(ordered) and ordered[reached].end <= position + 1:
            reached += 1
        if reached < len(ordered) and ordered[reached].start < position:
            continue
        yield left, position
        left = position + 1
    yield left, end


def _pieces(text: str, left: int, right: int, marks: Sequence[Mark]) -> Line:
    edges = {left, right}
    for mark in marks:
        edges.update((max(mark.start, left), min(mark.end, right)))
    ordered = sorted(edges)
    pieces = []
    for begin, finish in pairwise(ordered):
        over = [m for m in marks if m.start <= begin and finish <= m.end]
        pieces.append(
            Piece(
                text=text[begin:finish],
                categories=tuple(dict.fromkeys(m.category for m in over)),
                title="；".join(dict.fromkeys(m.title for m in over if m.title)),
                href=next((m.href for m in over if m.href), ""),
            )
        )
    return tuple(pieces)
