"""One box for questions and searches: the answer on top, ranked clauses with facets beneath."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, current_app, request, url_for

from kb.answering import ask
from kb.errors import InvalidQuery, VerificationError
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Filters, SearchResult
from kb.records import Record, answer_record, search_record
from kb.searching import search as run_search
from kb.tagging.bureaus.resolve import find_bodies, resolve
from web import labels
from web.answer_card import answer_card
from web.asking import is_question
from web.browsing import browse
from web.contexts import AnswerCard, HitCard, SearchPage, Step
from web.examples import examples
from web.facets import active_filters, facets_of
from web.gathering import clause_link, listed
from web.page import page
from web.paging import steps
from web.request_arguments import SearchRequest, read_search, search_url

blueprint = Blueprint("search", __name__)

#: Clauses shown beneath an answer that says 没有找到: the nearest ones to look through, no more.
NEAREST = 3


def search_page_record(kb: KnowledgeBase, context: SearchPage) -> Record:
    if context.error:
        return {"error": context.error}
    answer = answer_record(context.answer.answer, kb) if context.answer else None
    return (search_record(context.result) if context.result else {"query": "", "hits": []}) | {
        "answer": answer
    }


@page(blueprint, "/search", "search.html", search_page_record)
def search(kb: KnowledgeBase) -> SearchPage:
    asked = read_search(request.args)
    unfiltered = asked.filters == Filters()
    if not asked.query and unfiltered:
        return SearchPage(asked, examples=examples(kb))
    size = asked.limit or int(current_app.config["PAGE_SIZE"])
    try:
        result = found(kb, asked, size)
        # An answer is always about the whole knowledge base: beside filtered results it would mislead.
        answer, withheld = (
            answered(kb, asked.query) if asked.query and unfiltered and not asked.offset else (None, "")
        )
        shown = answer is not None and is_shown(kb, asked)
    except InvalidQuery as error:
        return SearchPage(asked, error=str(error), cleared_url=_cleared(asked), status=error.status)
    refused = shown and answer is not None and answer.answer.status == "not_found"
    return SearchPage(
        asked=asked,
        answer=answer,
        shown=shown,
        result=result,
        hits=hit_cards(kb, replace(result, hits=result.hits[:NEAREST]) if refused else result),
        named=named_bodies(kb, asked),
        facets=facets_of(kb, asked, result) if result.total and not refused else (),
        active=active_filters(kb, asked),
        modes=tuple(
            Step(
                label,
                "" if mode == asked.mode else search_url(replace(asked, mode=mode, offset=0)),
            )
            for mode, label in labels.MODES.items()
        ),
        sorts=tuple(
            Step(
                label,
                "" if sort == asked.sort else search_url(replace(asked, sort=sort, offset=0)),
            )
            for sort, label in labels.SORTS.items()
        ),
        steps=steps(
            result.total, asked.offset, size, lambda offset: search_url(replace(asked, offset=offset))
        ),
        suggestion_url=url_for("search.search", q=result.suggestion) if result.suggestion else "",
        cleared_url=_cleared(asked),
        near=bool(asked.query and result.hits) and not any(hit.matched for hit in result.hits),
        examples=() if result.total else examples(kb),
        offer_url=search_url(replace(asked, answer="1")) if _is_offered(answer, shown) else "",
        refused=refused,
        withheld=withheld,
        all_url=search_url(replace(asked, answer="0")),
        first_url=search_url(replace(asked, offset=0)),
    )


def answered(kb: KnowledgeBase, question: str) -> tuple[AnswerCard | None, str]:
    """The answer's card; for an answer that was stopped as not verbatim none, and why: the clauses remain."""
    try:
        return answer_card(kb, ask(kb, question)), ""
    except VerificationError as error:
        current_app.logger.error("%s: %s", question, error)
        return None, str(error)


def is_shown(kb: KnowledgeBase, asked: SearchRequest) -> bool:
    """Whether the answer stands above the hits: for a question, or where the address says so."""
    return asked.answer == "1" or (not asked.answer and is_question(kb, asked.query))


def named_bodies(kb: KnowledgeBase, asked: SearchRequest) -> frozenset[str]:
    """Bodies that were typed or filtered by, under their names here: 市发改委 is 市发展改革委.

    Clauses are found by them though the words typed do not stand there, so that nothing in the
    snippet is highlighted: the hit shows the body itself.
    """
    known = [body.body for body in kb.bodies()]
    typed = (body.name for mention in find_bodies(asked.query, known) for body in mention.resolution.bodies)
    filtered = (body.name for name in asked.filters.bureaus for body in resolve(name, known).bodies)
    return frozenset((*typed, *filtered))


def _is_offered(answer: AnswerCard | None, shown: bool) -> bool:
    return answer is not None and not shown and answer.answer.status == "answered"


def found(kb: KnowledgeBase, asked: SearchRequest, size: int) -> SearchResult:
    """One page of the clauses searched for; without words, of those that meet the filters."""
    if not asked.query:
        return browse(kb, asked.filters, asked.offset, size)
    return run_search(
        kb,
        asked.query,
        mode=asked.mode,
        filters=asked.filters,
        sort=asked.sort,
        offset=asked.offset,
        limit=size,
    )


def _cleared(asked: SearchRequest) -> str:
    return search_url(replace(asked, filters=Filters(), offset=0))


def hit_cards(kb: KnowledgeBase, result: SearchResult) -> tuple[HitCard, ...]:
    """The hits with the bodies and figures of their clauses."""
    cards = []
    for hit in result.hits:
        clause = kb.clause(hit.clause)
        text, shown = kb.text(clause).strip(), "".join(piece for piece, _ in hit.snippet).strip()
        cards.append(
            HitCard(
                hit=hit,
                link=clause_link(kb, clause),
                opens=text.startswith(shown) or clause.heading in shown,
                closes=text.endswith(shown),
                bodies=listed(kb.assignments(clause=hit.clause)),
                targets=tuple(t for t in kb.targets(clause=hit.clause) if t.kind == "target" and t.value),
            )
        )
    return tuple(cards)
