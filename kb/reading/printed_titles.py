"""Where a document prints its title: GB/T 9704-2012 §7.3.1 lets it stand on several centred lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.document_numbers import find_document_numbers
from kb.model import Span
from kb.reading.dates import is_date_line
from kb.reading.lines import Line
from kb.reading.promulgation import note_behind, opens_note
from kb.titles import NO_TITLE, looks_like_body, looks_like_title

_RED_HEAD = re.compile(r"文\s*件$")
#: How a title goes on that could have ended: …第十四个五年规划 / 和2035年远景目标纲要, … / （试行）
_GOES_ON = re.compile(r"^(?:[（(]|[和及与暨])")
#: （本文有删减） （此件公开发布） above or below a title
_REMARK = re.compile(r"[（(](?:此件|本文|本件|内部|公开|有删|节选)[^（）()]{0,20}[）)]\Z")
_LONGEST_LINE = 60
_MOST_LINES = 5


def find_title(head: Sequence[Line]) -> tuple[str, Span] | None:
    """The first title in a document's head: its text on one line, and the span of its lines."""
    for position in range(len(head)):
        if title := title_at(head, position):
            return title
    return None


def title_at(head: Sequence[Line], position: int) -> tuple[str, Span] | None:
    """The title that opens at the line ``position`` and may go on over the next ones."""
    line = head[position]
    if not _can_open(line.text):
        return None
    joined, best = "", None
    for last in head[position : position + _MOST_LINES]:
        if last is not line and not _can_go_on(last.text):
            break
        if best and not _GOES_ON.match(last.text):
            break  # the page's title once more, or the first line of the text
        note = note_behind(last.text)
        joined = _join(joined, last.text.removesuffix(note).strip())
        if looks_like_title(joined):
            best = (joined, Span(line.span.start, last.span.end))
        elif best:
            break
        if note:
            break
    return best


def _can_open(text: str) -> bool:
    return (
        len(text.removesuffix(note_behind(text))) <= _LONGEST_LINE * 2
        and not NO_TITLE.search(text)
        and not _RED_HEAD.search(text)
        and not (text.endswith("令") and looks_like_body(text[:-1]))  # 青山市人民政府令 / 第6号
        and not _is_number(text)
        and not is_date_line(text)
        and not opens_note(text)
        and not _REMARK.match(text)
        and not (looks_like_body(text) and len(text) > 30)
    )


def _can_go_on(text: str) -> bool:
    return (
        len(text.removesuffix(note_behind(text))) <= _LONGEST_LINE
        and not NO_TITLE.search(text)
        and not opens_note(text)
        and not _is_number(text)
        and not is_date_line(text)
    )


def _is_number(text: str) -> bool:
    found = find_document_numbers(text)
    return bool(found) and found[0].start <= 1 and found[0].end >= len(text) - 1


def _join(before: str, text: str) -> str:
    """Lines of one title side by side: a blank only between words in Latin letters."""
    if before and before[-1].isascii() and text[:1].isascii() and before[-1].isalpha() and text[0].isalpha():
        return f"{before} {text}"
    if before and looks_like_body(before) and looks_like_body(text):
        return f"{before} {text}"  # 中共…市委办公室 …市人民政府办公室印发…
    return before + text
