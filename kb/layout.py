"""The printed lines of a text: which are only page furniture, and which run on into the next.

In: a text with its characters folded (one for one, so that all offsets hold).  Out: the lines that
belong to the text, without page marks, running headers and dot leaders, and a ``Layout`` that tells
a line broken in mid-sentence from the end of a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

ZERO_WIDTH = (
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff"
)
CONTROL = "".join(
    chr(code) for code in (*range(0x09), *range(0x0E, 0x20), 0x7F, *range(0x80, 0xA0)) if code != 0x85
)
BLANK = " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
#: What Python and editors treat as an end of line; the form feed is also an end of page.
LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
INVISIBLE = BLANK + ZERO_WIDTH + CONTROL
#: A run of blanks and invisible characters, entities for blanks included: 「&nbsp;」, and the stars
#: that a conversion to Markdown left around bold print: 「四 **、** 加强」 「创新** **平台」
GAP = re.compile(rf"(?:[{INVISIBLE}]|&(?:nbsp|ensp|emsp|thinsp|#160|#12288|#xa0|#x3000);|\*{{2,}}+)+")

#: 「- 3 -」 「— 12 —」 「－ 5 －」 「·12·」
_DASHED_PAGE = r"[-—–―·•]+\s*(?:\d{1,4}|[IVXivx]{1,6})\s*[-—–―·•]+"
#: 「第3页 共20页」 「第 3 页」 「3 / 20」
_COUNTED_PAGE = r"第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
_PAGE_MARK = re.compile(rf"(?:{_DASHED_PAGE}|{_COUNTED_PAGE})\Z")
#: 「— 14 — 附1」: a page mark that ran into the next page's first line.
_PAGE_PREFIX = re.compile(r"[-—–] \d{1,4} [-—–]\s*(?=[\u4e00-\u9fff])")
#: A bare number or Roman numeral is a page mark only next to an end of page: 「12」 「IV」
_BARE_PAGE = re.compile(r"(?:\d{1,4}|[IVX]{1,6})\Z")
#: Where a dot leader of a table of contents may begin: 「……12」 「.........- 14 -」 「· · · · 3」
_LEADER_START = re.compile(r"…{3}|…{2}(?=\s*-?\s*\d)|[.·•]{4}|(?:[.·•] ){4}|\.{0,3} ?- ?\d{1,3} -")
#: … and how it must go on to the end of the line.
_LEADER_REST = re.compile(r"[.…·•\s]*+(?:-\s*+)?\d{0,3}+\s*+-?\Z")

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
    r"|\d{1,2}[.、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳⑴-⒇㈠-㈩]|——|-{2,}(?=[\u4e00-\u9fff])|专 ?栏|附 ?件|附 ?表|\#"
)

#: 「总体要求一、」 「总体要求-、」: a number that print moved behind its heading dangles from nothing.
_MOVED_NUMBER = re.compile(r"[\u4e00-\u9fff]{4,16}(?<!第) ?(?:一|[-－—―]) ?[、.]\Z")
#: A figure at the end of a line, perhaps with the beginning of its unit …
_OPEN_FIGURE = re.compile(r"\d ?(?:[十百千万亿]{0,2}(?P<head>公|平方?|立方?|千|兆|毫|厘)?)\Z")
#: … and how the next line goes on, by that beginning: 「35 公 / 里」 「250 万 / 人」 「1200 / 公里」
_UNIT_REST = {
    "公": re.compile(r"里|顷|斤(?!计较)"),
    "平": re.compile(r"方"),
    "平方": re.compile(r"公里|千米|米"),
    "立": re.compile(r"方"),
    "立方": re.compile(r"米"),
    "千": re.compile(r"瓦|克|米|伏|卡|[吨亩户人公]"),
    "兆": re.compile(r"瓦"),
    "毫": re.compile(r"米|克|升"),
    "厘": re.compile(r"米"),
    None: re.compile(
        r"公里|公顷|平方公里|平方米|立方米|千瓦|兆瓦|万千瓦|亿千瓦时|亿元|万元(?![产以地单工增G])|万吨|万亩|个百分点|%"
        r"|人(?![民口工才均类力员事大])|[吨亩户](?![籍外均])"
    ),
}

#: Narrower than this (18 characters, in half ems) a line is a heading or a cell, not a broken line.
_NARROWEST_WRAP = 36
#: Wider than this (60 characters) lines are paragraphs, not lines of a page.
_WIDEST_WRAP = 120
#: A broken line falls short of the edge by less than this: 3 characters that were not divided.
_RAGGED = 6
#: From this share of wide lines that end in mid-sentence a text is a page layout.  It is at most
#: 0.21 in 38 documents of whole paragraphs, 0.61 and 0.90 in the two taken from PDF.
_WRAPPED_SHARE = 1 / 3
#: From this share of broken lines that go on flush left, an indented line opens a paragraph.
_FLUSH_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One printed line with something on it."""

    start: int
    end: int  # of the visible text, a dot leader cut off
    indent: int  # in half ems
    edge: int  # how far right it reaches, in half ems
    new_page: bool  # a form feed stands between it and the line before
    last_of_page: bool


