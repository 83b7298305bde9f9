"""The envelope of a document (GB/T 9704-2012): what is printed around its provisions.

In comes the published text, out goes an :class:`Envelope` whose parts carry their spans in it:
title, note of promulgation, issuer, own 文号, date, addressees (主送), covering notice, 附件 list,
抄送 and footers, and the metadata block of web pages.  What is not printed is ``None``; nothing
is guessed here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from kb.document_numbers import find_document_numbers
from kb.model import Span
from kb.reading.dates import PRINTED, is_date_line, read_date
from kb.reading.labels import label_of, split_label
from kb.reading.lines import Line, lines_of, squeezed
from kb.reading.printed_titles import find_title
from kb.reading.promulgation import Promulgation, find_promulgation
from kb.titles import covered_title, issuer_in_title, looks_like_body, same_title, title_number


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the envelope: as it is to be written, and where it is printed."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is printed around the provisions of one document."""

    title: Part | None = None
    plan_title: Part | None = None  # of the plan that a covering notice issues, where the plan begins
    promulgation: Part | None = None  # （2022年11月3日…令第6号公布 自…起施行）
    issuer: Part | None = None
    number: Part | None = None  # normalised
    date: Part | None = None  # ISO
    addressees: Part | None = None
    covering: Span | None = None  # the notice: from its title to the plan's title
    attachments: tuple[Part, ...] = ()
    footers: tuple[Part, ...] = ()  # 抄送, 印发, 此件公开发布
    metadata: dict[str, Part] = field(default_factory=dict)  # the label block of a web page, by field
    metadata_span: Span | None = None


#: Lines that open the provisions: the envelope's head ends there.
_OPENS_PROVISIONS = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}\s?[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]|"
    r"第[一二三四五六七八九十百\d]{1,4}[编篇章节条部]|1\s?[．.、]\D)"
)
#: No head seen is longer; a table of contents or the text of an order can stand in it.
_HEAD_LINES = 60
#: 抄送, 印发 and signatures stand at the end.
_TAIL_LINES = 25
_ADDRESSEES = re.compile(
    r"^(?=.{2,300}[:：]$)(?=.*(?:政府|部门|单位|机构|委员|办公室|企业|院校|公司|代表|厅|局|管委会|同志)).*$"
)
_COPIES = re.compile(r"^[（(]?(?:抄 ?送|抄 ?报|报 ?送|分 ?送) ?[:：]")
_PRINTED_BY = re.compile(rf"^(?P<body>[\u4e00-\u9fff]{{4,40}}) ?(?P<date>{PRINTED}) ?印发$")
_PUBLICITY = re.compile(r"^[（(](?:此件|本文)[^（）()]{1,30}[）)]$|^扫一扫|^--+>$")
_ATTACHMENT = re.compile(r"^附 ?件(?: ?[:：]| ?\d{1,2} ?[:：.．、]) ?(?P<name>.{2,80})$")
_ATTACHMENT_ITEM = re.compile(r"^\d{1,2} ?[.．、] ?(?P<name>[^。；]{2,80})$")
_SIGNED_BY = re.compile(r" ?签发人 ?[:：].*$")
#: 《青山市供水办法》已经市人民政府常务会议通过，现予公布，自2023年1月1日起施行。
_ORDER_TEXT = re.compile(r"^《[^《》]{2,80}》.{0,80}现予(?:公布|发布)")
_ORDERED_BY = re.compile(r"(?P<body>[^〔\d第]{3,40}?)(?:令|公告|通告)[〔\d第]")
_ORDINAL_LINE = re.compile(r"^[（(]?第 ?\w{1,6} ?号[）)]?$")
#: A line whose first full stop stands so far in is a sentence, and no title is below it in a head.
_SENTENCE_LENGTH = 40


def read_envelope(text: str) -> Envelope:
    """Everything that is printed around the provisions in ``text``."""
    lines = lines_of(text)
    metadata, block = _metadata(lines)
    if block:
        lines = [line for line in lines if not block.start <= line.span.start < block.end]
    head = _head(lines)
    title, in_title = _title(head, metadata)
    plan = _plan_title(lines, title)
    note = find_promulgation(head, title.span if title else None)
    rest = [
        line
        for line in head
        if not note or line.span.end <= note.span.start or line.span.start >= note.span.end
    ]
    starts = title.span.start if title else 0
    number = _number(rest, metadata) or in_title or _noted(note, "number")
    return Envelope(
        title=title,
        plan_title=plan,
        promulgation=_noted(note, "text"),
        issuer=_labelled_issuer(title, note, metadata) or _ordering(number) or _printed_issuer(lines, rest),
        number=number,
        date=_date(lines, rest, note, metadata),
        addressees=_addressees(head),
        covering=Span(starts, plan.span.start) if plan and plan.span.start > starts else None,
        attachments=_attachments(lines),
        footers=_footers(lines),
        metadata=metadata,
        metadata_span=block,
    )


