"""Starting the server: one line saying where, or one sentence why not."""

import errno
import socket
from pathlib import Path

import pytest

from kb.indexing.build import build
from web import create_app, serving
from web.serving import warm


class Stopped:
    """A server that is interrupted as soon as it runs."""

    def run(self):
        raise KeyboardInterrupt

    def close(self):
        self.closed = True


def test_it_says_where_it_serves(tmp_path, monkeypatch, capsys):
    server = Stopped()
    given = []
    monkeypatch.setattr(
        serving, "create_server", lambda app, sockets, **more: given.extend(sockets) or server
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving.serve(tmp_path, "127.0.0.1", port)
    started, administrator = capsys.readouterr().out.splitlines()
    assert started == f"政策通已启动：http://127.0.0.1:{port}"
    token = administrator.removeprefix(f"管理员登录：http://127.0.0.1:{port}/admin?token=")
    assert len(token) >= 20
    assert given[0].getsockname() == ("127.0.0.1", port)
    assert server.closed
    given[0].close()


def test_a_token_that_was_set_is_not_printed(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("POLICY_TOKEN", "a-token-of-our-own")
    server = Stopped()
    monkeypatch.setattr(serving, "create_server", lambda app, sockets, **more: sockets[0].close() or server)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving.serve(tmp_path, "127.0.0.1", port)
    assert capsys.readouterr().out == f"政策通已启动：http://127.0.0.1:{port}\n"


def test_a_port_in_use_is_one_sentence_and_status_1(tmp_path, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as ended:
            serving.serve(tmp_path, "127.0.0.1", port)
    assert ended.value.code == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"端口 {port} 已被占用，请用 --port 换一个端口，例如 --port {port + 1}。\n"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EACCES, "denied"), "没有权限使用端口 80，请用 --port"),
        (socket.gaierror(-2, "unknown"), "无法在 no.such.host:80 启动服务，请检查 --host"),
        (ValueError("Invalid host/port"), "无法在 no.such.host:80 启动服务，请检查 --host"),
    ],
)
def test_why_an_address_cannot_be_served(error, said):
    assert serving.refusal(error, "no.such.host", 80).startswith(said)


def test_the_first_reader_finds_the_pages_warm(tmp_path):
    corpus = Path(__file__).parent / "cases" / "web"
    build([corpus], tmp_path / "kb", progress=False)
    app = create_app(tmp_path / "kb")
    warm(app)
    library = app.extensions["library"]
    kb = library.current()
    assert library.once(kb, "examples", lambda: "not made yet") != "not made yet"
    library.close()


def test_nothing_is_warmed_without_a_knowledge_base(tmp_path, caplog):
    warm(create_app(tmp_path / "none"))
    assert not caplog.records
