"""What a county must do: the document-wide rule, the duties addressed to counties, and the
clauses that name the county, told apart.
"""

from __future__ import annotations

import re

from kb.answering.evidence import Context, in_order, measure, paths, quote, sentence_at, unique
from kb.model import Answer, Assignment, Citation, Document
from kb.reading.places import region_named

#: Counties in general: 各县, 县政府, 区县.
COUNTIES = re.compile(r"各县|各区|县级|区县|县区|县（|县\(|县(?:人民)?政府|各地")


def _about(document: Document, name: str) -> bool:
    """The document is of this place, or of one around it (太谷区 in 晋中市)."""
    return bool(document.region) and region_named(name).startswith(document.region)


def _names(document: Document, name: str) -> bool:
    return (
        name in document.region or name in document.title or name in document.issuer or name in document.text
    )


def foreign_place(context: Context) -> str:
    """A place of the question that no document is about or names; empty if there is none."""
    documents = context.kb.documents()
    for name in context.question.places:
        if not any(_about(d, name) or _names(d, name) for d in documents):
            return name
    return ""


def county_named(context: Context) -> str:
    """A place below the documents' own, or one that their clauses name; empty if there is none."""
    for name in context.question.places:
        documents = [d for d in context.kb.documents() if not d.region.endswith(name) and name not in d.title]
        if any(_about(d, name) or name in d.text for d in documents):
            return name
    return ""


def _groups(context: Context, name: str = "") -> list[Assignment]:
    """Assignments addressed to all counties, of the documents that are about ``name``."""
    documents = context.question.documents or tuple(d.id for d in context.kb.documents())
    if name:
        documents = tuple(d for d in documents if _about(context.kb.document(d), name))
    rows = [a for d in documents for a in context.kb.assignments(document=d)]
    return [a for a in rows if a.kind == "group" and re.search(r"[县区市州]", a.surface.replace("市直", ""))]


def _list_quote(context: Context, row: Assignment) -> Citation:
    return quote(context.kb, context.kb.clause(row.clause), row.list_span.start, row.list_span.end)


def county_duties(context: Context, name: str) -> Answer:
    """Three sets, never mixed: rule for all counties, duties of all counties, clauses naming it.

    ``name`` is empty where the question asks about counties in general.
    """
    kb = context.kb
    groups = _groups(context, name)
    rule = [a for a in groups if a.role == "default"]
    addressed = [a for a in groups if a.role != "default"]
    naming: list[Citation] = []
    for clause in kb.clauses() if name else ():
        start = kb.document(clause.document).text.find(name, clause.start, clause.end)
        if start >= 0:
            naming.append(sentence_at(kb, clause, start, start + len(name)))
    parts: list[tuple[str, Citation]] = [
        *(("普遍要求", _list_quote(context, a)) for a in rule),
        *(("对各地提出的任务", measure(kb, a)) for a in addressed),
        *((f"点名{name}", citation) for citation in naming),
    ]
    clauses = in_order(kb, (c.clause for _, c in parts))
    counts = {kind: len({c.clause for k, c in parts if k == kind}) for kind, _ in parts}
    said = "、".join(f"{kind}{count}条" for kind, count in counts.items())
    table = [("类别", "条款", "内容")]
    for kind, citation in parts:
        table.append((kind, kb.clause(citation.clause).number or "引言", " ".join(citation.quote.split())))
    who = name or "各县（区、市）"
    return Answer(
        question=context.typed,
        intent="county",
        status="answered",
        answer=f"与{who}有关的条款共{len(clauses)}条：{said}，分列于下。",
        reading=f"按地方＝{who} 查询",
        count=len(clauses),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        bureaus=tuple(dict.fromkeys(a.surface for a in groups)),
        citations=unique(citation for _, citation in parts),
        table=tuple(dict.fromkeys(table)),
        computed=(str(len(clauses)), *map(str, counts.values()), who),
    )


def place_not_found(context: Context, name: str) -> Answer:
    """The place is not in the documents; what they ask of all counties is the nearest."""
    groups = [a for a in _groups(context) if a.role == "default"]
    kb = context.kb
    about = "、".join(dict.fromkeys(d.region for d in kb.documents() if d.region)) or "其他地方"
    return Answer(
        question=context.typed,
        intent="county",
        status="not_found",
        answer=f"知识库的文件没有涉及“{name}”。",
        reading=f"按地方＝{name} 查询",
        citations=unique(_list_quote(context, a) for a in groups),
        reason=f"现有文件适用于{about}，没有提到“{name}”。",
        computed=(about,),
    )