def _metadata(lines: Sequence[Line]) -> tuple[dict[str, Part], Span | None]:
    """The label block at the top of a web page's text: a label and its value, on one line or on two."""
    fields: dict[str, Part] = {}
    first = last = None
    pending = ""
    for position, line in enumerate(lines[:_HEAD_LINES]):
        name, value = split_label(line.text)
        if name:
            pending = "" if value else name
            if value:
                fields.setdefault(name, Part(value, _tail_span(line, value)))
        elif pending and not _repeats_title(line, fields):
            fields.setdefault(pending, Part(line.text, line.span))
            pending = ""
        elif first is None and position < 3:
            continue  # a page may repeat its title above the block
        else:
            break
        first = first or line
        last = line
    # One label alone (标题：…, 来源：…) can be a sentence of the text; a block has several.
    # Only a day is sure by itself: 发布日期：2022-03-09 14:31浏览次数：
    if first is None or last is None or len(fields) < 2:
        days = {name: part for name, part in fields.items() if name in ("date", "published")}
        return {name: part for name, part in days.items() if read_date(part.text)}, None
    if last.span.end < lines[0].span.end:
        return fields, None
    return fields, Span(first.span.start, last.span.end)


def _repeats_title(line: Line, fields: dict[str, Part]) -> bool:
    """Whether an empty label (主 题 词：) is followed by the document itself, and not by its value."""
    return "title" in fields and len(line.text) > 5 and fields["title"].text.startswith(line.text)


def _tail_span(line: Line, value: str) -> Span:
    return Span(max(line.span.start, line.span.end - len(value)), line.span.end)


def _head(lines: Sequence[Line]) -> list[Line]:
    """The lines above the provisions."""
    head: list[Line] = []
    for line in lines[:_HEAD_LINES]:
        if _OPENS_PROVISIONS.match(line.text):
            break
        head.append(line)
    return head


def _is_sentence(text: str) -> bool:
    return text.find("。") >= _SENTENCE_LENGTH or text.count("。") > 1


def _title(head: Sequence[Line], metadata: dict[str, Part]) -> tuple[Part | None, Part | None]:
    """The title, and the 文号 that is printed in parentheses behind it."""
    above = []
    for line in head:
        if _ORDER_TEXT.search(line.text):
            continue  # the title of what an order makes known stands below its text
        if _is_sentence(line.text):
            break
        above.append(line)
    printed = find_title(above)
    label = metadata.get("title")
    if printed:
        text, number = title_number(printed[0])
        # The label block writes the title in one piece; the print is where it stands.
        wording = squeezed(label.text) if label and same_title(label.text, text) else text
        return Part(wording, printed[1]), Part(number, printed[1]) if number else None
    return (Part(squeezed(label.text), label.span), None) if label else (None, None)


def _plan_title(lines: Sequence[Line], title: Part | None) -> Part | None:
    """Where the plan begins that a notice issues: its title alone on its lines, below the notice."""
    wanted = covered_title(title.text) if title else ""
    if not title or not wanted:
        return None
    below = [line for line in lines if line.span.start >= title.span.end]
    for position, line in enumerate(below):
        joined = ""
        for last in below[position : position + 4]:
            joined += last.text
            if same_title(joined, wanted):
                return Part(wanted, Span(line.span.start, last.span.end))
            if len(joined) > len(wanted) + 20:
                break
    return None


def _noted(note: Promulgation | None, name: Literal["text", "number", "issuer", "date"]) -> Part | None:
    """What the note of promulgation says, where it stands."""
    text = getattr(note, name) if note else ""
    return Part(text, note.span) if note and text else None


def _number(head: Sequence[Line], metadata: dict[str, Part]) -> Part | None:
    """The document's own 文号: labelled, or alone on a line, or opening an order's line.

    A number inside a sentence or behind a 《title》 is one that the document cites.
    """
    if label := metadata.get("number"):
        found = find_document_numbers(label.text)
        return Part(found[0].text if found else label.text, label.span)
    for line in head:
        bare = _SIGNED_BY.sub("", line.text)
        for number in find_document_numbers(bare)[:1]:
            alone = not bare[: number.start].strip("（(") and not bare[number.end :].strip("）)")
            # 中华人民共和国国务院令 第737号 《…条例》已经…通过，现予公布
            order = "令" in number.text and bare[number.end :].lstrip(" （(").startswith("《")
            if number.start <= 8 and (alone or order):
                return Part(number.text, line.span)
    for above, below in pairwise(head):  # 青山市人民政府令 / 第6号
        if above.text.endswith("令") and _ORDINAL_LINE.match(below.text):
            for number in find_document_numbers(above.text + below.text)[:1]:
                return Part(number.text, Span(above.span.start, below.span.end))
    return None


