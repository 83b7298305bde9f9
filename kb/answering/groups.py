"""What is asked of a group: 市直各部门, 各有关部门, 各县（区、市）人民政府."""

from __future__ import annotations

import re

from kb.answering.counties import COUNTIES, county_duties
from kb.answering.evidence import Context, measure, paths, titles, unique
from kb.answering.library import Library
from kb.answering.slots import all_spans
from kb.indexing.bodies import BodyRecord
from kb.indexing.tokens import fold
from kb.model import Answer

# 国务院金融管理部门包括哪些: who belongs to a group, not what it does
_MADE_OF = re.compile(r"(?:包括|包含|是指|指的是|有)(?:哪些|哪几个|什么|谁)(?:部门|单位|机构)?[？?。]?$")


def group_named(context: Context) -> Answer | None:
    """市直各部门要做什么, 各县要做什么: what is asked of a group; ``None`` if none is named."""
    kb, question = context.kb, context.question
    text = question.text
    asked = question.asks("tasks", "responsible", "content") and not _MADE_OF.search(text)
    if COUNTIES.search(text) and asked and all(COUNTIES.search(p) for p in question.topic):
        return county_duties(context, ())
    if not asked:
        return None
    named = [record for record, names in kb.once(_groups) if any(name in text for name in names)]
    rows = [a for r in named for a in kb.assignments_of(r.body) if a.kind == "group"]
    if question.documents:
        rows = [a for a in rows if a.document in question.documents]
    if not rows:
        return None
    clauses = kb.in_order(a.clause for a in rows)
    surfaces = tuple(dict.fromkeys(a.surface for a in rows))
    who = "、".join(surfaces)
    return Answer(
        question=context.typed,
        intent="group_tasks",
        status="answered",
        answer=f"{titles(kb, (c.document for c in clauses))}对{who}的要求共{len(clauses)}条。",
        reading=f"按单位类别＝{who} 查询",
        count=len(clauses),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        bureaus=surfaces,
        citations=unique(measure(kb, a) for a in rows),
        computed=(str(len(clauses)),),
    )


def group_in_full(context: Context) -> Answer | None:
    """各级地震部门负责什么: a group's own full name, in which 地震部门 is no other body."""
    question, kb = context.question, context.kb
    called = (name for _, names in kb.once(_groups) for name in names if "各" in name)
    spans = [s for name in called for s in all_spans(question.text, (name,))]
    inside = all(any(s.start <= m.start and m.end <= s.end for s in spans) for m in question.mentions)
    return group_named(context) if spans and inside else None


def _groups(kb: Library) -> tuple[tuple[BodyRecord, tuple[str, ...]], ...]:
    """The groups that the documents name, each with all that it is called."""
    groups = (record for record in kb.bodies() if record.kind == "group")
    called = ((r, (name for s in (r.name, *r.surfaces) for name in _names(fold(s)))) for r in groups)
    return tuple((record, tuple(dict.fromkeys(names))) for record, names in called)


def _names(name: str) -> tuple[str, ...]:
    """市直各部门 is called 市直部门 as well."""
    return (name, name.replace("各", "")) if re.match("[省市县区州]直各", name) else (name,)
