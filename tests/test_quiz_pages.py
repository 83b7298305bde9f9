"""The quiz pages: wish, paper, answers and marks, exports, and decisions for administrators alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.indexing.build import build
from kb.quiz import all_items
from web import create_app

CORPUS = Path(__file__).parent / "cases" / "web"
TOKEN = "a-token-for-tests"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    kb = tmp_path_factory.mktemp("quiz") / "kb"
    build([CORPUS], kb, progress=False)
    made = create_app(kb, ADMIN_TOKEN=TOKEN)
    yield made
    made.extensions["library"].close()


@pytest.fixture
def client(app):
    return app.test_client()


def items(client, address="/quiz/paper.json?count=40"):
    return client.get(address).get_json()["items"]


def test_the_form_leads_to_a_paper(client):
    page = client.get("/quiz").text
    assert 'action="/quiz/paper"' in page
    assert "单选" in page
    paper = client.get("/quiz/paper?count=5&seed=2").text
    assert "在线答题" in paper
    assert "答案：" not in paper
    assert "答案：" in client.get("/quiz/paper?count=5&seed=2&key=1").text


def test_the_same_address_gives_the_same_paper(client):
    assert items(client) == items(client)
    assert items(client)


def test_wishes_limit_the_paper(client):
    single = items(client, "/quiz/paper.json?count=40&type=single_choice&bureau=市能源局")
    assert single
    assert {item["type"] for item in single} == {"single_choice"}


REFUSED = ["type=foo", "count=0", "count=99999", "document=nowhere", "section=哪里", "topic=天气"]


@pytest.mark.parametrize("asked", REFUSED)
def test_wishes_that_cannot_be_understood(client, asked):
    assert client.get(f"/quiz/paper?{asked}").status_code in (400, 404)


def answers(made):
    """A form that answers everything right."""
    form = {}
    for number, item in enumerate(made, 1):
        answer = item["answer"]
        if item["type"] == "true_false":
            form[f"q{number}"] = "true" if answer else "false"
        elif item["type"] == "matching":
            form |= {f"q{number}-{row}": str(key) for row, key in enumerate(answer)}
        elif item["type"] == "ordering":
            form |= {f"q{number}-{key}": str(place) for place, key in enumerate(answer, 1)}
        else:
            form[f"q{number}"] = [str(key) for key in answer]
    return form


def score(page):
    found = re.search(r"得分 (\d+) / (\d+)", page)
    return int(found[1]), int(found[2])


def test_all_right_gives_all_points(client):
    made = items(client)
    page = client.post("/quiz/take?count=40", data=answers(made)).text
    got, full = score(page)
    assert got == full > 0
    assert "<strong>错误</strong>" not in page


def test_nothing_answered_gives_none_and_shows_the_clause(client):
    page = client.post("/quiz/take?count=40", data={}).text
    got, full = score(page)
    assert got == 0 < full
    first = items(client)[0]
    assert "mark-quote" in page
    assert f"/clause/{first['document']}/{first['path']}" in page


def test_one_wrong_costs_its_points(client):
    made = items(client)
    form = answers(made)
    number, item = next((n, i) for n, i in enumerate(made, 1) if i["type"] == "single_choice")
    form[f"q{number}"] = [str((item["answer"][0] + 1) % len(item["options"]))]
    got, full = score(client.post("/quiz/take?count=40", data=form).text)
    assert full - got == 2


FORMATS = ["docx", "xlsx", "md", "json", "txt", "moodle", "gift", "anki"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_fetched(client, name):
    response = client.get(f"/quiz/export/{name}?count=5")
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    assert response.data


def test_an_unknown_format_is_not_found(client):
    assert client.get("/quiz/export/pdf?count=5").status_code == 404


def test_only_the_administrator_decides(app, client):
    item = items(client)[0]["id"]
    form = {"item": item, "decision": "rejected"}
    assert client.post("/quiz/review", data=form).status_code == 403
    assert client.post("/quiz/review", data=form | {"token": "wrong"}).status_code == 403
    assert client.post("/quiz/review", data=form | {"token": TOKEN}).status_code == 303
    rejected = client.get("/quiz/review.json?status=rejected").get_json()["items"]
    assert [one["id"] for one in rejected] == [item]
    assert item not in {one["id"] for one in items(client)}
    with app.app_context():
        assert item in {one.id for one in all_items(app.extensions["library"].current())}


def test_a_decision_on_nothing_is_refused(client):
    assert client.post("/quiz/review", data={"token": TOKEN, "decision": "accepted"}).status_code == 404
    assert client.post("/quiz/review", data={"token": TOKEN, "decision": "maybe"}).status_code == 400
