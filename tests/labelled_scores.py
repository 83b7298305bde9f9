"""Score segmentation and tagging on documents labelled by hand, and show every difference.

In: the tables of ``cases/labelled`` and the documents of ``shared/policies`` beside the project, read
in place.  Out: precision, recall and F1 on numbered units, responsible bodies and target-like figures,
and the share of right roles and comparators among those found.

    python tests/labelled_scores.py [DOCUMENT…] [--heldout] [--quiet]
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from kb.cleaning import clean  # noqa: E402
from kb.model import Assignment, Clause, Document, Target  # noqa: E402
from kb.segmenting import segment  # noqa: E402
from kb.tagging import tag  # noqa: E402

Row = dict[str, str]
Found = TypeVar("Found")

CASES = Path(__file__).parent / "cases" / "labelled"
POLICIES = ROOT.parent / "shared" / "policies"

#: Kinds whose figures are scored; counts, facts, aims without a figure and deadlines are not.
SCORED_KINDS = {"target", "threshold", "support"}

CHINESE_DIGITS = "零一二三四五六七八九"
#: 第六条, 第 十二 章
ARTICLE = re.compile(r"第\s*([零一二三四五六七八九十百\d]+)\s*(编|篇|章|节|条)")


@dataclass(slots=True)
class Score:
    """Counts of one table; a second attribute (role, comparator) is judged on what was found."""

    expected: int = 0
    found: int = 0  # found and right, of the rows that must be found
    extra: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    attribute_right: int = 0
    attribute_wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        total = self.found + len(self.extra)
        return self.found / total if total else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def attribute(self) -> float:
        total = self.attribute_right + len(self.attribute_wrong)
        return self.attribute_right / total if total else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.expected + other.expected,
            self.found + other.found,
            self.extra + other.extra,
            self.missing + other.missing,
            self.attribute_right + other.attribute_right,
            self.attribute_wrong + other.attribute_wrong,
        )


@dataclass(frozen=True, slots=True)
class Scores:
    units: Score
    bodies: Score
    targets: Score

    def __add__(self, other: Scores) -> Scores:
        return Scores(self.units + other.units, self.bodies + other.bodies, self.targets + other.targets)


def labelled(*, heldout: bool = False) -> list[str]:
    """Ids of the labelled documents, of the development set or of the held-out one."""
    with (CASES / "documents.toml").open("rb") as file:
        return [name for name, facts in tomllib.load(file).items() if facts.get("heldout", False) == heldout]


def available(name: str) -> bool:
    return (POLICIES / f"{name}.txt").exists()


def read_document(name: str) -> Document:
    with (CASES / "documents.toml").open("rb") as file:
        facts = tomllib.load(file)[name]
    # The first line of each file is metadata of the collection, not of the document.
    text = (POLICIES / f"{name}.txt").read_text(encoding="utf-8").split("\n", 1)[1]
    return Document(
        id=name,
        title=facts["title"],
        text=text,
        issuer=facts["issuer"],
        date=facts["date"],
        region=facts["region"],
    )


def read_table(name: str, table: str) -> list[Row]:
    (path,) = CASES.rglob(f"{name}.{table}.tsv")
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def chinese_number(text: str) -> int:
    """Read an ordinal up to 999: 二十六 → 26."""
    if text.isdigit():
        return int(text)
    total = last = 0
    for character in text:
        if character in "十百":
            total += (last or 1) * (10 if character == "十" else 100)
            last = 0
        else:
            last = CHINESE_DIGITS.index(character)
    return total + last


def unit_keys(document: Document, clauses: Sequence[Clause]) -> dict[str, str]:
    """The tables' name for each clause path: the path itself, or 第6条.1.2 under an article."""
    keys: dict[str, str] = {}
    for clause in clauses:
        label = ARTICLE.search(document.text[clause.label.start : clause.label.end])
        parent, _, last = clause.path.rpartition(".")
        if label:
            keys[clause.path] = f"第{chinese_number(label[1])}{label[2]}"
        elif keys.get(parent, "").startswith("第"):
            keys[clause.path] = f"{keys[parent]}.{last}"
        else:
            keys[clause.path] = clause.path
    return keys


def allows(cell: str, *values: str) -> bool:
    readings = ["" if reading == "-" else reading for reading in cell.split("|")]
    return any(value in readings for value in values)


def match(
    rows: Sequence[Row],
    found: Sequence[Found],
    same: Callable[[Row, Found], bool],
    attribute: Callable[[Row, Found], bool],
    required: Callable[[Row], bool],
    show: Callable[[Found], str],
) -> Score:
    """Pair rows with what was found one to one, rows that must be found and equal attributes first."""
    score = Score()
    left = list(found)
    pairs: list[tuple[Row, Found]] = []
    waiting = [row for row in rows if required(row)]
    score.expected = len(waiting)
    for exact in (True, False):
        for row in list(waiting):
            for one in left:
                if same(row, one) and (not exact or attribute(row, one)):
                    pairs.append((row, one))
                    left.remove(one)
                    waiting.remove(row)
                    break
    score.found = len(pairs)
    for row, one in pairs:
        if attribute(row, one):
            score.attribute_right += 1
        else:
            score.attribute_wrong.append(f"{show(one)}  ≠  {' '.join(row.values())}")
    score.missing = [" ".join(row.values()) for row in waiting]
    optional = [row for row in rows if not required(row)]
    score.extra = [show(one) for one in left if not any(same(row, one) for row in optional)]
    return score


