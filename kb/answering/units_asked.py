"""Numbers of a unit that a question asks for: 几天能到账, 多少岁可以, 几块钱一次.

In: the text of a question.  Out: what it asks to be counted, and whether a sentence or a unit of the
ledger counts that: 10个工作日 answers 几天, 7天 does not answer 几岁.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = "天|日|岁|周岁|小时|分钟|星期|周|块钱?|元|公里|里(?!面|头)|站|楼|层|度|斤|公斤|平米|平方米"
_ASKED = re.compile(rf"(?:几|多少)个?(?P<unit>{_UNITS})(?![一-龥]?(?:政策|任务|文件|条款))")
#: How a text prints the same, by the last characters of its unit.
_PRINTED = {
    "天": ("天", "日", "小时", "周"),
    "日": ("天", "日", "小时", "周"),
    "小时": ("小时", "分钟"),
    "分钟": ("分钟", "小时", "秒"),
    "星期": ("周", "星期", "天", "日"),
    "周": ("周", "星期", "天", "日"),
    "周岁": ("岁",),
    "块": ("元",),
    "块钱": ("元",),
    "公里": ("公里", "千米", "米"),
    "里": ("公里", "千米", "米", "里"),
    "公斤": ("公斤", "千克", "斤", "吨"),
    "斤": ("公斤", "千克", "斤", "吨"),
    "平米": ("平方米",),
}


@dataclass(frozen=True, slots=True)
class NumberAsked:
    """几天: the words that ask, and the units that answer."""

    words: str
    units: tuple[str, ...]

    def stands_in(self, text: str) -> bool:
        """Whether a text prints a number of such a unit."""
        numeral = "[0-9一二三四五六七八九十百千万半两]"
        counted = rf"{numeral}[多余来]?个?(?:[万亿]|工作|自然|周(?=岁))?(?:{'|'.join(self.units)})"
        return bool(re.search(counted, text))

    def is_of(self, unit: str) -> bool:
        """Whether a unit of the ledger is one of them: 万元 is 元."""
        return unit.endswith(self.units)


def number_asked(text: str) -> NumberAsked | None:
    """What a question asks to be counted; ``None`` where it names no unit."""
    found = _ASKED.search(text)
    return NumberAsked(found[0], _PRINTED.get(found["unit"], (found["unit"],))) if found else None
