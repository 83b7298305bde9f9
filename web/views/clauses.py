"""A clause's page: its permalink, verbatim text with what was recognised, and its citation."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, request, url_for

from kb.citing import STYLES, citation, cite
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Assignment, Clause, Document, Span
from kb.records import Record
from web.contexts import ClauseLink, ClausePage, Measure
from web.gathering import clause_link, listed
from web.highlights import clause_marks
from web.marking import marked_lines
from web.page import page
from web.records import clause_record
from web.request_arguments import whole_number

blueprint = Blueprint("clauses", __name__)


def clause_page_record(kb: KnowledgeBase, context: ClausePage) -> Record:
    return clause_record(kb, context.document.id, context.clause.id) | {
        "trail": list(context.clause.trail),
        "citation": context.citation,
        "citations": {name: text for name, _, text in context.citations},
        "quote": context.quote,
        "references": [{"kind": r.kind, "text": r.text, "linked": r.linked} for r in context.references],
        "previous": context.previous.clause.id if context.previous else None,
        "next": context.next.clause.id if context.next else None,
        "children": [link.clause.id for link in context.children],
    }


@page(blueprint, "/clause/<document>/<path:path>", "clause.html", clause_page_record)
def clause(kb: KnowledgeBase, document: str, path: str) -> ClausePage:
    source = kb.document(document)
    found = kb.clause(f"{document}/{path}")
    assignments = kb.assignments(clause=found.id)
    targets = kb.targets(clause=found.id)
    references = kb.references(clause=found.id)
    quote = asked_quote(found)
    before, after = kb.neighbours(found.id)
    marks = clause_marks(found, assignments, targets, references, quote)
    return ClausePage(
        document=source,
        clause=found,
        lines=marked_lines(source.text, found.start, found.end, marks, found.sentences),
        crumbs=ancestors(kb, found),
        previous=clause_link(kb, before) if before else None,
        next=clause_link(kb, after) if after else None,
        children=tuple(clause_link(kb, child) for child in kb.children(found.id)),
        measures=measures(source, listed(assignments)),
        assignments=assignments,
        general=kb.assignments(document=document, role="default"),
        targets=targets,
        sectors=kb.sectors(clause=found.id),
        references=references,
        citation=cite(kb, found.id),
        quote=source.text[quote.start : quote.end] if quote else "",
        citations=citations(kb, found),
    )


def citations(kb: KnowledgeBase, clause: Clause) -> tuple[tuple[str, str, str], ...]:
    """The clause in every style: its name, its label, the text; a link is of use elsewhere only whole."""
    _, _, path = clause.id.partition("/")
    address = url_for("clauses.clause", document=clause.document, path=path, _external=True)
    return tuple((s.name, s.label, citation(kb, clause, s.name, address=address)) for s in STYLES)


def asked_quote(clause: Clause) -> Span | None:
    """The stretch of the clause that ``?start=&end=`` asks to highlight.

    A link may outlive a build, so a stretch that is no longer in the clause is left out.
    """
    start = whole_number(request.args, "start", "起始位置")
    end = whole_number(request.args, "end", "结束位置")
    if start is None or end is None or not clause.start <= start < end <= clause.end:
        return None
    return Span(start, end)


def ancestors(kb: KnowledgeBase, clause: Clause) -> tuple[ClauseLink, ...]:
    """The clauses that this one stands in, outermost first."""
    above = kb.parent(clause.id)
    return (*ancestors(kb, above), clause_link(kb, above)) if above else ()


def measures(document: Document, assignments: Sequence[Assignment]) -> tuple[Measure, ...]:
    """The clause's lists of bodies in order, each with the text that it governs."""
    lists: dict[Span, list[Assignment]] = {}
    for assignment in assignments:
        lists.setdefault(assignment.list_span, []).append(assignment)
    return tuple(
        Measure(
            lines=marked_lines(document.text, group[0].governs.start, group[0].governs.end, ()),
            assignments=tuple(group),
            open_list=any(a.open_list for a in group),
            whole=len(lists) == 1,
        )
        for group in lists.values()
    )
