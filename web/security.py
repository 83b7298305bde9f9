"""What holds for every request: headers that let nothing load from elsewhere, addresses of bounded length.

In: requests and responses of the app.  Out: the same with headers; one sentence (400, 414) instead of
a page that would repeat an address of a hundred thousand characters.
"""

from __future__ import annotations

from flask import Flask, Response, request
from werkzeug.exceptions import RequestURITooLarge

from web.request_arguments import refuse_long

#: Everything from this server alone; no inline script or style, no frame around our pages.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


#: Bytes of an address's arguments: a question of 500 characters, encoded twice where it is the page
#: to come back to after signing in, has 7,500.
LONGEST_QUERY_STRING = 16_000

#: Arguments that no page repeats as they are: the page to come back to, a token to sign in with.
_UNBOUNDED = ("next", "token")


def init_app(app: Flask) -> None:
    """Add the headers to every response of ``app``, and the limits to every request."""

    @app.before_request
    def refuse_long_addresses() -> None:
        for name, value in request.args.items(multi=True):
            if name not in _UNBOUNDED:
                refuse_long(value)
        if len(request.query_string) > LONGEST_QUERY_STRING:
            raise RequestURITooLarge

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.mimetype in ("text/html", "application/json"):
            # A new build changes pages at once: browsers may keep them, but must ask.
            response.headers.setdefault("Cache-Control", "no-cache")
        return response
