"""Printed numbers that may open a clause, told from those that cannot by their context.

In: the paragraphs of a cleaned text.  Out: candidates in the order of the text.  Numbers at the
head of a paragraph are ``strong``; a number inside a paragraph is a candidate only where a
sentence has just ended (「。（二）」), after a wide blank, or glued to a heading.  Which candidates
are clauses is decided by the sequence, in ``outline``.

Near misses that are no candidates: 「2.5亿元」 「2025年」 「3、4号线」 「一、二、三产业」
「（一）至（三）项」 「第三条规定」 「专栏6所列」 「包括：（1）…；（2）…」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kb.segmenting.lines import Line, label_start
from kb.segmenting.numbering import Kind, Label, ordinal, read_label

#: How a candidate is set off from what stands before it.
Setting = Literal["line", "sentence", "bracket", "semicolon", "blank", "glued", "nested", "hidden"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A printed number that may open a clause."""

    label: Label
    setting: Setting
    line: int  # index of its paragraph

    @property
    def strong(self) -> bool:
        return self.setting == "line"


#: What follows a number that is part of a sentence, kind by kind.
_NOT_AFTER: dict[Kind, re.Pattern[str]] = {
    "part": re.compile(r"[的、，。至和及或规中所是为]"),
    "chapter": re.compile(r"[的、，。至和及或规中所节]"),
    "section": re.compile(r"[的、，。至和及或规中所课]"),
    "article": re.compile(r"[的、，。；至和及或规所之以中列第款项]|第?[一二三四五六七八九十\d]+[款项]"),
    "cn": re.compile(r"[一二三四五六七八九十]{1,2}(?:[、级类线期产号手等次]|[到至]|是)"),
    "cn_bracket": re.compile(
        r"(?:至|和|或|或者|以及|到)?[（(][一二三四五六七八九十]|[款项](?!目)|所列|规定的"
    ),
    "arabic": re.compile(r"(?!\d{4} ?年)\d"),
    "arabic_bracket": re.compile(r"(?:至|和|或|以及|到)?[（(]\d|[款项](?!目)|所列"),
    "arabic_half": re.compile(r"(?!\d{4} ?年)\d"),
    "box": re.compile(r"[所中的、，。和至及或列]"),
}
#: A box's title is a line of its own: 「专栏6 重点项目」.
_BOX_LENGTH = 60
_INSIDE = re.compile(
    r"(?<=[。！？；;）)\]】」])[”’]?(?=[第（(一二三四五六七八九十\d①-⑳⑴-⒇㈠-㈩])"
    r"|(?<= )(?=[第（(一二三四五六七八九十])"
    r"|(?<=[如以]下：)(?=1[.．、]\D)"  # 职责如下：1.水务部门。…2.气象部门。
)
#: 「（责任单位：市工信局）22．」: after a bracket only as the next in a sequence.
_SETTINGS: dict[str, Setting] = {
    " ": "blank",
    "；": "semicolon",
    ";": "semicolon",
    "）": "bracket",
    ")": "bracket",
    "]": "bracket",
    "】": "bracket",
    "」": "bracket",
}
#: 「一、总体要求（一）指导思想」: a heading and the first number below it, nothing between.
_GLUED = re.compile(
    r"[\u4e00-\u9fff、“”]{2,25}(?=[（(](?:[一二三四五六七八九十]{1,3}|1)[）)]|1[.．、](?!\d))"
)
#: 「（见附件）三、四季度完成」: two numbers of one noun.
_COUNTS_ON = re.compile(r"[二三四五六七八九十](?=[季月年天个层楼周日批轮])")


def find_candidates(text: str, lines: Sequence[Line], skipped: frozenset[int]) -> list[Candidate]:
    """All candidates, in order.  ``skipped`` are lines that open no clause."""
    decimal = uses_decimals(text, lines, skipped)
    top = 0  # the outermost number of a decimal scheme so far
    found: list[Candidate] = []
    for index, line in enumerate(lines):
        if index in skipped:
            continue
        first = _label_at(text, label_start(line), line, decimal)
        if first is None and decimal:
            first = _bare_top(text, line, top + 1)
        if first:
            found.append(Candidate(first, "line", index))
            top = max(top, first.ordinals[0]) if first.kind in ("decimal", "arabic") else top
        elif not decimal and (named := _before_figure(text, line)):
            found.append(Candidate(named, "hidden", index))
        found.extend(_inside(text, line, index, first))
    return found


def _label_at(text: str, at: int, line: Line, decimal: bool) -> Label | None:
    """The number at a place if nothing there speaks against a clause."""
    label = read_label(text, at)
    if label is None or label.end > line.end:
        return None
    if label.kind == "decimal":
        if decimal:
            return label
        return _year_item(text, at)
    if label.kind == "box" and (line.end - line.start > _BOX_LENGTH or line.text[-1] in "。；，"):
        return None
    reject = _NOT_AFTER.get(label.kind)
    if reject and reject.match(text, label.end, line.end):
        return None
    return label


_YEAR_ITEM = re.compile(r"(\d{1,2})[.．](?=\d{4} ?年)")


def _year_item(text: str, at: int) -> Label | None:
    """「1.2025年底前完成…」: a number directly before a year is no decimal."""
    found = _YEAR_ITEM.match(text, at)
    return Label("arabic", (int(found[1]),), at, found.end()) if found and int(found[1]) else None


