"""Responsibility in the columns of a table: a row's cells under 牵头单位, 责任单位, 配合单位.

In: a stretch of the published text (columns live on its tabs and pipes, which cleaning drops), and
its cleaned text.  Out: one list per row, as ``lists`` finds them, in offsets of the cleaned text.
Only a header that names the column makes a list; a row without bodies in that column makes none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.cleaning import CleanText
from kb.model import Role
from kb.tagging.bureaus.lists import FoundList
from kb.tagging.bureaus.phrases import COLUMN, Parsed, Part, named_parts, role_of

_LINE = re.compile(r"[^\n]+")
_BLANKS = re.compile(r"\s+")
#: 「|---|:--:|」
_RULE = re.compile(r"[\s|:—-]+")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell ``[start, end)`` of the published text; ``column`` counts from 0."""

    start: int
    end: int
    column: int


def find_table_lists(source: str, start: int, end: int, clean: CleanText, region: str) -> list[FoundList]:
    """The lists in the rows of the tables in ``[start, end)`` of the published text, in order."""
    found: list[FoundList] = []
    if not COLUMN.search(source, start, end):
        return found
    columns: dict[int, Role] = {}
    for line in _LINE.finditer(source, start, end):
        cells = list(_cells(source, *line.span()))
        header = _header(source, cells)
        if len(cells) < 2:  # a line without columns ends the table
            columns = {} if line[0].strip() else columns
        elif header:
            columns = header
        elif columns and not _RULE.fullmatch(source, *line.span()):
            filled = [cell for cell in cells if source[cell.start : cell.end].strip()]
            row = _row(filled, columns, clean, region)
            if row is not None:
                found.append(row)
    return found


def _cells(source: str, start: int, end: int) -> Iterator[_Cell]:
    """The cells of a line, empty ones too; nothing where it has no columns."""
    text = source[start:end]
    if "\t" not in text and text.count("|") < 2:
        return
    begin = start + (len(text) - len(text.lstrip(" |"))) if text.lstrip(" ").startswith("|") else start
    separator = "|" if text.count("|") >= 2 else "\t"
    column = 0
    while begin <= end:
        stop = source.find(separator, begin, end)
        stop = end if stop < 0 else stop
        yield _Cell(begin, stop, column)
        begin, column = stop + 1, column + 1


def _header(source: str, cells: Sequence[_Cell]) -> dict[int, Role]:
    """The columns whose heads name bodies, with the role that each head gives."""
    columns: dict[int, Role] = {}
    for cell in cells:
        head = COLUMN.fullmatch(_BLANKS.sub("", source[cell.start : cell.end]))
        if head is not None:
            columns[cell.column] = role_of(head)
    return columns


def _row(cells: Sequence[_Cell], columns: dict[int, Role], clean: CleanText, region: str) -> FoundList | None:
    parts: list[Part] = []
    named: list[_Cell] = []
    for cell in cells:
        role = columns.get(cell.column)
        if role is None:
            continue
        found = named_parts(clean.text, clean.index(cell.start), clean.index(cell.end), role, region)
        found = [part for part in found if any(item.body for item in part.run.items)]
        if found:
            parts += found
            named.append(cell)
    if not parts:
        return None
    before = [cell for cell in cells if cell.end < named[0].start and cell.column not in columns]
    after = [cell for cell in cells if cell.start > named[-1].end and cell.column not in columns]
    measure = before or after or named
    return FoundList(
        clean.index(named[0].start),
        clean.index(named[-1].end),
        Parsed(tuple(parts)),
        (clean.index(measure[0].start), clean.index(measure[-1].end)),
    )
