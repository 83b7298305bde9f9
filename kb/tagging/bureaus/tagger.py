"""Responsible bodies of a whole document: lists, document-wide rules and sentences, one row each.

In: a document, its clauses and its cleaned text.  Out: assignments in document order, one per
clause and body with its strongest role, and findings about names not understood or repeated.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.cleaning import CleanText, widened
from kb.model import ROLE_ORDER, Assignment, AssignmentSource, Clause, Document, Finding, Role, Span
from kb.tagging.bureaus.items import Item, read_run
from kb.tagging.bureaus.lists import FoundList, find_lists
from kb.tagging.bureaus.phrases import LEAD_FIRST, Part
from kb.tagging.bureaus.prose import Said, find_said
from kb.tagging.bureaus.repeats import merged
from kb.tagging.bureaus.tables import find_table_lists, masked, printed_span
from kb.tagging.bureaus.unread import unread
from kb.tagging.targets.tables import read_tables
from kb.tagging.task_cells import TaskTable, TaskTables
from kb.tagging.task_tables import read_task_tables

#: 成员单位职责, 部门职责分工
_DUTIES = re.compile(r"(?:职责|责任|任务)(?:与|和|及)?(?:分工|任务|清单)?(?:如下)?[：:]?\Z|分工\Z")
_LINE = re.compile(r"[^\n]+")
#: 市发展改革委、市财政局：
_NAMED = re.compile(r"[^，。；：\n]{2,60}(?=[：。])")
#: 园区管理部门：高新区管委会负责…: the sentence has a subject of its own
_OWN_SUBJECT = re.compile(r"[局委办厅会府院门心](?:具体|主要|统一)?(?:负责|牵头|承担|应当|要|按)")
#: What a name broken over two lines or spaced out keeps inside it.
_BLANK = re.compile(r"[\s\u3000]+")


@dataclass(frozen=True, slots=True)
class _Row:
    """A body of a list or sentence before it becomes an assignment."""

    item: Item
    role: Role
    position: int
    scope: str


def tag_assignments(
    document: Document, clauses: Sequence[Clause], clean: CleanText
) -> tuple[tuple[Assignment, ...], tuple[Finding, ...]]:
    """The bodies that each clause makes responsible."""
    assignments: list[Assignment] = []
    findings: list[Finding] = []
    lead_first = False
    tables = read_task_tables(document.text)
    wide = replace(clean, text=widened(clean.text))
    for clause in clauses:
        tagger = _ClauseTagger(document, clause, wide, clean.text, lead_first, tables.read)
        assignments += tagger.assignments()
        findings += tagger.findings
        lead_first = tagger.lead_first
    findings += unread_tables(document, clauses, tables)
    return tuple(assignments), tuple(findings)


def tag_lists(
    document: Document, clauses: Sequence[Clause], clean: CleanText
) -> tuple[tuple[Assignment, ...], ...]:
    """Every printed list with all its bodies, also those that an earlier list of the clause names.

    For the question who is responsible for one measure: the list whose ``governs`` holds it.
    """
    lists: list[tuple[Assignment, ...]] = []
    lead_first = False
    tables = read_task_tables(document.text).read
    wide = replace(clean, text=widened(clean.text))
    for clause in clauses:
        tagger = _ClauseTagger(document, clause, wide, clean.text, lead_first, tables)
        lists += tagger.lists()
        lead_first = tagger.lead_first
    return tuple(lists)


def unread_tables(document: Document, clauses: Sequence[Clause], tables: TaskTables) -> Iterator[Finding]:
    """What looks like a table and is none that was understood."""
    if not tables.unread:
        return
    known = [(one.start, one.end) for one in read_tables(document)]
    starts = [clause.start for clause in clauses]
    for start, end in tables.unread:
        if _overlaps(known, start, end):
            continue
        first = " ".join(document.text[start : document.text.find("\n", start)].split())
        path = clauses[max(0, bisect_right(starts, start) - 1)].path if clauses else ""
        note = "这里像是一张表格，列与行没有读懂，其中的责任单位和时限未列入。"
        yield Finding(document.id, "unread_table", path, first, note, start, end)


def _overlaps(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of some stretches in order, none overlapping another, touches ``[start, end)``."""
    at = bisect_right(taken, start, key=lambda span: span[1])
    return at < len(taken) and taken[at][0] < end


