"""Answers about what bodies are responsible for: whole sets with their count.

Kinds: the tasks of one body, of two together, of either, of one without the other; lead only;
within a sector, year, document, section or topic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kb.answering.clause_numbers import numbered
from kb.answering.evidence import Context, measure, paths, sentence_at, titles, unique
from kb.answering.matters import matching_clauses, topic_words
from kb.answering.unclear import unclear_body
from kb.model import Answer, Assignment, Clause, Role
from kb.tagging.bureaus.names import Body
from kb.tagging.labels import ROLES as ROLE_NAMES

#: Groups that a whole document speaks to; 县财政等部门 or a list's 各镇 are not asked of everybody.
ASKED_OF_ALL = ("各", "全市", "全省", "全县", "市直", "省直", "县直", "人民团体", "社会组织")


def body_tasks(context: Context) -> Answer:
    """The complete set of tasks of the bodies named in the question."""
    question = context.question
    unclear = next((m for m in question.mentions if m.resolution.status != "one"), None)
    if unclear is not None:
        return unclear_body(context, unclear.text, unclear.resolution.bodies)
    bodies = question.known_bodies
    how = _combination(context, bodies)
    rows = _rows(context, bodies, how)
    role = _asked_role(context)
    within, limits = _limits(context)
    if within is not None:
        rows = [a for a in rows if a.clause in within]
    reading = f"按责任单位＝{_joined(bodies, how)}{''.join(limits)} 查询"
    if role is None:
        return _task_answer(context, bodies, rows, reading, how)
    asked = [a for a in rows if a.role == role]
    reading = f"{reading}，只看{ROLE_NAMES[role]}"
    if not asked and rows:
        return _no_such_role(context, bodies, rows, reading, role, how)
    return _task_answer(context, bodies, asked, reading, how)


def _combination(context: Context, bodies: Sequence[Body]) -> str:
    """How several bodies are meant: and (both), or (either), not (the first without the others)."""
    if len(bodies) < 2:
        return "one"
    question = context.question
    if question.asks("without"):
        return "not"
    return "or" if question.asks("either") or "分别" in question.text or "各" in question.text else "and"


def _joined(bodies: Sequence[Body], how: str, rows: Sequence[Assignment] = ()) -> str:
    """The bodies as one phrase, each as the rows print it most often."""
    word = {"one": "", "and": "与", "or": "或", "not": "但无"}[how]
    printed = [Counter(a.surface for a in rows if a.bureau == b.name).most_common(1) for b in bodies]
    return word.join(found[0][0] if found else b.name for found, b in zip(printed, bodies, strict=True))


def _rows(context: Context, bodies: Sequence[Body], how: str) -> list[Assignment]:
    sets = [[a for a in context.kb.assignments_of(b) if a.role != "default"] for b in bodies]
    ids = [{a.clause for a in rows} for rows in sets]
    if how == "not":
        wanted = ids[0].difference(*ids[1:])
        return [a for a in sets[0] if a.clause in wanted]
    wanted = set.intersection(*ids) if how == "and" else set.union(*ids)
    return [a for rows in sets for a in rows if a.clause in wanted]


def _asked_role(context: Context) -> Role | None:
    if context.question.asks("lead"):
        return "lead"
    return "cooperating" if context.question.asks("cooperating") else None


def _limits(context: Context) -> tuple[frozenset[str] | None, list[str]]:
    """Clause ids that the question's other terms leave, and how they were read."""
    question, kb = context.question, context.kb
    ids: frozenset[str] | None = None
    limits: list[str] = []

    def narrow(found: frozenset[str], said: str) -> None:
        nonlocal ids
        ids = found if ids is None else ids & found
        limits.append(said)

    if question.documents:
        own = frozenset(c.id for c in kb.clauses(question.documents))
        narrow(own, f"、文件＝{titles(kb, question.documents)}")
    if question.years:
        narrow(_of_years(context), f"、年份＝{'、'.join(map(str, question.years))}")
    if question.number:
        found = frozenset(c.id for top in numbered(context) for c in (top, *kb.below(top)))
        narrow(found, f"、条款＝{question.number.text}")
    if question.topic and topic_words(context):
        if question.sector is not None and not question.headings:
            name = question.sector[1] or question.sector[0]
            narrow(frozenset(t.clause for t in kb.sectors(name)), f"、领域＝{name}")
        elif not question.number:
            match = matching_clauses(context)
            narrow(frozenset(c.id for c in match.clauses), f"、主题＝{question.about}")
    return ids, limits


