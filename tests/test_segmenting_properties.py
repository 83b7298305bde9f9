"""What holds for any string, noise of numbering characters above all."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kb.cleaning import clean
from kb.model import Document
from kb.segmenting import parse_number, segment

PLAN = Path(__file__).parents[1] / "corpus" / "documents" / "jinzhong-carbon-peak-plan.txt"
SHARED = Path(__file__).parents[2] / "shared" / "policies"

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
CHARACTERS = "一二三十百第章节条款（）()《》、.。；：，\n\n\n 　123０５．%…-—\f\ufeff\x00�①⑴㈠年市局“”#|*"
NUMBERS = [
    "一、",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "（1）",
    "第一条",
    "第二条",
    "第一章",
    "1.1 ",
    "1.2 ",
]
WORDS = [
    "**",
    "附：1.甲\n",
    "附件",
    "附件1",
    "专栏1",
    "目录\n",
    "……12\n",
    "- 3 -\n",
    "加强管理",
    "总体要求",
    "&nbsp;",
    "2025年",
]
PIECES = st.sampled_from([*CHARACTERS, *NUMBERS, *WORDS])
NOISE = st.lists(PIECES, max_size=80).map("".join)


def check_cleaning(text):
    cleaned = clean(text)
    assert len(cleaned.starts) == len(cleaned.ends) == len(cleaned.text)
    assert all(start < end for start, end in zip(cleaned.starts, cleaned.ends, strict=True))
    assert all(a <= b for a, b in zip(cleaned.ends, cleaned.starts[1:], strict=False))
    whole = cleaned.span(0, len(cleaned.text))
    assert 0 <= whole.start <= whole.end <= len(text)
    assert "\n\n" not in cleaned.text
    for at, start in enumerate(cleaned.starts):
        assert cleaned.index(start) == at
        if cleaned.ends[at] == start + 1 and cleaned.text[at] not in "\n ":
            assert clean("甲" + text[start] + "乙").text in (f"甲{cleaned.text[at]}乙", "甲乙")


def check_segmentation(text):
    document = Document(id="d", title="", text=text)
    found = segment(document)
    assert found == segment(document, clean(text))
    clauses = found.clauses
    assert clauses[0].start == 0
    assert clauses[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(clauses))
    assert len({clause.id for clause in clauses}) == len(clauses)
    assert [clause.order for clause in clauses] == list(range(len(clauses)))
    for clause in clauses:
        assert clause.id == f"d/{clause.path}"
        at = clause.start
        for sentence in clause.sentences:
            assert at <= sentence.start < sentence.end <= clause.end
            assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
            at = sentence.end
        if clause.number:
            assert clause.start <= clause.label.start < clause.label.end <= clause.end
            assert clause.start <= clause.heading_span.start <= clause.heading_span.end <= clause.end
            # 「总体要求一、」: the one number that stands behind its heading
            moved = clause.heading and clause.heading_span.end <= clause.label.start
            assert moved or clause.label.end <= clause.heading_span.start
        if clause.number and "~" not in clause.path and not clause.path.startswith("a"):
            assert parse_number(clause.number) == clause.path
    for finding in found.findings:
        assert 0 <= finding.start < finding.end <= len(text)


@settings(max_examples=200, deadline=None)
@example("0\r&nbsp;……0\r0")  # a line of an entity and a dot leader only
@given(ANY | NOISE)
def test_cleaning_of_any_string(text):
    check_cleaning(text)


@settings(max_examples=400, deadline=None)
@given(ANY | NOISE)
def test_segmentation_of_any_string(text):
    check_segmentation(text)


@settings(max_examples=200, deadline=None)
@given(ANY | NOISE)
def test_parse_number_takes_any_string(text):
    path = parse_number(text)
    assert path is None or parse_number(path) is not None


def test_first_plan():
    check_segmentation(PLAN.read_text(encoding="utf-8"))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not on this machine")
@pytest.mark.parametrize("file", sorted(SHARED.glob("*.txt")), ids=lambda file: file.stem)
def test_shared_documents(file):
    check_segmentation(file.read_text(encoding="utf-8"))
