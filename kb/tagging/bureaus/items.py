"""A run of names read as bodies: 「市发展改革委、市能源局等」.

In: a stretch of clean text that should name bodies and nothing else.  Out: the bodies in order
with their offsets, whether 等 leaves the run open, and what could not be understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.model import Role
from kb.places import named
from kb.tagging.bureaus import lexicon
from kb.tagging.bureaus.groups import group, shared_head
from kb.tagging.bureaus.names import Body, Reading, Strictness, read, tidy
from kb.tagging.bureaus.places import full_name, is_place


@dataclass(frozen=True, slots=True)
class Item:
    """One printed name; ``body`` is None where it could not be understood."""

    start: int
    end: int
    printed: str
    body: Body | None
    role: Role | None = None  # said of it alone: 市教育局（牵头）


@dataclass(frozen=True, slots=True)
class Run:
    """The names of one stretch of text, in order."""

    items: tuple[Item, ...]
    open: bool = False

    @property
    def understood(self) -> bool:
        """Whether there are names and all of them are bodies."""
        return bool(self.items) and all(item.body for item in self.items)


_OPENING, _CLOSING = "（([【〔［", "）)]】〕］"
_SEPARATORS = "、，,；;/／"
#: Brackets and all that anything is cut at.
_MARKS = re.compile(rf"[{re.escape(_OPENING + _CLOSING + _SEPARATORS)}。]")
_CONJUNCTION = re.compile(r"以及|及其|[和及与]")
#: 「等有关部门」 「等8个部门」 「等市直相关单位」: others, not named.
_OTHERS = re.compile(
    r"等(?:[0-9一二三四五六七八九十]{0,3}个?)(?:(?:市直|省直|县直|市级|省级|其他|各|有关|相关|成员|责任|主管|监管|职能)*"
    r"(?:部门|单位|机构|企业|方面|地区)(?:(?:和|及|、)(?:有关|相关)?(?:部门|单位|地区|企业))?)?$"
)
#: 「商务部等和各省级人民政府」 「财政部等相关部门及各地区」
_OTHERS_AND = re.compile(r"等(?:(?:有关|相关)?(?:部门|单位))?(?:以及|和|及|与)")
#: 「济南、青岛等市政府」
_OTHER_PLACES = re.compile(r"等(?P<rest>市|县|区|市人民政府|市政府|县（[市区、]+）(?:人民)?政府)$")
#: What follows 各市、 in one name: 各市、县（市、区）人民政府; 各省、自治区、直辖市.
_CONTINUES = re.compile(
    r"(?:自治区|直辖市|自治州|县级市|县|区|旗|乡|镇|街道|市|州|盟)+(?:（[^）]{1,9}）)?级?"
    r"(?:人民政府|政府|党委|党委和政府|党委政府|管委会)?(?:有关部门|[一-龥]{2,10}(?:主管|监管|管理)部门)?(?:等.*)?"
)
_LEVEL_GROUP = re.compile(r"(?:各(?:有关)?)?(?:省|县级市|市|州|盟|县|区|旗|设区市|设区的市|自治区|、)+")
#: A county or district alone in a list is its government: 崇川区, 通州区人民政府.
_AREA = re.compile(
    r"(?![省市县区各全])(?:[一-龥]县|[一-龥]{2,7}(?<!开发)(?<!高新)(?<!示范)(?<!园)(?:[县区旗]|市))"
)
#: 「民政、公安、人民银行等部门」 「公安、司法行政部门」
_SHARED_DEPARTMENTS = re.compile(
    r"(?:等(?:其他|有关|相关)?|(?<=[一-龥]))(?:行政|业务)?(?:主管|监管|管理|职能)?部门(?:和单位)?$"
)
_LEVELED_WORD = re.compile(
    r"(?P<level>国务院|(?:县级|市级|省级)以上(?:地方)?(?:各级)?人民政府|各级|地方|全?[省市县区州](?:级|直)?)?(?P<word>[一-龥]{2,12})"
)
#: 「市教育局（牵头）」 「市科技局[配合单位]」: the role of this one name.
_OWN_ROLE = re.compile(
    r"[ \u3000]*[（(\[【〔［][ \u3000]*(?:(?P<lead>牵头|主办|主责|抓总)|(?P<help>配合|参与|参加|协办|协助))"
    r"(?:负责|落实|责任|实施)?(?:单位|部门)?[ \u3000]*[）)\]】〕］]$"
)
_EACH = re.compile("各(?!自|类|级)")
#: Two or three names without 、 between them are shorter: 「X委员会和Y管理委员会以及Z」.
_LONGEST_ITEM = 120
_BARE_ORGANS = ("党委", "人民政府", "政府", "党委政府", "党委和政府")


def pieces(text: str, start: int, end: int, separators: str) -> Iterator[tuple[int, int]]:
    """The stretches between separators that stand outside all brackets."""
    depth, begin = 0, start
    for mark in _MARKS.finditer(text, start, end):
        char, index = mark[0], mark.start()
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and char in separators:
            yield begin, index
            begin = index + 1
    yield begin, end


def trimmed(text: str, start: int, end: int, extra: str = "") -> tuple[int, int]:
    """The stretch without blanks (and ``extra``) at either end."""
    drop = " \t\n\u3000" + extra
    while start < end and text[start] in drop:
        start += 1
    while end > start and text[end - 1] in drop:
        end -= 1
    return start, end


def read_run(
    text: str, start: int, end: int, region: str, *, strictness: Strictness = "listed", mark: str = ""
) -> Run:
    """Read the stretch as names of bodies."""
    spans = [trimmed(text, *piece, "。.：:") for piece in pieces(text, start, end, _SEPARATORS)]
    spans = [span for span in _merged(text, spans) if span[0] < span[1]]
    items: list[Item] = []
    is_open = False
    for begin, stop in spans:
        begin, stop, cut_open = _without_others(text, begin, stop)
        is_open |= cut_open or bool(_OTHERS_AND.search(text, begin, stop))
        for item, reading in _read_item(text, begin, stop, region, strictness, mark, items):
            items.append(item)
            if reading and reading.mark:
                mark = reading.mark
    if _SHARED_DEPARTMENTS.search(text, start, end):
        named = _named_offices(items, region) if _AND_SUCH.search(text, start, end) else None
        items = named or _departments(items, region)
    return Run(tuple(_shared_government(items, region, strictness)), is_open)


def _merged(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """各市、县（市、区）人民政府 is one name."""
    result: list[tuple[int, int]] = []
    for span in spans:
        name = tidy(text[span[0] : span[1]])
        if result and _CONTINUES.fullmatch(name) and name not in _BARE_ORGANS:
            before = tidy(text[result[-1][0] : result[-1][1]])
            if _LEVEL_GROUP.fullmatch(before):
                result[-1] = (result[-1][0], span[1])
                continue
        result.append(span)
    return result


def _without_others(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Cut 等, 等有关部门 off the end of a name; 商务部等和各省级人民政府 is left for later."""
    match = _OTHERS.search(text, start, end)
    if match and match.start() > start:
        return start, trimmed(text, start, match.start())[1], True
    return start, end, False