#: 「11.121人才项目」 「3.5G网络」: a name that begins with digits; not 「11.5亿元」 「3.20万」
_BEFORE_FIGURE = re.compile(
    r"(\d{1,2})[.．](?=\d{1,5}(?![\d.]))(?!\d+ ?(?:[%‰万亿千百元吨亩米倍]|个|公里|平方|立方|年|月|日))"
)


def _before_figure(text: str, line: Line) -> Label | None:
    """A number glued to the digits of a name; a clause's only where it is the next in its list."""
    start = label_start(line)
    found = _BEFORE_FIGURE.match(text, start, line.end)
    return Label("arabic", (int(found[1]),), start, found.end()) if found and int(found[1]) else None


def _inside(text: str, line: Line, index: int, first: Label | None) -> Iterator[Candidate]:
    """Candidates inside a paragraph."""
    opened = first.end if first else line.start - 1
    if first and (below := _directly_below(text, first, line)):
        yield Candidate(below, "nested", index)
        opened = below.end
    elif first and (below := _glued_below(text, first, line)):
        yield Candidate(below, "glued", index)
    for found in _INSIDE.finditer(text, max(opened, line.start), line.end):
        at = found.end()
        if at <= opened:
            continue
        label = _label_at(text, at, line, False)
        if label is None or label.kind in ("box", "decimal"):
            continue
        setting = _SETTINGS.get(text[found.start() - 1], "sentence")
        if _counts_on(text, label):
            continue
        if setting == "blank" and label.kind not in (
            "part",
            "chapter",
            "section",
            "article",
            "cn",
            "cn_bracket",
        ):
            continue
        yield Candidate(label, setting, index)
        if label.kind == "cn" and (below := _glued_below(text, label, line)):
            yield Candidate(below, "glued", index)


def _directly_below(text: str, label: Label, line: Line) -> Label | None:
    """The first of a list that begins where its number ends: 「4.（1）验收通过的…；（2）…」."""
    at = label.end + (text[label.end : label.end + 1] == " ")
    below = _label_at(text, at, line, False)
    nested = (
        below is not None and below.ordinals == (1,) and _NESTS.get(below.kind, 0) > _NESTS.get(label.kind, 9)
    )
    return below if nested else None


def _glued_below(text: str, label: Label, line: Line) -> Label | None:
    """The first number below a heading on the same line: 「三、保障措施（十五）加强领导」."""
    glued = _GLUED.match(text, label.end, line.end)
    return _label_at(text, glued.end(), line, False) if glued else None


def _counts_on(text: str, label: Label) -> bool:
    """「三、四季度」: the next numeral and a word that counts."""
    following = _COUNTS_ON.match(text, label.end) if label.kind == "cn" else None
    return following is not None and ordinal(following.group()) == label.ordinals[0] + 1


#: Kinds of number that may stand right behind an outer one.
_NESTS: dict[Kind, int] = {
    "article": 1,
    "cn": 2,
    "cn_bracket": 3,
    "arabic": 4,
    "arabic_bracket": 5,
    "arabic_half": 6,
    "circled": 7,
}


# --- decimal schemes ------------------------------------------------------------------------

#: Fewer numbers of the form 1.1 at line starts are figures, not a scheme.
_DECIMAL_LABELS = 3
#: In a scheme nearly every such number follows from the one before; figures do not.
_DECIMAL_SHARE = 0.8
#: 「1 范围」: the outermost number of such a scheme has no dot.
_BARE_TOP = re.compile(r"(\d{1,2}) (?=[\u4e00-\u9fff])")
_BARE_TOP_LENGTH = 30
_MEASURED = re.compile(r"[ \u3000]?(?:个|亿|万|千|百|年|月|日|倍|元|公里|平方|吨|米|度|%|‰|人|家|户|项)")


def uses_decimals(text: str, lines: Sequence[Line], skipped: frozenset[int]) -> bool:
    """Whether a document numbers its clauses 1.1, 1.1.1, as standards do (GB/T 1.1)."""
    labels: list[tuple[int, ...]] = []
    for index, line in enumerate(lines):
        if index in skipped:
            continue
        label = read_label(text, label_start(line))
        if label and label.kind == "decimal" and not _MEASURED.match(text, label.end):
            labels.append(label.ordinals)
    if len(labels) < _DECIMAL_LABELS:
        return False
    follows = sum(_follows(before, after) for before, after in zip([(0,), *labels], labels, strict=False))
    return follows >= _DECIMAL_SHARE * len(labels)


def _bare_top(text: str, line: Line, expected: int) -> Label | None:
    """「2 要求」 after all of 1: the next number alone before a short title."""
    found = _BARE_TOP.match(text, line.start, line.end)
    if (
        found is None
        or int(found[1]) != expected
        or len(line.text) > _BARE_TOP_LENGTH
        or line.text[-1] in "。；，"
    ):
        return None
    return Label("decimal", (expected,), line.start, found.end())


def _follows(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """1.1 → 1.2, 1.1.1, 2.1."""
    if after[-1] == 1:
        return True
    return (
        len(after) <= len(before)
        and before[: len(after) - 1] == after[:-1]
        and after[-1] == before[len(after) - 1] + 1
    )
