"""What a clause or section says, named by its number or by its heading: the full text, verbatim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from kb.answering.asking_back import which_document
from kb.answering.clause_numbers import numbered
from kb.answering.evidence import Context, place, quote, title
from kb.answering.suggesting import says
from kb.model import Answer, Clause

# 这个方案讲了什么, 文件的主要内容
_WHOLE = re.compile(r"方案|文件|办法|意见|通知|规划|计划|条例|规定|政策|细则|纲要")

#: Documents whose clauses of one number are shown together; of more, the reader chooses.
LISTED = 5


def clause_text(context: Context) -> Answer:
    """What 二（一）2 says: the clause with all clauses below it; several documents' are choices."""
    kb, question = context.kb, context.question
    named = question.number.text if question.number else ""
    reading = f"按条款号＝{named} 查询"
    found = numbered(context)
    if found:
        return _texts(context, found, reading)
    return Answer(
        context.typed,
        "clause",
        "not_found",
        f"没有编号为“{named}”的条款。",
        reading,
        reason="文件的编号中没有这一条。",
        suggestions=tuple(islice((says(kb, c) for c in kb.clauses(question.documents) if _opens(c)), 4)),
    )


def _opens(clause: Clause) -> bool:
    return clause.level == 1 and bool(clause.number)


def outline(context: Context) -> Answer | None:
    """《…方案》说了什么: its parts by their headings; ``None`` unless one document alone is asked about."""
    kb, question = context.kb, context.question
    documents = question.documents or tuple(d.id for d in kb.documents())
    slots = (question.topic, question.mentions, question.number, question.years, question.places)
    if (
        not question.asks("content")
        or len(documents) != 1
        or any(slots)
        or not (question.documents or _WHOLE.search(question.text))
    ):
        return None
    parts = [c for c in kb.clauses(documents) if _opens(c) and c.heading]
    if not parts:
        return None
    said = "；".join(place(kb, c) for c in parts)
    return Answer(
        question=context.typed,
        intent="document",
        status="answered",
        answer=f"{title(kb, documents[0])}共{len(parts)}个部分：{said}。",
        reading=f"按文件＝{title(kb, documents[0])} 查询各部分标题",
        count=len(parts),
        clauses=tuple(c.id for c in parts),
        paths=tuple(c.path for c in parts),
        citations=tuple(quote(kb, c, c.label.start, max(c.label.end, c.heading_span.end)) for c in parts),
        suggestions=tuple(says(kb, c) for c in parts[:4]),
        computed=(str(len(parts)),),
    )


def headed_text(context: Context, found: Sequence[Clause]) -> Answer:
    """What the clause of that heading says."""
    return _texts(context, found, f"按条款标题＝{found[0].heading} 查询")


def _texts(context: Context, found: Sequence[Clause], reading: str) -> Answer:
    kb = context.kb
    if len({c.document for c in found}) > LISTED:
        what = found[0].number or found[0].heading
        return which_document(context, (c.document for c in found), what, "clause", reading)
    shown = tuple(dict.fromkeys(c for top in found for c in (top, *kb.below(top))))
    said = "；".join(f"{title(kb, c.document)}{place(kb, c)}" for c in found)
    below = len(shown) - len(found)
    more = f"（其下{below}条）" if below else ""
    several = len({c.document for c in found}) > 1
    titles = dict.fromkeys(kb.document(c.document).title for c in found)
    return Answer(
        question=context.typed,
        intent="clause",
        status="answered",
        answer=f"{said}{more}，原文如下。",
        reading=reading,
        count=len(found),
        clauses=tuple(c.id for c in shown),
        paths=tuple(c.path for c in shown),
        citations=tuple(quote(kb, c, c.start, c.end) for c in shown),
        notes=("几个文件都有这一条，分别列出。",) if several else (),
        suggestions=tuple(f"《{name}》{found[0].number}说了什么" for name in titles) if several else (),
        computed=(str(below),),
    )