def _read_item(
    text: str,
    start: int,
    end: int,
    region: str,
    strictness: Strictness,
    mark: str,
    before: list[Item],
) -> Iterator[tuple[Item, Reading | None]]:
    end, own = own_role(text, start, end)
    for item, reading in _read_plain(text, start, end, region, strictness, mark, before):
        last = own and item.end == end
        yield (replace(item, role=own) if last else item), reading


def own_role(text: str, start: int, end: int) -> tuple[int, Role | None]:
    """Where a name ends without the bracket that gives it a role, and that role."""
    said = _OWN_ROLE.search(text, start, end)
    if said is None or said.start() == start:
        return end, None
    return said.start(), "lead" if said["lead"] else "cooperating"


def _read_plain(
    text: str,
    start: int,
    end: int,
    region: str,
    strictness: Strictness,
    mark: str,
    before: list[Item],
) -> Iterator[tuple[Item, Reading | None]]:
    """The one name of the stretch, or two that a conjunction, 各 or a blank joins."""
    printed = tidy(text[start:end])
    if not printed:
        return
    if len(printed) > _LONGEST_ITEM:
        yield Item(start, end, printed, None), None
        return
    if printed in _BARE_ORGANS and before and before[-1].body and before[-1].body.kind == "group":
        head = shared_head(before[-1].body.name)
        if head:
            name = group(head + printed) or head + printed
            yield Item(start, end, printed, Body(name, region, "", "group")), None
            return
    for match in _CONJUNCTION.finditer(text, start, end):
        left = _without_others(text, *trimmed(text, start, match.start()))[:2]
        cut, own = own_role(text, *left)
        left = (left[0], cut)
        right = trimmed(text, match.end(), end)
        first = _reading(text, left, region, strictness, mark)
        named_right = (right[0], own_role(text, *right)[0])
        second = _reading(text, named_right, region, strictness, mark) if first else None
        if first and second and len(tidy(text[right[0] : right[1]])) > 2 and not _one_name(printed):
            yield Item(*left, tidy(text[left[0] : left[1]]), first.body, own), first
            yield from _read_item(text, *right, region, strictness, mark, before)
            return
    second_each = _EACH.search(text, start + 1, end)
    if second_each:  # 各地区各有关部门
        halves = [(start, second_each.start()), (second_each.start(), end)]
        both = [_reading(text, half, region, strictness, mark) for half in halves]
        if all(both):
            for half, one in zip(halves, both, strict=True):
                assert one is not None
                yield Item(*half, tidy(text[slice(*half)]), one.body), one
            return
    reading = _reading(text, (start, end), region, strictness, mark)
    if (reading is None or not reading.family) and re.search(r"\s", text[start:end]):
        parts = [match.span() for match in re.finditer(r"\S+", text[start:end])]
        readings = [_reading(text, (start + a, start + b), region, strictness, mark) for a, b in parts]
        if all(part and (reading is None or part.family) for part in readings):  # 「市工信局 市科技局」
            for (a, b), part in zip(parts, readings, strict=True):
                assert part is not None
                yield Item(start + a, start + b, tidy(text[start + a : start + b]), part.body), part
            return
    yield Item(start, end, printed, reading.body if reading else None), reading


