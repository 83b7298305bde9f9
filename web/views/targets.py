"""The ledger of figures over all documents, with filters and columns to sort by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from flask import Blueprint, current_app, request, url_for

from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Target
from kb.records import Record, target_record
from web.contexts import Option, TargetRow, TargetsPage
from web.gathering import bodies_by_weight, clause_link
from web.labels import TARGET_KINDS, label
from web.naming import bodies_named
from web.page import page
from web.paging import steps
from web.request_arguments import choice, typed_text, whole_number

blueprint = Blueprint("targets", __name__)

#: Name of a column in addresses → its heading.
COLUMNS = {"order": "条款", "indicator": "指标", "value": "数值", "year": "年份", "kind": "类别"}


def targets_record(kb: KnowledgeBase, context: TargetsPage) -> Record:
    rows = [target_record(kb, row.target) for row in context.rows]
    return {"total": context.total, "offset": context.offset, "targets": rows}


@page(blueprint, "/targets", "targets.html", targets_record)
def targets(kb: KnowledgeBase) -> TargetsPage:
    year = whole_number(request.args, "year", "年份")
    kind = choice(request.args, "kind", ("", *TARGET_KINDS), "类别", "")
    document, bureau = typed_text(request.args, "document"), typed_text(request.args, "bureau")
    sort = choice(request.args, "sort", COLUMNS, "排序", "order")
    backwards = typed_text(request.args, "desc") == "1"
    offset = whole_number(request.args, "offset", "起始位置") or 0
    if document:
        kb.document(document)  # an unknown one is 404, not an empty list
    found = kb.targets(document=document or None, year=year, kind=kind or None)
    if bureau:
        found = of_body(kb, found, bureau)
    ordered = in_order(kb, found, sort, backwards)
    kinds: Counter[str] = Counter(t.kind for t in found)
    size = int(current_app.config["LEDGER_PAGE_SIZE"])
    asked = {"year": year, "kind": kind, "document": document, "bureau": bureau}

    def address(**changes: object) -> str:
        parts = asked | {"sort": sort if sort != "order" else "", "desc": "1" if backwards else ""} | changes
        return url_for("targets.targets", **{name: value for name, value in parts.items() if value})  # type: ignore[arg-type]

    return TargetsPage(
        rows=tuple(
            TargetRow(t, clause_link(kb, kb.clause(t.clause)), kb.text(t))
            for t in ordered[offset : offset + size]
        ),
        total=len(ordered),
        offset=offset,
        selections=selections(kb, asked),
        columns=tuple(
            (
                name,
                heading,
                address(sort=name, desc="1" if name == sort and not backwards else ""),
                "none" if name != sort else "descending" if backwards else "ascending",
            )
            for name, heading in COLUMNS.items()
        ),
        steps=steps(len(ordered), offset, size, lambda start: address(offset=start)),
        filtered=any(asked.values()),
        bureau=bureau,
        first_url=address(),
        kinds=() if kind else tuple((k, kinds[k], address(kind=k)) for k in TARGET_KINDS if kinds[k]),
    )


def of_body(kb: KnowledgeBase, found: Sequence[Target], bureau: str) -> tuple[Target, ...]:
    """The targets inside the measures that a body is responsible for."""
    spans = [
        (a.clause, a.governs)
        for body in bodies_named(kb, bureau)
        for a in kb.assignments(bureau=body.name, region=body.region)
    ]
    by_clause: dict[str, list[tuple[int, int]]] = {}
    for clause, span in spans:
        by_clause.setdefault(clause, []).append((span.start, span.end))
    return tuple(
        t for t in found if any(start <= t.start < end for start, end in by_clause.get(t.clause, ()))
    )


def in_order(kb: KnowledgeBase, found: Sequence[Target], sort: str, backwards: bool) -> list[Target]:
    """The rows by one column; equal ones stay in the order of the documents."""
    place = {d.id: number for number, d in enumerate(kb.documents())}
    rows = sorted(found, key=lambda t: (place[t.document], t.start))
    if sort == "order":
        return rows[::-1] if backwards else rows
    keys = {
        "indicator": lambda t: t.indicator,
        "value": lambda t: (t.unit, _amount(t.value)),
        "year": lambda t: t.year or 0,
        "kind": lambda t: list(TARGET_KINDS).index(t.kind),
    }
    return sorted(rows, key=keys[sort], reverse=backwards)


def _amount(value: str) -> Decimal:
    """A range (2-3) sorts by its lower end."""
    try:
        return Decimal(value.split("-", 1)[0])
    except InvalidOperation:
        return Decimal(0)


def selections(kb: KnowledgeBase, asked: Mapping[str, object]) -> dict[str, tuple[Option, ...]]:
    """The choices of each filter, from what the knowledge base holds."""
    everything = kb.targets()
    kinds = {t.kind for t in everything}
    years = sorted({t.year for t in everything if t.year})
    bodies = [b for b in bodies_by_weight(kb) if b.kind == "body"]
    choices: dict[str, list[tuple[str, str]]] = {
        "kind": [(kind, label(TARGET_KINDS, kind)) for kind in TARGET_KINDS if kind in kinds],
        "year": [(str(year), f"{year}年") for year in years],
        "document": [(d.id, d.title) for d in kb.documents()],
        "bureau": [(name, name) for name in dict.fromkeys(b.name for b in bodies)],
    }
    return {
        name: tuple(Option(value, text, value == str(asked[name])) for value, text in options)
        for name, options in choices.items()
    }
