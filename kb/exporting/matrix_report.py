"""The matrix as a report: counts of tasks, and the clauses behind every count."""

from __future__ import annotations

from collections.abc import Iterator

from kb.exporting.covering import about, titled
from kb.exporting.report import Column, Report, Row, Table, joined
from kb.exporting.request import ExportRequest
from kb.indexing.knowledge_base import KnowledgeBase
from kb.ledgers.matrix import BY_NAMES, Axis, Matrix, matrix
from kb.ledgers.measures import place
from kb.records import Record


def matrix_report(kb: KnowledgeBase, request: ExportRequest) -> Report:
    """The matrix with its counts, and behind it the clauses of every count."""
    made = matrix(kb, request.filters, request.by)
    said = f"责任单位 {len(made.rows)} 个，任务 {made.total} 项；一项任务可以属于几栏，合计只计一次。"
    return Report(
        title=titled(kb, request.filters, f"责任单位与{BY_NAMES[made.by]}矩阵"),
        about=about(kb, request.filters, said),
        tables=(_counts(made), _details(kb, made)),
    )


def _counts(made: Matrix) -> Table:
    columns = (
        Column("责任单位", "bureau", 14),
        *(Column(axis.label, axis.label, 6, "number") for axis in made.columns),
        Column("任务数", "total", 6, "number"),
    )

    def row(axis: Axis) -> Row:
        counts = {column.label: made.count(axis, column) for column in made.columns}
        record = {"bureau": axis.name, "region": axis.region, "counts": counts, "total": len(axis.clauses)}
        return Row((axis.label, *(count or None for count in counts.values()), len(axis.clauses)), record)

    totals = {column.label: len(column.clauses) for column in made.columns}
    last = Row(
        ("合计（不重复）", *totals.values(), made.total),
        {"bureau": "", "region": "", "counts": totals, "total": made.total},
    )
    return Table("矩阵", columns, [*map(row, made.rows), last])


def _details(kb: KnowledgeBase, made: Matrix) -> Table:
    columns = (
        Column("责任单位", "bureau", 14),
        Column(BY_NAMES[made.by], "column", 20),
        Column("任务数", "count", 7, "number"),
        Column("条款号", "clause_numbers", 50),
    )

    def rows() -> Iterator[Row]:
        for axis in made.rows:
            for column in made.columns:
                ids = made.cells.get((axis.key, column.key), ())
                if ids:
                    numbers = joined((place(kb.clause(i)) for i in ids), "；")
                    record = {
                        "bureau": axis.name,
                        "region": axis.region,
                        "column": column.label,
                        "count": len(ids),
                        "clauses": list(ids),
                    }
                    yield Row((axis.label, column.label, len(ids), numbers), record)

    return Table("明细", columns, rows())


def matrix_record(made: Matrix) -> Record:
    """The matrix for JSON: rows with their counts, and the clauses behind every count."""
    return {
        "by": made.by,
        "total": made.total,
        "columns": [{"name": axis.label, "total": len(axis.clauses)} for axis in made.columns],
        "rows": [
            {
                "bureau": row.name,
                "region": row.region,
                "total": len(row.clauses),
                "counts": {c.label: made.count(row, c) for c in made.columns if made.count(row, c)},
                "clauses": {
                    c.label: list(made.cells[row.key, c.key])
                    for c in made.columns
                    if (row.key, c.key) in made.cells
                },
            }
            for row in made.rows
        ],
    }
