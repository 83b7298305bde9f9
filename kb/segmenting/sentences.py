"""Sentences of a stretch of text.

In: cleaned text (a document's or a clause's).  Out: spans in the document, in order, without the
blanks between them.

A sentence ends at 。！？ and at the end of a paragraph; 「；」 does not end one.  Closing quotes and
brackets stay with their sentence (「他说：“好。”」 is one).  Inside 《》 and （） nothing is split, as
long as the bracket is closed in the same paragraph; a parenthesis after the full stop
（责任单位：…） is a sentence of its own.
"""

from __future__ import annotations

import re

from kb.cleaning import CleanText
from kb.model import Span

_STOP = re.compile(r"[。！？]+[”’）》】」』\"]*|\n")
_BRACKET = re.compile(r"[（《(）》)\n]")
_CLOSES = {"）": "（(", ")": "(（", "》": "《"}
#: 「。（二）加强」: a number opens the next sentence, it is none itself.
_NUMBER = re.compile(r"[（(][一二三四五六七八九十百\d]{1,4}[）)]")


def split_sentences(clean: CleanText) -> tuple[Span, ...]:
    """The sentences, in document offsets; blank stretches yield none.  Linear."""
    return tuple(clean.span(start, end) for start, end in sentence_bounds(clean.text))


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """The sentences of a cleaned text as offsets into it."""
    brackets = _outermost_brackets(text)
    bounds: list[tuple[int, int]] = []
    start = 0
    for cut in _cuts(text, brackets):
        if body := text[start:cut].strip():
            first = text.index(body[0], start)
            bounds.append((first, first + len(body)))
        start = cut
    return bounds


def _cuts(text: str, brackets: list[tuple[int, int]]) -> list[int]:
    """Where sentences end, in order; the end of the text is the last."""
    if not brackets:
        ends = [stop.end() for stop in _STOP.finditer(text)]
        return ends if ends and ends[-1] == len(text) else [*ends, len(text)]
    cuts = {len(text)}
    pending = iter([*brackets, (len(text), len(text))])
    opened, closed = next(pending)
    for stop in _STOP.finditer(text):
        while closed <= stop.start():
            opened, closed = next(pending)
        if not opened <= stop.start():
            cuts.add(stop.end())
    for opened, closed in brackets:
        own = opened > 0 and text[opened - 1] in "。！？" and not _NUMBER.match(text, opened)
        if own and text[closed : closed + 1] not in tuple("。！？；，、"):
            cuts.add(closed)
    return sorted(cuts)


def _outermost_brackets(text: str) -> list[tuple[int, int]]:
    """Stretches inside （） and 《》 that are closed in their paragraph, outermost only."""
    found: list[tuple[int, int]] = []
    stack: list[int] = []
    for match in _BRACKET.finditer(text):
        character = match.group()
        if character == "\n":
            stack.clear()
        elif character not in _CLOSES:
            stack.append(match.start())
        elif stack and text[stack[-1]] in _CLOSES[character]:
            opened = stack.pop()
            while found and found[-1][0] > opened:
                found.pop()
            found.append((opened, match.end()))
    return found
