"""Figures with their units as printed: 250万亩, 2—3个, 三分之二, 300克标准煤/千瓦时以下.

In: cleaned text and the stretches in which no figure is to be read.  Out: ``Quantity`` in order,
the value an exact decimal string, the unit with its power (万亩, 万亿元), nothing interpreted yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.tagging.numerals import ARABIC, CHINESE, canonical
from kb.tagging.targets.lexicon import POWERS, UNIT_GROUP, either, unit_pattern
from kb.tagging.targets.marks import Mark


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed figure.  ``[start, end)`` is the figure with its unit, ``tail_end`` ends 以上/左右."""

    start: int
    end: int
    tail_end: int
    value: str
    unit: str
    group: str  # group of the unit; "" for a bare number, "share" for a fraction
    tail: str  # 以上, 左右 …
    more: bool  # 多, 余 printed inside the figure: 9000多万吨
    chinese: bool  # written in Chinese numerals
    bare: bool = False  # only a power is printed: 突破千亿元


_POWER = either(POWERS)
_UNIT = unit_pattern()
#: 「台（套）」, 「艘（台、套）」, 「人（次）」; 「/千瓦时」, 「/（人·天）」, 「/亿元」
_UNIT_TAIL = (
    r"(?:[（(][台套次辆个件条人户场批部艘座处只头](?:、[台套次辆个件条人户场批部艘座处只头]){0,2}[）)])?"
    rf"(?:[/／](?:（(?:{_UNIT})[·•](?:{_UNIT})）|(?:{_POWER})?(?:{_UNIT})))?"
)
_MORE = "[多余来]"
#: 9000多万吨, 4万多亿元, 130余万亩, 1亿多人
_MEASURE = (
    rf"(?P<more>{_MORE})?(?P<power>{_POWER})?(?P<more2>{_MORE})?(?P<power2>万亿|亿)?"
    rf"(?P<unit>(?:{_UNIT}){_UNIT_TAIL})?"
)

_RANGE = r"[-－—–―~～至到]{1,2}"
#: 2—3个, 10%—15%, 50万元以上500万元以下, 2至3年
_SPAN_FIGURE = (
    rf"(?P<low>{ARABIC})(?:(?P<lowunit>(?:{_POWER})?(?:{_UNIT})?)(?:以上)?(?:{_RANGE}|(?<=以上)))"
    rf"(?P<high>{ARABIC})"
)
#: 五千元以上三万元以下, 三至五个, 十万元至五十万元; not 第三至五条
_CHINESE_SPAN = (
    r"(?<![第“十百千万亿零一二三四五六七八九两点])"
    rf"(?P<least>{CHINESE})(?P<leastunit>(?:{_POWER})?(?:{_UNIT})?)(?:以上|[至到—－-])"
    rf"(?P<most>{CHINESE})(?={_POWER}|{_UNIT})"
)
#: 百分之二十五, 百分之1.5
_PER_CENT = rf"百分之(?P<percent>{ARABIC}|[零一二三四五六七八九十百点]+)"
#: 三分之二, 四分之一
_FRACTION = (
    r"(?P<fraction>[二三四五六七八九十]分之[一二三四五六七八九]|(?<![\d/.])\d{1,2}/\d{1,2}(?![\d/])"
    r"|(?<!另)一半(?![是为路天道])|半数)"
)
#: 翻一番, 翻两番, 翻番
_DOUBLING = r"翻(?P<doubling>[一两三二]?番)"
#: 1∶4000, 3:1
_RATIO = r"(?P<ratio>\d+(?:\.\d+)?(?:[ ]?[:：∶﹕][ ]?\d+(?:\.\d+)?){1,3})"
_PLAIN = rf"(?P<number>{ARABIC})"
#: 二十五家, 五大, 两万人, 一倍; a Chinese numeral counts only with a power or a unit.
_CHINESE = (
    rf"(?P<chinese>(?<![第“十百千万亿零一二三四五六七八九两点])"
    rf"{CHINESE}(?:万{CHINESE}(?=[亿多余个]|{_UNIT}))?(?:点[零一二三四五六七八九]{{1,4}})?)(?={_MORE}?(?:{_POWER}|{_UNIT}))"
)
#: 过千亿元, 突破万亿元, 达百亿; not 千亿级, 百万千瓦级
_BARE = r"(?<=[过超达破逾])(?P<bare>万亿|千亿|百亿|十亿|亿|千万|百万|十万|万)(?![级家户一千])"

