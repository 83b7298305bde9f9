"""What of a clause is turned into vectors: whole clauses, split when long, and single sentences.

In: a document with its clauses.  Out: passages, each a span of the document with the text
to embed, which carries the heading trail (「推动煤炭清洁高效利用」 alone does not say
what plan or part it belongs to) and is short enough for any model of 512 tokens.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kb.cleaning import CleanText
from kb.model import Clause, Document

PassageKind = Literal["clause", "sentence"]

#: Characters of header and body together.  A Chinese character makes at most one token of
#: the models used, 「㎡」 and the like two; 440 leaves room for those and for the prefix
#: below 512 tokens, where sentence-transformers would cut silently.
MAX_CHARACTERS = 440

#: Characters of the header (title or heading trail); a longer one loses its outermost part.
MAX_HEADER = 120

#: A sentence of fewer characters is a heading or a fragment and gets no vector of its own.
MIN_SENTENCE = 12

#: Where a long text is cut, best first: a paragraph's or a sentence's end, then a comma.
_SENTENCE_END = re.compile(r"[。；！？\n]")
_CLAUSE_END = re.compile(r"[，、：,;]")


@dataclass(frozen=True, slots=True)
class Passage:
    """One text to embed: ``start``/``end`` are the span of the document that it stands for."""

    clause: str
    start: int
    end: int
    kind: PassageKind
    text_to_embed: str

    @property
    def digest(self) -> str:
        """Hash of the text to embed: passages with the same digest have the same vector."""
        return digest(self.text_to_embed)


def digest(text: str) -> str:
    """128 bits of SHA-256, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def compose(header: str, body: str) -> str:
    """The text to embed from a header (title, heading trail) and a body."""
    header = header[-MAX_HEADER:]
    return f"{header}\n{body}" if header else body


def split_long(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Cut ``text`` into spans of at most ``limit`` characters of nearly equal length.

    Cuts fall behind a sentence's end where there is one in the second half of the room,
    else behind a comma, else anywhere.  The spans cover the text without gaps.
    """
    start = 0
    while len(text) - start > limit:
        parts = -(-(len(text) - start) // limit)
        # Equal parts, so that the last is no fragment: 500 characters make 250 + 250.
        goal = start + min(limit, -(-(len(text) - start) // parts) + limit // 8)
        floor = start + (goal - start) // 2
        cut = goal
        for pattern in (_SENTENCE_END, _CLAUSE_END):
            ends = [m.end() for m in pattern.finditer(text, floor, goal)]
            if ends:
                cut = ends[-1]
                break
        yield start, cut
        start = cut
    yield start, len(text)


def header_of(clause: Clause) -> str:
    """The heading trail with the clause's own heading, outermost first."""
    return " ".join(part for part in (*clause.trail, clause.heading) if part)


def parts_of(header: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and text to embed of each part of ``text``, without white space at its ends."""
    for a, b in split_long(text, _room(header)):
        start, end = _stripped(text, a, b)
        if start < end:
            yield start, end, compose(header, text[start:end])


def _room(header: str) -> int:
    return MAX_CHARACTERS - min(len(header), MAX_HEADER) - 1


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def passages(document: Document, clause: Clause, clean: CleanText) -> tuple[Passage, ...]:
    """The passages of one clause: its whole text in one or more parts, then its sentences.

    Spans are of the document; the text to embed is of the clean text, so that a line break
    in the middle of a word does not reach the model.
    """
    header = header_of(clause)
    body = clean.within(clause.start, clause.end)
    text = body.text
    # The clause's own heading is in the header: 「1.推动…利用。」 need not come twice.
    begin = 0
    if clause.heading and clause.heading_span.end < clause.end:
        begin = body.index(clause.heading_span.end)
        if not text[begin:].strip(" \n\u3000。．.:："):
            begin = 0
    found: list[Passage] = []
    for start, end, to_embed in parts_of(header, text[begin:]):
        span = body.span(begin + start, begin + end)
        found.append(Passage(clause.id, span.start, span.end, "clause", to_embed))
    found.extend(_sentence_passages(clause, body, header, len(found)))
    return tuple(found)


def _sentence_passages(clause: Clause, body: CleanText, header: str, parts: int) -> Iterator[Passage]:
    """A passage for each sentence of some length, unless the clause is that one sentence."""
    # The nearest heading is enough to place one sentence; the whole trail would double its length.
    header = header.rpartition(" ")[2]
    long_enough = [s for s in clause.sentences if s.end - s.start >= MIN_SENTENCE]
    if parts == 1 and len(long_enough) <= 1:
        return
    for sentence in long_enough:
        text = body.text[body.index(sentence.start) : body.index(sentence.end)].strip()
        if len(text) >= MIN_SENTENCE:
            yield Passage(
                clause.id,
                sentence.start,
                sentence.end,
                "sentence",
                compose(header, text[: _room(header)]),
            )
