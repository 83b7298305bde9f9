"""The administrator's sign-in, and what readers say about answers: kept, listed, outliving builds."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from kb.errors import KnowledgeBaseError
from kb.indexing.build import build
from kb.state import Feedback, QuizDecision, open_state, state_path
from web import administration, create_app
from web.attempts import MOST, WINDOW, Attempts, TooManyTries

CORPUS = Path(__file__).parent / "cases" / "web"
TOKEN = "a token of twelve or more"
QUESTION = "哪些任务由市能源局负责"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    kb = tmp_path_factory.mktemp("administration") / "kb"
    build([CORPUS], kb, progress=False)
    return kb


@pytest.fixture
def app(built):
    state_path(built).unlink(missing_ok=True)
    app = create_app(built, TESTING=True, ADMIN_TOKEN=TOKEN)
    yield app
    app.extensions["library"].close()


@pytest.fixture
def reader(app):
    """Someone who has not signed in."""
    return app.test_client()


@pytest.fixture
def client(app):
    """The administrator."""
    client = app.test_client()
    assert client.post("/admin", data={"token": TOKEN}).status_code == 303
    return client


def fields(page) -> dict[str, str]:
    """The hidden fields of the form that takes a remark."""
    form = re.search(r'<form action="/feedback".*?</form>', page.text, flags=re.S)
    assert form, "no form to take a remark"
    return {
        name: unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0])
    }


def asked(client, question=QUESTION):
    return client.get("/search", query_string={"q": question})


def test_readers_see_no_form_and_no_remarks(reader):
    page = asked(reader)
    assert "/feedback" not in page.text
    assert "对这个回答的意见" not in page.text
    assert "管理员登录" in page.text
    listed = reader.get("/feedback?offset=0")
    assert (listed.status_code, listed.location) == (302, "/admin?next=/feedback?offset%3D0")
    assert reader.get("/feedback.json").status_code == 403
    assert list(reader.get("/feedback.json").get_json()) == ["error"]


@pytest.mark.parametrize("address", ["/feedback", "/feedback/withdraw", "/admin/leave"])
def test_readers_write_nothing(reader, built, address):
    refused = reader.post(address, data={"question": QUESTION, "verdict": "wrong"})
    assert refused.status_code == 403
    assert "请先登录" in refused.text
    assert not state_path(built).exists()


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "x", "口令" * 400])
def test_a_wrong_token_signs_no_one_in(reader, token):
    refused = reader.post("/admin", data={"token": token})
    assert refused.status_code == 403
    assert "口令不对" in refused.text
    assert "Set-Cookie" not in refused.headers
    assert reader.get("/admin", query_string={"token": token or "-"}).status_code == 403
    assert reader.get("/feedback.json").status_code == 403


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(reader):
    cookie = reader.post("/admin", data={"token": TOKEN}).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Secure" not in cookie
    assert TOKEN not in cookie
    over_https = reader.post("/admin", data={"token": TOKEN}, base_url="https://localhost")
    assert "Secure" in over_https.headers["Set-Cookie"]


def test_the_link_that_is_printed_signs_in_and_leads_on(reader):
    page = reader.get("/admin", query_string={"token": TOKEN, "next": "/feedback"})
    assert page.status_code == 200
    assert '<meta http-equiv="refresh" content="0; url=/feedback">' in page.text
    assert TOKEN not in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert reader.get("/feedback").status_code == 200


def test_a_cookie_ends_with_the_token_it_was_made_with(built, client):
    (cookie,) = [client.get_cookie("zhengcetong")]
    other = create_app(built, ADMIN_TOKEN="another token of ours")
    stranger = other.test_client()
    stranger.set_cookie("zhengcetong", cookie.value)
    assert stranger.get("/feedback.json").status_code == 403
    same = create_app(built, ADMIN_TOKEN=TOKEN).test_client()
    same.set_cookie("zhengcetong", cookie.value)
    assert same.get("/feedback.json").status_code == 200


def test_signing_out_ends_it(client):
    token = fields(asked(client))[administration.FORM_TOKEN]
    assert client.post("/admin/leave").status_code == 400, "a form of another site signs out"
    assert client.post("/admin/leave", data={administration.FORM_TOKEN: token}).status_code == 303
    assert client.get("/feedback.json").status_code == 403


def test_a_remark_is_kept_and_shown_again(client, built):
    form = fields(asked(client))
    said = client.post("/feedback", data=form | {"verdict": "wrong", "note": " 少了\n一项 "})
    assert said.status_code == 303
    (kept,) = open_state(built).feedback()
    assert (kept.question, kept.verdict, kept.note) == (QUESTION, "wrong", "少了 一项")
    assert "市能源局" in kept.quote
    assert "少了 一项" in client.get(said.location).text
    (listed,) = client.get("/feedback.json").get_json()["feedback"]
    assert listed["question"] == QUESTION
    page = client.get("/feedback").text
    assert "少了 一项" in page
    assert "有误" in page


def test_an_answer_of_one_clause_is_kept_with_it(client):
    form = fields(asked(client, "到2030年清洁取暖率达到多少")) | {"clause": "yunhe-heating-plan/2.1.1"}
    client.post("/feedback", data=form | {"verdict": "helpful"})
    assert 'href="/clause/yunhe-heating-plan/2.1.1"' in client.get("/feedback").text


def test_what_a_remark_was_about_may_be_gone(client, built):
    open_state(built).keep(Feedback("no-such/1", "旧回答", "wrong", question="旧问题"))
    page = client.get("/feedback")
    assert "no-such/1（已不在知识库中）" in page.text
    assert 'href="/clause/no-such' not in page.text


def test_a_remark_that_was_dealt_with_is_removed_alone(client, built):
    for note in ("一", "二"):
        client.post("/feedback", data=fields(asked(client)) | {"verdict": "wrong", "note": note})
    first = open_state(built).feedback()[0]
    row = {"question": first.question, "verdict": first.verdict, "note": "一", "made_at": first.made_at}
    token = {administration.FORM_TOKEN: fields(asked(client))[administration.FORM_TOKEN]}
    assert client.post("/feedback/withdraw", data=row).status_code == 400
    assert client.post("/feedback/withdraw", data=row | token).status_code == 303
    assert [kept.note for kept in open_state(built).feedback()] == ["二"]


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({administration.FORM_TOKEN: ""}, 400, "过期"),
        ({administration.FORM_TOKEN: "0" * 64}, 400, "过期"),
        ({administration.FORM_TOKEN: "口令"}, 400, "过期"),
        ({"verdict": ""}, 400, "有用"),
        ({"verdict": "incomplete"}, 400, "有用"),
        ({"question": ""}, 400, "哪个问题"),
        ({"question": "长" * 501}, 400, "501 个字"),
        ({"note": "长" * 1001}, 400, "1,001 个字"),
        ({"answer": "长" * 40000}, 413, "太长"),
    ],
)
def test_what_is_no_remark_is_refused_and_nothing_kept(client, built, changed, status, said):
    form = fields(asked(client)) | {"verdict": "wrong", "note": ""} | changed
    refused = client.post("/feedback", data=form)
    assert refused.status_code == status
    assert said in refused.text
    assert open_state(built).feedback() == ()


def test_markup_in_a_remark_is_shown_as_text(client):
    note = '"><script>alert(1)</script>'
    client.post("/feedback", data=fields(asked(client)) | {"verdict": "wrong", "note": note})
    for page in (asked(client), client.get("/feedback")):
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert" in page.text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("/feedback", "/feedback"),
        ("/search?q=供热&mode=fulltext", "/search?q=供热&mode=fulltext"),
        ("//elsewhere.example", ""),
        ("/\\elsewhere.example", ""),
        ("https://elsewhere.example", ""),
        ("javascript:alert(1)", ""),
        ("/a\r\nSet-Cookie: x", ""),
        ("feedback", ""),
        ("", ""),
    ],
)
def test_after_signing_in_no_one_is_led_away(given, kept):
    assert administration.local_address(given) == kept


def test_a_token_easily_guessed_is_refused_at_start(tmp_path, monkeypatch):
    monkeypatch.setenv("POLICY_TOKEN", "12345")
    with pytest.raises(KnowledgeBaseError, match="POLICY_TOKEN 太短"):
        create_app(tmp_path)
    monkeypatch.setenv("POLICY_TOKEN", TOKEN)
    assert create_app(tmp_path).config["ADMIN_TOKEN"] == TOKEN


def test_a_token_made_at_start_is_new_each_time(tmp_path, monkeypatch):
    monkeypatch.delenv("POLICY_TOKEN", raising=False)
    made = {create_app(tmp_path).config["ADMIN_TOKEN"] for _ in range(3)}
    assert len(made) == 3
    assert all(len(token) >= 20 for token in made)


def test_remarks_and_decisions_outlive_builds(tmp_path):
    corpus, kb = tmp_path / "corpus", tmp_path / "kb"
    shutil.copytree(CORPUS, corpus)
    build([corpus], kb, progress=False)
    app = create_app(kb, ADMIN_TOKEN=TOKEN)
    client = app.test_client()
    client.post("/admin", data={"token": TOKEN})
    client.post("/feedback", data=fields(asked(client)) | {"verdict": "helpful", "note": "很好"})
    decision = open_state(kb).keep(QuizDecision("yunhe-heating-plan/2.1.1", "原文", "item-1", "rejected"))
    before = client.get("/feedback.json").get_json()
    text = corpus / "yunhe-heating-plan.txt"
    text.write_text(text.read_text("utf-8").replace("120公里", "130公里"), encoding="utf-8")
    manifest = corpus / "manifest.toml"
    if manifest.exists():
        manifest.write_text(re.sub(r'(?m)^sha256 = ".*"\n', "", manifest.read_text("utf-8")), "utf-8")
    for rebuild in (False, True):
        build([corpus], kb, rebuild=rebuild, progress=False)
        assert "130公里" in client.get("/clause/yunhe-heating-plan/2.1.1").text
        assert client.get("/feedback.json").get_json() == before
        assert open_state(kb).quiz_decisions() == (decision,)
    shutil.rmtree(kb)
    build([corpus], kb, progress=False)
    assert client.get("/feedback.json").get_json() == before
    app.extensions["library"].close()


class Clock:
    """A clock that a test sets."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_after_ten_wrong_tokens_there_is_a_pause_even_for_the_right_one(app, reader):
    clock = Clock()
    app.extensions["attempts"] = Attempts(clock)
    for _ in range(MOST):
        assert reader.post("/admin", data={"token": "a wrong token"}).status_code == 403
    for refused in (
        reader.post("/admin", data={"token": TOKEN}),
        reader.get("/admin", query_string={"token": TOKEN}),
        reader.get("/admin", query_string={"token": "a wrong token"}),
    ):
        assert refused.status_code == 429
        assert "秒后再试" in refused.text
        assert "Set-Cookie" not in refused.headers
        assert 0 < int(refused.headers["Retry-After"]) <= 60
    elsewhere = app.test_client()
    answer = elsewhere.post("/admin", data={"token": TOKEN}, environ_base={"REMOTE_ADDR": "10.0.0.7"})
    assert answer.status_code == 303
    clock.now += WINDOW
    assert reader.post("/admin", data={"token": TOKEN}).status_code == 303


def test_reading_goes_on_during_the_pause(app, reader):
    app.extensions["attempts"] = Attempts(Clock())
    for _ in range(MOST):
        reader.post("/admin", data={"token": "a wrong token"})
    assert reader.get("/").status_code == 200
    assert reader.get("/admin").status_code == 200


def test_the_right_token_clears_the_count_and_old_tries_expire():
    clock = Clock()
    attempts = Attempts(clock)
    for _ in range(MOST - 1):
        attempts.wrong("a")
    attempts.right("a")
    for _ in range(MOST - 1):
        attempts.wrong("a")
        clock.now += 1
    attempts.check("a")
    attempts.wrong("a")
    with pytest.raises(TooManyTries):
        attempts.check("a")
    attempts.check("b")
    clock.now += WINDOW - MOST + 2
    attempts.check("a")


def test_the_addresses_remembered_are_bounded():
    attempts = Attempts(Clock())
    for number in range(5000):
        attempts.wrong(str(number))
    assert len(attempts._wrong) <= 1000
