"""Facts about a document itself: its 文号, who issued it and when, from when it is in force, who explains it.

In: a question about a document that has no other topic.  Out: the fact as the document prints it;
``None`` where the question is about something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.answering.evidence import Context, paths, quote, sentence_at, title, unique
from kb.model import Answer, Citation, Clause, Document

#: Words of the question that belong to the fact asked for.
_FACT_WORDS = re.compile(
    r"发文字号|文件号|文号|发文机关|发布机关|发布单位|发文单位|印发单位|制定机关|发布机构|发布|印发|公布|发文|出台|制定|下发|颁布|发的?"
    r"|开始|施行|生效|实施|执行|有效期|失效|日期|号|日|解释权?|负责|权"
)
_IN_FORCE = re.compile(
    r"(?:施行|生效|有效期|起执行|起实施).*(?:自|起|之日|有效期)|(?:自|之日).*(?:施行|生效|执行|实施)"
)
#: 本办法由市民政局负责解释
_INTERPRETED = re.compile(r"由.{2,40}解释")


def document_fact(context: Context) -> Answer | None:
    """The fact asked for; ``None`` when the question has a topic beside the document."""
    question, kb = context.question, context.kb
    if (
        question.number
        or question.mentions
        or question.years
        or any(_FACT_WORDS.sub("", w) for w in question.topic_words)
    ):
        return None
    documents = [kb.document(d) for d in question.documents] or list(kb.documents())
    if len(documents) > 3:
        return None
    if question.asks("document_number"):
        return _answer(context, documents, "文号")
    if question.asks("in_force") and question.asks("when"):
        return _stated(context, documents, _IN_FORCE, "施行日期")
    if "解释" in question.text and question.asks("who"):
        return _stated(context, documents, _INTERPRETED, "解释机关") or _not_said(
            context, documents, "由谁解释"
        )
    if question.asks("issuer") or (question.asks("issued") and question.asks("who")):
        return _answer(context, documents, "发文机关")
    if question.asks("issued") and question.asks("when"):
        return _answer(context, documents, "日期")
    return None


def _value(document: Document, fact: str) -> str:
    return {"文号": document.number, "发文机关": document.issuer, "日期": _date(document.date)}[fact]


def _date(date: str) -> str:
    """2025-08-06 → 2025年8月6日."""
    parts = [str(int(part)) for part in date.split("-") if part]
    return "".join(part + unit for part, unit in zip(parts, "年月日", strict=False))


def _answer(context: Context, documents: list[Document], fact: str) -> Answer:
    known = [d for d in documents if _value(d, fact)]
    reading = f"查询文件的{fact}"
    if not known:
        reason = "、".join(title(context.kb, d.id) for d in documents) + f"没有登记{fact}"
        return Answer(context.typed, "document", "not_found", f"{reason}。", reading, reason=reason)
    citations = [c for d in known for c in _printed(context, d, _value(d, fact))]
    said = "；".join(f"{title(context.kb, d.id)}的{fact}：{_value(d, fact)}" for d in known)
    clauses = context.kb.in_order(c.clause for c in citations)
    numbers = tuple(n for d in known for n in re.findall(r"[0-9]+", _value(d, fact)))
    return Answer(
        question=context.typed,
        intent="document",
        status="answered",
        answer=f"{said}。",
        reading=reading,
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        citations=unique(citations),
        notes=() if citations else (f"{fact}来自文件的登记信息，正文没有印出。",),
        computed=(*numbers, *(d.issuer for d in known)),
    )


def _printed(context: Context, document: Document, value: str) -> Iterator[Citation]:
    """Where the text prints the fact, if it does."""
    kb = context.kb
    at = document.text.find(value)
    for clause in kb.clauses((document.id,)):
        if clause.start <= at < clause.end and at + len(value) <= clause.end:
            yield quote(kb, clause, at, at + len(value))


def _not_said(context: Context, documents: list[Document], fact: str) -> Answer:
    """No document says it."""
    reason = f"{'、'.join(title(context.kb, d.id) for d in documents)}没有写明{fact}。"
    return Answer(context.typed, "document", "not_found", reason, f"查询文件{fact}", reason=reason)


def _stated(
    context: Context, documents: list[Document], pattern: re.Pattern[str], fact: str
) -> Answer | None:
    """The sentences in which a document (本办法) says from when it is in force, or who explains it."""
    kb = context.kb
    found: list[tuple[Clause, Citation]] = []
    for document in documents:
        for clause in kb.clauses((document.id,)):
            text = kb.folded(document.id)
            for span in clause.sentences:
                sentence = text[span.start : span.end]
                if pattern.search(sentence) and "本" in sentence:
                    found.append((clause, sentence_at(kb, clause, span.start, span.end)))
    if not found:
        return None
    clauses = kb.in_order(c.id for c, _ in found)
    said = "；".join(c.quote.rstrip("。") for _, c in found)
    answer = Answer(context.typed, "document", "answered", f"{title(kb, clauses[0].document)}规定：{said}。")
    return replace(
        answer,
        reading=f"查询文件的{fact}",
        count=len(clauses),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        citations=unique(c for _, c in found),
    )
