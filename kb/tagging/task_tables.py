"""Tables of tasks: rows of a task, its responsible bodies and its term, under a line of heads.

In: the published text (columns live on its pipes, tabs and blanks, which cleaning takes away).
Out: ``TaskTable`` with typed cells in document offsets, and the stretches that look like a table
and were not understood.  Which bodies and figures the cells name is read elsewhere.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kb.cleaning import CleanText, clean
from kb.layout import PrintedLine, is_table_row, opens_unit, printed_lines
from kb.tagging.flat_task_tables import FLAT_HEAD, read_flat
from kb.tagging.table_columns import Fragment, assembled, fragments
from kb.tagging.task_cells import (
    BREAK,
    TaskCell,
    TaskColumn,
    TaskRow,
    TaskTable,
    TaskTables,
    column_named,
    column_of,
    is_header,
)

#: 「|---|:--:|」
_RULE = re.compile(r"[\s|:+—=-]+")
#: No line without one of these heads a column of bodies.
_OFFICE = re.compile(r"单位|部门|主体|机构|[处科]室|地区|县区")
#: No line without one of these, or of the above, is the head of a table without a rule below it.
_WHEN = re.compile(r"时限|时间|期限|节点|进度|年限|日期")
_LONGEST_SECTION = 40
_LONGEST_HALF = 4
_ROW_NUMBER = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.．、]?")
_FEWEST_ROWS = 3


# --- tables -----------------------------------------------------------------------------------


@lru_cache(maxsize=4)  # bodies, figures and the account of numbers ask for the same text in turn
def read_task_tables(text: str) -> TaskTables:
    """The tables of tasks of a published text, in order."""
    spaced = "|" in text or "\t" in text or "  " in text or "\u3000\u3000" in text
    if not spaced and FLAT_HEAD not in text:
        return TaskTables()
    lines = printed_lines(text)
    read: list[TaskTable] = []
    unread: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        separator = _separator(text, *_whole(text, lines[at]))
        after = at + 1
        if separator:
            table, after = _separated(text, lines, at, separator)
            read += [table] if table else []
        elif is_table_row(text, lines[at]) or _COLUMN_GAP.search(text, lines[at].start, lines[at].end):
            table, after, failed = _aligned(text, lines, at)
            read += [table] if table else []
            unread += [failed] if failed else []
        else:
            table, after = read_flat(text, lines, at)
            read += [table] if table else []
        at = after
    return TaskTables(tuple(read), tuple(unread))


def _whole(text: str, line: PrintedLine) -> tuple[int, int]:
    """The line with the blanks at its ends, which may be empty cells."""
    start, end = line.start, line.end
    while start > 0 and text[start - 1] in _EMPTY:
        start -= 1
    while end < len(text) and text[end] in _EMPTY:
        end += 1
    return start, end


#: What stands in an empty cell, its border included.
_EMPTY = frozenset(" \t|*\u3000\xa0")


def _separator(text: str, start: int, end: int) -> str:
    if text.count("|", start, end) >= 2:
        return "|"
    return "\t" if text.find("\t", start, end) >= 0 else ""


def _separated(
    text: str, lines: Sequence[PrintedLine], at: int, separator: str
) -> tuple[TaskTable | None, int]:
    """A table whose cells are set apart by pipes or tabs, a row a line."""
    head = _whole(text, lines[at])
    below = _whole(text, lines[at + 1]) if at + 1 < len(lines) else (0, 0)
    ruled = separator == "|" and below[0] < below[1] and bool(_RULE.fullmatch(text, *below))
    if not ruled and not _OFFICE.search(text, *head) and not _WHEN.search(text, *head):
        return None, at + 1
    columns = tuple(column_of(text, *span) for span in _spans(text, *head, separator))
    if not is_header(columns, ruled=ruled):
        return None, at + 1
    rows: list[TaskRow] = []
    start, end = lines[at].start, lines[at].end
    at += 1
    while at < len(lines):
        whole = _whole(text, lines[at])
        if _separator(text, *whole) != separator:
            if _is_section(text, lines, at, separator, columns):
                at += 1
                continue
            break
        spans = _spans(text, *whole, separator)
        heads = tuple(column_of(text, *span) for span in spans if _OFFICE.search(text, *whole))
        if is_header(heads) and {h.kind for h in heads} & {"bodies"}:
            if tuple(h.kind for h in heads) != tuple(c.kind for c in columns):
                break  # another table
        elif not _RULE.fullmatch(text, *whole):
            rows += _row(text, spans, columns)
        end = lines[at].end
        at += 1
    return TaskTable(start, end, columns, tuple(rows), False), at


def _is_section(
    text: str, lines: Sequence[PrintedLine], at: int, separator: str, columns: Sequence[TaskColumn]
) -> bool:
    """「一、能源转型」 over the rows of a table, which are numbered or the heading is."""
    line = lines[at]
    if at + 1 >= len(lines) or line.end - line.start > _LONGEST_SECTION or text[line.end - 1] in "。；;，,":
        return False
    below = _whole(text, lines[at + 1])
    if _separator(text, *below) != separator:
        return False
    numbered = [number for number, column in enumerate(columns) if column.kind == "order"]
    spans = _spans(text, *below, separator)
    if numbered and numbered[0] < len(spans):
        return bool(_ROW_NUMBER.fullmatch(text, *spans[numbered[0]]))
    return not numbered and opens_unit(text, line.start) and len(spans) == len(columns)


def _spans(text: str, start: int, end: int, separator: str) -> list[tuple[int, int]]:
    """The cells of a line, empty ones too, without blanks at their ends."""
    if separator == "|":
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end -= len(text[start:end]) - len(text[start:end].rstrip())
        start += text.startswith("|", start)
        end -= text.endswith("|", start, end)
    spans: list[tuple[int, int]] = []
    for piece in text[start:end].split(separator):
        low = start + len(piece) - len(piece.lstrip())
        spans.append((low, max(low, start + len(piece.rstrip()))))
        start += len(piece) + 1
    return spans


def _row(text: str, spans: Sequence[tuple[int, int]], columns: Sequence[TaskColumn]) -> Iterator[TaskRow]:
    cells = tuple(
        TaskCell(column, pieces)
        for span, column in zip(spans, columns, strict=False)
        if (pieces := tuple(_pieces(text, *span)))
    )
    if cells:
        yield TaskRow(cells[0].start, cells[-1].end, cells)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a cell between 「<br>」."""
    for mark in (*BREAK.finditer(text, start, end), None):
        stop = mark.start() if mark else end
        if text[start:stop].strip():
            yield start, stop
        start = mark.end() if mark else end


