"""The tasks of a section that a question names by its heading: 循环经济助力降碳行动下有哪些任务."""

from __future__ import annotations

from collections.abc import Sequence

from kb.answering.asking_back import AT_ONCE, which_document
from kb.answering.evidence import Context, measure, paths, place, titles, unique
from kb.model import Answer, Clause


def section_tasks(context: Context, sections: Sequence[Clause]) -> Answer | None:
    """The clauses with responsible bodies below these sections; ``None`` where they are no sections
    or make nobody responsible.
    """
    kb = context.kb
    below = {c.id for section in sections for c in kb.below(section)}
    clauses = tuple(c for c in kb.tasks if c.id in below)
    rows = [a for c in clauses for a in kb.assigned(c.id) if a.role != "default"]
    if not rows:
        return None
    named = "、".join(dict.fromkeys(place(kb, s) for s in sections))
    reading = f"按章节＝{named} 查询任务"
    documents = dict.fromkeys(c.document for c in clauses)
    if len(documents) > AT_ONCE:
        headings = "、".join(dict.fromkeys(s.heading for s in sections))
        return which_document(context, documents, headings, "section_tasks", reading, "有哪些任务")
    table = [("序号", "条款", "任务", "责任单位")]
    for index, clause in enumerate(clauses, 1):
        own = dict.fromkeys(a.surface for a in kb.assigned(clause.id) if a.role != "default")
        table.append((str(index), clause.number, clause.heading, "、".join(own)))
    where = titles(kb, documents)
    return Answer(
        question=context.typed,
        intent="section_tasks",
        status="answered",
        answer=f"{where}“{named}”下列明责任单位的任务共{len(clauses)}项。",
        reading=reading,
        count=len(clauses),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        bureaus=tuple(dict.fromkeys(a.surface for a in rows)),
        citations=unique(measure(kb, a) for a in rows),
        table=tuple(table),
        suggestions=tuple(f"“{s.heading}”说了什么" for s in sections[:2]),
        computed=(str(len(clauses)), *(str(i) for i in range(1, len(clauses) + 1))),
    )
