"""Tables of indicators: rows of name, unit, base value, aim and 属性 (预期性, 约束性).

In: a stretch of the published text (tables live on its blanks, tabs and pipes, which cleaning
takes away) and the year of the document.  Out: ``Table`` with the stretch that it fills and its
rows in document offsets.  Four prints are read: Markdown pipes, tabs, columns of blanks (PDF
layout) and one cell a line (web pages).  A line that does not fit its table is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.model import Change, Comparator, TargetKind
from kb.tagging.numerals import ARABIC, canonical, fold
from kb.tagging.targets.lexicon import POWERS, either, unit_pattern


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


@dataclass(frozen=True, slots=True)
class Table:
    """A table's stretch of the text, its values, and the stretches that are names and numbers of rows."""

    start: int
    end: int
    rows: tuple[TableRow, ...]
    names: tuple[tuple[int, int], ...]


_NAME = re.compile(r"(?:主要|具体|核心|规划|发展)?指标(?:名称|内容)?|名称|项目(?:名称)?|类别|领域|主要目标")
_UNIT_HEAD = re.compile(r"(?:计量)?单位")
_KIND_HEAD = re.compile(r"(?:指标)?(?:属性|性质|类型)")
_RATE_HEAD = re.compile(r"年均|增速|累计|增长率|增幅|变化")
_YEAR_HEAD = re.compile(r"(?P<year>(?:19|20)\d{2})年?")
_AIM_HEAD = re.compile(r"(?:规划|目标|预期|指标)(?:目标)?值|目标$|目标值")
_BASE_HEAD = re.compile(r"现状|基期|基准|基数|实际|完成值|现值")
_ORDER_HEAD = re.compile(r"序号?|编号")
_HEADS = (_NAME, _UNIT_HEAD, _KIND_HEAD, _RATE_HEAD, _YEAR_HEAD, _AIM_HEAD, _BASE_HEAD, _ORDER_HEAD)
_BINDING = re.compile(r"约束性?|预期性?")
_UNIT = re.compile(
    rf"(?:{either(POWERS)})?(?:{unit_pattern()})(?:/(?:{either(POWERS)})?(?:{unit_pattern()}))?(?:[（(][套次][）)])?"
)
_NAME_UNIT = re.compile(
    rf"[（(](?P<unit>(?:{either(POWERS)})?(?:{unit_pattern()})(?:/[^（()）]{{1,6}})?|%)[）)]\Z"
)
#: 25 以上, [300]左右, >=18, 每年 6000 以上, 2—3, 12.5%
_VALUE = re.compile(
    rf"(?P<sign>[≥≤＞＜><=～~]{{0,2}}|>=|<=|约|不低于|不高于|不超过|超过)[ ]?(?P<yearly>每年)?[ ]?[\[［]?(?P<number>(?:{ARABIC})(?:[ ]?[-—–~～][ ]?(?:{ARABIC}))?)[\]］]?"
    rf"[ ]?(?P<unit>(?:{either(POWERS)})?(?:{unit_pattern()})?)[ ]?(?P<tail>及?以上|及?以下|以内|左右)?"
)
_NONE = re.compile(r"[—–-]{1,4}|/|－")
_ASSIGNED = re.compile(
    r"(?:达到|完成|控制在)?(?:国家|省|市|上级)[^ \t|]{0,4}(?:下达|要求|规定|确定)[^ \t|]{0,8}"
)
_SIGNS: dict[str, Comparator] = {
    "≥": ">=", ">=": ">=", "不低于": ">=", "≤": "<=", "<=": "<=", "不高于": "<=", "不超过": "<=", "＞": ">", ">": ">", "超过": ">",
    "＜": "<", "<": "<", "～": "~", "~": "~", "约": "~",
}  # fmt: skip
_GAP = re.compile(r"[ \u3000\xa0]{2,}|\t+")
_RULE = re.compile(r"[\s|:\-—+=]*")
_ROW_NUMBER = re.compile(r"(?:[\u4e00-\u9fff]{2}[ ]?)?\d{1,3}[ .、]*(?=[\u4e00-\u9fff#]|\Z)")
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
#: A blank next to a Chinese character is a trace of the layout.
_LOOSE = re.compile(r"(?<=[\u4e00-\u9fff（）]) +| +(?=[\u4e00-\u9fff（）])")
_MAY_OPEN = re.compile(r"指标|名称|项目|类别|领域|目标")
_MAX_BLANK = 3
_NOTE = re.compile(r"[ \u3000]*(?:注|备注|说明|附注)[：:]")


