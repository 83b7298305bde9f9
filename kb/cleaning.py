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
from dataclasses import dataclass
from functools import lru_cache

from kb.layout import BLANK, GAP, LINE_ENDS, printed_lines, read_layout
from kb.model import Span
from kb.uncollected import uncollected


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


@uncollected()
def clean(text: str) -> CleanText:
    """Undo layout, keep every character's source position.  Never refuses a string; linear."""
    folded = text.translate(_FOLD)
    typed = widened(folded)
    lines = printed_lines(typed)
    layout = read_layout(typed, lines)
    out = _Writer(folded)
    for position, line in enumerate(lines):
        if position:
            before = lines[position - 1]
            out.line_end(before.end, line.start, layout.runs_on(typed, before, line))
        out.line(line.start, line.end)
    return CleanText("".join(out.parts), out.starts, out.ends, 0, len(text))


#: Signs typed half width between Chinese words: 「建成投用,年底前」 「(一)」; not 「1,000」 「3:1」 「8:30」
#: 「&nbsp;」.
_TYPED = re.compile(
    "[()]|(?<=[\u2018-\u201d\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e%‰)])[,;:?!]"
    "|(?:[,:?!]|(?<![A-Za-z\\d]);)(?=[\u2018-\u201d\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e])"
)


def widened(text: str) -> str:
    """A text with its punctuation as Chinese print has it, character for character.

    For rules that look for 「，」 and 「（」 in a text that a web page typed with 「,」 and 「(」: what
    they find stands at the same place in both.
    """
    return _TYPED.sub(lambda sign: chr(ord(sign[0]) + 0xFEE0), text)


# --- characters ---------------------------------------------------------------------------

#: Chinese punctuation that stays full width although it has an ASCII twin.
_KEPT_FULL_WIDTH = "！（），：；？～"


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

# --- blanks ---------------------------------------------------------------------------------

#: Entities that a careless conversion left in a text: 「&ldquo;双碳&rdquo;」
_ENTITY = re.compile(r"&(?:ldquo|rdquo|lsquo|rsquo|mdash|hellip|middot|lt|gt|amp|quot|times|permil);")
_MARK = re.compile(rf"{GAP.pattern}|{_ENTITY.pattern}")
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
#: From this many blanks on a table's columns are set apart, whatever stands beside them.
_COLUMN_GAP = 4
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
            if self.text[found.start()] == "&" and _ENTITY.match(self.text, found.start()):
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
        width = _gap_width(gap)
        if not width:
            return False
        if len(self.line_text) < 16 and _LABEL.fullmatch(self.line_text):
            return width > 2 or not (left.isdigit() and right in _UNIT_AFTER)
        chinese = bool(_IS_CHINESE.match(left)), bool(_IS_CHINESE.match(right))
        if all(chinese):
            return self._separates(left, right, width, start, end)
        if any(chinese):
            known = right in _UNIT_AFTER if left.isdigit() else left in _WORD_BEFORE
            known = known and (width < _COLUMN_GAP or right in "年月日")
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
        alone_left = start < 2 or self.text[start - 2] in BLANK + LINE_ENDS
        alone_right = end + 1 >= len(self.text) or self.text[end + 1] in BLANK + LINE_ENDS
        return not (alone_left or alone_right)


@lru_cache(maxsize=256)
def _gap_width(gap: str) -> int:
    """How wide a gap is printed, in half ems: zero for signs that are not seen."""
    wide = sum(2 if character in "\u3000\t" else 1 for character in gap if character in BLANK)
    return wide + 2 * gap.count("&")


def _split_numerals(text: str, start: int, end: int) -> frozenset[int]:
    """Positions of blanks inside a numeral: 「20 25年」 「1 0%」."""
    if " " not in text[start:end]:
        return frozenset()
    found = (*_SPLIT_YEAR.finditer(text, start, end), *_SPLIT_PERCENT.finditer(text, start, end))
    return frozenset(
        at for match in found for at in range(match.start(), match.end()) if text[at] == " " and at >= start
    )
