"""The administrative divisions of China: every place by the names under which it is printed.

In: ``places.toml`` (read once, on first use).  Out: tables from a printed name (阿坝州, 晋中市, 介休)
to the places that bear it, each with its path from the province down (山西省晋中市介休市).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("places.toml")

#: Ethnic names inside the names of autonomous places: 阿坝藏族羌族自治州 is called 阿坝州.
_PEOPLES = (
    "壮|藏|苗|回|满|侗|瑶|彝|白|土|黎|畲|羌|水|傣|怒|京|蒙古|朝鲜|土家|哈尼|傈僳|景颇|布依|哈萨克|维吾尔|柯尔克孜|"
    "塔吉克|锡伯|裕固|保安|东乡|撒拉|仡佬|毛南|仫佬|纳西|拉祜|佤|布朗|普米|独龙|达斡尔|鄂温克|鄂伦春"
)
_ETHNIC = re.compile(rf"(?:(?:{_PEOPLES})族|蒙古|哈萨克|柯尔克孜|各族)+(?=自治[州县旗])")
_AUTONOMOUS = re.compile(r"(?:壮族|回族|维吾尔)?自治区$")
#: Cities of the second level that have no counties; other places without are counties of their own
#: (济源市, 仙桃市).
_WHOLE_CITIES = frozenset({"东莞市", "中山市", "儋州市", "嘉峪关市"})


@dataclass(frozen=True, slots=True)
class Division:
    """A place; ``path`` from the province down."""

    path: str
    level: int  # 1 province, 2 prefecture, 3 county
    full: str  # 阿坝藏族羌族自治州
    name: str  # 阿坝州
    city: bool = False  # a municipality, prefecture or league; 济源市, under no prefecture, is none


def usual_name(name: str) -> str:
    """阿坝藏族羌族自治州 → 阿坝州; other names as they are."""
    short = _ETHNIC.sub("", name)
    return short.replace("自治", "") if short != name else name


def bare_name(name: str) -> str:
    """Without the word for its level: 山西省 → 山西, 内蒙古自治区 → 内蒙古, 阿坝州 → 阿坝."""
    usual = _AUTONOMOUS.sub("", usual_name(name))
    short = re.sub(r"(?:特别行政区|地区|林区|[省市州盟县区旗])$", "", usual)
    return short if len(short) > 1 else usual


@cache
def provinces() -> dict[str, str]:
    """Provinces from their bare names, 北京 and 上海 included: 山东 → 山东省, 内蒙古 → 内蒙古自治区."""
    return {bare_name(name): name for name in _divisions()}


@cache
def divisions() -> tuple[Division, ...]:
    """Every place, a province before its prefectures, these before their counties."""
    found: list[Division] = []
    for province, prefectures in _divisions().items():
        found.append(Division(province, 1, province, province, city=province.endswith("市")))
        for prefecture, counties in prefectures.items():
            path = province if prefecture == province else province + prefecture
            if path != province:
                whole = bool(counties) and counties != [prefecture]
                city = whole or prefecture in _WHOLE_CITIES
                found.append(Division(path, 2, prefecture, usual_name(prefecture), city))
            found += [Division(path + county, 3, county, usual_name(county)) for county in counties]
    return tuple(found)


@cache
def named() -> dict[str, tuple[Division, ...]]:
    """Places from every name under which they are printed in full; several places may bear one."""
    found: dict[str, set[Division]] = {}
    for place in divisions():
        for name in _printed(place):
            found.setdefault(name, set()).add(place)
    return {name: tuple(sorted(places, key=lambda place: place.path)) for name, places in found.items()}


@cache
def bare_counties() -> frozenset[str]:
    """Names of counties and districts without 县, 区 or 市: 介休.  Some are words: 和平, 东方."""
    return frozenset(bare_name(place.name) for place in divisions() if place.level == 3)


def _printed(place: Division) -> set[str]:
    """阿坝藏族羌族自治州, 阿坝自治州 and 阿坝州."""
    names = {place.full, _ETHNIC.sub("", place.full), place.name}
    if place.level == 1 and place.full.endswith("自治区"):
        names.add(bare_name(place.full))
    return names


@cache
def _divisions() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
