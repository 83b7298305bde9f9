"""Reports as Markdown: a title, what it covers, pipe tables, notes.

Cells are one line each; what Markdown or HTML would read as a mark is escaped, so that the words
come back as they stand in the document.
"""

from __future__ import annotations

import re
from typing import BinaryIO

from kb.exporting.report import Cell, Report, Table, text_of

#: Marks of inline Markdown and of pipe tables: * _ ` [ ] | \ ~ #; those of HTML go as entities.
_MARKS = re.compile(r"([\\`*_\[\]|~#])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ALIGNMENT = {"text": ":---", "short": ":---:", "number": "---:"}


def write_markdown(report: Report, stream: BinaryIO) -> None:
    """Write the report."""
    _line(stream, f"# {escaped(report.title)}")
    for line in report.about:
        _line(stream, f"\n{escaped(line)}")
    for table in report.tables:
        if len(report.tables) > 1:
            _line(stream, f"\n## {escaped(table.name)}")
        _write_table(table, stream)
    for note in report.notes:
        _line(stream, f"\n> {escaped(note)}")


def _write_table(table: Table, stream: BinaryIO) -> None:
    _line(stream, "\n" + _row([column.heading for column in table.columns]))
    _line(stream, "| " + " | ".join(_ALIGNMENT[column.kind] for column in table.columns) + " |")
    for row in table.rows:
        _line(stream, _row(row.cells))


def _row(cells: list[str] | tuple[Cell, ...]) -> str:
    return "| " + " | ".join(escaped(text_of(cell)) for cell in cells) + " |"


def escaped(text: str) -> str:
    """Text on one line that Markdown shows as it is; lines are kept apart by ``<br>``."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return "<br>".join(_MARKS.sub(r"\\\1", line.translate(_ENTITIES)) for line in lines if line)


def _line(stream: BinaryIO, text: str) -> None:
    stream.write((text + "\n").encode("utf-8", "replace"))
