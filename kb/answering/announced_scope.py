"""The announced parts (十大工程) that a question limits itself to, or asks for.

In: a question whose topic may name what a document announces by number.  Out: its sections, and the
answer that lists their parts.
"""

from __future__ import annotations

from kb.answering.announced import announced_sections, parts_of
from kb.answering.evidence import Context, paths, place, quote, titles
from kb.model import Answer, Clause


def announced_in(context: Context) -> tuple[str, tuple[Clause, ...]]:
    """The phrase of the question's topic that announces parts, and its sections; empty where none does."""
    question = context.question
    for phrase in question.topic:
        if found := announced_sections(phrase, context.kb, question.documents):
            return phrase, found
    return "", ()


def announced_parts(context: Context) -> Answer | None:
    """十大工程是哪十个: the parts by their headings, where the question asks for nothing else."""
    kb, question = context.kb, context.question
    phrase, sections = announced_in(context)
    if not sections or question.topic != (phrase,) or len({s.document for s in sections}) > 1:
        return None
    parts = [part for part in parts_of(sections[0], kb) if part.heading]
    if len(parts) != len(parts_of(sections[0], kb)):
        return None
    said = "；".join(place(kb, part) for part in parts)
    return Answer(
        question=context.typed,
        intent="definition",
        status="answered",
        answer=f"{titles(kb, [sections[0].document])}“{place(kb, sections[0])}”下共{len(parts)}项：{said}。",
        reading=f"按定义或列举＝{phrase} 查询各部分标题",
        count=len(parts),
        clauses=tuple(part.id for part in parts),
        paths=paths(parts),
        citations=tuple(quote(kb, c, c.label.start, max(c.label.end, c.heading_span.end)) for c in parts),
        computed=(str(len(parts)),),
    )
