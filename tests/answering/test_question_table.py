"""The table of questions and the checks on answers, themselves: well formed, and able to fail."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from question_table import CASES, CORPUS, PLAN, Case, clause_id, differences, labelled_assignments, surfaces
from verbatim import Library, digits_in, numbers_in, read_library, violations

from kb.model import Answer, Citation, Span, Target


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(CORPUS["all"])


def test_the_table_is_large_and_varied() -> None:
    asked = Counter(case.kind for case in CASES for _ in case.questions)
    assert asked.total() >= 250
    assert asked["unanswerable"] >= 45
    assert len([case for case in CASES if case.paraphrase_group and len(case.questions) >= 10]) >= 8
    questions = [(case.kb, question) for case in CASES for question in case.questions]
    assert len(questions) == len(set(questions))


def test_the_table_names_clauses_that_exist(library: Library) -> None:
    named = {
        path
        for case in CASES
        for path in (*(case.paths or ()), *case.paths_may, *case.paths_any)
        if path != "*"
    }
    assert named - set(library.clauses) == set()


def test_the_figures_and_bodies_of_the_table_are_printed_in_its_clauses(library: Library) -> None:
    for case in CASES:
        if case.paths and case.status == ("answered",) and "*" not in case.paths_may:
            text = "".join(library.text_of(clause) for clause in case.paths)
            for value in case.values:
                assert digits_in(value) <= numbers_in(text), f"{case.questions[0]}: {value}"
            for body in (*(case.bureaus or ()), *case.bureaus_may):
                others = "".join(library.text_of(clause) for clause in case.paths_may)
                assert body in text + others, f"{case.questions[0]}: {body}"


def test_the_sets_agree_with_the_labelled_assignments() -> None:
    rows = labelled_assignments()
    compared = 0
    for case in (case for case in CASES if case.kind == "tasks_of_a_body" and case.kb == "plan"):
        names = {row["surface"] for row in rows if row["surface"] in case.questions[0]}
        assert len(names) == 1, case.questions[0]
        assert set(case.paths or ()) == {clause_id(row["path"]) for row in rows if row["surface"] in names}
        compared += 1
    assert compared >= 10


def answer(status: str = "answered", text: str = "", **given: object) -> Answer:
    return Answer("瓦斯利用率目标是多少？", "value", status, text, **given)  # type: ignore[arg-type]


def target(value: str, comparator: str = "=") -> Target:
    place = f"{PLAN}/2.2.3"
    span = Span(0, 1)
    return Target(place, "2.2.3", PLAN, "瓦斯利用率", comparator, value, "%", "target", 0, 1, span)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("case", "given", "wrong"),
    [
        ({}, answer(clauses=("a",)), ""),
        ({}, answer("passages"), "status"),
        ({"paths": ("a", "b")}, answer(clauses=("a",)), "clauses: missing"),
        ({"paths": ("a",)}, answer(clauses=("a", "b")), "clauses: too many"),
        ({"paths": ("a",)}, answer(clauses=("a", "a")), "clauses: one of them twice"),
        ({"paths": ("a",), "paths_may": ("b",)}, answer(clauses=("a", "b")), ""),
        ({"paths": ("a",), "paths_may": ("*",)}, answer(clauses=("a", "c")), ""),
        ({"paths_any": ("a", "b")}, answer(clauses=("c",)), "clauses: expected one of"),
        ({"count": 2}, answer(count=3), "count"),
        ({"status": ("not_found",)}, answer("not_found", count=1), "count"),
        ({"bureaus": ("市教育局",)}, answer(bureaus=()), "bureaus: missing"),
        ({"values": ("50%",)}, answer(targets=(target("50", "~"),)), ""),
        ({"values": (">=50%",)}, answer(targets=(target("50"),)), "values"),
        ({"values": ("50%",)}, answer(targets=(target("60"),)), "values"),
        (
            {"values": ("50%",), "values_only": True},
            answer(targets=(target("50"), target("60"))),
            "values: only",
        ),
        ({"values_not": ("60%",)}, answer(targets=(target("60"),)), "values"),
        ({"must_contain": ("５０ %",)}, answer(text="为50%。"), ""),
        ({"must_contain": ("50%",)}, answer(text="为60%。"), "answer"),
        ({"must_not_contain": ("60%",)}, answer(text="为60%。"), "answer"),
        ({"must_match": "^是"}, answer(text="不是。"), "answer"),
    ],
)
def test_an_answer_is_compared(case: dict[str, object], given: Answer, wrong: str) -> None:
    fields: dict[str, object] = {"kind": "value", "kb": "plan", "questions": ("？",), "status": ("answered",)}
    found = differences(given, Case(**(fields | case)))  # type: ignore[arg-type]
    assert len(found) == (1 if wrong else 0), found
    assert all(one.startswith(wrong) for one in found)


def test_what_is_not_quoted_is_caught(library: Library) -> None:
    clause = library.clauses[clause_id("2.2.3")]
    quote = "力争实现2025年瓦斯利用率50%目标要求"
    start = library.documents[PLAN].text.index(quote)
    citation = Citation(clause.id, clause.path, PLAN, quote, start, start + len(quote))

    def faults(text: str, cited: Citation = citation, bureaus: tuple[str, ...] = ()) -> list[str]:
        given = answer(
            text=text, clauses=(clause.id,), paths=(clause.path,), citations=(cited,), bureaus=bureaus
        )
        return violations(given, given.question, library, surfaces())

    assert faults("2025年瓦斯利用率为50%（二、（二）3.）。") == []
    assert faults("2025年瓦斯利用率为55%。")
    assert faults("2030年瓦斯利用率为50%。")
    assert faults("由市能源局负责。")
    assert faults("50%。", bureaus=("市教育局",))
    assert faults("50%。", cited=replace(citation, start=start + 1))
    assert faults("50%。", cited=replace(citation, quote=quote.replace("50", "55")))


def test_numbers_are_read_in_both_scripts() -> None:
    assert numbers_in("八个，二〇三〇年，百分之十五，1,200户，３８．９％") >= digits_in("8 2030 15 1200 38.9")
