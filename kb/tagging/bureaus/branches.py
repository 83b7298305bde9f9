"""Bodies that are named by a place instead of a level: 国网晋中供电公司, 人民银行济南分行.

In: a name without blanks.  Out: the conventional name, the place in it and its family, or None.
Each pattern is one kind of body; the place is whatever stands between the fixed words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kb.tagging.bureaus.places import is_place

_PLACE = r"(?P<place>[一-龥]{2,8}?)"

#: Seats of the eighteen railway groups (中国铁路太原局集团有限公司); 中铁十二局 is a builder.
_RAILWAY_SEATS = (
    "哈尔滨|沈阳|北京|太原|呼和浩特|郑州|武汉|西安|济南|上海|南昌|广州|南宁|成都|昆明|兰州|乌鲁木齐|青藏"
)


@dataclass(frozen=True, slots=True)
class Branch:
    """A body named by its place."""

    name: str
    place: str
    family: str


_Make = Callable[["re.Match[str]"], str]

_UNITS = {
    "中支": "中心支行",
    "营管部": "营业管理部",
    "分行营管部": "分行营业管理部",
    "分局": "监管分局",
    "支局": "监管支局",
    "局": "监管局",
}


def _unit(match: re.Match[str]) -> str:
    unit: str = match["unit"]
    return _UNITS.get(unit, unit)


def _rule(pattern: str, family: str, make: _Make) -> tuple[re.Pattern[str], str, _Make]:
    return re.compile(pattern), family, make


_RULES = (
    # 中国人民银行山东省分行, 人行晋中市分行, 人民银行莱芜市中心支行, 人民银行济南分行营管部
    _rule(
        rf"(?:中国)?人(?:民银)?行{_PLACE}"
        r"(?P<unit>分行营业管理部|分行营管部|营业管理部|营管部|分行|中心支行|中支|支行)",
        "人民银行",
        lambda m: f"人民银行{m['place']}{_unit(m)}",
    ),
    # 国家金融监督管理总局山东监管局, 国家金融监管局晋中分局
    _rule(
        rf"(?:国家)?金融监(?:督管理|管)总?局{_PLACE}(?P<unit>监管局|监管分局|监管支局|分局|支局|局)",
        "金融监管",
        lambda m: f"国家金融监管总局{m['place']}{_unit(m)}",
    ),
    # 山东金融监管局, 晋中金融监管分局
    _rule(
        rf"{_PLACE}金融监管(?P<unit>局|分局|支局)",
        "金融监管",
        lambda m: f"国家金融监管总局{m['place']}{_unit(m)}" if is_place(m["place"]) else "",
    ),
    # 山东银保监局, 中国银保监会晋中监管分局
    _rule(
        rf"(?:中国)?(?:银行保险监督管理委员|银保监)会{_PLACE}监管(?P<unit>局|分局)",
        "金融监管",
        lambda m: f"{m['place']}银保监{m['unit']}",
    ),
    _rule(rf"{_PLACE}银保监(?P<unit>局|分局)", "金融监管", lambda m: f"{m['place']}银保监{m['unit']}"),
    # 山东证监局, 中国证监会山东监管局
    _rule(
        rf"(?:中国)?(?:证券监督管理委员|证监)会{_PLACE}监管局",
        "证监",
        lambda m: f"{m['place']}证监局",
    ),
    _rule(rf"{_PLACE}证监局", "证监", lambda m: f"{m['place']}证监局"),
    # 国网山西省电力公司晋中供电公司, 国网晋中供电公司, 国家电网晋中市供电公司
    _rule(
        rf"(?:国家电网|国网)(?:[一-龥]{{2,8}}?电力(?:有限)?公司)?{_PLACE}[市县区]?供电(?:分公司|公司|局)",
        "电网",
        lambda m: f"国网{m['place']}供电公司",
    ),
    # 国网山西省电力公司, 国网山东电力
    _rule(
        rf"(?:国家电网|国网){_PLACE}省?电力(?:有限公司|公司)?",
        "电网",
        lambda m: f"国网{m['place']}电力公司",
    ),
    # 晋中供电公司, 深圳供电局
    _rule(
        rf"{_PLACE}(?P<unit>供电分公司|供电公司|供电局|电力公司|电网公司)",
        "电网",
        lambda m: f"{m['place']}{m['unit']}",
    ),
    # 中国铁路太原局集团有限公司, 中铁济南局, 太原铁路局
    _rule(
        rf"(?:中国铁路|中铁)(?P<place>{_RAILWAY_SEATS})局(?:集团)?(?:有限责任公司|有限公司|公司)?",
        "铁路",
        lambda m: f"中国铁路{m['place']}局",
    ),
    _rule(
        rf"(?P<place>{_RAILWAY_SEATS})(?:铁路局(?:集团)?|局集团)(?:有限责任公司|有限公司|公司)?",
        "铁路",
        lambda m: f"中国铁路{m['place']}局",
    ),
    # 国家税务总局晋中市税务局
    _rule(rf"国家税务总局{_PLACE}税务局", "税务", lambda m: f"{m['place']}税务局"),
    # 国家统计局晋中调查队
    _rule(
        rf"国家统计局{_PLACE}(?P<unit>调查总队|调查队)",
        "统计调查",
        lambda m: f"国家统计局{m['place']}{m['unit']}",
    ),
    # 公路局晋中分局, 晋中公路分局
    _rule(rf"公路局{_PLACE}分局", "公路", lambda m: f"公路局{m['place']}分局"),
    _rule(rf"{_PLACE}公路分局", "公路", lambda m: f"公路局{m['place']}分局"),
    # 国家外汇管理局晋中市分局
    _rule(
        rf"国家外汇(?:管理)?局{_PLACE}(?P<unit>分局|支局)",
        "外汇",
        lambda m: f"国家外汇局{m['place']}{m['unit']}",
    ),
    # 太原海关
    _rule(rf"{_PLACE}海关", "海关", lambda m: f"{m['place']}海关"),
)  # fmt: skip

#: What ends the name of any such body: a quick way out for all others.
_ENDS = ("行", "部", "局", "公司", "电力", "队", "关")

#: Words that make a place no place: 各供电公司, 市供电公司.
_NO_PLACE = re.compile(r"各|有关|相关|[省市县区州盟旗]$(?<=^.)|^(?:国家|中国|全国)$")


def branch(name: str) -> Branch | None:
    """The place-named body that the whole name is."""
    if not name.endswith(_ENDS):
        return None
    for pattern, family, make in _RULES:
        match = pattern.fullmatch(name)
        if match is None or _NO_PLACE.search(match["place"]):
            continue
        conventional = make(match)
        if conventional:
            return Branch(conventional, match["place"], family)
    return None
