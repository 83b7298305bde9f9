"""Headings of clauses.

In: the cleaned text and, for each clause, its first line after the number.  Out: where the heading
stands, or an empty stretch.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kb.segmenting.numbering import Kind

#: A first sentence longer than this is no heading.  Of 896 headings that end in a full stop in 40
#: documents the longest has 30 characters, half have 10 or fewer.
HEADING_LENGTH = 36
#: A line that is no sentence is a heading up to this length.
LINE_LENGTH = 60
#: A title set off by a blank has at least this many characters.
SHORTEST = 4
#: 「基本原则：」; longer, it is the beginning of a sentence (「…还应具备：」).
COLON_LENGTH = 8
#: A list of bodies behind a heading is no longer than this.
RESPONSIBLE_LENGTH = 300
#: First sentences are headings where most clauses of that kind in the document have such a one;
#: where few do (「2.引导咨询服务企业…服务。」) they are just short sentences.
USUAL_SHARE = 0.6
#: … or where all clauses of a list of at least this many do.
WHOLE_LIST = 3

_STOP = re.compile(r"[。！？：]")
#: A sentence with a year, a share or many parts says something, it names nothing.
_STATEMENT = re.compile(r"\d{4}年|\d%|；|，[^，]*，|(?<=[^，、。）)]{6})依托[^，。]*，")
#: 「第三条（适用范围）」; 「第三条（一）…」 opens a list.
_IN_BRACKETS = re.compile(
    r" ?[【〔（(](?![一二三四五六七八九十\d]{1,3}[】〕）)])(?P<heading>[^】〕）)。；，]{1,30})[】〕）)]"
)
#: 「（责任单位：市工信局）」 behind a heading is no part of it.
_RESPONSIBLE = re.compile(
    r"[（(][^（）()]*(?:责任|牵头|负责|配合|时限|完成)[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]\Z"
)
_ONLY_BRACKETS = re.compile(r"[（(].*[）)]。?\Z")


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a heading stands; ``sure`` if its form alone says that it is one."""

    start: int
    end: int
    sure: bool


def read_heading(text: str, start: int, end: int, kind: Kind, continued: bool) -> Heading:
    """The heading inside ``text[start:end]``, the rest of the line after a number.

    It is a line that is no sentence (「二、深化能源革命试点」), a short first sentence with more
    after it (「1.推动煤炭清洁高效利用。落实…」), or a short sentence alone on its line with more
    text or deeper clauses below (``continued``).  Articles have headings only in brackets or on a
    line that is no sentence.
    """
    while start < end and text[start] in " *":
        start += 1
    none = Heading(start, start, True)
    if kind == "article" and (found := _IN_BRACKETS.match(text, start, end)):
        return Heading(found.start("heading"), found.end("heading"), True)
    stop = _STOP.search(text, start, end)
    tail = max(start, end - RESPONSIBLE_LENGTH)
    responsible = _RESPONSIBLE.search(text[tail:end]) if text[end - 1 : end] in ("）", ")") else None
    if responsible and (stop is None or stop.start() >= tail + responsible.start()):
        end = tail + responsible.start()
        stop = None
    if stop is None:
        no_sentence = 0 < end - start <= LINE_LENGTH and text[end - 1] not in "；，、;,"
        return Heading(start, end, True) if no_sentence else none
    if kind == "article":
        return none
    # 「1.推广热泵　到2030年…」: a blank that cleaning kept sets a title off.
    blank = text.find(" ", start, min(stop.start(), start + HEADING_LENGTH))
    if blank >= start + SHORTEST and not text[start : blank + 2].isascii() and text[blank + 1] > "⺀":
        return Heading(start, blank, False)
    if not 0 < stop.start() - start <= HEADING_LENGTH:
        return none
    if _STATEMENT.search(text, start, stop.start()):
        return none
    if stop.group() == "：":
        named = stop.start() - start <= COLON_LENGTH and (stop.end() < end or continued)
        return Heading(start, stop.start(), False) if named else none
    more = stop.end() < end and not _ONLY_BRACKETS.match(text, stop.end(), end)
    return Heading(start, stop.start(), False) if more or continued else none


def settle_headings(headings: Sequence[Heading], kinds: Sequence[str], lists: Sequence[int]) -> list[Heading]:
    """Drop first sentences that are no headings, told from the clauses beside them.

    ``kinds`` and ``lists`` say for each clause of what kind its number is and in which list (below
    which parent) it stands.
    """
    found = [heading.end > heading.start for heading in headings]
    by_kind, by_list = Counter(kinds), Counter(lists)
    have_kind = Counter(kind for kind, has in zip(kinds, found, strict=True) if has)
    have_list = Counter(one for one, has in zip(lists, found, strict=True) if has)
    settled: list[Heading] = []
    for heading, kind, one in zip(headings, kinds, lists, strict=True):
        usual = have_kind[kind] >= USUAL_SHARE * by_kind[kind]
        whole = have_list[one] == by_list[one] >= WHOLE_LIST
        settled.append(
            heading if heading.sure or usual or whole else Heading(heading.start, heading.start, True)
        )
    return settled