def read_tables(text: str, start: int, end: int, document_year: int | None) -> list[Table]:
    """The tables of indicators in [start, end) of the published text, in order."""
    stretch = text[start:end]
    if "指标" not in stretch or not _YEAR_HEAD.search(stretch):
        return []
    lines = _Lines(text, start, end)
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        if not _MAY_OPEN.search(stretch, lines.spans[at][0] - start, lines.spans[at][1] - start):
            at += 1
            continue
        for reader in (_read_columns, _read_flat):
            if (found := reader(text, lines, at, document_year)) is not None:
                table, at = found
                tables.append(table)
                break
        else:
            at += 1
    return tables


class _Lines:
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


def _columns(cells: Sequence[Cell], document_year: int | None) -> list[Column] | None:
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
    heads = list(_YEAR_HEAD.finditer(cell.text))
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
        ("rate", _RATE_HEAD),
        ("base", _BASE_HEAD),
        ("aim", _AIM_HEAD),
        ("order", _ORDER_HEAD),
        ("name", _NAME),
    )
    role = next((role for role, pattern in roles if pattern.search(cell.text)), "other")
    return [Column(role, None, cell.middle, cell.text)]


def _dated(head: str, year: int, document_year: int | None) -> str:
    if _RATE_HEAD.search(head):
        return "rate"
    if _BASE_HEAD.search(head) or (document_year is not None and year < document_year):
        return "base"
    return "aim"


def _read_columns(text: str, lines: _Lines, at: int, document_year: int | None) -> tuple[Table, int] | None:
    """A table whose rows are lines: pipes, tabs or blanks between the columns."""
    if len(lines[at]) < 2:
        return None
    columns = _columns(lines[at], document_year)
    if columns is None:
        return None
    head = [
        cell
        for line in lines.between(at - 1, at + 2)
        for cell in line
        if _RATE_HEAD.search(cell.text) and len(cell.text) <= 10
    ]
    if head and not any(c.role == "rate" for c in columns):
        # 年均增速 printed a line above the other heads
        columns = sorted(
            [*columns, Column("rate", None, head[0].middle, head[0].text)], key=lambda c: c.middle
        )
    rows: list[TableRow] = []
    names: list[tuple[int, int]] = [(cell.start, cell.end) for cell in lines[at]]
    row, blank, last = at + 1, 0, at
    while row < len(lines) and blank <= _MAX_BLANK:
        cells = lines[row]
        if not cells or _RULE.fullmatch("".join(cell.text for cell in cells)):
            blank += not cells
        elif _NOTE.match(cells[0].text) or (len(cells) == 1 and len(cells[0].text) > 40):
            break
        else:
            again = _columns(cells, document_year) if len(cells) > 1 else None
            if again is None:
                found, name = _row(text, lines, row, columns, document_year)
                rows += found
                names += name
                blank = 0
            else:
                names += [(cell.start, cell.end) for cell in cells]
            last = row
        row += 1
    if not rows:
        return None
    return Table(lines[at][0].start, lines[last][-1].end, tuple(rows), tuple(names)), row


