"""Tables of tasks that web pages and copied documents leave one cell a line.

In: the lines of a text and the one that may be the first head (序号).  Out: the ``TaskTable`` and the
line behind it, or None.  The heads come first, then as many lines for each numbered row.  A row with
more or fewer lines (a cell broken over two, an empty one left out) cannot be told apart into its
columns: it gives nothing, the rows around it are read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.layout import PrintedLine
from kb.tagging.task_cells import TaskCell, TaskColumn, TaskRow, TaskTable, column_of, is_header

#: The first head of such a table.
FLAT_HEAD = "序号"
#: A table of tasks has so many columns.
_FEWEST_HEADS, _MOST_HEADS = 3, 9
#: Rows that have a line for each head; a single one may be chance.
_FEWEST_ROWS = 2
#: A row that is not read is no longer than so many lines for each head.
_LONGEST_ROW = 4
_NUMBER = re.compile(r"[（(]?(\d{1,3})[）)]?[.．、]?")


def read_flat(text: str, lines: Sequence[PrintedLine], at: int) -> tuple[TaskTable | None, int]:
    """A table that begins at a line, and the line behind it; without one, the next line."""
    if text[lines[at].start : lines[at].end].replace(" ", "") != FLAT_HEAD:
        return None, at + 1
    columns = _heads(text, lines, at)
    first = at + len(columns)
    kinds = {column.kind for column in columns}
    if len(columns) < _FEWEST_HEADS or not is_header(columns) or "bodies" not in kinds:
        return None, at + 1
    rows, after = _rows(text, lines, first, columns)
    if len(rows) < _FEWEST_ROWS:
        return None, at + 1
    return TaskTable(lines[at].start, lines[after - 1].end, columns, tuple(rows), False), after


def _heads(text: str, lines: Sequence[PrintedLine], at: int) -> tuple[TaskColumn, ...]:
    """The heads up to the number of the first row."""
    columns: list[TaskColumn] = []
    for line in lines[at : at + _MOST_HEADS + 1]:
        if _number(text, line) == 1:
            return tuple(columns)
        columns.append(column_of(text, line.start, line.end))
    return ()


def _rows(
    text: str, lines: Sequence[PrintedLine], at: int, columns: Sequence[TaskColumn]
) -> tuple[list[TaskRow], int]:
    """The rows that have a line for each head, and the line behind the last one."""
    rows: list[TaskRow] = []
    number, size = 1, len(columns)
    while True:
        following = _next(text, lines, at, number + 1, size)
        whole = following - at == size if following else at + size <= len(lines)
        if whole:
            cells = zip(columns, lines[at : at + size], strict=True)
            made = tuple(TaskCell(column, ((line.start, line.end),)) for column, line in cells)
            rows.append(TaskRow(lines[at].start, lines[at + size - 1].end, made))
        if not following:
            return rows, at + size if whole else at + 1
        at, number = following, number + 1


def _next(text: str, lines: Sequence[PrintedLine], at: int, number: int, size: int) -> int:
    """The line of the next row's number: where the row would end, else a little further on; 0 for none."""
    if at + size < len(lines) and _number(text, lines[at + size]) == number:
        return at + size
    places = range(at + 2, min(len(lines), at + _LONGEST_ROW * size))
    return next((place for place in places if _number(text, lines[place]) == number), 0)


def _number(text: str, line: PrintedLine) -> int:
    """The number that is all of a line; 0 for none."""
    found = _NUMBER.fullmatch(text, line.start, line.end)
    return int(found[1]) if found else 0