# --- columns of blanks ------------------------------------------------------------------------

_COLUMN_GAP = re.compile(r"[^ \u3000\xa0](?:[ \xa0]{2,}|\u3000{2,})[^ \u3000\xa0]")


def _aligned(
    text: str, lines: Sequence[PrintedLine], at: int
) -> tuple[TaskTable | None, int, tuple[int, int] | None]:
    """A table whose columns are set apart by blanks; its stretch where it is not understood."""
    heads = fragments(text, lines[at])
    columns = tuple(column_of(text, head.start, head.end) for head in heads)
    below = _second_line(text, lines[at + 1], heads, columns) if at + 1 < len(lines) else columns
    head_end = at if below is columns else at + 1
    columns = below
    kinds = {column.kind for column in columns}
    if "bodies" in kinds and len(kinds - {"other"}) > 1:
        stop, groups = assembled(text, lines, head_end, heads, [column.kind for column in columns])
        span = (lines[at].start, lines[max(at, stop - 1)].end)
        if groups is None:
            return None, stop, span
        rows = tuple(_assembled_row(group, columns) for group in groups)
        return TaskTable(*span, columns, rows, True), stop, None
    stop = at
    while stop < len(lines) and is_table_row(text, lines[stop]):
        if stop > at and _heads_bodies(text, lines[stop]):
            break
        stop += 1
    if stop - at >= _FEWEST_ROWS:
        return None, stop, (lines[at].start, lines[stop - 1].end)
    return None, max(stop, at + 1), None


def _second_line(
    text: str, line: PrintedLine, heads: Sequence[Fragment], columns: tuple[TaskColumn, ...]
) -> tuple[TaskColumn, ...]:
    """The heads with the line below them where that only completes them: 「完成」 over 「时限」."""
    completed = list(columns)
    for one in fragments(text, line):
        over = [n for n, head in enumerate(heads) if one.low < head.high and head.low < one.high]
        if len(over) != 1 or one.end - one.start > _LONGEST_HALF:
            return columns
        head = heads[over[0]]
        whole = column_named(text[head.start : head.end] + text[one.start : one.end], (head.start, head.end))
        if columns[over[0]].kind != "other" or whole.kind == "other":
            return columns
        completed[over[0]] = whole
    return tuple(completed) if completed != list(columns) else columns


def _heads_bodies(text: str, line: PrintedLine) -> bool:
    return any(column_of(text, one.start, one.end).kind == "bodies" for one in fragments(text, line))


def _assembled_row(group: Sequence[Sequence[Fragment]], columns: Sequence[TaskColumn]) -> TaskRow:
    cells = tuple(
        TaskCell(column, tuple((one.start, one.end) for one in found))
        for column, found in zip(columns, group, strict=True)
        if found
    )
    return TaskRow(min(cell.start for cell in cells), max(cell.end for cell in cells), cells)


# --- the text of cells --------------------------------------------------------------------------

#: Cleaning leaves these as they are.
_PLAIN = re.compile(r"[一-龥、，。；：（）0-9%]+")
#: Between two names on two lines of a cell nothing is printed.
_NAME_END = tuple("局委办厅部署院会府司团行")
_NAME_START = tuple("市省县区州国自各中")


def cell_text(text: str, cell: TaskCell) -> CleanText:
    """A cell's words as one cleaned text, whose spans are the document's; offsets for what is put between."""
    letters: list[str] = []
    starts, ends = array("i"), array("i")
    for start, end in cell.pieces:
        piece = _piece(text[start:end])
        between = _between(text, cell, ends[-1], start, letters[-1], piece.text[:1]) if letters else ""
        if between:
            letters.append(between)
            starts.append(ends[-1])
            ends.append(ends[-1])
        letters += piece.text
        starts.extend(start + at for at in piece.starts)
        ends.extend(start + at for at in piece.ends)
    return CleanText("".join(letters), starts, ends, cell.start, cell.end)


def _piece(printed: str) -> CleanText:
    """The words of a piece; most hold nothing to clean."""
    if not _PLAIN.fullmatch(printed):
        return clean(printed)
    size = len(printed)
    return CleanText(printed, array("i", range(size)), array("i", range(1, size + 1)), 0, size)


def _between(text: str, cell: TaskCell, end: int, start: int, last: str, first: str) -> str:
    """What parts two pieces: two names on two lines, two lines set apart by 「<br>」; else nothing."""
    if cell.column.kind == "bodies":
        return "、" if last in _NAME_END and first in _NAME_START else ""
    return "\n" if cell.column.kind != "deadline" and BREAK.search(text, end, start) else ""
