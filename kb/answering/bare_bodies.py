"""Bodies called by their field alone: 发改跟工信一起承担的, 财政负责什么.

In: the plain text of a question and what stands where.  Out: the same text with 部门 behind each such
word (发改部门跟工信部门), so that it is read as a body.  A field is a body only where the question
treats it as one: beside another body, or right before what bodies do (负责, 牵头); 能源的任务 and
交通领域 are fields.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kb.answering.library import Library
from kb.answering.topic import longest_words
from kb.tagging.bureaus import lexicon
from kb.tagging.bureaus.names import Body
from kb.tagging.bureaus.places import is_place
from kb.tagging.bureaus.resolve import find_bodies, resolve

_ORGANS = ("局", "委", "厅", "部", "办")
#: Fields said in ways that no name of a body is built of.
_SPOKEN = ("环保", "农业", "交通", "规划", "国土", "供电", "金融监管", "市监", "工商", "园林", "经信")
#: Words between two bodies.
_AND = r"(?:和|跟|与|同|及|、|或者|或是|或|还是|以及|加上|加|连同)"
_MANY = r"(?:这|那)?[两三几四五六][个家](?:单位|部门)?"
_SHARED = r"(?:都|也|一起|一块儿?|共同|联合|同时|分别|各自|各|双双|合力|携手|要|得|该|来|应|均|可以)*"
_DOES = r"(?:不|没有?|未)?(?:负责|牵头|承担|参与|参加|配合|主管|挂帅|有份|出力|列名|扛|分担|协同|合作)"
#: 牵头单位是谁 and 负责人 ask for bodies; they make none of the word before them.
_NOT_DONE = r"(?!单位|部门|机构|人(?!民)|者|的?(?:单位|部门|机构)|的?是(?:谁|哪))"
_MARK = r"[省市县区]?"
#: 发改部门跟工信部门两家: how many they are
_COUNTED = re.compile(
    r"(?<=[局委厅办门司])(?:这|那)?[两三几四五六][个家](?:单位|部门)?(?=[都一共同分各联合要有负牵承参配的])"
)


@cache
def _fields() -> str:
    """All fields of bodies, longest first, as one alternation."""
    names = (*lexicon.cores(), *lexicon.spoken_names(), *lexicon.former_names())
    found = {name[:-1] for name in names if name.endswith(_ORGANS) and 3 <= len(name) <= 7}
    found |= set(_SPOKEN)
    ordered = sorted(
        (f for f in found if len(f) >= 2 and not f.endswith(_ORGANS)), key=lambda f: (-len(f), f)
    )
    return "|".join(map(re.escape, ordered))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    field = rf"{_MARK}(?:{_fields()})(?!局|委|厅|部|办|总局|行业|领域|系统)"
    body = rf"(?:{field}|[一-龥]{{0,10}}?(?:局|委|厅|部门?|办|公司|中心|分行))"
    chain = rf"(?P<chain>{body}(?:{_AND}{body})+)"
    start = r"(?:(?<=^)|(?<=[，、由是被让归请里中内的有但而却除了叫把问查对看列清楚出和]))"
    return (
        # 发改跟工信两家, 财政、科技都要参与, 住建和城管共同负责
        re.compile(
            rf"{start}{chain}(?=(?:{_MANY})?(?:{_SHARED}{_DOES}{_NOT_DONE}|{_SHARED}(?<=[都起块同合时别自各双力手均])|{_MANY}))"
        ),
        # 市能源局和发改的任务: beside a body in full
        re.compile(
            rf"(?P<chain>(?:[一-龥]{{0,10}}?(?:局|委|厅|办))(?:{_AND}{body})+)(?=的|共|一|都|分|要|有|两|谁|$|，)"
        ),
        # 财政负责什么, 住建参加而城管不参加
        re.compile(rf"{start}(?P<chain>{field})(?={_DOES}{_NOT_DONE}(?!由|归))"),
        # 有能源但没有发改的任务
        re.compile(
            rf"(?<=有)(?P<chain>{field}(?:但|却|而|，)?是?(?:没有?|无|不含|不包括|不要)(?:{field}|[一-龥]{{0,10}}?(?:局|委|厅|部门?|办)))(?=的|参|$|，)"
        ),
    )


def spelled_out(text: str, library: Library) -> str:
    """The question with 部门 behind fields that stand for bodies."""
    known = [record.body for record in library.bodies()]
    for pattern in _patterns():
        text = pattern.sub(lambda m: _with_department(m["chain"], known), text)
    return _COUNTED.sub("", text)


def parted(text: str, library: Library) -> str:
    """快递物流园区建设市邮政管理局: a matter that runs into a body's name is cut off from it.

    Only words that the documents hold and that are no place: 太原市能源局 is not 市能源局.
    """
    known = [record.body for record in library.bodies()]
    for mention in find_bodies(text, known):
        if mention.resolution.status != "none":
            continue
        for at in range(4, len(mention.text) - 2):
            before, name = mention.text[:at], mention.text[at:]
            if name[0] not in "省市县区州" or resolve(name, known).status == "none":
                continue
            words = [t.text for t in longest_words(before)]
            if "".join(words) == before and all(library.mentions(w) and not is_place(w) for w in words):
                start = mention.start + at
                return f"{text[:start]}，{text[start:]}"
    return text


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(rf"(?<![一-龥])({_MARK}(?:{_fields()}))(?![一-龥])")


def _with_department(chain: str, known: Sequence[Body]) -> str:
    """发改跟工信 → 发改部门跟工信部门; what is spelled out, or one name (水利和湖泊局), stays."""
    if resolve(chain, known).status != "none":
        return chain
    parts = re.split(rf"({_AND}|(?:但|却|而|，)?是?(?:没有?|无|不含|不包括|不要))", chain)
    return "".join(f"{part}部门" if _bare().fullmatch(part) else part for part in parts)
