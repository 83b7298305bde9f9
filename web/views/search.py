"""One box for questions and searches: the answer on top, ranked clauses with facets beneath."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, current_app, request, url_for

from kb.answering import ask
from kb.errors import InvalidQuery
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Filters, SearchResult
from kb.records import Record, answer_record, search_record
from kb.searching import search as run_search
from web import labels
from web.answer_card import answer_card
from web.browsing import browse
from web.contexts import Facet, FacetValue, HitCard, SearchPage, Step
from web.examples import examples
from web.gathering import by_clause, clause_link, listed
from web.page import page
from web.paging import steps
from web.request_arguments import FILTER_FIELDS, SearchRequest, read_search, search_url, toggled

blueprint = Blueprint("search", __name__)


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
    size = int(current_app.config["PAGE_SIZE"])
    try:
        result = found(kb, asked, size)
        # An answer is always about the whole knowledge base: beside filtered results it would mislead.
        answer = (
            answer_card(kb, ask(kb, asked.query)) if asked.query and unfiltered and not asked.offset else None
        )
    except InvalidQuery as error:
        return SearchPage(asked, error=str(error), cleared_url=_cleared(asked), status=error.status)
    facets = facets_of(kb, asked, result) if result.total else ()
    return SearchPage(
        asked=asked,
        answer=answer,
        result=result,
        hits=hit_cards(kb, result),
        facets=facets,
        active=active_filters(kb, asked),
        modes=tuple(
            Step(label, "" if mode == asked.mode else search_url(replace(asked, mode=mode, offset=0)))
            for mode, label in labels.MODES.items()
        ),
        sorts=tuple(
            Step(label, "" if sort == asked.sort else search_url(replace(asked, sort=sort, offset=0)))
            for sort, label in labels.SORTS.items()
        ),
        steps=steps(
            result.total, asked.offset, size, lambda offset: search_url(replace(asked, offset=offset))
        ),
        suggestion_url=url_for("search.search", q=result.suggestion) if result.suggestion else "",
        cleared_url=_cleared(asked),
        examples=() if result.total else examples(kb),
    )


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
        bodies = by_clause(listed(kb.assignments(clause=hit.clause)))
        targets = tuple(t for t in kb.targets(clause=hit.clause) if t.kind == "target" and t.value)
        cards.append(
            HitCard(hit, clause_link(kb, kb.clause(hit.clause)), tuple(bodies.get(hit.clause, ())), targets)
        )
    return tuple(cards)


def facets_of(kb: KnowledgeBase, asked: SearchRequest, result: SearchResult) -> tuple[Facet, ...]:
    """The facets as links that put a value in or take it out."""
    facets = []
    for name in FILTER_FIELDS:
        counts = result.facets.get(name, {})
        values = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
        if name == "year":
            values.sort(key=lambda item: str(item[0]))
        if values:
            links = [facet_value(kb, asked, name, str(value), count) for value, count in values]
            facets.append(Facet(name, labels.FACETS[name], tuple(links)))
    return tuple(facets)


def facet_value(kb: KnowledgeBase, asked: SearchRequest, name: str, value: str, count: int) -> FacetValue:
    """One value of a facet."""
    return FacetValue(
        value=value,
        label=facet_label(kb, name, value),
        count=count,
        url=search_url(toggled(asked, name, value)),
        active=value in asked.values(name),
    )


def active_filters(kb: KnowledgeBase, asked: SearchRequest) -> tuple[FacetValue, ...]:
    """The filters in force, each with the address that takes it out."""
    return tuple(
        facet_value(kb, asked, name, value, 0) for name in FILTER_FIELDS for value in asked.values(name)
    )


def facet_label(kb: KnowledgeBase, name: str, value: str) -> str:
    """How a facet's value reads: a document by its title, a year with 年."""
    if name == "document":
        return next((d.title for d in kb.documents() if d.id == value), value)
    return f"{value}年" if name == "year" else value
