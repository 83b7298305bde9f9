"""Bodies that a question names: beyond doubt, in several readings, or by an ending alone (监管局).

In: the text of a question with what is already understood blanked out, and the library.  Out: the
mentions with their readings, and governments of places (介休市人民政府) that no list names: those
are places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.answering.library import Library
from kb.answering.short_bodies import shortened
from kb.answering.topic import Topic, longest_words
from kb.indexing.tokens import fold, is_known_word
from kb.reading.places import region_named
from kb.tagging.bureaus.names import Body
from kb.tagging.bureaus.places import is_place
from kb.tagging.bureaus.resolve import Mention, Resolution, find_bodies, resolve

#: What names of bodies end with.
_ENDINGS = (
    "局",
    "委",
    "办",
    "厅",
    "部",
    "署",
    "行",
    "公司",
    "中心",
    "委员会",
    "办公室",
    "院",
    "队",
    "站",
    "社",
)
# 晋中市财政局和襄阳市财政局 are two; 和 inside 水利和湖泊局 stands behind no ending
_BOTH = re.compile(r"(?<=[局委办厅])[和与跟及](?=[一-龥]{2,12}?[局委办厅部])")
# 市住建局负责但市城管局不负责: the word between them is part of neither name
_BUT = re.compile(r"(?<=[责头与加管抓名办])(?:但是|但|却|而)(?=[一-龥]{2,14}?[局委办厅部司])")
# 每年都要办, 怎么办: 办 is what is done
_NO_BODY = re.compile(r"每[年月周季天]|(?:都|要|得|能|会|来|去|该|想|怎么|如何|必须|可以)办$")
# 山西省｜晋中市市能源局
_PROVINCE, _TWICE = re.compile(r"(.{2,7}?(?:省|自治区))(.{3,})"), re.compile(r"([市县区])[市县区]")
_GOVERNMENT = re.compile(r"(?:人民)?政府$|县委$|区委$|市委$")


def bodies_named(text: str, full: str, library: Library) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Bodies named, and governments of places (介休市人民政府) that no list names: those are places."""
    known = library.known_bodies
    bodies: list[Mention] = []
    towns: list[Mention] = []
    known_words = (t for t in longest_words(full) if is_known_word(t.text))
    inside = {at for t in known_words for at in range(t.start + 1, t.end)}
    for mention in find_bodies(_between(text), known):
        if mention.resolution.status != "one" and mention.end in inside:
            continue  # 碳达峰行 of 碳达峰行动, 政府办 of 到政府办事
        if "各" in mention.text[:6] and _is_group(mention):
            continue
        if mention.resolution.status == "none" and _NO_BODY.search(mention.text):
            continue
        mention = _as_meant(mention, known)
        place = _GOVERNMENT.sub("", mention.text)
        if mention.resolution.status != "one" and place != mention.text and region_named(place):
            towns.append(Mention(place, mention.start, mention.end, mention.resolution))
        else:
            bodies.append(mention)
    return tuple(bodies), tuple(towns)


def _between(text: str) -> str:
    """The text with what joins two bodies blanked out, so that it is part of neither name."""
    for joining in (_BOTH, _BUT):
        text = joining.sub(lambda m: "，" * len(m[0]), text)
    return text


def bodies_by_ending(text: str, topic: Topic, library: Library) -> tuple[Mention, ...]:
    """监管局负责什么: a topic that is nothing but the ending of known bodies' names."""
    if len(topic.phrases) != 1 or not topic.phrases[0].endswith(_ENDINGS) or len(topic.phrases[0]) < 2:
        return ()
    word = topic.phrases[0]
    ending = re.compile(rf"{re.escape(word)}(?:[一-龥]{{2,6}}分[局行公司]+)?$")  # 金融监管局晋中分局
    known = (r for r in library.bodies() if r.kind == "body")
    found = tuple(r.body for r in known if any(ending.search(fold(n)) for n in (r.name, *r.surfaces)))
    if not found:
        return ()
    at = text.find(word)
    resolution = Resolution("one" if len(found) == 1 else "many", found, word)
    return (Mention(word, at, at + len(word), resolution),)


def _as_meant(mention: Mention, known: Sequence[Body]) -> Mention:
    """国网襄阳供电公司 is that one body, though another place's company is called alike; 山西省晋中市市能源局
    is the city's, though the province stands in front and 市 twice.
    """
    if mention.resolution.status == "many":
        same = [body for body in known if body.name == mention.text]
        named = Resolution("one", (same[0],), mention.text) if len(same) == 1 else mention.resolution
        return replace(mention, resolution=named)
    if mention.resolution.status == "none" and (body := shortened(mention.text, known)):
        return replace(mention, resolution=Resolution("one", (body,), mention.text))
    province = _PROVINCE.match(mention.text)
    if mention.resolution.status == "none" and province and is_place(province[1]):
        found = resolve(_TWICE.sub(r"\1", province[2]), known)
        if found.status == "one" and found.bodies[0].region.startswith(province[1]):
            return replace(mention, resolution=found)
    return mention


def _is_group(mention: Mention) -> bool:
    return mention.resolution.status != "one" or mention.resolution.bodies[0].kind == "group"
