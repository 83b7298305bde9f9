"""Figures and terms in the rows of tables of tasks: 「建成充电桩2000个 | 市能源局 | 2025年底」.

In: a table of tasks and the year of the document.  Out: its values as rows of the ledger, each cell
read by itself under the term that its row prints; a row with a term and without a figure is a
``deadline``.  Bare numbers of a column (投资，万元) are not read: their head says what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.cleaning import CleanText
from kb.segmenting.sentences import sentence_bounds
from kb.tagging.targets.deadlines import Deadline, find_deadlines
from kb.tagging.targets.marks import find_marks
from kb.tagging.targets.ordered import Ordered
from kb.tagging.targets.quantities import find_quantities, readable
from kb.tagging.targets.reader import Sentence
from kb.tagging.targets.rows import Inherited, Row
from kb.tagging.targets.table_values import TableRow
from kb.tagging.targets.unmeasured import unmeasured_rows
from kb.tagging.task_cells import TaskRow, TaskTable
from kb.tagging.task_tables import cell_text

#: 「2025」 「2024—2026」 「2025.12」 in a column of terms
_BARE_TERM = re.compile(r"(?:(?:19|20)\d{2}[-—–~～至])?(?P<year>(?:19|20)\d{2})(?:[.-](?:1[0-2]|0?[1-9]))?")
#: A cell of a number and perhaps its unit says nothing by itself.
_WORDS = re.compile(r"[一-龥]{2}")
#: The longest name of a task that a row without a figure is called by.
_LONGEST_NAME = 60


def task_values(text: str, table: TaskTable, year: int | None) -> Iterator[TableRow]:
    """The values of a table of tasks, in the order of its rows."""
    for row in table.rows:
        yield from _row(text, row, year)


def names(table: TaskTable) -> list[tuple[int, int]]:
    """Heads, numbers of rows and terms: their digits are no figures."""
    heads = [column.head for column in table.columns]
    cells = (cell for row in table.rows for cell in (*row.of("order"), *row.of("deadline")))
    return [*heads, *(piece for cell in cells for piece in cell.pieces)]


def _row(text: str, row: TaskRow, year: int | None) -> Iterator[TableRow]:
    term = _term(text, row, year)
    dated = False
    for cell in (*row.of("task"), *row.of("other")):
        words = cell_text(text, cell)
        if not _WORDS.search(words.text):
            continue
        head = text[slice(*cell.column.head)]
        for one in _values(words, term[0] if term else _of_head(head, year), year):
            dated = dated or bool(one.deadline)
            yield _placed(one, words)
    if term and not dated:
        yield from _due(text, row, *term)


def _term(text: str, row: TaskRow, year: int | None) -> tuple[Deadline, int, int] | None:
    """The term that the row prints, and where."""
    for cell in row.of("deadline"):
        words = cell_text(text, cell)
        printed = words.text.strip()
        bare = _BARE_TERM.fullmatch(printed)
        found = [d for d in find_deadlines(words.text, year) if d.kind in ("by", "frequency")]
        if bare:
            return Deadline(0, len(printed), int(bare["year"]), "by", printed), cell.start, cell.end
        if found:
            span = words.span(found[-1].start, found[-1].end)
            return found[-1], span.start, span.end
    return None


def _of_head(head: str, year: int | None) -> Deadline | None:
    """「2025年目标」 over a column is the term of what stands below."""
    return next((d for d in find_deadlines(head, year) if d.kind == "by"), None)


def _values(words: CleanText, term: Deadline | None, year: int | None) -> Iterator[Row]:
    text = words.text
    figures = Ordered(readable(find_quantities(text, find_marks(text))))
    deadlines = Ordered(find_deadlines(text, year))
    for low, high in sentence_bounds(text):
        own, found = deadlines.between(low, high), figures.between(low, high)
        inherited = Inherited(term, False, None, "")
        sentence = Sentence(text, low, high, found, own, inherited)
        rows = [
            *sentence.rows(),
            *unmeasured_rows(text, low, high, found, own, inherited, sentence.commitments),
        ]
        yield from (row for row in rows if row.indicator)


def _placed(row: Row, words: CleanText) -> TableRow:
    quote, value = words.span(row.start, row.end), words.span(row.value_start, row.value_end)
    return TableRow(
        row.indicator,
        row.comparator,
        row.value,
        row.unit,
        row.kind,
        row.change,
        row.year,
        row.commitment,
        quote.start,
        quote.end,
        value.start,
        value.end,
        row.deadline,
        row.baseline_year,
    )


def _due(text: str, row: TaskRow, term: Deadline, start: int, end: int) -> Iterator[TableRow]:
    """What the row asks for, by its term."""
    measure = row.measure()
    if not measure:
        return
    name = cell_text(text, measure[-1]).text.split("\n")[0].strip("。；; ")
    begin = min(measure[-1].start, start)
    last = max(measure[-1].end, end)
    if 2 <= len(name) <= _LONGEST_NAME:
        yield TableRow(
            name, "=", "", "", "deadline", "level", term.year, "", begin, last, start, end, term.text
        )
