"""The pages served over the small knowledge base of ``cases/web``, and a browser that may go nowhere else."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from waitress.server import create_server

from kb.indexing.build import build
from web import create_app

CORPUS = Path(__file__).parents[1] / "cases" / "web"

TOKEN = "token-of-the-browser-tests"

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api", reason="浏览器测试需要 playwright")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("没有浏览器，跳过：请先运行 apt-get install chromium")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """Where the pages are served."""
    kb = tmp_path_factory.mktemp("browser") / "kb"
    build([CORPUS], kb, progress=False)
    app = create_app(kb, ADMIN_TOKEN=TOKEN)
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)
    app.extensions["library"].close()


@pytest.fixture
def token():
    """The administrator's."""
    return TOKEN


@pytest.fixture
def open_page(chromium, address):
    """Opens pages of the site; any request to another place fails and fails the test."""
    outside, problems, contexts = [], [], []

    def guard(route):
        if route.request.url.startswith((address, "data:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    def note(said):
        # A page of an error is what some tests open; its style sheets and scripts must be there all the same.
        refused = said.text.startswith("Failed to load resource") and "/static/" not in said.location["url"]
        if said.type == "error" and not refused:
            problems.append(said.text)

    def open_at(path="/", **context):
        made = chromium.new_context(locale="zh-CN", **context)
        contexts.append(made)
        made.route("**/*", guard)
        page = made.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", note)
        page.goto(address + path)
        return page

    yield open_at
    for made in contexts:
        made.close()
    assert outside == []
    assert problems == []
