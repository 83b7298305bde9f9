"""Shows the tasks of bodies: the sentence with its count, the table, notes, and what is close by.

In: the assignments that a question selects.  Out: the answer, or an honest 没有找到 with what the
bodies have beside the question's limits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kb.answering.evidence import Context, measure, paths, sentence_at, titles, unique
from kb.answering.suggesting import call
from kb.model import Answer, Assignment, Clause
from kb.tagging.bureaus.names import Body
from kb.tagging.labels import ROLES as ROLE_NAMES

#: Groups that a whole document speaks to; 县财政等部门 or a list's 各镇 are not asked of everybody.
ASKED_OF_ALL = ("各", "全市", "全省", "全县", "市直", "省直", "县直", "人民团体", "社会组织")


def joined(bodies: Sequence[Body], how: str, rows: Sequence[Assignment] = ()) -> str:
    """The bodies as one phrase, each as the rows print it most often."""
    word = {"one": "", "and": "与", "or": "或", "not": "但无"}[how]
    printed = [Counter(a.surface for a in rows if a.bureau == b.name).most_common(1) for b in bodies]
    return word.join(found[0][0] if found else b.name for found, b in zip(printed, bodies, strict=True))


def task_answer(
    context: Context, bodies: Sequence[Body], rows: Sequence[Assignment], reading: str, how: str
) -> Answer:
    """The tasks of these rows, which are not empty."""
    kb = context.kb
    clauses = kb.in_order(a.clause for a in rows)
    first = sorted(rows, key=lambda a: (a.document, kb.clause(a.clause).order, a.position))
    groups = _groups(context, rows)
    numbers = (str(len(clauses)), str(_led(rows)), *(str(i) for i in range(1, len(clauses) + 1)))
    return Answer(
        question=context.typed,
        intent="body_tasks",
        status="answered",
        answer=_sentence(context, bodies, first, clauses, how),
        reading=reading,
        count=len(clauses),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        bureaus=tuple(dict.fromkeys(a.surface for a in first)),
        citations=unique(measure(kb, a) for a in first),
        table=_table(context, bodies, first, clauses),
        notes=_notes(rows, groups),
        beside=unique(sentence_at(kb, kb.clause(a.clause), a.start, a.end) for a in groups),
        suggestions=_neighbours(context, bodies, rows, how),
        computed=(*numbers, *(b.name for b in bodies)),
    )


def _led(rows: Sequence[Assignment]) -> int:
    return len({a.clause for a in rows if a.role == "lead"})


def _sentence(
    context: Context,
    bodies: Sequence[Body],
    rows: Sequence[Assignment],
    clauses: Sequence[Clause],
    how: str,
) -> str:
    where = titles(context.kb, (c.document for c in clauses))
    verb = "共同列名负责" if how == "and" else "负责"
    if how in ("one", "and") and all(a.role == "lead" for a in rows):
        verb = "牵头" if how == "one" else "共同牵头"
    listed = "列明" if any(a.open_list for a in rows) else "规定"
    said = f"{where}{listed}由{joined(bodies, how, rows)}{verb}的任务共{len(clauses)}项"
    lead = _led(rows)
    if lead and lead < len(clauses) and len(bodies) == 1:
        said += f"，其中牵头{lead}项"
    return said + "。"


def _table(
    context: Context, bodies: Sequence[Body], rows: Sequence[Assignment], clauses: Sequence[Clause]
) -> tuple[tuple[str, ...], ...]:
    kb = context.kb
    names = {b.name for b in bodies}
    by_clause: dict[str, list[Assignment]] = {}
    for a in rows:
        by_clause.setdefault(a.clause, []).append(a)
    table = [("序号", "条款", "任务", "角色", "同列单位")]
    for index, clause in enumerate(clauses, 1):
        own = by_clause[clause.id]
        lists = {a.list_span for a in own}
        beside = (a for a in kb.assigned(clause.id) if a.kind == "body" and a.bureau not in names)
        partners = "、".join(a.surface for a in beside if a.list_span in lists)
        roles = "、".join(dict.fromkeys(ROLE_NAMES[a.role] for a in own))
        table.append((str(index), clause.number, clause.heading, roles, partners))
    return tuple(table)


def _notes(rows: Sequence[Assignment], groups: Sequence[Assignment]) -> tuple[str, ...]:
    notes = []
    if any(a.open_list for a in rows):
        notes.append("原文名单多以“等”结尾，这里列出的是文件列明的责任单位。")
    if rows and all(a.role == "joint" for a in rows):
        notes.append("原文为按职责分工负责，没有指定牵头单位。")
    if groups:
        named = {a.bureau: a.surface for a in reversed(groups)}
        notes.append(f"另有对“{'、'.join(reversed(named.values()))}”的普遍要求，未计入上数。")
    return tuple(notes)


def _groups(context: Context, rows: Sequence[Assignment]) -> list[Assignment]:
    """What the same documents ask of 各县（区、市）, 市直各部门 …: shown beside, never counted."""
    documents = sorted({a.document for a in rows})
    groups = (a for a in context.kb.assignments(documents) if a.kind == "group")
    return [a for a in groups if a.role == "default" or a.surface.startswith(ASKED_OF_ALL)]


def _neighbours(
    context: Context, bodies: Sequence[Body], rows: Sequence[Assignment], how: str
) -> tuple[str, ...]:
    """What may be asked next and is answered: a lead that there is, targets that there are."""
    names = [call(context.kb, body) for body in bodies]
    each = tuple(f"哪些任务由{name}负责" for name in names)
    if how == "and":
        return (f"{'或'.join(names)}负责哪些任务", *each)
    if how == "or":
        sets = [{a.clause for a in rows if a.bureau == b.name} for b in bodies]
        both = (f"{'和'.join(names)}共同负责哪些任务",) if set.intersection(*sets) else ()
        return (*both, *each)
    if how == "not":
        return each
    aims = (f"{names[0]}有哪些量化目标",) if any(_sets_a_target(context, a) for a in rows) else ()
    led = _led(rows) and any(a.role != "lead" for a in rows)  # else it is what was asked
    return (*aims, *((f"{names[0]}牵头哪些任务",) if led else ()))


def _sets_a_target(context: Context, row: Assignment) -> bool:
    stated = context.kb.stated(row.clause)
    aims = (t for t in stated if t.kind in ("target", "qualitative"))
    return any(row.governs.start <= t.start < row.governs.end for t in aims)


def no_tasks(
    context: Context, bodies: Sequence[Body], every: Sequence[Assignment], reading: str, how: str
) -> Answer:
    """Nothing meets all limits: say which, and give what the bodies have without them apart."""
    name = joined(bodies, how)
    reason = f"没有找到{name}同时满足全部条件的任务" if every else f"没有找到{name}的任务"
    if every and context.question.about:
        reason = f"没有找到{name}与“{context.question.about}”有关的任务"
    full = task_answer(context, bodies, every, reading, how) if every else None
    return Answer(
        question=context.typed,
        intent="body_tasks",
        status="not_found",
        answer=f"{reason}。其列名的任务共{full.count}项，单列于下。" if full else f"{reason}。",
        reading=reading,
        bureaus=full.bureaus if full else (),
        citations=full.citations if full else (),
        table=full.table if full else (),
        notes=full.notes if full else (),
        beside=full.beside if full else (),
        reason=f"{reason}。",
        suggestions=tuple(f"哪些任务由{call(context.kb, b)}负责" for b in bodies),
        computed=full.computed if full else tuple(b.name for b in bodies),
    )


def no_such_role(
    context: Context, bodies: Sequence[Body], rows: Sequence[Assignment], reading: str, role: str, how: str
) -> Answer:
    """Lead asked, none named: say so and give the others apart."""
    full = task_answer(context, bodies, rows, reading, how)
    name = joined(bodies, how)
    roles = "、".join(dict.fromkeys(ROLE_NAMES[a.role] for a in rows))
    reason = f"文件没有写明由{name}{'共同' if how == 'and' else ''}{role}的任务"
    return Answer(
        question=context.typed,
        intent="body_tasks",
        status="not_found",
        answer=f"{reason}。另有{roles}负责的任务{full.count}项，单列于下。",
        reading=reading,
        bureaus=full.bureaus,
        citations=full.citations,
        table=full.table,
        notes=full.notes,
        beside=full.beside,
        reason=f"{reason}，其列名的任务均为{roles}负责。",
        suggestions=tuple(f"哪些任务由{call(context.kb, b)}负责" for b in bodies),
        computed=full.computed,
    )
