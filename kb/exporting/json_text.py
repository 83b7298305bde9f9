"""Reports as JSON: one object, rows written as they come.

One table gives ``title, about, notes, rows, count``; several give ``tables`` with the same fields
each.  Rows carry the field names of the command line's JSON; exact decimals are strings.
"""

from __future__ import annotations

import json
from typing import BinaryIO

from kb.exporting.report import Cell, Figure, Report, Row, Table


def write_json(report: Report, stream: BinaryIO) -> None:
    """Write the report."""
    head = {"title": report.title, "about": list(report.about), "notes": list(report.notes)}
    stream.write(_text(head)[:-1])
    if len(report.tables) == 1:
        _write_rows(report.tables[0], stream)
    else:
        stream.write(b', "tables": [')
        for number, table in enumerate(report.tables):
            stream.write(b",\n" if number else b"\n")
            stream.write(_text({"name": table.name})[:-1])
            _write_rows(table, stream)
        stream.write(b"]}")
    stream.write(b"\n")


def _write_rows(table: Table, stream: BinaryIO) -> None:
    """The rest of an object that was left open: its rows, and how many there were."""
    stream.write(b', "rows": [')
    count = 0
    for count, row in enumerate(table.rows, 1):
        stream.write(b"\n" if count == 1 else b",\n")
        stream.write(_text(row_record(table, row)))
    stream.write(b'], "count": %d}' % count)


def row_record(table: Table, row: Row) -> dict[str, object]:
    """A row by its columns' names, or its own record."""
    if row.record is not None:
        return dict(row.record)
    return {column.key: _plain(cell) for column, cell in zip(table.columns, row.cells, strict=True)}


def _plain(cell: Cell) -> str | int | None:
    return str(cell) if isinstance(cell, Figure) else cell


def _text(value: object) -> bytes:
    # A lone surrogate of a damaged file has no UTF-8: it goes out as its escape.
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")
