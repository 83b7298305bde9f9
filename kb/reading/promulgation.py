"""The note under the title of a regulation that says who made it known, when and under which number.

《规章制定程序条例》 and the rules for local regulations have it printed in parentheses there:
（2022年11月3日青山市人民政府令第6号公布 自2023年1月1日起施行）.  In come the lines of a document's
head, out goes the :class:`Promulgation`.  Of several events in one note the promulgation counts,
not the amendments after it: （1998年…第3号发布 根据2010年…修正）.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.document_numbers import find_document_numbers
from kb.model import Span
from kb.reading.dates import PRINTED, read_date
from kb.reading.lines import Line
from kb.titles import looks_like_body


@dataclass(frozen=True, slots=True)
class Promulgation:
    """What a note says of the first promulgation; what it does not say is empty."""

    text: str
    number: str
    issuer: str
    date: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Event:
    """One day in a note and what happened on it, citations in 《》 left out."""

    date: str
    text: str


#: 令第6号, 第6号令, 公告第3号, 通过, 批准, 公布, 修订, 起施行: what a note says and a bare date does not.
_ACT = re.compile(r"(?:令|公告) ?[（(〔\d第]|号令|通过|批准|公布|发布|颁布|修订|修正|修改|施行")
_DATE = re.compile(PRINTED)
#: A note opens with a day, with what it rests on, or with the order: （根据2010年…, （青山市人民政府令第6号
_OPENS = re.compile(rf"^(?:自|从|经|根据)?\s?{PRINTED}|^[\u4e00-\u9fff]{{2,40}}令 ?(?:[（(]?第|〔)")
#: A line without parentheses is a note only when an act ends it: …令第6号公布 自2023年1月1日起施行
_BARE = re.compile(
    rf"^{PRINTED}[^。；;！？!?]{{0,200}}(?:通过|批准|公布|发布|颁布|修订|修正|施行|令第\w{{1,6}}号)$"
)
_AMENDED = re.compile(r"修订|修正|修改")
_PROMULGATED = re.compile(r"(?:令|公告) ?[（(〔\d第]|号令|公布|发布|颁布")
_CITED = re.compile(r"《[^《》]*》")
#: The day of coming into force is none of promulgation: 自2023年1月1日起施行
_FROM = re.compile(r"[自从]\s?$")
_INTO_FORCE = re.compile(r"^\s?(?:起|施行|实施)")
#: Who acted: what stands before the act.  青山市人民政府|令第6号, …常务委员会|第三次会议通过
_ACTOR = re.compile(
    r"^(?P<body>.{2,60}?)\s?(?:令|公告|通告|第[\d一二三四五六七八九十百]{1,4}(?:次|号)|"
    r"(?:[常党]务|全体)会议|审议|会议|讨论|通过|批准|公布|发布|颁布)"
)
_LEAD_IN = re.compile(r"^(?:[\s，,、；;]|经|由|以|起)+")
_TERM = re.compile(r"第[\d一二三四五六七八九十百]{1,4}届")
_STATE = re.compile(r"^中华人民共和国(?=国务院|[\u4e00-\u9fff]{2,16}[部委署局行])")
_BODIES = re.compile(r"[、，,\s]+")
#: A note in one place is no longer: a regulation amended six times has about 400 characters.
_MOST_LINES = 8
_MOST_CHARACTERS = 800
#: Between title and note stand at most a number, a day and a body.
_NEAR = 4


def find_promulgation(head: Sequence[Line], title: Span | None) -> Promulgation | None:
    """The note behind the title or right below it, in a document's head."""
    below = [line for line in head if not title or line.span.end >= title.end]
    for position, line in enumerate(below[: _NEAR + 1]):
        if title and line.span.end == title.end:
            if note := note_behind(line.text):
                return _read(note, line.span)
        elif whole := _whole_note(below, position):
            text, last = whole
            return _read(text, Span(line.span.start, last.span.end))
        elif "。" in line.text:
            return None
    return None


def opens_note(text: str) -> bool:
    """Whether a line is a note or begins one that goes on below it."""
    if text[:1] in "（(":
        inside = text[1:].rstrip("）)")
        return bool(_OPENS.match(inside)) and bool(_DATE.search(inside)) and bool(_ACT.search(inside))
    return bool(_BARE.match(text))


def note_behind(text: str) -> str:
    """The note that ends a title's own line: 节水办法（2020年5月1日青山市人民政府令第6号公布）.

    （2024年5月修订） names no act of a body; it is the edition and belongs to the title.
    """
    first = max(1, len(text) - _MOST_CHARACTERS)
    for start in (place for place in range(first, len(text)) if text[place] in "（("):
        note = text[start:]
        if note[-1] not in "）)" or not opens_note(note):
            continue
        read = _read(note, Span(0, 1))
        return note if read.number or read.issuer else ""
    return ""


def _whole_note(lines: Sequence[Line], position: int) -> tuple[str, Line] | None:
    """The text of the note that opens at ``position``, up to its closing parenthesis."""
    first = lines[position]
    if not opens_note(first.text):
        return None
    if first.text[0] not in "（(":
        return first.text, first
    joined = ""
    for line in lines[position : position + _MOST_LINES]:
        joined = f"{joined} {line.text}".strip()
        if _depth(joined) <= 0 or len(joined) > _MOST_CHARACTERS:
            return (joined, line) if joined[-1] in "）)" else (first.text, first)
    return first.text, first


def _depth(text: str) -> int:
    return sum((character in "（(") - (character in "）)") for character in text)


def _read(note: str, span: Span) -> Promulgation:
    inside = note[1:-1] if note[0] in "（(" and note[-1] in "）)" else note.lstrip("（(")
    event = _promulgating(_events(inside.strip()))
    if not event:
        return Promulgation(note, "", "", "", span)
    numbers = find_document_numbers(event.text)
    return Promulgation(note, numbers[0].text if numbers else "", _actor(event.text), event.date, span)


def _events(inside: str) -> list[_Event]:
    """The days of a note in order, each with what follows it up to the next day."""
    text = _CITED.sub("", inside)
    days = [match for match in _DATE.finditer(text) if read_date(match.group())]
    events: list[_Event] = []
    for position, day in enumerate(days):
        if _FROM.search(text[: day.start()]) or _INTO_FORCE.match(text[day.end() :]):
            continue
        end = days[position + 1].start() if position + 1 < len(days) else len(text)
        happened = text[day.end() : end]
        # 青山市人民政府令第6号 2020年5月1日公布: the order stands before its day
        before = text[: day.start()] if not events and _PROMULGATED.search(text[: day.start()]) else ""
        events.append(_Event(read_date(day.group()), _LEAD_IN.sub("", before or happened)))
    return events


def _promulgating(events: Sequence[_Event]) -> _Event | None:
    """The first promulgation, or the first event where none stands before the amendments."""
    for event in events:
        if _AMENDED.search(event.text) and event is not events[0]:
            break
        if _PROMULGATED.search(event.text):
            # …人大常委会通过 2020年6月1日公布: who passed it made it known
            named = _actor(event.text) or find_document_numbers(event.text)
            return event if named else _Event(event.date, events[0].text)
    return events[0] if events else None


def _actor(text: str) -> str:
    """The bodies that acted, without term and session: 某市第十届人大常委会第三次会议 → 某市人大常委会."""
    match = _ACTOR.match(_TERM.sub("", text))
    if not match:
        return ""
    bodies = [_STATE.sub("", name) for name in _BODIES.split(match["body"]) if name]
    return " ".join(bodies) if bodies and all(map(looks_like_body, bodies)) else ""
