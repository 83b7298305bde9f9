"""Which clause of one document answers to which of another.

In: the clauses of two documents with their texts, and their vectors where there are some.  Out:
pairs, one to one, with a score from 0 to 1; what is left over has no counterpart.  A pair's score
is made of the likeness of its headings, of its words, of its meaning, and of its parents: 「推动钢铁
行业碳达峰」 answers to its namesake under 「工业领域碳达峰行动」, not to a mention of steel elsewhere.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kb.comparing.ngrams import letters
from kb.model import Clause

#: Words that every heading opens or closes with: 「大力发展新能源」 is not 「大力发展新兴产业」.
_GENERIC = re.compile(
    r"大力|积极|加快|加强|加大|推进|推动|发展|建设|完善|健全|提升|提高|强化|实施|开展|全面|切实|着力|深化|深入|构建|建立|促进"
    r"|优化|巩固|坚决|严格|组织|行动|工程|工作|体系|机制"
)

Vectors = Mapping[str, npt.NDArray[np.float32]]

#: Below it a pair shares a subject at most.  Read off the first plan against 国发〔2021〕23号: the
#: weakest right pair scores 0.36, the strongest wrong one 0.29 (docs/comparing.md).
ANSWERS = 0.35
#: How much headings, words and meaning count; without vectors, headings and words alone.
HEADING, WORDS, MEANING = 0.45, 0.35, 0.2
#: How much of a pair's score is its parents'.
PARENTS = 0.15
#: Unrelated clauses of one genre lie about 0.8 apart in the bundled model, paraphrases above 0.95.
FARTHEST, NEAREST = 0.82, 0.95
#: Two plans share half their words at best; more than this is the same text.
ALIKE = 0.55


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clauses that answer to each other."""

    first: Clause
    second: Clause
    score: float


@dataclass(frozen=True, slots=True)
class Side:
    """One document to align: its clauses with their texts."""

    clauses: Sequence[Clause]
    texts: Mapping[str, str]  # by clause id, the heading left out


def align(first: Side, second: Side, vectors: Vectors) -> tuple[Pair, ...]:
    """The best pairs one to one, in the order of the first document."""
    scores = _scores(first, second, vectors)
    scores = _with_parents(first.clauses, second.clauses, scores)
    ranked = sorted(
        ((float(scores[i, j]), i, j) for i, j in np.argwhere(scores >= ANSWERS)),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    pairs = []
    for score, i, j in ranked:
        if i not in taken_first and j not in taken_second:
            taken_first.add(i)
            taken_second.add(j)
            pairs.append(Pair(first.clauses[i], second.clauses[j], min(1.0, score)))
    return tuple(sorted(pairs, key=lambda pair: pair.first.order))


def _scores(first: Side, second: Side, vectors: Vectors) -> npt.NDArray[np.float64]:
    """``float64``, ``(clauses of the first, clauses of the second)``."""
    bags = [_bag(letters(side.texts[c.id])) for side in (first, second) for c in side.clauses]
    headings = [
        _bag(letters(_GENERIC.sub("", c.heading) or c.heading))
        for side in (first, second)
        for c in side.clauses
    ]
    words = _cosines(bags, len(first.clauses))
    titles = _cosines(headings, len(first.clauses))
    words = np.minimum(1.0, words / ALIKE)
    meaning = _meaning(first.clauses, second.clauses, vectors)
    share = WORDS + HEADING
    scores: npt.NDArray[np.float64] = (HEADING * titles + WORDS * words) / share
    if meaning is not None:
        scores = share * scores + MEANING * meaning
    for i, one in enumerate(first.clauses):
        for j, other in enumerate(second.clauses):
            if (one.path == "0") != (other.path == "0"):
                scores[i, j] = 0.0  # an introduction answers to no task
            elif one.path == "0":
                scores[i, j] = max(scores[i, j], ANSWERS)  # but to an introduction, whatever it says
            elif (
                letters(first.texts[one.id]) == letters(second.texts[other.id])
                and one.heading == other.heading
            ):
                scores[i, j] = 1.0
    return scores


def _bag(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1))


def _cosines(bags: Sequence[Counter[str]], split: int) -> npt.NDArray[np.float64]:
    """Cosines of tf-idf vectors between the bags before and after ``split``."""
    seen = Counter(pair for bag in bags for pair in bag)
    columns = {pair: at for at, pair in enumerate(seen)}
    matrix = np.zeros((len(bags), max(1, len(columns))))
    for row, bag in enumerate(bags):
        for pair, count in bag.items():
            matrix[row, columns[pair]] = (1 + math.log(count)) * math.log(1 + len(bags) / seen[pair])
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix /= np.where(norms == 0, 1.0, norms)
    return matrix[:split] @ matrix[split:].T


def _meaning(
    first: Sequence[Clause], second: Sequence[Clause], vectors: Vectors
) -> npt.NDArray[np.float64] | None:
    if not all(clause.id in vectors for clause in (*first, *second)):
        return None
    left = np.stack([vectors[clause.id] for clause in first])
    right = np.stack([vectors[clause.id] for clause in second])
    nearness = (left @ right.T - FARTHEST) / (NEAREST - FARTHEST)
    return np.asarray(np.clip(nearness, 0.0, 1.0), np.float64)


def _with_parents(
    first: Sequence[Clause], second: Sequence[Clause], scores: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """The scores with a share of the parents'; a clause without a parent keeps its own."""
    above_first, above_second = _parents(first), _parents(second)
    mixed = scores.copy()
    for i, up in enumerate(above_first):
        for j, other in enumerate(above_second):
            if up is not None and other is not None and scores[i, j] < 1.0:
                mixed[i, j] = (1 - PARENTS) * scores[i, j] + PARENTS * scores[up, other]
    return mixed


def _parents(clauses: Sequence[Clause]) -> list[int | None]:
    places = {clause.path: at for at, clause in enumerate(clauses)}
    return [places.get(clause.path.rpartition(".")[0]) for clause in clauses]
