"""Downloads: every list and page as Excel, Word, CSV, JSON or Markdown, with the page's filters.

In: an address such as ``/export/tasks.xlsx?bureau=市能源局``.  Out: the file, written by the same
code as the command line's ``export``.  ``downloads`` gives each page the addresses of its own.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO, cast
from urllib.parse import quote

from flask import Blueprint, Flask, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from kb.exporting import EXPORTS, FORMATS, ExportRequest, report
from kb.ledgers.matrix import BY_NAMES
from web.labels import MODES, ROLES, SORTS, TARGET_KINDS
from web.library import library
from web.request_arguments import choice, read_filters, read_regions, typed_text

blueprint = Blueprint("exports", __name__)

#: Files up to this size never touch the disk.
_IN_MEMORY = 4 * 1024 * 1024
_PIECE = 256 * 1024

#: Page → what it is exported as, and the names of its arguments where they differ.
PAGES: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "search.search": (("search", "answer", "clauses"), {}),
    "documents.documents": (("documents", "all"), {}),
    "documents.document": (("clauses", "tasks", "targets", "all"), {}),
    "bodies.bodies": (("bodies", "responsibilities"), {}),
    "bodies.body": (("brief", "tasks", "responsibilities"), {"name": "bureau"}),
    "targets.targets": (("figures", "targets"), {}),
    "reports.coverage": (("coverage",), {}),
    "matrix.matrix": (("matrix",), {}),
}
#: Arguments of pages that an export takes over.
_TAKEN = ("q", "bureau", "sector", "year", "document", "mode", "sort", "kind", "role", "by", "region")


@dataclass(frozen=True, slots=True)
class Download:
    """One kind of export with an address per format."""

    label: str
    links: tuple[tuple[str, str], ...]


@blueprint.get("/export/<what>.<format>")
def file(what: str, format: str) -> Response:
    """One export as a file to keep."""
    if what not in EXPORTS or format not in FORMATS:
        raise NotFound
    asked = read_export(what)
    made = report(library().current(), asked)
    spooled = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - sent closes it
    stream = cast("BinaryIO", spooled)
    FORMATS[format].write(made, stream)
    response = Response(sent(stream), mimetype=FORMATS[format].media_type)
    response.headers["Cache-Control"] = "no-cache"
    # Old clients take the plain name, all others the Chinese one (RFC 6266).
    chinese = quote(f"{file_name(made.title)}.{format}")
    response.headers["Content-Disposition"] = (
        f"attachment; filename={what}.{format}; filename*=UTF-8''{chinese}"
    )
    return response


def sent(stream: BinaryIO) -> bytes | Iterator[bytes]:
    """A file's bytes: at once if it is small, else piece by piece; the file is closed behind them."""
    size = stream.tell()
    stream.seek(0)
    if size <= _IN_MEMORY:
        with stream:
            return stream.read()
    return _pieces(stream)


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while piece := stream.read(_PIECE):
            yield piece


def read_export(what: str) -> ExportRequest:
    """What an address asks to be exported."""
    arguments = request.args
    filters, region = read_filters(arguments), typed_text(arguments, "region")
    if what == "search":
        filters, region = replace(filters, regions=read_regions(arguments)), ""
    return ExportRequest(
        what=what,
        filters=filters,
        text=typed_text(arguments, "q"),
        by=choice(arguments, "by", BY_NAMES, "矩阵", "field"),
        kind=choice(arguments, "kind", ("", *TARGET_KINDS), "类别", ""),
        region=region,
        role=choice(arguments, "role", ("", *ROLES), "责任方式", ""),
        mode=choice(arguments, "mode", MODES, "检索方式", "hybrid"),
        sort=choice(arguments, "sort", (*SORTS, *_OTHER_SORTS), "排序", "relevance"),
    )


#: The page of figures sorts by columns; its export stays in the documents' order.
_OTHER_SORTS = ("order", "indicator", "value", "year", "kind")


def file_name(title: str) -> str:
    """A title as a file's name on any system."""
    kept = "".join(" " if character in '\\/:*?"<>|' or character < " " else character for character in title)
    return kept.strip(" .")[:80] or "导出"


def downloads(answered: bool = True) -> tuple[Download, ...]:
    """What the page being shown can be saved as; nothing for pages without a list.

    ``answered``: the page shows an answer, not a refusal or the hits of a bare keyword.
    """
    endpoint = request.endpoint or ""
    if endpoint == "ledgers.ledger":
        kinds: tuple[str, ...] = ((request.view_args or {}).get("what", ""),)
        names: Mapping[str, str] = {}
    elif endpoint in PAGES:
        kinds, names = PAGES[endpoint]
    else:
        return ()
    asked = _arguments(names)
    return tuple(
        Download(EXPORTS[kind].name, tuple((FORMATS[f].name, _address(kind, f, asked)) for f in FORMATS))
        for kind in kinds
        if kind in EXPORTS and (answered or kind != "answer") and _fits(kind, asked)
    )


def _arguments(names: Mapping[str, str]) -> dict[str, list[str]]:
    """The page's arguments by the names that exports give them."""
    given = {name: request.args.getlist(name) for name in request.args}
    given |= {name: [str(value)] for name, value in (request.view_args or {}).items()}
    renamed = {names.get(name, name): values for name, values in given.items()}
    return {name: [v for v in values if v] for name, values in renamed.items() if name in _TAKEN}


def _fits(kind: str, asked: Mapping[str, list[str]]) -> bool:
    """An answer needs a question and, as on the page, no filter; a search something to look for.

    Filters alone list clauses, so there the clauses are offered instead.
    """
    filtered = any(asked.get(name) for name in ("bureau", "sector", "year", "document"))
    if kind == "answer":
        return bool(asked.get("q")) and not filtered
    if request.endpoint == "search.search":
        return bool(asked.get("q")) if kind == "search" else filtered and not asked.get("q")
    return True


def _address(kind: str, format: str, asked: Mapping[str, list[str]]) -> str:
    return url_for("exports.file", what=kind, format=format, **asked)  # type: ignore[arg-type]


def init_app(app: Flask) -> None:
    """Let templates ask for the downloads of their page."""
    app.jinja_env.globals["downloads"] = downloads
