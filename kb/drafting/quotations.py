"""Quotations of a draft: every “…” of some length is looked up word for word.

In: a draft and the library.  Out: one item per quotation: found verbatim (blanks, the width of
characters and outer punctuation aside), found with changes (the true wording beside it), or not
found.  Short “…” are names (“五个一体化”), not quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from kb.cleaning import clean
from kb.drafting.differing import compared
from kb.drafting.draft import Draft, Library
from kb.drafting.items import Item, Source
from kb.indexing.tokens import fold
from kb.model import Clause, Span
from kb.segmenting import parse_number

#: Fewer characters inside “…” are a name or a figure of speech.
SHORTEST = 9
#: So much of a quotation must stand in a clause for its wording to be the one meant: below it, the
#: nearest wording of the library is another sentence.
SAME_SENTENCE = 0.72
#: Clauses whose wording is compared letter by letter.
COMPARED = 8

_PUNCTUATION = '，。；：、！？,.;:!? \n\t“”"「」‘’…—'
_ELLIPSIS = re.compile(r"…+|\.{3,}|。{3,}")
_ONE_WIDTH = str.maketrans({"(": "（", ")": "）", ",": "，", ";": "；", ":": "：", "?": "？", "!": "！"})
_ONE_WIDTH |= str.maketrans(dict.fromkeys("“”\"「」『』‘’'", "”"))  # which quotation marks, is layout


def quotations(text: str) -> Iterator[Span]:
    """Outermost “…” and 「…」 long enough to be quotations; a mark never closed opens none."""
    opened: list[tuple[str, int]] = []
    for at, character in enumerate(text):
        if character in "“「":
            opened.append((character, at))
        elif character in "”」" and opened:
            _, start = opened.pop()
            if not opened and at - start > SHORTEST and parse_number(text[start + 1 : at]) is None:
                yield Span(start + 1, at)
        elif character == "\n":
            opened.clear()


@dataclass(frozen=True, slots=True)
class _Words:
    """A text without blanks, one width, with the source position of every character."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def _words(text: str, offset: int = 0) -> _Words:
    cleaned = clean(text)
    kept = [at for at, c in enumerate(cleaned.text) if not c.isspace()]
    plain = fold(cleaned.text).translate(_ONE_WIDTH)
    return _Words(
        "".join(plain[at] for at in kept),
        tuple(cleaned.starts[at] + offset for at in kept),
        tuple(cleaned.ends[at] + offset for at in kept),
    )


def check_quotations(draft: Draft, held: Library) -> Iterator[Item]:
    """One item per quotation, in the order of the draft."""
    for quotation in quotations(draft.document.text):
        yield _check(draft, held, quotation)


def _check(draft: Draft, held: Library, span: Span) -> Item:
    text = draft.text(span.start, span.end)
    sentence = draft.sentence(span.start, span.end)
    near = held.index.covering(text, COMPARED * 4)
    clauses = [held.order[found.at] for found in near]
    clauses.sort(key=lambda clause: clause.document not in sentence.named)  # stable: named ones first
    for clause in clauses:
        if source := _verbatim(text, clause, held):
            return compared(text, span, "quote", "consistent", source, "与原文一致。")
    best = max(
        (_nearest(text, clause, held) for clause in clauses[:COMPARED]),
        key=lambda found: found[0],
        default=(0.0, None),
    )
    if best[1] is None or best[0] < SAME_SENTENCE:
        return Item(text, span.start, span.end, "quote", "not_found", note="知识库中没有找到这段引文。")
    note = "引文与原文不一致，请照原文改正，或去掉引号改为转述。"
    return compared(text, span, "quote", "contradicted", best[1], note)


def _verbatim(text: str, clause: Clause, held: Library) -> Source | None:
    """The quotation in a clause, its parts between …… in order."""
    source = _words(held.text(clause.document, clause.start, clause.end), clause.start)
    at, first = 0, -1
    for part in _ELLIPSIS.split(text):
        wanted = _words(part).text.strip(_PUNCTUATION + "”")
        found = source.text.find(wanted, at)
        if found < 0:
            return None
        first = found if first < 0 else first
        at = found + len(wanted)
    if first < 0 or at <= first:
        return None
    start, end = source.starts[first], source.ends[at - 1]
    return Source(clause, start, end, held.text(clause.document, start, end))


def _nearest(text: str, clause: Clause, held: Library) -> tuple[float, Source | None]:
    """The stretch of a clause most like the quotation, and how like it is."""
    source = _words(held.text(clause.document, clause.start, clause.end), clause.start)
    wanted = _words(text).text.strip(_PUNCTUATION + "”")
    if not source.text or not wanted:
        return 0.0, None
    if len(wanted) >= len(source.text):
        first, last = 0, len(source.text)
        score = fuzz.ratio(wanted, source.text)
    else:
        found = fuzz.partial_ratio_alignment(wanted, source.text)
        if found is None:
            return 0.0, None
        first, last, score = found.dest_start, found.dest_end, found.score
        first, last = _widened(wanted, source.text, first, last)
    start, end = source.starts[first], source.ends[last - 1]
    return score / 100, Source(clause, start, end, held.text(clause.document, start, end))


def _widened(wanted: str, text: str, first: int, last: int) -> tuple[int, int]:
    """The stretch moved to the quotation's own first and last characters, where these are near.

    The best stretch has the quotation's length; one character put in or left out shifts its ends.
    """
    reach = max(4, len(wanted) // 4)
    for size in range(4, 1, -1):
        at = text.rfind(wanted[:size], max(0, first - reach), first + reach)
        if at >= 0:
            first = at
            break
    for size in range(4, 1, -1):
        at = text.find(wanted[-size:], max(first + 1, last - reach), last + reach)
        if at >= 0:
            last = at + size
            break
    return first, max(last, first + 1)
