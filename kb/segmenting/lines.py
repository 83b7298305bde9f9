"""The paragraphs of a cleaned text, and which of them can open no clause.

In: a cleaned text.  Out: its paragraphs with what they are: a table of contents, the list of
attachments at a notice's foot, the line that opens an annex, or ordinary text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.segmenting.numbering import Label, ordinal, read_label


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the cleaned text."""

    start: int
    end: int
    text: str


#: Marks of Markdown before a number: 「## 一、」 「**（一）」
_MARKUP = re.compile(r"[#*>\s]*")
_CONTENTS_TITLE = re.compile(r"目 ?[录次][:：]?\Z")
#: 「附件1」 「附件：」 「附表2 指标」 「附1」 「附：1.…」
_ANNEX = re.compile(
    r"附(?: ?[件录表](?: ?(?P<ordinal>[一二三四五六七八九十]{1,3}|\d{1,3}))?(?P<colon> ?[:：])?"
    r"| ?(?P<bare>\d{1,2})(?=\Z)|(?P<short> ?[:：])) ?(?P<title>.*)\Z"
)
#: 「附件1所列项目」 is a sentence about an annex.
_ABOUT_ANNEX = re.compile(r"[所中列的规、和至及或等要应（(]|为|由|是")
_LIST_ITEM = re.compile(r"(?:附 ?[件表] ?)?(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?[.、:：](?!\d)")
_DATE = re.compile(
    r"(?:\d{4}|[二〇○零一九]{4}) ?年 ?[\d一二三四五六七八九十]{1,3} ?月 ?[\d一二三四五六七八九十]{1,3} ?日"
)
#: An annex's title or an attachment's name is no longer than this; a longer line is a sentence.
_TITLE_LENGTH = 60
#: Where a signature stands after a list of attachments: within this many lines.
_SIGNATURE_LINES = 5
#: Fewer numbered lines in a row that come back later are no table of contents.
_CONTENTS_LINES = 3
#: How much of a heading an entry of the contents must repeat.
_ENTRY_LENGTH = 8


def split_lines(text: str) -> list[Line]:
    """The paragraphs of a cleaned text, empty ones left out."""
    lines: list[Line] = []
    start = 0
    for piece in text.split("\n"):
        if piece:
            lines.append(Line(start, start + len(piece), piece))
        start += len(piece) + 1
    return lines


def label_start(line: Line) -> int:
    """Where a number at the beginning of a line would stand, Markdown marks skipped."""
    found = _MARKUP.match(line.text)
    return line.start + (found.end() if found else 0)


def contents_lines(text: str, lines: Sequence[Line]) -> frozenset[int]:
    """Indexes of the numbered lines of a table of contents: in a row, and all come back later.

    A heading of the body is printed once, an entry of the contents again in the body.  Below the
    title 目录 one such line is enough; without it the run must be what the document's numbers begin
    with, so that short lists that are repeated (1.建设目标 2.建设内容) are not taken for one.
    """
    keys = {at: key for at, line in enumerate(lines) if (key := _entry(text, line)) is not None}
    last_seen = {key: at for at, key in keys.items()}
    listed: set[int] = set()
    run: list[int] = []
    titled, first = False, True
    for at, line in enumerate(lines):
        if _CONTENTS_TITLE.match(line.text):
            titled, run = True, []
        elif at in keys and last_seen[keys[at]] > at and len(line.text) <= _TITLE_LENGTH:
            run.append(at)
        elif at in keys or len(line.text) > _TITLE_LENGTH or line.text[-1] in "。；":
            if len(run) >= (1 if titled else _CONTENTS_LINES) and (titled or first):
                listed.update(run)
            first = first and not run and at not in keys
            titled, run = titled and not run, []
    return frozenset(listed)


def _entry(text: str, line: Line) -> tuple[str, tuple[int, ...], str] | None:
    """What an entry of the contents and its heading have in common; None for a line without number.

    Only the beginning is compared: long entries are broken otherwise than their headings.
    """
    label = read_label(text, label_start(line))
    if label is None or label.end > line.end:
        return None
    heading = re.sub(r"[\s.…·]+", "", text[label.end : line.end])[:_ENTRY_LENGTH]
    return label.kind, label.ordinals, heading


def _ends(text: str) -> bool:
    return text[-1] in "。；：！？，、"


_NOTE = re.compile(r"(?:备 ?)?注 ?[:：] ?(?:1|[（(]1[）)]|①)")


def note_lines(text: str, lines: Sequence[Line]) -> frozenset[int]:
    """「注：1.本表为…」 below a table: the 2. and 3. on the next lines are notes as well."""
    notes: set[int] = set()
    expected = 0
    for at, line in enumerate(lines):
        if line.text[0] in "注备" and _NOTE.match(line.text):
            expected = 2
        elif expected and (label := read_label(text, label_start(line))) and label.ordinals == (expected,):
            notes.add(at)
            expected += 1
        else:
            expected = 0
    return frozenset(notes)