_LINE = re.compile(f"[^{LINE_ENDS}]*")
_HEADER_FIELDS = 4


def printed_lines(text: str) -> list[PrintedLine]:
    """The lines that belong to the text: no blank ones, no page marks, no running headers."""
    lines = [line for line in _all_lines(text) if not _is_page_mark(text, line)]
    first = text.partition("\n")[0]
    if lines and lines[0].start < len(first) and header_fields(first):
        del lines[0]
    return _without_headers(text, lines)


def header_fields(line: str) -> tuple[str, ...]:
    """The four fields of the line ``# title | issuer | number | source`` that may open a collected
    text; empty for any other line.  It is about the document and no part of it: its numbers are
    those of a source's address."""
    if not line.startswith("# "):
        return ()
    for bar in (" | ", "|"):
        fields = tuple(field.strip() for field in line[2:].split(bar))
        if len(fields) == _HEADER_FIELDS:
            return fields
    return ()


def _all_lines(text: str) -> list[PrintedLine]:
    """The printed lines that have something on them."""
    lines: list[PrintedLine] = []
    at, new_page = 0, True
    while at <= len(text):
        matched = _LINE.match(text, at)
        stop = matched.end() if matched else at + 1
        raw = text[at:stop]
        if (body := raw.strip(INVISIBLE)) and not GAP.fullmatch(body):
            indent_end = len(raw) - len(raw.lstrip(INVISIBLE))
            if found := _PAGE_PREFIX.match(body):
                indent_end, body = indent_end + found.end(), body[found.end() :]
            body = _without_leader(body)
            indent = printed_width(raw[:indent_end])
            start = at + indent_end
            lines.append(
                PrintedLine(start, start + len(body), indent, indent + printed_width(body), new_page, False)
            )
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
        kept = body[: found.start()].rstrip(INVISIBLE)
        return "" if GAP.fullmatch(kept) else kept
    return body


def _is_page_mark(text: str, line: PrintedLine) -> bool:
    """「- 3 -」 anywhere; a bare 「3」 as a page's first or last line (not in a text of one page)."""
    if line.end - line.start > 24:
        return line.start == line.end
    body = text[line.start : line.end]
    if not body or _PAGE_MARK.match(body):
        return True
    return line.last_of_page and line.end < len(text.rstrip()) and bool(_BARE_PAGE.match(body))


#: A box or a table that goes on over a page repeats its title: 「专栏6 重点项目」 「续表」.
_GOES_ON = re.compile(r"专 ?栏|续? ?表")
#: A first line that this many pages share is a running header.
_HEADER_PAGES = 3


def _without_headers(text: str, lines: list[PrintedLine]) -> list[PrintedLine]:
    """The lines without what is printed again at the head of a page."""
    seen: set[str] = set()
    heads = Counter(text[line.start : line.end] for line in lines if line.new_page)
    kept: list[PrintedLine] = []
    for line in lines:
        body = text[line.start : line.end] if line.end - line.start <= 60 else ""
        again = line.new_page and body in seen and (heads[body] >= _HEADER_PAGES or _GOES_ON.match(body))
        seen.add(body)
        if not again:
            kept.append(line)
    return kept


