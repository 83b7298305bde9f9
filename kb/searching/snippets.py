"""The piece of a clause that shows why it was found, verbatim, with the matches marked.

In: a clause's published text and the folded words to mark.  Out: pieces of that text, each
with whether it matched; joined they are one stretch of the text, character for character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kb.cleaning import clean
from kb.indexing.tokens import fold
from kb.searching.planning import Needle

#: Characters of a snippet, about two lines of a page.
WIDTH = 120

Pieces = tuple[tuple[str, bool], ...]
Spans = list[tuple[int, int]]

_SENTENCE_START = re.compile(r"[。；！？\n]")
_PART_START = re.compile(r"[，、：]")


@lru_cache(maxsize=4096)
def _pattern(needles: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, longest first; figures only whole: 18 is not in 2018 or 18.5."""
    parts = []
    for needle in sorted(set(needles), key=lambda n: (-len(n), n)):
        before = r"(?<![\d])(?<!\d\.)" if needle[0].isdigit() else "(?<!非)"
        after = r"(?!\d|\.\d)" if needle[-1].isdigit() else ""
        parts.append(before + re.escape(needle) + after)
    return re.compile("|".join(parts))


def matches_in(text: str, needles: Iterable[Needle]) -> tuple[Spans, tuple[str, ...]]:
    """Spans of ``text`` where a word stands, merged where they touch, and the words found.

    The words are looked for in the clean text: 「碳 达 峰」 as a PDF sets it is 碳达峰.
    """
    cleaned = clean(text)
    folded = fold(cleaned.text)
    wanted: list[str] = []
    for needle in needles:
        whole = _pattern((needle.whole,)).search(folded)
        wanted.extend((needle.whole,) if whole else needle.parts)
    spans: Spans = []
    found: dict[str, None] = {}
    for match in _pattern(tuple(wanted)).finditer(folded) if wanted else ():
        span = cleaned.span(match.start(), match.end())
        found[match[0]] = None
        if spans and span.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], span.end))
        else:
            spans.append((span.start, span.end))
    return spans, tuple(found)


def snippet(text: str, spans: Sequence[tuple[int, int]], focus: tuple[int, int] | None = None) -> Pieces:
    """The best stretch of ``text``: around ``focus`` if given, else where most matches stand."""
    start, end = _window(text, spans, focus)
    pieces: list[tuple[str, bool]] = []
    at = start
    for a, b in spans:
        a, b = max(a, start), min(b, end)
        if a >= b:
            continue
        if at < a:
            pieces.append((text[at:a], False))
        pieces.append((text[a:b], True))
        at = b
    if at < end:
        pieces.append((text[at:end], False))
    return tuple(pieces)


def _window(text: str, spans: Sequence[tuple[int, int]], focus: tuple[int, int] | None) -> tuple[int, int]:
    """Start and end of the stretch to show, from a sentence's start where one is near."""
    begin = len(text) - len(text.lstrip())
    stop = len(text.rstrip())
    if stop - begin <= WIDTH:
        return begin, max(begin, stop)
    if spans:
        # Distinct words weigh more than the same word again: 「煤」 ten times says less.
        def worth(first: int) -> tuple[int, int]:
            inside = [text[a:b] for a, b in spans if spans[first][0] <= a and b <= spans[first][0] + WIDTH]
            return sum(map(len, set(inside))), len(inside)

        best = max(range(len(spans)), key=lambda first: (worth(first), -first))
        anchor = spans[best][0]
    else:
        anchor = focus[0] if focus else begin
    return _from_sentence(text, begin, stop, anchor)


def _from_sentence(text: str, begin: int, stop: int, anchor: int) -> tuple[int, int]:
    """The stretch around ``anchor``: from its sentence's start, else from a comma, else from the middle."""
    earliest = max(begin, anchor - WIDTH * 2 // 3)
    at_the_end = stop - earliest < WIDTH
    if at_the_end:
        earliest = max(begin, stop - WIDTH)
    start = begin if earliest == begin else max(earliest, anchor - WIDTH // 3)
    for border in (_SENTENCE_START, _PART_START) if earliest > begin else ():
        starts = [match.end() for match in border.finditer(text, earliest, anchor)]
        if starts:
            # At the clause's end there is room for the sentences before.
            start = starts[0] if at_the_end else starts[-1]
            break
    while start < stop and text[start].isspace():
        start += 1
    return start, min(stop, start + WIDTH)
