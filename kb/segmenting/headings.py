"""A clause's own heading.

In: the cleaned text of a clause's first paragraph after its number.  Out: the heading's offsets.
"""

from __future__ import annotations

import re

from kb.segmenting.numbering import Kind

#: A first sentence longer than this is no heading.
HEADING_LENGTH = 36
#: A line without punctuation at its end is a heading up to this length.
LINE_LENGTH = 60
_STOP = re.compile(r"[。！？：]")
_SENTENCE = re.compile(r"[。；]")
#: A sentence with a year or a share says something, it names nothing.
_STATEMENT = re.compile(r"\d{4}年|\d%|，.*，.*，")
_BRACKETED = re.compile(r" ?[【〔（(](?P<heading>[^】〕）)。；，]{1,30})[】〕）)]")


def heading_bounds(text: str, start: int, end: int, kind: Kind, continued: bool) -> tuple[int, int]:
    """The heading inside ``text[start:end]`` (the line after the number); empty if there is none.

    ``continued``: the clause has more text or deeper clauses after this line.  A heading is a line
    that is no sentence (「二、深化能源革命试点」), a short first sentence with more text after it
    (「1.推动煤炭清洁高效利用。落实…」), or a short sentence alone on its line with more below.
    Articles have headings only in brackets or on a line that is no sentence.
    """
    while start < end and text[start] == " ":
        start += 1
    none = (start, start)
    if kind == "article" and (found := _BRACKETED.match(text, start, end)):
        return found.start("heading"), found.end("heading")
    stop = _STOP.search(text, start, end)
    if stop is None:
        whole = end - start <= LINE_LENGTH and text[end - 1 : end] not in tuple("；，、;,")
        return (start, end) if whole and start < end else none
    if kind == "article" or stop.start() - start > HEADING_LENGTH or stop.start() == start:
        return none
    more = stop.end() < end
    if stop.group() == "：":
        return (
            (start, stop.start()) if stop.end() == end and stop.start() - start <= 15 and continued else none
        )
    if _STATEMENT.search(text, start, stop.start()) or "；" in text[start : stop.start()]:
        return none
    return (start, stop.start()) if more or continued else none
