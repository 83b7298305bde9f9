"""What a county must do: the document-wide rule, the duties addressed to counties, and the
clauses that name the county, told apart.
"""

from __future__ import annotations

import re

from kb.answering.evidence import Context, in_order, measure, paths, place, quote, sentence_at, unique
from kb.model import Answer, Assignment, Citation

#: Names of counties and cities as a question prints them: 介休市, 灵石县, 榆次区.
PLACE = re.compile(r"[一-龥]{1,4}(?:自治县|自治州|[县区市旗省州盟])")
#: Words before a place's name that are not part of it.
LEADING = re.compile(r"^(?:请问|问下|查询|关于|对于|本方案|方案|对|在|由|和|与|让|给|帮我查|问)+")
#: Words that only end like a place.
NOT_A_PLACE = re.compile(
    r"(?:各|全|本|该|我|哪些?|几个|多少|城|都|超|集|股|上|园|社|街|示范|开发|新|试验|地|矿|库|灌|景|校|小|灾|山"
    r"|牧|林|禁煤|限行|覆盖|塌陷|沉陷|高新)$"
)


def places(context: Context) -> tuple[str, ...]:
    """Counties and cities named in the question, bodies and the documents' own region left out."""
    text = context.question.text
    for mention in context.question.mentions:
        text = text.replace(mention.text, "，")
    found = []
    for match in PLACE.finditer(text):
        name = LEADING.sub("", match[0])
        if len(name) >= 2 and not NOT_A_PLACE.search(name[:-1]):
            found.append(name)
    return tuple(dict.fromkeys(found))


def foreign_place(context: Context) -> str:
    """A place of the question that no document is about or names; empty if there is none."""
    documents = context.kb.documents()
    for name in places(context):
        about = any(name in d.region or name in d.title or name in d.issuer for d in documents)
        if not about and not any(name in d.text for d in documents):
            return name
    return ""


def county_named(context: Context) -> str:
    """A county that the documents name in their clauses, other than their own region."""
    documents = context.kb.documents()
    for name in places(context):
        own = any(d.region.endswith(name) or name in d.title for d in documents)
        if not own and any(name in d.text for d in documents):
            return name
    return ""


def _groups(context: Context) -> list[Assignment]:
    """Assignments addressed to all counties."""
    documents = context.question.documents or (None,)
    rows = [a for d in documents for a in context.kb.assignments(document=d)]
    return [a for a in rows if a.kind == "group" and re.search(r"[县区市州]", a.surface)]


def _list_quote(context: Context, row: Assignment) -> Citation:
    return quote(context.kb, context.kb.clause(row.clause), row.list_span.start, row.list_span.end)


def county_duties(context: Context, name: str) -> Answer:
    """Three sets, never mixed: rule for all counties, duties of all counties, clauses naming it."""
    kb = context.kb
    groups = _groups(context)
    rule = [a for a in groups if a.role == "default"]
    addressed = [a for a in groups if a.role != "default"]
    naming: list[Citation] = []
    for clause in kb.clauses():
        start = kb.document(clause.document).text.find(name, clause.start, clause.end)
        if start >= 0:
            naming.append(sentence_at(kb, clause, start, start + len(name)))
    clauses = in_order(kb, (c.clause for c in naming))
    table = [("类别", "条款", "内容")]
    parts: list[tuple[str, Citation]] = [
        *(
            ("对各县（区、市）的普遍要求", quote(kb, kb.clause(a.clause), a.list_span.start, a.list_span.end))
            for a in rule
        ),
        *(("对各县（区、市）提出的任务", measure(kb, a)) for a in addressed),
        *((f"点名{name}的条款", citation) for citation in naming),
    ]
    for kind, citation in parts:
        table.append((kind, kb.clause(citation.clause).number or "引言", " ".join(citation.quote.split())))
    said = f"点名“{name}”的条款共{len(clauses)}条"
    if groups:
        said += f"；另有对各县（区、市）的普遍要求和任务{len({a.clause for a in groups})}条，分列于下"
    return Answer(
        question=context.typed,
        intent="county",
        status="answered",
        answer=f"{said}：{'；'.join(place(kb, c) for c in clauses)}。",
        reading=f"按地方＝{name} 查询",
        count=len(clauses),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        bureaus=tuple(dict.fromkeys(a.surface for a in groups)),
        citations=unique(citation for _, citation in parts),
        table=tuple(dict.fromkeys(table)),
        computed=(str(len(clauses)), str(len({a.clause for a in groups}))),
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