def _row(
    text: str, lines: _Lines, at: int, columns: Sequence[Column], document_year: int | None
) -> tuple[list[TableRow], list[tuple[int, int]]]:
    """The values of one line, and its stretches that are names and numbers."""
    cells = lines[at]
    heads = [c for c in columns if c.role in {"base", "aim", "rate"}]
    first, name, unit, names = _leading(cells, columns)
    values = _value_cells(cells[first:])
    if not values:
        return [], [(cell.start, cell.end) for cell in cells]
    if len(name) <= 4:
        name = _wrapped_name(lines, at, name)
    binding = next((m.group() for cell in reversed(cells) if (m := _BINDING.search(cell.text))), "")
    binding = {"约束": "约束性", "预期": "预期性"}.get(binding, binding)
    if stripped := _NAME_UNIT.search(name):
        unit, name = unit or stripped["unit"], name[: stripped.start()]
    name = _LOOSE.sub("", name)
    if not name:
        return [], names
    found: list[TableRow] = []
    last_year = max((c.year for c in columns if c.role == "aim" and c.year is not None), default=None)
    for cell, column in _placed(values, heads, cells, columns):
        row = _value_row(cell, column, name, unit, binding, cells[0].start, last_year)
        if row is not None:
            found.append(row)
    return found, names


def _leading(cells: Sequence[Cell], columns: Sequence[Column]) -> tuple[int, str, str, list[tuple[int, int]]]:
    """Where the values begin, the name and the unit of a row."""
    name, unit = "", ""
    names: list[tuple[int, int]] = []
    has_unit = any(c.role == "unit" for c in columns)
    for number, cell in enumerate(cells):
        body = _ROW_NUMBER.sub("", cell.text, count=1)
        if has_unit and unit == "" and _UNIT.fullmatch(body):
            unit = body
            names.append((cell.start, cell.end))
            return number + 1, name, unit, names
        if name and (_VALUE.fullmatch(cell.text) or _NONE.fullmatch(cell.text) or _ASSIGNED.match(cell.text)):
            return number, name, unit, names
        if not body or cell.text.isdigit():
            names.append((cell.start, cell.end))
            continue
        names.append((cell.start, cell.end))
        if _IDEOGRAPH.search(body) and not _BINDING.fullmatch(body):
            name = body.strip("# ") if len(body) > 2 or not name else name
    return len(cells), name, unit, names


def _value_cells(cells: Sequence[Cell]) -> list[Cell]:
    """The values behind a name; 「26000 左右 7 左右」 is two."""
    values: list[Cell] = []
    for cell in cells:
        if _BINDING.fullmatch(cell.text):
            continue
        if _NONE.fullmatch(cell.text) or _ASSIGNED.match(cell.text) or not cell.text:
            values.append(cell)
            continue
        at = 0
        while (match := _VALUE.search(cell.text, at)) is not None:
            start = cell.start + match.start()
            middle = cell.middle - len(cell.text) / 2 + (match.start() + match.end()) / 2
            values.append(Cell(match.group().strip(), start, start + len(match.group().rstrip()), middle))
            at = match.end()
    return values


