"""Reports as Word documents in the manner of GB/T 9704 (python-docx).

Title, lines on what is covered, real tables whose heading row repeats on every page, notes.  Word
itself grows slow on very long tables: past ``MOST_ROWS`` the document says where it stopped and
what to export instead.
"""

from __future__ import annotations

from copy import deepcopy
from itertools import islice
from typing import BinaryIO

import docx
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.shared import Emu, Length
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from kb.exporting import word_styles as styles
from kb.exporting.report import Column, Report, Table, text_of
from kb.exporting.spreadsheet import printable

#: Rows of one table.  2,000 rows of ten columns take some 10 s to write and Word opens them at
#: once; every doubling doubles both.
MOST_ROWS = 2_000

_ORDINALS = "一二三四五六七八九十"
_ALIGNMENT = {
    "text": WD_ALIGN_PARAGRAPH.LEFT,
    "short": WD_ALIGN_PARAGRAPH.CENTER,
    "number": WD_ALIGN_PARAGRAPH.CENTER,
}


def write_docx(report: Report, stream: BinaryIO) -> None:
    """Write the report."""
    document = docx.Document()
    document.core_properties.title = printable(report.title)[:255]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    styles.set_up(document, report.wide)
    document.add_paragraph(printable(report.title), style=styles.TITLE)
    document.add_paragraph(style=styles.NOTE)
    for line in report.about:
        document.add_paragraph(printable(line), style=styles.NOTE if report.wide else styles.TEXT)
    for number, table in enumerate(report.tables):
        if len(report.tables) > 1:
            ordinal = _ORDINALS[number] if number < len(_ORDINALS) else str(number + 1)
            document.add_paragraph(f"{ordinal}、{printable(table.name)}", style="Heading 1")
        _write_table(document, table)
    for note in report.notes:
        document.add_paragraph(printable(note), style=styles.NOTE)
    styles.save(document, stream)


def _write_table(document: WordDocument, table: Table) -> None:
    written = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    written.alignment = WD_TABLE_ALIGNMENT.CENTER
    written.autofit = False
    styles.narrow_cells(written)
    widths = _widths(document, table.columns)
    for at, width in enumerate(widths):
        written.columns[at].width = width
    _write_head(written, table, widths)
    pattern = _pattern_row(written, table, widths)
    rows = iter(table.rows)
    count = 0
    for row in islice(rows, MOST_ROWS):
        count += 1
        copied = deepcopy(pattern)
        for cell, value in zip(copied.tc_lst, row.cells, strict=True):
            cell.p_lst[0].r_lst[0].text = _lines(text_of(value))
        written._tbl.append(copied)
    left = sum(1 for _ in rows)
    if left:
        said = (
            f"本表共 {count + left:,} 行，Word 文档只列前 {count:,} 行；全部内容请导出 Excel、CSV 或 JSON。"
        )
        document.add_paragraph(said, style=styles.NOTE)
    elif not count:
        document.add_paragraph("（没有符合条件的内容）", style=styles.NOTE)


def _widths(document: WordDocument, columns: tuple[Column, ...]) -> list[Length]:
    """Columns of short words and numbers as wide as they need, the rest shared out among the texts."""
    section = document.sections[0]
    page = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    needed = [0 if c.kind == "text" else styles.cell_width(c.width) for c in columns]
    shares = [c.width if c.kind == "text" else 0 for c in columns]
    left = page - sum(needed)
    if left < page // 4 or not any(shares):  # a matrix of many columns: all shrink alike
        total = sum(c.width for c in columns)
        return [Emu(page * c.width // total) for c in columns]
    widths = zip(needed, shares, strict=True)
    return [Emu(own + left * share // sum(shares)) for own, share in widths]


def _write_head(written: WordTable, table: Table, widths: list[Length]) -> None:
    row = written.rows[0]
    for cell, column, width in zip(row.cells, table.columns, widths, strict=True):
        _fill(cell, column.heading, styles.CELL_HEAD, width)
    _repeat(row)


def _pattern_row(written: WordTable, table: Table, widths: list[Length]) -> CT_Row:
    """A row of empty cells in their styles, taken out again: copying it is 30 times faster than
    styling every cell."""
    row = written.add_row()
    for cell, column, width in zip(row.cells, table.columns, widths, strict=True):
        _fill(cell, "", styles.CELL, width)
        cell.paragraphs[0].alignment = _ALIGNMENT[column.kind]
    written._tbl.remove(row._tr)
    pattern: CT_Row = row._tr
    return pattern


def _fill(cell: _Cell, text: str, style: str, width: Length) -> None:
    cell.width = width
    cell.paragraphs[0].style = style
    cell.paragraphs[0].add_run(_lines(text))


def _lines(text: str) -> str:
    """Text without empty lines; python-docx sets the others apart by line breaks."""
    return "\n".join(line.strip() for line in printable(text).splitlines() if line.strip())


def _repeat(row: _Row) -> None:
    """The heading row on every page, never broken across two."""
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader"):
        element = OxmlElement(name)
        element.set(qn("w:val"), "true")
        properties.append(element)
