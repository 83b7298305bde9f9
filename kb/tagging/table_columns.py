"""Columns that only blanks set apart, as text taken from a PDF prints them.

In: printed lines below a line of heads.  Out: rows of fragments by column, or None where the print
does not say to which column or row a fragment belongs: a guess would give a task to another's body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.layout import PrintedLine, opens_unit, printed_width


@dataclass(frozen=True, slots=True)
class Fragment:
    """What stands in one column on one line; ``low`` and ``high`` in half ems, ``first`` in characters."""

    start: int
    end: int
    low: int
    high: int
    first: int

    @property
    def last(self) -> int:
        return self.first + self.end - self.start


#: Rows of one table: for each column its fragments, from the upper line to the lower.
Rows = list[list[list[Fragment]]]

_FRAGMENT = re.compile(r"[^ \t\u3000\xa0]+(?:[ \u3000\xa0][^ \t\u3000\xa0]+)*")
_INDENT = frozenset(" \t\u3000\xa0")
_NUMBER = re.compile(r"[（(]?(?P<number>\d{1,3})[）)]?[.．、]?")
_CHINESE_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.]?")
_NOTE = re.compile(r"(?:注|备注|说明)[：:]")
_SENTENCE_END = tuple("。；！？;")
#: So far outside its column a fragment may stand, in half ems: a cell that is centred in it.
_NEAR = 6
#: A line that falls short of its column's edge by less than this is full: 2 characters.
_RAGGED = 4
_MOST_LINES = 2000


def fragments(text: str, line: PrintedLine) -> list[Fragment]:
    """The stretches of a line that two blanks or a tab set apart; 「序  号」 is one head."""
    found: list[Fragment] = []
    begin = line.start
    while begin > 0 and text[begin - 1] in _INDENT:
        begin -= 1
    at, width = line.start, line.indent
    for match in _FRAGMENT.finditer(text, line.start, line.end):
        width += printed_width(text[at : match.start()])
        low, at = width, match.start()
        width += printed_width(text[at : match.end()])
        at = match.end()
        found.append(Fragment(*match.span(), low, width, match.start() - begin))
    return _letter_spaced(text, found)


def _letter_spaced(text: str, found: list[Fragment]) -> list[Fragment]:
    """「序  号」: two characters that stand alone, near each other, are one word."""
    joined: list[Fragment] = []
    for one in found:
        before = joined[-1] if joined else None
        if before and text[before.start : before.end] == "序" and text[one.start : one.end] == "号":
            joined[-1] = Fragment(before.start, one.end, before.low, one.high, before.first)
        else:
            joined.append(one)
    return joined


def assembled(
    text: str, lines: Sequence[PrintedLine], at: int, heads: Sequence[Fragment], kinds: Sequence[str]
) -> tuple[int, Rows | None]:
    """Where the table ends, and its rows."""
    printed: list[list[Fragment]] = []
    apart: list[bool] = []  # a blank line stands above
    header = [_bare(text, head) for head in heads]
    stop = at + 1
    while stop < len(lines) and stop - at < _MOST_LINES:
        own = fragments(text, lines[stop])
        if _ends_table(text, lines, stop, own, heads):
            break
        again = [_bare(text, one) for one in own] == header
        section = len(own) == 1 and bool(opens_unit(text, own[0].start))
        if not again and not section:
            printed.append(own)
            apart.append(text.count("\n", lines[stop - 1].end, lines[stop].start) > 1)
        stop += 1
    placed = _placed(printed, heads) if printed else None
    if placed is None:
        return stop, None
    order = kinds.index("order") if "order" in kinds else -1
    needed = [number for number, kind in enumerate(kinds) if kind in ("task", "bodies")]
    return stop, _rows(text, placed, apart, order, needed)


def _bare(text: str, one: Fragment) -> str:
    return re.sub(r"\s", "", text[one.start : one.end])


def _ends_table(
    text: str, lines: Sequence[PrintedLine], at: int, own: Sequence[Fragment], heads: Sequence[Fragment]
) -> bool:
    """A paragraph, a note or a heading that no row follows."""
    if not own or len(own) > 1:
        return not own
    one = own[0]
    if _NOTE.match(text, one.start) or sum(one.low < head.high and head.low < one.high for head in heads) > 1:
        return True
    rows_follow = at + 1 < len(lines) and len(fragments(text, lines[at + 1])) > 1
    return bool(opens_unit(text, one.start)) and not rows_follow


def _placed(
    printed: Sequence[Sequence[Fragment]], heads: Sequence[Fragment]
) -> list[list[list[Fragment]]] | None:
    """Each line's fragments by column; None where one may belong to two."""
    full = [own for own in printed if len(own) == len(heads)]
    by_width = _spread(full, "low") <= _spread(full, "first")
    bounds = _bounds([heads, *full], by_width) or _bounds(full, by_width)
    if bounds is None:
        return None
    placed: list[list[list[Fragment]]] = []
    for own in printed:
        columns: list[list[Fragment]] = [[] for _ in heads]
        for number, one in enumerate(own):
            column = number if len(own) == len(heads) else _column_of(one, bounds, by_width)
            if column is None:
                return None
            columns[column].append(one)
        placed.append(columns)
    return placed


