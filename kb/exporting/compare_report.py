"""Two documents side by side as a report: their clauses, targets and bodies."""

from __future__ import annotations

from kb.comparing import compare_documents, only_one
from kb.comparing.rows import CLAUSE_STATUS, TARGET_STATUS, BodyRow, ClauseRow, TargetRow
from kb.errors import InvalidQuery
from kb.exporting.report import Cell, Column, Report, Row, Table, figure_cell, joined, text_of
from kb.exporting.request import ExportRequest
from kb.indexing.knowledge_base import KnowledgeBase
from kb.indexing.selection import document_named
from kb.ledgers.measures import place
from kb.model import Clause, Target
from kb.records import Record, target_record


def compare_report(kb: KnowledgeBase, request: ExportRequest) -> Report:
    """The two documents that the filters name, in that order.

    Raises InvalidQuery unless exactly two are named.
    """
    if len(kb.documents()) < 2:
        raise InvalidQuery(only_one(kb.documents()))
    ids = [document_named(value, kb.documents()) for value in request.filters.documents]
    if len(ids) != 2:
        raise InvalidQuery("请用 document 写明要比较的两份文件，先写的在前。")
    made = compare_documents(kb, *ids)
    titles = [kb.document(name).title for name in ids]
    changed = sum(row.status == "changed" for row in made.clauses)
    dropped = sum(row.status == "dropped" for row in made.clauses)
    added = sum(row.status == "added" for row in made.clauses)
    return Report(
        title=f"《{titles[0]}》与《{titles[1]}》比较",
        about=(
            f"前者：《{titles[0]}》；后者：《{titles[1]}》。",
            f"条款 {len(made.clauses)} 行：有改动 {changed}，后者没有 {dropped}，后者新增 {added}；"
            f"目标 {len(made.targets)} 行。",
        ),
        tables=(_clauses(kb, made.clauses), _targets(kb, made.targets)),
        notes=("条款按文字和意思对应，请核对后使用。",),
    )


def _clauses(kb: KnowledgeBase, rows: tuple[ClauseRow, ...]) -> Table:
    columns = (
        Column("对应情况", "status", 7, "short"),
        Column("前者条款号", "first_number", 9, "short"),
        Column("前者原文", "first_text", 38),
        Column("后者条款号", "second_number", 9, "short"),
        Column("后者原文", "second_text", 38),
        Column("只在前者的单位", "first_bodies", 14),
        Column("只在后者的单位", "second_bodies", 14),
    )

    def row(found: ClauseRow) -> Row:
        bodies = found.bodies or BodyRow((), (), ())
        cells = (
            CLAUSE_STATUS[found.status],
            *_clause(kb, found.first),
            *_clause(kb, found.second),
            joined(bodies.first_only),
            joined(bodies.second_only),
        )
        record: Record = {
            "status": found.status,
            "first": found.first.id if found.first else None,
            "second": found.second.id if found.second else None,
            "score": round(found.score, 4),
            "bodies": {
                "both": [list(pair) for pair in bodies.both],
                "first_only": list(bodies.first_only),
                "second_only": list(bodies.second_only),
            },
        }
        return Row(cells, record)

    return Table("条款比较", columns, [row(found) for found in rows])


def _clause(kb: KnowledgeBase, clause: Clause | None) -> tuple[Cell, Cell]:
    return (place(clause), kb.text(clause).strip()) if clause else (None, None)


def _targets(kb: KnowledgeBase, rows: tuple[TargetRow, ...]) -> Table:
    columns = (
        Column("对应情况", "status", 7, "short"),
        Column("前者指标", "first_indicator", 18),
        Column("前者目标", "first_figure", 12, "short"),
        Column("前者年份", "first_year", 6, "short"),
        Column("前者条款号", "first_number", 9, "short"),
        Column("后者指标", "second_indicator", 18),
        Column("后者目标", "second_figure", 12, "short"),
        Column("后者年份", "second_year", 6, "short"),
        Column("后者条款号", "second_number", 9, "short"),
        Column("说明", "note", 20),
    )

    def row(found: TargetRow) -> Row:
        sides = (*_target(kb, found.first), *_target(kb, found.second))
        record = {
            "status": found.status,
            "first": target_record(kb, found.first) if found.first else None,
            "second": target_record(kb, found.second) if found.second else None,
            "note": found.note,
        }
        return Row((TARGET_STATUS[found.status], *sides, found.note or None), record)

    return Table("目标比较", columns, [row(found) for found in rows])


def _target(kb: KnowledgeBase, target: Target | None) -> tuple[Cell, Cell, Cell, Cell]:
    if target is None:
        return None, None, None, None
    figure = text_of(figure_cell(target)) + target.unit
    return target.indicator or None, figure or None, target.year, place(kb.clause(target.clause))
