"""The first plan, exactly: what segmentation and tagging find against tables read off the text by hand.

The tables stand in ``cases/first_plan``; their columns are explained in the README there.  Nothing
in them came from the program.  Every difference is reported with the clause it stands in.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from kb.cleaning import clean
from kb.model import Assignment, Clause, Document, Segmentation, Tags, Target
from kb.segmenting import segment
from kb.tagging import tag

Row = dict[str, str]

CASES = Path(__file__).parent / "cases" / "first_plan"
TEXT = Path(__file__).parents[1] / "corpus" / "documents" / "jinzhong-carbon-peak-plan.txt"


def table(name: str) -> list[Row]:
    with (CASES / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


UNITS = table("units")
ASSIGNMENTS = table("assignments")
TARGETS = table("targets")
REFERENCES = table("references")
LISTED = [row for row in ASSIGNMENTS if row["source"] == "list"]
OTHER_ASSIGNMENTS = [row for row in ASSIGNMENTS if row["source"] != "list"]


@dataclass(frozen=True, slots=True)
class Plan:
    document: Document
    segmentation: Segmentation
    tags: Tags

    def clause(self, path: str) -> Clause:
        found = [clause for clause in self.segmentation.clauses if clause.path == path]
        assert found, f"there is no clause {path}"
        return found[0]

    def text(self, path: str) -> str:
        clause = self.clause(path)
        return self.document.text[clause.start : clause.end]

    def span(self, row: Row) -> tuple[int, int]:
        """Where a row's quote stands in the document."""
        clause = self.clause(row["path"])
        start = self.document.text.find(row["quote"], clause.start, clause.end)
        assert start >= 0, f"{row['quote']} does not stand in clause {row['path']}"
        return start, start + len(row["quote"])


@pytest.fixture(scope="module")
def plan() -> Plan:
    document = Document(
        id="jinzhong-carbon-peak-plan",
        title="晋中市碳达峰实施方案",
        text=TEXT.read_text(encoding="utf-8"),
        issuer="晋中市发展和改革委员会",
        date="2024-12",
        region="山西省晋中市",
    )
    cleaned = clean(document.text)
    segmentation = segment(document, cleaned)
    return Plan(document, segmentation, tag(document, segmentation.clauses, cleaned))


def allows(cell: str, value: str) -> bool:
    """Whether a cell names the value: ``*`` any, ``-`` empty, ``…X`` contains X, ``|`` between readings."""
    for reading in cell.split("|"):
        if reading == "*" or (reading == "-" and not value) or reading == value:
            return True
        if reading.startswith("…") and reading[1:] in value:
            return True
    return False


# --- numbered units -------------------------------------------------------------------------------


def test_every_numbered_unit_is_a_clause_in_order(plan: Plan) -> None:
    paths = [clause.path for clause in plan.segmentation.clauses]
    assert paths == ["0", *(row["path"] for row in UNITS)]


def test_numbers_are_kept_as_printed(plan: Plan) -> None:
    numbers = [(clause.path, clause.number) for clause in plan.segmentation.clauses if clause.path != "0"]
    assert numbers == [(row["path"], row["number"]) for row in UNITS]


def test_headings(plan: Plan) -> None:
    headings = [(clause.path, clause.heading) for clause in plan.segmentation.clauses if clause.path != "0"]
    assert headings == [(row["path"], row["heading"]) for row in UNITS]


def test_the_headings_above_a_clause_are_its_trail(plan: Plan) -> None:
    heading = {row["path"]: row["heading"] for row in UNITS}
    for row in UNITS:
        parts = row["path"].split(".")
        above = tuple(heading[".".join(parts[:depth])] for depth in range(1, len(parts)))
        assert plan.clause(row["path"]).trail == above, f"trail of {row['path']} {row['heading']}"


def test_clauses_partition_the_text(plan: Plan) -> None:
    joined = "".join(plan.document.text[c.start : c.end] for c in plan.segmentation.clauses)
    assert joined == plan.document.text
    assert plan.segmentation.findings == (), "this plan's numbering has no anomaly"


# --- responsible bodies ---------------------------------------------------------------------------