def score_units(document: Document, clauses: Sequence[Clause], keys: dict[str, str]) -> Score:
    return match(
        read_table(document.id, "units"),
        [clause for clause in clauses if clause.path != "0"],
        lambda row, clause: row["path"] == keys[clause.path],
        lambda row, clause: True,
        lambda row: True,
        lambda clause: f"{keys[clause.path]} {clause.number} {clause.heading[:20]}",
    )


def score_bodies(document: Document, assignments: Sequence[Assignment], keys: dict[str, str]) -> Score:
    return match(
        read_table(document.id, "bodies"),
        assignments,
        lambda row, one: row["path"] == keys[one.path] and allows(row["body"], one.surface, one.bureau),
        lambda row, one: allows(row["role"], one.role),
        lambda row: row["need"] == "must",
        lambda one: f"{keys[one.path]} {one.surface} ({one.bureau}) {one.role} {one.source} [{one.rule}]",
    )


def score_targets(document: Document, targets: Sequence[Target], keys: dict[str, str]) -> Score:
    def figure(row: Row, one: Target) -> bool:
        return (
            row["path"] == keys[one.path]
            and allows(row["year"], str(one.year or ""))
            and allows(row["value"], one.value)
            and allows(row["unit"], one.unit)
        )

    def must(row: Row) -> bool:
        return row["need"] == "must" and set(row["kind"].split("|")) <= SCORED_KINDS

    def show(one: Target) -> str:
        quote = document.text[one.start : one.end].replace("\n", "")
        return (
            f"{keys[one.path]} {one.year or '-'} {one.value} {one.unit} {one.comparator} {one.kind} "
            f"[{one.rule}] {one.indicator}: {quote[:60]}"
        )

    return match(
        read_table(document.id, "targets"),
        [one for one in targets if one.kind in SCORED_KINDS and one.value],
        figure,
        lambda row, one: allows(row["comparator"], one.comparator),
        must,
        show,
    )


def score(name: str) -> Scores:
    """Score one labelled document."""
    document = read_document(name)
    cleaned = clean(document.text)
    clauses = segment(document, cleaned).clauses
    tags = tag(document, clauses, cleaned)
    keys = unit_keys(document, clauses)
    return Scores(
        score_units(document, clauses, keys),
        score_bodies(document, tags.assignments, keys),
        score_targets(document, tags.targets, keys),
    )


def lines(name: str, scores: Scores) -> list[str]:
    """The score of one document (or of all) as rows of a table."""
    rows = []
    for table, one, attribute in (
        ("units", scores.units, ""),
        ("bodies", scores.bodies, "role"),
        ("targets", scores.targets, "comparator"),
    ):
        judged = f"  {attribute} {one.attribute:.3f}" if attribute else ""
        rows.append(
            f"{name:<18} {table:<8} rows {one.expected:>4}  P {one.precision:.3f}  R {one.recall:.3f}  "
            f"F1 {one.f1:.3f}{judged}"
        )
    return rows


def differences(scores: Scores) -> list[str]:
    rows = []
    for table, one in (("units", scores.units), ("bodies", scores.bodies), ("targets", scores.targets)):
        rows += [f"  {table} missing: {row}" for row in one.missing]
        rows += [f"  {table} extra:   {row}" for row in one.extra]
        rows += [f"  {table} differs: {row}" for row in one.attribute_wrong]
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description="Score the program on documents labelled by hand.")
    parser.add_argument("documents", nargs="*", help="their ids; the whole set when left out")
    parser.add_argument("--heldout", action="store_true", help="score the held-out set instead")
    parser.add_argument("--quiet", action="store_true", help="figures only, no differences")
    chosen = parser.parse_args()
    known = labelled(heldout=chosen.heldout)
    unknown = [name for name in chosen.documents if name not in known]
    if unknown:
        parser.error(f"not in this set: {', '.join(unknown)} (known: {', '.join(known)})")
    names = [name for name in chosen.documents or known if available(name)]
    if not names:
        parser.error(f"no labelled document stands in {POLICIES}")
    results = {name: score(name) for name in names}
    for name, scores in results.items():
        print("\n".join(lines(name, scores)))
        if not chosen.quiet:
            print("\n".join(differences(scores)))
    if len(results) > 1:
        first, *others = results.values()
        print("\n".join(lines("all", sum(others, first))))


if __name__ == "__main__":
    main()
