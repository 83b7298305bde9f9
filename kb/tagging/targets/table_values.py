"""Values of printed tables: which cell stands under which head, and what it says.

In: the cells of a row and the columns of the header.  Out: ``TableRow`` in document offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.model import Change, Comparator, TargetKind
from kb.tagging.numerals import ARABIC, canonical, fold
from kb.tagging.targets.lexicon import POWERS, either, unit_pattern
from kb.tagging.targets.table_cells import Cell, Column


@dataclass(frozen=True, slots=True)
class TableRow:
    """One value of a table, in document offsets."""

    indicator: str
    comparator: Comparator
    value: str
    unit: str
    kind: TargetKind
    change: Change
    year: int | None
    commitment: str
    start: int
    end: int
    value_start: int
    value_end: int
    deadline: str
    baseline_year: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table's stretch of the text, its values, and the stretches that are names and numbers of rows."""

    start: int
    end: int
    rows: tuple[TableRow, ...]
    names: tuple[tuple[int, int], ...]


IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
BINDING = re.compile(r"约束性?|预期性?")
UNIT = re.compile(
    rf"(?:{either(POWERS)})?(?:{unit_pattern()})(?:/(?:{either(POWERS)})?(?:{unit_pattern()}))?(?:[（(][套次][）)])?"
)
NAME_UNIT = re.compile(
    rf"[（(](?P<unit>(?:{either(POWERS)})?(?:{unit_pattern()})(?:/[^（()）]{{1,6}})?|%)[）)]\Z"
)
#: 25 以上, [300]左右, >=18, 每年 6000 以上, 2—3, 12.5%
VALUE = re.compile(
    r"(?P<sign>[≥≤＞＜><=～~]{0,2}|>=|<=|约|不低于|不高于|不超过|超过)[ ]?(?:每年)?[ ]?"
    rf"[\[［]?(?P<number>(?:{ARABIC})(?:[ ]?[-—–~～][ ]?(?:{ARABIC}))?)[\]］]?"
    rf"[ ]?(?P<unit>(?:{either(POWERS)})?(?:{unit_pattern()})?)[ ]?(?P<tail>及?以上|及?以下|以内|左右)?"
)
NO_VALUE = re.compile(r"[—–-]{1,4}|/|－")
ASSIGNED = re.compile(
    r"(?:达到|完成|控制在)?(?:国家|省|市|上级)[^ \t|]{0,4}(?:下达|要求|规定|确定)[^ \t|]{0,8}"
)
_SIGNS: dict[str, Comparator] = {
    **dict.fromkeys(("≥", ">=", "不低于"), ">="),
    **dict.fromkeys(("≤", "<=", "不高于", "不超过"), "<="),
    **dict.fromkeys(("＞", ">", "超过"), ">"),
    **dict.fromkeys(("＜", "<"), "<"),
    **dict.fromkeys(("～", "~", "约"), "~"),
}
_RATE_TOTAL = re.compile(r"累计(?!增)")
_RANGE = re.compile(r"[-—–~～]")


def value_cells(cells: Sequence[Cell]) -> list[Cell]:
    """The values behind a name; 「26000 左右 7 左右」 is two."""
    values: list[Cell] = []
    for cell in cells:
        if BINDING.fullmatch(cell.text):
            continue
        if NO_VALUE.fullmatch(cell.text) or ASSIGNED.match(cell.text) or not cell.text:
            values.append(cell)
            continue
        at = 0
        while (match := VALUE.search(cell.text, at)) is not None:
            start = cell.start + match.start()
            middle = cell.middle - len(cell.text) / 2 + (match.start() + match.end()) / 2
            values.append(Cell(match.group().strip(), start, start + len(match.group().rstrip()), middle))
            at = match.end()
    return values


def placed(
    values: Sequence[Cell], heads: Sequence[Column], cells: Sequence[Cell], columns: Sequence[Column]
) -> Iterator[tuple[Cell, Column]]:
    """Values under their heads: by number where they are as many, else by order or by place."""
    if len(values) == len(heads):
        yield from zip(values, heads, strict=True)
        return
    dated = [c for c in heads if c.role != "rate"]
    if len(values) == len(dated):
        yield from zip(values, dated, strict=True)
        return
    for value in values:
        yield value, min(heads, key=lambda c: (abs(c.middle - value.middle), c.middle))


def printed_kind(cells: Sequence[Cell]) -> str:
    """约束性 or 预期性 where cells print it."""
    kind = next((m.group() for cell in reversed(cells) if (m := BINDING.search(cell.text))), "")
    return {"约束": "约束性", "预期": "预期性"}.get(kind, kind)


def value_row(
    cell: Cell, column: Column, name: str, unit: str, binding: str, start: int, last_year: int | None
) -> TableRow | None:
    """What a cell says under its head; ``start``: of the row, ``last_year``: of its last aim."""
    if not cell.text or NO_VALUE.fullmatch(cell.text):
        return None
    rate = column.role == "rate"
    assigned = TableRow(
        name,
        "=",
        "",
        "",
        "qualitative",
        "level",
        last_year if rate else column.year,
        binding,
        min(start, cell.start),
        cell.end,
        cell.start,
        cell.end,
        column.text,
    )
    base = column.role == "base"
    if (match := VALUE.match(fold(cell.text))) is None or not match["number"]:
        return assigned if ASSIGNED.match(cell.text) and not base else None
    grows = rate and not _RATE_TOTAL.search(column.text)
    return replace(
        assigned,
        comparator=_comparator(match["sign"] or "", match["tail"] or ""),
        value="-".join(canonical(part.strip()) or "" for part in _RANGE.split(match["number"])),
        unit=match["unit"] or ("%" if grows else unit),
        kind="fact" if base else "target",
        change="increase" if grows else "level",
        commitment="" if base else binding,
    )


def _comparator(sign: str, tail: str) -> Comparator:
    if "以上" in tail:
        return ">="
    if tail:
        return "~" if tail == "左右" else "<="
    return _SIGNS.get(sign, "=")