def in_lists(plan: Plan) -> list[list[Assignment]]:
    """Bodies of each printed list, lists in document order; the document-wide rule is no part of one."""
    lists: dict[int, list[Assignment]] = {}
    for assignment in plan.tags.assignments:
        if assignment.source == "list" and assignment.role != "default":
            lists.setdefault(assignment.list_span.start, []).append(assignment)
    return [sorted(lists[start], key=lambda one: one.start) for start in sorted(lists)]


def expected_lists() -> list[list[Row]]:
    lists: dict[str, list[Row]] = {}
    for row in LISTED:
        lists.setdefault(row["list"], []).append(row)
    return [lists[index] for index in sorted(lists, key=int)]


def test_there_are_as_many_lists_as_printed(plan: Plan) -> None:
    printed = [rows[0]["path"] for rows in expected_lists()]
    assert [bodies[0].path for bodies in in_lists(plan)] == printed


@pytest.mark.parametrize("rows", expected_lists(), ids=lambda rows: rows[0]["path"])
def test_a_list_is_complete_and_in_order(plan: Plan, rows: list[Row]) -> None:
    path = rows[0]["path"]
    # 市发展改革委 is printed twice in one list; it counts once.
    expected = [
        (row["surface"], row["role"], row["position"], row["open_list"], row["kind"])
        for row in rows
        if row["note"] != "repeated"
    ]
    found = [
        (one.surface, one.role, str(one.position), str(int(one.open_list)), one.kind)
        for bodies in in_lists(plan)
        for one in bodies
        if one.path == path
    ]
    assert found == expected, differences(found, expected, plan.text(path))


def test_a_body_printed_twice_in_one_list_is_reported(plan: Plan) -> None:
    repeated = [row for row in LISTED if row["note"] == "repeated"]
    reported = [(one.path, one.text) for one in plan.tags.findings if one.kind == "repeated_body"]
    assert [path for path, _ in reported] == [row["path"] for row in repeated], reported
    for row, (_, text) in zip(repeated, reported, strict=True):
        assert row["surface"] in text


def test_lists_that_end_in_deng_are_open(plan: Plan) -> None:
    closed = {one.path for bodies in in_lists(plan) for one in bodies if not one.open_list}
    assert closed == {row["path"] for row in LISTED if row["open_list"] == "0"}


def names(one: Assignment, row: Row) -> bool:
    return one.path == row["path"] and (
        allows(row["surface"], one.surface) or allows(row["surface"], one.bureau)
    )


@pytest.mark.parametrize(
    "row",
    [row for row in OTHER_ASSIGNMENTS if row["need"] == "must"],
    ids=lambda row: f"{row['path']}-{row['position']}",
)
def test_responsibility_said_in_the_sentence(plan: Plan, row: Row) -> None:
    found = [one for one in plan.tags.assignments if names(one, row) and one not in of_lists(plan)]
    assert found, f"{row['surface']} ({row['role']}) is missing in {row['path']}:\n{plan.text(row['path'])}"
    for one in found:
        assert one.role == row["role"]
        assert one.kind == row["kind"]
        assert allows(row["source"], one.source)
        assert not one.open_list


def of_lists(plan: Plan) -> list[Assignment]:
    return [one for bodies in in_lists(plan) for one in bodies]


def test_no_other_body_is_made_responsible(plan: Plan) -> None:
    extra = [
        one
        for one in plan.tags.assignments
        if one not in of_lists(plan) and not any(names(one, row) for row in OTHER_ASSIGNMENTS)
    ]
    assert not extra, "\n\n".join(
        f"{one.path} {one.surface} ({one.role}, {one.rule}) in:\n{plan.text(one.path)}" for one in extra
    )


def test_one_row_for_a_clause_and_a_body(plan: Plan) -> None:
    pairs = [(one.path, one.bureau, one.region) for one in plan.tags.assignments]
    assert sorted(pairs) == sorted(set(pairs))


# --- the ledger of targets ------------------------------------------------------------------------


def meets(plan: Plan, row: Row, one: Target) -> bool:
    """Whether a row of the ledger is about the row's words: its figure (or its span) stands in the quote."""
    if one.path != row["path"]:
        return False
    start, end = plan.span(row)
    if one.value and row["value"] != "-":
        return start <= one.value_span.start and one.value_span.end <= end
    if one.value or row["value"] not in {"-", "*"}:
        return False
    return one.start < end and start < one.end