def _of_years(context: Context) -> frozenset[str]:
    """Clauses that print the year as their own time, or hold a target for it; 较2020年 is no time."""
    kb, question = context.kb, context.question
    found = {row.clause for row in kb.targets(question.documents) if row.year in question.years}
    found |= {
        c for year in question.years for c in kb.holding(f"{year}年") if _prints(kb.clause(c), context, year)
    }
    return frozenset(found)


def _prints(clause: Clause, context: Context, year: int) -> bool:
    text = context.kb.folded_text(clause)
    at = text.find(f"{year}年")
    while at >= 0:
        if text[max(0, at - 1) : at] not in ("较", "比"):
            return True
        at = text.find(f"{year}年", at + 1)
    return False


def _task_answer(
    context: Context, bodies: Sequence[Body], rows: Sequence[Assignment], reading: str, how: str
) -> Answer:
    kb = context.kb
    clauses = kb.in_order(a.clause for a in rows)
    if not clauses:
        return _no_tasks(context, bodies, reading, how)
    first = sorted(rows, key=lambda a: (a.document, kb.clause(a.clause).order, a.position))
    citations = unique(measure(kb, a) for a in first)
    name = _joined(bodies, how, first)
    count = len(clauses)
    where = titles(kb, (c.document for c in clauses))
    groups = _groups(context, rows)
    lead = sum(a.role == "lead" for a in rows)
    verb = "共同列名负责" if how == "and" else "负责"
    listed = "列明" if any(a.open_list for a in rows) else "规定"
    sentence = f"{where}{listed}由{name}{verb}的任务共{count}项"
    computed = [str(count)]
    if lead and lead < len(rows) and len(bodies) == 1:
        sentence += f"，其中牵头{lead}项"
        computed.append(str(lead))
    by_clause: dict[str, list[Assignment]] = {}
    for a in first:
        by_clause.setdefault(a.clause, []).append(a)
    table = [("序号", "条款", "任务", "角色", "同列单位")]
    for index, clause in enumerate(clauses, 1):
        own = by_clause[clause.id]
        lists = {a.list_span for a in own}
        partners = [
            a.surface
            for a in kb.assigned(clause.id)
            if a.kind == "body" and a.list_span in lists and a.bureau not in {b.name for b in bodies}
        ]
        roles = "、".join(dict.fromkeys(ROLE_NAMES[a.role] for a in own))
        table.append((str(index), clause.number, clause.heading, roles, "、".join(partners)))
    return Answer(
        question=context.typed,
        intent="body_tasks",
        status="answered",
        answer=sentence + "。",
        reading=reading,
        count=count,
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        bureaus=tuple(dict.fromkeys(a.surface for a in first)),
        citations=citations,
        table=tuple(table),
        notes=_notes(rows, groups),
        beside=unique(sentence_at(kb, kb.clause(a.clause), a.start, a.end) for a in groups),
        suggestions=_neighbours(context, bodies, how),
        computed=(*computed, *(str(i) for i in range(1, count + 1)), *(b.name for b in bodies)),
    )


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


def _neighbours(context: Context, bodies: Sequence[Body], how: str) -> tuple[str, ...]:
    names = [b.name for b in bodies]
    if how == "and":
        return (f"{'或'.join(names)}负责哪些任务", *(f"哪些任务由{n}负责" for n in names))
    if how in {"or", "not"}:
        return (f"{'和'.join(names)}共同负责哪些任务", *(f"哪些任务由{n}负责" for n in names))
    return (f"{names[0]}有哪些量化目标", f"{names[0]}牵头哪些任务")


def _no_tasks(context: Context, bodies: Sequence[Body], reading: str, how: str) -> Answer:
    """Nothing meets all limits: say which, and give what the bodies have without them apart."""
    name = _joined(bodies, how)
    every = _rows(context, bodies, how)
    reason = f"没有找到{name}同时满足全部条件的任务" if every else f"没有找到{name}的任务"
    if every and context.question.about:
        reason = f"没有找到{name}与“{context.question.about}”有关的任务"
    full = _task_answer(context, bodies, every, reading, how) if every else None
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
        suggestions=tuple(f"哪些任务由{b.name}负责" for b in bodies),
        computed=full.computed if full else tuple(b.name for b in bodies),
    )


def _no_such_role(
    context: Context, bodies: Sequence[Body], rows: Sequence[Assignment], reading: str, role: Role, how: str
) -> Answer:
    """Lead asked, none named: say so and give the others apart."""
    full = _task_answer(context, bodies, rows, reading, how)
    name = _joined(bodies, how)
    roles = "、".join(dict.fromkeys(ROLE_NAMES[a.role] for a in rows))
    reason = f"文件没有写明由{name}{ROLE_NAMES[role]}的任务"
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
        suggestions=tuple(f"哪些任务由{b.name}负责" for b in bodies),
        computed=full.computed,
    )