class _ClauseTagger:
    """Reads one clause; ``lead_first`` is the convention in force when it begins, and after it."""

    def __init__(
        self,
        document: Document,
        clause: Clause,
        wide: CleanText,
        typed: str,
        lead_first: bool,
        tables: Sequence[TaskTable],
    ) -> None:
        self.document = document
        self.clause = clause
        self.clean = wide.within(clause.start, clause.end)  # its punctuation full width
        self.typed = typed  # the whole text with its punctuation as typed, for what is printed
        self.first = wide.index(clause.start)
        self.lead_first = lead_first
        self.tables = tables
        self.findings: list[Finding] = []

    def assignments(self) -> list[Assignment]:
        """One row per body, strongest role first printed, in the order of the text."""
        text = self.clean.text
        label_end = (
            self.clean.index(self.clause.label.end) if self.clause.label.end > self.clause.label.start else 0
        )
        if not text[label_end:].strip():
            return []
        lists = self._find_lists()
        tables = masked(self.tables, self.clause.start, self.clause.end, self.clean)
        taken = sorted([(0, label_end), *tables, *((found.start, found.end) for found in lists)])
        said = find_said(text, taken, self.document.region)
        said += self._of_headings(lists, said)
        self._note_unread(taken, said)
        rows = [*(row for rows in self._of_lists(lists) for row in rows), *self._of_sentences(said)]
        if LEAD_FIRST.search(text):
            self.lead_first = True
        return sorted(merged(rows), key=lambda row: (row.start, row.end))

    def _of_headings(self, lists: Sequence[FoundList], said: Sequence[Said]) -> Iterator[Said]:
        """「（5）市水利局：提供水情信息…」 under 成员单位职责: the task of the body that it names.

        Numbered or a paragraph each, and only where nothing else is said: 「1.财政部门：市财政局负责…」
        has its body in the sentence.
        """
        own = _DUTIES.search(self.clause.heading)
        if not own and not any(_DUTIES.search(heading) for heading in self.clause.trail[-1:]):
            return
        text = self.clean.text
        at = self.clean.index(self.clause.label.end)
        taken = [*((one.start, one.end) for one in lists), *((one.start, one.end) for one in said)]
        for line in _LINE.finditer(text, at):
            if any(start < line.end() and line.start() < end for start, end in taken):
                continue
            named = _NAMED.match(text, line.start(), line.end())
            if named is None or _OWN_SUBJECT.search(text, named.end(), line.end()):
                continue
            run = read_run(text, named.start(), named.end(), self.document.region, strictness="strict")
            if run.understood:
                yield Said(Part(run, "joint"), named.start(), named.end(), "heading")
            if not own:
                return

    def lists(self) -> list[tuple[Assignment, ...]]:
        """The rows of each list, not yet merged."""
        rows = list(self._of_lists(self._find_lists()))
        if LEAD_FIRST.search(self.clean.text):
            self.lead_first = True
        return rows

    def _find_lists(self) -> list[FoundList]:
        """Lists in the rows of tables, and all others outside them."""
        region, clause = self.document.region, self.clause
        text, clean = self.document.text, self.clean
        rows = find_table_lists(text, self.tables, clause.start, clause.end, clean, region)
        aligned = masked(self.tables, clause.start, clause.end, clean)
        within = [(row.start, row.end) for row in rows if not _overlaps(aligned, row.start, row.end)]
        taken = sorted([*within, *aligned])
        others = [
            found for found in find_lists(clean.text, region) if not _overlaps(taken, found.start, found.end)
        ]
        return sorted([*rows, *others], key=lambda found: found.start)

    def _of_lists(self, lists: Sequence[FoundList]) -> Iterator[tuple[Assignment, ...]]:
        governed_from = 0
        for found in lists:
            printed = self.clean.span(found.start, found.end)
            governs = self._governs(*(found.governs or (governed_from, found.start)))
            open_list = any(part.run.open for part in found.parsed.parts if part.role != "default")
            convention = found.parsed.lead_first
            if convention and found.parsed.from_here:
                self.lead_first = True
            yield tuple(
                self._listed(row, open_list, governs, printed, found.words or self.clean)
                for row in self._rows(found, convention or self.lead_first)
            )
            governed_from = found.end

    def _listed(
        self, row: _Row, open_list: bool, governs: Span, printed: Span, words: CleanText
    ) -> Assignment:
        is_default = row.role == "default"
        rule = "default" if is_default else "list"
        return self._assignment(row, "list", open_list and not is_default, governs, printed, rule, words)

    def _rows(self, found: FoundList, lead_first: bool) -> Iterator[_Row]:
        """The bodies of one list in order; the first leads where the document says so."""
        parts = found.parsed.parts
        promote = lead_first and not any(
            part.role_of(item) == "lead" for part in parts for item in part.run.items
        )
        held: dict[tuple[str, str], _Row] = {}
        for part in parts:
            for item in part.run.items:
                if item.body is None:
                    note = f"责任单位中的「{item.printed}」没有读懂，未列入责任单位。"
                    self._note("unknown_body", item, note, found.words)
                    continue
                key = (item.body.name, item.body.region)
                role = part.role_of(item)
                divided = part.divided and not found.parsed.lead_first
                if promote and not held and role == "joint" and not divided:
                    role = "lead"
                scope = "；".join(filter(None, (found.parsed.scope, part.scope)))
                if key in held and role == "default":
                    held[key] = replace(held[key], scope=scope)
                    continue
                if key in held:
                    note = f"同一责任清单中「{item.printed}」重复出现，只计一次。"
                    self._note("repeated_body", item, note, found.words)
                    if ROLE_ORDER.index(role) < ROLE_ORDER.index(held[key].role):
                        held[key] = replace(held[key], role=role, scope=scope)
                    continue
                held[key] = _Row(item, role, len(held) + 1, scope)
        yield from held.values()

    def _of_sentences(self, said: Sequence[Said]) -> Iterator[Assignment]:
        position: dict[int, int] = {}
        for one in said:
            sentence = self.clean.span(one.start, one.end)
            for item in one.part.run.items:
                if item.body is None:
                    continue
                position[one.start] = position.get(one.start, 0) + 1
                row = _Row(item, one.part.role_of(item), position[one.start], one.part.scope)
                open_list = one.part.run.open
                yield self._assignment(row, "prose", open_list, sentence, sentence, one.rule, self.clean)

    def _assignment(
        self,
        row: _Row,
        source: AssignmentSource,
        open_list: bool,
        governs: Span,
        printed: Span,
        rule: str,
        words: CleanText,
    ) -> Assignment:
        body = row.item.body
        assert body is not None
        own = words is self.clean
        typed, at = (self.typed, self.first) if own else (words.text, 0)
        span = self._printed(words, row.item)
        return Assignment(
            clause=self.clause.id,
            path=self.clause.path,
            document=self.document.id,
            bureau=body.name,
            region=body.region,
            kind=body.kind,
            surface=_BLANK.sub("", typed[at + row.item.start : at + row.item.end]),
            role=row.role,
            position=row.position,
            source=source,
            open_list=open_list,
            start=span.start,
            end=span.end,
            governs=governs,
            list_span=printed,
            scope=row.scope,
            rule=rule,
        )

    def _printed(self, words: CleanText, item: Item) -> Span:
        if words is self.clean:
            return words.span(item.start, item.end)
        return printed_span(self.document.text, words, item.start, item.end)

    def _governs(self, start: int, end: int) -> Span:
        """The measure before a list, without the blanks and stops at its ends."""
        text = self.clean.text
        while start < end and text[start] in " \n\t\u3000。；，、":
            start += 1
        while end > start and text[end - 1] in " \n\t\u3000":
            end -= 1
        if start < end:
            return self.clean.span(start, end)
        at = self.clean.span(start, start + 1).start if start < len(text) else self.clause.end
        return Span(at, at)

    def _note_unread(self, taken: Sequence[tuple[int, int]], said: Sequence[Said]) -> None:
        """Report what looks like a list and gave no body."""
        spoken = [(item.start, item.end) for one in said for item in one.part.run.items]
        for start, end in unread(self.clean.text, [*taken, *spoken], self.document.region):
            printed = _BLANK.sub("", self.clean.text[start:end])
            note = f"「{printed}」像是责任清单，但没有读出责任单位。"
            self._note("unread_list", Item(start, end, printed, None), note)

    def _note(self, kind: str, item: Item, note: str, words: CleanText | None = None) -> None:
        span = self._printed(words or self.clean, item)
        self.findings.append(
            Finding(self.document.id, kind, self.clause.path, item.printed, note, span.start, span.end)
        )
