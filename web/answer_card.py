"""Turns an answer into what its card shows: linked table cells and citations to copy.

In: an ``Answer``.  Out: an ``AnswerCard``.  Nothing of the answer's text is changed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kb.citing import cite
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Answer, Citation
from web.contexts import AnswerCard, CitationCard, ClauseLink
from web.feedback_pages import feedback_form
from web.gathering import clause_link

#: Heading of the column that names documents.
DOCUMENT = "文件"


def answer_card(kb: KnowledgeBase, answer: Answer) -> AnswerCard:
    """The card of one answer."""
    ids = dict.fromkeys((*answer.clauses, *(citation.clause for citation in answer.citations)))
    links = tuple(clause_link(kb, kb.clause(clause)) for clause in ids)
    header, *rows = answer.table or ((),)
    cells = tuple(tuple((cell, named(kb, cell, links, row)) for cell in row) for row in rows)
    return AnswerCard(
        answer=answer,
        header=header,
        rows=cells,
        citations=_cited(kb, answer.citations),
        beside=_cited(kb, answer.beside),
        reason=unsaid_reason(answer),
        several_documents=DOCUMENT not in header
        and len({link.clause.document for row in cells for _, link in row if link}) > 1,
        feedback=feedback_form(answer),
    )


def _cited(kb: KnowledgeBase, citations: Iterable[Citation]) -> tuple[CitationCard, ...]:
    return tuple(
        CitationCard(
            citation=citation,
            link=clause_link(kb, kb.clause(citation.clause)),
            text=cite(kb, citation.clause),
        )
        for citation in citations
    )


def unsaid_reason(answer: Answer) -> str:
    """The reason, unless the answer says it already, as that of ``not_found`` always does."""
    if not answer.answer or answer.status == "not_found":
        return ""
    return "" if answer.reason.rstrip("。") in answer.answer else answer.reason


def named(
    kb: KnowledgeBase, cell: str, links: tuple[ClauseLink, ...], row: Sequence[str]
) -> ClauseLink | None:
    """The clause that a table's cell names by its number, its path or its id, if only one does.

    Two documents may both have a 一、（二）: then it is the one whose text has more of the row's
    other cells than any other (非化石能源消费比重 and 18% against 25%), or none.
    """
    found = [
        link for link in links if cell and cell in (link.clause.number, link.clause.path, link.clause.id)
    ]
    if len(found) < 2:
        return found[0] if found else None
    others = [other for other in row if len(other) > 1 and other != cell]
    shared = [
        sum(other == link.document_title or other in kb.text(link.clause) for other in others)
        for link in found
    ]
    best = max(shared)
    return found[shared.index(best)] if shared.count(best) == 1 else None
