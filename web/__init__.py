"""The web pages of 政策通: a Flask app over one knowledge base, for reading and searching.

In: the directory of a built knowledge base.  Out: ``create_app``, a WSGI application whose
every page has a JSON twin under the same address with ``.json``.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, url_for

from kb.settings import KB_DIRECTORY
from web import administration, errors, highlights, labels, navigation, security, views
from web.library import Library

#: What ``create_app`` may be told.  A question is a sentence; a page of results is one screen.
DEFAULTS = {
    "MAX_QUERY_LENGTH": 500,
    "PAGE_SIZE": 10,
    "LEDGER_PAGE_SIZE": 100,
    "PROVIDE_AUTOMATIC_OPTIONS": False,
    "SEND_FILE_MAX_AGE_DEFAULT": 31536000,  # the address of an asset changes with its content
}


def create_app(kb_path: Path | None = None, **config: object) -> Flask:
    """The application over the knowledge base at ``kb_path`` (default: the setting ``POLICY_KB``).

    The knowledge base is opened with the first request, so that the app starts without one and
    says what to run.
    """
    app = Flask(__name__)
    app.config.from_mapping(DEFAULTS | config)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["library"] = Library(Path(kb_path or KB_DIRECTORY.value()))
    app.jinja_env.globals.update(
        asset=asset_addresses(app),
        labels=labels,
        body_url=highlights.body_url,
        clause_url=highlights.clause_url,
    )
    app.jinja_env.filters["count"] = labels.count
    administration.init_app(app)
    navigation.init_app(app)
    security.init_app(app)
    errors.init_app(app)
    views.init_app(app)
    return app


def asset_addresses(app: Flask) -> object:
    """A template function: the address of an asset with its content's hash, to be cached for good."""
    folder = Path(str(app.static_folder))
    hashes = {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()[:10] for p in folder.iterdir() if p.is_file()
    }

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=hashes[name])

    return asset
