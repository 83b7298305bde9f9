"""任务分解表: every task with who leads, who is responsible, by when, how much, and the words.

In: an open knowledge base and filters.  Out: ``TaskRow`` per measure in document order.  A task is
a clause with a list of responsible bodies, and is counted once however many lists it has; what
is asked of 各县（区、市） or 各有关部门 alone is no body's task and stands in ``general_rows``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.answering.evidence import measure as measure_quote
from kb.answering.evidence import quote
from kb.indexing.knowledge_base import KnowledgeBase
from kb.ledgers.measures import Measure, general_rules, measures
from kb.model import Assignment, Citation, Clause, Filters, Role, Target

#: Figures that are aims; conditions, support and facts are none.
AIMS = ("target", "count")

#: A clause without a heading is named by the beginning of its measure, up to this many characters.
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One measure of a task; ``number`` counts tasks, so two measures of one clause share it."""

    number: int
    clause: Clause
    task: str
    lead: tuple[str, ...]  # as printed
    joint: tuple[str, ...]
    cooperating: tuple[str, ...]
    open_list: bool
    deadlines: tuple[str, ...]  # as printed
    targets: tuple[Target, ...]  # aims with a figure
    quote: Citation
    assignments: tuple[Assignment, ...]  # the list itself, in its order


@dataclass(frozen=True, slots=True)
class GeneralRow:
    """What a document asks of a group of bodies without naming them."""

    clause: Clause
    bodies: tuple[str, ...]
    quote: Citation


def task_rows(kb: KnowledgeBase, filters: Filters = Filters()) -> Iterator[TaskRow]:  # noqa: B008 - frozen
    """The measures that name a body, tasks numbered from 1."""
    number, last = 0, ""
    for measure in measures(kb, filters):
        if measure.names_body:
            number, last = number + (measure.clause.id != last), measure.clause.id
            yield _task(kb, number, measure)


def general_rows(kb: KnowledgeBase, filters: Filters = Filters()) -> tuple[GeneralRow, ...]:  # noqa: B008 - frozen
    """Measures of groups alone, and the rules for all tasks of a document."""
    rows = [GeneralRow(kb.clause(a.clause), (a.surface,), _words(kb, a)) for a in general_rules(kb, filters)]
    for measure in measures(kb, filters):
        if not measure.names_body:
            surfaces = tuple(dict.fromkeys(a.surface for a in measure.assignments))
            rows.append(GeneralRow(measure.clause, surfaces, measure_quote(kb, measure.assignments[0])))
    return tuple(rows)


def _words(kb: KnowledgeBase, rule: Assignment) -> Citation:
    """The words of a rule for all tasks: its list, not the measure it happens to stand behind."""
    return quote(kb, kb.clause(rule.clause), rule.list_span.start, rule.list_span.end)


def _task(kb: KnowledgeBase, number: int, measure: Measure) -> TaskRow:
    rows = measure.assignments
    words = measure_quote(kb, rows[0])
    unnumbered = quote(kb, measure.clause, max(words.start, measure.clause.label.end), words.end)
    scopes = (a.scope for a in rows)
    return TaskRow(
        number=number,
        clause=measure.clause,
        task=measure.clause.heading or beginning(unnumbered.quote),
        lead=_printed(rows, "lead"),
        joint=_printed(rows, "joint"),
        cooperating=_printed(rows, "cooperating"),
        open_list=any(a.open_list for a in rows),
        deadlines=tuple(
            dict.fromkeys((*(t.deadline for t in measure.targets if t.deadline), *_times(scopes)))
        ),
        targets=tuple(t for t in measure.targets if t.kind in AIMS),
        quote=words,
        assignments=rows,
    )


def _printed(rows: Iterable[Assignment], role: Role) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.surface for a in rows if a.role == role))


def _times(scopes: Iterable[str]) -> Iterator[str]:
    """Deadlines printed inside a list of bodies: （…负责，2025年底前完成）; other scopes are none."""
    return (scope for scope in scopes if scope and ("年" in scope or "月" in scope) and scope[0].isdigit())


def beginning(text: str) -> str:
    """The first phrase of a text, verbatim: what names a clause without a heading."""
    first = " ".join(text.split())
    for mark in "。；\n":
        first = first.split(mark, 1)[0]
    return first if len(first) <= _LONGEST_NAME else first[: _LONGEST_NAME - 1] + "…"
