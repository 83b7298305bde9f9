"""Undo what PDF extraction and web pages do to a text, for reading and matching only.

In: the published text.  Out: ``CleanText``, the text as its author meant it, with the source
position of every character, so that whatever is found in it can be quoted verbatim.

What is undone: words with blanks between the letters, lines broken in mid-sentence, page marks,
dot leaders, full-width digits and Latin letters, numerals split by blanks, ``«»``, entities,
zero-width and control characters.  What is kept: Chinese punctuation, and one ``\\n`` at every
real end of a paragraph.  On a clean text nothing changes but indentation and blank lines.
"""

from __future__ import annotations

import html
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.model import Span

# --- characters ---------------------------------------------------------------------------

#: Chinese punctuation that stays full width although it has an ASCII twin.
_KEPT_FULL_WIDTH = "！（），：；？～"
_ZERO_WIDTH = (
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_CONTROL = "".join(
    chr(code) for code in (*range(0x09), *range(0x0E, 0x20), 0x7F, *range(0x80, 0xA0)) if code != 0x85
)
_BLANK = " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
#: What Python and editors treat as an end of line; the form feed is also an end of page.
_LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"


def _folding() -> dict[int, int]:
    """One character for one: full width to half width (Chinese punctuation excepted), «» to 《》."""
    table = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT_FULL_WIDTH}
    table |= {ord("«"): ord("《"), ord("»"): ord("》"), ord("﹪"): ord("%"), ord("﹒"): ord(".")}
    # Kangxi radicals stand for characters in text taken from PDF: ⼀ (U+2F00) for 一.
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)):
        folded = unicodedata.normalize("NFKC", chr(code))
        if len(folded) == 1 and folded != chr(code):
            table[code] = ord(folded)
    return table


_FOLD = _folding()

#: An ideograph or Chinese punctuation: next to these a blank is a trace of the layout.
_CHINESE = (
    "\u2014\u2018-\u201f\u2026①-⑳⑴-⒇○\u3001-\u303f㈠-㈩\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e"
    "\U00020000-\U0003ffff"
)
_IS_CHINESE = re.compile(f"[{_CHINESE}]")
_IS_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff〇]")

# --- lines ----------------------------------------------------------------------------------

#: 「- 3 -」 「— 12 —」 「－ 5 －」 「·12·」
_DASHED_PAGE = r"[-—–―·•]+\s*(?:\d{1,4}|[IVXivx]{1,6})\s*[-—–―·•]+"
#: 「第3页 共20页」 「第 3 页」 「3 / 20」
_COUNTED_PAGE = r"第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
_PAGE_MARK = re.compile(rf"(?:{_DASHED_PAGE}|{_COUNTED_PAGE})\Z")
#: A bare number or Roman numeral is a page mark only next to an end of page: 「12」 「IV」
_BARE_PAGE = re.compile(r"(?:\d{1,4}|[IVX]{1,6})\Z")
#: Where a dot leader of a table of contents may begin: 「……12」 「.........- 14 -」 「· · · · 3」
_LEADER_START = re.compile(r"…{3}|…{2}(?=\s*-?\s*\d)|[.·•]{4}|(?:[.·•] ){4}|\.{0,3} ?- ?\d{1,3} -")
#: … and how it must go on to the end of the line.
_LEADER_REST = re.compile(r"[.…·•\s]*(?:-?\s*\d{0,3}\s*-?)?\s*\Z")

#: Where a paragraph may end; a closing quote or bracket may follow.
_PARAGRAPH_END = "。！？；：!?;:"
_CLOSERS = "”’）》】」』〉〕)]\"'"
#: A paragraph cannot end so, nor the next begin so.
_DANGLING_END = "，、（《“‘【〔(「『"
_DANGLING_START = "，。、；：！？）》”’】〕」』%"

#: A line that opens a new unit is never glued to the line before it.
_OPENS_UNIT = re.compile(
    r"[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、"
    r"|第[一二三四五六七八九十百零〇\d ]{1,7}(?:[编篇章节]|条(?=\s))"
    r"|\d{1,2}[.、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳⑴-⒇㈠-㈩]|——|专 ?栏|附 ?件|附 ?表|\#"
)

