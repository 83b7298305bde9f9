"""Regions and the level of a place: which part of 山西省晋中市 is the province, whose body 太原市能源局 is.

In: a region as documents carry it, or a name that begins with a place.  Out: the region cut to
a level, the place split from the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from kb.places import bare_counties, bare_name, divisions, named, usual_name

Level = Literal["national", "province", "city", "county", ""]

#: Endings of a place's name.  州 is none inside 杭州市 or 广州市.
_PLACE_END = (
    r"(?:自治区|特别行政区|自治州|自治县|自治旗|地区|林区|新区|高新区|经开区|开发区|示范区"
    r"|省|市|县|区|旗|盟|州(?![市区县]))"
)
_COMPONENT = re.compile(rf"[^省市区县]县|[一-龥]{{2,10}}?{_PLACE_END}")
#: 城区, 矿区, 郊区 are districts of one character.
_LEADING = re.compile(rf"[一-龥]县|[城矿郊]区|[一-龥]{{2,11}}?{_PLACE_END}")
#: No place's name begins so: 省能源局, 市旅游市场办; but 市中区, 市南区, 市北区 do.
_NO_PLACE = re.compile(r"省|自治|市(?![中南北]区)|[县区州盟旗]")
_COUNTY_END = ("县", "区", "旗")


@dataclass(frozen=True, slots=True)
class Place:
    """A place as written at the head of a name, with its level and its region where known."""

    written: str
    level: Level
    region: str  # 山西省太原市; the written name alone where the lexicon does not know it


@cache
def _places() -> dict[str, tuple[Level, str]]:
    """Provinces and cities from their names; the first to claim one keeps it."""
    table: dict[str, tuple[Level, str]] = {}
    for place in divisions():
        if place.level == 1 or place.city:
            level: Level = "province" if place.level == 1 else "city"
            table.setdefault(place.full, (level, place.path))
            table.setdefault(place.name, (level, place.path))
    return table


@cache
def _bare_places() -> dict[str, tuple[Level, str]]:
    table: dict[str, tuple[Level, str]] = {}
    for name, value in _places().items():
        table.setdefault(bare_name(name), value)
    return table


def is_place(word: str) -> bool:
    """Whether the word is a province or city of the lexicon, with or without 省 or 市."""
    return word in _places() or word in _bare_places()


def place_named(word: str) -> Place | None:
    """The place that the whole word is, with or without its level: 晋中, 湖南省, 介休."""
    known = _places().get(word) or _bare_places().get(word)
    if known is not None:
        return Place(word, *known)
    counties = named().get(word, ())
    if counties:
        return Place(word, "county", counties[0].path if len(counties) == 1 else word)
    return Place(word, "county", word) if word in bare_counties() else None


def full_name(word: str) -> str:
    """The place in full: 苏州 → 苏州市, 恩施 → 恩施州; empty for a word that is no place."""
    if word in _places():
        return word
    known = _bare_places().get(word)
    return usual_name(components(known[1])[-1][1]) if known else ""


@lru_cache(maxsize=4096)
def components(region: str) -> tuple[tuple[Level, str], ...]:
    """The parts of a region with their levels: 山西省晋中市 → province 山西省, city 晋中市."""
    parts: list[tuple[Level, str]] = []
    for match in _COMPONENT.finditer(region):
        name = match[0]
        level: Level = place_level(name)
        if level == "province" and parts:
            level = "city"
        if level == "city" and parts and parts[-1][0] == "city":
            level = "county"  # 山西省晋中市介休市
        parts.append((level, name))
    return tuple(parts)


def place_level(name: str) -> Level:
    """The level of a place by the lexicon, else by its ending."""
    if name in _places():
        return _places()[name][0]
    if name.endswith(("省", "自治区", "特别行政区")):
        return "province"
    if name.endswith(("自治州", "州", "盟", "地区")):
        return "city"
    if name.endswith(_COUNTY_END):
        return "county"
    return "county"  # every 地级市 is in the lexicon: 介休市 is a county-level city


def cut(region: str, level: Level) -> str:
    """The region as far as the level; empty where it has no such level."""
    if level == "national" or not level:
        return ""
    taken = ""
    for part_level, name in components(region):
        taken += name
        if part_level == level:
            return taken
    return ""


def own_place(written: str, region: str) -> Level:
    """The level at which a place is part of the region (晋中市 in 山西省晋中市 → city), or empty."""
    for level, name in components(region):
        if written in (name, usual_name(name), bare_name(name)):
            return level
    return ""


def leading_place(name: str) -> Place | None:
    """The place that a name begins with: 太原市能源局 → 太原市; None for 市能源局 or 城市管理局."""
    match = _LEADING.match(name)
    if match is None or match.end() == len(name) or _NO_PLACE.match(name):
        return None
    written = match[0]
    if written in _places():
        level, region = _places()[written]
        return Place(written, level, region)
    return Place(written, place_level(written), written)


def bare_place(name: str) -> Place | None:
    """The longest place without 省 or 市 that a name begins with: 晋中能源局 → 晋中."""
    for length in range(min(len(name) - 1, 6), 1, -1):
        value = _bare_places().get(name[:length])
        if value is not None:
            return Place(name[:length], *value)
    return None


def joined_region(place: Place, region: str) -> str:
    """The region of another place's body printed in a document of ``region``.

    In a document of 山西省晋中市, 介休市人民政府 is of 山西省晋中市介休市.
    """
    own = own_place(place.written, region)
    if own:
        return cut(region, own)
    if place.region != place.written or place.level == "province":
        return place.region
    if place.level == "county":
        for level, name in components(region):
            if place.written.startswith(bare_name(name)):
                return cut(region, level)  # 晋中经济技术开发区 is 晋中市's
        city = cut(region, "city")
        return city + place.written if city else place.written
    return place.region