def _placed(
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


def _value_row(
    cell: Cell, column: Column, name: str, unit: str, binding: str, start: int, last_year: int | None
) -> TableRow | None:
    if not cell.text or _NONE.fullmatch(cell.text):
        return None
    base = column.role == "base"
    year = column.year if column.role != "rate" else last_year
    kind: TargetKind = "fact" if base else "target"
    quote = (min(start, cell.start), cell.end)
    if (match := _VALUE.match(fold(cell.text))) is None or not match["number"]:
        if not _ASSIGNED.match(cell.text) or base:
            return None
        return TableRow(
            name,
            "=",
            "",
            "",
            "qualitative",
            "level",
            year,
            binding,
            *quote,
            cell.start,
            cell.end,
            column.text,
        )
    number = "-".join(canonical(part.strip()) or "" for part in re.split(r"[-—–~～]", match["number"]))
    rate = column.role == "rate" and not _RATE_TOTAL.search(column.text)
    printed = match["unit"] or ("%" if rate else unit)
    change: Change = "increase" if rate else "level"
    sign = _comparator(match["sign"] or "", match["tail"] or "")
    return TableRow(
        name,
        sign,
        number,
        printed,
        kind,
        change,
        year,
        "" if base else binding,
        *quote,
        cell.start,
        cell.end,
        column.text,
    )


_RATE_TOTAL = re.compile(r"累计(?!增)")


def _comparator(sign: str, tail: str) -> Comparator:
    if "以上" in tail:
        return ">="
    if tail:
        return "~" if tail == "左右" else "<="
    return _SIGNS.get(sign, "=")


def _wrapped_name(lines: _Lines, at: int, name: str) -> str:
    """A name broken over the lines above and below its values: 「…拥有量增 / 13 % … / 长」."""
    above = _bare_name(lines[at - 1]) if at else ""
    if len(above) < 4:
        return name
    below = _bare_name(lines[at + 1]) if at + 1 < len(lines) and not name else ""
    return above + name + (below if len(below) <= 3 else "")


def _bare_name(cells: Sequence[Cell]) -> str:
    """The name on a line without values; a category beside it (经济) is shorter."""
    words = [c.text.strip("# ") for c in cells if _IDEOGRAPH.search(c.text) and not _ASSIGNED.match(c.text)]
    if not words or len(words) > 2 or any(_VALUE.fullmatch(cell.text) for cell in cells):
        return ""
    return max(words, key=len)


def _read_flat(text: str, lines: _Lines, at: int, document_year: int | None) -> tuple[Table, int] | None:
    """A table printed one cell a line: the heads first, then as many cells for each row."""
    if len(lines[at]) != 1 or not _is_head(lines[at][0]):
        return None
    filled = [(n, lines[n][0]) for n in range(at, min(len(lines), at + 400)) if lines[n]]
    heads: list[Cell] = []
    for _, cell in filled:
        if len(heads) >= 9 or not _is_head(cell):
            break
        heads.append(cell)
    columns = _columns(heads, document_year)
    if columns is None or len(heads) < 3 or len(columns) != len(heads):
        return None
    rows: list[TableRow] = []
    names = [(cell.start, cell.end) for cell in heads]
    width, number = len(heads), len(heads)
    last = filled[width - 1]
    while number + width <= len(filled):
        group = [cell for _, cell in filled[number : number + width]]
        found = _flat_row(group, columns)
        if not found:
            break
        rows += found
        names += [
            (cell.start, cell.end)
            for cell, column in zip(group, columns, strict=True)
            if column.role in {"name", "order", "unit"}
        ]
        last = filled[number + width - 1]
        number += width
    if not rows:
        return None
    return Table(heads[0].start, last[1].end, tuple(rows), tuple(names)), last[0] + 1


def _is_head(cell: Cell) -> bool:
    return len(cell.text) <= 16 and any(pattern.search(cell.text) for pattern in _HEADS)


def _flat_row(group: Sequence[Cell], columns: Sequence[Column]) -> list[TableRow]:
    pairs = list(zip(group, columns, strict=True))
    name = next((cell.text for cell, column in pairs if column.role == "name"), "")
    unit = next((cell.text for cell, column in pairs if column.role == "unit"), "")
    binding = next(
        (m.group() for cell, column in pairs if column.role == "kind" and (m := _BINDING.search(cell.text))),
        "",
    )
    if stripped := _NAME_UNIT.search(name):
        unit, name = unit or stripped["unit"], name[: stripped.start()]
    if not _IDEOGRAPH.search(name):
        return []
    last_year = max((c.year for c in columns if c.role == "aim" and c.year is not None), default=None)
    valued = [(cell, column) for cell, column in pairs if column.role in {"base", "aim", "rate"}]
    if not all(
        _VALUE.fullmatch(fold(c.text)) or _NONE.fullmatch(c.text) or _ASSIGNED.match(c.text)
        for c, _ in valued
    ):
        return []
    rows = (
        _value_row(cell, column, name, unit, binding, group[0].start, last_year) for cell, column in valued
    )
    return [row for row in rows if row is not None]
