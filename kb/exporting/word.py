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
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from kb.exporting import word_styles as styles
from kb.exporting.column_widths import column_widths
from kb.exporting.footnotes import add_footnotes
from kb.exporting.report import Report, Table, text_of
from kb.exporting.spreadsheet import printable

#: Rows of one table.  2,000 rows of ten columns take some 10 s to write and Word opens them at
#: once; every doubling doubles both.
MOST_ROWS = 2_000

#: A row whose longest cell has up to so many characters stays on one page; longer rows would leave
#: half a page empty.
UNBROKEN = 120

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
    if not report.dense:
        document.add_paragraph(style=styles.NOTE)
    small = report.wide or report.dense
    said = [
        document.add_paragraph(printable(line), style=styles.NOTE if small else styles.TEXT)
        for line in report.about
    ]
    if said:
        add_footnotes(document, said[0], [printable(note) for note in report.sources], styles.TEXT_FONT)
    for number, table in enumerate(report.tables):
        if len(report.tables) > 1:
            ordinal = _ORDINALS[number] if number < len(_ORDINALS) else str(number + 1)
            document.add_paragraph(f"{ordinal}、{printable(table.name)}", style="Heading 1")
        _write_table(document, table, report.dense)
    for note in report.notes:
        document.add_paragraph(printable(note), style=styles.CELL if report.dense else styles.NOTE)
    styles.save(document, stream)


def _write_table(document: WordDocument, table: Table, dense: bool) -> None:
    rows = iter(table.rows)
    brief = bool(dense and table.most)
    shown = list(islice(rows, table.most if brief else MOST_ROWS))
    written = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    written.alignment = WD_TABLE_ALIGNMENT.CENTER
    written.autofit = False
    styles.narrow_cells(written)
    widths = column_widths(_page_width(document), table.columns, shown)
    for at, width in enumerate(widths):
        written.columns[at].width = width
    _write_head(written, table, widths)
    pattern = _pattern_row(written, table, widths)
    for row in shown:
        copied = deepcopy(pattern)
        for cell, value in zip(copied.tc_lst, row.cells, strict=True):
            cell.p_lst[0].r_lst[0].text = _lines(text_of(value))
        if max(len(text_of(value)) for value in row.cells) <= UNBROKEN:
            copied.get_or_add_trPr().append(_switch("w:cantSplit"))
        written._tbl.append(copied)
    count, left = len(shown), sum(1 for _ in rows)
    if left and brief:
        said = f"上表列前 {count:,} 项，其余 {left:,} 项见{table.rest}。"
        document.add_paragraph(said, style=styles.CELL)
    elif left:
        said = (
            f"本表共 {count + left:,} 行，Word 文档只列前 {count:,} 行；全部内容请导出 Excel、CSV 或 JSON。"
        )
        document.add_paragraph(said, style=styles.NOTE)
    elif not count:
        document.add_paragraph("（没有符合条件的内容）", style=styles.NOTE)


def _page_width(document: WordDocument) -> int:
    section = document.sections[0]
    return (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)


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
        properties.append(_switch(name))


def _switch(name: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    return element
