"""What the prover reads from texts for itself: amounts, the years that govern them, lists of bodies.

In: clean text.  Out: plain values.  None of this shares code with the taggers' rules or with the
makers of items (only the reading of numerals is common), so that one mistake cannot prove another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kb.tagging.numerals import read as read_numeral

_NUMERAL = r"\d+(?:,\d{3})*(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+(?:点[一二三四五六七八九零]+)?"
_PRINTED = re.compile(
    rf"百分之(?P<percent>{_NUMERAL})|(?P<number>{_NUMERAL})(?P<scale>[万亿]{{0,2}}|[百千][万亿]?)"
)
_SCALE = {"": 1, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12, "百万": 10**6,
          "千万": 10**7, "百亿": 10**10, "千亿": 10**11}  # fmt: skip
_YEAR = re.compile(r"(?<![\d较比自])(?:到|至|于)?(20\d\d)年")
_SENTENCE_END = re.compile(r"[。！？；\n]")
#: A part of a sentence that goes on with the subject of the part before it.
_GOES_ON = re.compile(
    r"(?:其中)?(?:力争|力求|确保|并|再|进一步)?(?:(?:到|至)?20\d\d年|达到?|提高|提升|增长|增加|下降|降|升|超过|突破)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount read from a text: its exact value, the unit that follows, and where it is printed."""

    value: Decimal
    unit: str
    start: int
    end: int


def quantity(text: str) -> Quantity | None:
    """The amount that an option is: ``1.2亿千瓦`` → 120000000 千瓦; None if it is not one."""
    match = _PRINTED.match(text)
    if not match:
        return None
    value = _value(match)
    return None if value is None else Quantity(value, _unit(match, text[match.end() :]), 0, len(text))


def quantities(text: str, unit: str) -> Iterator[Quantity]:
    """The amounts of that unit in a text; without a unit, those that no letter follows."""
    for match in _PRINTED.finditer(text):
        value = _value(match)
        if value is None:
            continue
        if match["percent"]:
            if unit == "%":
                yield Quantity(value, "%", match.start(), match.end())
        elif unit and text.startswith(unit, match.end()):
            yield Quantity(value, unit, match.start(), match.end() + len(unit))
        elif not unit and not re.match(r"[\w%％.]", text[match.end() :]):
            yield Quantity(value, "", match.start(), match.end())


def _value(match: re.Match[str]) -> Decimal | None:
    if match["percent"]:
        return read_numeral(match["percent"])
    number = read_numeral(match["number"].replace(",", ""))
    return None if number is None or match["scale"] not in _SCALE else number * _SCALE[match["scale"]]


def _unit(match: re.Match[str], rest: str) -> str:
    return "%" if match["percent"] or rest.startswith(("%", "％")) else rest


def governing_year(text: str, at: int) -> int | None:
    """The last year named before ``at`` in its sentence that is not a baseline (较2020年)."""
    begin = max((m.end() for m in re.finditer(r"[。！？\n]", text[:at])), default=0)
    years = _YEAR.findall(text[begin:at])
    return int(years[-1]) if years else None


def statements_of(text: str, subject: str) -> Iterator[tuple[int, str]]:
    """Every place where ``subject`` is printed, with the words that still speak of it.

    「新能源装机占比达到50%、发电量占比达到30%」 speaks of 装机占比 to the comma: rather too far
    than too short, for what is found here can only forbid an option.
    """
    at = text.find(subject)
    while at >= 0:
        start = at + len(subject)
        stop = _SENTENCE_END.search(text, start)
        parts = text[start : stop.start() if stop else len(text)][:160].split("，")
        kept = [parts[0]]
        for part in parts[1:]:
            if not _GOES_ON.match(part):
                break
            kept.append(part)
        yield start, "，".join(kept)
        at = text.find(subject, start)


# --- lists of bodies -----------------------------------------------------------------------------

_LABEL = re.compile(r"^.*?(?:单位|部门|责任人|分工)[：:]")
_ROLE_WORDS = re.compile(
    r"(?:等)?(?:(?:分别|共同|联合|按照?职责(?:分工)?|按照?分工|分工|各自)?(?:负责|牵头|配合|参与|参加|落实|组织实施))+$|等$"
)
_LEAD, _HELP = re.compile(r"牵头"), re.compile(r"配合|参与|参加|协同|协助")


@dataclass(frozen=True, slots=True)
class Listed:
    """A body in a printed list: its name and its part (lead, help or joint)."""

    name: str
    part: str


def listed_bodies(quote: str) -> tuple[Listed, ...]:
    """The bodies of a list as printed: 「（省教育厅牵头，省财政厅、省司法厅配合）」.

    A name that does not stand between two separators is not read at all.
    """
    found: list[Listed] = []
    bare = re.sub(r"\s", "", quote).strip("（）()。")
    for group in re.split(r"[，；。]", bare):
        part = "lead" if _LEAD.search(group) else "help" if _HELP.search(group) else "joint"
        names = _ROLE_WORDS.sub("", _LABEL.sub("", group).removeprefix("由"))
        found += [Listed(_ROLE_WORDS.sub("", name), part) for name in names.split("、") if name]
    return tuple(found)
