"""The region of a document: whose 市… and 省… its bodies are.

In comes the issuer, the title or the text, out goes the place written from the province down
(山西省晋中市), or nothing where a place is national, unknown or not certain.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from kb.places import Division, named, provinces

#: What a national body's name begins with: its documents belong to no region.
_NATIONAL = re.compile(
    r"^(?:中共中央|中国共产党中央|国务院|中央|国家|中国|中华人民共和国|全国|最高人民|[^省市县区州]{2,8}(?:部|总局)(?:$|办公厅|等|关于))"
)
_PROVINCE_BODY = re.compile(r"(?<![各本全外])省(?:[\u4e00-\u9fff]{1,8})(?:厅|局|委|办)")
_CITY_BODY = re.compile(r"(?<![各本全外\u4e00-\u9fff])市(?:[\u4e00-\u9fff]{1,8})(?:局|委|办)")


#: How often a text must name the bodies of a level, and how far one place must lead, before its
#: region is guessed from the text alone.  Of the plans without issuer looked at, the right place
#: had 85 % of all mentions or more; below, comparisons with other provinces fill the text.
_BODIES_ENOUGH = 3
_MENTIONS_ENOUGH = 2
_SHARE_ENOUGH = 0.8


def region_named(name: str) -> str:
    """The place that opens the name of a body or a title: 晋中市发展和改革委员会 → 山西省晋中市."""
    name = re.sub(r"\s|^中共|^中国共产党", "", name)
    if _NATIONAL.match(name):
        return ""
    path = ""
    while place := _opening(name, path):
        found, length = place
        path, name = found.path, name[length:]
    return path


def region_in_title(title: str) -> str:
    """The place that a title is about: 《山东省碳达峰实施方案》, 数字山东2021行动方案."""
    if _NATIONAL.match(title):
        return ""
    found = region_named(title.lstrip("《“关于印发"))
    if found:
        return found
    found_provinces = {path for name, path in provinces().items() if name in title}
    return found_provinces.pop() if len(found_provinces) == 1 else ""


def region_guessed(text: str) -> str:
    """The place that a text without issuer speaks of, by the bodies and places that it names."""
    provincial, municipal = len(_PROVINCE_BODY.findall(text)), len(_CITY_BODY.findall(text))
    if provincial >= _BODIES_ENOUGH and provincial >= municipal:
        return _leading(text, provinces())
    if municipal >= _BODIES_ENOUGH and municipal > provincial:
        return _leading(text, _cities())
    return ""


def _leading(text: str, names: dict[str, str]) -> str:
    counts: Counter[str] = Counter()
    for match in re.finditer("|".join(sorted(names, key=len, reverse=True)), text):
        counts[names[match.group()]] += 1
    if not counts:
        return ""
    path, mentions = min(counts.items(), key=lambda item: (-item[1], item[0]))
    enough = mentions >= _MENTIONS_ENOUGH and mentions >= counts.total() * _SHARE_ENOUGH
    return path if enough else ""


def _opening(name: str, above: str) -> tuple[Division, int] | None:
    """The longest place name at the start of ``name`` that lies in ``above``; one reading only."""
    places = named()
    for length in range(min(len(name), _longest()), 1, -1):
        readings = {
            place
            for place in places.get(name[:length], ())
            if place.path != above and place.path.startswith(above)
        }
        if len(readings) == 1:
            return readings.pop(), length
        if readings:  # 朝阳区 of 北京 and of 长春: not certain
            return None
    return None


@cache
def _longest() -> int:
    return max(map(len, named()))


@cache
def _cities() -> dict[str, str]:
    """Prefectures in full and without 市: 济南市, 济南.  Names that a province has too are left out."""
    names: dict[str, str] = {}
    for name, places in named().items():
        if len(places) == 1 and places[0].level == 2 and name.endswith("市"):
            names[name] = places[0].path
            names.setdefault(name[:-1], places[0].path)
    for name in provinces():
        names.pop(name, None)
    return names
