"""Tables of indicators: rows of name, unit, base value, aim and 属性 (预期性, 约束性); and of tasks.

In: a stretch of the published text (tables live on its blanks, tabs and pipes, which cleaning
takes away) and the year of the document.  Out: ``Table`` with the stretch that it fills and its
rows in document offsets.  Four prints are read: Markdown pipes, tabs, columns of blanks (PDF
layout) and one cell a line (web pages).  A line that does not fit its table is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.tagging.numerals import fold
from kb.tagging.targets.table_cells import RATE_HEAD, YEAR_HEAD, Cell, Column, Lines, is_head, read_header
from kb.tagging.targets.table_values import (
    ASSIGNED,
    BINDING,
    NAME_UNIT,
    NO_VALUE,
    UNIT,
    VALUE,
    TableRow,
    placed,
    value_cells,
    value_row,
)
from kb.tagging.targets.task_rows import names, task_values
from kb.tagging.task_tables import read_task_tables


@dataclass(frozen=True, slots=True)
class Table:
    """A table's stretch of the text, its values, and the stretches that are names and numbers of rows."""

    start: int
    end: int
    rows: tuple[TableRow, ...]
    names: tuple[tuple[int, int], ...]


_RULE = re.compile(r"[\s|:\-—+=]*")
_ROW_NUMBER = re.compile(r"(?:[\u4e00-\u9fff]{2}[ ]?)?\d{1,3}[ .、]*(?=[\u4e00-\u9fff#]|\Z)")
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
#: A blank next to a Chinese character is a trace of the layout.
_LOOSE = re.compile(r"(?<=[\u4e00-\u9fff（）]) +| +(?=[\u4e00-\u9fff（）])")
_MAY_OPEN = re.compile(r"指标|名称|项目|类别|领域|目标")
#: A head of a table printed one cell a line is short; the header of any other names a year.
_SHORT = 20
_MAY_DATE = re.compile(r"(?:19|20)\d{2}|目标值|现状|基期|基准")
#: So many lines without a value end a table.
_MOST_IDLE = 12
_MOST_HEADS = 9
_MAX_BLANK = 3
#: Where signs part the columns, an empty cell is printed, and nothing stands in the middle of several.
_SET_APART = re.compile(r"[|\t]")
_NOTE = re.compile(r"[ \u3000]*(?:注|备注|说明|附注)[：:]")


def read_tables(text: str, start: int, end: int, document_year: int | None) -> list[Table]:
    """The tables of indicators and of tasks in [start, end) of the published text, in order."""
    indicators = _indicator_tables(text, start, end, document_year)
    tables = list(indicators)
    for one in read_task_tables(text).read:
        before = bisect_right(indicators, one.start, key=lambda table: table.end)
        free = before == len(indicators) or one.end <= indicators[before].start
        if free and start <= one.start and one.end <= end:
            rows = tuple(task_values(text, one, document_year))
            tables.append(Table(one.start, one.end, rows, tuple(names(one))))
    return sorted(tables, key=lambda table: table.start)


def _indicator_tables(text: str, start: int, end: int, document_year: int | None) -> list[Table]:
    stretch = text[start:end]
    if "指标" not in stretch or not YEAR_HEAD.search(stretch):
        return []
    lines = Lines(text, start, end)
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        low, high = (bound - start for bound in lines.spans[at])
        if not _MAY_OPEN.search(stretch, low, high) or (
            high - low > _SHORT and not _MAY_DATE.search(stretch, low, high)
        ):
            at += 1
            continue
        for reader in (_read_columns, _read_flat):
            if (found := reader(text, lines, at, document_year)) is not None:
                table, at = found
                tables.append(table)
                break
        else:
            at += 1
    return tables


def _read_columns(text: str, lines: Lines, at: int, document_year: int | None) -> tuple[Table, int] | None:
    """A table whose rows are lines: pipes, tabs or blanks between the columns."""
    if len(lines[at]) < 2:
        return None
    columns = read_header(lines[at], document_year)
    if columns is None:
        return None
    head = [
        cell
        for line in lines.between(at - 1, at + 2)
        for cell in line
        if RATE_HEAD.search(cell.text) and len(cell.text) <= 10
    ]
    if head and not any(c.role == "rate" for c in columns):
        # 年均增速 printed a line above the other heads
        columns = sorted(
            [*columns, Column("rate", None, head[0].middle, head[0].text)], key=lambda c: c.middle
        )
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
            again = read_header(cells, document_year) if len(cells) > 1 else None
            if again is not None and not rows:
                return None  # heads upon heads
            if again is None:
                found, name = _row(text, lines, row, columns, document_year)
                if kind := _printed_kind(cells):
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


def _printed_kind(cells: Sequence[Cell]) -> str:
    """约束性 or 预期性 where a line prints it."""
    kind = next((m.group() for cell in reversed(cells) if (m := BINDING.search(cell.text))), "")
    return {"约束": "约束性", "预期": "预期性"}.get(kind, kind)


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


def _row(
    text: str, lines: Lines, at: int, columns: Sequence[Column], document_year: int | None
) -> tuple[list[TableRow], list[tuple[int, int]]]:
    """The values of one line, and its stretches that are names and numbers."""
    cells = lines[at]
    heads = [c for c in columns if c.role in {"base", "aim", "rate"}]
    first, name, unit, names = _leading(cells, columns)
    values = value_cells(cells[first:])
    if not values:
        return [], [(cell.start, cell.end) for cell in cells]
    if len(name) <= 4:
        name = _wrapped_name(lines, at, name)
    binding = _printed_kind(cells)
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
        if _IDEOGRAPH.search(body) and not BINDING.fullmatch(body):
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
    words = [c.text.strip("# ") for c in cells if _IDEOGRAPH.search(c.text) and not ASSIGNED.match(c.text)]
    if not words or len(words) > 2 or any(VALUE.fullmatch(cell.text) for cell in cells):
        return ""
    return max(words, key=len)


def _read_flat(text: str, lines: Lines, at: int, document_year: int | None) -> tuple[Table, int] | None:
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
    columns = read_header(heads, document_year)
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
    binding = next(
        (m.group() for cell, column in pairs if column.role == "kind" and (m := BINDING.search(cell.text))),
        "",
    )
    if stripped := NAME_UNIT.search(name):
        unit, name = unit or stripped["unit"], name[: stripped.start()]
    if not _IDEOGRAPH.search(name):
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
