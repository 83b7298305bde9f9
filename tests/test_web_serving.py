"""Starting the server: one line saying where, or one sentence why not."""

import socket

import pytest

from web import serving


class Stopped:
    """A server that is interrupted as soon as it runs."""

    def run(self):
        raise KeyboardInterrupt

    def close(self):
        self.closed = True


def test_it_says_where_it_serves(tmp_path, monkeypatch, capsys):
    server = Stopped()
    monkeypatch.setattr(serving, "create_server", lambda *given, **named: server)
    serving.serve(tmp_path, "127.0.0.1", 8000)
    assert capsys.readouterr().out == "政策通已启动：http://127.0.0.1:8000\n"
    assert server.closed


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


@pytest.mark.parametrize("host", ["no.such.host.invalid", "256.1.1.1"])
def test_a_host_that_is_none_is_refused(tmp_path, host, capsys):
    with pytest.raises(SystemExit):
        serving.serve(tmp_path, host, 8000)
    assert "--host" in capsys.readouterr().err
