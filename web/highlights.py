"""What is highlighted in a clause's text: its heading, responsible bodies, figures, references.

In: a clause and its tags.  Out: marks for ``web.marking``, with links to bodies and documents.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from flask import request, url_for

from kb.model import Assignment, Clause, Reference, Span, Target
from web import labels
from web.marking import Mark

#: Addresses remembered, under the path that the site is served at.  A document's page has some 600 of
#: them, most of them several times over; making them anew took 40 % of its time.
ADDRESSES = 16384


def clause_marks(
    clause: Clause,
    assignments: Iterable[Assignment] = (),
    targets: Iterable[Target] = (),
    references: Iterable[Reference] = (),
    quote: Span | None = None,
) -> tuple[Mark, ...]:
    """The marks of one clause, those that matter most first."""
    marks = []
    if quote is not None:
        marks.append(Mark(quote.start, quote.end, "quote"))
    for span in (clause.label, clause.heading_span):
        marks.append(Mark(span.start, span.end, "heading"))
    for a in assignments:
        title = f"{labels.ROLES[a.role]}：{a.bureau}"
        marks.append(Mark(a.start, a.end, "body", title, body_url(a.bureau, a.region)))
    for t in targets:
        title = f"{labels.label(labels.TARGET_KINDS, t.kind)}：{t.indicator} {labels.figure(t)}".strip()
        marks.append(Mark(t.value_span.start, t.value_span.end, "target", title))
    for r in references:
        href = url_for("documents.document", document=r.linked) if r.linked else ""
        marks.append(Mark(r.start, r.end, "reference", f"引用：{r.text}", href))
    return tuple(marks)


def body_url(name: str, region: str = "") -> str:
    """The page of a body."""
    return _body_url(request.root_path, name, region)


@lru_cache(maxsize=ADDRESSES)
def _body_url(_root: str, name: str, region: str) -> str:
    return url_for("bodies.body", name=name, region=region or None)


def clause_url(document: str, path: str, start: int | None = None, end: int | None = None) -> str:
    """The permalink of a clause, with the stretch to highlight where one is given."""
    return _clause_url(request.root_path, document, path, start, end)


@lru_cache(maxsize=ADDRESSES)
def _clause_url(_root: str, document: str, path: str, start: int | None, end: int | None) -> str:
    if start is None or end is None:
        return url_for("clauses.clause", document=document, path=path)
    return url_for("clauses.clause", document=document, path=path, start=start, end=end, _anchor="quote")
