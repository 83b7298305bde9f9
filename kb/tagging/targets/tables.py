"""Tables of indicators: rows of name, unit, base value, aim and 属性 (预期性, 约束性); and of tasks.

In: a document; its published text is read (tables live on its blanks, tabs and pipes, which cleaning
takes away).  Out: ``Table`` with the stretch that it fills and its rows in document offsets.  Four
prints are read: Markdown pipes, tabs, columns of blanks (PDF layout) and one cell a line (web pages).
A line that does not fit its table is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from kb.model import Document
from kb.tagging.targets.deadlines import year_of
from kb.tagging.targets.flat_tables import read_flat
from kb.tagging.targets.table_cells import RATE_HEAD, YEAR_HEAD, Cell, Column, Lines, read_header
from kb.tagging.targets.table_values import (
    ASSIGNED,
    BINDING,
    IDEOGRAPH,
    NAME_UNIT,
    NO_VALUE,
    UNIT,
    VALUE,
    Table,
    TableRow,
    placed,
    printed_kind,
    value_cells,
    value_row,
)
from kb.tagging.targets.task_rows import names, task_values
from kb.tagging.task_tables import read_task_tables

_RULE = re.compile(r"[\s|:\-—+=]*")
_ROW_NUMBER = re.compile(r"(?:[\u4e00-\u9fff]{2}[ ]?)?\d{1,3}[ .、]*(?=[\u4e00-\u9fff#]|\Z)")
#: A blank next to a Chinese character is a trace of the layout.
_LOOSE = re.compile(r"(?<=[\u4e00-\u9fff（）]) +| +(?=[\u4e00-\u9fff（）])")
_MAY_OPEN = re.compile(r"指标|名称|项目|类别|领域|目标")
#: A head of a table printed one cell a line is short; the header of any other names a year.
_SHORT = 20
_MAY_DATE = re.compile(r"(?:19|20)\d{2}|目标值|现状|基期|基准")
#: So many lines without a value end a table.
_MOST_IDLE = 12
_MAX_BLANK = 3
#: Where signs part the columns, an empty cell is printed, and nothing stands in the middle of several.
_SET_APART = re.compile(r"[|\t]")
_NOTE = re.compile(r"[ \u3000]*(?:注|备注|说明|附注)[：:]")


@lru_cache(maxsize=4)  # bodies, figures and the account of numbers ask for the same document in turn
def read_tables(document: Document) -> tuple[Table, ...]:
    """The tables of indicators and of tasks of a document, in order."""
    text, year = document.text, year_of(document)
    indicators = _indicator_tables(text, year)
    tables = list(indicators)
    for one in read_task_tables(text).read:
        before = bisect_right(indicators, one.start, key=lambda table: table.end)
        if before == len(indicators) or one.end <= indicators[before].start:
            rows = tuple(task_values(text, one, year))
            tables.append(Table(one.start, one.end, rows, tuple(names(one))))
    return tuple(sorted(tables, key=lambda table: table.start))


def _indicator_tables(text: str, year: int | None) -> list[Table]:
    if "指标" not in text or not YEAR_HEAD.search(text):
        return []
    lines = Lines(text, 0, len(text))
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        low, high = lines.spans[at]
        opens = _MAY_OPEN.search(text, low, high)
        if opens and (high - low <= _SHORT or _MAY_DATE.search(text, low, high)):
            found = _read_columns(text, lines, at, year) or read_flat(lines, at, year)
            if found is not None:
                table, at = found
                tables.append(table)
                continue
        at += 1
    return tables


def _read_columns(text: str, lines: Lines, at: int, year: int | None) -> tuple[Table, int] | None:
    """A table whose rows are lines: pipes, tabs or blanks between the columns."""
    if len(lines[at]) < 2:
        return None
    columns = read_header(lines[at], year)
    if columns is None:
        return None
    columns = _with_rate(lines, at, columns)
    rows: list[list[TableRow]] = []  # the values of one printed row together
    kinds: list[tuple[float, str]] = []  # 属性 where printed: 1 beside the second row, 1.5 below it
    names: list[tuple[int, int]] = [(cell.start, cell.end) for cell in lines[at]]
    row, blank, idle, last = at + 1, 0, 0, at
    while row < len(lines) and blank <= _MAX_BLANK and idle <= _MOST_IDLE:
        cells = lines[row]
        if not cells or _RULE.fullmatch("".join(cell.text for cell in cells)):
            blank += not cells
        elif _NOTE.match(cells[0].text) or (len(cells) == 1 and len(cells[0].text) > 40):
            break
        else:
            again = read_header(cells, year) if len(cells) > 1 else None
            if again is not None and not rows:
                return None  # heads upon heads
            if again is None:
                found, name = _row(lines, row, columns)
                if kind := printed_kind(cells):
                    kinds.append((len(rows) if found else len(rows) - 0.5, kind))
                rows += [found] if found else []
                names += name
                blank, idle = 0, 0 if found else idle + 1
            else:
                names += [(cell.start, cell.end) for cell in cells]
            last = row
        row += 1
    if not rows:
        return None
    if not _SET_APART.search(text, lines[at][0].start, lines[at][-1].end):
        rows = _with_merged_kinds(rows, kinds)
    values = tuple(value for found in rows for value in found)
    return Table(lines[at][0].start, lines[last][-1].end, values, tuple(names)), row


def _with_rate(lines: Lines, at: int, columns: list[Column]) -> list[Column]:
    """The columns with 年均增速 where that is printed a line above or below the other heads."""
    head = next(
        (
            cell
            for line in lines.between(at - 1, at + 2)
            for cell in line
            if RATE_HEAD.search(cell.text) and len(cell.text) <= 10
        ),
        None,
    )
    if head is None or any(column.role == "rate" for column in columns):
        return columns
    return sorted([*columns, Column("rate", None, head.middle, head.text)], key=lambda c: c.middle)


def _with_merged_kinds(
    rows: Sequence[list[TableRow]], kinds: Sequence[tuple[float, str]]
) -> list[list[TableRow]]:
    """属性 printed once for several rows, in the middle of its cell: for all that the cell spans.

    Only where the cells, each as far above its word as below, fill the column from the first row to
    the last; else the print does not say whose a word is, and it holds for its own line alone.
    """
    spread: list[str] = []
    for middle, kind in kinds:
        rest = 2 * middle - 2 * len(spread) + 1  # rows from the last cell's end to this one's
        if rest < 1 or rest != int(rest):
            return list(rows)
        spread += [kind] * int(rest)
    if len(spread) != len(rows):
        return list(rows)
    return [
        [value if value.kind == "fact" else replace(value, commitment=kind) for value in found]
        for found, kind in zip(rows, spread, strict=True)
    ]


def _row(lines: Lines, at: int, columns: Sequence[Column]) -> tuple[list[TableRow], list[tuple[int, int]]]:
    """The values of one line, and its stretches that are names and numbers."""
    cells = lines[at]
    heads = [c for c in columns if c.role in {"base", "aim", "rate"}]
    first, name, unit, names = _leading(cells, columns)
    values = value_cells(cells[first:])
    if not values:
        return [], [(cell.start, cell.end) for cell in cells]
    if len(name) <= 4:
        name = _wrapped_name(lines, at, name)
    binding = printed_kind(cells)
    if stripped := NAME_UNIT.search(name):
        unit, name = unit or stripped["unit"], name[: stripped.start()]
    name = _LOOSE.sub("", name)
    if not name:
        return [], names
    found: list[TableRow] = []
    last_year = max((c.year for c in columns if c.role == "aim" and c.year is not None), default=None)
    for cell, column in placed(values, heads, cells, columns):
        row = value_row(cell, column, name, unit, binding, cells[0].start, last_year)
        if row is not None:
            found.append(row)
    return found, names


def _leading(cells: Sequence[Cell], columns: Sequence[Column]) -> tuple[int, str, str, list[tuple[int, int]]]:
    """Where the values begin, the name and the unit of a row."""
    name, unit = "", ""
    names: list[tuple[int, int]] = []
    has_unit = any(c.role == "unit" for c in columns)
    for number, cell in enumerate(cells):
        body = _ROW_NUMBER.sub("", cell.text, count=1)
        if has_unit and unit == "" and UNIT.fullmatch(body):
            unit = body
            names.append((cell.start, cell.end))
            return number + 1, name, unit, names
        if name and (
            VALUE.fullmatch(cell.text) or NO_VALUE.fullmatch(cell.text) or ASSIGNED.match(cell.text)
        ):
            return number, name, unit, names
        if not body or cell.text.isdigit():
            names.append((cell.start, cell.end))
            continue
        names.append((cell.start, cell.end))
        if IDEOGRAPH.search(body) and not BINDING.fullmatch(body):
            name = body.strip("# ") if len(body) > 2 or not name else name
    return len(cells), name, unit, names


def _wrapped_name(lines: Lines, at: int, name: str) -> str:
    """A name broken over the lines above and below its values: 「…拥有量增 / 13 % … / 长」."""
    above = _bare_name(lines[at - 1]) if at else ""
    if len(above) < 4:
        return name
    below = _bare_name(lines[at + 1]) if at + 1 < len(lines) and not name else ""
    return above + name + (below if len(below) <= 12 else "")


def _bare_name(cells: Sequence[Cell]) -> str:
    """The name on a line without values; a category beside it (经济) is shorter."""
    words = [c.text.strip("# ") for c in cells if IDEOGRAPH.search(c.text) and not ASSIGNED.match(c.text)]
    if not words or len(words) > 2 or any(VALUE.fullmatch(cell.text) for cell in cells):
        return ""
    return max(words, key=len)
