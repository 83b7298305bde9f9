"""Whether two rows of the ledger speak of one indicator, and in what they differ.

In: targets of two documents (or of a draft and a document).  Out: a likeness from 0 to 1 of their
indicators, and the fields in which the rows differ, each with both values as printed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from kb.comparing.ngrams import letters
from kb.model import Target
from kb.tagging.labels import change_word

#: Two indicators from here on are one: measured on the planted drafts, see docs/drafting.md.
SAME = 0.8

#: 非化石能源 is not 化石能源.
_NEGATIONS = "非不未无零"

#: Words that say whose figure it is or bind words together, not what is measured.
_BINDING = re.compile(
    r"全市|全省|全国|全县|全区|我市|我省|我国|本市|本省|[的在中内使要将]|年底|期末|实现|建成|累计|面积"
)
#: 比重, 比例 and 占比 are one word.
_SHARE = re.compile(r"占比例?|比重|比例|占有率")
#: 「资源化利用比例」 is 「资源化利用率」.
_RATE = re.compile(r"(?<=[用收代盖])比例")
_PARENTHESES = re.compile(r"[（(][^（）()]*[）)]")
_MULTIPLIERS = (("万亿", Decimal(10) ** 12), ("亿", Decimal(10) ** 8), ("万", Decimal(10) ** 4))
#: Hopes are weaker than plain aims, assurances stronger: swapping them changes the commitment.
HOPES = ("力争", "力求", "努力", "争取", "尽力", "预期性")
ASSURANCES = ("确保", "必须", "保证", "约束性")
COMPARISONS = {"=": "等于", ">=": "不低于", "<=": "不超过", ">": "高于", "<": "低于", "~": "左右"}
CHANGES = {"level": "达到", "increase": "提高", "decrease": "下降"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which two rows differ."""

    field: str  # value, unit, year, comparator, change, baseline, commitment, deadline
    label: str
    ours: str
    theirs: str


@lru_cache(maxsize=65536)
def indicator_key(indicator: str) -> str:
    """An indicator as it is compared: 「城镇绿色建筑在新建建筑中的占比」 without 在, 中, 的."""
    return letters(_SHARE.sub("占比", _RATE.sub("率", _BINDING.sub("", indicator))))


def likeness(one: str, other: str) -> float:
    """How sure two indicators are the same: 1 equal, 0.9 one abridges the other, 0.85 reordered."""
    left, right = indicator_key(one), indicator_key(other)
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    if any(left.count(negation) != right.count(negation) for negation in _NEGATIONS):
        return 0.0
    short, long = sorted((left, right), key=len)
    if len(short) >= 3 and (long.endswith(short) or (abridges(short, long) and 2 * len(short) >= len(long))):
        return 0.9
    shared = sum((Counter(left) & Counter(right)).values())
    dice = 2 * shared / (len(left) + len(right))
    return 0.85 if dice > 0.92 else 0.8 * dice


def abridges(short: str, long: str) -> bool:
    """Whether leaving out characters of ``long`` gives ``short``."""
    rest = iter(long)
    return all(character in rest for character in short)


def amount(target: Target) -> tuple[Decimal | str, str]:
    """Value and unit on one scale: 1.2 亿千瓦 and 12000 万千瓦 are the same; ranges stay text."""
    unit = _PARENTHESES.sub("", target.unit).strip()
    try:
        value = Decimal(target.value)
    except InvalidOperation:
        return target.value, unit
    for word, factor in _MULTIPLIERS:
        if unit.startswith(word):
            return value * factor, unit.removeprefix(word)
    return value, unit


def differences(ours: Target, theirs: Target) -> tuple[Difference, ...]:
    """Every field in which our row contradicts theirs; what ours leaves out contradicts nothing."""
    found: list[Difference] = []

    def note(field: str, label: str, our: object, their: object) -> None:
        found.append(Difference(field, label, str(our or "（无）"), str(their or "（无）")))

    (our_value, our_unit), (their_value, their_unit) = amount(ours), amount(theirs)
    if our_value != their_value:
        note("value", "数值", f"{ours.value}{ours.unit}", f"{theirs.value}{theirs.unit}")
    elif our_unit != their_unit and ours.value:
        note("unit", "单位", ours.unit, theirs.unit)
    if ours.year is not None and ours.year != theirs.year:
        note("year", "年份", ours.year, theirs.year)
    if ours.kind == "deadline" and letters(ours.deadline) != letters(theirs.deadline):
        note("deadline", "时限", ours.deadline, theirs.deadline)
    if ours.value and theirs.value and ours.comparator != theirs.comparator:
        note("comparator", "比较", COMPARISONS[ours.comparator], COMPARISONS[theirs.comparator])
    if ours.value and theirs.value and ours.change != theirs.change:
        note("change", "增减", CHANGES[ours.change], CHANGES[theirs.change])
    if ours.baseline_year is not None and ours.baseline_year != theirs.baseline_year:
        note("baseline", "基期", ours.baseline_year, theirs.baseline_year)
    if _firmness(ours) != _firmness(theirs) and not (_firmness(ours) == 0 and _firmness(theirs) > 0):
        note("commitment", "力度", ours.commitment, theirs.commitment)
    return tuple(found)


def _firmness(target: Target) -> int:
    """-1 for a hope (力争), 1 for an assurance (确保), 0 for a plain aim."""
    if target.commitment in HOPES:
        return -1
    return 1 if target.commitment in ASSURANCES else 0


def figure(target: Target) -> str:
    """A target's figure in short: ≥38.9%, 下降5个百分点."""
    sign = {"=": "", ">=": "≥", "<=": "≤", ">": ">", "<": "<", "~": "约"}[target.comparator]
    return f"{change_word(target)}{sign}{target.value}{target.unit}"
