"""Targets on a timeline: one line per indicator, a mark and its figure at every year.

In: rows of the target ledger.  Out: SVG.  The shape of a mark tells the change (level, increase,
decrease), the printed figure the rest, so that nothing hangs on colour.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.charts.canvas import ROW, Sheet, width_of
from kb.exporting.report import figure_cell, text_of
from kb.ledgers.targets import IndicatorRow
from kb.model import Target

#: Indicators drawn: more are unreadable on a page, and stand in the table.
MOST_ROWS = 60
_MARGIN = 12.0
_SHAPES = {"level": "o", "increase": "^", "decrease": "v"}
_LONGEST_NAME = 28
#: Some typefaces set % and digits wider than reckoned.
_WIDEST = 1.25


def timeline_svg(rows: Sequence[IndicatorRow], title: str) -> bytes:
    """Draw the indicators that have a year; a last line says how many have none."""
    dated = [row for row in rows if any(year for year, _ in row.values)]
    drawn = dated[:MOST_ROWS]
    years = sorted({year for row in drawn for year, _ in row.values if year})
    labels = [_figure(row, target) for row in drawn for year, target in row.values if year]
    step = max((width_of(label) for label in labels), default=40) * _WIDEST + 34
    left = _MARGIN + max((width_of(_name(row)) for row in drawn), default=60) + 14
    top = _MARGIN + 58
    bottom = top + ROW * len(drawn)
    width = max(left + step * max(len(years), 1) + _MARGIN, width_of(title, 14) + 2 * _MARGIN, 420)
    sheet = Sheet(width, bottom + 40, title)
    sheet.text(_MARGIN, _MARGIN + 8, title, size=14, bold=True)
    places = {year: left + step * at + 10 for at, year in enumerate(years)}
    for year, x in places.items():
        sheet.text(x, top - 16, f"{year}年", align="center", bold=True)
        sheet.line(x, top - 6, x, bottom)
    for at, row in enumerate(drawn):
        _draw_row(sheet, row, places, left, top + ROW * (at + 0.5))
    sheet.text(_MARGIN, bottom + 18, _said(len(rows), len(dated), len(drawn)), colour="#57606a")
    return sheet.svg()


def _draw_row(sheet: Sheet, row: IndicatorRow, places: dict[int, float], left: float, y: float) -> None:
    sheet.text(left - 14, y, _name(row), align="right")
    marks = sorted(((places[year], target) for year, target in row.values if year), key=lambda mark: mark[0])
    for at, (x, target) in enumerate(marks):
        label = _figure(row, target)
        sheet.mark(x, y, "D" if target.kind == "qualitative" else _SHAPES[target.change])
        sheet.text(x + 9, y, label)
        if at + 1 < len(marks):
            # From behind the figure to the next mark: a line through a figure strikes it out.
            sheet.line(x + 9 + width_of(label) * _WIDEST, y, marks[at + 1][0] - 8, y, colour="#14508c")


def _name(row: IndicatorRow) -> str:
    name = row.indicator or "（未写明指标）"
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _figure(row: IndicatorRow, target: Target) -> str:
    return text_of(figure_cell(target)) + row.unit


def _said(everything: int, dated: int, drawn: int) -> str:
    said = "● 达到的水平　▲ 提高　▼ 下降　◆ 定性目标"
    left = [f"另有 {dated - drawn} 个指标见表格"] if dated > drawn else []
    left += [f"{everything - dated} 个指标未注明年份"] if everything > dated else []
    return f"{said}{'；' if left else ''}{'，'.join(left)}。"
