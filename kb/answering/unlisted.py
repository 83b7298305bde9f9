"""Tasks or bodies beside a body: 除了市能源局还有谁负责煤电, 不需要市能源局参与的任务有哪些."""

from __future__ import annotations

import re

from kb.answering.evidence import Context, measure, paths, titles, unique
from kb.answering.matters import matching_clauses
from kb.model import Answer

BESIDE = re.compile(r"除了|除去|除…外|以外|之外")
#: 市教育局不牵头但参与的: listed there, in another role
_IN_ANOTHER_ROLE = re.compile(
    r"[不没未](?:是)?牵头[，、]?(?:但|而|却|只)?(?:是|有|也)?(?:参与|配合|协助|列名|在列)"
)


def others(context: Context) -> Answer | None:
    """What is left when a body is taken out: the other bodies of a matter, or the other tasks."""
    question = context.question
    if BESIDE.search(question.text):
        return _other_bodies(context) if question.asks("who") and question.topic else None
    if _IN_ANOTHER_ROLE.search(question.text):
        return None
    return _other_tasks(context) if question.asks("tasks") and not question.topic else None


def _other_bodies(context: Context) -> Answer | None:
    kb, question = context.kb, context.question
    body = question.known_bodies[0]
    clauses = matching_clauses(context).clauses
    rows = [a for c in clauses for a in kb.assigned(c.id) if a.kind == "body" and a.role != "default"]
    rows = [a for a in rows if (a.bureau, a.region) != (body.name, body.region)]
    if not rows:
        return None
    clauses = kb.in_order(a.clause for a in rows)
    names = tuple(dict.fromkeys(a.surface for a in rows))
    where = titles(kb, (c.document for c in clauses))
    return Answer(
        question=context.typed,
        intent="responsible_for",
        status="answered",
        answer=f"{where}中与“{question.about}”有关的条款，除{body.name}外还列明：{'、'.join(names)}。",
        reading=f"按事项＝{question.about}、除去责任单位＝{body.name} 查询",
        count=len(clauses),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        bureaus=names,
        citations=unique(measure(kb, a) for a in rows),
        computed=(body.name,),
    )


def _other_tasks(context: Context) -> Answer:
    """Tasks that do not list the body; 未列名 is all that can be said, never 不负责."""
    kb, question = context.kb, context.question
    body = question.known_bodies[0]
    listed = {a.clause for a in kb.assignments_of(body) if a.role != "default"}
    documents = question.documents or tuple(d.id for d in kb.documents() if d.region.startswith(body.region))
    rows = [
        a
        for c in kb.tasks
        if c.document in documents and c.id not in listed
        for a in kb.assigned(c.id)
        if a.role != "default" and a.kind == "body"
    ]
    clauses = kb.in_order(a.clause for a in rows)
    return Answer(
        question=context.typed,
        intent="body_tasks",
        status="answered" if clauses else "not_found",
        answer=f"未列{body.name}的任务共{len(clauses)}项。",
        reading=f"按未列责任单位＝{body.name} 查询",
        count=len(clauses),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        citations=unique(measure(kb, a) for a in rows),
        notes=("未列名不等于不负责：名单以“等”结尾时，原文没有列全。",),
        reason="" if clauses else f"各项任务都列有{body.name}。",
        computed=(str(len(clauses)), body.name),
    )
