"""The site's pages in groups, as the header lists them: five groups, and the pages of the current one.

In: the endpoint of the current request.  Out: groups with addresses, for the template.  Plain links
in two rows: nothing opens or closes, so that they work without a script and on a phone.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, request, url_for

#: Group → its pages: endpoint and name.  The first page is where the group's own link leads.
GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "查询",
        (
            ("start.home", "首页"),
            ("documents.documents", "文件"),
            ("bodies.bodies", "责任单位"),
            ("targets.targets", "目标与数值"),
        ),
    ),
    ("台账", (("ledgers.home", "任务台账"), ("matrix.matrix", "责任矩阵"))),
    (
        "对照核查",
        (
            ("compare.compare", "比较文件"),
            ("drafts.draft", "核对草稿"),
            ("reports.coverage", "解析报告"),
        ),
    ),
    ("出题", (("quiz.home", "出卷"), ("quiz.review", "审核试题"))),
    ("使用说明", (("start.about", "使用说明"),)),
)

#: Pages that no list names → the page whose place they take.
BELONGS = {
    "search.search": "start.home",
    "documents.document": "documents.documents",
    "clauses.clause": "documents.documents",
    "bodies.body": "bodies.bodies",
    "ledgers.ledger": "ledgers.home",
    "matrix.cell": "matrix.matrix",
    "quiz.paper": "quiz.home",
    "quiz.take": "quiz.home",
    "quiz.marks": "quiz.home",
    "quiz.decision": "quiz.review",
    "drafts.check": "drafts.draft",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the header; ``current`` is the value of its ``aria-current``, or empty."""

    label: str
    url: str
    current: str = ""
    pages: tuple[Entry, ...] = ()


def init_app(app: Flask) -> None:
    """Give templates ``navigation()``."""
    app.jinja_env.globals["navigation"] = navigation


def navigation() -> tuple[Entry, ...]:
    """The groups; the current one with its pages, the current page marked."""
    here = request.endpoint or ""
    place = BELONGS.get(here, here)
    entries = []
    for label, pages in GROUPS:
        inside = any(endpoint == place for endpoint, _ in pages)
        listed = tuple(
            Entry(name, url_for(endpoint), _mark(endpoint, here, place)) for endpoint, name in pages
        )
        entries.append(
            Entry(
                label,
                listed[0].url,
                ("page" if len(pages) == 1 else "true") if inside else "",
                listed if inside and len(pages) > 1 else (),
            )
        )
    return tuple(entries)


def _mark(endpoint: str, here: str, place: str) -> str:
    if endpoint == here:
        return "page"
    # Results are in the group 查询, but they are not its first page.
    return "true" if endpoint == place and place != "start.home" else ""