def _one_name(printed: str) -> bool:
    """各级党委和政府, 各有关部门和单位: the second half is no name of its own."""
    return bool(re.search(r"(?:和|及|与)(?:有关|相关)?(?:政府|人民政府|单位|部门)$", printed))


def _reading(
    text: str, span: tuple[int, int], region: str, strictness: Strictness, mark: str
) -> Reading | None:
    return (
        read(text[span[0] : span[1]], region, strictness=strictness, mark=mark) if span[0] < span[1] else None
    )


#: 「县发展改革、财政等部门」: a county's offices are all 局.  A city's or province's may be 局, 委 or 厅
#: (市发展改革委, 市住建局), which the words do not say: they stay departments.
_AND_SUCH = re.compile(r"等(?:其他|有关|相关)?(?:主管|监管|职能)?部门$")
_ONE_LEVEL = re.compile(r"(?P<level>[县旗])(?P<word>[一-龥]{2,12})")


def _named_offices(items: list[Item], region: str) -> list[Item] | None:
    """县发展和改革、财政等部门: 县发展改革局, 县财政局; None unless all are words of the lexicon."""
    first = _ONE_LEVEL.fullmatch(items[0].printed) if len(items) > 1 else None
    if first is None:
        return None
    level, words = first["level"], lexicon.department_words()
    offices: list[Item] = []
    for item in items:
        word = item.printed.removeprefix(level)
        reading = _office(level, word, region) if word in words else None
        if reading is None:
            return None
        offices.append(replace(item, body=reading.body))
    return offices


def _office(level: str, word: str, region: str) -> Reading | None:
    """A county's 局 for a word, where the lexicon has such a name."""
    return read(f"{level}{word}局", region) if lexicon.cores().get(f"{word}局") else None


def _departments(items: list[Item], region: str) -> list[Item]:
    """民政、公安、人民银行等部门: words of the lexicon that share 部门; 市 of the first holds for all."""
    result: list[Item] = []
    level = ""
    for item in items:
        named = _LEVELED_WORD.fullmatch(item.printed)
        if named and named["word"] in lexicon.department_words():
            level = named["level"] or level
            name = f"{level}{named['word']}部门"
            item = replace(item, body=Body(name, region, "", "group"))
        elif level and item.printed.removesuffix("部门") in lexicon.department_words():
            item = replace(item, body=Body(level + item.printed, region, "", "group"))
        result.append(item)
    return result


def _shared_government(items: list[Item], region: str, strictness: Strictness) -> list[Item]:
    """济南、青岛、烟台市政府; 崇川区、通州区人民政府: the last name lends its ending."""
    result = list(items)
    for index, item in enumerate(items):
        others = _OTHER_PLACES.search(item.printed)
        place = item.printed[: others.start()] if others else item.printed
        area = _AREA.fullmatch(place) and (strictness == "listed" or place in named())
        if (item.body is None or others) and (is_place(place) or area):
            end = item.end - len(others[0]) if others else item.end
            result[index] = replace(item, end=end, printed=place, body=_government(place, region))
    return result


def _government(place: str, region: str) -> Body | None:
    reading = read(f"{full_name(place) or place}人民政府", region)
    return reading.body if reading else None
