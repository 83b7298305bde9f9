"""What a document leaves open: clauses without a responsible body where their siblings name one,
and how much of the text stands outside every numbered clause.

In come the clauses and their assignments; out come findings, one Chinese sentence each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kb.model import Assignment, Clause, Document, Finding

#: A parent counts as one whose clauses name bodies when at least this share of its leaves does
#: (of two siblings one):
#: below a half, naming none is the document's habit rather than an omission.
SIBLINGS_NAMING_BODIES = 0.5
#: Text outside numbered clauses (title, covering notice, preamble) above this share is reported.
OUTSIDE_SHARE = 0.3


def open_ends(
    document: Document, clauses: Sequence[Clause], assignments: Sequence[Assignment]
) -> tuple[Finding, ...]:
    """Findings ``no_responsibility`` and ``outside_clauses`` of one document."""
    return (*_missing(document, clauses, assignments), *_outside(document, clauses))


def _parent(path: str) -> str:
    return path.rpartition(".")[0]


def _missing(
    document: Document, clauses: Sequence[Clause], assignments: Sequence[Assignment]
) -> list[Finding]:
    named = {a.clause for a in assignments if a.role != "default"}
    parents = {_parent(c.path) for c in clauses}
    leaves: dict[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        if clause.level and clause.path not in parents:
            leaves[_parent(clause.path)].append(clause)
    findings = []
    for siblings in leaves.values():
        having = sum(c.id in named for c in siblings)
        if having / len(siblings) < SIBLINGS_NAMING_BODIES:
            continue
        for clause in siblings:
            if clause.id not in named:
                note = f"同级 {len(siblings)} 条中有 {having} 条列明责任单位，本条没有。"
                findings.append(
                    Finding(
                        document.id,
                        "no_responsibility",
                        clause.path,
                        f"{clause.number}{clause.heading}",
                        note,
                        clause.start,
                        clause.end,
                    )
                )
    return findings


def _outside(document: Document, clauses: Sequence[Clause]) -> list[Finding]:
    outside = sum(c.end - c.start for c in clauses if c.level == 0)
    if not document.text.strip() or outside <= OUTSIDE_SHARE * len(document.text):
        return []
    share = round(100 * outside / len(document.text))
    note = f"全文 {share}% 的文字不在任何编号条款之内（标题、引言或没有编号的段落）。"
    return [Finding(document.id, "outside_clauses", "0", "", note)]
