"""The lines of a text with their places, as the eye reads them: without margins, marks and spacing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.model import Span

#: What \s matches; stripping a set of characters looks at each once, a search for \s*$ does not.
WHITESPACE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
#: Marks of Markdown around a line: **标题**, ## 标题, > 引用.
_OPENING_MARKS = re.compile(r"^[\s　*#>_]*")
_CLOSING_MARKS = WHITESPACE + "*_"
_LETTER = "[\u4e00-\u9fff]"
#: 标　　题, 关 于 印 发: three or more single characters set apart.
_SPACED = re.compile(rf"(?<!{_LETTER}){_LETTER}(?:[ 　\t]{{1,4}}{_LETTER})+(?!{_LETTER})")
_EMPHASIS = re.compile(r"\*\*|__")
_SPACES = re.compile(r"[ \t\u3000\xa0]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty: ``text`` without margins and marks, ``span`` of just that text."""

    text: str
    span: Span
    index: int  # among the lines of the file, empty ones counted


def lines_of(text: str) -> list[Line]:
    """The lines of ``text`` that are not empty."""
    lines = []
    start = 0
    for index, raw in enumerate(text.split("\n")):
        opening = _OPENING_MARKS.match(raw)
        left = opening.end() if opening else 0
        right = max(left, len(raw.rstrip(_CLOSING_MARKS)))
        if left < right:
            lines.append(Line(squeezed(raw[left:right]), Span(start + left, start + right), index))
        start += len(raw) + 1
    return lines


def squeezed(text: str) -> str:
    """``text`` without letter-spacing, each run of blanks one space: 总　　则 → 总则."""
    text = _EMPHASIS.sub("", text)
    text = _SPACED.sub(lambda match: _SPACES.sub("", match.group()), text)
    return _SPACES.sub(" ", text).strip()
