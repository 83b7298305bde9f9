"""Turns an answer into what its card shows: linked table cells and citations to copy.

In: an ``Answer``.  Out: an ``AnswerCard``.  Nothing of the answer's text is changed here.
"""

from __future__ import annotations

import re

from kb.citing import cite
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Answer
from web.contexts import AnswerCard, CitationCard, ClauseLink
from web.gathering import clause_link

#: What makes a line typed in the box a question rather than words to look for.
QUESTION = re.compile("[？?吗呢谁哪几]|什么|多少|多大|多高|怎|如何|是否|为何|能否|有无")


def answer_card(kb: KnowledgeBase, answer: Answer) -> AnswerCard:
    """The card of one answer."""
    links = {clause: clause_link(kb, kb.clause(clause)) for clause in answer.clauses}
    header, *rows = answer.table or ((),)
    return AnswerCard(
        answer=answer,
        header=header,
        rows=tuple(tuple((cell, _named(cell, links)) for cell in row) for row in rows),
        citations=tuple(
            CitationCard(
                citation=citation,
                link=clause_link(kb, kb.clause(citation.clause)),
                text=cite(kb, citation.clause),
            )
            for citation in answer.citations
        ),
        shown=answer.status != "passages" or bool(QUESTION.search(answer.question)),
    )


def _named(cell: str, links: dict[str, ClauseLink]) -> ClauseLink | None:
    """The clause that a table's cell names by its number, its path or its id, if only one does."""
    found = [
        link
        for link in links.values()
        if cell and cell in (link.clause.number, link.clause.path, link.clause.id)
    ]
    return found[0] if len(found) == 1 else None
