"""Exports: every list and page as Excel, Word, CSV, JSON or Markdown, by one code for all callers.

In: an open knowledge base, what is asked (``ExportRequest``) and a format.  Out: bytes into a
stream, rows written as they come.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from kb.errors import InvalidQuery, write_failure
from kb.exporting import asked_reports as asked
from kb.exporting import ledger_reports as ledgers
from kb.exporting import listing_reports as listings
from kb.exporting.brief_report import brief_report
from kb.exporting.compare_report import compare_report
from kb.exporting.covering import about, limited, sources, titled
from kb.exporting.matrix_report import matrix_report
from kb.exporting.report import Report
from kb.exporting.request import ExportRequest
from kb.indexing.knowledge_base import KnowledgeBase
from kb.tagging.labels import ROLES, TARGET_KINDS

__all__ = ["EXPORTS", "FORMATS", "Export", "ExportRequest", "export", "export_file", "report"]


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of export: its Chinese name, what makes its report, whether it rests on documents."""

    name: str
    make: Callable[[KnowledgeBase, ExportRequest], Report]
    cites: bool = True


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its Chinese name, media type, and the module and function that write it."""

    name: str
    media_type: str
    module: str
    writer: str

    def write(self, made: Report, stream: BinaryIO) -> None:
        """Write a report; the library that does it is loaded now."""
        getattr(import_module(f"kb.exporting.{self.module}"), self.writer)(made, stream)


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    "xlsx": Format("Excel", f"{_OFFICE}.spreadsheetml.sheet", "spreadsheet", "write_xlsx"),
    "docx": Format("Word", f"{_OFFICE}.wordprocessingml.document", "word", "write_docx"),
    "csv": Format("CSV", "text/csv", "delimited", "write_csv"),
    "json": Format("JSON", "application/json", "json_text", "write_json"),
    "md": Format("Markdown", "text/markdown", "markdown_text", "write_markdown"),
}


def _everything(kb: KnowledgeBase, request: ExportRequest) -> Report:
    """All ledgers and clauses in one file."""
    makers = (
        ledgers.tasks_report,
        ledgers.targets_report,
        ledgers.deadlines_report,
        matrix_report,
        listings.figures_report,
        listings.clauses_report,
    )
    made = [make(kb, request) for make in makers]
    counts = [f"{one.tables[0].name}：{one.about[-1]}" for one in made]
    return Report(
        title=titled(kb, request.filters, "政策台账"),
        about=about(kb, request.filters, *counts),
        tables=tuple(table for one in made for table in one.tables),
        notes=tuple(dict.fromkeys(note for one in made for note in one.notes)),
    )


#: Every kind of export by its name on the command line and in addresses.
EXPORTS = {
    "tasks": Export("任务分解表", ledgers.tasks_report),
    "targets": Export("目标台账", ledgers.targets_report),
    "deadlines": Export("时限清单", ledgers.deadlines_report),
    "brief": Export("单位简报", brief_report),
    "matrix": Export("责任矩阵", matrix_report),
    "clauses": Export("条款清单", listings.clauses_report),
    "search": Export("检索结果", asked.search_report),
    "answer": Export("问答结果", asked.answer_report),
    "figures": Export("数值清单", listings.figures_report),
    "responsibilities": Export("责任单位清单", listings.responsibilities_report),
    "bodies": Export("责任单位名录", listings.bodies_report),
    "documents": Export("文件目录", listings.documents_report, cites=False),
    "coverage": Export("解析报告", listings.coverage_report),
    "compare": Export("文件比较", compare_report),
    "all": Export("全部台账", _everything),
}


def report(kb: KnowledgeBase, request: ExportRequest) -> Report:
    """The report that a request asks for.

    Raises InvalidQuery for an unknown kind of export or an unknown limit, NotFound for an
    unknown body.
    """
    if request.what not in EXPORTS:
        raise InvalidQuery(f"没有“{request.what}”这种导出，可以用：{'、'.join(EXPORTS)}。")
    for value, known, name in ((request.kind, TARGET_KINDS, "类别"), (request.role, ROLES, "责任方式")):
        if value and value not in known:
            raise InvalidQuery(f"没有“{value}”这种{name}，可以用：{'、'.join(known)}。")
    chosen = EXPORTS[request.what]
    request = limited(kb, request)
    made = chosen.make(kb, request)
    if made.sources or not chosen.cites:
        return made
    return replace(made, sources=sources(kb, request.filters))


def export(kb: KnowledgeBase, request: ExportRequest, format: str, stream: BinaryIO) -> None:
    """Write an export into ``stream``; raises what :func:`report` raises, before the first byte."""
    _format(format).write(report(kb, request), stream)


def export_file(kb: KnowledgeBase, request: ExportRequest, path: Path, format: str = "") -> Path:
    """Write an export to a file, whole or not at all; the format is the name's ending if not given."""
    chosen = _format(format or path.suffix.lstrip(".").lower())
    made = report(kb, request)
    try:
        _write_whole(path, lambda stream: chosen.write(made, stream))
    except OSError as error:
        raise InvalidQuery(f"无法写入 {path}：{write_failure(error)}，请换一个目录。") from error
    return path


def _write_whole(path: Path, write: Callable[[BinaryIO], None]) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-")
    try:
        with os.fdopen(handle, "w+b") as stream:
            write(stream)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _format(name: str) -> Format:
    if name not in FORMATS:
        said = f"没有“{name}”这种格式" if name else "没有写明格式"
        raise InvalidQuery(f"{said}，可以用：{'、'.join(FORMATS)}。")
    return FORMATS[name]
