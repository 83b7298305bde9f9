"""Reports as Excel workbooks, written row by row so that memory stays bounded (XlsxWriter).

One sheet per table: typed cells, heading frozen and filtered, widths set, text wrapped, ready to
print on A4.  The title stands in the printed header, what the workbook covers on its last sheet,
so that the first row of every table is its heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kb.exporting.delimited import FORMULA_SIGNS
from kb.exporting.report import Cell, Column, Figure, Report, Row, Table, text_of

#: Excel's own limits.
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576
_LONGEST_NAME = 31
_TOO_LONG = "…（单元格放不下，全文请导出 JSON 或 Markdown）"

#: 宋体 is on every Chinese Windows and in WPS; elsewhere it is replaced.
_FONT = {"font_name": "宋体", "font_size": 10.5}
_A4, _A3 = 9, 8
#: Width of a Chinese character in Excel's units (a digit of the standard font).
_CHARACTER = 2
#: Wider tables (in Chinese characters) would be smaller than 7 points on A4.
_WIDEST_A4 = 90
#: Height of a line (typefaces that take the place of 宋体 are taller), the space around the lines,
#: and the tallest row that Excel has, in points.
_LINE, _SPACE, _TALLEST = 14.5, 5, 409
#: Older Excel shows a cell of format “text” with more characters as #####.
_LONGEST_TEXT = 255
#: The width stays within A4 where digits are wide: LibreOffice shrinks no single column to the page.
_ABOUT_SHEET, _ABOUT_WIDTH = "说明", 34

#: Numbers stand off the line to their right.
_ALIGNMENT: dict[str, dict[str, str | int]] = {
    "text": {"align": "left"},
    "short": {"align": "center"},
    "number": {"align": "right", "indent": 1},
}

WriteCell = Callable[[Worksheet, int, int, Cell, Column], None]


def write_xlsx(report: Report, stream: BinaryIO) -> None:
    """Write the report; cells are never formulas nor links, whatever their text."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = xlsxwriter.Workbook(stream, options)
    workbook.set_properties({"title": report.title, "comments": "\n".join(report.about)})
    write_cell = _cell_writer(workbook)
    used: set[str] = {_ABOUT_SHEET}
    notes = [
        note for table in report.tables for note in _write_sheet(workbook, report, table, used, write_cell)
    ]
    _write_about(workbook, report, notes)
    workbook.close()


def _cell_writer(workbook: Workbook) -> WriteCell:
    """A function that writes one cell in the format that its column and sign want."""
    formats: dict[tuple[str, str], Format] = {}

    def styled(kind: str, shown: str = "General") -> Format:
        if (kind, shown) not in formats:
            style = {**_FONT, **_ALIGNMENT[kind], "border": 1, "valign": "vcenter", "text_wrap": True}
            formats[kind, shown] = workbook.add_format({**style, "num_format": shown})
        return formats[kind, shown]

    def write(sheet: Worksheet, row: int, at: int, cell: Cell, column: Column) -> None:
        if cell is None:
            sheet.write_blank(row, at, None, styled(column.kind))
        elif isinstance(cell, Figure):
            # The cell holds the number; 「≥」 is only how it is shown.
            shown = f'"{cell.sign}"General' if cell.sign else "General"
            sheet.write_number(row, at, float(cell.value), styled("number", shown))
        elif isinstance(cell, int):
            sheet.write_number(row, at, cell, styled("number" if column.kind == "text" else column.kind))
        else:
            text = cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - len(_TOO_LONG)] + _TOO_LONG
            # As “text” a cell stays text when somebody edits it, 「=1+1」 and 007 too.
            shown = "@" if len(text) <= _LONGEST_TEXT or text.startswith(FORMULA_SIGNS) else "General"
            kind = "short" if column.kind != "text" else "text"
            sheet.write_string(row, at, printable(text), styled(kind, shown))

    return write