def _date(
    lines: Sequence[Line], head: Sequence[Line], note: Promulgation | None, metadata: dict[str, Part]
) -> Part | None:
    """成文日期: labelled, of promulgation, under the title or the signature, or else of printing (印发)."""
    if (label := metadata.get("date")) and read_date(label.text):
        return Part(read_date(label.text), label.span)
    if noted := _noted(note, "date"):
        return noted
    whole = [line for line in lines if is_date_line(line.text)]
    heads = {line.index for line in head}
    signed = {
        below.index for above, below in pairwise(lines) if looks_like_body(above.text) and below in whole
    }
    tail = {line.index for line in lines[-_TAIL_LINES:]}
    for places in (heads, signed, tail):
        for line in whole:
            if line.index in places:
                return Part(read_date(line.text), line.span)
    for line in lines[-_TAIL_LINES:]:
        if match := _PRINTED_BY.match(line.text):
            return Part(read_date(match["date"]), line.span)
    label = metadata.get("published")
    return Part(read_date(label.text), label.span) if label and read_date(label.text) else None


def _labelled_issuer(title: Part | None, note: Promulgation | None, metadata: dict[str, Part]) -> Part | None:
    """发文机关 where its place says that it is: labelled, opening the title, in the note."""
    if label := metadata.get("issuer"):
        return Part(squeezed(label.text), label.span)
    if title and (name := issuer_in_title(title.text)):
        return Part(name, Span(title.span.start, title.span.start + len(name)))
    return _noted(note, "issuer")


def _ordering(number: Part | None) -> Part | None:
    """Who issued an order, from its own number: 国务院令第737号, 财政部公告2021年第5号."""
    found = _ORDERED_BY.match(number.text) if number else None
    return Part(found["body"], number.span) if number and found and looks_like_body(found["body"]) else None


def _printed_issuer(lines: Sequence[Line], head: Sequence[Line]) -> Part | None:
    """发文机关 alone on a line of the head, signing, printing."""
    for line in head:
        if _is_sentence(line.text):
            break
        body = line.text.removesuffix("令")  # 青山市人民政府令 / 第6号
        if looks_like_body(body) and len(body) >= 3:
            return Part(body, Span(line.span.start, line.span.end - len(line.text) + len(body)))
    for above, below in pairwise(lines):
        if looks_like_body(above.text) and is_date_line(below.text):
            return Part(above.text, above.span)
    for line in lines[-_TAIL_LINES:]:
        if match := _PRINTED_BY.match(line.text):
            return Part(match["body"].strip(), line.span)
    return None


def _addressees(head: Sequence[Line]) -> Part | None:
    """主送机关: the line of bodies that ends in a colon, above the provisions."""
    for line in head:
        if _ADDRESSEES.match(line.text) and not label_of(line.text) and "。" not in line.text:
            return Part(line.text.rstrip("：:"), line.span)
    return None


def _attachments(lines: Sequence[Line]) -> tuple[Part, ...]:
    """The 附件 list that a document prints under its text: 附件：1.… 2.…"""
    found: list[Part] = []
    for position, line in enumerate(lines):
        match = _ATTACHMENT.match(line.text)
        if not match or found:
            continue
        items = [line]
        for following in lines[position + 1 :]:
            if not _ATTACHMENT_ITEM.match(following.text):
                break
            items.append(following)
        for item in items:
            name = (_ATTACHMENT.match(item.text) or _ATTACHMENT_ITEM.match(item.text) or match)["name"]
            numbered = _ATTACHMENT_ITEM.match(name)
            found.append(Part(numbered["name"] if numbered else name, item.span))
    return tuple(found)


def _footers(lines: Sequence[Line]) -> tuple[Part, ...]:
    """抄送, 印发, 此件公开发布 and what pages print below."""
    tail = {line.index for line in lines[-_TAIL_LINES:]}
    return tuple(
        Part(line.text, line.span)
        for line in lines
        if _PUBLICITY.match(line.text)
        or (line.index in tail and (_COPIES.match(line.text) or _PRINTED_BY.match(line.text)))
    )
