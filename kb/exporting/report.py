"""What is exported, free of any format: reports made of tables made of typed cells.

Every list and page becomes a ``Report`` once; the writers (Excel, Word, CSV, JSON, Markdown) know
nothing of policies, and the reports nothing of formats.  Rows may be a generator: the writers
read them once, in order, and only the Word writer stops before the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from kb.model import Target
from kb.tagging.labels import COMPARATORS, change_word

#: How a column is set: running text, a short word in the middle, or a number to the right.
ColumnKind = Literal["text", "short", "number"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the sign printed before it: 不低于60 → ``Figure(Decimal(60), "≥")``."""

    value: Decimal
    sign: str = ""

    def __str__(self) -> str:
        return f"{self.sign}{self.value:f}"


#: ``None`` is an empty cell.
Cell = str | int | Figure | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its Chinese heading, its name in JSON, its width in Chinese characters."""

    heading: str
    key: str
    width: int
    kind: ColumnKind = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``record`` is what JSON gives, where that is more than the cells by column."""

    cells: tuple[Cell, ...]
    record: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a name; ``rows`` is read once.

    On the pages of a dense report it ends after ``most`` rows and says that the rest stands in
    ``rest``; files of data have them all.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    most: int = 0
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A titled document: lines that say what it covers, tables, and notes at the end.

    ``sources`` are citations for the foot of the page, where a format has one; ``dense`` asks for
    small type, so that a brief stays brief.
    """

    title: str
    about: tuple[str, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    wide: bool = True  # on paper: across
    sources: tuple[str, ...] = ()
    dense: bool = False


def figure_cell(target: Target) -> Cell:
    """A target's value as a typed cell, without its unit; 定性 when it has none."""
    if not target.value:
        return "定性" if target.kind == "qualitative" else None
    sign = change_word(target) + COMPARATORS[target.comparator]
    try:
        return Figure(Decimal(target.value), sign)
    except InvalidOperation:  # a range: 2-3
        return sign + target.value.replace("-", "～")


def joined(words: Iterable[str], mark: str = "、") -> str | None:
    """Words in one cell; an empty cell for none."""
    return mark.join(words) or None


def text_of(cell: Cell) -> str:
    """A cell as plain text."""
    return "" if cell is None else str(cell)
