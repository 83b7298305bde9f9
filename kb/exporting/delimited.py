"""Reports as CSV: UTF-8 with a byte-order mark, so that Excel opens Chinese as it is.

One table is a plain CSV file; several follow one another, each under its name and after an empty
line.  Text that a spreadsheet would run as a formula is marked as text.
"""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from kb.exporting.report import Cell, Report, text_of

#: Cells that begin so are formulas to Excel, WPS and LibreOffice; full-width signs are folded by some.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(report: Report, stream: BinaryIO) -> None:
    """Write the report's tables, row by row."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    for number, table in enumerate(report.tables):
        if number:
            writer.writerow(())
        if len(report.tables) > 1:
            writer.writerow((safe(table.name),))
        writer.writerow([safe(column.heading) for column in table.columns])
        for row in table.rows:
            writer.writerow([safe(cell) for cell in row.cells])
    text.flush()
    text.detach()


def safe(cell: Cell) -> str | int:
    """A cell that no spreadsheet runs: 「=HYPERLINK(…)」 gets an apostrophe, a number stays one."""
    if isinstance(cell, int):
        return cell
    text = text_of(cell).replace("\x00", "")
    return f"'{text}" if isinstance(cell, str) and text.startswith(FORMULA_SIGNS) else text
