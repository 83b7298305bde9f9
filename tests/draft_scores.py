"""How many planted mistakes a check of drafts finds, and how many correct statements it blames.

``python tests/draft_scores.py [KB]`` prints the table that docs/drafting.md quotes.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from kb.drafting import DraftCheck, check_draft

DRAFTS = Path(__file__).parent / "drafts"


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence of a draft; ``kind`` is empty for a correct one."""

    text: str
    item: str
    kind: str = ""
    path: str = ""


def altered(name: str = "alterations") -> tuple[Row, ...]:
    """The sentences with a planted mistake."""
    tables = tomllib.loads((DRAFTS / f"{name}.toml").read_text("utf-8"))
    return tuple(
        Row(text, table["item"], kind, path) for kind, table in tables.items() for text, path in table["rows"]
    )


def correct(name: str = "correct") -> tuple[Row, ...]:
    """The sentences that say what the plan says."""
    tables = tomllib.loads((DRAFTS / f"{name}.toml").read_text("utf-8"))
    return tuple(Row(text, item) for item, table in tables.items() for text in table["rows"])


def missed(row: Row, check: DraftCheck) -> str:
    """Why the planted mistake of a row was not found; empty when it was."""
    wrong = [i for i in check.items if i.kind == row.item and i.verdict == "contradicted"]
    if not wrong:
        return f"{row.kind}: {row.text} → {shown(check)}"
    if row.path and not any(i.path == row.path for i in wrong):
        return f"{row.kind}: {row.text} → found at {[i.path for i in wrong]}, expected {row.path}"
    return ""


def blamed(row: Row, check: DraftCheck) -> str:
    """Why a correct row is not taken as such; empty when it is."""
    if any(i.verdict == "contradicted" for i in check.items):
        return f"blamed: {row.text} → {shown(check)}"
    if not any(i.kind == row.item and i.verdict == "consistent" for i in check.items):
        return f"not confirmed: {row.text} → {shown(check)}"
    return ""


def shown(check: DraftCheck) -> str:
    return "; ".join(f"{i.kind} {i.verdict} {i.path} {i.text!r} {i.note}" for i in check.items) or "no item"


def main(directory: Path) -> None:
    from kb.indexing.knowledge_base import open_knowledge_base

    kb = open_knowledge_base(directory)
    for name in ("alterations", "blind_alterations"):
        if not (DRAFTS / f"{name}.toml").exists():
            continue
        rows = altered(name)
        failures = [why for row in rows if (why := missed(row, check_draft(kb, row.text)))]
        print(f"{name}: {len(rows) - len(failures)} of {len(rows)} found")
        for kind in dict.fromkeys(row.kind for row in rows):
            of_kind = [row for row in rows if row.kind == kind]
            lost = sum(why.startswith(f"{kind}:") for why in failures)
            print(f"  {kind:12} {len(of_kind) - lost}/{len(of_kind)}")
        print(*failures, sep="\n")
    for name in ("correct", "blind_correct"):
        if not (DRAFTS / f"{name}.toml").exists():
            continue
        sentences = correct(name)
        failures = [why for row in sentences if (why := blamed(row, check_draft(kb, row.text)))]
        wrong = sum(why.startswith("blamed") for why in failures)
        print(f"{name}: {len(sentences)} sentences, {wrong} blamed, {len(failures) - wrong} not confirmed")
        print(*failures, sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/kb"))