def printed_width(text: str) -> int:
    """Printed width in half ems: a Chinese character counts two."""
    return len(text) if text.isascii() else sum(1 if character < "\u0300" else 2 for character in text)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the lines of a page layout end; nothing of the kind for a text of whole paragraphs."""

    edges: frozenset[int]  # right edges, in half ems, at which lines are broken
    flush: bool  # broken lines go on flush left, so that an indented line opens a paragraph

    def runs_on(self, text: str, line: PrintedLine, following: PrintedLine) -> bool:
        """Whether a line was broken in mid-sentence, so that the following one goes on."""
        if text[line.start] == "#" or _OPENS_UNIT.match(text, following.start):
            return False
        if line.end - line.start <= 20 and _MOVED_NUMBER.match(text, line.start, line.end):
            return False
        last, first = text[line.end - 1], text[following.start]
        if last in _DANGLING_END or first in _DANGLING_START or _bracket_open(text, line, following):
            return True
        if _unit_broken(text, line, following):
            return True
        if line.edge not in self.edges or (self.flush and following.indent >= 2):
            return False
        if is_table_row(text, line) or is_table_row(text, following):
            return False
        # With paragraphs told by their indentation, a full line may end in a full stop and go on.
        return self.flush or not _ends_paragraph(text, line)


def _bracket_open(text: str, line: PrintedLine, following: PrintedLine) -> bool:
    """（责任单位：市发展改 / 革委）: a bracket opened on one line and closed on the next."""
    opened = text.rfind("（", line.start, line.end)
    if opened < 0 or text.find("）", opened, line.end) >= 0:
        return False
    closed = text.find("）", following.start, following.end)
    return closed >= 0 and text.find("（", following.start, closed) < 0


def _unit_broken(text: str, line: PrintedLine, following: PrintedLine) -> bool:
    """「…支线 35 公 / 里、…」: a wide line ends inside a measure, also in a box set to its own width."""
    if line.edge < _NARROWEST_WRAP or is_table_row(text, line) or is_table_row(text, following):
        return False
    opened = _OPEN_FIGURE.search(text, max(line.start, line.end - 12), line.end)
    return opened is not None and bool(_UNIT_REST[opened["head"]].match(text, following.start, following.end))


def opens_unit(text: str, at: int) -> bool:
    """Whether a line that begins there opens a numbered unit: 「（一）」, 「3.」, 「附件」."""
    return _OPENS_UNIT.match(text, at) is not None


_COLUMNS = re.compile(rf"[^{BLANK}][{BLANK}]{{3,}}(?=[^{BLANK}])")


def is_table_row(text: str, line: PrintedLine) -> bool:
    """「能源综合生产能力   万吨标准煤   11700   约束性」: three columns or more."""
    gaps = _COLUMNS.finditer(text, line.start, line.end)
    return next(gaps, None) is not None and next(gaps, None) is not None


def _ends_paragraph(text: str, line: PrintedLine) -> bool:
    return text[line.start : line.end].rstrip(_CLOSERS)[-1:] in _PARAGRAPH_END or text[line.end - 1] in "）)"


def read_layout(text: str, lines: Sequence[PrintedLine]) -> Layout:
    """Whether a text is a page layout, told from its wide lines that end in mid-sentence."""
    wide = [at for at, line in enumerate(lines) if line.edge >= _NARROWEST_WRAP]
    broken = [at for at in wide if lines[at].edge <= _WIDEST_WRAP and not _ends_paragraph(text, lines[at])]
    if len(broken) < max(4, len(wide) * _WRAPPED_SHARE):
        return Layout(frozenset(), False)
    counts = Counter(lines[at].edge for at in broken)
    common = [edge for edge, count in counts.items() if count >= max(2, len(broken) // 50)]
    edges = frozenset(near for edge in common for near in range(edge - _RAGGED, edge + 3))
    after = [lines[at + 1].indent for at in broken if at + 1 < len(lines)]
    flush = sum(indent < 2 for indent in after) >= _FLUSH_SHARE * len(after)
    indented = sum(line.indent >= 2 for line in lines)
    return Layout(edges, flush and indented >= len(lines) // 20)