#: Narrower than this (18 characters, in half ems) a line is a heading or a cell, not a broken line.
_NARROWEST_WRAP = 36
#: Wider than this (60 characters) lines are paragraphs, not lines of a page.
_WIDEST_WRAP = 120
#: A broken line falls short of the edge by less than this: 3 characters that were not divided.
_RAGGED = 6
#: From this share of wide lines that end in mid-sentence a text is a page layout.  In the clean
#: documents at hand it is below 0.1, in those taken from PDF above 0.6.
_WRAPPED_SHARE = 1 / 3
#: From this share of broken lines that go on flush left, an indented line opens a paragraph.
_FLUSH_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class CleanText:
    """A cleaned text with the source position of every character."""

    text: str
    starts: array[int]  # source offset of each character
    ends: array[int]  # source offset after it (an entity or a run of blanks is several characters)
    source_start: int  # the stretch of the source that this text stands for
    source_end: int

    def span(self, start: int, end: int) -> Span:
        """Source offsets of the clean characters [start, end); an empty span stays empty."""
        if start >= end:
            at = self.starts[start] if 0 <= start < len(self.starts) else self.source_end
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])

    def index(self, source_offset: int) -> int:
        """Clean offset of the first clean character at or after a source offset."""
        return bisect_left(self.starts, source_offset)

    def within(self, start: int, end: int) -> CleanText:
        """The part whose source lies in [start, end); its spans are still the document's."""
        first, last = self.index(start), self.index(end)
        while last > first and self.ends[last - 1] > end:
            last -= 1
        return CleanText(self.text[first:last], self.starts[first:last], self.ends[first:last], start, end)


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed line with something on it."""

    start: int
    end: int  # of the visible text, a dot leader cut off
    indent: int  # in half ems
    edge: int  # how far right it reaches, in half ems
    new_page: bool  # a form feed stands between it and the line before
    last_of_page: bool


def clean(text: str) -> CleanText:
    """Undo layout, keep every character's source position.  Never refuses a string; linear."""
    folded = text.translate(_FOLD)
    lines = [line for line in _lines(folded) if not _is_page_mark(folded, line)]
    layout = _layout(folded, lines)
    out = _Writer(folded)
    for position, line in enumerate(lines):
        if position:
            before = lines[position - 1]
            out.line_end(before.end, line.start, layout.runs_on(folded, before, line))
        out.line(line.start, line.end)
    return CleanText("".join(out.parts), out.starts, out.ends, 0, len(text))


_LINE = re.compile(f"[^{_LINE_ENDS}]*")
_INVISIBLE = _BLANK + _ZERO_WIDTH + _CONTROL


def _lines(text: str) -> list[_Line]:
    """The printed lines that have something on them."""
    lines: list[_Line] = []
    at, new_page = 0, True
    while at <= len(text):
        found = _LINE.match(text, at)
        stop = found.end() if found else at + 1
        raw = text[at:stop]
        if body := raw.strip(_INVISIBLE):
            indent_end = len(raw) - len(raw.lstrip(_INVISIBLE))
            body = _without_leader(body)
            indent = _width(raw[:indent_end])
            start = at + indent_end
            lines.append(_Line(start, start + len(body), indent, indent + _width(body), new_page, False))
            new_page = False
        if text[stop : stop + 1] == "\x0c" or stop >= len(text):
            if lines and not lines[-1].last_of_page:
                lines[-1] = replace(lines[-1], last_of_page=True)
            new_page = True
        at = stop + 1
    return lines


def _without_leader(body: str) -> str:
    """A line without its dot leader and page number; a line of nothing else stays empty."""
    found = _LEADER_START.search(body) if body[-1] in "0123456789.…·•-" else None
    # From the first dots on, all must be leader: one look, so that dots cost no more than once.
    if found and _LEADER_REST.match(body, found.start()):
        return body[: found.start()].rstrip(_INVISIBLE)
    return body


def _is_page_mark(text: str, line: _Line) -> bool:
    """「- 3 -」 anywhere; a bare 「3」 as a page's first or last line (not in a text of one page)."""
    if line.end - line.start > 24:
        return line.start == line.end
    body = text[line.start : line.end]
    if not body or _PAGE_MARK.match(body):
        return True
    return line.last_of_page and line.end < len(text.rstrip()) and bool(_BARE_PAGE.match(body))


