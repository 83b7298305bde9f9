"""Serves the pages with waitress, a production server that runs on every system.

In: the knowledge base's directory, host and port.  Out: one line saying where, then requests
until it is stopped; exit status 1 with one sentence when the port cannot be had.
"""

from __future__ import annotations

import errno
import socket
import sys
from pathlib import Path
from threading import Thread

from flask import Flask
from waitress.server import create_server

from kb.errors import KnowledgeBaseError
from web import administration, create_app
from web.library import Library

#: Threads that answer requests; reading is short, so a few serve an office.
THREADS = 8

#: Pages that are drawn once at the start, before anyone asks for them.
WARMED = ("/", "/search?q=目标是多少")

#: Bytes of a request's head that are read.  Longer addresses than the app takes come through to it, so
#: that it can say so in Chinese; the server's own refusal is an English line.
LARGEST_HEAD = 1 << 20


def serve(kb_path: Path | None = None, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve until interrupted."""
    app = create_app(kb_path)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except (OSError, OverflowError, ValueError) as error:
        print(refusal(error, host, port), file=sys.stderr)
        raise SystemExit(1) from error
    server = create_server(
        app, sockets=[listening], threads=THREADS, ident="zhengcetong", max_request_header_size=LARGEST_HEAD
    )
    shown = f"[{host}]" if ":" in host else host
    print(f"政策通已启动：http://{shown}:{port}", flush=True)
    if administration.is_printed():
        print(f"管理员登录：http://{shown}:{port}/admin?token={app.config['ADMIN_TOKEN']}", flush=True)
    Thread(target=warm, args=(app,), daemon=True).start()
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()


def warm(app: Flask) -> None:
    """Have ready what the first reader would wait a second for: examples, indexes, the model of queries."""
    library: Library = app.extensions["library"]
    try:
        library.current()
    except KnowledgeBaseError:
        return  # every page then says what to run
    client = app.test_client()
    for address in WARMED:
        client.get(address)


def refusal(error: Exception, host: str, port: int) -> str:
    """One sentence on why the address cannot be served, with the next step."""
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return f"端口 {port} 已被占用，请用 --port 换一个端口，例如 --port {port + 1}。"
    if number == errno.EACCES:
        return f"没有权限使用端口 {port}，请用 --port 换一个 1024 以上的端口。"
    return f"无法在 {host}:{port} 启动服务，请检查 --host 和 --port。"
