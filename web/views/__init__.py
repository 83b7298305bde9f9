"""The pages, one module each; every view turns the knowledge base into one page context."""

from __future__ import annotations

from flask import Flask

from web.views import bodies, clauses, documents, exports, ledgers, matrix, reports, search, start, targets


def init_app(app: Flask) -> None:
    """Register the pages on ``app``."""
    for module in (start, search, clauses, documents, bodies, targets, ledgers, matrix, reports, exports):
        app.register_blueprint(module.blueprint)
    exports.init_app(app)
