"""Tables of indicators that web pages leave one cell a line: the heads first, then as many cells a row.

In: the lines of a text and the line at which such a table may begin.  Out: the ``Table`` and the line
behind it, or None.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.tagging.numerals import fold
from kb.tagging.targets.table_cells import Cell, Column, Lines, is_head, read_header
from kb.tagging.targets.table_values import (
    ASSIGNED,
    IDEOGRAPH,
    NAME_UNIT,
    NO_VALUE,
    VALUE,
    Table,
    TableRow,
    printed_kind,
    value_row,
)

_MOST_HEADS = 9


def read_flat(lines: Lines, at: int, year: int | None) -> tuple[Table, int] | None:
    """A table printed one cell a line: the heads first, then as many cells for each row."""
    if len(lines[at]) != 1 or not is_head(lines[at][0]):
        return None
    filled = _first_cells(lines, at)
    heads: list[Cell] = []
    group: list[Cell] = []
    for _, cell in filled:
        if len(heads) >= _MOST_HEADS or not is_head(cell):
            group.append(cell)
            break
        heads.append(cell)
    columns = read_header(heads, year)
    if columns is None or len(heads) < 3 or len(columns) != len(heads):
        return None
    rows: list[TableRow] = []
    names = [(cell.start, cell.end) for cell in heads]
    after, end = at + 1, heads[-1].end
    for number, cell in filled:
        group.append(cell)
        if len(group) < len(heads):
            continue
        found = _flat_row(group, columns)
        if not found:
            break
        rows += found
        named = zip(group, columns, strict=True)
        names += [(c.start, c.end) for c, column in named if column.role in {"name", "order", "unit"}]
        after, end = number + 1, cell.end
        group = []
    return (Table(heads[0].start, end, tuple(rows), tuple(names)), after) if rows else None


def _first_cells(lines: Lines, at: int) -> Iterator[tuple[int, Cell]]:
    """The first cell of each line that is not blank."""
    for number in range(at, len(lines)):
        if lines[number]:
            yield number, lines[number][0]


def _flat_row(group: Sequence[Cell], columns: Sequence[Column]) -> list[TableRow]:
    pairs = list(zip(group, columns, strict=True))
    name = next((cell.text for cell, column in pairs if column.role == "name"), "")
    unit = next((cell.text for cell, column in pairs if column.role == "unit"), "")
    binding = printed_kind([cell for cell, column in pairs if column.role == "kind"])
    if stripped := NAME_UNIT.search(name):
        unit, name = unit or stripped["unit"], name[: stripped.start()]
    if not IDEOGRAPH.search(name):
        return []
    last_year = max((c.year for c in columns if c.role == "aim" and c.year is not None), default=None)
    valued = [(cell, column) for cell, column in pairs if column.role in {"base", "aim", "rate"}]
    if not all(
        VALUE.fullmatch(fold(c.text)) or NO_VALUE.fullmatch(c.text) or ASSIGNED.match(c.text)
        for c, _ in valued
    ):
        return []
    rows = (
        value_row(cell, column, name, unit, binding, group[0].start, last_year) for cell, column in valued
    )
    return [row for row in rows if row is not None]
