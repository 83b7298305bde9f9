"""What a county must do: the document-wide rule, the duties addressed to counties, and the
clauses that name the county, told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb.answering.evidence import Context, measure, paths, quote, sentence_at, unique
from kb.answering.library import Library
from kb.answering.matters import topic_words
from kb.answering.question import Question
from kb.answering.slots import NamedPlace
from kb.answering.suggesting import examples
from kb.indexing.tokens import fold
from kb.model import Answer, Assignment, Citation, Clause, Document

#: Counties in general: 各县, 县政府, 区县, 各市州.
COUNTIES = re.compile(
    r"各[县区市州旗]|县级|区县|县区|县市区|市州|县（|县\(|(?<![一-龥])县(?:人民)?政府|各地|地方各级"
)
#: Words for what a county has to do, beside 任务 and 职责.
_DUTIES = frozenset({"安排", "部署", "举措", "措施", "事项", "内容"})
# 专门的任务, 单独提的要求: what is said of this county, not of all
_OF_ITS_OWN = re.compile(r"专门|单独|专项|特别|点名|针对性?|特意")
_LOCAL = re.compile(r"[县区市州旗]|地方")


def short_name(place: str) -> str:
    """介休市 → 介休, as texts list places (灵石、平遥等省级化工园区)."""
    short = re.sub(r"(?:自治)?[省市县区旗州盟]$", "", place)
    return short if len(short) > 1 else place


def _about(document: Document, place: NamedPlace) -> bool:
    """The document is of this place, or of one around it (太谷区 in 晋中市)."""
    return bool(document.region) and place.region.startswith(document.region)


def _mentioned(kb: Library, place: NamedPlace) -> bool:
    name = fold(place.text)
    titled = any(name in d.title or name in d.issuer for d in kb.documents())
    return titled or next(_standing(kb, name), None) is not None


def _standing(kb: Library, name: str) -> Iterator[tuple[Clause, int]]:
    """Where a place's name stands for the place, not in the name of a body (中国铁路太原局)."""
    for clause in kb.in_order(kb.holding(name)):
        at = kb.folded(clause.document).find(name, clause.start, clause.end)
        while at >= 0:
            if not any(a.start <= at < a.end for a in kb.assigned(clause.id)):
                yield clause, at
                break
            at = kb.folded(clause.document).find(name, at + 1, clause.end)


def foreign_place(context: Context) -> str:
    """A place of the question that no document is about or names; empty if there is none.

    A document named by its title is of its own place: 太原市碳达峰方案 is none of 晋中市's.
    """
    kb, question = context.kb, context.question
    for place in question.places:
        if not any(_about(d, place) for d in kb.documents()) and not _mentioned(kb, place):
            return place.text
        named = [kb.document(d) for d in question.documents]
        if _in_front(question, place) and not any(d.region == place.region for d in named):
            return place.text
        own = any(d.region == place.region for d in kb.documents())
        if named and not own and not any(_fits(kb, d, place) for d in named):
            return place.text
    return ""


def _in_front(question: Question, place: NamedPlace) -> bool:
    """南昌市政务数据管理办法: a place right before a document's name says whose document is meant."""
    return any(place.end == span.start for span in question.names_at)


def _fits(kb: Library, document: Document, place: NamedPlace) -> bool:
    return _about(document, place) or place.text in kb.folded(document.id) or not document.region


def counties_named(context: Context) -> tuple[NamedPlace, ...]:
    """Places below the documents' own, or that their clauses name; none where the question is about
    something else beside them (山西某某集团).
    """
    kb = context.kb
    if any(word not in _DUTIES and not _OF_ITS_OWN.fullmatch(word) for word in topic_words(context)):
        return ()
    found = []
    for place in context.question.places:
        if any(d.region == place.region for d in kb.documents()):
            continue
        if any(_about(d, place) for d in kb.documents()) or _mentioned(kb, place):
            found.append(place)
    return tuple(found)


