"""Conditions that a reward, a duty or a penalty hangs on: 「对年产值超过10亿元、增长5%的|企业，给予…」.

In: a sentence of cleaned text.  Out: the stretches from 对 to the 的 that closes the condition; the
figures inside say who is meant, they are no aims and no money given.
"""

from __future__ import annotations

import re

#: Who or what the condition singles out: 的|规上工业企业，  的|项目给予
_WHO = (
    r"[^，。；：、（）\d的]{0,14}?(?:企业|公司|单位|机构|项目|个人|人员|人才|团队|平台|园区|基地|主体|农户|家庭|商户"
    r"|合作社|景区|医院|学校|乡镇|街道|社区|[县市区村])"
)
_GIVE = r"给予|予以|奖励|奖补|补助|补贴|资助|扶持|贴息|返还|减免|免征|减按|享受"
_GIVE_AT_ONCE = r"给予|予以|(?:奖励|奖补|补助|补贴|资助)(?=[最不每人\d一二三四五六七八九十百千万])"
#: 的企业，|按…给予; 的，由…责令: what follows within the sentence's next parts
_CLOSES = re.compile(
    rf"的(?:{_WHO})?(?:，(?=[^。；]{{0,40}}?(?:{_GIVE}|罚款|责令|不予))"
    rf"|，(?=[^。；，]{{0,12}}?(?:优先|可申[请报]|可享|认定为))"
    rf"|(?=(?:一次性|分别|最高|再)?(?:{_GIVE_AT_ONCE})))"
)
#: What is given stands from here on: 按照|投资额的10%, 给予|100万元
_GRANTS = re.compile(rf"(?<=[，的])按|{_GIVE_AT_ONCE}")
#: Where a condition begins: 对, 凡 …
_OPENS = re.compile(r"(?:(?<=[，；。：、\n ])|\A)(?:对(?![外口接])|凡是?|符合|满足)")
#: A condition is no longer than this.
_LONGEST = 120


def find_conditions(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The conditions of one sentence, in order, none overlapping another."""
    found: list[tuple[int, int]] = []
    floor = start
    for match in _CLOSES.finditer(text, start, end):
        close = match.start()
        low = max(floor, close - _LONGEST, text.rfind("；", floor, close) + 1)
        opened = [one.start() for one in _OPENS.finditer(text[low:close])]
        begin = low + opened[-1] if opened else max(low, text.rfind("，", low, close) + 1)
        granted = _GRANTS.search(text, begin, close)
        stop = granted.start() if granted is not None else close
        if begin < stop:
            found.append((begin, stop))
        floor = close
    return found
