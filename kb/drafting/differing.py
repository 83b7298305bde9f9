"""Where two short texts differ, as pieces to highlight side by side.

In: a statement of the draft and the source's wording.  Out: both cut into pieces that join to
the texts; True marks the characters that the other does not have.  Blanks do not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from kb.drafting.items import Item, Kind, Pieces, Source, Verdict
from kb.model import Span

#: Longer texts are shown whole: a screen of marked single characters helps no one.
LONGEST = 2000
#: Numbers differ whole: 13 for 12, not 3 for 2.
_TOKEN = re.compile(r"\d+(?:\.\d+)?|.", re.DOTALL)


def differing(ours: str, theirs: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces; nothing is marked when they are equal but for blanks."""
    if max(len(ours), len(theirs)) > LONGEST:
        return ((ours, False),), ((theirs, False),)
    our_tokens, their_tokens = _TOKEN.findall(ours), _TOKEN.findall(theirs)
    our_marks, their_marks = [False] * len(our_tokens), [False] * len(their_tokens)
    for code in Indel.opcodes(our_tokens, their_tokens):
        if code.tag in ("delete", "replace"):
            our_marks[code.src_start : code.src_end] = [True] * (code.src_end - code.src_start)
        if code.tag in ("insert", "replace"):
            their_marks[code.dest_start : code.dest_end] = [True] * (code.dest_end - code.dest_start)
    return _pieces(our_tokens, our_marks), _pieces(their_tokens, their_marks)


def compared(
    text: str,
    span: Span,
    kind: Kind,
    verdict: Verdict,
    source: Source,
    note: str,
    wrong: tuple[str, ...] | None = None,
    same: re.Pattern[str] | None = None,
) -> Item:
    """An item beside its source; what differs is marked where it contradicts.

    ``wrong`` are the words of the draft to mark where they are known (bodies that are not named);
    stretches that ``same`` matches whole are not marked: they only stand elsewhere in the source.
    """
    ours: Pieces = ((text, False),)
    theirs: Pieces = ((source.quote, False),)
    if verdict == "contradicted":
        ours, theirs = differing(text, source.quote) if wrong is None else (marked(text, wrong), theirs)
    if same is not None:
        ours, theirs = _without(ours, same), _without(theirs, same)
    clause = source.clause
    return Item(
        text=text,
        start=span.start,
        end=span.end,
        kind=kind,
        verdict=verdict,
        clause=clause.id,
        path=clause.path,
        document=clause.document,
        source_quote=source.quote,
        source_start=source.start,
        source_end=source.end,
        note=note,
        draft_pieces=ours,
        source_pieces=theirs,
    )


def _without(pieces: Pieces, same: re.Pattern[str]) -> Pieces:
    joined: list[tuple[str, bool]] = []
    for text, on in pieces:
        marked_still = on and not same.fullmatch(text)
        if joined and joined[-1][1] == marked_still:
            joined[-1] = (joined[-1][0] + text, marked_still)
        else:
            joined.append((text, marked_still))
    return tuple(joined)


def marked(text: str, words: tuple[str, ...]) -> Pieces:
    """The text with every occurrence of some words marked."""
    marks = [False] * len(text)
    for word in words:
        at = text.find(word) if word else -1
        while at >= 0:
            marks[at : at + len(word)] = [True] * len(word)
            at = text.find(word, at + len(word))
    return _pieces(text, marks)


def _pieces(text: Sequence[str], marks: Sequence[bool]) -> Pieces:
    pieces: list[tuple[str, bool]] = []
    for character, mark in zip(text, marks, strict=True):
        on = mark and not character.isspace()
        if pieces and pieces[-1][1] == on:
            pieces[-1] = (pieces[-1][0] + character, on)
        else:
            pieces.append((character, on))
    return tuple(pieces)
