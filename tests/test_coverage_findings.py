"""Open ends: a leaf without bodies is reported only where its siblings name them."""

from kb.cleaning import clean
from kb.model import Assignment, Clause, Document, Span
from kb.tagging.coverage import open_ends

EMPTY = Span(0, 0)


def clause(path: str, start: int, end: int, heading: str = "") -> Clause:
    level = 0 if path.endswith("0") else path.count(".") + 1
    return Clause(f"d/{path}", "d", path, path, heading, (), level, start, end, EMPTY, EMPTY, (), 0)


def assigned(path: str, role="joint", source="list") -> Assignment:
    return Assignment(
        f"d/{path}", path, "d", "市能源局", "", "body", "市能源局", role, 1, source, False, 0, 1, EMPTY, EMPTY
    )


def found(clauses, assignments, text="字" * 100):
    return open_ends(Document("d", "t", text), clauses, clean(text), assignments)


def paths(clauses, assignments):
    return [(f.kind, f.path) for f in found(clauses, assignments)]


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


def test_bodies_that_are_subjects_of_sentences_make_no_omission_of_a_definition():
    said = [assigned("1.1", source="prose"), assigned("1.3", source="prose")]
    assert paths(CLAUSES, said) == []
    # … and where the siblings list theirs, a clause that says it in a sentence lacks nothing.
    assert paths(CLAUSES, [assigned("1.1"), assigned("1.2", source="prose"), assigned("1.3")]) == []


def test_aims_and_principles_are_no_tasks():
    for heading in ("发展目标", "总体要求", "基本原则", "“十四五”发展目标", "2023年工作目标"):
        clauses = [clause("1", 0, 50, heading), clause("2", 50, 100, "构建数据中心体系")]
        assert paths(clauses, [assigned("2")]) == [], heading
    for heading in ("落实节能降碳目标责任", "强化约束性目标管理"):
        clauses = [clause("1", 0, 50, heading), clause("2", 50, 100, "构建数据中心体系")]
        assert paths(clauses, [assigned("2")]) == [("no_responsibility", "1")], heading


def test_blanks_of_a_form_are_no_text_outside_clauses():
    # 20 of 80 printed characters stand in the annex, and as many blanks.
    text = "字" * 60 + "表" * 20 + " " * 20
    assert found([clause("1", 0, 60), clause("a1/0", 60, 100)], [], text) == ()


def test_what_stands_outside_is_named_by_where_it_stands():
    clauses = [clause("0", 0, 20), clause("1", 20, 60), clause("a1/0", 60, 100)]
    (only,) = found(clauses, [])
    assert only.note == (
        "全文 60% 的文字不在任何编号条款之内"
        "（标题、引言或没有编号的段落占 20%，附件中没有编号的文字占 40%）。"
    )


def test_the_first_line_about_a_collected_text_counts_as_no_text():
    text = "# 方案 | 市政府 | | https://example.org/" + "a" * 60 + "\n" + "字" * 100
    start = text.index("字")
    assert found([clause("0", 0, start), clause("1", start, len(text))], [], text) == ()
