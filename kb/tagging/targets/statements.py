"""Parts of a sentence: the stretches between commas, each parenthesis a part of its own.

In: a sentence of cleaned text.  Out: ``Part`` spans in order.  A statement about a figure never
reaches over the border of its part; the noun before a parenthesis keeps it
（能源利用效率（PUE）不高于1.3）.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

#: 、 joins figures of one part: 「达到65%左右、建筑垃圾资源化利用率达到55%」
_BORDER = re.compile(r"[，,；;：:。！？!?\n（）()]")
_OPEN, _CLOSE = "（(", "）)"
#: Deeper brackets are read as text: nobody writes them.
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch between two commas at one depth of parentheses; ``outer`` is the part around it."""

    start: int
    end: int
    depth: int
    outer: int | None  # index of the part that the parenthesis stands in


def split_parts(text: str, start: int, end: int) -> list[Part]:
    """The parts of a sentence, in order of their start.  Linear; brackets need not match."""
    parts: list[Part] = []
    stack: list[list[int]] = []  # [start, index] of the open part at each depth
    index = _open(parts, start, 0, None)
    for match in _BORDER.finditer(text, start, end):
        sign, at = match.group(), match.start()
        if sign in _OPEN and len(stack) < _DEEPEST:
            stack.append([index])
            index = _open(parts, at + 1, len(stack), index)
        elif sign in _OPEN:
            continue
        elif sign in _CLOSE:
            if stack:
                _shut(parts, index, at)
                index = stack.pop()[0]
        elif sign in ",:" and _inside_number(text, at):
            continue
        else:
            _shut(parts, index, at)
            outer = stack[-1][0] if stack else None
            index = _open(parts, at + 1, len(stack), outer)
    _shut(parts, index, end)
    while stack:
        index = stack.pop()[0]
        _shut(parts, index, end)
    return parts


def _open(parts: list[Part], start: int, depth: int, outer: int | None) -> int:
    parts.append(Part(start, start, depth, outer))
    return len(parts) - 1


def _shut(parts: list[Part], index: int, end: int) -> None:
    part = parts[index]
    parts[index] = Part(part.start, end, part.depth, part.outer)


def _inside_number(text: str, at: int) -> bool:
    """1,200 and 3:1 hold no border."""
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()


def part_of(parts: list[Part], starts: list[int], position: int) -> int:
    """Index of the innermost part that holds a position; ``starts`` are those of the parts."""
    index: int | None = max(0, bisect_right(starts, position) - 1)
    while index is not None:
        part = parts[index]
        if position < part.end or part.start == part.end == position:
            return index
        index = part.outer
    return 0


_AIMS = re.compile(r"达到|力争|确保|到\d{4}年")
#: A quotation mark is looked for so far back.
_NEARBY = 100


def qualifies(text: str, part: Part, behind: int) -> bool:
    """Whether a parenthesis says which thing is meant: （运距在500公里以上）的煤炭.

    ``behind``: where the text behind the figure begins, as in 「2000万元|口径」.
    """
    if part.depth == 0:
        return False
    if text.startswith("口径", behind):
        return True
    return text[part.end + 1 : part.end + 2] == "的" and not _AIMS.search(text, part.start, part.end)


def quoted(text: str, part: Part, figure: int) -> bool:
    """Whether a figure stands in a quotation: “五个一体化”."""
    opened = text.rfind("“", max(part.start, figure - _NEARBY), figure)
    return opened >= 0 and text.find("”", opened, figure) < 0
