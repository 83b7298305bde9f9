"""The matrix: bodies against fields, sectors, sections or one another; a chart, its table, its tasks."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request, url_for

from kb.charts import matrix_svg, timeline_svg
from kb.errors import NotFound
from kb.exporting.covering import limited, titled
from kb.exporting.matrix_report import matrix_record
from kb.indexing.knowledge_base import KnowledgeBase
from kb.ledgers import Matrix, indicator_rows
from kb.ledgers import matrix as count_matrix
from kb.ledgers.matrix import BY_NAMES, Axis
from kb.records import Record
from web.contexts import ClauseLink, Option, Step
from web.gathering import clause_link
from web.library import library
from web.page import page
from web.request_arguments import choice, read_filters, typed_text
from web.views.exports import read_export
from web.views.ledgers import same, selections

blueprint = Blueprint("matrix", __name__)

#: A chart is a document of its own: its styles stand in it, and it may do nothing else.
_CHART_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class MatrixPage:
    matrix: Matrix
    title: str
    rows: tuple[tuple[Axis, tuple[tuple[int, str], ...]], ...]  # counts, each with its address
    switch: tuple[Step, ...]
    selections: tuple[tuple[str, str, tuple[Option, ...]], ...]
    chart: str
    timeline: str
    filtered: bool


@dataclass(frozen=True, slots=True)
class CellPage:
    body: Axis
    column: Axis
    what: str
    links: tuple[ClauseLink, ...]
    matrix_url: str


def asked_matrix(kb: KnowledgeBase) -> Matrix:
    by = choice(request.args, "by", BY_NAMES, "矩阵", "field")
    return count_matrix(kb, read_filters(request.args), by)


def matrix_page_record(kb: KnowledgeBase, context: MatrixPage) -> Record:
    return matrix_record(context.matrix)


@page(blueprint, "/matrix", "matrix.html", matrix_page_record)
def matrix(kb: KnowledgeBase) -> MatrixPage:
    made = asked_matrix(kb)
    here = same()
    return MatrixPage(
        matrix=made,
        title=f"责任单位与{BY_NAMES[made.by]}",
        rows=tuple(
            (row, tuple((made.count(row, column), cell_url(made, row, column)) for column in made.columns))
            for row in made.rows
        ),
        switch=tuple(
            Step(name, "" if by == made.by else url_for("matrix.matrix", by=by, **here))  # type: ignore[arg-type]
            for by, name in BY_NAMES.items()
        ),
        selections=selections(kb),
        chart=url_for("matrix.chart", by=made.by, **here),  # type: ignore[arg-type]
        timeline=url_for("matrix.timeline", **here),  # type: ignore[arg-type]
        filtered=bool(here),
    )


def cell_url(made: Matrix, row: Axis, column: Axis) -> str:
    """The page with the tasks of one cell."""
    place = {"by": made.by, "row": row.name, "region": row.region or None}
    place |= {"column": column.key[0], "of": column.key[1] or None}
    return url_for("matrix.cell", **place, **same())  # type: ignore[arg-type]


def cell_record(kb: KnowledgeBase, context: CellPage) -> Record:
    return {
        "bureau": context.body.name,
        "region": context.body.region,
        "column": context.column.label,
        "count": len(context.links),
        "clauses": [link.clause.id for link in context.links],
    }


@page(blueprint, "/matrix/cell", "matrix_cell.html", cell_record)
def cell(kb: KnowledgeBase) -> CellPage:
    made = asked_matrix(kb)
    keys = [
        (typed_text(request.args, first), typed_text(request.args, second))
        for first, second in (("row", "region"), ("column", "of"))
    ]
    row = next((axis for axis in made.rows if axis.key == keys[0]), None)
    column = next((axis for axis in made.columns if axis.key == keys[1]), None)
    if row is None or column is None:
        raise NotFound("矩阵中没有这一格，请从矩阵重新打开。")
    ids = made.cells.get((row.key, column.key), ())
    return CellPage(
        body=row,
        column=column,
        what=BY_NAMES[made.by],
        links=tuple(clause_link(kb, kb.clause(i)) for i in ids),
        matrix_url=url_for("matrix.matrix", by=made.by, **same()),  # type: ignore[arg-type]
    )


@blueprint.get("/matrix.svg")
def chart() -> Response:
    """The matrix as a picture whose counts open their tasks."""
    made = asked_matrix(library().current())
    title = f"责任单位与{BY_NAMES[made.by]}"
    return picture(matrix_svg(made, title, lambda row, column: cell_url(made, row, column)))


@blueprint.get("/timeline.svg")
def timeline() -> Response:
    """The targets on a timeline."""
    kb = library().current()
    filters = limited(kb, read_export("targets")).filters
    return picture(timeline_svg(indicator_rows(kb, filters), titled(kb, filters, "目标时间轴")))


def picture(svg: bytes) -> Response:
    """An SVG that may show itself and nothing more."""
    response = Response(svg, mimetype="image/svg+xml")
    response.headers["Content-Security-Policy"] = _CHART_POLICY
    response.headers["Cache-Control"] = "no-cache"
    return response
