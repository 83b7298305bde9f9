"""Ways to join full text and vectors, by kind of query, over the project's own relevance suite.

    python bench/fusions.py [KB]

Prints a table for docs/search.md: hit@3 and MRR@10 of every fusion in every category, with vectors
of whole clauses alone and with those of their sentences.  Clause numbers are looked up, not ranked,
and some queries must find nothing: ``tests/relevance/suite.py``, which goes through the whole
search, has these.  Numbers alone are put to the full text in every mode.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "relevance"))

from suite import Case, load_cases, suite_kb  # noqa: E402

from kb.indexing.fulltext import Scored  # noqa: E402
from kb.indexing.knowledge_base import KnowledgeBase  # noqa: E402
from kb.indexing.vectors import VectorIndex  # noqa: E402
from kb.searching.fusion import DEPTH, Ranked, reciprocal_rank, weighted  # noqa: E402
from kb.searching.query import parse_query  # noqa: E402
from kb.searching.ranking import NEAR_LEAST, near_clauses, read  # noqa: E402

Fuse = Callable[[list[Scored], list[Scored], float], list[Ranked]]
FUSIONS: dict[str, tuple[bool, Fuse]] = {
    "full text": (True, lambda text, dense, possible: weighted(text, (), 0.0)),
    "semantic": (True, lambda text, dense, possible: weighted((), dense or text, 1.0)),
    "RRF, whole clauses": (False, lambda text, dense, possible: reciprocal_rank(text, dense)),
    "RRF, and sentences": (True, lambda text, dense, possible: reciprocal_rank(text, dense)),
    "weighted 0.6, trust 0": (True, lambda text, dense, possible: weighted(text, dense, 0.6)),
    "in force, whole clauses": (
        False,
        lambda text, dense, possible: weighted(text, dense, possible=possible, near=NEAR_LEAST),
    ),
    "**in force, and sentences**": (
        True,
        lambda text, dense, possible: weighted(text, dense, possible=possible, near=NEAR_LEAST),
    ),
}


def whole_clauses(vectors: VectorIndex) -> VectorIndex:
    """The vectors without those of single sentences."""
    made = copy.copy(vectors)
    rows = ~made._sentence
    for name in ("_matrix", "_of_row", "_starts", "_ends", "_sentence"):
        setattr(made, name, getattr(made, name)[rows])
    made.__dict__.pop("_first_rows", None)
    return made


def ranks(kb: KnowledgeBase, case: Case, whole: VectorIndex) -> dict[str, int]:
    """The place of the first expected clause by each fusion, from 1; 0 for not found."""
    reading = read(kb, parse_query(case.query))
    selection = kb.fulltext.select(reading.plan.conditions)
    matches = kb.fulltext.matches(reading.plan.text, selection)
    text, dense, clauses = matches.top(DEPTH), [], []
    if not reading.plan.figures_only:
        dense = near_clauses(kb, reading.meant, selection)
        query = kb.encoder.encode_query(reading.meant)
        clauses = whole.search(query, selection.only, DEPTH, selection.without)
    found = {}
    for name, (sentences, fuse) in FUSIONS.items():
        ranked = fuse(text, dense if sentences else clauses, matches.possible)
        found[name] = next((at for at, one in enumerate(ranked, 1) if one.clause in case.expected), 0)
    return found


def main() -> None:
    kb = suite_kb(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "relevance-kb")
    whole = whole_clauses(kb.vectors)
    places = [
        (case.category, ranks(kb, case, whole))
        for case in load_cases()
        if case.expected and case.category != "clause_number"
    ]
    categories = ["all", *dict.fromkeys(category for category, _ in places)]
    print("| | " + " | ".join(categories) + " |\n|" + "---|" * (len(categories) + 1))
    for name in FUSIONS:
        cells = []
        for category in categories:
            own = [found[name] for of, found in places if category in ("all", of)]
            hits = sum(0 < rank <= 3 for rank in own) / len(own)
            mrr = sum(1 / rank for rank in own if 0 < rank <= 10) / len(own)
            cells.append(f"{hits:.2f} / {mrr:.2f}")
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
