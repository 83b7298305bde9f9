"""Search: the clauses for what a user typed, ranked, filtered, counted, with marked snippets.

In: an open knowledge base and the text of the box.  Out: a ``SearchResult``: one page of hits,
and facets over the whole result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal, get_args

from kb.errors import InvalidQuery
from kb.indexing.selection import NATIONWIDE
from kb.model import Clause, Filters, Hit, SearchResult
from kb.searching.fusion import Ranked
from kb.searching.query import Query, is_searchable, parse_query
from kb.searching.ranking import Mode, Ranking, Reading, rank, read
from kb.searching.snippets import matches_in, snippet

if TYPE_CHECKING:
    from kb.indexing.knowledge_base import KnowledgeBase

Sort = Literal["relevance", "document"]

__all__ = ["search"]


@dataclass(frozen=True, slots=True)
class _Found:
    """What a search found, before a page of it is shown."""

    query: Query
    mode: str
    reading: Reading
    ranking: Ranking
    pinned: tuple[Clause, ...]
    explain: bool
    facets: bool


def search(
    kb: KnowledgeBase,
    query: str,
    *,
    mode: Mode = "hybrid",
    filters: Filters = Filters(),  # noqa: B008 - frozen
    sort: Sort = "relevance",
    offset: int = 0,
    limit: int = 10,
    explain: bool = False,
    facets: bool = True,
) -> SearchResult:
    """The clauses for a query.

    Filters typed in the query are added to ``filters``; ``facets=False`` counts none.  Raises
    InvalidQuery for a query that asks for nothing, is too long or names an unknown filter or value.
    """
    if mode not in get_args(Mode):
        raise InvalidQuery(f"没有检索方式“{mode}”，可以用：hybrid、fulltext、semantic")
    if sort not in get_args(Sort):
        raise InvalidQuery(f"没有排序方式“{sort}”，可以用：relevance、document")
    asked = parse_query(query)
    allowed = kb.select(_merged(filters, asked.filters))
    reading = read(kb, asked, _bureaus(kb, asked))
    pinned = _pinned(kb, asked, allowed)
    if is_searchable(asked.meant):
        ranking = rank(kb, reading.meant, reading.plan, allowed, mode, offset + limit)
    elif pinned:
        ranking = Ranking((), None)
    else:  # filters alone: all that they let through, in order
        ranking = Ranking((), None, tuple(kb.fulltext.in_order(allowed or ())))
        sort = "document"
    return _page(kb, _Found(asked, mode, reading, ranking, pinned, explain, facets), sort, offset, limit)


def _merged(given: Filters, typed: Filters) -> Filters:
    """Both filters; several values of one field mean either."""
    merged = {
        field.name: tuple(dict.fromkeys((*getattr(given, field.name), *getattr(typed, field.name))))
        for field in fields(Filters)
    }
    return Filters(**merged)


def _bureaus(kb: KnowledgeBase, asked: Query) -> list[str]:
    """The canonical names of the bodies that the query names, by whatever alias."""
    if not asked.text:
        return []
    from kb.tagging.bureaus.resolve import find_bodies

    mentions = find_bodies(asked.text, [body.body for body in kb.bodies()])
    return [body.name for mention in mentions for body in mention.resolution.bodies]


def _pinned(kb: KnowledgeBase, asked: Query, allowed: frozenset[str] | None) -> tuple[Clause, ...]:
    """Clauses that the query names by number, with those below them, or by a 文号 that they print."""
    found: list[Clause] = []
    if asked.path:
        # 「第六条」 is an article wherever it stands, and not 六、; other numbers are paths.
        found = [] if asked.number[0] in "第附" else list(kb.find_path(asked.path))
        if not found:
            from kb.segmenting.numbering import find_number

            found = list(find_number(asked.number, kb.clauses()))
        if not is_searchable(asked.text):
            found += [below for clause in found for below in kb.children(clause.id)]
    for number in asked.document_numbers:
        found += [kb.clauses(document.id)[0] for document in kb.documents() if document.number == number]
        found += [kb.clause(r.clause) for r in kb.references() if r.kind == "number" and r.text == number]
    unique = {clause.id: clause for clause in found if allowed is None or clause.id in allowed}
    return tuple(unique.values())


def _worth_saying(correction: str, typed: str) -> str:
    """A correction that puts something else; one that only leaves characters out is no news."""
    left = iter(typed)
    return "" if all(character in left for character in correction) else correction


def _page(kb: KnowledgeBase, found: _Found, sort: str, offset: int, limit: int) -> SearchResult:
    """One page of the result: the clauses named by number first, then the ranking."""
    first = {clause.id: None for clause in found.pinned}
    clauses = list(dict.fromkeys((*first, *found.ranking.clauses())))
    ranked = [one for one in found.ranking.ranked if one.clause not in first]
    top = ranked[0].score if ranked else 0.0
    ordered = [Ranked(clause, top + 1.0) for clause in first] + ranked
    if sort == "document":
        scores = {one.clause: one for one in ordered}
        ordered = [scores.get(clause, Ranked(clause, 0.0)) for clause in kb.fulltext.in_order(clauses)]
    hits = [
        _hit(kb, found, one, rank) for rank, one in enumerate(ordered[offset : offset + limit], offset + 1)
    ]
    return SearchResult(
        query=found.query.typed,
        mode=found.mode,
        total=len(clauses),
        offset=offset,
        hits=tuple(hits),
        facets=_facets(kb, clauses) if found.facets else {},
        suggestion=_worth_saying(found.reading.correction, found.query.text),
        by_meaning=_is_by_meaning(found),
    )


def _facets(kb: KnowledgeBase, clauses: Sequence[str]) -> dict[str, dict[str, int]]:
    """Clauses by value of each facet; by region where the library has documents of several."""
    facets = kb.fulltext.facets(clauses)
    regions = {document.id: document.region or NATIONWIDE for document in kb.documents()}
    if len(set(regions.values())) > 1:
        counts: Counter[str] = Counter()
        for document, count in facets["document"].items():
            counts[regions[document]] += count
        facets["region"] = dict(counts.most_common())
    return facets


def _is_by_meaning(found: _Found) -> bool:
    """Whether no clause holds the words themselves: 量子计算 finds what is near, which must be said."""
    matches = found.ranking.matches
    return bool(found.ranking.ranked) and not found.pinned and matches is not None and not matches.total


def _hit(kb: KnowledgeBase, found: _Found, ranked: Ranked, rank: int) -> Hit:
    """The clause with its best piece of text."""
    clause = kb.clause(ranked.clause)
    text = kb.text(clause)
    spans, matched = matches_in(text, found.reading.plan.needles)
    focus = None
    if not spans and ranked.dense_rank:
        sentence = kb.vectors.nearest_sentence(kb.encoder.encode_query(found.reading.meant), clause.id)
        focus = (sentence[0] - clause.start, sentence[1] - clause.start) if sentence else None
    return Hit(
        clause=clause.id,
        path=clause.path,
        document=clause.document,
        score=round(ranked.score, 6),
        rank=rank,
        snippet=snippet(text, spans, focus),
        matched=matched,
        explanation=_explanation(ranked, found.ranking) if found.explain else (),
    )


def _explanation(ranked: Ranked, ranking: Ranking) -> tuple[tuple[str, str], ...]:
    """Why a hit is where it is, as pairs of a name and a value."""
    rows = [("得分", f"{ranked.score:.4f}")]
    if ranked.text_rank:
        rows.append(("全文检索", f"第{ranked.text_rank}，BM25F {ranked.text_score:.3f}"))
    if ranking.matches:
        terms = ranking.matches.terms(ranked.clause)
        heaviest = sorted(terms.items(), key=lambda term: -term[1])
        rows.append(("命中词", "、".join(f"{text} {gain:.2f}" for text, gain in heaviest)))
    if ranked.dense_rank:
        rows.append(("语义检索", f"第{ranked.dense_rank}，余弦 {ranked.dense_score:.4f}"))
    return tuple(row for row in rows if row[1])
