"""The administrator's sign-in: without it the web only reads.

In: the administrator's token, sent once to ``/admin``.  Out: a signed cookie for a working day, and
for views that write ``require()``, which lets pass only a signed-in administrator's own form.

The token is the setting ``POLICY_TOKEN``; where that is not set, one is made at every start and
printed to the server's console.  The cookie is signed with a key made from the token, so a new
token ends every sign-in, and the process keeps no state.  The cookie is never sent from another
site (SameSite=Strict), and each form carries in addition a token of its own, made from the cookie.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlencode

from flask import Flask, current_app, request, session
from flask.sessions import SecureCookieSessionInterface

from kb.errors import InvalidQuery, KnowledgeBaseError
from kb.settings import TOKEN
from web.attempts import Attempts

#: A signed-in administrator's cookie holds this long: a working day.
LASTING = timedelta(hours=12)

#: Characters of the shortest token that a person may set: a short one can be guessed by trying.
SHORTEST = 12

#: Name of the hidden field of forms that write.
FORM_TOKEN = "form_token"

#: What the session holds while signed in: a random number that form tokens are made from.
_SIGNED_IN = "administrator"


class Forbidden(KnowledgeBaseError):
    """A page for the administrator was asked for by someone who has not signed in."""

    status = 403


class _Cookies(SecureCookieSessionInterface):
    """Over https the cookie is never sent in the clear; offices also serve plain http."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


def init_app(app: Flask) -> None:
    """Give ``app`` its token and its cookie; raises KnowledgeBaseError for a token easily guessed."""
    token = str(app.config.get("ADMIN_TOKEN") or TOKEN.value())
    if token == TOKEN.default:
        token = secrets.token_urlsafe(16)
    if len(token) < SHORTEST:
        raise KnowledgeBaseError(f"管理口令 {TOKEN.name} 太短，请至少用 {SHORTEST} 个字符。")
    app.config["ADMIN_TOKEN"] = token
    app.extensions["attempts"] = Attempts()
    app.config.update(
        SECRET_KEY=_digest(token, "cookie"),
        SESSION_COOKIE_NAME="zhengcetong",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=LASTING,
    )
    app.session_interface = _Cookies()
    app.jinja_env.globals.update(signed_in=signed_in, form_token=form_token, FORM_TOKEN=FORM_TOKEN, here=here)


def is_printed() -> bool:
    """Whether the token is one made at start, which only the console can tell."""
    return TOKEN.value() == TOKEN.default


def sign_in(token: str) -> bool:
    """Sign the reader in if ``token`` is the administrator's; False if it is not.

    Raises TooManyTries after many wrong ones, for the right one, too: else guessing could go on.
    """
    attempts: Attempts = current_app.extensions["attempts"]
    address = request.remote_addr or ""
    attempts.check(address)
    wanted = str(current_app.config["ADMIN_TOKEN"])
    if not hmac.compare_digest(token.strip().encode(), wanted.encode()):
        attempts.wrong(address)
        return False
    attempts.right(address)
    session.clear()
    session[_SIGNED_IN] = secrets.token_urlsafe(16)
    session.permanent = True
    return True


def sign_out() -> None:
    """Forget the sign-in."""
    session.clear()


def signed_in() -> bool:
    """Whether the current request comes from a signed-in administrator."""
    return _SIGNED_IN in session


def form_token() -> str:
    """What the hidden field of this administrator's forms holds; empty for anyone else."""
    if not signed_in():
        return ""
    return _digest(str(current_app.config["ADMIN_TOKEN"]), f"form {session[_SIGNED_IN]}")


def require_sign_in() -> None:
    """Raise Forbidden unless the administrator is signed in."""
    if not signed_in():
        raise Forbidden("这里只有管理员可以使用，请先登录。")


def require(token: str = "") -> None:
    """Let a request that writes pass: from the administrator's own form, or with the token itself.

    Raises Forbidden for anyone else, InvalidQuery for a form that is not ours or is out of date.
    """
    if token and sign_in(token):
        return
    require_sign_in()
    sent = request.form.get(FORM_TOKEN, "")
    if not hmac.compare_digest(sent.encode(), form_token().encode()):
        raise InvalidQuery("这张表单已经过期，请回到原来的页面，刷新后重新提交。")


def here() -> str:
    """The page being shown, as an address to come back to after signing in."""
    asked = urlencode(list(request.args.items(multi=True)))
    return f"{request.path}?{asked}" if asked else request.path


def local_address(address: str) -> str:
    """The address if it is one of this site's pages, else empty: //elsewhere leads away."""
    away = address.startswith(("//", "/\\")) or not address.startswith("/")
    return "" if away or any(c < " " or c == "\\" for c in address) else address


def _digest(token: str, purpose: str) -> str:
    return hmac.new(token.encode(), purpose.encode(), sha256).hexdigest()
