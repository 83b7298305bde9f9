"""The ledgers on screen: 任务分解表, the target ledger by year, deadlines; the tables that exports write."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

from flask import Blueprint, current_app, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from kb.exporting import EXPORTS, report
from kb.exporting.covering import limited
from kb.exporting.json_text import row_record
from kb.exporting.report import Column, Row, Table, text_of
from kb.indexing.knowledge_base import KnowledgeBase
from kb.records import Record
from web.contexts import ClauseLink, Option, Step
from web.gathering import bodies_by_weight, clause_link, sector_groups
from web.page import page
from web.request_arguments import whole_number
from web.views.exports import read_export

blueprint = Blueprint("ledgers", __name__)

#: Ledgers that have a page, in the order of the switch.
LEDGERS = ("tasks", "targets", "deadlines")
#: Columns that the office fills in: on screen they would be empty.
_BLANK = ("progress", "remarks")
_FILTERS = ("document", "bureau", "sector", "year")


@dataclass(frozen=True, slots=True)
class LedgerCell:
    """One cell: its text, or the clauses that it names."""

    label: str
    text: str
    kind: str
    clauses: tuple[ClauseLink, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerPage:
    what: str
    title: str
    about: tuple[str, ...]
    notes: tuple[str, ...]
    table: Table
    shown: tuple[Row, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[LedgerCell, ...], ...]
    switch: tuple[Step, ...]
    selections: tuple[tuple[str, str, tuple[Option, ...]], ...]
    steps: tuple[Step, ...]
    offset: int
    filtered: bool
    timeline: str
    general: Table | None  # what is asked of groups alone, below the last tasks
    general_rows: tuple[tuple[LedgerCell, ...], ...]
    general_total: int


def ledger_record(kb: KnowledgeBase, context: LedgerPage) -> Record:
    return {
        "title": context.title,
        "about": list(context.about),
        "notes": list(context.notes),
        "offset": context.offset,
        "rows": [row_record(context.table, row) for row in context.shown],
        "general": [dict(row.record or {}) for row in context.general.rows] if context.general else [],
    }


@blueprint.get("/ledger")
def home() -> BaseResponse:
    """The first ledger."""
    return redirect(url_for("ledgers.ledger", what=LEDGERS[0]))


@page(blueprint, "/ledger/<what>", "ledger.html", ledger_record)
def ledger(kb: KnowledgeBase, what: str) -> LedgerPage:
    if what not in LEDGERS:
        raise NotFound
    asked = limited(kb, read_export(what))
    made = report(kb, asked)
    table = made.tables[0]
    offset = whole_number(request.args, "offset", "起始位置") or 0
    size = int(current_app.config["LEDGER_PAGE_SIZE"])
    window = list(islice(table.rows, offset, offset + size + 1))
    shown = tuple(window[:size])
    empty = (column.key for at, column in enumerate(table.columns) if all(r.cells[at] is None for r in shown))
    hidden = {*_BLANK, *(empty if shown else ())}  # a column with nothing in it takes room from 原文
    columns = tuple(column for column in table.columns if column.key not in hidden)
    last = len(window) <= size
    general = made.tables[1] if last and len(made.tables) > 1 else None
    return LedgerPage(
        what=what,
        title=made.title,
        about=made.about,
        notes=made.notes,
        table=table,
        shown=shown,
        headings=tuple(column.heading for column in columns),
        rows=tuple(cells(kb, table.columns, row, hidden) for row in shown),
        switch=tuple(
            Step(EXPORTS[name].name, "" if name == what else url_for("ledgers.ledger", what=name, **same()))  # type: ignore[arg-type]
            for name in LEDGERS
        ),
        selections=(*selections(kb), *regions(kb)),
        steps=turning(what, offset, size, not last),
        offset=offset,
        filtered=bool(same()),
        timeline=url_for("matrix.timeline", **same()),  # type: ignore[arg-type]
        general=general,
        general_rows=tuple(cells(kb, general.columns, row, ()) for row in islice(general.rows, size))
        if general
        else (),
        general_total=len(tuple(general.rows)) if general else 0,
    )


def same() -> dict[str, list[str]]:
    """The filters of the address, to be kept in links."""
    names = (*_FILTERS, "region") if request.blueprint == "ledgers" else _FILTERS
    return {name: request.args.getlist(name) for name in names if request.args.get(name)}


def cells(
    kb: KnowledgeBase, columns: Sequence[Column], row: Row, hidden: Collection[str]
) -> tuple[LedgerCell, ...]:
    """The cells of a row that a screen shows."""
    record = row.record or {}
    found = []
    for column, cell in zip(columns, row.cells, strict=True):
        if column.key in hidden:
            continue
        links: tuple[ClauseLink, ...] = ()
        if column.key == "clause_number":
            links = (clause_link(kb, kb.clause(str(record["clause"]))),)
        elif column.key == "clauses":
            ids = record["clauses"]
            links = tuple(clause_link(kb, kb.clause(i)) for i in ids) if isinstance(ids, list) else ()
        found.append(LedgerCell(column.heading, text_of(cell), column.kind, links))
    return tuple(found)


def turning(what: str, offset: int, size: int, more: bool) -> tuple[Step, ...]:
    """上一页 and 下一页: how many there are is not counted for a page."""

    def address(start: int) -> str:
        return url_for("ledgers.ledger", what=what, offset=start or None, **same())  # type: ignore[arg-type]

    found = [Step("上一页", address(max(0, offset - size)))] if offset else []
    return tuple(found + ([Step("下一页", address(offset + size))] if more else []))


def selections(kb: KnowledgeBase) -> tuple[tuple[str, str, tuple[Option, ...]], ...]:
    """The choices of each filter, from what the knowledge base holds: name, label, options."""
    years = sorted({t.year for t in kb.targets() if t.year})
    bodies = dict.fromkeys(b.name for b in bodies_by_weight(kb) if b.kind == "body")
    choices: dict[str, tuple[str, list[tuple[str, str]]]] = {
        "document": ("文件", [(d.id, d.title) for d in kb.documents()]),
        "bureau": ("责任单位", [(name, name) for name in bodies]),
        "sector": ("领域", [(group.parent, group.parent) for group in sector_groups(kb)]),
        "year": ("年份", [(str(year), f"{year}年") for year in years]),
    }
    return tuple(
        (name, label, tuple(Option(v, text, v in request.args.getlist(name)) for v, text in options))
        for name, (label, options) in choices.items()
    )


def regions(kb: KnowledgeBase) -> tuple[tuple[str, str, tuple[Option, ...]], ...]:
    """The choice of a region, where there are several."""
    known = sorted({document.region for document in kb.documents() if document.region})
    if len(known) < 2:
        return ()
    asked = request.args.getlist("region")
    return (("region", "地区", tuple(Option(region, region, region in asked) for region in known)),)
