"""Translates errors, once, at the web's edge: to a Chinese page, or to ``{"error": …}`` for JSON.

In: any error raised by a view.  Out: a response with the error's status.  An unforeseen error
is logged with its traceback and shown without any.
"""

from __future__ import annotations

from flask import Flask, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from kb.errors import KnowledgeBaseError, MissingKnowledgeBase
from web.attempts import WINDOW

TITLES = {
    400: "这个请求看不懂",
    403: "需要管理员登录",
    404: "没有找到",
    405: "不支持这种请求",
    413: "内容太长",
    414: "地址太长",
    429: "尝试太频繁",
    431: "地址太长",
    500: "出错了",
    503: "知识库暂不可用",
}

MESSAGES = {
    400: "请求的格式不对，请从首页重新查询。",
    403: "这里只有管理员可以使用，请先登录。",
    404: "没有这个页面，请检查地址，或从首页开始查找。",
    405: "这个地址不接受这种请求，请从首页重新查询。",
    413: "提交的内容太长，请缩短后再提交。",
    414: "请求的地址太长，请缩短查询内容。",
    429: "尝试得太频繁，请一分钟后再试。",
    431: "请求的地址太长，请缩短查询内容。",
    503: "知识库还没有建好，或者正在更换。请维护人员查看服务日志，运行 python indexer.py build，再刷新本页。",
    500: "服务器处理时出错，已记入日志，请稍后再试或告知管理员。",
}


def wants_json() -> bool:
    """Whether the address asks for the JSON twin of a page."""
    return request.path.endswith(".json")


def error_response(message: str, status: int) -> ResponseReturnValue:
    """The one shape of errors: a Chinese page, or ``{"error": message}`` beside it."""
    if wants_json():
        return jsonify(error=message), status
    title = TITLES.get(status, TITLES[500] if status >= 500 else TITLES[400])
    return render_template("error.html", title=title, message=message, status=status), status


def init_app(app: Flask) -> None:
    """Register the handlers on ``app``."""

    @app.errorhandler(KnowledgeBaseError)
    def known(error: KnowledgeBaseError) -> ResponseReturnValue:
        if error.status >= 500:
            app.logger.warning("%s: %s", type(error).__name__, error)
        # The reason names a folder of the server: it is for the log.
        said = MESSAGES[503] if isinstance(error, MissingKnowledgeBase) else str(error)
        response = make_response(error_response(said, error.status))
        if error.status == 429:
            response.headers["Retry-After"] = str(WINDOW)
        return response

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        if status < 400:  # a redirect is no error
            return error.get_response()
        said = MESSAGES.get(status, MESSAGES[500] if status >= 500 else MESSAGES[400])
        response = make_response(error_response(said, status))
        if allowed := error.get_response().headers.get("Allow"):
            response.headers["Allow"] = allowed
        return response

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> ResponseReturnValue:
        app.logger.exception("unforeseen error at %s", request.path, exc_info=error)
        return error_response(MESSAGES[500], 500)
