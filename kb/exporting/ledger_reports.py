"""The ledgers as reports: 任务分解表, target ledger, deadlines.

In: an open knowledge base and an ``ExportRequest``.  Out: a ``Report`` for any of the writers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kb.exporting.covering import about, document_column, named_document, titled
from kb.exporting.report import Cell, Column, Report, Row, Table, figure_cell, joined
from kb.exporting.request import ExportRequest
from kb.indexing.knowledge_base import KnowledgeBase
from kb.ledgers import (
    DeadlineRow,
    GeneralRow,
    IndicatorRow,
    TaskRow,
    general_rows,
    indicator_rows,
    task_rows,
)
from kb.ledgers.deadlines import due_targets, rows_of
from kb.ledgers.measures import measures, place
from kb.ledgers.targets import KINDS, years
from kb.model import Filters
from kb.records import Record, target_record
from kb.tagging.labels import TARGET_KINDS

OPEN_LIST = "“等”为原文所有：责任单位为文件列明的单位，未列名不等于不负责。"


def tasks_report(kb: KnowledgeBase, request: ExportRequest) -> Report:
    """任务分解表, with 进展 and 备注 left blank for the office to fill in."""
    filters = request.filters
    table = tasks_table(kb, filters)
    general = general_table(kb, filters, general_rows(kb, filters))
    count = len({m.clause.id for m in measures(kb, filters) if m.names_body})
    return Report(
        title=titled(kb, filters, "任务分解表"),
        about=about(kb, filters, f"列明责任单位的任务共 {count} 项。"),
        tables=(table, general) if general else (table,),
        notes=("同一条款有几份责任单位名单的，分行列出，序号相同。", OPEN_LIST),
    )


def tasks_table(kb: KnowledgeBase, filters: Filters) -> Table:
    """The rows of 任务分解表."""
    several = document_column(kb, filters)
    columns = (
        Column("序号", "number", 3, "short"),
        *several,
        Column("条款号", "clause_number", 8, "short"),
        Column("任务", "task", 13),
        Column("牵头单位", "lead", 9),
        Column("责任单位", "responsible", 16),
        Column("时限", "deadline", 8, "short"),
        Column("量化目标", "targets", 18),
        Column("原文", "quote", 40),
        Column("进展", "progress", 8),
        Column("备注", "remarks", 6),
    )

    def rows() -> Iterator[Row]:
        for row in task_rows(kb, filters):
            yield Row(
                (
                    row.number,
                    *named_document(kb, row.clause.document, several),
                    place(row.clause),
                    row.task,
                    listed(row.lead, row.open_list and not row.joint),
                    _responsible(row),
                    joined(row.deadlines, "\n"),
                    joined((kb.text(t) for t in row.targets), "；\n"),
                    row.quote.quote,
                    None,
                    None,
                ),
                task_record(kb, row),
            )

    return Table("任务分解表", columns, rows())


def listed(names: Sequence[str], open_list: bool) -> str | None:
    return joined(names) and f"{joined(names)}{'等' if open_list else ''}"


def _responsible(row: TaskRow) -> str | None:
    """Bodies of joint responsibility, and those that only cooperate, as printed."""
    lines = [listed(row.joint, row.open_list)] if row.joint else []
    if row.cooperating:
        lines.append(f"配合：{joined(row.cooperating)}")
    return joined((line for line in lines if line), "\n")


def task_record(kb: KnowledgeBase, row: TaskRow) -> Record:
    return {
        "number": row.number,
        "clause": row.clause.id,
        "path": row.clause.path,
        "document": row.clause.document,
        "clause_number": row.clause.number,
        "task": row.task,
        "lead": list(row.lead),
        "joint": list(row.joint),
        "cooperating": list(row.cooperating),
        "open_list": row.open_list,
        "deadlines": list(row.deadlines),
        "targets": [target_record(kb, target) for target in row.targets],
        "quote": row.quote.quote,
        "start": row.quote.start,
        "end": row.quote.end,
        "progress": None,
        "remarks": None,
    }


def general_table(kb: KnowledgeBase, filters: Filters, found: Sequence[GeneralRow]) -> Table | None:
    """What is asked of groups of bodies; None when nothing is."""
    if not found:
        return None
    several = document_column(kb, filters)
    columns = (
        *several,
        Column("条款号", "clause_number", 8, "short"),
        Column("对象", "bodies", 16),
        Column("原文", "quote", 46),
    )
    rows = [
        Row(
            (
                *named_document(kb, row.clause.document, several),
                place(row.clause),
                joined(row.bodies),
                row.quote.quote,
            ),
            {"clause": row.clause.id, "bodies": list(row.bodies), "quote": row.quote.quote},
        )
        for row in found
    ]
    return Table("普遍要求（不计入任务数）", columns, rows)


def targets_report(kb: KnowledgeBase, request: ExportRequest) -> Report:
    """The target ledger, one column per year."""
    kinds = (request.kind,) if request.kind else KINDS
    rows = indicator_rows(kb, request.filters, kinds)
    count = sum(len(row.targets) for row in rows)
    said = f"指标 {len(rows)} 个，原文表述 {count} 处（同一指标同一年份重复写明的合为一格）。"
    return Report(
        title=titled(kb, request.filters, "目标台账"),
        about=about(kb, request.filters, said),
        tables=(targets_table(kb, request.filters, rows),),
        notes=("数值前的“≥、≤、约、提高、下降”表示原文的限定；“定性”表示原文没有给出数值。",),
    )


def targets_table(kb: KnowledgeBase, filters: Filters, rows: Sequence[IndicatorRow]) -> Table:
    """The rows of the target ledger."""
    several = document_column(kb, filters)
    dated = [year for year in years(rows) if year]
    # 每年新增5000人 has no year because it is every year's
    annual = any(row.annual for row in rows)
    undated = any(None in dict(row.values) and not row.annual for row in rows)
    columns = (
        Column("序号", "number", 3, "short"),
        *several,
        Column("指标", "indicator", 18),
        Column("单位", "unit", 7, "short"),
        Column("基期", "baseline_year", 6, "short"),
        *(Column(f"{year}年", str(year), 7, "number") for year in dated),
        *((Column("每年", "annual", 7, "number"),) if annual else ()),
        *((Column("未注明年份", "undated", 7, "number"),) if undated else ()),
        Column("约束/力争", "commitment", 8, "short"),
        Column("责任单位", "bodies", 20),
        Column("条款", "clauses", 10),
        Column("原文", "quote", 30),
    )

    def cells(number: int, row: IndicatorRow) -> tuple[Cell, ...]:
        values = dict(row.values)
        without = figure_cell(values[None]) if None in values else None
        return (
            number,
            *named_document(kb, row.document, several),
            row.indicator or "（未写明指标）",
            row.unit or None,
            f"{row.baseline_year}年" if row.baseline_year else None,
            *(figure_cell(values[year]) if year in values else None for year in dated),
            *((without if row.annual else None,) if annual else ()),
            *((without if not row.annual else None,) if undated else ()),
            _commitment(row),
            joined(row.bodies),
            joined((place(clause) for clause in row.clauses), "；"),
            joined(dict.fromkeys(kb.text(t) for t in row.targets), "；\n"),
        )

    found = [Row(cells(at, row), _indicator_record(kb, at, row)) for at, row in enumerate(rows, 1)]
    return Table("目标台账", columns, found)


def _commitment(row: IndicatorRow) -> str | None:
    """力争; 2025年力争 when the years of a row differ."""
    if len({t.commitment for _, t in row.values}) == 1:
        return row.commitments[0] if row.commitments else None
    said = (f"{year or ''}{'年' if year else ''}{t.commitment}" for year, t in row.values if t.commitment)
    return joined(said, "\n")


def _indicator_record(kb: KnowledgeBase, number: int, row: IndicatorRow) -> Record:
    return {
        "number": number,
        "document": row.document,
        "indicator": row.indicator,
        "unit": row.unit,
        "change": row.change,
        "baseline_year": row.baseline_year,
        "annual": row.annual,
        "values": [
            {"year": y, "comparator": t.comparator, "value": t.value, "commitment": t.commitment}
            for y, t in row.values
        ],
        "bodies": list(row.bodies),
        "clauses": [clause.id for clause in row.clauses],
        "targets": [target_record(kb, target) for target in row.targets],
    }


def deadlines_report(kb: KnowledgeBase, request: ExportRequest) -> Report:
    """Deadlines and recurring duties."""
    due = due_targets(kb, request.filters)
    duties = sum(target.kind == "deadline" for target in due)
    said = f"写明时限的事项共 {len(due)} 项，其中办理、汇报时限 {duties} 项。"
    return Report(
        title=titled(kb, request.filters, "时限清单"),
        about=about(kb, request.filters, said),
        tables=(deadlines_table(kb, request.filters, rows_of(kb, due)),),
        notes=("循环事项列在最前，其余按年份排列。",),
    )


def deadlines_table(kb: KnowledgeBase, filters: Filters, rows: Iterable[DeadlineRow]) -> Table:
    """The rows of the list of deadlines."""
    several = document_column(kb, filters)
    columns = (
        Column("序号", "number", 3, "short"),
        *several,
        Column("时限", "deadline", 11, "short"),
        Column("年份", "year", 6, "short"),
        Column("事项", "matter", 20),
        Column("类别", "kind", 8, "short"),
        Column("责任单位", "bodies", 20),
        Column("报送对象", "recipient", 12),
        Column("条款号", "clause_number", 9, "short"),
        Column("原文", "quote", 36),
    )

    def cells(number: int, row: DeadlineRow) -> tuple[Cell, ...]:
        target = row.target
        kind = "循环事项" if row.recurring else TARGET_KINDS[target.kind]
        return (
            number,
            *named_document(kb, target.document, several),
            target.deadline,
            target.year,
            target.indicator or None,
            kind,
            joined(row.bodies),
            target.recipient or None,
            place(row.clause),
            row.quote.quote,
        )

    def record(number: int, row: DeadlineRow) -> Record:
        own = {"number": number, "recurring": row.recurring, "bodies": list(row.bodies)}
        return own | target_record(kb, row.target)

    found = (Row(cells(at, row), record(at, row)) for at, row in enumerate(rows, 1))
    return Table("时限清单", columns, found)
