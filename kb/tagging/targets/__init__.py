"""The ledger of numbers: every aim, condition, grant, fact, count and reporting duty of a document.

In: a document with its clauses and cleaned text.  Out: ``Target`` rows in document order, each
with its verbatim quote.

Indicators are printed words, never composed: in 「新能源和清洁能源装机占比达到50%、发电量占比达到30%」
the second row's indicator is 发电量占比, and the quote shows whose it is.  Values keep the printed
unit: 250 万亩, 1.5 万亿元, 1000 亿元 for 千亿元; fractions stay fractions (2/3, 1/2 for 一半), 翻一番
is 1 番, 2—3家 is 2-3.  A row's year is that of the deadline that governs it; 每年 has none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.cleaning import CleanText, widened
from kb.model import Clause, Document, Span, Target
from kb.segmenting.sentences import sentence_bounds
from kb.tagging.targets.context import Governing, Section, is_item, section
from kb.tagging.targets.deadlines import Deadline, find_deadlines, year_of
from kb.tagging.targets.marks import find_marks
from kb.tagging.targets.ordered import Ordered
from kb.tagging.targets.quantities import find_quantities, readable
from kb.tagging.targets.reader import Sentence
from kb.tagging.targets.rows import Inherited, Row
from kb.tagging.targets.table_values import Table
from kb.tagging.targets.tables import read_tables
from kb.tagging.targets.unmeasured import MAY_AIM, unmeasured_rows

#: A sentence is read in stretches of at most so many characters, cut at a comma: the reading
#: of a stretch is quadratic in its figures at worst, that of a document stays linear.
LONGEST_STRETCH = 3000
_CELL_ENDS = "|\t"
_CELLS = re.compile(f"[{_CELL_ENDS}]")
_WIDE = re.compile("[，；：（）！？]")
_TITLE = re.compile("《[^《》\n]*》")
#: | 1 | 甲工程 | 5亿元 |, 1→甲工程→5亿元
_ROW = re.compile(r"[ ]*\||[^\t]*\t[^\t]*\t")


def tag_targets(document: Document, clauses: Sequence[Clause], clean: CleanText) -> tuple[Target, ...]:
    """The ledger of ``document``, in document order."""
    year = year_of(document)
    governing = Governing()
    tables = read_tables(document)
    targets = list(_table_targets(clauses, tables))
    wide = replace(clean, text=widened(clean.text))
    for clause in clauses:
        governing.clause(clause.path)
        start = max(clause.start, clause.label.end)
        part = wide.within(start, clause.end)
        if not part.text.strip():
            continue
        masked = [
            _clean_stretch(part, table)
            for table in tables
            if table.start < clause.end and clause.start < table.end
        ]
        for row in _clause_rows(clause, part.text, year, governing, masked):
            if _WIDE.search(row.indicator):
                row = _as_printed(row, part.text, clean.text, clean.index(start))
            targets.append(_target(clause, part, row))
    targets.sort(key=lambda target: (target.value_span.start, target.start, target.year or 0))
    return tuple(targets)


def _table_targets(clauses: Sequence[Clause], tables: Sequence[Table]) -> Iterator[Target]:
    """The values of tables, each in the clause that it is printed in."""
    starts = [clause.start for clause in clauses]
    for table in tables:
        for row in table.rows:
            at = bisect_right(starts, row.value_start) - 1
            if at < 0:
                continue
            clause = clauses[at]
            yield Target(
                clause.id,
                clause.path,
                clause.document,
                row.indicator,
                row.comparator,
                row.value,
                row.unit,
                row.kind,
                max(row.start, clause.start),
                row.end,
                Span(row.value_start, row.value_end),
                row.change,
                row.baseline_year,
                row.year,
                row.deadline,
                row.commitment,
                rule="table",
            )


def _clean_stretch(part: CleanText, table: Table) -> tuple[int, int]:
    return part.index(table.start), part.index(table.end)


def _as_printed(row: Row, text: str, typed: str, first: int) -> Row:
    """The row with the signs of its indicator as they stand in the document: 「县(市)入园率」."""
    at = text.find(row.indicator)
    return row if at < 0 else replace(row, indicator=typed[first + at : first + at + len(row.indicator)])


def _target(clause: Clause, clean: CleanText, row: Row) -> Target:
    quote = clean.span(row.start, row.end)
    return Target(
        clause.id,
        clause.path,
        clause.document,
        row.indicator,
        row.comparator,
        row.value,
        row.unit,
        row.kind,
        quote.start,
        quote.end,
        clean.span(row.value_start, row.value_end),
        row.change,
        row.baseline_year,
        row.year,
        row.deadline,
        row.commitment,
        row.actor,
        row.recipient,
        row.rule,
    )


def _clause_rows(
    clause: Clause, text: str, year: int | None, governing: Governing, masked: Sequence[tuple[int, int]]
) -> Iterator[Row]:
    """The rows of one clause, in offsets of its cleaned text."""
    figures = readable(find_quantities(text, find_marks(text)))
    deadlines = _outside_titles(text, find_deadlines(text, year))
    over = section(clause)
    indicator, table = "", 0
    due = Ordered(deadlines)
    measured = Ordered(figures)
    lines = _lines(text)
    for number, (start, end) in enumerate(lines):
        while table < len(masked) and masked[table][1] <= start:
            table += 1
        if table < len(masked) and masked[table][0] <= start:
            governing.close()
            continue  # a line of a table
        if start and text[start - 1] in _CELL_ENDS:
            governing.close()
        governing.paragraph(text, start, clause.path, over.goals)
        list_follows = number + 1 < len(lines) and is_item(text, lines[number + 1][0])
        opens = True
        for low, high in _stretches(text, start, end):
            if number == 0 and clause.heading and text[low:high].strip("。．：: ") == clause.heading:
                continue
            own, found = due.between(low, high), measured.between(low, high)
            governing.sentence(text, low, high, own, opens, list_follows)
            opens = False
            if not found and not own and not MAY_AIM.search(text, low, high):
                continue
            inherited = _inherited(over, governing, own, indicator)
            sentence = Sentence(text, low, high, found, own, inherited)
            yield from sentence.rows()
            yield from unmeasured_rows(text, low, high, found, own, inherited, sentence.commitments)
            indicator = sentence.indicator if found else ""


def _outside_titles(text: str, deadlines: list[Deadline]) -> list[Deadline]:
    """《行动计划（2024—2026年）》提出，每年认定12家: the years of a title are no term of what is said."""
    titles = [match.span() for match in _TITLE.finditer(text)] if "《" in text else []
    if not titles:
        return deadlines
    ends = [(0, 0), *titles]
    before = (bisect_right(titles, deadline.start, key=lambda span: span[0]) for deadline in deadlines)
    return [d for d, at in zip(deadlines, before, strict=True) if d.start >= ends[at][1]]


def _inherited(over: Section, governing: Governing, own: Sequence[Deadline], indicator: str) -> Inherited:
    return Inherited(governing.current, over.past, over.year, indicator if own else "")


def _lines(text: str) -> list[tuple[int, int]]:
    """The lines of a text; of the row of a table that was not read as one, its cells."""
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        inner = at
        for cell in _CELLS.split(line) if _ROW.match(line) else [line]:
            if cell.strip():
                lines.append((inner, inner + len(cell)))
            inner += len(cell) + 1
        at += len(line) + 1
    return lines


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a line, very long ones cut at a comma."""
    for low, high in sentence_bounds(text[start:end]):
        low, high = low + start, high + start
        while high - low > LONGEST_STRETCH:
            cut = text.rfind("，", low, low + LONGEST_STRETCH)
            cut = cut + 1 if cut > low else low + LONGEST_STRETCH
            yield low, cut
            low = cut
        yield low, high
