"""The verbatim guarantee, enforced in one place: nothing leaves that its cited spans do not hold.

In comes a finished answer; out comes the same answer, or ``VerificationError``.  Numbers of our own
(counts, ranks) must be declared in ``Answer.computed``; terms of the question may be echoed.
"""

from __future__ import annotations

import re

from kb.answering.library import Library
from kb.errors import VerificationError
from kb.indexing.bodies import BodyRecord
from kb.indexing.tokens import fold
from kb.model import Answer, Citation

TITLE = re.compile("《[^《》]*》")
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def verified(kb: Library, answer: Answer) -> Answer:
    """Return ``answer`` unchanged when every quote, number and body of it is in its evidence.

    Raises:
        VerificationError: a quote differs from the source, or a number or body is not in a quote.
    """
    _check_quotes(kb, answer)
    cells = dict.fromkeys(cell for row in answer.table for cell in row)
    shown = fold("\n".join((answer.answer, *answer.notes, *cells)))
    shown = _without_titles(kb, shown)
    evidence = _evidence(kb, answer)
    _check_numbers(answer, shown, evidence)
    _check_bodies(kb, answer, shown, evidence)
    return answer


def _without_titles(kb: Library, shown: str) -> str:
    """What is shown without the titles of documents: a year or a body in a title is no statement."""
    titles = kb.once(_Titles)
    for title in titles.nested:
        shown = shown.replace(title, "")
    return TITLE.sub(lambda m: "" if m[0] in titles.plain else m[0], shown)


class _Titles:
    """The folded titles of a library in 《》; ``nested``: those with 《》 inside."""

    def __init__(self, kb: Library) -> None:
        every = {fold(f"《{document.title}》") for document in kb.documents()}
        self.nested = tuple(t for t in every if t.count("《") > 1)
        self.plain = every.difference(self.nested)


def _check_quotes(kb: Library, answer: Answer) -> None:
    for citation in (*answer.citations, *answer.beside):
        clause = kb.clause(citation.clause)
        if kb.document(citation.document).text[citation.start : citation.end] != citation.quote:
            raise VerificationError(f"引文与原文不一致：{citation.clause}，答案已拦下，请报告维护人员。")
        if not clause.start <= citation.start <= citation.end <= clause.end:
            raise VerificationError(f"引文超出条款范围：{citation.clause}，答案已拦下，请报告维护人员。")
    cited: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        cited.setdefault(citation.clause, []).append(citation)
    for target in answer.targets:
        span = target.value_span
        if not any(c.start <= span.start and span.end <= c.end for c in cited.get(target.clause, ())):
            raise VerificationError(f"指标没有引文支持：{target.indicator}，答案已拦下，请报告维护人员。")


def _evidence(kb: Library, answer: Answer) -> str:
    """All that an answer may repeat: quotes, the question, names and places of what it cites."""
    cited = dict.fromkeys((*answer.clauses, *(c.clause for c in (*answer.citations, *answer.beside))))
    places = [kb.clause(c) for c in cited]
    names = [part for c in places for part in (c.number, c.heading, *c.trail, c.path)]
    for document in dict.fromkeys(c.document for c in places):
        known = kb.document(document)
        names += [known.title, known.number, known.date]
    quotes = (kb.folded_text(c) for c in (*answer.citations, *answer.beside))
    own = fold("\n".join((answer.question, answer.reading, *dict.fromkeys(names))))
    return "\n".join((own, *quotes))


def _check_numbers(answer: Answer, shown: str, evidence: str) -> None:
    allowed = {*NUMBER.findall(evidence), *answer.computed}
    strange = [n for n in NUMBER.findall(shown) if n not in allowed]
    if strange:
        raise VerificationError(f"答案中的数字 {strange[0]} 不在引文中，答案已拦下，请报告维护人员。")


def _longest_first(kb: Library) -> tuple[BodyRecord, ...]:
    return tuple(sorted(kb.bodies(), key=lambda record: -len(record.name)))


def _check_bodies(kb: Library, answer: Answer, shown: str, evidence: str) -> None:
    bare = "".join(evidence.split())
    for body in answer.bureaus:
        if "".join(fold(body).split()) not in bare:
            raise VerificationError(f"责任单位“{body}”不在引文中，答案已拦下，请报告维护人员。")
    # Longest first: 省数据局 that may be shown is no showing of another body called 数据局
    for record in kb.once(_longest_first):
        name = fold(record.name)
        if name not in shown:
            continue
        if name not in bare and record.name not in answer.computed:
            surfaces = (fold(surface) for surface in record.surfaces)
            if not any("".join(surface.split()) in bare for surface in surfaces):
                raise VerificationError(f"责任单位“{record.name}”不在引文中，答案已拦下，请报告维护人员。")
        shown = shown.replace(name, "，")
