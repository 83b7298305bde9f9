"""Conditions that a reward, a duty or a penalty hangs on: 「对年产值超过10亿元、增长5%的|企业，给予…」.

In: a sentence of cleaned text.  Out: the stretches from 对 to the 的 that closes the condition; the
figures inside say who is meant, they are no aims and no money given.
"""

from __future__ import annotations

import re

from kb.tagging.targets.lexicon import listed

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
    rf"|(?P<given>，)(?=(?:一次性|分别|最高|再)?(?:给予|予以))"
)
#: 培训|15万名技术强的人才，扶持…: an aim of the place and no condition, unless what is given follows at once
_AIMED = re.compile(rf"(?:\d{{1,2}}年内)?(?:重点|累计|每年|计划|至少|力争)?(?:{listed('aim_verb')})\d")
#: 对首台套产品，销售额的|20%|，给予…奖励: what is given, not who is meant
_SHARE = re.compile(r"的(?:最高|不超过)?[\d.]{1,6}%(?:以内)?\Z")
_GIVEN_NEXT = re.compile(rf"[^，。；\d]{{0,8}}?(?:{_GIVE})(?!\d{{1,8}}[万千百余多]{{0,2}}[个名家项户人])")
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
        goes_on = bool(found) and found[-1][1] == floor == low  # 对…的项目，|当年投资到位5000万元|，给予
        if match["given"] and (not (opened or goes_on) or _SHARE.search(text, low, close)):
            continue
        begin = low + opened[-1] if opened else max(low, text.rfind("，", low, close) + 1)
        if not opened and _AIMED.match(text, begin, close) and not _GIVEN_NEXT.match(text, match.end()):
            continue
        granted = _GRANTS.search(text, begin, close)
        stop = granted.start() if granted is not None else close
        if begin < stop:
            found.append((begin, stop))
        floor = close
    return found
