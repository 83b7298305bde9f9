"""Several documents in one file: where each begins.

A notice and the plan that it issues are one document.  A second one is certain only by its own
signs: the line ``# title | issuer | number | source``, a title that follows the printing note
(…印发) or 抄送 of the one before, a second 文号 alone on its line next to a title of its own, or
the title of the second plan that one notice issues (现将《A》《B》印发给你们) alone on its lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.document_numbers import find_document_numbers
from kb.reading.dates import PRINTED
from kb.reading.lines import Line, lines_of
from kb.reading.printed_titles import find_title, title_at
from kb.titles import issuer_in_title, same_title

_HEADER = re.compile(r"^# [^|\n]+\|[^|\n]*\|[^|\n]*\|[^|\n]*$", re.MULTILINE)
_END_NOTE = re.compile(rf"^[\u4e00-\u9fff]{{4,40}} ?{PRINTED} ?印发$")
_ANNEX = re.compile(r"^附 ?[件表]")
#: How near to its 文号 a title stands: a broken title takes up to four lines, the rule one.
_NEAR = 6


def split_documents(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open spans, one for each document in ``text``, that partition it."""
    lines = lines_of(text)
    starts = {0}
    starts |= {match.start() for match in _HEADER.finditer(text)}
    starts |= _after_end_notes(lines)
    starts |= _second_numbers(lines)
    starts |= _second_plans(lines)
    if min(starts - {0}, default=len(text)) <= (lines[0].span.start if lines else 0):
        starts.discard(min(starts - {0}, default=0))  # the first document's own first line
    ordered = sorted(starts | {0})
    return tuple(zip(ordered, [*ordered[1:], len(text)], strict=True))


def _after_end_notes(lines: Sequence[Line]) -> set[int]:
    """A title right below the printing note that ended the document before."""
    starts = set()
    for position, line in enumerate(lines[:-1]):
        below = lines[position + 1 : position + 1 + _NEAR]
        ends = _END_NOTE.match(line.text) and not _END_NOTE.match(below[0].text)
        if ends and not _ANNEX.match(below[0].text) and title_at(below, 0):
            starts.add(below[0].span.start)
    return starts


#: 《A》《B》已经…同意，现印发给你们; 现将《A》和《B》印发给你们: the plans of one notice.
_ISSUED = re.compile(
    r"(?P<plans>《[^《》]{4,80}》(?:(?:、|和|及|以及)?《[^《》]{4,80}》)+)(?=[^《》。]{0,40}印发)"
)
_PLAN = re.compile(r"《([^《》]+)》")
#: A notice stands among so many first lines.
_NOTICE_LINES = 40
#: A title stands on so many lines at most.
_TITLE_LINES = 4


def issued_plans(lines: Sequence[Line]) -> tuple[str, ...]:
    """The titles of the plans that a notice issues, where it issues several."""
    for line in lines[:_NOTICE_LINES]:
        if found := _ISSUED.search(line.text):
            return tuple(_PLAN.findall(found["plans"]))
    return ()


def _second_plans(lines: Sequence[Line]) -> set[int]:
    """Where the second and further plans of one notice begin; behind 附件2 it is an annex."""
    plans = issued_plans(lines)
    places = [_alone(lines, plan) for plan in plans]
    if len(places) < 2 or places[0] is None:
        return set()
    first = places[0]
    return {
        lines[at].span.start
        for at in places[1:]
        if at is not None and at > first and not any(_ANNEX.match(line.text) for line in lines[at - 2 : at])
    }


def _alone(lines: Sequence[Line], title: str) -> int | None:
    """The first line of a title that is printed alone on its lines."""
    for at in range(len(lines)):
        joined = ""
        for line in lines[at : at + _TITLE_LINES]:
            joined += line.text
            if same_title(joined, title):
                return at
            if len(joined) > len(title) + 20:
                break
    return None


def _second_numbers(lines: Sequence[Line]) -> set[int]:
    """A second 文号 alone on its line, with a title that names its issuer just above or below."""
    starts: set[int] = set()
    seen: set[str] = set()
    for position, line in enumerate(lines):
        numbers = find_document_numbers(line.text)
        alone = numbers and numbers[0].start <= 1 and numbers[0].end >= len(line.text) - 1
        if not alone:
            continue
        number = numbers[0].text
        first, seen = not seen, seen | {number}
        if first or len(seen) == 1:
            continue
        above = lines[max(0, position - _NEAR) : position]
        below = lines[position + 1 : position + 1 + _NEAR]
        for near in (above, below):
            title = find_title(near)
            if title and issuer_in_title(title[0]):
                starts.add(min(title[1].start, line.span.start))
                break
    return starts
