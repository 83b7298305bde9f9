"""The matrix as a heat map: every cell prints its count, its shade repeats it.

In: a ``Matrix`` and, if counts shall open their tasks, a function from row and column to an
address.  Out: SVG.
"""

from __future__ import annotations

from collections.abc import Callable

from kb.charts.canvas import ROW, SIZE, Sheet, shade, width_of
from kb.ledgers.matrix import BY_NAMES, Axis, Matrix

#: Rows and columns drawn: more are unreadable on a page, and stand in the table.
MOST_ROWS, MOST_COLUMNS = 40, 24
_CELL = 30.0
_MARGIN = 12.0
#: Characters of a heading set upright.
_LONGEST_HEADING = 12

Address = Callable[[Axis, Axis], str]


def matrix_svg(matrix: Matrix, title: str, address: Address | None = None) -> bytes:
    """Draw the rows with most tasks; a last line says how many are not drawn."""
    rows, columns = matrix.rows[:MOST_ROWS], matrix.columns[:MOST_COLUMNS]
    left = _MARGIN + max((width_of(axis.label) for axis in rows), default=60) + 8
    headings = [_short(axis.name) for axis in columns]
    top = _MARGIN + 34 + max((len(heading) for heading in headings), default=1) * SIZE * 1.22 + 6
    width = max(left + _CELL * (len(columns) + 1) + _MARGIN, width_of(title, 14) + 2 * _MARGIN)
    sheet = Sheet(width, top + ROW * len(rows) + 40, title)
    sheet.text(_MARGIN, _MARGIN + 8, title, size=14, bold=True)
    for at, heading in enumerate([*headings, "任务数"]):
        sheet.text(left + _CELL * (at + 0.5), _MARGIN + 32, heading, align="center", upright=True)
    most = max((matrix.count(row, column) for row in rows for column in columns), default=1) or 1
    for at, row in enumerate(rows):
        _draw_row(sheet, matrix, row, columns, left, top + ROW * at, most, address)
    sheet.text(_MARGIN, top + ROW * len(rows) + 18, _said(matrix, len(rows), len(columns)), colour="#57606a")
    return sheet.svg()


def _draw_row(
    sheet: Sheet,
    matrix: Matrix,
    row: Axis,
    columns: tuple[Axis, ...],
    left: float,
    y: float,
    most: int,
    address: Address | None,
) -> None:
    middle = y + ROW / 2
    sheet.text(left - 8, middle, row.label, align="right")
    for at, column in enumerate(columns):
        count, x = matrix.count(row, column), left + _CELL * at
        background, ink = shade(count / most) if count else ("#ffffff", "#1b1f24")
        same = matrix.by == "body" and row.key == column.key
        sheet.box(x, y, _CELL, ROW, "#d5dae0" if same else background, edge="#d5dae0")
        if count:
            link = address(row, column) if address else ""
            sheet.text(x + _CELL / 2, middle, str(count), align="center", colour=ink, link=link)
    sheet.text(left + _CELL * (len(columns) + 0.5), middle, str(len(row.clauses)), align="center", bold=True)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_HEADING else name[: _LONGEST_HEADING - 1] + "…"


def _said(matrix: Matrix, rows: int, columns: int) -> str:
    """What the cells are, and what is not drawn."""
    said = f"格内数字为任务数，颜色越深任务越多；横向为{BY_NAMES[matrix.by]}"
    more = [
        f"另有 {left} {what}"
        for left, what in ((len(matrix.rows) - rows, "个单位"), (len(matrix.columns) - columns, "栏"))
        if left > 0
    ]
    return f"{said}{'；' if more else ''}{'、'.join(more)}{'见表格' if more else ''}。"
