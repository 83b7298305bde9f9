"""Signing in and out, and what readers with the administrator's token said about answers."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kb.errors import InvalidQuery
from kb.indexing.knowledge_base import KnowledgeBase
from kb.records import Record
from kb.state import Feedback, Verdict
from web import administration, feedback_pages
from web.contexts import FeedbackPage
from web.library import library
from web.page import page
from web.paging import steps
from web.request_arguments import typed_text, whole_number

blueprint = Blueprint("administration", __name__)

#: Remarks on a page of the list.
PAGE_SIZE = 50

#: Characters of a token that are looked at; the page itself is all that a longer one gets.
_LONGEST_TOKEN = 500

#: Bytes of a form: a question, the answer it got and a remark.
_LARGEST_FORM = 64 * 1024


@blueprint.get("/admin")
def admin() -> ResponseReturnValue:
    """The form to sign in, or what the administrator can do; ``?token=`` signs in at once."""
    token = request.args.get("token", "")[:_LONGEST_TOKEN]
    goal = administration.local_address(request.args.get("next", ""))
    if not token:
        return _admin_page(goal)
    if not administration.sign_in(token):
        return _refused(goal)
    # Not a redirect: after a link from another site its cookie would not be sent (SameSite=Strict).
    # The page leads on by itself, and the address with the token leaves the browser's history.
    response = make_response(render_template("admin.html", goal=goal, leading=goal or url_for(".admin")))
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/admin")
def enter() -> ResponseReturnValue:
    """Sign in with the token typed."""
    request.max_content_length = _LARGEST_FORM
    goal = administration.local_address(request.form.get("next", ""))
    if not administration.sign_in(request.form.get("token", "")[:_LONGEST_TOKEN]):
        return _refused(goal)
    return redirect(goal or url_for(".admin"), 303)


@blueprint.post("/admin/leave")
def leave() -> ResponseReturnValue:
    """Sign out."""
    request.max_content_length = _LARGEST_FORM
    administration.require()
    administration.sign_out()
    return redirect(url_for("start.home"), 303)


def _admin_page(goal: str, error: str = "") -> str:
    kept = len(library().state().feedback()) if administration.signed_in() else 0
    return render_template("admin.html", goal=goal, error=error, kept=kept)


def _refused(goal: str) -> ResponseReturnValue:
    return _admin_page(goal, "口令不对，请核对后重新输入。"), 403


def feedback_record(kb: KnowledgeBase, context: FeedbackPage) -> Record:
    rows = [feedback_pages.record(row.feedback) for row in context.rows]
    return {"total": context.total, "offset": context.offset, "feedback": rows}


@page(blueprint, "/feedback", "feedback.html", feedback_record)
def feedback(kb: KnowledgeBase) -> FeedbackPage | ResponseReturnValue:
    """All remarks, the newest first."""
    if not administration.signed_in() and not request.path.endswith(".json"):
        return redirect(url_for(".admin", next=administration.here()))
    administration.require_sign_in()
    offset = whole_number(request.args, "offset", "起始位置") or 0
    kept = library().state().feedback()[::-1]
    return FeedbackPage(
        rows=feedback_pages.rows(kb, kept[offset : offset + PAGE_SIZE]),
        total=len(kept),
        offset=offset,
        steps=steps(len(kept), offset, PAGE_SIZE, lambda start: url_for(".feedback", offset=start or None)),
    )


@blueprint.post("/feedback")
def give() -> ResponseReturnValue:
    """Keep what is said about an answer, and show the answer again."""
    request.max_content_length = _LARGEST_FORM
    administration.require()
    verdict = request.form.get("verdict", "")
    if verdict not in feedback_pages.OFFERED:
        raise InvalidQuery("请先选择“有用”或“有误”，再提交意见。")
    question = typed_text(request.form, "question")
    if not question:
        raise InvalidQuery("没有写明是对哪个问题的回答提的意见，请回到回答所在的页面提交。")
    chosen: Verdict = "helpful" if verdict == "helpful" else "wrong"
    library().state().keep(
        Feedback(
            clause=request.form.get("clause", ""),
            quote=request.form.get("answer", ""),
            verdict=chosen,
            note=typed_text(request.form, "note", feedback_pages.LONGEST_NOTE),
            question=question,
        )
    )
    return redirect(url_for("search.search", q=question, _anchor="feedback"), 303)


@blueprint.post("/feedback/withdraw")
def withdraw() -> ResponseReturnValue:
    """Remove a remark that has been dealt with."""
    request.max_content_length = _LARGEST_FORM
    administration.require()
    wanted = {name: request.form.get(name, "") for name in feedback_pages.KEY}
    for row in library().state().feedback():
        if all(getattr(row, name) == value for name, value in wanted.items()):
            library().state().withdraw(row)
            break
    goal = administration.local_address(request.form.get("next", ""))
    return redirect(goal or url_for(".feedback"), 303)
