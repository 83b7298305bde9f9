"""Account for every number that is printed in a document.

In: a document with its clauses, cleaned text and tags.  Out: a ``Finding`` of kind
``unaccounted_number`` for each run of Arabic digits (half or full width) that is neither in the
ledger, nor in a clause's number, a date, a term, a document number, a title, a name, a code, nor
a trace of the layout that cleaning took away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kb.cleaning import CleanText
from kb.model import Assignment, Clause, Document, Finding, Reference, Span, Target
from kb.tagging.targets.deadlines import document_year, find_deadlines
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
    known: list[tuple[int, int]] = [(clause.label.start, clause.label.end) for clause in clauses]
    known += [(target.value_span.start, target.value_span.end) for target in targets]
    known += [(reference.start, reference.end) for reference in references]
    year = document_year(document.date, document.title, document.number)
    for table in read_tables(text, 0, len(text), year):
        known += table.names
    covered = _Covered(known)
    lines = _Lines(clean)
    findings: list[Finding] = []
    place = _Places(clauses)
    for match in _NUMBER.finditer(text):
        if covered.holds(match.start(), match.end()) or not _survives(clean, match.start(), match.end()):
            continue
        if lines.explains(match.start(), match.end()):
            continue
        start, end = max(0, match.start() - _CONTEXT), min(len(text), match.end() + _CONTEXT)
        findings.append(
            Finding(
                document.id,
                "unaccounted_number",
                place.path(match.start()),
                text[start:end].replace("\n", " "),
                f"数字“{match.group()}”未归入指标台账，也不是编号、日期或名称，请人工核对",
                match.start(),
                match.end(),
            )
        )
    return tuple(findings)


def explained_spans(part: CleanText) -> Iterator[Span]:
    """Stretches of one clause whose digits need no row of the ledger: dates, names, terms."""
    text = part.text
    marks = find_marks(text)
    for mark in marks:
        yield part.span(mark.start, mark.end)
    for deadline in find_deadlines(text, None):
        yield part.span(deadline.start, deadline.end)
    if not _MAY_BE_TERM.search(text):
        return
    for figure in find_quantities(text, marks):
        # 利用3年时间, 24小时服务; 每5所幼儿园
        if figure.group == "time" or PER.search(text, max(0, figure.start - 6), figure.start):
            yield part.span(figure.start, figure.end)


class _Lines:
    """Reads a line of the cleaned text for dates, names and terms once one of its numbers is in doubt."""

    def __init__(self, clean: CleanText) -> None:
        self.clean = clean
        self.read_to = -1
        self.spans = _Covered(())

    def explains(self, start: int, end: int) -> bool:
        """Whether a date, a name or a term holds a number; asked from left to right."""
        text, at = self.clean.text, self.clean.index(start)
        if at >= self.read_to:
            low = text.rfind("\n", 0, at) + 1
            high = text.find("\n", max(at, low + _BLOCK))
            high = len(text) if high < 0 else high
            source = self.clean.span(low, high)
            part = self.clean.within(source.start, source.end)
            self.spans = _Covered((span.start, span.end) for span in explained_spans(part))
            self.read_to = high
        return self.spans.holds(start, end)


class _Covered:
    """Tells whether a stretch touches one of many spans, asked from left to right."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = sorted(span for span in spans if span[1] > span[0])
        self.at = 0

    def holds(self, start: int, end: int) -> bool:
        while self.at < len(self.spans) and self.spans[self.at][1] <= start:
            self.at += 1
        for low, high in self.spans[self.at : self.at + 16]:
            if low >= end:
                return False
            if start < high:
                return True
        return False


class _Places:
    """The path of the clause that an offset lies in, asked from left to right."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses, self.at = clauses, 0

    def path(self, offset: int) -> str:
        while self.at + 1 < len(self.clauses) and self.clauses[self.at].end <= offset:
            self.at += 1
        return self.clauses[self.at].path if self.clauses else ""


def _survives(clean: CleanText, start: int, end: int) -> bool:
    """Whether cleaning kept a number; page marks and dot leaders are gone."""
    at = clean.index(start)
    return at < len(clean.starts) and clean.starts[at] < end
