"""Yes or no on a responsibility: 是 with the clause, or 未列名 with those who are listed."""

from __future__ import annotations

from kb.answering.evidence import Context, measure, paths, place, unique
from kb.answering.matters import matching_clauses, rows_about
from kb.answering.suggesting import tasks_of
from kb.answering.unclear import unclear_body
from kb.model import Answer


def body_yes_no(context: Context) -> Answer:
    """市财政局负责氢能吗: yes with the clause, or 未列名 with those who are listed."""
    question, kb = context.question, context.kb
    unclear = next((m for m in question.mentions if m.resolution.status != "one"), None)
    if unclear is not None:
        return unclear_body(context, unclear.text, unclear.resolution.bodies)
    body = question.known_bodies[0]
    match = matching_clauses(context)
    topic = question.about or (question.number.text if question.number else "")
    reading = f"按责任单位＝{body.name}、事项＝{topic} 核对"
    wanted = {c.id for c in match.clauses}
    rows = rows_about(context, match, [a for a in kb.assignments_of(body) if a.clause in wanted])
    clauses = kb.in_order({a.clause for a in rows} or wanted)
    if not clauses:
        return Answer(
            context.typed,
            "yes_no",
            "not_found",
            f"文件中没有找到与“{topic}”有关、列明责任单位的条款。",
            reading,
            reason=f"没有条款提到“{topic}”。",
            suggestions=tasks_of(kb, ((body.name, body.region),)),
            computed=(body.name,),
        )
    listed = rows_about(context, match, [a for c in clauses for a in kb.assigned(c.id)])
    if rows:
        said = f"是。{body.name}列名负责：{'；'.join(place(kb, c) for c in clauses)}。"
        shown = rows
    else:
        beside = any(a.clause in wanted for a in kb.assignments_of(body))  # listed for another measure there
        said = f"未列名。与“{topic}”有关的{'责任单位名单' if beside else '条款'}没有列出{body.name}。"
        shown = listed
    return Answer(
        question=context.typed,
        intent="yes_no",
        status="answered",
        answer=said,
        reading=reading,
        count=len(rows),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        bureaus=tuple(dict.fromkeys(a.surface for a in shown)),
        citations=unique(measure(kb, a) for a in (rows or listed)),
        suggestions=(f"谁负责{topic}", *tasks_of(kb, ((body.name, body.region),))),
        computed=(str(len(rows)), body.name),
    )
