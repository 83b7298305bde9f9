"""Figures of now that stand beside an aim: 「到2025年，新增300家，|目前已有1200家」, 「占35%（现状）」.

In: a sentence taken apart, and a figure with its left side.  Out: whether a word of now governs the
figure although a deadline does too, and the noun without that word.
"""

from __future__ import annotations

import re

from kb.tagging.targets.left import Left
from kb.tagging.targets.quantities import Quantity
from kb.tagging.targets.right import Right
from kb.tagging.targets.scope import Scope

_ALREADY = r"已(?:经|有|达|累计|完成|实现|建成?|培育|形成|引进|认定|投产|投运|发展|开通|覆盖|接入)|现已|均已"
_NOW = re.compile(rf"(?P<stock>(?<![发出实])现有(?!企业家))|(?<![较比于由从与])目前|当前|现状|{_ALREADY}")
#: A plan between the word and the figure: 目前|力争达到, 现有机组|拟改造
_PLANNED = re.compile(r"力争|力求|争取|确保|努力|计划|(?<!模)拟|预计|目标|(?<![即])将|到(?:19|20)\d{2}年")
#: 35%|（现状）, 35%|（2020年数据）
_BEHIND = re.compile(r"[（(](?:目前|当前|现状|现有|基期|实际|已完成|已实现)(?:值|数|水平|数据|情况)?[）)]")
_LEADING = re.compile(
    rf"(?:截至|到)?(?:目前|当前|现状(?:值|为|是)?|现有|{_ALREADY}|已)"
    rf"(?:，|全[市省县区国州]|[我本][市省县区州]|现有|{_ALREADY}|共有?|已)*"
)
#: 新增|企业300家，目前已有1200家: what is there now is not new.
_NEW = ("新增加", "新增", "新建", "净增")
#: 从10.2年|提高到10.8年
MOVES_ON = re.compile(
    r"(?:逐步|稳步|进一步|平均)?(?:提高|提升|增加|增长|上升|扩大|拓展|下降|降低|减少|压减|压缩|缩减|缩短|缩小|调整|降|增|升|发展|上调|下调)"
)
#: A word of now governs figures up to so far behind it.
_FAR = 60


def is_of_now(scope: Scope, figure: Quantity, left: Left, right: Right) -> bool:
    """Whether a word of now governs a figure."""
    text = scope.text
    if _BEHIND.match(text, figure.tail_end, scope.end):
        return True
    word = _word_of_now(scope, figure)
    if word is None or _PLANNED.search(text, word.end(), figure.start):
        return False
    if word["stock"]:
        # 现有充电桩2.3万个; but 现有机组改造规模达到500万千瓦 is an aim for what there is
        if left.predicate or left.verb or left.aim:
            return False
        return word.end() < figure.start or right.kind == "end"  # 现有|200家企业 are but counted
    previous = scope.measured.before(figure.start, 1)
    moved = previous and previous[0].start > word.end() and MOVES_ON.match(text, previous[0].tail_end)
    return not moved  # 目前的20%|提高到25%


def _word_of_now(scope: Scope, figure: Quantity) -> re.Match[str] | None:
    """The last word of now before a figure in its part, or alone before the comma: 「目前，|全市1200个」."""
    number = scope.part_number(figure.start)
    part = scope.parts[number]
    words = [*_NOW.finditer(scope.text, max(part.start, figure.start - _FAR), figure.start)]
    if words:
        return words[-1]
    before = scope.parts[number - 1] if number else part
    if before.end >= part.start or before.end - before.start > len("截至目前"):
        return None
    return _NOW.match(scope.text, before.start + 2 * scope.text.startswith("截至", before.start), before.end)


def without_now(text: str, start: int, end: int) -> int:
    """Where the noun begins behind 目前, 现有, 全市: 目前已有 leaves nothing."""
    match = _LEADING.match(text, start, end)
    return match.end() if match is not None else start


def of_stock(indicator: str) -> str:
    """The indicator that a figure of now inherits: 新增|企业."""
    for word in _NEW:
        if indicator.startswith(word) and len(indicator) >= len(word) + 2:
            return indicator[len(word) :]
    return indicator
