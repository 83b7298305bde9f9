"""Cuts a question at its marks and reads of each piece what it names, asks and says.

In: a folded question and the library.  Out: pieces without their padding, each with what decides
whether it belongs to the question: slots, cues, words that are no chatter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kb.answering.lexicon import aside_words
from kb.answering.library import Library
from kb.answering.naming import find_documents
from kb.answering.padding import trimmed
from kb.answering.piece_signs import COUNTED, MARKS, NOT_ASKED, WEAK_CUES, WH, WHOLE, YES_NO
from kb.answering.slots import DATE, find_clause_number, find_figures, find_places, find_years
from kb.answering.topic import find_cues, is_filler, longest_words, whole_phrases
from kb.indexing.tokens import tagged
from kb.model import Span
from kb.tagging.bureaus.resolve import find_bodies


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    mark: str  # what follows it
    before: str = ""
    after: str = ""
    slot: bool = False  # names a body, number, year, figure, place or document
    asks: bool = False  # has a word that asks
    cues: frozenset[str] = frozenset()
    nouns: tuple[str, ...] = ()  # words that are no chatter
    known: bool = False  # its words stand in the library

    @property
    def whole(self) -> bool:
        """A question by itself: it asks, and of something."""
        if self.asks and (self.cues & COUNTED or {"count", "who"} <= self.cues):
            return True
        return (self.asks or bool(self.cues - WEAK_CUES)) and (self.slot or self.known)


def split_pieces(text: str, library: Library) -> list[Piece]:
    """The pieces between marks, without their padding; marks inside names and headings are none."""
    whole = [Span(*m.span()) for m in WHOLE.finditer(text)]
    whole += whole_phrases(text, library.headings)
    pieces, start = [], 0
    for match in [*MARKS.finditer(text), None]:
        end = match.start() if match else len(text)
        if match and any(s.start < match.end() and match.start() < s.end for s in whole):
            continue
        cut = trimmed(text[start:end].strip())
        pieces.append(Piece(cut.text, match[0] if match else "", cut.before, cut.after))
        start = match.end() if match else end
    return pieces


def with_slots(pieces: Sequence[Piece], library: Library) -> list[Piece]:
    """The pieces with what they name.  Everything is looked up once, over all of them."""
    text = "，".join(p.text for p in pieces)
    known = [record.body for record in library.bodies()]
    spans = [Span(m.start, m.end) for m in find_bodies(text, known)]
    documents = find_documents(text, library.documents())
    spans += documents.spans
    spans += find_years(text).spans
    spans += [f.span for f in find_figures(text) if f.unit]
    spans += [Span(*m.span()) for m in DATE.finditer(text)]
    spans += [Span(p.start, p.end) for p in find_places(text, longest_words(text), library.documents())]
    number = find_clause_number(text)
    spans += [number.span] if number else []
    spans += whole_phrases(text, library.headings)
    found, at = [], 0
    for piece in pieces:
        end = at + len(piece.text)
        found.append(replace(piece, slot=any(s.start < end and at < s.end for s in spans)))
        at = end + 1
    return found


def with_words(piece: Piece, library: Library) -> Piece:
    """The piece with its cues and with the words that are no chatter."""
    cues, _ = find_cues(piece.text)
    nouns = tuple(_nouns(piece.text))
    known = bool(nouns) and sum(library.mentions(n) for n in nouns) * 2 > len(nouns)
    asks = bool(WH.search(NOT_ASKED.sub("", piece.text))) or bool(YES_NO.search(piece.text))
    return replace(piece, cues=cues, nouns=nouns, known=known, asks=asks)


_FUNCTION = tuple("rdpcumqyeoxtfk")


@cache
def _sayings() -> re.Pattern[str]:
    """Chatter of several words: 在线等, 没事干."""
    longer = sorted((w for w in aside_words("chatter") if len(w) > 2), key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, longer)))


def is_function(kind: str) -> bool:
    return kind.startswith(_FUNCTION) and kind != "eng"


def _nouns(text: str) -> list[str]:
    """Words of the text that name something and are no chatter; characters that make no word of the
    dictionary are taken together (醇氢).
    """
    chatter = (
        aside_words("chatter") | aside_words("superiors") | aside_words("others") | aside_words("offices")
    )
    found: list[str] = []
    loose = ""
    text = _sayings().sub("，", text)
    for word, kind in [*tagged(text), ("", "x")]:
        function = (
            (is_function(kind) and not re.match("[a-z]", word)) or word in chatter or bool(WH.search(word))
        )
        if (
            len(word) == 1
            and not function
            and kind.startswith(("n", "g", "j", "b", "a", "v"))
            and not is_filler(word)
        ):
            loose += word
            continue
        if len(loose) > 1:
            found.append(loose)
        loose = ""
        if len(word) > 1 and not function and not is_filler(word):
            found.append(word)
    return found


def read_pieces(folded: str, library: Library) -> list[Piece]:
    """The pieces of a question, read."""
    return [with_words(piece, library) for piece in with_slots(split_pieces(folded, library), library)]
