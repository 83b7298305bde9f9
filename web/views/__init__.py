"""The pages, one module each; every view turns the knowledge base into one page context."""

from __future__ import annotations

from flask import Flask

from web.views import (
    administration,
    bodies,
    clauses,
    compare,
    documents,
    drafts,
    exports,
    ledgers,
    matrix,
    quiz,
    reports,
    search,
    start,
    targets,
)


def init_app(app: Flask) -> None:
    """Register the pages on ``app``."""
    for module in (
        start,
        search,
        clauses,
        documents,
        bodies,
        targets,
        ledgers,
        matrix,
        quiz,
        drafts,
        compare,
        reports,
        exports,
        administration,
    ):
        app.register_blueprint(module.blueprint)
    exports.init_app(app)
