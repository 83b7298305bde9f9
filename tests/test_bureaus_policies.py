"""Responsibility lists of real documents beside the project: none is passed over, none invented.

``responsibility_examples.tsv`` holds what stands inside responsibility parentheses, collected by
pattern.  The documents are read in place; without them the tests are skipped.
"""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from kb.cleaning import clean
from kb.model import Document
from kb.segmenting import segment
from kb.tagging.bureaus.tagger import tag_assignments, tag_lists

SHARED = Path(__file__).parents[2] / "shared" / "policies"
EXAMPLES = SHARED / "responsibility_examples.tsv"
#: Kept for the last measurement.
HELD_OUT = {"xv_shandong_043", "xv_central_166", "gwy_037", "xv_shandong_027"}
#: Parentheses that the pattern caught and that make nobody responsible.
NO_LIST = ("以下简称", "包括")

pytestmark = pytest.mark.skipif(not EXAMPLES.is_file(), reason="no documents beside the project")


@cache
def examples() -> dict[str, list[str]]:
    """By document, what stands inside its responsibility parentheses."""
    found: dict[str, list[str]] = {}
    if EXAMPLES.is_file():
        with EXAMPLES.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            next(rows)
            for name, _, inside in rows:
                if name not in HELD_OUT and not inside.startswith(NO_LIST):
                    found.setdefault(name, []).append(inside)
    return found


def bare(text: str) -> str:
    """Without blanks and the brackets around it, so that broken lines compare equal."""
    return "".join(text.split()).replace(",", "，").strip("（）()【】")


def read(name: str) -> Document:
    text = (SHARED / f"{name}.txt").read_text(encoding="utf-8")
    return Document(id=name, title=name, text=text)


@pytest.mark.parametrize("name", sorted(examples()))
def test_no_list_is_passed_over(name: str) -> None:
    document = read(name)
    cleaned = clean(document.text)
    lists = tag_lists(document, segment(document, cleaned).clauses, cleaned)
    printed = Counter(
        bare(clean(document.text[rows[0].list_span.start : rows[0].list_span.end]).text) for rows in lists
    )
    missing = Counter(map(bare, examples()[name])) - printed
    assert not missing, f"{name}: {list(missing)}"


@pytest.mark.parametrize("name", sorted(examples()))
def test_every_name_in_a_list_is_understood(name: str) -> None:
    document = read(name)
    cleaned = clean(document.text)
    _, findings = tag_assignments(document, segment(document, cleaned).clauses, cleaned)
    assert [finding.text for finding in findings if finding.kind == "unknown_body"] == []