def _spread(full: Sequence[Sequence[Fragment]], measure: str) -> int:
    """How far apart the cells of the same column begin: the smaller, the better the measure."""
    columns = zip(*full, strict=True)
    starts = ([getattr(one, measure) for one in column] for column in columns)
    return sum(max(values) - min(values) for values in starts)


def _bounds(rows: Sequence[Sequence[Fragment]], by_width: bool) -> list[tuple[int, int]] | None:
    """The stretch that each column fills; None where two overlap."""
    if not rows:
        return None
    bounds = [
        (min(_span(one, by_width)[0] for one in column), max(_span(one, by_width)[1] for one in column))
        for column in zip(*rows, strict=True)
    ]
    apart = all(left[1] <= right[0] for left, right in pairwise(bounds))
    return bounds if apart else None


def _span(one: Fragment, by_width: bool) -> tuple[int, int]:
    return (one.low, one.high) if by_width else (one.first, one.last)


def _column_of(one: Fragment, bounds: Sequence[tuple[int, int]], by_width: bool) -> int | None:
    low, high = _span(one, by_width)
    shared = [max(0, min(high, right) - max(low, left)) for left, right in bounds]
    if sum(bool(part) for part in shared) > 1:
        return None
    if any(shared):
        return shared.index(max(shared))
    far = [max(left - high, low - right) for left, right in bounds]
    near = min(far)
    return far.index(near) if near <= _NEAR and far.count(near) == 1 else None


def _rows(text: str, placed: Rows, apart: Sequence[bool], order: int, needed: Sequence[int]) -> Rows | None:
    """Lines gathered into rows: by blank lines, else from one number (or one full line) to the next."""
    blocks: list[Rows] = []
    for line, is_apart in zip(placed, apart, strict=True):
        if is_apart or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    if order >= 0 and len(blocks) > 1 and all(_numbers(text, block, order) == 1 for block in blocks):
        return [_merged(block) for block in blocks]
    if order >= 0:
        begins = [bool(line[order]) for line in placed]
    else:
        begins = [all(line[column] for column in needed) for line in placed]
    if not begins[0] or (order >= 0 and not _counts(text, placed, order)):
        return None
    if _runs_over(text, placed, begins, needed):
        return None
    starts = [number for number, begin in enumerate(begins) if begin]
    return [_merged(placed[low:high]) for low, high in zip(starts, [*starts[1:], len(placed)], strict=True)]


def _numbers(text: str, block: Rows, order: int) -> int:
    return sum(len(line[order]) for line in block)


def _counts(text: str, placed: Rows, order: int) -> bool:
    """Whether the numbers of the rows are numbers and count up, perhaps anew under each heading."""
    before = 0
    for one in _column(placed, order):
        printed = text[one.start : one.end]
        found = _NUMBER.fullmatch(printed)
        if found is None:
            if not _CHINESE_NUMBER.fullmatch(printed):
                return False
            continue
        number = int(found["number"])
        if number not in (1, before + 1) and before:
            return False
        before = number
    return True


def _column(placed: Rows, column: int) -> Iterator[Fragment]:
    for line in placed:
        yield from line[column]


def _runs_over(text: str, placed: Rows, begins: Sequence[bool], needed: Sequence[int]) -> bool:
    """Whether a row seems to go on below the line of its number: then numbers stand in the middle of
    their rows, and what stands between two of them belongs to either."""
    for column in needed:
        edge = max((one.high for one in _column(placed, column)), default=0)
        for number in range(1, len(placed)):
            line = placed[number - 1][column]
            if not begins[number] or begins[number - 1] or not line or not placed[number][column]:
                continue
            if line[-1].high > edge - _RAGGED and text[line[-1].end - 1] not in _SENTENCE_END:
                return True
    return False


def _merged(lines: Rows) -> list[list[Fragment]]:
    return [[one for line in lines for one in line[column]] for column in range(len(lines[0]))]