def _groups(context: Context, place: NamedPlace | None = None) -> list[Assignment]:
    """Assignments addressed to all counties, of the documents that are about ``place``."""
    kb = context.kb
    documents: Sequence[str] = context.question.documents or tuple(d.id for d in kb.documents())
    if place:
        documents = tuple(d for d in documents if _about(kb.document(d), place))
    rows = kb.assignments(documents) if documents else ()
    return [a for a in rows if a.kind == "group" and _LOCAL.search(a.surface.replace("市直", ""))]


def _list_quote(context: Context, row: Assignment) -> Citation:
    return quote(context.kb, context.kb.clause(row.clause), row.list_span.start, row.list_span.end)


def _naming(context: Context, place: NamedPlace) -> list[Citation]:
    """The sentences that name the place, in full or without 县 or 市."""
    kb = context.kb
    around = [d.id for d in kb.documents() if _about(d, place)]
    found = []
    names = [place.text] if not around else [short_name(place.text)]
    for name in map(fold, names):
        for clause, at in _standing(kb, name):
            if not around or clause.document in around:
                found.append(sentence_at(kb, clause, at, at + len(name)))
    return found


def county_duties(context: Context, places: Sequence[NamedPlace]) -> Answer:
    """Three sets, never mixed: rule for all counties, duties of all counties, clauses naming them.

    ``places`` is empty where the question asks about counties in general.
    """
    kb = context.kb
    who = "、".join(place.text for place in places) or "各地"
    groups = list(dict.fromkeys(a for place in places or (None,) for a in _groups(context, place)))
    parts: list[tuple[str, Citation]] = [
        *(("普遍要求", _list_quote(context, a)) for a in groups if a.role == "default"),
        *(("对各地提出的任务", measure(kb, a)) for a in groups if a.role != "default"),
        *((f"点名{place.text}", c) for place in places for c in _naming(context, place)),
    ]
    if not parts:
        reason = f"文件没有对{who}提出单独的要求。"
        return Answer(context.typed, "county", "not_found", reason, f"按地方＝{who} 查询", reason=reason)
    named = any(kind.startswith("点名") for kind, _ in parts)
    if places and not named and _OF_ITS_OWN.search(context.question.text):
        return _none_of_its_own(context, who, unique(citation for _, citation in parts))
    clauses = kb.in_order(c.clause for _, c in parts)
    counts = {kind: len({c.clause for k, c in parts if k == kind}) for kind, _ in parts}
    said = "、".join(f"{kind}{count}条" for kind, count in counts.items())
    table = [("类别", "条款", "内容")]
    for kind, citation in parts:
        table.append((kind, kb.clause(citation.clause).number or "引言", " ".join(citation.quote.split())))
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
        computed=(str(len(clauses)), *map(str, counts.values()), who, "各地"),
    )


def _none_of_its_own(context: Context, who: str, general: Sequence[Citation]) -> Answer:
    """左权县有哪些专门的任务, where no clause names it: what is asked of all counties is the nearest."""
    reason = f"文件没有点名“{who}”，没有专门对它提出的任务。"
    return Answer(
        question=context.typed,
        intent="county",
        status="not_found",
        answer=f"{reason}普遍要求单列于下。",
        reading=f"按地方＝{who} 查询，只看专门提出的任务",
        citations=tuple(general),
        reason=reason,
        suggestions=(f"{who}要做什么",),
        computed=(who,),
    )


def place_not_found(context: Context, name: str, nearest: Answer | None) -> Answer:
    """The place is not in the documents: the nearest is what they say of their own place, or what they
    ask of all counties.
    """
    groups = [a for a in _groups(context) if a.role == "default"]
    kb = context.kb
    about = "、".join(dict.fromkeys(d.region for d in kb.documents() if d.region)) or "其他地方"
    reason = f"现有文件适用于{about}，没有提到“{name}”。"
    said = f"知识库的文件没有涉及“{name}”（现有文件适用于{about}）。"
    return Answer(
        question=context.typed,
        intent="county",
        status="not_found",
        answer=f"{said}最接近的规定：{nearest.answer}" if nearest else said,
        reading=f"按地方＝{name} 查询",
        citations=nearest.citations if nearest else unique(_list_quote(context, a) for a in groups),
        reason=reason,
        suggestions=examples(context) if nearest is None else (),
        computed=(about, *(nearest.computed if nearest else ())),
    )
