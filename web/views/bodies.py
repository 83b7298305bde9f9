"""Responsible bodies: the list with counts, and a body's page with all its tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from kb.indexing.bodies import BodyRecord
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import ROLE_ORDER, Assignment
from kb.records import Record, responsibility_record
from web.contexts import BodiesPage, BodyChoicePage, BodyPage, DocumentTasks, Task
from web.gathering import bodies_by_weight, by_clause, clause_link, listed
from web.highlights import body_url, clause_marks
from web.labels import ROLES
from web.marking import marked_lines
from web.naming import bodies_named
from web.page import page
from web.records import body_record
from web.request_arguments import choice, typed_text

blueprint = Blueprint("bodies", __name__)


def bodies_record(kb: KnowledgeBase, context: BodiesPage) -> Record:
    bodies = [body for _, of_region in context.regions for body in of_region]
    return {"total": context.total, "bureaus": [body_record(body) for body in (*bodies, *context.groups)]}


@page(blueprint, "/bodies", "bodies.html", bodies_record)
def bodies(kb: KnowledgeBase) -> BodiesPage:
    asked = typed_text(request.args, "q")
    found = [
        b for b in bodies_by_weight(kb) if any(asked in name for name in (b.name, b.region, *b.surfaces))
    ]
    regions: dict[str, list[BodyRecord]] = {}
    for record in found:
        if record.kind == "body":
            regions.setdefault(record.region, []).append(record)
    return BodiesPage(
        asked=asked,
        regions=tuple((region, tuple(of_region)) for region, of_region in regions.items()),
        groups=tuple(body for body in found if body.kind == "group"),
        total=len(found),
        named=sum(body.kind == "body" for body in found),
    )


def body_page_record(kb: KnowledgeBase, context: BodyPage | BodyChoicePage) -> Record:
    if isinstance(context, BodyChoicePage):
        return {"asked": context.asked, "choices": [body_record(body) for body in context.bodies]}
    tasks = [task for group in context.groups for task in group.tasks]
    return body_record(context.record) | {
        "total": context.total,
        "role": context.role,
        "assignments": [
            responsibility_record(task.assignment) | {"measure": measure(kb, task.assignment)}
            for task in tasks
        ],
    }


def measure(kb: KnowledgeBase, assignment: Assignment) -> str:
    """The verbatim text that an assignment's list governs."""
    return kb.document(assignment.document).text[assignment.governs.start : assignment.governs.end]


@page(blueprint, "/body", "body.html", body_page_record)
def body(kb: KnowledgeBase) -> BodyPage | BodyChoicePage | Response:
    asked, region = typed_text(request.args, "name"), typed_text(request.args, "region")
    if not asked:
        return redirect(url_for("bodies.bodies"))
    role = choice(request.args, "role", ("", *ROLES), "责任方式", "")
    found = bodies_named(kb, asked, region)
    if len(found) > 1:
        return BodyChoicePage(asked, found)
    record = found[0]
    if (record.name, record.region) != (asked, region):
        twin = "bodies.body_json" if request.path.endswith(".json") else "bodies.body"
        return redirect(url_for(twin, name=record.name, region=record.region or None, role=role or None))
    return body_page(kb, record, role)


def body_page(kb: KnowledgeBase, record: BodyRecord, role: str = "") -> BodyPage:
    """All tasks of one body, by document; those of one role if ``role`` is given."""
    everything = kb.assignments(bureau=record.name, region=record.region)
    mine = [a for a in everything if not role or a.role == role]
    by_document: dict[str, list[Assignment]] = {}
    for assignment in mine:
        by_document.setdefault(assignment.document, []).append(assignment)
    counts = Counter(a.role for a in everything)
    address = body_url(record.name, record.region)
    return BodyPage(
        name=record.name,
        region=record.region,
        record=record,
        groups=tuple(document_tasks(kb, document, rows) for document, rows in by_document.items()),
        total=len({a.clause for a in mine}),
        roles=tuple((r, counts[r], f"{address}&role={r}") for r in ROLE_ORDER if counts[r]),
        role=role,
        all_url=address,
    )


def document_tasks(kb: KnowledgeBase, document: str, mine: Sequence[Assignment]) -> DocumentTasks:
    """A body's tasks in one document, in the document's order."""
    source = kb.document(document)
    others = by_clause(kb.assignments(document=document))
    targets = by_clause(kb.targets(document=document))
    tasks = []
    for a in mine:
        clause = kb.clause(a.clause)
        beside = tuple(
            o for o in listed(others[a.clause]) if o.bureau != a.bureau and o.list_span == a.list_span
        )
        aims = tuple(t for t in targets.get(a.clause, ()) if a.governs.start <= t.start < a.governs.end)
        marks = clause_marks(clause, (), aims)
        lines = marked_lines(source.text, a.governs.start, a.governs.end, marks, clause.sentences)
        tasks.append((clause.order, Task(clause_link(kb, clause), a, lines, beside, aims)))
    tasks.sort(key=lambda item: item[0])
    return DocumentTasks(
        document=source,
        tasks=tuple(task for _, task in tasks),
        general=tuple(a for group in others.values() for a in group if a.role == "default"),
    )