def describe(one: Target) -> str:
    return (
        f"{one.path} [{one.kind}] {one.indicator} {one.comparator} {one.value}{one.unit} "
        f"{one.change} baseline {one.baseline_year} year {one.year} {one.commitment} (rule {one.rule})"
    )


def fields(one: Target) -> dict[str, str]:
    return {
        "indicator": one.indicator,
        "comparator": one.comparator,
        "value": one.value,
        "unit": one.unit,
        "change": one.change,
        "baseline_year": str(one.baseline_year or ""),
        "year": str(one.year or ""),
        "commitment": one.commitment,
        "kind": one.kind,
    }


def wrong_fields(row: Row, one: Target) -> list[str]:
    return [
        f"{name}: {value!r}, read off the text: {row[name]!r}"
        for name, value in fields(one).items()
        if not allows(row[name], value)
    ]


@pytest.mark.parametrize(
    "row",
    [row for row in TARGETS if row["need"] == "must"],
    ids=lambda row: f"{row['path']}-{row['value']}",
)
def test_a_target_is_in_the_ledger_with_every_field(plan: Plan, row: Row) -> None:
    found = [one for one in plan.tags.targets if meets(plan, row, one)]
    assert found, f"missing in {row['path']}: {row['quote']}\n{plan.text(row['path'])}"
    assert len(found) == 1, "\n".join(["more than once:", *map(describe, found), plan.text(row["path"])])
    wrong = wrong_fields(row, found[0])
    assert not wrong, "\n".join([describe(found[0]), *wrong, plan.text(row["path"])])
    start, end = plan.span(row)
    assert found[0].start < end and start < found[0].end, f"its quote is not {row['quote']}"


def test_nothing_is_in_the_ledger_that_is_not_in_the_text(plan: Plan) -> None:
    extra = [one for one in plan.tags.targets if not any(meets(plan, row, one) for row in TARGETS)]
    assert not extra, "\n\n".join(f"{describe(one)} in:\n{plan.text(one.path)}" for one in extra)


def test_rows_that_may_be_left_out_are_right_when_kept(plan: Plan) -> None:
    problems = []
    for one in plan.tags.targets:
        rows = [row for row in TARGETS if meets(plan, row, one)]
        if rows and all(row["need"] == "may" for row in rows):
            # A long sentence of aims may meet several rows; one of them has to fit.
            wrong = min((wrong_fields(row, one) for row in rows), key=len)
            if wrong:
                problems.append("\n".join([describe(one), *wrong, plan.text(one.path)]))
    assert not problems, "\n\n".join(problems)


def test_the_figure_and_its_quote_stand_in_the_clause(plan: Plan) -> None:
    for one in plan.tags.targets:
        clause = plan.clause(one.path)
        assert clause.start <= one.start <= one.value_span.start, describe(one)
        assert one.value_span.end <= one.end <= clause.end, describe(one)


def test_the_yearly_report_says_who_and_to_whom(plan: Plan) -> None:
    (report,) = (one for one in plan.tags.targets if one.kind == "deadline" and one.path == "7.3")
    assert "每年11月中旬前" in report.deadline
    assert report.year is None
    assert "市直各部门" in report.actor
    assert "市委" in report.recipient
    assert "市政府" in report.recipient
    assert "市直各部门" not in report.recipient


# --- cited texts ----------------------------------------------------------------------------------


def test_cited_texts(plan: Plan) -> None:
    found = [(one.path, one.kind, one.text) for one in plan.tags.references]
    expected = [(row["path"], row["kind"], row["text"]) for row in REFERENCES]
    assert found == expected, differences(found, expected, "")


def differences(found: Sequence[object], expected: Sequence[object], text: str) -> str:
    def listing(title: str, rows: Iterable[object]) -> list[str]:
        return [title, *(f"  {row}" for row in rows)]

    return "\n".join(
        [
            *listing("missing:", [row for row in expected if row not in found]),
            *listing("extra:", [row for row in found if row not in expected]),
            *listing("order found:", found),
            text,
        ]
    )
