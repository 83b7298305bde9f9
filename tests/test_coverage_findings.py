"""Open ends: a leaf without bodies is reported only where its siblings name them."""

from kb.model import Assignment, Clause, Document, Span
from kb.tagging.coverage import open_ends

EMPTY = Span(0, 0)


def clause(path: str, start: int, end: int) -> Clause:
    level = 0 if path == "0" else path.count(".") + 1
    return Clause(f"d/{path}", "d", path, path, "", (), level, start, end, EMPTY, EMPTY, (), 0)


def assigned(path: str, role="joint") -> Assignment:
    return Assignment(
        f"d/{path}", path, "d", "市能源局", "", "body", "市能源局", role, 1, "list", False, 0, 1, EMPTY, EMPTY
    )


def paths(clauses, assignments):
    document = Document("d", "t", "字" * 100)
    return [(f.kind, f.path) for f in open_ends(document, clauses, assignments)]


CLAUSES = [clause("0", 0, 5), clause("1", 5, 10), *(clause(f"1.{n}", n * 10, n * 10 + 10) for n in (1, 2, 3))]


def test_one_of_three_siblings_without_bodies_is_reported():
    assert paths(CLAUSES, [assigned("1.1"), assigned("1.3")]) == [("no_responsibility", "1.2")]


def test_a_default_is_no_responsibility_of_the_clause():
    assert paths(CLAUSES, [assigned("1.1"), assigned("1.3"), assigned("1.2", "default")]) == [
        ("no_responsibility", "1.2")
    ]


def test_a_document_that_names_bodies_rarely_is_left_alone():
    assert paths(CLAUSES, [assigned("1.1")]) == []


def test_text_outside_numbered_clauses_is_reported_from_a_third_on():
    assert paths([clause("0", 0, 40), clause("1", 40, 100)], []) == [("outside_clauses", "0")]
    assert paths([clause("0", 0, 30), clause("1", 30, 100)], []) == []


def test_of_two_siblings_the_one_without_bodies_is_reported():
    two = [clause("0", 0, 5), clause("1", 5, 10), clause("1.1", 10, 20), clause("1.2", 20, 30)]
    assert paths(two, [assigned("1.2")]) == [("no_responsibility", "1.1")]
    assert paths(two, []) == []
