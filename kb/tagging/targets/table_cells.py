"""Cells, lines and headers of printed tables.

In: lines of the published text.  Out: ``Cell`` with its place, and the ``Column`` that each head
of a header stands for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell, trimmed; ``middle`` is its place in the line in characters."""

    text: str
    start: int
    end: int
    middle: float


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the header; ``role`` is name, unit, base, aim, rate, kind or other."""

    role: str
    year: int | None
    middle: float
    text: str


_NAME = re.compile(r"(?:主要|具体|核心|规划|发展)?指标(?:名称|内容)?|名称|项目(?:名称)?|类别|领域|主要目标")
_UNIT_HEAD = re.compile(r"(?:计量)?单位")
_KIND_HEAD = re.compile(r"(?:指标)?(?:属性|性质|类型)")
RATE_HEAD = re.compile(r"年均|增速|累计|增长率|增幅|变化")
YEAR_HEAD = re.compile(r"(?P<year>(?:19|20)\d{2})年?")
_AIM_HEAD = re.compile(r"(?:规划|目标|预期|指标)(?:目标)?值|目标$|目标值")
_BASE_HEAD = re.compile(r"现状|基期|基准|基数|实际|完成值|现值")
_ORDER_HEAD = re.compile(r"序号?|编号")
_HEADS = (_NAME, _UNIT_HEAD, _KIND_HEAD, RATE_HEAD, YEAR_HEAD, _AIM_HEAD, _BASE_HEAD, _ORDER_HEAD)
_GAP = re.compile(r"[ \u3000\xa0]{2,}|\t+")


class Lines:
    """The cells of each printed line, made when asked for; none for a blank line."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.spans: list[tuple[int, int]] = []
        self.made: dict[int, list[Cell]] = {}
        at = start
        for line in text[start:end].split("\n"):
            self.spans.append((at, at + len(line)))
            at += len(line) + 1

    def __len__(self) -> int:
        return len(self.spans)

    def __getitem__(self, number: int) -> list[Cell]:
        if number not in self.made:
            low, high = self.spans[number]
            self.made[number] = _cells(self.text[low:high], low)
        return self.made[number]

    def between(self, low: int, high: int) -> list[list[Cell]]:
        return [self[number] for number in range(max(0, low), min(high, len(self)))]


def _cells(line: str, offset: int) -> list[Cell]:
    if not line.strip():
        return []
    cuts = [(m.start(), m.end()) for m in re.finditer(r"\|", line)] if line.count("|") > 1 else []
    cuts = cuts or [(m.start(), m.end()) for m in _GAP.finditer(line)]
    piped = line.count("|") > 1
    cells: list[Cell] = []
    low = 0
    for cut, after in [*cuts, (len(line), len(line))]:
        raw = line[low:cut]
        body = raw.strip()
        if body or (piped and low > 0):
            first = low + (len(raw) - len(raw.lstrip()) if body else 0)
            cells.append(Cell(body, offset + first, offset + first + len(body), first + len(body) / 2))
        low = after
    return cells[:-1] if piped and cells and not cells[-1].text else cells


def read_header(cells: Sequence[Cell], document_year: int | None) -> list[Column] | None:
    """The header that a line prints, if it is one."""
    if not any(_NAME.search(cell.text) for cell in cells) or any(len(cell.text) > 24 for cell in cells):
        return None
    columns: list[Column] = []
    for cell in cells:
        columns += _split_head(cell, document_year)
    dated = [c for c in columns if c.role in {"base", "aim"}]
    if not dated or len(columns) < 2:
        return None
    years = [c.year for c in dated if c.year is not None]
    if document_year is None and len(years) >= 2 and not any(c.role == "base" for c in dated):
        columns = [
            replace(c, role="base") if c.role == "aim" and c.year == min(years) else c for c in columns
        ]
    return columns


def _split_head(cell: Cell, document_year: int | None) -> list[Column]:
    """One head or, where blanks were lost, several: 「2020年 2025年」."""
    heads = list(YEAR_HEAD.finditer(cell.text))
    if len(heads) > 1:
        return [
            Column(_dated(m.group(), int(m["year"]), document_year), int(m["year"]), cell.middle, m.group())
            for m in heads
        ]
    if heads:
        year = int(heads[0]["year"])
        return [Column(_dated(cell.text, year, document_year), year, cell.middle, cell.text)]
    roles = (
        ("unit", _UNIT_HEAD),
        ("kind", _KIND_HEAD),
        ("rate", RATE_HEAD),
        ("base", _BASE_HEAD),
        ("aim", _AIM_HEAD),
        ("order", _ORDER_HEAD),
        ("name", _NAME),
    )
    role = next((role for role, pattern in roles if pattern.search(cell.text)), "other")
    return [Column(role, None, cell.middle, cell.text)]


def _dated(head: str, year: int, document_year: int | None) -> str:
    if RATE_HEAD.search(head):
        return "rate"
    if _BASE_HEAD.search(head) or (document_year is not None and year < document_year):
        return "base"
    return "aim"


def is_head(cell: Cell) -> bool:
    return len(cell.text) <= 16 and any(pattern.search(cell.text) for pattern in _HEADS)
