"""The clauses that a question names, by their number (第六部分（五）) or by their heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kb.answering.evidence import Context
from kb.answering.library import Library
from kb.answering.naming import masked
from kb.answering.scopes import find_scope
from kb.answering.slots import all_spans, find_clause_number, find_figures, find_years
from kb.answering.topic import find_cues, find_topic
from kb.model import Clause
from kb.segmenting import find_number
from kb.segmenting.numbering import Number, annex_prefix, read_number

#: Cues that ask for something else than what a clause says.
_OTHER_KINDS = frozenset({"who", "amount", "when", "yes_no", "count", "explain", "compare", "targets"})


class NumberIndex:
    """Clauses of a library by their path and by the last step of their number."""

    def __init__(self, kb: Library) -> None:
        self.by_path: dict[str, list[Clause]] = {}
        self.by_step: dict[object, list[Clause]] = {}
        for clause in kb.clauses():
            self.by_path.setdefault(re.sub(r"~\d+", "", clause.path), []).append(clause)
            number = read_number(clause.number) if clause.number else None
            if number is not None:
                self.by_step.setdefault(number.steps[-1:], []).append(clause)

    def candidates(self, wanted: Number, documents: Sequence[str]) -> dict[str, list[Clause]]:
        """Clauses that the number may mean, by document."""
        found = (*self.by_path.get(wanted.path, ()), *self.by_step.get(wanted.steps[-1:], ()))
        grouped: dict[str, list[Clause]] = {}
        for clause in dict.fromkeys(found):
            if not documents or clause.document in documents:
                grouped.setdefault(clause.document, []).append(clause)
        return grouped


def numbered(context: Context) -> tuple[Clause, ...]:
    """The clauses that the question's number means, in the documents that it asks about.

    A number that is counted on across sections (the （五） under 二、) is found without its section
    as long as it stands in one place of the document only.
    """
    question, kb = context.question, context.kb
    wanted = read_number(question.number.read_as) if question.number else None
    if question.number is None or wanted is None:
        return ()
    if not wanted.steps:  # 附件: all of it
        prefix = annex_prefix(wanted.annex)
        return tuple(c for c in kb.clauses(question.documents) if c.path.startswith(prefix))
    found: list[Clause] = []
    grouped = kb.once(NumberIndex).candidates(wanted, question.documents)
    asked = {*grouped, *question.documents}
    for document in (d.id for d in kb.documents() if d.id in asked):
        clauses = tuple(sorted(grouped.get(document, ()), key=lambda c: c.order))
        exact = [c for c in find_number(question.number.read_as, clauses) if _same_kind(c, wanted)]
        found += exact or _counted_on(wanted, clauses) or _as_item(wanted, kb.clauses((document,)))
    return tuple(found)


def _same_kind(clause: Clause, wanted: Number | None) -> bool:
    """（五） alone is not 五、, and 第二部分 is not 第二章."""
    number = read_number(clause.number)
    if wanted is None or number is None or len(wanted.steps) != 1:
        return True
    if wanted.steps[0][0] in ("cn_bracket", "arabic_bracket"):
        return number.steps[-1:] == wanted.steps
    return wanted.steps[0][0] not in ("part", "cn") or number.steps[-1][0] not in ("chapter", "article")


def _counted_on(wanted: Number, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    if len(wanted.steps) != 1 or wanted.steps[0][0] not in ("cn_bracket", "arabic"):
        return ()
    found = [
        c
        for c in clauses
        if c.number and (number := read_number(c.number)) and number.steps[-1:] == wanted.steps
        if number.annex == wanted.annex
    ]
    return tuple(found) if len(found) == 1 else ()


def _as_item(wanted: Number, clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """第14条 of a text without articles: the one item numbered 14 or （十四）."""
    if len(wanted.steps) != 1 or wanted.steps[0][0] != "article":
        return ()
    read = [(c, number) for c in clauses if c.number and (number := read_number(c.number))]
    if any(step[0] == "article" for _, number in read for step in number.steps):
        return ()
    kinds = ("arabic", "cn_bracket")
    found = [c for c, n in read if n.steps[-1][0] in kinds and n.steps[-1][1:] == wanted.steps[0][1:]]
    return tuple(found) if len(found) == 1 else ()


def headed(context: Context) -> tuple[Clause, ...]:
    """Clauses of a heading that the question spells out, when it asks of nothing else."""
    question, kb = context.question, context.kb
    text = "".join(question.untitled.split())
    known = sorted((h for h in kb.headings if len(h) >= 3 and h in text), key=lambda h: (-len(h), h))
    for heading in known:
        rest = masked(text, all_spans(text, (heading,)))
        if find_years(rest).spans or find_figures(rest) or find_clause_number(rest):
            continue
        if any(m.text not in heading for m in question.mentions):
            continue
        rest = masked(rest, [s for p in question.places for s in all_spans(rest, (p.text,))])
        scope = find_scope(rest)
        rest = masked(rest, [scope[1]] if scope else [])
        cues, spans = find_cues(rest)
        if cues & _OTHER_KINDS:
            continue
        asked = cues & {"content", "define", "tasks"} or heading == text
        if asked and not find_topic(rest, spans, {}).phrases:
            found = kb.headings[heading]
            return tuple(c for c in found if not question.documents or c.document in question.documents)
    return ()
