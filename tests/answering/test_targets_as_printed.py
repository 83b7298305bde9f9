"""Every target of the first plan, asked for by its indicator: the answer says it as the plan prints it.

The figures with their words of comparison (以上, 不低于, 左右, 以内) and of commitment (力争, 确保, 努力) are
those that another reader labelled by hand in ``tests/cases/first_plan/targets.tsv``.
"""

from __future__ import annotations

import csv

import pytest
from question_table import ROOT, normal

from kb import ask

TABLE = ROOT / "tests" / "cases" / "first_plan" / "targets.tsv"


def labelled() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [r for r in rows if r["kind"] == "target" and r["need"] == "must" and r["value"] != "-"]


ROWS = labelled()


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['path']} {r['quote'][:24]}" for r in ROWS])
def test_a_target_keeps_its_commitment_and_its_comparison(row: dict[str, str], kb: object) -> None:
    year = f"{row['year']}年" if row["year"] != "-" else ""
    answer = ask(kb, f"{year}{row['indicator'].split('|')[-1].strip('…')}是多少")
    assert answer.status == "answered"
    assert normal(row["quote"]) in normal(answer.answer)
    committed = [word for word in row["commitment"].split("|") if word != "-"]
    assert not committed or any(word in answer.answer for word in committed), answer.answer
    assert not year or year in answer.answer


def test_the_table_has_the_plans_targets() -> None:
    assert len(ROWS) > 30
    assert len([row for row in ROWS if row["commitment"] != "-"]) > 10