_FIGURE = re.compile(
    rf"(?<![\d.,A-Za-z])(?:{_SPAN_FIGURE}|{_RATIO}|{_PER_CENT}|{_FRACTION}|{_PLAIN}|{_CHINESE_SPAN}|{_CHINESE}|{_BARE})"
    rf"|{_DOUBLING}"
)
#: A number with nothing but a blank behind it: most figures of a long table, and quick to read.
_CELL = re.compile(r"(?<![\d.,A-Za-z])(?P<cell>\d{1,9}+)(?=[ \n][^:：∶﹕ ])")
_MEASURE_AT = re.compile(_MEASURE)
#: 以上, 及以上, （含）以上, 左右; 「15%及以上」
_TAIL_AT = re.compile(
    r"(?:[（(]含[）)]|（含\S{1,6}）)?(?:及|或)?(?:以上|以下|以内|之内|之间|左右|上下|不等|(?<=[%天日月时])内|以外)(?:[（(]含[）)])?|多(?![少样种元])|余(?![额下量热])"
)
#: A figure begins with one of these; looking for them first is what makes reading quick.
_BEGINS = re.compile(r"[\d一二两三四五六七八九十百千万亿半翻零]")
#: So many figures in a row, so many characters apart on average, are data and no statements.  In 44 real
#: documents 64 figures of prose stand 34 characters apart or more, those of tables without lines 10.
_COLUMN = 64
_SPARSEST_COLUMN = 10
_POWER_DIGITS = {"千": "1000", "百": "100", "十": "10"}


def find_quantities(text: str, marks: Sequence[Mark]) -> list[Quantity]:
    """The figures of a text outside the marks, in order."""
    blocked = _Blocked(marks)
    found: list[Quantity] = []
    at = 0
    while begin := _BEGINS.search(text, at):
        match = _CELL.match(text, begin.start()) or _FIGURE.match(text, begin.start())
        if match is None:
            at = begin.end()
            continue
        if (stop := blocked.end_of(match.start(), match.end())) is not None:
            at = max(stop, match.start() + 1)
            continue
        quantity = _read(text, match)
        at = match.end() if quantity is None else quantity.end
        if quantity is not None and not (found and _glued(found[-1], quantity)):
            found.append(quantity)
    return found


def readable(figures: list[Quantity]) -> list[Quantity]:
    """The figures that stand in sentences, without long columns of figures that have no words between."""
    kept: list[Quantity] = []
    dense = 0  # up to here the figures belong to a column
    for number, figure in enumerate(figures):
        alone = number >= dense
        last = number + _COLUMN
        if last < len(figures) and figures[last].start - figure.start < _COLUMN * _SPARSEST_COLUMN:
            alone = alone and figures[number + 1].start - figure.start >= 2 * _SPARSEST_COLUMN
            dense = last
        if alone:
            kept.append(figure)
    return kept


def _glued(previous: Quantity, quantity: Quantity) -> bool:
    """5万5万5万 is noise; 957个50户以上的村寨 and 20%以上1倍以下 are two figures."""
    return previous.tail_end == quantity.start and previous.unit == quantity.unit


