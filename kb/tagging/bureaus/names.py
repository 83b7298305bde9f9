"""Canonical names of bodies: 市发改委 and 晋中市发展和改革委员会 are one 市发展改革委.

In: a name as printed and the region of the document that prints it.  Out: a ``Body`` with the
conventional short name (with its level as plans print it: 市能源局, 省工业和信息化厅,
国家发展改革委), its region and level.  Short forms are preferred for cities and counties
(市工信局, 市住建局, 市人社局, 市卫健委), full ones above (省住房城乡建设厅).  A name that the
lexicon does not know stays as printed when it is formed like a body's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kb.model import BodyKind
from kb.places import named
from kb.tagging.bureaus import lexicon
from kb.tagging.bureaus.branches import branch
from kb.tagging.bureaus.endings import no_body_words
from kb.tagging.bureaus.groups import group
from kb.tagging.bureaus.places import (
    Level,
    Place,
    bare_place,
    components,
    cut,
    is_place,
    joined_region,
    leading_place,
    own_place,
)

#: How sure a name must be: in a list of bodies anything formed like one is; in running text
#: (``strict``) only names of the lexicon, groups, and names that begin with a level or place.
Strictness = Literal["listed", "strict"]


@dataclass(frozen=True, slots=True)
class Body:
    """A responsible body: canonical name, whose it is, its level, one body or a group."""

    name: str
    region: str
    level: Level
    kind: BodyKind = "body"
    joined: tuple[str, ...] = ()  # further names of the same office: 省知识产权局


@dataclass(frozen=True, slots=True)
class Reading:
    """A body with what resolving needs to know of it."""

    body: Body
    family: str = ""  # of the lexicon: 发展改革; empty for a name that it does not know
    core: str = ""  # the name without level or place: 发展改革委
    mark: str = ""  # the level's sign in the name: 市, 省; empty where a place or nothing names it


_MARK_LEVEL: dict[str, Level] = {
    "省": "province",
    "自治区": "province",
    "兵团": "province",
    "市": "city",
    "州": "city",
    "自治州": "city",
    "盟": "city",
    "地区": "city",
    "县": "county",
    "区": "county",
    "旗": "county",
}
_MARKED = re.compile(
    r"(?P<mark>自治区|自治州|地区|兵团|省|市|州|盟|县|区|旗)(?P<organ>党委|委(?!员)|人民政府|政府)?(?P<rest>.*)"
)
#: 市 in 市场, 区 in 区域 is no level; asked only for names that the lexicon does not know.
_NO_LEVEL = re.compile(
    r"市(?:场|民|域|级|直|值|面|内|外)|省(?:级|内|外|会|际|域|直|市)|县(?:级|域|城|内|区|直)|区(?:域|级|块|位|县|间|内|直)"
    r"|州(?:级|县)|盟(?:市|员)|旗(?:县|舰|下)"
)
_TIDY = str.maketrans(
    {"(": "（", ")": "）", "[": "（", "]": "）", "〔": "（", "〕": "）", "［": "（", "］": "）"}
)
_BLANK = re.compile(r"[\s\u3000]+")
_UNTIDY = re.compile(r"[\s\u3000()\[\]〔〕［］]")
_SHAPE = re.compile(r"[一-龥A-Za-z0-9·“”‘’\"—（）-]{2,40}")
_NO_NAME = re.compile(
    r"的|[了是把]|(?<=.)各(?!类|级|界)|负责|以下|不再|授权|委托|指定|(?:进行|开展|加强|完成|实现|提高|推广)(?!.*(?:部门|中心|专班)$)"
)
#: Words that no name in running text contains: 「市委决定由市政府办」 is none.
_NO_STRICT_NAME = re.compile(r"[，和与及或由在向对从被让使将按并应须要需可等]|根据|关于|通过|提出|制定|落实")
#: Characters that end words of every kind (另行, 社会); in running text a name needs more of its ending.
_LOOSE_ENDS = tuple("行会社院台所站段处室队馆校")
_FIRM_END = re.compile(
    r"(?:国务院|[银分支商]行|[委员联合协学商工监促组设贸]会|[总联报作讯]社|[法察究学程医计]院|[视气电]台|[究出易务]所"
    r"|[测监总]站|[事理]处|(?:[公究]|督[查办])室|[支大总查救]队|[书物档案]馆|[党学]校)$"
)
#: 市留交办, 市外侨办: in a list three characters are an office's short name, not a verb.
_SHORT_OFFICE = re.compile(r"(?![省市县区州盟旗])[一-龥]{2}办")
#: Bodies made for a purpose have it in their name: 国家科技体制改革和创新体系建设领导小组.
_TASK_FORCE = re.compile(r"(?:领导小组|推进小组|联席会议|工作专班|指挥部|委员会)(?:办公室)?$")
_NO_TASK_FORCE = re.compile(r"[，、由在向对从被让使将并应须]|根据|关于|通过|成立|建立|组建|设立|发挥|召开")
_JOINED = re.compile(r"(?P<head>[^（）]{2,30})（(?P<inner>[^（）]{2,30})）(?P<tail>[^（）]{0,2})")
_NATIONAL_HEAD = re.compile(r"(?:国家|中央|全国|国务院|中共中央|中国|最高)")
_LEAGUE = re.compile(
    r"共青团(?P<place>[一-龥]{0,8}?)(?P<a>省|市|县|区|州|盟|旗|自治区)?委(?:员会)?"
    r"|团(?P<b>省|市|县|区|州|盟|旗)委|(?P<c>自治区|省|市|县|区|州|盟|旗)团委"
)


def tidy(surface: str) -> str:
    """The name without blanks and with full-width round brackets."""
    if _UNTIDY.search(surface) is None:  # nearly all
        return surface
    return _BLANK.sub("", surface).translate(_TIDY)


def canonical(surface: str, region: str, *, strictness: Strictness = "listed", mark: str = "") -> Body | None:
    """The body that a printed name means in a document of ``region``, or None.

    ``mark`` is the level that earlier names of the same list carry: after 市住建局 a bare
    审批服务局 is 市审批服务局.
    """
    reading = read(surface, region, strictness=strictness, mark=mark)
    return reading.body if reading else None


def read(surface: str, region: str, *, strictness: Strictness = "listed", mark: str = "") -> Reading | None:
    """As ``canonical``, with the family and the name's parts."""
    return _read(tidy(surface), region, strictness, mark)


