"""The listings as reports: clauses, figures, responsibilities, bodies, documents, findings.

In: an open knowledge base and an ``ExportRequest``.  Out: a ``Report``.  Rows of clauses come
document by document, so that a library of 50,000 clauses is written in bounded memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.exporting.covering import about, document_column, named_document, titled
from kb.exporting.report import Column, Report, Row, Table, figure_cell, joined
from kb.exporting.request import ExportRequest
from kb.indexing.bodies import BodyRecord
from kb.indexing.knowledge_base import KnowledgeBase
from kb.ledgers.measures import body_keys, documents, governed_targets, place
from kb.ledgers.targets import GoverningLists
from kb.model import Filters
from kb.records import (
    Record,
    clause_records,
    document_records,
    finding_record,
    responsibility_record,
    target_record,
)
from kb.tagging.labels import FINDINGS, ROLES, TARGET_KINDS

_NUMBER = Column("序号", "number", 5, "short")
_CLAUSE = Column("条款号", "clause_number", 10, "short")


def clauses_report(kb: KnowledgeBase, request: ExportRequest) -> Report:
    """All clauses with their text and tags."""
    filters = request.filters
    allowed = kb.select(filters)
    several = document_column(kb, filters)
    columns = (
        _NUMBER,
        *several,
        _CLAUSE,
        Column("标题", "heading", 16),
        Column("原文", "text", 60),
        Column("责任单位", "bureaus", 20),
        Column("领域", "sectors", 10),
        Column("量化目标", "targets", 24),
        Column("标识", "id", 16),
    )

    def rows() -> Iterator[Row]:
        number = 0
        for document in documents(kb, filters):
            for record in clause_records(kb, document.id):
                if allowed is None or record["id"] in allowed:
                    number += 1
                    yield _clause_row(kb, number, record, several)

    count = (
        len(allowed) if allowed is not None else sum(len(kb.clauses(d.id)) for d in documents(kb, filters))
    )
    return Report(
        title=titled(kb, filters, "条款清单"),
        about=about(kb, filters, f"条款共 {count:,} 条。"),
        tables=(Table("条款", columns, rows()),),
    )


def _clause_row(kb: KnowledgeBase, number: int, record: Record, several: tuple[Column, ...]) -> Row:
    bureaus = [b["surface"] for b in record["bureaus"] if b["role"] != "default"]
    aims = [t["quote"] for t in record["targets"] if t["kind"] in ("target", "count")]
    return Row(
        (
            number,
            *named_document(kb, record["document"], several),
            record["number"] or "文首",
            record["heading"] or None,
            str(record["text"]).strip(),
            joined(dict.fromkeys(bureaus)),
            joined(record["sectors"]),
            joined(aims, "；\n"),
            record["id"],
        ),
        record,
    )


def figures_report(kb: KnowledgeBase, request: ExportRequest) -> Report:
    """Every statement with a figure or a term, as the page of figures lists them."""
    filters = request.filters
    rows = [t for t in governed_targets(kb, filters) if not request.kind or t.kind == request.kind]
    several, lists = document_column(kb, filters), GoverningLists(kb)
    columns = (
        _NUMBER,
        *several,
        _CLAUSE,
        Column("指标", "indicator", 20),
        Column("数值", "value", 8, "number"),
        Column("单位", "unit", 8, "short"),
        Column("年份", "year", 6, "short"),
        Column("时限", "deadline", 9, "short"),
        Column("基期", "baseline_year", 6, "short"),
        Column("约束/力争", "commitment", 7, "short"),
        Column("类别", "kind", 8, "short"),
        Column("责任单位", "bodies", 20),
        Column("原文", "quote", 40),
    )
    found = [
        Row(
            (
                at,
                *named_document(kb, t.document, several),
                place(kb.clause(t.clause)),
                t.indicator or None,
                figure_cell(t),
                t.unit or None,
                t.year,
                t.deadline or None,
                t.baseline_year,
                t.commitment or None,
                TARGET_KINDS[t.kind],
                joined(dict.fromkeys(a.surface for a in lists.of(t))),
                kb.text(t),
            ),
            target_record(kb, t),
        )
        for at, t in enumerate(rows, 1)
    ]
    return Report(
        title=titled(kb, filters, "数值清单"),
        about=about(kb, filters, f"数值与时限共 {len(rows):,} 处。"),
        tables=(Table("数值", columns, found),),
    )


def responsibilities_report(kb: KnowledgeBase, request: ExportRequest) -> Report:
    """Every assignment of a body to a clause."""
    filters = request.filters
    allowed, wanted = kb.select(filters), body_keys(kb, filters.bureaus)
    rows = [
        a
        for document in documents(kb, filters)
        for a in kb.assignments(document=document.id, role=request.role or None)
        if (allowed is None or a.clause in allowed) and (wanted is None or (a.bureau, a.region) in wanted)
    ]
    several = document_column(kb, filters)
    columns = (
        _NUMBER,
        *several,
        _CLAUSE,
        Column("任务", "task", 24),
        Column("责任单位", "bureau", 18),
        Column("原文写法", "surface", 18),
        Column("地区", "region", 12),
        Column("责任方式", "role", 8, "short"),
        Column("名单中的位次", "position", 6, "short"),
        Column("名单以“等”结尾", "open_list", 7, "short"),
    )
    found = []
    for at, a in enumerate(rows, 1):
        clause = kb.clause(a.clause)
        document = named_document(kb, a.document, several)
        cells = (
            a.bureau,
            a.surface,
            a.region or None,
            ROLES[a.role],
            a.position,
            "是" if a.open_list else None,
        )
        row = (at, *document, place(clause), clause.heading or None, *cells)
        found.append(Row(row, responsibility_record(a)))
    return Report(
        title=titled(kb, filters, "责任单位清单"),
        about=about(kb, filters, f"责任关系共 {len(rows):,} 处。"),
        tables=(Table("责任单位", columns, found),),
    )


def bodies_report(kb: KnowledgeBase, request: ExportRequest) -> Report:
    """The register of responsible bodies."""
    bodies = [b for b in kb.bodies() if request.text in b.name or any(request.text in s for s in b.surfaces)]
    columns = (
        _NUMBER,
        Column("单位", "bureau", 24),
        Column("地区", "region", 14),
        Column("任务数", "clauses", 8, "number"),
        Column("牵头", "lead", 8, "number"),
        Column("类别", "kind", 8, "short"),
        Column("原文写法", "surfaces", 40),
    )
    kinds = {"body": "单位", "group": "各地各类单位"}
    rows = [
        Row(
            (at, b.name, b.region or None, b.clauses, b.lead, kinds[b.kind], joined(b.surfaces)),
            {
                "bureau": b.name,
                "region": b.region,
                "kind": b.kind,
                "surfaces": list(b.surfaces),
                "clauses": b.clauses,
                "lead": b.lead,
            },
        )
        for at, b in enumerate(bodies, 1)
    ]
    return Report(
        title="责任单位名录",
        about=about(kb, Filters(), _bodies_counted(bodies)),
        tables=(Table("单位", columns, rows),),
    )


def documents_report(kb: KnowledgeBase, request: ExportRequest) -> Report:
    """The documents with what is known of each."""
    columns = (
        _NUMBER,
        Column("标题", "title", 40),
        Column("发文机关", "issuer", 18),
        Column("文号", "document_number", 14),
        Column("日期", "date", 10, "short"),
        Column("地区", "region", 12),
        Column("来源", "source", 24),
        Column("标识", "id", 18),
    )
    keys = ("title", "issuer", "number", "date", "region", "source", "id")
    rows = [
        Row((at, *(record[key] or None for key in keys)), record)
        for at, record in enumerate(document_records(kb), 1)
    ]
    return Report("文件目录", (f"文件共 {len(rows):,} 份。",), (Table("文件", columns, rows),))


def _bodies_counted(bodies: Sequence[BodyRecord]) -> str:
    single = sum(b.kind == "body" for b in bodies)
    groups = len(bodies) - single
    return f"单位共 {single:,} 个" + (f"，另有统称（各地各类单位）{groups:,} 个。" if groups else "。")


def coverage_report(kb: KnowledgeBase, request: ExportRequest) -> Report:
    """What was not understood."""
    found = [f for d in documents(kb, request.filters) for f in kb.findings(d.id)]
    columns = (
        _NUMBER,
        Column("文件", "document", 18),
        Column("条款号", "path", 10, "short"),
        Column("类别", "kind", 14, "short"),
        Column("原文", "text", 40),
        Column("说明", "note", 40),
    )
    rows = [
        Row(
            (
                at,
                kb.document(f.document).title,
                place(kb.clause(f"{f.document}/{f.path}")) if f.path else None,
                FINDINGS.get(f.kind, f.kind),
                f.text,
                f.note,
            ),
            finding_record(f),
        )
        for at, f in enumerate(found, 1)
    ]
    return Report(
        title="解析报告",
        about=about(kb, request.filters, f"没有读懂或需要核对的共 {len(rows):,} 处。"),
        tables=(Table("解析报告", columns, rows),),
    )