def _write_sheet(
    workbook: Workbook, report: Report, table: Table, used: set[str], write_cell: WriteCell
) -> list[str]:
    """Write one table; returns what to say of rows that Excel cannot take or show whole."""
    sheet = workbook.add_worksheet(sheet_name(table.name, used))
    style = {**_FONT, "bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
    head = workbook.add_format({**style, "bg_color": "#E7EEF6"})
    _set_up(sheet, report, table)
    sheet.set_row(0, 30)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width * _CHARACTER)
        sheet.write_string(0, at, column.heading, head)
    last, dropped, tall = 0, 0, 0
    for number, row in enumerate(table.rows, 1):
        if number >= MOST_ROWS:
            dropped += 1
            continue
        last = number
        # LibreOffice and WPS do not fit rows to wrapped text of their own accord.
        height = _height(row, table.columns)
        tall += height > _TALLEST
        sheet.set_row(number, min(height, _TALLEST))
        for at, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
            write_cell(sheet, number, at, cell, column)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)
    return [
        f"“{table.name}”有 {count:,} 行{said}"
        for count, said in (
            (dropped, "超过 Excel 的行数上限，没有放下，请导出 CSV 或 JSON。"),
            (tall, "超过 Excel 的最大行高，打印不全；单元格内是全文，打印请导出 Word。"),
        )
        if count
    ]


def _height(row: Row, columns: tuple[Column, ...]) -> float:
    """The height in points that shows the longest cell whole."""
    lines = max(_lines(text_of(cell), column.width) for cell, column in zip(row.cells, columns, strict=True))
    return lines * _LINE + _SPACE


def _lines(text: str, width: int) -> int:
    """Printed lines of a text in a column of so many Chinese characters.

    Half a character is kept free on each side, and a line may end early before a bracket.
    """
    room = max(2 * width - 2, 2)
    return sum(-(-half_widths(line) // room) for line in text.splitlines() or [""]) or 1


def half_widths(text: str) -> int:
    """The width of a text: 1 for ASCII, 2 for anything else."""
    return len(text) + sum(character > "\u00ff" for character in text) if not text.isascii() else len(text)


def _set_up(sheet: Worksheet, report: Report, table: Table) -> None:
    """Frozen heading, and the page: A4, fitted to its width, heading repeated, pages numbered."""
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    fits = not report.wide or sum(column.width for column in table.columns) <= _WIDEST_A4
    sheet.set_paper(_A4 if fits else _A3)
    if report.wide:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.9, bottom=0.7)
    title = report.title if table.name in report.title else f"{report.title}·{table.name}"
    # Excel takes 255 characters; & begins a code.
    sheet.set_header(f'&C&"宋体,Bold"&14{title[:120].replace("&", "＆")}')
    sheet.set_footer("&C第 &P 页 共 &N 页")


def _write_about(workbook: Workbook, report: Report, notes: list[str]) -> None:
    sheet = workbook.add_worksheet(_ABOUT_SHEET)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, _ABOUT_WIDTH * _CHARACTER)
    bold = workbook.add_format({**_FONT, "bold": True, "font_size": 14, "text_wrap": True})
    plain = workbook.add_format({**_FONT, "text_wrap": True, "valign": "top"})
    lines = (report.title, *report.about, *report.notes, *notes)
    for row, line in enumerate(lines):
        lines_high = _lines(line, _ABOUT_WIDTH) * (1 if row else 1.5)
        sheet.set_row(row, min(lines_high * _LINE + _SPACE, _TALLEST))
        sheet.write_string(row, 0, printable(line)[:LONGEST_CELL], plain if row else bold)


_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
#: XML 1.0 has no such characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def sheet_name(name: str, used: set[str]) -> str:
    """A name that Excel takes and that no other sheet of the workbook has."""
    cut = _FORBIDDEN.sub(" ", name).strip(" '")[:_LONGEST_NAME] or "表"
    unique, number = cut, 1
    while unique in used:
        number += 1
        unique = f"{cut[: _LONGEST_NAME - 4]}({number})"
    used.add(unique)
    return unique


def printable(text: str) -> str:
    """Text without characters that XML cannot hold."""
    return _UNPRINTABLE.sub("", text)
