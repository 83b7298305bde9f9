"""What stands right of a figure: its end, or the noun that it counts.

In: cleaned text, a figure and the end of its part.  Out: ``Right``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kb.tagging.targets.lexicon import guarded, listed
from kb.tagging.targets.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Right:
    """What follows a figure: its end, a noun, or 「的」 and a noun; ``[start, end)`` is the noun."""

    kind: Literal["end", "noun", "of", "that"]  # that: 「的，」 closes a condition
    start: int
    end: int
    verb: bool = False  # a verb follows the noun: 在161个景区|实施…


_ENDS_FIGURE = re.compile(
    r"[，,。；;：:、！？）)!?\n ”’\"]|和(?![谐平睦])|及|与|或|以及|并|且|而|至|到"
    r"|提高|提升|增加|增长|降|下降|减|压缩|压减|缩短|缩减|其中|的?目标(?:[，。；、任要]|\Z)"
)
_VALUE_NOUN = re.compile(
    rf"的?(?:(?:{listed('value_noun')})+(?=[，,。；;、：:）)]|\Z|的|以上|和|及|且|并|左右)|(?:比例|速度|标准|幅度|税率)(?![化准厂件间煤]))"
)
_GIVING = re.compile(r"给予|予以|的?(?:标准|比例|额度)(?:给予|予以)")
_BUILT = re.compile(r"(?<=比例)(?:同步|统一)?(?:建设|设计|配建|预留|配置|安装)")
_NOUN_STOP = re.compile(
    r"以及|[，,。；;：:！？!?\n]|[（(](?=[^（()）\n]{0,60}[）)](?:[，,。；;：:！？!?\n、]|\Z))"
)
#: 10万吨/年铝制品深加工、…: the size of a work belongs to that work alone.
_SHORT_STOP = re.compile(_NOUN_STOP.pattern + "|、")
#: 产值|超100亿元, 年经营量|100—300万吨, 规模|不小于3000人
_RELATION = re.compile(
    r"(?:超过?|突破|不[低少小]于|达到?|年?(?:产值|产量|营收|收入|经营量|规模|产能|能力|投资))\Z"
)
#: The word of giving belongs to the sum behind it.
_GIVES = re.compile(
    r"(?:一次性|分别|再)?(?:给予|予以|奖励|奖补|补助|补贴|资助)(?:每[家个户人])?(?:最高|不超过|至多)?\Z"
)
#: What is counted stands before 的: 50个部门的政务数据; but 500家具备潜力的企业
_THINGS = re.compile(
    r"(?:部门|单位|企业|公司|机构|学校|医院|园区|社区|街道|村庄|行政村|乡镇|县城|城市|家庭|农户|项目|领域|行业|品种|小区|景区)\Z"
)
_NOUN_END = re.compile(guarded("noun_end"))
_PARENTHESIS = re.compile(r"[（(][^（()）\n]{0,40}[）)]")
_LONGEST_NOUN = 48


def read_right(text: str, figure: Quantity, high: int, following: Quantity | None) -> Right:
    """Read what follows a figure (with its 以上/左右) up to ``high``, the end of its part.

    ``following`` is the next figure of the part: a noun ends before it.
    """
    at = figure.tail_end
    while (match := _PARENTHESIS.match(text, at, high)) is not None:
        at = match.end()
    if following is not None and following.start <= at:
        following = None  # 957个|50户以上村寨
    if at >= high or _ENDS_FIGURE.match(text, at, high):
        return Right("end", at, at)
    of = text[at] == "的"
    if of and (at + 1 >= high or _NOUN_STOP.match(text, at + 1)):
        return Right("that", at, at)
    valued = _VALUE_NOUN.match(text, at, high)
    if valued and text[valued.end() : valued.end() + 1] == "的" and valued.end() + 1 < high:
        at, of, valued = valued.end(), True, None  # 超过1000人规模的学校
    if valued or _ends_in_verb(text, at, high) or _GIVING.match(text, at, high):
        return Right("end", at, at)  # 财力的50%|连续3年奖补
    start, end, verb = _noun(text, at + 1 if of else at, high, figure, following)
    return Right("of" if of else "noun", start, end, verb)


def _ends_in_verb(text: str, at: int, high: int) -> bool:
    """「50%|连续3年奖补」; but 「500家具备潜力的企业」 goes on to its noun."""
    if not _NOUN_END.match(text, at, high):
        return False
    stop = _NOUN_STOP.search(text, at, high)
    return text.find("的", at, stop.start() if stop else high) < 0


def _noun(
    text: str, start: int, high: int, figure: Quantity, following: Quantity | None
) -> tuple[int, int, bool]:
    """The noun after a figure, and whether a verb follows it: 「100个城市和园区|开展试点」."""
    limit = min(high, start + _LONGEST_NOUN)
    stop = (_SHORT_STOP if figure.group == "physical" else _NOUN_STOP).search(text, start, limit)
    end = stop.start() if stop else limit
    if (
        following is not None
        and following.start < end
        and (gives := _GIVES.search(text, max(start, following.start - 16), following.start))
    ):
        end, following = gives.start(), None  # 10亿元的企业|一次性奖励200万元
    if following is not None and following.start < end:
        cut = max(text.rfind(sign, start, following.start) for sign in "、和及与")
        if cut > start:
            end = cut
        elif _goes_on(text, start, following, high):
            # 5个|产值超100亿元|产业集群: the relation belongs to the next figure
            start = following.tail_end + (text[following.tail_end : following.tail_end + 1] == "的")
            end = max(start, end)
        else:
            end = following.start
    verb = _NOUN_END.search(text, start + 1, end)
    if verb is not None:
        end = verb.start()
    if (built := _BUILT.search(text, start, end)) is not None:
        end = built.start()  # 30%的车位比例|同步建设
    opened = text.rfind("（", start, end)
    if opened > start and text.find("）", opened, end) < 0:
        end = opened
    last = text.rfind("的", start, end)
    if last > start and _THINGS.search(text, start, last):
        end = last  # 50个部门|的政务数据
    elif last >= 0 and end - last > 2:
        start = last + 1
    while end > start and text[end - 1] in " 、和及与或等均都":
        end -= 1
    return start, end, verb is not None


def _goes_on(text: str, start: int, following: Quantity, high: int) -> bool:
    """Whether the noun comes after the next figure: 「5个产值超100亿元|产业集群」."""
    if following.tail_end >= high or _ENDS_FIGURE.match(text, following.tail_end, high):
        return False
    if text.find("按", start, following.start) >= 0:
        return False  # 5种农业机械|按照不超过20%的比例补贴
    return _RELATION.search(text, start, following.start) is not None
