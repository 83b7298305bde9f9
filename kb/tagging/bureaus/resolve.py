"""A user's word for a body, matched with the bodies that a knowledge base knows.

In: a word (``resolve``) or a free question (``find_bodies``) and the known bodies.  Out: the one
body meant, several to choose from, or none.  Never a guess: a name of another level or place
(省能源局, 太原市能源局) is not the city's, and a well-formed name that nothing bears is ``none``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from kb.tagging.bureaus import lexicon
from kb.tagging.bureaus.asking import Asked, ask, organ_of
from kb.tagging.bureaus.endings import goes_on
from kb.tagging.bureaus.names import Body, Reading, read, tidy
from kb.tagging.bureaus.places import components, is_place, own_place, place_named


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a word means among the known bodies; ``read_as`` says how it was understood."""

    status: Literal["one", "many", "none"]
    bodies: tuple[Body, ...]
    read_as: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named inside a question: ``question[start:end] == text``."""

    text: str
    start: int
    end: int
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class _Known:
    """A known body with its reading."""

    body: Body
    family: str
    core: str
    formal: str
    mark: str
    organ: str


def resolve(name: str, known: Sequence[Body]) -> Resolution:
    """The known bodies that a user's word means."""
    wanted = tidy(name)
    exact = [body for body in known if wanted == body.name or wanted in body.joined]
    asked = ask(wanted)
    if exact and not (asked and asked.place and any(body.region for body in exact)):
        return _resolution(exact, wanted)
    group = _group_key(wanted)
    if group:
        return _resolution([body for body in known if _group_key(body.name) == group], wanted)
    if asked is None:
        return _resolution([body for body in known if _ends(body.name, wanted)], wanted)
    candidates = [one for one in map(_reading, known) if one and _fits(one, asked)]
    for tier in _TIERS:
        found = [one.body for one in candidates if tier(one, asked)]
        if found:
            return _resolution(found, asked.read_as)
    return Resolution("none", (), asked.read_as)


def _resolution(bodies: Sequence[Body], read_as: str) -> Resolution:
    distinct = tuple({(body.name, body.region): body for body in bodies}.values())
    if not distinct:
        return Resolution("none", (), read_as)
    if len(distinct) == 1:
        return Resolution("one", distinct, distinct[0].name)
    return Resolution("many", distinct, read_as)


@lru_cache(maxsize=16384)
def _reading(body: Body) -> _Known | None:
    reading: Reading | None = read(body.name, body.region)
    if reading is None or body.kind == "group":
        return None
    core = lexicon.core(reading.core) or lexicon.core(reading.core.removeprefix("委"))
    function = core.function if core else lexicon.national_names().get(body.name)
    formal = function.upper if function else ""
    return _Known(body, reading.family, reading.core, formal, reading.mark, organ_of(body.name))


def _fits(one: _Known, asked: Asked) -> bool:
    """Level and place agree."""
    region = one.body.region
    if asked.place is not None and one.body.name == asked.read_as:
        return True
    if asked.mark == "国":
        return one.body.level == "national"
    if asked.mark:
        last = components(region)[-1][1] if region else ""
        return asked.mark == one.mark or (not one.mark and bool(last) and last.endswith(asked.mark))
    if asked.place is not None:
        level = own_place(asked.place.written, region)
        return bool(level) and components(region)[-1][0] == level
    return True


def _same_organ(one: _Known, asked: Asked) -> bool:
    """局 is no 厅 and no 部: 教育局 does not mean 教育部; 发改局 and 发改委 are one."""
    apart = ("厅", "部", "总局", "总署", "馆", "中心")
    if not asked.organ or asked.organ == one.organ:
        return True
    return asked.organ not in apart and one.organ not in apart


def _by_name(one: _Known, asked: Asked) -> bool:
    return one.body.name in (asked.name, asked.core, asked.read_as)


def _by_formal(one: _Known, asked: Asked) -> bool:
    return bool(asked.formal) and one.formal == asked.formal and _same_organ(one, asked)


def _by_family(one: _Known, asked: Asked) -> bool:
    return one.family in asked.families and _same_organ(one, asked)


def _by_core(one: _Known, asked: Asked) -> bool:
    return not one.family and not asked.families and one.core == asked.core


