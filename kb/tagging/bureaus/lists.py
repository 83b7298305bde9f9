"""Responsibility lists in a clause: in parentheses at a measure's end, or on lines of their own.

In: the clean text of a clause.  Out: the lists in order with their offsets, read.
A parenthesis counts as a list when a label or verb in it says so (（责任单位：…）, （…负责）), or
when it closes a sentence and holds nothing but bodies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.cleaning import CleanText
from kb.tagging.bureaus.items import trimmed
from kb.tagging.bureaus.names import read
from kb.tagging.bureaus.phrases import LABEL, Parsed, parse


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list as printed, ``[start, end)`` in the clean text, brackets included."""

    start: int
    end: int
    parsed: Parsed
    governs: tuple[int, int] | None = None  # its measure, where it is not all since the list before
    words: CleanText | None = None  # what its names were read in, where that is not the clause's text


#: The longest list seen in some hundred plans has 400 characters.
_LONGEST = 1500
#: 「（市委）」: no name is shorter than two characters.
_SHORTEST = 4
_PAIRS = {"）": "（", ")": "（", "】": "【", "]": "【", "〕": "【", "］": "【"}
_OPENS = {"（": "（", "(": "（", "【": "【", "[": "【", "〔": "【", "［": "【"}
_BRACKET_OR_END = re.compile(r"[（(【\[〔［）)】\]〕］\n]")
_SENTENCE_END = "。！？；;\n"


def brackets(text: str) -> Iterator[tuple[int, int]]:
    """Outermost bracketed stretches, ``[start, end)`` with the brackets; an unclosed one is passed over."""
    stack: list[tuple[str, int]] = []
    for mark in _BRACKET_OR_END.finditer(text):
        char, index = mark[0], mark.start()
        if stack and (index - stack[0][1] > _LONGEST or (char == "\n" and text[index - 1] in "。；")):
            stack.clear()
        if char in _OPENS:
            stack.append((_OPENS[char], index))
        elif char in _PAIRS:
            kind = _PAIRS[char]
            while stack and stack[-1][0] != kind:
                stack.pop()
            if stack:
                _, begin = stack.pop()
                if not stack:
                    yield begin, index + 1


def find_lists(text: str, region: str) -> list[FoundList]:
    """All responsibility lists of a clause's clean text, in order."""
    found: list[FoundList] = []
    taken = 0
    candidates = sorted(
        [*((*span, False) for span in brackets(text)), *((*span, True) for span in labelled_lines(text))]
    )
    for start, end, is_line in candidates:
        if start < taken:
            continue
        parsed = _read_line(text, start, end, region) if is_line else _read_bracket(text, start, end, region)
        if parsed is not None:
            found.append(FoundList(start, end, parsed))
            taken = end
    return found


def _read_bracket(text: str, start: int, end: int, region: str) -> Parsed | None:
    if end - start < _SHORTEST:
        return None
    parsed = parse(text, start + 1, end - 1, region)
    if parsed is None:
        return None
    items = [item for part in parsed.parts for item in part.run.items]
    if any(part.stated for part in parsed.parts) or any(item.role for item in items):
        return parsed
    understood = all(item.body for item in items) and not parsed.scope
    if not understood or not any(read(item.printed, region, strictness="strict") for item in items):
        return None  # 「（标台）」 ends like a body and is none
    return parsed if closes_sentence(text, start, end) else None


def closes_sentence(text: str, start: int, end: int) -> bool:
    """「…。（市发展改革委、市能源局）」 and 「…（市能源局）。」, not 「市委网信办（市互联网信息办）牵头」."""
    before = text[:start].rstrip()[-1:]
    after = text[end:].lstrip(" \t\u3000")[:1]
    if before in ("。", "！", "？", "；", "") and start > 0:
        return True
    if before in tuple("局委办厅部署院会社位门关府构"):
        return False
    return after in ("", "。", "；", "\n") and bool(before)


def labelled_lines(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that begin with a label at the beginning of a line or sentence."""
    position = 0
    while True:
        match = LABEL.search(text, position)
        if match is None:
            return
        start = _label_line_start(text, match.start())
        if start is None:
            position = match.end()
            continue
        end = _line_end(text, match.end())
        yield start, end
        position = max(end, match.end())


def _label_line_start(text: str, label: int) -> int | None:
    begin = label
    while begin > 0 and text[begin - 1] in "【[":
        begin -= 1
    before = text[:begin].rstrip(" \t\u3000")[-1:] if begin else ""
    return begin if begin == 0 or before in ("", *_SENTENCE_END, "）", ")", "】", "：") else None


def _line_end(text: str, position: int) -> int:
    """The end of the labelled lines: the first sentence end that no further label follows."""
    length = len(text)
    depth = 0
    index = position
    while index < length and index - position < _LONGEST:
        char = text[index]
        if char in _OPENS:
            depth += 1
        elif char in _PAIRS:
            if depth == 0:
                return index
            depth -= 1
        elif char == "\n" or (char == "。" and depth == 0):
            after, _ = trimmed(text, index + 1, length, "【[")
            if text[:index].rstrip()[-1:] in ("、", "，", "："):  # broken in the middle of the list
                index += 1
                continue
            if not LABEL.match(text, after) and not _TIME_LABEL.match(text, after):
                return index
        index += 1
    return index


_TIME_LABEL = re.compile(r"(?:完成|办结|落实|整改|工作)?(?:时限|期限|时间节点|完成时间)\s*[：:]")


def _read_line(text: str, start: int, end: int, region: str) -> Parsed | None:
    inner = start
    while text[inner] in "【[":
        inner += 1
    return parse(text, inner, end, region)
