"""Clauses that meet filters, without any words to look for: all of them, in document order.

In: filters and the page wanted.  Out: a ``SearchResult`` like that of a search, its hits
without scores and their snippets the beginning of each clause.
"""

from __future__ import annotations

from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Clause, Filters, Hit, SearchResult

#: Characters of a clause shown in a list: about two lines of a page.
SNIPPET = 90


def browse(kb: KnowledgeBase, filters: Filters, offset: int, limit: int) -> SearchResult:
    """One page of the clauses that meet ``filters``; raises InvalidQuery for an unknown value."""
    met = list(kb.fulltext.in_order(kb.select(filters) or ()))
    hits = [_hit(kb, kb.clause(met[at]), at + 1) for at in range(offset, min(offset + limit, len(met)))]
    return SearchResult("", "browse", len(met), offset, tuple(hits), kb.fulltext.facets(met))


def _hit(kb: KnowledgeBase, clause: Clause, rank: int) -> Hit:
    text = kb.text(clause)[clause.heading_span.end - clause.start :].lstrip("。．. \n　") or kb.text(clause)
    return Hit(clause.id, clause.path, clause.document, 0.0, rank, ((text[:SNIPPET].rstrip(), False),))