def _by_suffix(one: _Known, asked: Asked) -> bool:
    """监管局 means 市市场监管局 and 国家金融监管总局晋中监管分局."""
    name, suffix = one.body.name, asked.core
    if suffix not in lexicon.bare_suffixes():
        return False
    return name.endswith(suffix) or (name.endswith(("分局", "支局")) and suffix[:-1] in name)


_TIERS: tuple[Callable[[_Known, Asked], bool], ...] = (
    _by_name,
    _by_formal,
    _by_family,
    _by_core,
    _by_suffix,
)


def _ends(name: str, wanted: str) -> bool:
    """化工区管委会 names 上海化工区管委会: only a place or level stands before."""
    before = name.removesuffix(wanted)
    return (
        len(wanted) >= 4 and before != name and (is_place(before) or before in ("省", "市", "县", "区", "州"))
    )


_LEVELS = re.compile(
    r"各(?P<levels>(?:[省市县区旗州盟、]|自治[区州县]|（[^）]{1,9}）)+)(?P<rest>人民政府|政府|党委|$)"
)


def _group_key(name: str) -> tuple[str, str] | None:
    """各县（区、市）人民政府 and 各县区政府 are one group: level and organ."""
    match = _LEVELS.fullmatch(tidy(name))
    if match is None:
        return None
    levels = match["levels"]
    level = "省" if "省" in levels else "县" if re.search("[县旗]|区(?!、直)", levels) else "市"
    return level, "党委" if match["rest"] == "党委" else "人民政府"


# --- bodies inside a question ---------------------------------------------------------------------

#: A question is read no further than this.
_LONGEST_QUESTION = 2000
#: The longest name looked for.
_LONGEST_NAME = 30
_NO_NAME = re.compile(r"[哪些谁什么几吗呢的了吧多少]|负责|任务|牵头|怎么|如何|以及")
#: Where a name without level, unknown to the lexicon, may begin and what must follow it:
#: 「马铃薯局负责什么」.
_BEFORE = re.compile(r"(?:^|[\s，。、？！；：“”\"'（(由是和与跟让问看查归请])$")
_AFTER = re.compile(
    r"\s*(?:负责|牵头|承担|参与|配合|要|应|需|管|做|干|抓|的?(?:任务|职责|工作|责任|分工)|有|是|和|与|跟|、|，|？|\?|。|吗|$)"
)
#: Lexicon words that are topics as often as bodies: 消防安全, 大数据中心.
_TOPICAL = re.compile(r".*(?:中心|馆|段|队|站)|消防|工商|国税|地税|城管|银监|保监|银保监|共青团|海关|工会")
_BARE_SUFFIX = ("局", "委", "办", "厅", "署")


@cache
def _endings() -> frozenset[str]:
    """The last characters of all that may name a body."""
    words = (
        *lexicon.cores(), *lexicon.national_names(), *lexicon.former_names(), *lexicon.spoken_names(),
        *lexicon.suffixes()[0], "政府", "部门", "系统", "机关",
    )  # fmt: skip
    return frozenset(word[-1] for word in words)


def find_bodies(question: str, known: Sequence[Body]) -> tuple[Mention, ...]:
    """The bodies named inside a question, in order, longest names first; unknown ones with ``none``."""
    text = question[:_LONGEST_QUESTION]
    found: list[tuple[int, int]] = sorted(
        {*_candidates(text), *_literal(text, known)}, key=lambda span: (span[0] - span[1], span[0])
    )
    taken: list[tuple[int, int]] = []
    mentions: list[Mention] = []
    for start, end in found:
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        resolution = resolve(text[start:end], known)
        if resolution.status == "none":
            start, resolution = _shortened(text, start, end, known, resolution)
        start = _without_question_words(text, start, end, resolution)
        if resolution.status == "none" and _topical(text, start, end):
            continue
        taken.append((start, end))
        mentions.append(Mention(text[start:end], start, end, resolution))
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _without_question_words(text: str, start: int, end: int, resolution: Resolution) -> int:
    """Where the name begins when a question's words were read into it: 任务由国网晋中供电公司."""
    for body in resolution.bodies:
        begin = end - len(body.name)
        before = text[start:begin]
        # 晋中市能源局: what stands before is a place, though 中 is also a question's word
        place = any(is_place(before[at:]) or is_place(before[at:] + text[begin]) for at in range(len(before)))
        if before and text.startswith(body.name, begin) and _QUESTION_WORD.search(before) and not place:
            return begin
    return start


