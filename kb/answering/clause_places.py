"""Clauses that hold for the places of a question: another city's plan says nothing about 深圳市.

In: clauses that a question found.  Out: those whose document is of the place, or of a place that it
lies in or that lies in it, and those that name the place themselves; national documents hold for all.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.answering.evidence import Context
from kb.model import Clause


def of_the_places(context: Context, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Those of the clauses that hold for every place the question names."""
    return tuple(c for c in clauses if _holds(context, c))


def _holds(context: Context, clause: Clause) -> bool:
    kb = context.kb
    of, text = kb.document(clause.document).region, kb.folded_text(clause)
    return all(
        not (of and place.region)
        or of.startswith(place.region)
        or place.region.startswith(of)
        or place.text in text
        for place in context.question.places
    )
