"""What a user's word for a body says: its level, its place, what it does.

In: a word as people type it (发改部门, 环保局, 晋中市能源局, 电力公司).  Out: an ``Asked``
with every reading that the lexicon allows, or None when the word is no name of a body.
Nothing here knows which bodies exist.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kb.tagging.bureaus import lexicon
from kb.tagging.bureaus.branches import branch
from kb.tagging.bureaus.names import read, tidy
from kb.tagging.bureaus.places import Place, bare_place, is_place, leading_place, place_named


@dataclass(frozen=True, slots=True)
class Asked:
    """A user's word, read."""

    name: str  # tidied
    mark: str = ""  # 市, 省 …; 国 for a national body
    place: Place | None = None
    core: str = ""  # without level and place
    organ: str = ""  # 局, 厅, 部 …; empty where the word says none (发改部门)
    formal: str = ""  # the upper name of its lexicon entry, to tell 城管局 from 综合行政执法局
    families: tuple[str, ...] = ()
    read_as: str = ""  # how the word was read, for the user


_DEPARTMENT = re.compile(r"(?P<word>[一-龥]{2,12}?)(?:行政|业务)?(?:主管)?(?:部门|系统|机关)")
_LEVEL = re.compile(
    r"(?P<mark>自治区|自治州|省|市|州|盟|县|区|旗)(?P<organ>党委|委(?!员)|人民政府|政府)?(?P<rest>.+)"
)
_OWN = re.compile(r"(?:我|本|咱们?|全)(?=[省市州县区])")
#: A question's own words are no part of a place: 「请问介休市」 「由我市」.
_NO_PLACE = re.compile(
    r"[问查请看找是让给归属被把想要和与对哪该我全各本由在从向谁有的]|以上|[去今明前后]年|目前|现在|例如|其中|以及|负责|关于|根据|任务"
)
#: 局 is no 厅: the organ tells 教育局 from 教育厅 and 大数据局 from 大数据中心.
ORGANS = ("总局", "总署", "厅", "部", "局", "委", "办", "馆", "中心")


@lru_cache(maxsize=4096)
def ask(word: str) -> Asked | None:
    """Read a user's word as the name of a body."""
    name = _OWN.sub("", tidy(word))
    if not 2 <= len(name) <= 40:
        return None
    if name in lexicon.bare_suffixes():  # 监管局: whatever ends so
        return Asked(name, core=name, read_as=name)
    return (
        _known_words(name, "", None)
        or _of_branch(name)
        or _with_level(name)
        or _with_place(name)
        or _shaped(name)
    )


def _known_words(name: str, mark: str, place: Place | None) -> Asked | None:
    """The name without level and place as the lexicon knows it."""
    prefix = (place.written if place else "") + mark
    families: list[str] = []
    formal, organ, core_name = "", "", name
    core = lexicon.core(name) if lexicon.is_one_office(name) else None
    if core is not None:
        families.append(core.function.family)
        formal, organ = core.function.upper, core.organ or organ_of(name)
        low = mark in ("市", "州", "盟", "县", "区", "旗") or bool(
            place and place.level in ("city", "county")
        )
        core_name = core.name(low=low or not (mark or place))
        if core.function.party and mark:
            core_name = "委" + core_name
    elif not mark and not place and name in lexicon.national_names():
        function = lexicon.national_names()[name]
        return Asked(
            name, "国", None, function.national, organ_of(function.national), function.upper,
            (function.family,), function.national,
        )  # fmt: skip
    for function in lexicon.former_names().get(name, ()):
        families.append(function.family)
    if name in lexicon.spoken_names():
        families.append(lexicon.spoken_names()[name])
    department = _DEPARTMENT.fullmatch(name)
    if department and department["word"] in lexicon.department_words():
        families.append(lexicon.department_words()[department["word"]])
    elif core is None and families:
        organ = organ_of(name) if name in lexicon.former_names() else ""
    if not families:
        return None
    return Asked(
        prefix + name,
        mark,
        place,
        core_name,
        organ,
        formal,
        tuple(dict.fromkeys(families)),
        prefix + core_name,
    )


def _with_level(name: str) -> Asked | None:
    match = _LEVEL.fullmatch(name)
    if match is None:
        return None
    organ, rest = match["organ"] or "", match["rest"]
    if rest in lexicon.bare_suffixes():
        return Asked(name, match["mark"], core=rest, read_as=name)
    return _known_words(organ + rest, match["mark"], None) or _known_words(rest, match["mark"], None)


def _with_place(name: str) -> Asked | None:
    """晋中市能源局, 晋中能源局, 山西省晋中市发改委."""
    place = leading_place(name)
    if place is not None and not _credible(place):
        return None
    place = place or bare_place(name)
    if place is None:
        return None
    rest = name[len(place.written) :]
    inner = leading_place(rest)
    if inner is not None and lexicon.core(rest) is None and _credible(inner):
        region = inner.region if inner.region != inner.written else place.region + inner.written
        place, rest = Place(inner.written, inner.level, region), rest[len(inner.written) :]
    match = re.match(r"(?:党委|委(?!员)|人民政府|政府)(?=.)", rest)
    found = _known_words(rest, "", place)
    if found is None and match:
        found = _known_words(rest[match.end() :], "", place)
    if found is None and rest in ("政府", "人民政府", "党委", "委"):
        core = "人民政府" if rest.endswith("政府") else "委"
        return Asked(
            name, "", place, core, "", "", ("政府" if core == "人民政府" else "党委",), place.written + core
        )
    return found


def _of_branch(name: str) -> Asked | None:
    """国网襄阳供电公司, 太原铁路局: a body of that place and of no other."""
    found = branch(name)
    if found is None:
        return None
    place = place_named(found.place)
    if place is None and name.startswith(found.place):
        return None  # 「请问国网晋中供电公司」, 「目前供电公司」
    place = place or Place(found.place, "county", found.place)
    return Asked(found.name, "", place, found.name, "", "", (found.family,), found.name)


def _credible(place: Place) -> bool:
    """A known place, or a short name that is not a question's words before one."""
    written = place.written
    if is_place(written):
        return True
    if place.level == "province" or _NO_PLACE.search(written) or len(written) > 8:
        return False
    return not any(is_place(written[cut:]) for cut in range(1, len(written) - 1))


def _shaped(name: str) -> Asked | None:
    """A name that the lexicon does not know but that is formed like a body's."""
    reading = read(name, "", strictness="strict")
    place = leading_place(name) if reading and not reading.mark else None
    if reading is None or (place and not _credible(place)) or not lexicon.is_one_office(reading.core):
        return None
    families = (reading.family,) if reading.family else ()
    return Asked(name, reading.mark, place, reading.core, "", "", families, reading.body.name)


def organ_of(name: str) -> str:
    return next((organ for organ in ORGANS if name.endswith(organ)), "")