def _shortened(
    text: str, start: int, end: int, known: Sequence[Body], resolution: Resolution
) -> tuple[int, Resolution]:
    """The name without a question's words that ran into it: 列出市能源局 → 市能源局.

    What is cut off must end in a word of questions, never in what may be a place: 太原市能源局 is
    not 市能源局.
    """
    shortest, kept = start, resolution
    for cut in range(start + 1, end - 1):
        if not _QUESTION_WORD.search(text[start:cut]) or _inside_place(text, start, cut):
            continue
        asked = ask(text[cut:end])
        if asked is None or not (asked.mark or asked.place or asked.families):
            continue
        found = resolve(text[cut:end], known)
        if found.status != "none":
            return cut, found
        if text[cut] in "省市县区" and asked.mark:
            shortest, kept = cut, found
    return shortest, kept


def _inside_place(text: str, start: int, cut: int) -> bool:
    """巴中市 ends before 市 in a question's word, and is a place."""
    return any(
        place_named(text[begin:stop])
        for begin in range(max(start, cut - 8), cut - 1)
        for stop in (cut, cut + 1)
    )


def _literal(text: str, known: Sequence[Body]) -> Iterator[tuple[int, int]]:
    """Known names that stand in the question as they are; of groups only governments and committees."""
    for body in known:
        if body.kind == "group" and not body.name.endswith(("政府", "党委")):
            continue
        for name in (body.name, *body.joined):
            at = text.find(name)
            while at >= 0:
                if not goes_on(text, at, at + len(name)):
                    yield at, at + len(name)
                at = text.find(name, at + 1)


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    endings = _endings()
    for end in range(2, len(text) + 1):
        if text[end - 1] not in endings or text[end - 1 : end + 1] == "部门":
            continue  # cheaper than ``goes_on``, and the commonest
        for start in range(max(0, end - _LONGEST_NAME), end - 1):
            name = text[start:end]
            if not _NO_NAME.search(name) and _names_body(text, start, end, name):
                yield start, end
                break  # the longest name that ends here


def _names_body(text: str, start: int, end: int, name: str) -> bool:
    if name[0].isspace() or _group_key(name):
        return bool(_group_key(name))
    if goes_on(text, start, end):
        return False
    if name.endswith("系统") and not _BEFORE.search(text[max(0, start - 1) : start]):
        return False  # 新型|能源系统 is a thing, 能源系统 alone its bureaus
    asked = ask(name)
    if asked is not None and name in lexicon.bare_suffixes():
        return bool(_BEFORE.search(text[max(0, start - 1) : start])) and bool(_AFTER.match(text, end))
    if asked is not None:
        return bool(asked.families) or (
            bool(asked.mark or asked.place) and text[start - 1 : start] not in ("全", "各", "城")
        )
    return (
        name.endswith(_BARE_SUFFIX)
        and 3 <= len(name) <= 8
        and bool(_BEFORE.search(text[max(0, start - 1) : start]))
        and bool(_AFTER.match(text, end))
        and read(name, "") is not None
        and not any(ask(name[cut:]) for cut in range(1, len(name) - 1))  # 由市工信局
    )


def _topical(text: str, start: int, end: int) -> bool:
    """Whether a word that no known body bears rather names a matter than a body."""
    return bool(_TOPICAL.fullmatch(text[start:end])) and not (
        text[start] in "省市县区州" or _AFTER_BODY.match(text, end)
    )


#: What may run into a name from the left: 列出市能源局, 方案里市能源局, 市住建局但没有市城管局.
_QUESTION_WORD = re.compile(
    r"(?:[和与跟及或由是让给请归查问看把被的里中内有含向对而又也都还并]|列出|列举|包括|包含|涉及|一下|统计|同时|或者|以及|还是"
    r"|除了|除去|没有|不含|作为|关于|根据|请问|任务|单位|其中|行动|部分|方面|领域|条款|参与|例如|比如)$"
)


_AFTER_BODY = re.compile(r"\s*(?:负责|牵头|承担|参与|配合)")
