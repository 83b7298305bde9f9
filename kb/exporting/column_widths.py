"""How wide the columns of a Word table are: as wide as their words need, the rest to the texts.

In: the width of the page and a table's columns and rows.  Out: one width per column, which
together fill the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.shared import Emu, Length

from kb.exporting import word_styles as styles
from kb.exporting.report import Column, Row, text_of
from kb.exporting.spreadsheet import half_widths

#: A short word may be so many characters wider than its column was meant to be before it wraps.
_GIVE = 2
#: Digits of a typeface that takes the place of 仿宋 are wider than half a character.
_SLACK = 1
#: A heading of up to so many characters stands on one line, a longer one on two.
_ONE_LINE = 4
#: Every text has so many characters a line (「二、（一）2.；」); where there is no room, all columns
#: shrink alike.
_NARROWEST_TEXT = 7


def column_widths(page: int, columns: Sequence[Column], rows: Sequence[Row]) -> list[Length]:
    """Widths in EMU that add up to ``page``."""
    needed = [_needed(at, column, rows) for at, column in enumerate(columns)]
    texts = [at for at, column in enumerate(columns) if column.kind == "text"]
    least = [min(width, int(styles.cell_width(_NARROWEST_TEXT))) for width in needed]
    widths = [least[at] if at in texts else needed[at] for at in range(len(columns))]
    left = page - sum(widths)
    if left < 0:  # a matrix of many columns
        total = sum(column.width for column in columns)
        return [Emu(page * column.width // total) for column in columns]
    while texts:
        shares = {at: left * columns[at].width // sum(columns[i].width for i in texts) for at in texts}
        filled = [at for at in texts if needed[at] - widths[at] <= shares[at]]
        for at in filled or texts:
            given = needed[at] - widths[at] if filled else shares[at]
            widths[at], left = widths[at] + given, left - given
        texts = [at for at in texts if at not in filled] if filled else []
    total = sum(widths)
    return [Emu(width + left * width // total) for width in widths]


def _needed(at: int, column: Column, rows: Sequence[Row]) -> int:
    """The width at which no cell of a column wraps, short columns kept near their own width."""
    heading = len(column.heading)
    words = [2 * (heading if heading <= _ONE_LINE else -(-heading // 2))]
    words += [half_widths(line) for row in rows for line in text_of(row.cells[at]).splitlines()]
    characters = -(-(max(words) + _SLACK) // 2)
    if column.kind != "text":
        characters = min(characters, column.width + _GIVE)
    return int(styles.cell_width(characters))
