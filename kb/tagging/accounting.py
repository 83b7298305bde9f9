"""Account for every number that is printed in a document.

In: a document with its clauses, cleaned text and tags.  Out: for each run of Arabic digits (half or
full width) the reason why it stands there: it is in the ledger, it is a clause's number, a date, a
term, a document number, a title, a name, a code, or a trace of the layout that cleaning took away.
A number without a reason becomes a ``Finding`` of kind ``unaccounted_number``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.cleaning import CleanText
from kb.model import Assignment, Clause, Document, Finding, Reference, Target
from kb.tagging.targets.deadlines import find_deadlines
from kb.tagging.targets.kinds import PER
from kb.tagging.targets.marks import find_marks
from kb.tagging.targets.quantities import find_quantities
from kb.tagging.targets.tables import read_tables

#: 1,200.5 is one number, so is １．５.
_NUMBER = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*")
#: A text without one of these has no term and no base of a ratio.
_MAY_BE_TERM = re.compile(r"[每年周月天日时分秒期s]")
_CONTEXT = 12
#: Lines are read together up to so many characters: each reading has a price of its own.
_BLOCK = 400

#: Why a number needs no row of the ledger; what is not named here is a kind of ``marks.py``.
REASONS: dict[str, str] = {
    "ledger": "指标台账",
    "label": "条款编号",
    "table": "表格栏目和名称",
    "reference": "引用的文件或图表",
    "layout": "版面痕迹",
    "deadline": "期限和日期",
    "date": "日期",
    "term": "时长和有效期",
    "ratio base": "计算基数",
    "document number": "文号",
    "title": "文件名称",
    "name": "名称",
    "quoted name": "名称",
    "code": "代号",
    "class": "等级规格",
    "ordinal": "序号和位次",
    "points": "考核分值",
    "phone": "电话号码",
    "link": "网址",
    "address": "网址",
    "formula": "公式",
    "page": "页码",
    "footnote": "注释编号",
}

_Reasoned = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Accounted:
    """A printed number in document offsets; ``reason`` is a key of ``REASONS``, empty for none."""

    start: int
    end: int
    reason: str


def account_numbers(
    document: Document,
    clauses: Sequence[Clause],
    clean: CleanText,
    targets: Sequence[Target],
    references: Sequence[Reference],
) -> Iterator[Accounted]:
    """Every number of the document with its reason, in document order."""
    text = document.text
    known = [(target.value_span.start, target.value_span.end, "ledger") for target in targets]
    known += [(clause.label.start, clause.label.end, "label") for clause in clauses]
    known += [(reference.start, reference.end, "reference") for reference in references]
    for table in read_tables(document):
        known += [(start, end, "table") for start, end in table.names]
    covered = _Covered(known)
    lines = _Lines(clean)
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        reason = covered.reason(start, end)
        if not reason:
            at = clean.index(start)
            survives = at < len(clean.starts) and clean.starts[at] < end
            reason = lines.reason(start, end, at) if survives else "layout"
        yield Accounted(start, end, reason)


def reasons_counted(accounted: Iterable[Accounted]) -> dict[str, int]:
    """How many numbers each reason explains, under its Chinese name; 未归入 for those without one."""
    counted = Counter(REASONS[one.reason] if one.reason else "未归入" for one in accounted)
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def unaccounted_numbers(
    document: Document,
    clauses: Sequence[Clause],
    clean: CleanText,
    assignments: Sequence[Assignment],
    targets: Sequence[Target],
    references: Sequence[Reference],
) -> tuple[Finding, ...]:
    """The numbers that nothing explains, in document order."""
    text = document.text
    place = _Places(clauses)
    findings: list[Finding] = []
    for one in account_numbers(document, clauses, clean, targets, references):
        if one.reason:
            continue
        start, end = max(0, one.start - _CONTEXT), min(len(text), one.end + _CONTEXT)
        findings.append(
            Finding(
                document.id,
                "unaccounted_number",
                place.path(one.start),
                text[start:end].replace("\n", " "),
                f"数字“{text[one.start : one.end]}”未归入指标台账，也不是编号、日期或名称，请人工核对",
                one.start,
                one.end,
            )
        )
    return tuple(findings)


def _explained(part: CleanText) -> Iterator[_Reasoned]:
    """Stretches of a few lines whose digits need no row of the ledger: dates, names, terms."""
    text = part.text

    def reasoned(start: int, end: int, reason: str) -> _Reasoned:
        span = part.span(start, end)
        return span.start, span.end, reason

    marks = find_marks(text)
    for mark in marks:
        yield reasoned(mark.start, mark.end, mark.kind)
    for deadline in find_deadlines(text, None):
        yield reasoned(deadline.start, deadline.end, "deadline")
    if not _MAY_BE_TERM.search(text):
        return
    for figure in find_quantities(text, marks):
        if PER.search(text, max(0, figure.start - 6), figure.start):
            yield reasoned(figure.start, figure.end, "ratio base")  # 每5所幼儿园
        elif figure.group == "time":
            yield reasoned(figure.start, figure.end, "term")  # 有效期5年, 利用3年时间, 24小时服务


class _Lines:
    """Reads lines of the cleaned text for dates, names and terms once one of their numbers is in doubt."""

    def __init__(self, clean: CleanText) -> None:
        self.clean = clean
        self.read_to = -1
        self.spans = _Covered(())

    def reason(self, start: int, end: int, at: int) -> str:
        """Why a number at the clean offset ``at`` stands there; asked from left to right."""
        if at >= self.read_to:
            text = self.clean.text
            low = text.rfind("\n", 0, at) + 1
            high = text.find("\n", max(at, low + _BLOCK))
            high = len(text) if high < 0 else high
            source = self.clean.span(low, high)
            self.spans = _Covered(_explained(self.clean.within(source.start, source.end)))
            self.read_to = high
        return self.spans.reason(start, end)


class _Covered:
    """Tells which of many spans a stretch touches, asked from left to right."""

    def __init__(self, spans: Iterable[_Reasoned]) -> None:
        self.spans = sorted(span for span in spans if span[1] > span[0])
        self.at = 0

    def reason(self, start: int, end: int) -> str:
        """The reason of the first span that a stretch touches; empty for none."""
        while self.at < len(self.spans) and self.spans[self.at][1] <= start:
            self.at += 1
        if self.at == len(self.spans) or self.spans[self.at][0] >= end:
            return ""
        for low, high, reason in self.spans[self.at : self.at + 16]:
            if low < end and start < high:
                return reason
        return ""


class _Places:
    """The path of the clause that an offset lies in, asked from left to right."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses, self.at = clauses, 0

    def path(self, offset: int) -> str:
        while self.at + 1 < len(self.clauses) and self.clauses[self.at].end <= offset:
            self.at += 1
        return self.clauses[self.at].path if self.clauses else ""
