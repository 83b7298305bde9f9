"""When something is due: recurring duties and the deadlines of targets, each with its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from kb.answering.evidence import Context, in_order, paths, statement, titles, unique
from kb.answering.indicators import match_indicator
from kb.answering.matters import match_topic
from kb.indexing.tokens import fold
from kb.model import Answer, Target


def deadlines(context: Context) -> Answer | None:
    """什么时候汇报, 哪些任务有时限: rows with a printed deadline; ``None`` if the topic has none."""
    question, kb = context.question, context.kb
    rows = [row for d in (question.documents or (None,)) for row in kb.targets(document=d) if row.deadline]
    if question.years:
        rows = [row for row in rows if row.year in question.years]
    if question.asks("report"):
        rows = [row for row in rows if row.kind == "deadline" and _about_reports(context, row)]
    elif question.topic:
        rows = _about_topic(context, rows)
    else:
        rows = [row for row in rows if row.kind == "deadline" or "月" in row.deadline] or rows
    if not rows:
        return None
    clauses = in_order(kb, (row.clause for row in rows))
    where = titles(kb, (c.document for c in clauses))
    said = "；".join(_said(context, row) for row in rows[:4])
    more = f"等共{len(rows)}项" if len(rows) > 4 else ""
    table = [("序号", "时限", "事项", "责任主体", "报送对象", "条款")]
    for index, row in enumerate(rows, 1):
        number = kb.clause(row.clause).number
        table.append((str(index), row.deadline, row.indicator, row.actor, row.recipient, number))
    return Answer(
        question=context.typed,
        intent="deadlines",
        status="answered",
        answer=f"{where}规定：{said}{more}。",
        reading=f"按时限查询{'：' + '、'.join(question.topic) if question.topic else ''}",
        count=len(rows),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        bureaus=(),
        targets=tuple(rows),
        citations=unique(statement(kb, row) for row in rows),
        table=tuple(table),
        computed=(str(len(rows)), *map(str, range(1, len(rows) + 1))),
    )


def _said(context: Context, row: Target) -> str:
    text = context.kb.text(row)
    return text if row.deadline in text else f"{row.deadline}，{text}"


def _about_reports(context: Context, row: Target) -> bool:
    words = ("汇报", "报告", "报送", "上报", "抄送", "评估")
    sentence = statement(context.kb, row).quote
    return (
        any(word in sentence for word in words if word in context.question.text) or not context.question.topic
    )


def _about_topic(context: Context, rows: Sequence[Target]) -> list[Target]:
    exact = match_indicator(context, rows).exact
    if exact:
        return list(exact)
    phrases = context.question.topic
    in_sentence = [r for r in rows if all(p in fold(statement(context.kb, r).quote) for p in phrases)]
    if in_sentence:
        return in_sentence
    clauses = in_order(context.kb, (row.clause for row in rows))
    match = match_topic(context, clauses)
    wanted = {c.id for c in match.clauses} if match.tier == "heading" else set()
    return [row for row in rows if row.clause in wanted]