@lru_cache(maxsize=65536)  # a document prints the same few names again and again
def _read(name: str, region: str, strictness: Strictness, mark: str) -> Reading | None:
    if not 2 <= len(name) <= 60:
        return None
    grouped = group(name, strict=strictness == "strict")
    if grouped:
        return Reading(Body(grouped, region, "", "group"), core=grouped)
    joined = _JOINED.fullmatch(name)
    if joined:
        return _joined(joined, region, strictness, mark)
    return (
        _national(name, region, mark)
        or _league(name, region)
        or _branch(name, region)
        or _placed(name, region, strictness)
        or _marked(name, region, strictness)
        or _bare(name, region, strictness, mark)
    )


def _joined(match: re.Match[str], region: str, strictness: Strictness, mark: str) -> Reading | None:
    """省市场监管局（知识产权局）: one office with two names."""
    head = read(match["head"] + match["tail"], region, strictness=strictness, mark=mark)
    if head is None:
        return None
    inner = read(match["inner"], region, mark=head.mark or mark)
    if inner is None:
        return None
    second = inner.body.name if inner.body.name != head.body.name else match["inner"]
    body = Body(head.body.name, head.body.region, head.body.level, head.body.kind, (second,))
    return Reading(body, head.family, head.core, head.mark)


def _national(name: str, region: str, mark: str) -> Reading | None:
    function = lexicon.national_names().get(name)
    if function is None:
        return None
    core = lexicon.core(name)
    central = name.endswith(("部", "总局", "总署")) and not function.party
    only_national = function.upper == function.national
    if core and not central and not only_national and name != function.national and (region or mark):
        return None  # 国资委 in a city's plan is the city's
    if name.endswith("部") and function.party and region and not name.startswith(("中央", "中")):
        return None
    return Reading(Body(function.national, "", "national"), function.family, function.national)


def _league(name: str, region: str) -> Reading | None:
    if name in ("共青团中央", "团中央"):
        return Reading(Body("共青团中央", "", "national"), "共青团", "团委")
    match = _LEAGUE.fullmatch(name)
    if match is None:
        return None
    mark = match["a"] or match["b"] or match["c"] or ""
    place = match["place"] or ""
    if not mark:
        return None
    level = _MARK_LEVEL[mark]
    if place and not own_place(place + mark, region):
        here = leading_place(place + mark + "委")
        return Reading(
            Body(f"共青团{place}{mark}委", joined_region(here, region) if here else "", level),
            "共青团",
            "团委",
        )
    title = "自治区团委" if mark == "自治区" else f"团{mark}委"
    return Reading(Body(title, cut_to_mark(region, mark), level), "共青团", "团委", mark)


