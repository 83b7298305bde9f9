"""The table of questions: what is right about each answer, and what an answer gets wrong.

In: ``questions/*.toml`` (fields in README.md) and answers.  Out: rows, and for each answer the list
of its differences from what the texts say, in words; an empty list is a right answer.
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kb.model import Answer, Target

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CORPUS = {"plan": [ROOT / "corpus"], "all": [ROOT / "corpus", HERE / "documents"]}
PLAN = "jinzhong-carbon-peak-plan"
DOCUMENTS = {
    "hunan": "hunan-energy-saving-plan",
    "xiangyang": "xiangyang-green-building-measures",
    "county": "county-green-living-opinions",
}
_COMPARED = re.compile(r"^(>=|<=|=|~|>|<)?(.+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One expected answer; clauses are written as full ids, ``*`` in a ``may`` field is any."""

    kind: str
    kb: str
    questions: tuple[str, ...]
    status: tuple[str, ...]
    paths: tuple[str, ...] | None = None
    paths_may: tuple[str, ...] = ()
    paths_any: tuple[str, ...] = ()
    count: int | None = None
    values: tuple[str, ...] = ()
    values_only: bool = False
    values_not: tuple[str, ...] = ()
    bureaus: tuple[str, ...] | None = None
    bureaus_may: tuple[str, ...] = ()
    must_contain: tuple[str, ...] = ()
    must_not_contain: tuple[str, ...] = ()
    must_match: str = ""
    paraphrase_group: str = ""


def clause_id(path: str) -> str:
    """``hunan:a1/1`` and ``2.1.1`` as the id of the clause."""
    name, colon, rest = path.partition(":")
    return f"{DOCUMENTS[name]}/{rest}" if colon else f"{PLAN}/{path}"


def load_cases() -> tuple[Case, ...]:
    """All cases, in the order of the files; a misspelt field is an error."""
    cases = []
    for file in sorted((HERE / "questions").glob("*.toml")):
        for row in tomllib.loads(file.read_text(encoding="utf-8"))["case"]:
            fields = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
            fields["status"] = (row["status"],) if isinstance(row["status"], str) else tuple(row["status"])
            for name in ("paths", "paths_may", "paths_any"):
                if name in row:
                    fields[name] = tuple(path if path == "*" else clause_id(path) for path in row[name])
            cases.append(Case(**fields))
    return tuple(cases)


CASES = load_cases()


def labelled_assignments() -> list[dict[str, str]]:
    """The first plan's assignments as another reader labelled them by hand."""
    table = ROOT / "tests" / "cases" / "first_plan" / "assignments.tsv"
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def surfaces() -> set[str]:
    """The bodies of the first plan as printed."""
    return {row["surface"] for row in labelled_assignments() if row["kind"] == "body"}


def differences(answer: Answer, case: Case) -> list[str]:
    """What the answer gets wrong, each as ``what: expected …, got …``; empty when it is right."""
    if answer.status not in case.status:
        return [f"status: expected {' or '.join(case.status)}, got {answer.status} ({answer.answer[:60]})"]
    found = list(_wording(answer, case))
    if answer.status == "not_found" and answer.count:
        found.append(f"count: nothing found, but {answer.count}")
    if answer.status in ("answered", "passages") and not _any_of(case.paths_any, answer.clauses):
        found.append(f"clauses: expected one of {_names(case.paths_any)}, got {_names(answer.clauses)}")
    if answer.status == "answered":
        found += _sets(answer, case)
        found += _values(answer.targets, case)
    return found


def _any_of(wanted: tuple[str, ...], got: Iterable[str]) -> bool:
    return not wanted or bool(set(wanted) & set(got))


def _sets(answer: Answer, case: Case) -> Iterable[str]:
    if case.count is not None and answer.count != case.count:
        yield f"count: expected {case.count}, got {answer.count}"
    if case.paths is not None:
        yield from _set_difference("clauses", case.paths, case.paths_may, answer.clauses)
    if case.bureaus is not None:
        yield from _set_difference("bureaus", case.bureaus, case.bureaus_may, answer.bureaus)


def _set_difference(
    what: str, must: tuple[str, ...], may: tuple[str, ...], got: tuple[str, ...]
) -> Iterable[str]:
    if missing := set(must) - set(got):
        yield f"{what}: missing {_names(missing)}"
    if "*" not in may and (extra := set(got) - set(must) - set(may)):
        yield f"{what}: too many {_names(extra)}"
    if len(got) != len(set(got)):
        yield f"{what}: one of them twice in {_names(got)}"


def _names(values: Iterable[str]) -> str:
    return ", ".join(sorted(value.removeprefix(f"{PLAN}/") for value in values)) or "none"


def _wording(answer: Answer, case: Case) -> Iterable[str]:
    shown = [answer.answer, answer.reason]
    if answer.status != "answered" or len(case.status) > 1:  # choices stand beside the sentence
        shown += [*answer.suggestions, *answer.notes, *(cell for row in answer.table for cell in row)]
    text = normal("\n".join(shown))
    for words in case.must_contain:
        if normal(words) not in text:
            yield f"answer: {words} is missing in {answer.answer[:80]!r}"
    for words in case.must_not_contain:
        if normal(words) in normal(answer.answer):
            yield f"answer: {words} must not stand in {answer.answer[:80]!r}"
    if case.must_match and not re.search(case.must_match, answer.answer):
        yield f"answer: {case.must_match} does not match {answer.answer[:80]!r}"


def _values(targets: tuple[Target, ...], case: Case) -> Iterable[str]:
    figures = [target for target in targets if target.value]
    got = ", ".join(f"{t.comparator}{t.value}{t.unit}" for t in figures) or "none"
    for wanted in case.values:
        if not any(_is(target, wanted) for target in figures):
            yield f"values: {wanted} is missing in {got}"
    for unwanted in case.values_not:
        if any(_is(target, unwanted) for target in figures):
            yield f"values: {unwanted} must not be in {got}"
    if case.values_only and not all(any(_is(target, value) for value in case.values) for target in figures):
        yield f"values: only {', '.join(case.values)} expected, got {got}"


def _is(target: Target, wanted: str) -> bool:
    match = _COMPARED.match(wanted)
    assert match
    comparator, figure = match.groups()
    unit = normal(target.unit)
    # 每件不超过2000元 may be kept as 元/件
    printed = {normal(target.value) + unit, normal(target.value) + unit.split("/")[0]}
    return normal(figure) in printed and comparator in (None, target.comparator)


def normal(text: str) -> str:
    """Full-width forms folded, blanks out: what is compared of any wording."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def essence(answer: Answer) -> tuple[object, ...]:
    """What two wordings of one question must agree in."""
    figures = {(t.clause, t.indicator, t.comparator, t.value, t.unit, t.year) for t in answer.targets}
    return (
        answer.status,
        frozenset(answer.clauses),
        answer.count,
        frozenset(answer.bureaus),
        frozenset(figures),
    )
