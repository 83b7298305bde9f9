"""The tables labelled by hand, as a second proof of items that shares nothing with the program.

In: an item and the rows of its document.  Out: what the tables say against it; None where no table
speaks of what it asks.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from kb.quiz.items import Item

CASES = Path(__file__).parents[1] / "cases"
FIRST = "jinzhong-carbon-peak-plan"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@lru_cache
def bodies(document: str) -> dict[str, set[str]]:
    """Bodies by path, as labelled."""
    if document == FIRST:
        table, name = rows(CASES / "first_plan" / "assignments.tsv"), "surface"
    else:
        found = list((CASES / "labelled").rglob(f"{document}.bodies.tsv"))
        table, name = (rows(found[0]) if found else []), "body"
    gathered: dict[str, set[str]] = defaultdict(set)
    for row in table:
        gathered[row["path"]].update(row[name].split("|"))
    return gathered


@lru_cache
def figures(document: str) -> tuple[dict[str, str], ...]:
    """Rows of figures, as labelled."""
    if document == FIRST:
        return tuple(rows(CASES / "first_plan" / "targets.tsv"))
    found = list((CASES / "labelled").rglob(f"{document}.targets.tsv"))
    return tuple(rows(found[0])) if found else ()


def objections(item: Item) -> list[str] | None:
    """What the tables say against an item."""
    if item.topic == "responsibility" and item.type != "matching" and "牵头" not in item.stem:
        return _body_objections(item)
    if item.topic == "target" and item.type in ("single_choice", "fill_blank"):
        return _figure_objections(item)
    if item.topic == "deadline" and item.options and re.fullmatch(r"20\d\d年底?", item.options[0]):
        return _year_objections(item)
    return None


def _body_objections(item: Item) -> list[str] | None:
    labelled = bodies(item.document)
    if item.path not in labelled:
        return None if not labelled else [f"{item.path} 没有责任单位"]
    right = labelled[item.path]
    if item.type == "true_false":
        body = item.stem.rstrip("。").rpartition("的责任单位包括")[2]
        return [] if (body in right) == item.answer else [body]
    if item.type == "short_answer":
        return [str(b) for b in item.answer if b not in right]
    assert isinstance(item.answer, tuple)
    listed = {o for n, o in enumerate(item.options) if (n in item.answer) != ("没有列明" in item.stem)}
    return [o for o in item.options if (o in listed) != (o in right)]


def _figure_objections(item: Item) -> list[str] | None:
    table = figures(item.document)
    if not table:
        return None
    assert isinstance(item.answer, tuple)
    key = item.options[int(item.answer[0])] if item.options else str(item.answer[0])
    counter = re.search(r"(?:（　）|______)([个项家户所处条座名套])", item.stem)
    key += counter.group(1) if counter else ""
    own = [row for row in table if row["path"] == item.path and _printed(row) == key]
    if not own:
        return [f"表中 {item.path} 没有 {key}"]
    wrong = [o + (counter.group(1) if counter else "") for o in item.options]
    wrong = [o for o in wrong if o != key]
    if (
        "indicator" not in own[0]
    ):  # these tables name no indicators: a value of the same year may be another's
        return []
    year = re.search(r"(?<![较比])(20\d\d)年", item.stem)
    return [
        f"{row['indicator']}＝{_printed(row)}"
        for row in table
        if _printed(row) in wrong
        and (not year or row["year"] in ("-", year.group(1)))
        and any(len(name) > 3 and name.lstrip("…") in item.stem for name in row["indicator"].split("|"))
    ]


def _printed(row: dict[str, str]) -> str:
    return f"{row['value']}{row['unit'].split('|')[0].strip('-')}"


def _year_objections(item: Item) -> list[str] | None:
    table = [row for row in figures(item.document) if row["path"] == item.path]
    if not table:
        return None
    assert isinstance(item.answer, tuple)
    key = item.options[int(item.answer[0])][:4]
    years = {row["year"] for row in table if row["value"] != "-" and row["value"] in item.stem}
    return [] if key in years else [f"表中年份为 {years}"]
