"""What a document leaves open: clauses without a list of bodies where their siblings have one,
and how much of the text stands outside every numbered clause.

In come the clauses, the cleaned text and the assignments; out come findings, one Chinese sentence each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kb.cleaning import CleanText
from kb.model import Assignment, Clause, Document, Finding

#: A parent counts as one whose clauses list bodies when at least this share of its leaves does
#: (of two siblings one): below a half, listing none is the document's habit rather than an omission.
SIBLINGS_NAMING_BODIES = 0.5
#: Text outside numbered clauses (title, covering notice, preamble, forms) above this share is reported.
OUTSIDE_SHARE = 0.3
#: 「总体要求」 「“十四五”发展目标」: what sets aims or terms is no task and needs no body.
_NO_TASK = re.compile(
    r"(?:“[^”]{1,6}”|\d{4}年)?(?:时期)?.{0,4}(?:目标|要求|原则|思想|思路|意义|形势|基础|背景|范围|依据|概况|总则|附则)"
)
_BLANK = re.compile(r"\s+")


def open_ends(
    document: Document, clauses: Sequence[Clause], clean: CleanText, assignments: Sequence[Assignment]
) -> tuple[Finding, ...]:
    """Findings ``no_responsibility`` and ``outside_clauses`` of one document."""
    return (*_missing(document, clauses, assignments), *_outside(document, clauses, clean))


def _parent(path: str) -> str:
    return path.rpartition(".")[0]


def _missing(
    document: Document, clauses: Sequence[Clause], assignments: Sequence[Assignment]
) -> list[Finding]:
    """Leaves without bodies among siblings that list theirs.

    Only a printed list （责任单位：…） makes a missing one an omission.  Where bodies are subjects of
    sentences (「州数据主管部门应当…」), a clause on definitions or on citizens has none by nature:
    counting those too, 30 of 33 findings in sixteen documents read through were about such clauses.
    """
    named = {a.clause for a in assignments if a.role != "default"}
    listed = {a.clause for a in assignments if a.role != "default" and a.source == "list"}
    parents = {_parent(c.path) for c in clauses}
    leaves: dict[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        if clause.level and clause.path not in parents and not _NO_TASK.fullmatch(clause.heading):
            leaves[_parent(clause.path)].append(clause)
    findings = []
    for siblings in leaves.values():
        having = sum(c.id in listed for c in siblings)
        if having / len(siblings) < SIBLINGS_NAMING_BODIES:
            continue
        for clause in siblings:
            if clause.id not in named:
                text = f"{clause.number}{clause.heading}"
                note = f"同级 {len(siblings)} 条中有 {having} 条列明责任单位，本条没有。"
                findings.append(
                    Finding(
                        document.id, "no_responsibility", clause.path, text, note, clause.start, clause.end
                    )
                )
    return findings


def _outside(document: Document, clauses: Sequence[Clause], clean: CleanText) -> list[Finding]:
    """The share of printed characters that no number stands above; blanks of a form are none."""
    whole = _printed(clean.text)
    around = annexed = 0
    for clause in clauses:
        if clause.level == 0:
            size = _printed(clean.within(clause.start, clause.end).text)
            if "/" in clause.path:
                annexed += size
            else:
                around += size
    if not whole or around + annexed <= OUTSIDE_SHARE * whole:
        return []
    named = (("标题、引言或没有编号的段落", around), ("附件中没有编号的文字", annexed))
    parts = [(name, f"占 {round(100 * size / whole)}%") for name, size in named if size]
    detail = "，".join(name + (share if len(parts) > 1 else "") for name, share in parts)
    share = round(100 * (around + annexed) / whole)
    note = f"全文 {share}% 的文字不在任何编号条款之内（{detail}）。"
    first = next(clause.path for clause in clauses if clause.level == 0)
    return [Finding(document.id, "outside_clauses", first, "", note)]


def _printed(text: str) -> int:
    return len(_BLANK.sub("", text))
