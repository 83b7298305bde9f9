"""A body's brief: its tasks, targets, deadlines and partners, to be read before a meeting.

In: an open knowledge base, the name of a body (alias or not) and filters.  Out: one ``Brief`` of
rows of the other ledgers, limited to the measures that name the body.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from kb.errors import InvalidQuery, NotFound
from kb.indexing.knowledge_base import KnowledgeBase
from kb.ledgers.deadlines import DeadlineRow, deadline_rows
from kb.ledgers.measures import documents
from kb.ledgers.targets import IndicatorRow, indicator_rows
from kb.ledgers.tasks import GeneralRow, TaskRow, general_rows, task_rows
from kb.model import ROLE_ORDER, Assignment, Filters, Role


@dataclass(frozen=True, slots=True)
class BriefTask:
    """One of the body's tasks, with its own role and spelling there."""

    row: TaskRow
    role: Role
    partners: tuple[str, ...]  # as printed


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that the documents say of one body."""

    name: str
    region: str
    tasks: tuple[BriefTask, ...]
    count: int  # tasks (clauses)
    roles: tuple[tuple[Role, int], ...]
    targets: tuple[IndicatorRow, ...]
    deadlines: tuple[DeadlineRow, ...]
    partners: tuple[tuple[str, int], ...]  # canonical names and shared tasks, most first
    general: tuple[GeneralRow, ...]


def brief(kb: KnowledgeBase, name: str, filters: Filters = Filters(), region: str = "") -> Brief:  # noqa: B008 - frozen
    """The brief of the body called ``name``, of that region if one is given.

    Raises NotFound for an unknown body, InvalidQuery for a name of several.
    """
    if not name.strip():
        raise InvalidQuery("请写明是哪个单位的简报，例如：市能源局")
    covered = {document.id for document in documents(kb, filters)}
    rows = [a for a in kb.assignments(bureau=name) if a.document in covered]
    keys = {(a.bureau, a.region) for a in rows if region in ("", a.region)}
    if not keys:
        raise NotFound(f"所选文件中没有列名“{name}”，请去掉文件或地区的限制。")
    if len(keys) > 1:
        choices = "、".join(sorted(place + body for body, place in keys))
        raise InvalidQuery(f"“{name}”可以指多个单位：{choices}，请写明是哪一个，或限定一份文件。")
    (key,) = keys
    own = replace(filters, bureaus=(name,))
    partners: dict[str, set[str]] = defaultdict(set)
    roles: dict[str, Role] = {}  # a clause counts once, by its strongest
    tasks = []
    for row in task_rows(kb, own):
        mine = next((a for a in row.assignments if _is(a, key)), None)
        if mine is not None:  # else a body of the same name elsewhere
            beside = (a.surface for a in row.assignments if not _is(a, key))
            tasks.append(BriefTask(row, mine.role, tuple(dict.fromkeys(beside))))
            held = roles.get(row.clause.id, mine.role)
            roles[row.clause.id] = min(held, mine.role, key=ROLE_ORDER.index)
    listed = {task.row.clause.id for task in tasks}
    for clause in listed:
        for a in kb.assignments(clause=clause):
            if a.role != "default" and a.kind == "body" and not _is(a, key):
                partners[a.bureau].add(clause)
    return Brief(
        name=key[0],
        region=key[1],
        tasks=tuple(tasks),
        count=len(listed),
        roles=tuple((role, count) for role in ROLE_ORDER if (count := list(roles.values()).count(role))),
        targets=indicator_rows(kb, own),
        deadlines=deadline_rows(kb, own),
        partners=tuple(
            sorted(((body, len(ids)) for body, ids in partners.items()), key=lambda p: (-p[1], p[0]))
        ),
        general=_general(kb, filters, {kb.clause(clause).document for clause in listed}),
    )


def _is(assignment: Assignment, key: tuple[str, str]) -> bool:
    return (assignment.bureau, assignment.region) == key


def _general(kb: KnowledgeBase, filters: Filters, documents: set[str]) -> tuple[GeneralRow, ...]:
    """What the same documents ask of all bodies: beside the tasks, never among them."""
    rows = general_rows(kb, replace(filters, bureaus=(), years=(), sectors=()))
    return tuple(row for row in rows if row.clause.document in documents)
