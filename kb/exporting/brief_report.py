"""A body's brief as a report of one or two pages: tasks, targets, duties, partners."""

from __future__ import annotations

from dataclasses import replace

from kb.exporting.covering import about, document_column, named_document, sources
from kb.exporting.ledger_reports import (
    OPEN_LIST,
    deadlines_table,
    general_table,
    listed,
    task_record,
)
from kb.exporting.report import Column, Report, Row, Table, figure_cell
from kb.exporting.request import ExportRequest
from kb.indexing.knowledge_base import KnowledgeBase
from kb.ledgers.brief import Brief, BriefTask, brief
from kb.ledgers.measures import place
from kb.ledgers.targets import KINDS
from kb.model import Filters
from kb.records import target_record
from kb.tagging.labels import ROLES

#: Rows that two pages hold: those of 29 tasks, 10 targets and 5 general rules are just full.
_MOST_TASKS, _MOST_TARGETS, _MOST_DUTIES, _MOST_GENERAL = 32, 12, 5, 5


def brief_report(kb: KnowledgeBase, request: ExportRequest) -> Report:
    """A body's brief; the body is the request's text, or its only bureau."""
    bureaus = request.filters.bureaus
    own = brief(
        kb, request.text or (bureaus[0] if len(bureaus) == 1 else ""), request.filters, request.region
    )
    quoted = _documents(kb, own)
    filters = replace(request.filters, bureaus=(own.name,), documents=quoted)
    limits = replace(filters, bureaus=())  # the title names the body
    duties = [row for row in own.deadlines if row.target.kind not in KINDS]
    tables = [_brief_tasks(kb, own, filters), _brief_targets(kb, own)]
    if duties:
        tables.append(replace(deadlines_table(kb, filters, duties), most=_MOST_DUTIES, rest="时限清单"))
    if general := general_table(kb, filters, own.general):
        tables.append(replace(general, most=_MOST_GENERAL, rest="任务分解表"))
    partners = "、".join(f"{name} {count} 项" for name, count in own.partners)
    return Report(
        title=f"{own.name}任务简报",
        about=about(kb, limits, _brief_summary(own)),
        tables=tuple(tables),
        notes=(*((f"共同列名的单位及任务数：{partners}。",) if partners else ()), OPEN_LIST),
        wide=False,
        sources=sources(kb, limits),
        dense=True,
    )


def _documents(kb: KnowledgeBase, own: Brief) -> tuple[str, ...]:
    """The documents that the brief quotes: of a library of hundreds those alone are its sources."""
    quoted = {task.row.clause.document for task in own.tasks}
    quoted |= {row.document for row in own.targets}
    quoted |= {row.clause.document for row in own.deadlines}
    quoted |= {row.clause.document for row in own.general}
    return tuple(document.id for document in kb.documents() if document.id in quoted)


def _brief_summary(own: Brief) -> str:
    roles = "、".join(f"{ROLES[role]} {count} 项" for role, count in own.roles)
    statements = sum(len(row.targets) for row in own.targets)
    return (
        f"列明由{own.name}负责的任务共 {own.count} 项{f'（{roles}）' if roles else ''}；"
        f"所负责措施中的目标 {statements} 项，写明时限的事项 {len(own.deadlines)} 项；"
        f"共同列名的单位 {len(own.partners)} 个。"
    )


def _brief_tasks(kb: KnowledgeBase, own: Brief, filters: Filters) -> Table:
    several = document_column(kb, filters)
    roles = (Column("责任方式", "role", 5, "short"),) if len(own.roles) > 1 else ()  # else said above
    columns = (
        Column("序号", "number", 3, "short"),
        *several,
        Column("条款号", "clause_number", 7, "short"),
        Column("任务", "task", 22),
        *roles,
        Column("同列单位", "partners", 34),
    )

    def row(task: BriefTask) -> Row:
        clause, source = task.row.clause, task.row
        partners = listed(task.partners, source.open_list)
        document = named_document(kb, clause.document, several)
        role = (ROLES[task.role],) if roles else ()
        cells = (source.number, *document, place(clause), source.task, *role, partners)
        record = task_record(kb, source) | {"role": task.role, "partners": list(task.partners)}
        return Row(cells, record)

    return Table("任务", columns, [row(task) for task in own.tasks], _MOST_TASKS, "任务分解表")


def _brief_targets(kb: KnowledgeBase, own: Brief) -> Table:
    """The targets of a body's measures, one row per statement that gives a value."""
    columns = (
        Column("序号", "number", 3, "short"),
        Column("指标", "indicator", 22),
        Column("目标值", "figure", 7, "number"),
        Column("单位", "unit", 6, "short"),
        Column("年份", "year", 3, "short"),
        Column("约束/力争", "commitment", 5, "short"),
        Column("条款号", "clause_number", 7, "short"),
    )
    found = [(row, year, target) for row in own.targets for year, target in row.values]
    rows = []
    for at, (row, year, target) in enumerate(found, 1):
        clause = place(kb.clause(target.clause))
        since = f"（较{row.baseline_year}年）" if row.baseline_year else ""
        cells = (at, row.indicator + since, figure_cell(target), row.unit or None, year)
        record = {"number": at} | target_record(kb, target)
        rows.append(Row((*cells, target.commitment or None, clause), record))
    return Table("目标", columns, rows, _MOST_TARGETS, "目标台账")
