"""The ranking itself: full text, vectors, or both.

In: a plan, the engines and the clauses allowed.  Out: the result set in order.  The same
function serves the product and its measurement (``kb.evaluation``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from kb.indexing.conditions import Selection
from kb.indexing.fulltext import FullTextIndex, Scored, TextMatches
from kb.indexing.tokens import fold
from kb.searching.fusion import DEPTH, Ranked, weighted
from kb.searching.planning import Plan, make_plan
from kb.searching.query import Query
from kb.searching.suggestions import needs_correction, speller

if TYPE_CHECKING:
    from kb.indexing.embeddings import Encoder
    from kb.indexing.vectors import VectorIndex

Mode = Literal["hybrid", "fulltext", "semantic"]

#: How many of the nearest clauses belong to the result: a twentieth of the knowledge base, so
#: that facets and totals of a small one do not count all of it, but at least and at most so many.
NEAR_SHARE = 0.05
NEAR_LEAST = 10
NEAR_MOST = 100


class Engines(Protocol):
    """What a ranking needs; a knowledge base has all of it.  Opened when first asked for."""

    @property
    def fulltext(self) -> FullTextIndex: ...
    @property
    def vectors(self) -> VectorIndex: ...
    @property
    def encoder(self) -> Encoder: ...


@dataclass(frozen=True, slots=True)
class Ranking:
    """The result set: its best clauses in order, and all of its clauses."""

    ranked: tuple[Ranked, ...]
    matches: TextMatches | None
    near: tuple[str, ...] = ()

    def clauses(self) -> list[str]:
        """Every clause of the result set, each once."""
        found = self.matches.clauses() if self.matches else []
        return list(dict.fromkeys((*found, *self.near)))


@dataclass(frozen=True, slots=True)
class Reading:
    """How a query was understood: ``meant`` is what is put to the vectors."""

    meant: str
    plan: Plan
    correction: str  # the query with its mistyped words replaced, or empty


def read(engines: Engines, query: Query, bureaus: Iterable[str] = ()) -> Reading:
    """Understand a query against what the knowledge base holds."""
    index = engines.fulltext
    correction = speller(index).correct(fold(query.meant)) if needs_correction(query, index) else ""
    plan = make_plan(query, index, bureaus, correction)
    return Reading(correction or query.meant, plan, correction)


def rank(
    engines: Engines, text: str, plan: Plan, allowed: frozenset[str] | None, mode: Mode, depth: int
) -> Ranking:
    """The best ``depth`` clauses for a plan; ``text`` is what is put to the vectors."""
    selection = engines.fulltext.select(plan.conditions, allowed)
    nearest = _near(engines.fulltext.size)
    dense: list[Scored] = []
    if mode != "fulltext" and not plan.figures_only:
        dense = near_clauses(engines, text, selection)
    near = tuple(scored.clause for scored in dense[:nearest])
    if mode == "semantic" and not plan.figures_only:
        return Ranking(tuple(weighted((), dense, 1.0, near=nearest)), None, near)
    matches = engines.fulltext.matches(plan.text, selection)
    found = matches.top(max(DEPTH, depth))
    if not dense:
        return Ranking(tuple(weighted(found, (), 0.0)), matches)
    ranked = weighted(found, dense, possible=matches.possible, near=nearest)
    return Ranking(tuple(ranked), matches, near)


def near_clauses(engines: Engines, text: str, selection: Selection) -> list[Scored]:
    """The nearest clauses to a text."""
    query = engines.encoder.encode_query(text)
    return engines.vectors.search(query, selection.only, DEPTH, selection.without)


def _near(size: int) -> int:
    return min(NEAR_MOST, max(NEAR_LEAST, round(NEAR_SHARE * size)))