def _width(text: str) -> int:
    """Printed width in half ems: a Chinese character counts two."""
    return len(text) if text.isascii() else sum(1 if character < "\u0300" else 2 for character in text)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the lines of a page layout end; nothing of the kind for a text of whole paragraphs."""

    edges: frozenset[int]  # right edges, in half ems, at which lines are broken
    flush: bool  # broken lines go on flush left, so that an indented line opens a paragraph

    def runs_on(self, text: str, line: _Line, following: _Line) -> bool:
        """Whether a line was broken in mid-sentence, so that the following one goes on."""
        if text[line.start] == "#" or _OPENS_UNIT.match(text, following.start):
            return False
        last, first = text[line.end - 1], text[following.start]
        if last in _DANGLING_END or first in _DANGLING_START or _bracket_open(text, line, following):
            return True
        if line.edge not in self.edges or (self.flush and following.indent >= 2):
            return False
        # With paragraphs told by their indentation, a full line may end in a full stop and go on.
        return self.flush or not _ends_paragraph(text, line)


def _bracket_open(text: str, line: _Line, following: _Line) -> bool:
    """（责任单位：市发展改 / 革委）: a bracket opened on one line and closed on the next."""
    opened = text.rfind("（", line.start, line.end)
    if opened < 0 or text.find("）", opened, line.end) >= 0:
        return False
    closed = text.find("）", following.start, following.end)
    return closed >= 0 and text.find("（", following.start, closed) < 0


def _ends_paragraph(text: str, line: _Line) -> bool:
    return text[line.start : line.end].rstrip(_CLOSERS)[-1:] in _PARAGRAPH_END or text[line.end - 1] in "）)"


def _layout(text: str, lines: Sequence[_Line]) -> _Layout:
    """Whether a text is a page layout, told from its wide lines that end in mid-sentence."""
    wide = [at for at, line in enumerate(lines) if line.edge >= _NARROWEST_WRAP]
    broken = [at for at in wide if lines[at].edge <= _WIDEST_WRAP and not _ends_paragraph(text, lines[at])]
    if len(broken) < max(4, len(wide) * _WRAPPED_SHARE):
        return _Layout(frozenset(), False)
    counts = Counter(lines[at].edge for at in broken)
    common = [edge for edge, count in counts.items() if count >= max(2, len(broken) // 50)]
    edges = frozenset(near for edge in common for near in range(edge - _RAGGED, edge + 3))
    after = [lines[at + 1].indent for at in broken if at + 1 < len(lines)]
    flush = sum(indent < 2 for indent in after) >= _FLUSH_SHARE * len(after)
    indented = sum(line.indent >= 2 for line in lines)
    return _Layout(edges, flush and indented >= len(lines) // 20)


# --- blanks ---------------------------------------------------------------------------------

#: A run of blanks and invisible characters, entities for blanks included: 「&nbsp;」
_GAP = re.compile(rf"(?:[{_INVISIBLE}]|&(?:nbsp|ensp|emsp|thinsp|#160|#12288|#xa0|#x3000);)+")
#: Entities that a careless conversion left in a text: 「&ldquo;双碳&rdquo;」
_ENTITY = re.compile(r"&(?:ldquo|rdquo|lsquo|rsquo|mdash|hellip|middot|lt|gt|amp|quot|times|permil);")
_MARK = re.compile(rf"{_GAP.pattern}|{_ENTITY.pattern}")
#: Blanks inside a year or a percentage: 「20 25年」 「2 0 2 5 年」 「达到1 0%」
_SPLIT_YEAR = re.compile(r"(?<![\d.])(?:1 ?9|2 ?0) ?\d ?\d(?= ?年)")
_SPLIT_PERCENT = re.compile(r"(?<=[\u4e00-\u9fff（，])\d \d(?= ?%)|(?<=\d\.) \d+(?= ?%)")
#: What keeps one blank after it: 「第一条 为了」 is not 「第一条规定」, 「1 范围」 is not 「1个」.
_LABEL = re.compile(
    r"第[一二三四五六七八九十百千零〇\d]+(?:部分|[编篇章节条款项])|\d{1,2}(?:\.\d{1,2})*|[A-Z](?:\.\d{1,2})+"
)
#: A Latin word at the end of a line and another on the next.
_TWO_WORDS = re.compile(r"[A-Za-z]{2}")
_UNIT_AFTER = "年月日时号个万亿千百项条家户人元公吨度米处座台套位名次倍期级"
_WORD_BEFORE = "到至达为约超第前后和在于以共近过由从比增降至"
#: 「市财政局 市工信局」: between two bodies a blank is a separator, not a trace of the layout.
_BODY_END, _BODY_START = "局委办厅部院会府司团行", "市省县区州国自各中"


class _Writer:
    """Writes the cleaned text piece by piece with the source position of every character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[str] = []
        self.starts: array[int] = array("i")
        self.ends: array[int] = array("i")
        self.line_text = ""  # the beginning of the paragraph being written, to recognise a label

    def copy(self, start: int, end: int) -> None:
        if start < end:
            self.parts.append(self.text[start:end])
            self.starts.extend(range(start, end))
            self.ends.extend(range(start + 1, end + 1))
            if len(self.line_text) < 16:
                self.line_text += self.text[start : min(end, start + 16)]

    def put(self, character: str, start: int, end: int) -> None:
        self.parts.append(character)
        self.starts.append(start)
        self.ends.append(end)
        if len(self.line_text) < 16:
            self.line_text += character

    def line_end(self, start: int, end: int, joined: bool) -> None:
        """Between two lines: nothing or a blank where the text runs on, else a new paragraph."""
        if not joined:
            self.put("\n", start, end)
            self.line_text = ""
        elif _TWO_WORDS.match(self.text[start - 1] + self.text[end]):
            self.put(" ", start, end)

    def line(self, start: int, end: int) -> None:
        """One line without its traces of layout."""
        at = start
        split = _split_numerals(self.text, start, end)
        for found in _MARK.finditer(self.text, start, end):
            self.copy(at, found.start())
            at = found.end()
            if _ENTITY.match(self.text, found.start()):
                self.put(html.unescape(found.group()), found.start(), at)
            elif (
                at < end
                and found.start() not in split
                and self._keeps_blank(found.group(), found.start(), at)
            ):
                self.put(" ", found.start(), at)
        self.copy(at, end)

    def _keeps_blank(self, gap: str, start: int, end: int) -> bool:
        """Whether blanks say something: two columns, two words, a label and its text."""
        left, right = self.text[start - 1], self.text[end]
        width = sum(
            2 if character in "\u3000\t" else 1 for character in gap if character in _BLANK
        ) + 2 * gap.count("&")
        if not width:
            return False
        if len(self.line_text) < 16 and _LABEL.fullmatch(self.line_text):
            return not (left.isdigit() and right in _UNIT_AFTER)
        chinese = bool(_IS_CHINESE.match(left)), bool(_IS_CHINESE.match(right))
        if all(chinese):
            return self._separates(left, right, width, start, end)
        if any(chinese):
            known = right in _UNIT_AFTER if left.isdigit() else left in _WORD_BEFORE
            word = (right if chinese[0] else left).isalnum() and (
                _IS_IDEOGRAPH.match(left + right) or chinese[1]
            )
            return width > 2 and bool(word) and not known
        # ASCII on both sides: 「5 G」 stays, 「( 2021 )」 and 「50 %」 do not; 「2. 5G」 is not 2.5.
        return not (left in "([/" or right in ")]/%,;:")

    def _separates(self, left: str, right: str, width: int, start: int, end: int) -> bool:
        if not (_IS_IDEOGRAPH.match(left) and _IS_IDEOGRAPH.match(right)):
            return False
        if width == 1:
            return left in _BODY_END and right in _BODY_START
        # 「标　　题」 「总　理」: a character that stands alone is part of a word set wide.
        alone_left = start < 2 or self.text[start - 2] in _BLANK + _LINE_ENDS
        alone_right = end + 1 >= len(self.text) or self.text[end + 1] in _BLANK + _LINE_ENDS
        return not (alone_left or alone_right)


def _split_numerals(text: str, start: int, end: int) -> frozenset[int]:
    """Positions of blanks inside a numeral: 「20 25年」 「1 0%」."""
    if " " not in text[start:end]:
        return frozenset()
    found = (*_SPLIT_YEAR.finditer(text, start, end), *_SPLIT_PERCENT.finditer(text, start, end))
    return frozenset(
        at for match in found for at in range(match.start(), match.end()) if text[at] == " " and at >= start
    )