def _branch(name: str, region: str) -> Reading | None:
    found = branch(name)
    if found is None:
        return None
    place = re.sub(r"^(?:.*省)", "", found.place) or found.place
    level = own_place(place, region) or own_place(place + "市", region)
    if found.family == "税务" and level:
        mark = _own_mark(region, level)
        return Reading(Body(f"{mark}税务局", cut(region, level), level), "税务", "税务局", mark)
    where = cut(region, level) if level else _region_of(place, region)
    return Reading(Body(found.name, where, level), found.family, found.name)


def _region_of(place: str, region: str) -> str:
    known = bare_place(place + "局") or leading_place(place + "局")
    return joined_region(known, region) if known else region


def _sure(place: Place, region: str) -> bool:
    """In running text a place is a known one or a zone: 介休市, 滨江高新区, not 配合市."""
    written = place.written
    if is_place(written) or written in named() or own_place(written, region):
        return True
    return bool(_ZONE.search(written)) and len(written) <= 8 and not _NO_PLACE_WORD.search(written)


_ZONE = re.compile(r"(?:新区|高新区|经开区|开发区|示范区)$")
_NO_PLACE = re.compile(r"[由以的对向与及在]|均需|等")
_NO_PLACE_WORD = re.compile(r"[由以的对向经与和及在从为本该各第条款由于并报请]|发挥|建立|[省州]$")


def _placed(name: str, region: str, strictness: Strictness) -> Reading | None:
    """太原市能源局, 山西省晋中市发改委, 济南市历下区政府: a place stands before the body."""
    place = leading_place(name) or bare_place(name)
    if (
        place is None
        or (strictness == "strict" and not _sure(place, region))
        or _NO_PLACE.search(place.written)
    ):
        return None
    rest = name[len(place.written) :]
    if place.level == "province" and _MARKED.match(rest) is None and leading_place(rest):
        inner = leading_place(rest)
        assert inner is not None
        place = Place(inner.written, inner.level, inner.region)
        rest = rest[len(inner.written) :]
    elif leading_place(rest) and leading_place(rest) != place and lexicon.core(rest) is None:
        inner = leading_place(rest)
        assert inner is not None
        place = Place(inner.written, inner.level, place.region + inner.written)
        rest = rest[len(inner.written) :]
    own = own_place(place.written, region)
    if own and (leading_place(name) or lexicon.core(rest) or _MARKED.match(rest)):
        return _leveled(_own_mark(region, own), "", rest, cut(region, own), strictness)
    organ = re.match(r"党委|委(?!员)(?=.)|(?:人民)?政府(?=.)", rest)
    cored = rest[organ.end() :] if organ and lexicon.core(rest) is None else rest
    core = lexicon.core(cored)
    if core is None and place.written == (bare_place(name) or place).written and not leading_place(name):
        return None  # 山东老年大学: a name of its own, not 山东's 老年大学
    tail = _tail(rest, strictness)
    if core is None and tail is None:
        return None
    low = place.level in ("city", "county")
    before = organ[0] if organ and cored is not rest else ""
    core_name = core.name(low=low) if core else str(tail)
    title = f"{place.written}{before}{core_name}"
    family = core.function.family if core else ""
    return Reading(Body(title, joined_region(place, region), place.level), family, core_name)


def _marked(name: str, region: str, strictness: Strictness) -> Reading | None:
    match = _MARKED.fullmatch(name)
    if match is None:
        return None
    mark = match["mark"]
    organ, rest = match["organ"] or "", match["rest"]
    if lexicon.core(organ + rest):  # 市政府办公室: 政府办公室 is the core
        organ, rest = "", organ + rest
    known = bool(lexicon.core(rest)) or not rest
    if not known and not organ and _NO_LEVEL.match(name):
        return None
    return _leveled(mark, organ, rest, cut_to_mark(region, mark), strictness)