class _Blocked:
    """Tells whether a figure lies in a mark, reading the marks once from left to right."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.marks = marks
        self.at = 0

    def end_of(self, start: int, end: int) -> int | None:
        """The end of the mark that overlaps [start, end), if any."""
        while self.at < len(self.marks) and self.marks[self.at].end <= start:
            self.at += 1
        if self.at == len(self.marks):
            return None
        for mark in self.marks[self.at : self.at + 8]:
            if mark.start < end and start < mark.end:
                return mark.end
        return None


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    """One figure with the measure behind it; ``None`` for a Chinese numeral that measures nothing."""
    kind = match.lastgroup or ""
    if kind == "cell":
        return Quantity(match.start(), match.end(), match.end(), match[kind], "", "", "", False, False)
    if kind in _ALONE:
        return _alone(text, match, kind)
    if kind == "bare":
        return _bare(text, match)
    end = match.end()
    measure = _MEASURE_AT.match(text, end)
    unit, more = _unit(measure)
    if len(unit) > 1 and unit.endswith("级"):
        return None  # 千亿级产业, 30万千瓦级机组: a class, no figure
    word = measure["unit"] if measure is not None else None
    group = "" if word is None else UNIT_GROUP.get(word) or UNIT_GROUP.get(_UNIT_HEAD.split(word, 1)[0], "")
    stop = end if measure is None else measure.end()
    if kind in {"chinese", "most"} and (not unit or unit in {"级", "批", "层"}):
        return None  # 三级医院, 一批项目
    if kind in {"high", "most"}:
        low, low_unit = ("low", "lowunit") if kind == "high" else ("least", "leastunit")
        if match[low_unit] and match[low_unit] != unit:
            return _single_low(text, match, low, low_unit)
        least, most = canonical(match[low]), canonical(match[kind])
        if least is None or most is None:
            return None
        both = f"{least}-{most}"
        return _finish(text, match.start(), stop, both, unit, group, chinese=False, more=more)
    value = canonical(match[kind])
    if value is None:
        return None  # 三五千个: no exact number
    return _finish(text, match.start(), stop, value, unit, group, chinese=kind == "chinese", more=more)


#: Figures that carry their measure in themselves.
_ALONE = {"doubling", "percent", "fraction", "ratio"}
_UNIT_HEAD = re.compile(r"[（(/／]")
_COLON = re.compile("[ ]?[：∶﹕:][ ]?")


def _alone(text: str, match: re.Match[str], kind: str) -> Quantity | None:
    """翻一番, 百分之二十, 三分之二, 3:1."""
    start, end, printed = match.start(), match.end(), match[kind]
    if kind == "doubling":
        value = canonical(printed[:-1] or "一") or "1"
        return _finish(text, match.start(kind), end, value, "番", "ratio", chinese=True)
    if kind == "percent":
        value = canonical(printed) or ""
        return _finish(text, start, end, value, "%", "percent", chinese=False) if value else None
    value = (canonical(printed) or "") if kind == "fraction" else _COLON.sub(":", printed)
    return _finish(text, start, end, value, "", "share", chinese=False)


def _single_low(text: str, match: re.Match[str], low: str, low_unit: str) -> Quantity | None:
    """8000万—1亿元, 五千元以上三万元以下: two units, so two figures; this is the first."""
    end, unit = match.end(low_unit), match[low_unit]
    word = next((unit[len(power) :] for power in POWERS if unit.startswith(power)), unit)
    value, group = canonical(match[low]), UNIT_GROUP.get(word, "")
    if value is None:
        return None
    return _finish(text, match.start(), end, value, unit, group, chinese=False)


def _bare(text: str, match: re.Match[str]) -> Quantity | None:
    """突破千亿元 → 1000 亿元; 超万亿元 → 1 万亿元."""
    word = match["bare"]
    measure = _MEASURE_AT.match(text, match.end())
    unit, _ = _unit(measure)
    head = _POWER_DIGITS.get(word[0]) if len(word) > 1 and word[0] in _POWER_DIGITS else None
    value, power = (head, word[1:]) if head else ("1", word)
    group = UNIT_GROUP.get(unit, "")
    return _finish(
        text,
        match.start(),
        measure.end() if measure else match.end(),
        value,
        power + unit,
        group,
        chinese=True,
        bare=True,
    )


def _unit(measure: re.Match[str] | None) -> tuple[str, bool]:
    if measure is None or measure.end() == measure.start():
        return "", False
    unit = f"{measure['power'] or ''}{measure['power2'] or ''}{measure['unit'] or ''}"
    return unit.replace("／", "/"), bool(measure["more"] or measure["more2"])


def _finish(
    text: str,
    start: int,
    end: int,
    value: str,
    unit: str,
    group: str,
    *,
    chinese: bool,
    more: bool = False,
    bare: bool = False,
) -> Quantity:
    tail = _TAIL_AT.match(text, end)
    tail_end = tail.end() if tail else end
    return Quantity(
        start, end, tail_end, value, unit, group, tail.group() if tail else "", more, chinese, bare
    )
