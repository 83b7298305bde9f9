"""A body in several lists of one clause: one row, from which every list can be had again."""

from __future__ import annotations

import pytest
from factories import clause, document

from kb.cleaning import clean
from kb.tagging.bureaus.repeats import in_every_list
from kb.tagging.bureaus.tagger import tag_assignments, tag_lists

TEXTS = [
    # the second list repeats a body of the first and nothing else
    (
        "推进通办。（市数据局牵头，市公安局配合）推广证照。（市数据局负责）",
        [("市数据局", "lead"), ("市公安局", "cooperating")],
        [["lead 市数据局", "cooperating 市公安局"], ["joint 市数据局"]],
    ),
    # the stronger role stands in the later list
    (
        "推进通办。（市公安局配合，市数据局牵头）推广证照。（市公安局牵头，市数据局配合）",
        [("市数据局", "lead"), ("市公安局", "lead")],
        [["cooperating 市公安局", "lead 市数据局"], ["lead 市公安局", "cooperating 市数据局"]],
    ),
    # every row of a table names the same office
    (
        "任务\t责任单位\t时限\n改善校舍\t市教育局\t2025年底\n配备教师\t市教育局、市人社局\t长期\n开设食堂\t市教育局\t2026年\n",
        [("市教育局", "joint"), ("市人社局", "joint")],
        [["joint 市教育局"], ["joint 市教育局", "joint 市人社局"], ["joint 市教育局"]],
    ),
    # one list only
    ("推进通办。（市数据局、市公安局）", [("市数据局", "joint"), ("市公安局", "joint")],
     [["joint 市数据局", "joint 市公安局"]]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rows", "lists"), TEXTS)
def test_a_row_remembers_every_list(text: str, rows: list[tuple[str, str]], lists: list[list[str]]) -> None:
    one, clauses = document(text=text, region="江苏省南通市"), [clause("1", 0, len(text))]
    found, _ = tag_assignments(one, clauses, clean(text))
    assert [(row.bureau, row.role) for row in found] == rows
    by_list: dict[tuple[int, int], list[str]] = {}
    for row in sorted(in_every_list(found), key=lambda row: row.start):
        assert not row.again and not row.again_words
        assert text[row.start : row.end] == row.surface
        by_list.setdefault((row.list_span.start, row.list_span.end), []).append(f"{row.role} {row.bureau}")
    assert [by_list[span] for span in sorted(by_list)] == lists


@pytest.mark.parametrize(("text", "rows", "lists"), TEXTS)
def test_the_lists_are_those_that_are_printed(
    text: str, rows: list[tuple[str, str]], lists: list[list[str]]
) -> None:
    one, clauses = document(text=text, region="江苏省南通市"), [clause("1", 0, len(text))]
    found, _ = tag_assignments(one, clauses, clean(text))
    again = {(row.list_span, row.governs, row.bureau, row.role, row.scope) for row in in_every_list(found)}
    printed = {
        (row.list_span, row.governs, row.bureau, row.role, row.scope)
        for own in tag_lists(one, clauses, clean(text))
        for row in own
    }
    assert again == printed


def test_an_open_list_and_its_term_are_remembered() -> None:
    text = "改善校舍。（市教育局负责）配备教师。（责任单位：市教育局等；完成时限：2025年底）"
    rows, _ = tag_assignments(
        document(text=text, region="江苏省南通市"), [clause("1", 0, len(text))], clean(text)
    )
    first, second = in_every_list(rows)
    assert (first.open_list, first.scope, second.open_list, second.scope) == (
        False,
        "",
        True,
        "完成时限：2025年底",
    )
    assert text[second.governs.start : second.governs.end] == "配备教师。"


def test_sentences_are_remembered_too() -> None:
    text = "市教育局要改善校舍。市教育局负责配备教师。"
    (row,), _ = tag_assignments(
        document(text=text, region="江苏省南通市"), [clause("1", 0, len(text))], clean(text)
    )
    assert [text[one.list_span.start : one.list_span.end] for one in in_every_list([row])] == [
        "市教育局要改善校舍",
        "市教育局负责配备教师",
    ]