@dataclass(frozen=True, slots=True)
class Annexes:
    """Where annexes begin (line → label and ordinal), which lines merely list attachments, and what
    the annexes are called there (ordinal → name, 1 where the list numbers none)."""

    starts: dict[int, Label]
    listed: frozenset[int]
    names: dict[int, str]


def find_annexes(lines: Sequence[Line], skipped: frozenset[int]) -> Annexes:
    """Tell 附件1 at the head of an annex from 附件：1.… in the list at a notice's foot."""
    starts: dict[int, Label] = {}
    listed: set[int] = set()
    names: dict[int, str] = {}
    alone = _printed_alone(lines)
    items_end = _list_ends(lines)
    counter = 0
    for at, line in enumerate(lines):
        if at in skipped or at in listed or line.text[0] != "附" or len(line.text) > _TITLE_LENGTH:
            continue
        found = _ANNEX.match(line.text)
        if found is None or (found["title"] and _ABOUT_ANNEX.match(found["title"]) and not found["colon"]):
            continue
        if found["title"] and _ends(line.text):
            continue
        members = _attachment_list(lines, at, found, alone, items_end)
        if members or found["short"]:  # 「附：1.…」 only ever lists
            listed.update(members)
            for member in members:
                names.setdefault(*_listed_name(lines[member].text))
            continue
        number = found["ordinal"] or found["bare"]
        printed = ordinal(number) if number else None
        counter = printed or (counter + 1)
        width = found.start("title") if found["title"] else len(line.text)
        label = line.text[:width].rstrip(" ：:")
        starts[at] = Label("annex", (counter,), line.start, line.start + len(label))
    if len(starts) == 1 and min(starts) <= _first_line(lines):
        return Annexes({}, frozenset([*listed, *starts]), names)
    return Annexes(starts, frozenset(listed), names)


_NUMERAL = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
#: 「附件：1.审批表」 「附件2：审批表」 「3.审批表」
_LISTED = re.compile(
    rf"(?:附 ?[件录表]? ?(?P<own>{_NUMERAL})? ?[:：.、]? ?)?"
    rf"(?:(?P<item>{_NUMERAL}) ?[.、:：] ?)?(?P<name>.*)\Z"
)


def _listed_name(text: str) -> tuple[int, str]:
    """「附件：1.审批表」 → 1, 审批表."""
    found = _LISTED.match(text)
    if found is None:
        return 1, text
    return ordinal(found["item"] or found["own"] or "1") or 1, found["name"]


def _list_ends(lines: Sequence[Line]) -> list[int]:
    """For each line the first one at or after it that is no item of a list.  One look from the end,
    so that a hundred 附件 above a long list cost no hundred looks at it."""
    ends = [len(lines)] * (len(lines) + 1)
    for at in range(len(lines) - 1, -1, -1):
        text = lines[at].text
        ends[at] = ends[at + 1] if _LIST_ITEM.match(text) and not _ends(text) else at
    return ends


def _first_line(lines: Sequence[Line]) -> int:
    """The first line that is no metadata.  A file that begins with 附件 is the annex itself: its
    numbers are cited without it."""
    return 1 if lines[0].text.startswith("#") else 0


def _printed_alone(lines: Sequence[Line]) -> dict[str, int]:
    """The last line on which 附件N stands alone, by N as printed."""
    alone: dict[str, int] = {}
    for at, line in enumerate(lines):
        if (
            line.text[0] == "附"
            and len(line.text) < 12
            and (found := _ANNEX.match(line.text))
            and not found["title"]
        ):
            alone[found["ordinal"] or found["bare"] or ""] = at
    return alone


def _attachment_list(
    lines: Sequence[Line], at: int, found: re.Match[str], alone: dict[str, int], items_end: Sequence[int]
) -> range:
    """The lines of a list of attachments that begins here; empty if an annex begins."""
    title = found["title"]
    none = range(0)
    if found["bare"]:
        return none
    following = items_end[at + 1]
    members = range(at, following)
    if not title and not found["ordinal"] and alone.get("", -1) > at:  # 「附件：」 above, 「附件」 below
        return members
    if not title:  # 「附件：」 and then 「1.…」
        first = _LIST_ITEM.match(lines[at + 1].text) if at + 1 < len(lines) else None
        return members if first and found["colon"] and _signed(lines, following) else none
    if _LIST_ITEM.match(title) and not found["ordinal"]:  # 「附件：1.…」
        return members
    if max(alone.values(), default=-1) > at or _signed(lines, following):
        return members
    if len(members) > 1 and lines[at + 1].text.startswith("附"):
        return members
    return none


def _signed(lines: Sequence[Line], at: int) -> bool:
    """A signature's date follows at once, or the text is at its end."""
    closing = lines[at : at + _SIGNATURE_LINES]
    return not closing or any(len(line.text) < 30 and _DATE.search(line.text) for line in closing)
