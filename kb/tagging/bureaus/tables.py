"""Responsibility in the columns of a table: a row's cells under 牵头单位, 责任单位, 配合单位.

In: the tables of the published text and the cleaned text of a clause.  Out: one list per row, as
``lists`` finds them; the names of a row are read in a text of their own, since a cell may be broken
over lines between which other cells stand.  A row without bodies in those columns makes none.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kb.cleaning import CleanText
from kb.model import Span
from kb.tagging.bureaus.lists import FoundList
from kb.tagging.bureaus.phrases import Parsed, Part, named_parts
from kb.tagging.task_cells import TaskCell, TaskRow, TaskTable
from kb.tagging.task_tables import cell_text


def rows_within(tables: Sequence[TaskTable], start: int, end: int) -> Iterator[TaskRow]:
    """The rows that stand in ``[start, end)`` as a whole."""
    for table in _touching(tables, start, end):
        first = bisect_left(table.rows, start, key=_start)
        last = bisect_left(table.rows, end, key=_start)
        yield from (row for row in table.rows[first:last] if row.end <= end)


def _touching(tables: Sequence[TaskTable], start: int, end: int) -> Sequence[TaskTable]:
    first = bisect_right(tables, start, key=lambda table: table.end)
    return tables[first : bisect_left(tables, end, key=_start)]


def _start(one: TaskTable | TaskRow) -> int:
    return one.start


def find_table_lists(
    source: str, tables: Sequence[TaskTable], start: int, end: int, clean: CleanText, region: str
) -> list[FoundList]:
    """The lists in the rows of the tables in ``[start, end)`` of the published text, in order."""
    rows = rows_within(tables, start, end)
    return [found for row in rows if (found := _row(source, row, clean, region)) is not None]


def masked(tables: Sequence[TaskTable], start: int, end: int, clean: CleanText) -> list[tuple[int, int]]:
    """Stretches of the cleaned text that no sentence is read in: tables whose rows span lines."""
    within = [table for table in _touching(tables, start, end) if table.aligned]
    return [(clean.index(max(start, table.start)), clean.index(min(end, table.end))) for table in within]


def _row(source: str, row: TaskRow, clean: CleanText, region: str) -> FoundList | None:
    parts: list[Part] = []
    named: list[TaskCell] = []
    words = _Words()
    for cell in row.of("bodies"):
        low, high = words.add(cell_text(source, cell))
        found = named_parts(words.text, low, high, cell.column.role or "joint", region)
        found = [part for part in found if any(item.body for item in part.run.items)]
        if found:
            parts += found
            named.append(cell)
    if not parts:
        return None
    measure = row.measure() or named
    before = [cell for cell in measure if cell.start < named[0].start] or measure
    terms = (cell_text(source, cell).text.strip() for cell in row.of("deadline"))
    return FoundList(
        clean.index(named[0].start),
        clean.index(max(cell.end for cell in named)),
        Parsed(tuple(parts), "；".join(filter(None, terms))),
        (clean.index(before[0].start), clean.index(max(cell.end for cell in before))),
        words.read(),
    )


class _Words:
    """The cells of a row one behind another, with the places of their characters."""

    def __init__(self) -> None:
        self.text = ""
        self.starts, self.ends = array("i"), array("i")

    def add(self, cell: CleanText) -> tuple[int, int]:
        """Append a cell; where it stands now."""
        if self.text:
            self.text += "\n"
            self.starts.append(self.ends[-1])
            self.ends.append(self.ends[-1])
        low = len(self.text)
        self.text += cell.text
        self.starts.extend(cell.starts)
        self.ends.extend(cell.ends)
        return low, len(self.text)

    def read(self) -> CleanText:
        first, last = (self.starts[0], max(self.ends)) if self.text else (0, 0)
        return CleanText(self.text, self.starts, self.ends, first, last)


def printed_span(source: str, words: CleanText, start: int, end: int) -> Span:
    """Where a name of a row is printed; of one that goes on below another cell, its first piece."""
    for at, following in pairwise(range(start, end)):
        if source[words.ends[at] : words.starts[following]].strip():
            return words.span(start, following)
    return words.span(start, end)
