"""One ranking out of two: full text and vectors.

In: scored clauses of either engine, best first.  Out: one list, best first.  Pure functions;
ties break by clause id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.indexing.fulltext import Scored

#: Candidates taken from either engine.
DEPTH = 1000

#: The vectors' part of the score, and how much the full text's part falls with what is missing
#: from its best clause.
DENSE_WEIGHT = 0.5
TRUST = 0.5

#: Reciprocal rank fusion's constant (Cormack, Clarke & Büttcher 2009).
RRF_K = 60


@dataclass(frozen=True, slots=True)
class Ranked:
    """A clause in the final order, with its place (from 1; 0 for none) and score in either list."""

    clause: str
    score: float
    text_rank: int = 0
    text_score: float = 0.0
    dense_rank: int = 0
    dense_score: float = 0.0


def _joined(text: Sequence[Scored], dense: Sequence[Scored], score: Mapping[str, float]) -> list[Ranked]:
    """All clauses of both lists by falling score."""
    in_text = {s.clause: (rank, s.score) for rank, s in enumerate(text, 1)}
    in_dense = {s.clause: (rank, s.score) for rank, s in enumerate(dense, 1)}
    ranked = [
        Ranked(clause, score[clause], *in_text.get(clause, (0, 0.0)), *in_dense.get(clause, (0, 0.0)))
        for clause in score
    ]
    return sorted(ranked, key=lambda r: (-r.score, r.clause))


def weighted(
    text: Sequence[Scored],
    dense: Sequence[Scored],
    dense_weight: float = DENSE_WEIGHT,
    *,
    possible: float = 0.0,
    trust: float = TRUST,
    near: int | None = None,
) -> list[Ranked]:
    """BM25 over its maximum and cosine from the least to the greatest of its list, weighted.

    ``possible`` is the score of a clause full of all the query's words.  The nearer the best
    clause comes to it, the more the full text counts: 「家里的旱厕改造」 has one of its words
    in many clauses, and 「煤层气」 all of it in one.  Of the vectors' list only the first ``near``
    (None: all) enter by themselves; the others only add to clauses of the full text's list.
    """
    score: dict[str, float] = {}
    greatest = text[0].score if text else 0.0
    confidence = min(1.0, greatest / possible) ** trust if possible > 0 else 1.0
    for one in text:
        part = one.score / greatest if greatest > 0 else 0.0
        score[one.clause] = (1 - dense_weight) * confidence * part
    if dense:
        low, high = dense[-1].score, dense[0].score
        for rank, one in enumerate(dense):
            if near is not None and rank >= near and one.clause not in score:
                continue
            part = (one.score - low) / (high - low) if high > low else 1.0
            score[one.clause] = score.get(one.clause, 0.0) + dense_weight * part
    return _joined(text, dense, score)


def reciprocal_rank(
    text: Sequence[Scored], dense: Sequence[Scored], dense_weight: float = 0.5
) -> list[Ranked]:
    """Reciprocal rank fusion; a weight of 0.5 is the plain form."""
    score: dict[str, float] = {}
    for weight, ranking in ((1 - dense_weight, text), (dense_weight, dense)):
        for rank, one in enumerate(ranking, 1):
            score[one.clause] = score.get(one.clause, 0.0) + 2 * weight / (RRF_K + rank)
    return _joined(text, dense, score)