def _leveled(mark: str, organ: str, rest: str, where: str, strictness: Strictness) -> Reading | None:
    """A body of a level: ``mark`` 市, ``organ`` 委 or 政府 where printed, ``rest`` 网信办."""
    level = _MARK_LEVEL[mark]
    if where and "省" not in mark and components(where):
        level = components(where)[-1][0]
    if not organ:
        inner = re.match(r"(?:党委|委(?!员)|人民政府|政府)", rest)
        if inner and lexicon.core(rest) is None:
            organ, rest = inner[0], rest[inner.end() :]
    party = "党委" if mark == "自治区" else "委"
    if not rest:
        if organ in ("党委", "委"):
            return Reading(Body(mark + party, where, level), "党委", party, mark)
        if organ:
            return Reading(Body(f"{mark}人民政府", where, level), "政府", "人民政府", mark)
        return None
    core = lexicon.core(rest)
    if core is not None:
        core_name = core.name(low=level in ("city", "county") and mark not in ("省", "自治区"))
        before = party if core.function.party or organ in ("党委", "委") else ""
        return Reading(Body(mark + before + core_name, where, level), core.function.family, core_name, mark)
    tail = _tail(rest, strictness)
    if tail is None:
        return None
    before = party if organ in ("党委", "委") else organ
    return Reading(Body(mark + before + tail, where, level), "", tail, mark)


def _bare(name: str, region: str, strictness: Strictness, mark: str) -> Reading | None:
    """A name without level: 审批服务局 after 市住建局, 山东老年大学, 晋能控股集团."""
    core = lexicon.core(name)
    parts = components(region)
    if core is not None and not _NATIONAL_HEAD.match(name):
        own = mark or (_own_mark(region, parts[-1][0]) if parts else "")
        if own:
            return _leveled(own, "", name, cut_to_mark(region, own), strictness)
        core_name = core.name(low=False)
        return Reading(Body(core_name, "", ""), core.function.family, core_name)
    known = _NATIONAL_HEAD.match(name) or (
        name in lexicon.former_names() and (len(name) > 3 or name.endswith("局"))  # 信息产业部, 农业局
    )
    if strictness == "strict" and not known:
        return None
    tail = _tail(name, strictness) if len(name) > 2 else None
    if tail is None:
        return None
    if _NATIONAL_HEAD.match(name) and not name.endswith(("公司", "集团", "行")):
        return Reading(Body(tail, "", "national"), "", tail)
    where, level = region, parts[-1][0] if parts else ""
    for part_level, part in parts:
        if part.rstrip("省市县区州盟旗") in name:
            where, level = cut(region, part_level), part_level
    return Reading(Body(tail, where, level), "", tail)


def _tail(name: str, strictness: Strictness) -> str | None:
    """The name itself when it is formed like a body's, 政府 written in full; else None."""
    strong, weak = lexicon.suffixes()
    if name in ("人民政府", "政府"):
        return "人民政府"
    short = strictness == "listed" and _SHORT_OFFICE.fullmatch(name)
    if name in strong or name in weak or (name.endswith(no_body_words()) and not short):
        return None
    if not _SHAPE.fullmatch(name) or _NO_NAME.search(name):
        return None
    if strictness == "strict":
        longest, forbidden = (30, _NO_TASK_FORCE) if _TASK_FORCE.search(name) else (14, _NO_STRICT_NAME)
        if not name.endswith(strong) or len(name) > longest or forbidden.search(name):
            return None
        if name.endswith(_LOOSE_ENDS) and not _FIRM_END.search(name):
            return None
    elif not name.endswith(strong) and not name.endswith(weak):
        return None
    return name


def _own_mark(region: str, level: Level) -> str:
    """The sign of a region's level as plans print it: 内蒙古自治区 → 自治区, 晋中市 → 市."""
    name = next((part for part_level, part in components(region) if part_level == level), "")
    for mark in ("自治区", "地区", "省", "市", "州", "盟", "县", "区", "旗"):
        if name.endswith(mark):
            return mark
    return "市"


def cut_to_mark(region: str, mark: str) -> str:
    """The region that 省… or 市… means in a document: its last part with that sign."""
    taken, found = "", ""
    for level, part in components(region):
        taken += part
        own_sign = part.endswith(mark) and not (mark == "区" and part.endswith(("自治区", "地区")))
        if own_sign or (mark in ("省", "自治区") and level == "province"):
            found = taken
    if not found and mark == "区":  # 区党委 of an autonomous region
        found = cut(region, "province") if "自治区" in region else ""
    return found
