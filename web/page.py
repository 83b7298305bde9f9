"""Registers a view as a page and, under the same address with ``.json``, as its JSON twin.

In: a view that takes the open knowledge base and returns a page context.  Out: two routes, one
that renders the context with a template, one that sends ``record(kb, context)``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from kb.indexing.knowledge_base import KnowledgeBase
from web.library import library


def page(
    blueprint: Blueprint, rule: str, template: str, record: Callable[[KnowledgeBase, Any], dict[str, object]]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate a view ``(kb, **parts of the address) -> context``; a returned response is sent as it is."""

    def register(view: Callable[..., Any]) -> Callable[..., Any]:
        name = view.__name__

        @wraps(view)
        def as_page(**parts: str) -> ResponseReturnValue:
            context = view(library().current(), **parts)
            if isinstance(context, Response):
                return context
            # Arguments go over as they came: as keywords of url_for, 「?_external=1」 would be obeyed.
            asked = urlencode(list(request.args.items(multi=True)))
            path = url_for(f"{blueprint.name}.{name}_json", **parts)  # type: ignore[arg-type]
            twin = f"{path}?{asked}" if asked else path
            body = render_template(template, page=context, twin=twin)
            return body, getattr(context, "status", 200)

        def as_json(**parts: str) -> ResponseReturnValue:
            kb = library().current()
            context = view(kb, **parts)
            if isinstance(context, Response):
                return context
            return jsonify(record(kb, context)), getattr(context, "status", 200)

        blueprint.add_url_rule(rule, name, as_page)
        blueprint.add_url_rule(
            f"{rule}index.json" if rule == "/" else f"{rule}.json", f"{name}_json", as_json
        )
        return view

    return register
