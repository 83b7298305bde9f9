"""What is typed in the box: a question, a name that answers, or words to look for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.indexing.build import build
from web import create_app
from web.asking import is_question

CORPUS = Path(__file__).parent / "cases" / "web"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    kb = tmp_path_factory.mktemp("asking") / "kb"
    build([CORPUS], kb, progress=False)
    app = create_app(kb, TESTING=True)
    yield app
    app.extensions["library"].close()


@pytest.fixture
def client(app):
    return app.test_client()


def has_card(page) -> bool:
    return 'class="answer ' in page.text


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("清洁取暖率是多少", True),
        ("谁管供热", True),
        ("供热有何要求", True),
        ("市住建局负责供热", True),
        ("供热 责任单位", True),
        ("供热管网由市住建局牵头", True),
        # a name that is the whole of it
        ("市能源局", True),
        ("能源局", True),
        ("市住房和城乡建设局", True),
        ("市能源局的任务", True),
        ("市民航局", True),
        ("清洁取暖率", True),
        ("2030年清洁取暖率", True),
        ("清洁取暖率目标", True),
        ("2030年目标", True),
        ("二（一）1", True),
        ("2.1.1", True),
        # words to look for
        ("供热", False),
        ("管网", False),
        ("取暖率", False),
        ("清洁取暖率 管网", False),
        ("供热 市能源局", False),
        ("2030", False),
        ("2030年", False),
        ("目标", False),
        ("牵头单位", False),
        ("责任单位", False),
        ("负责人", False),
        ("强化责任", False),
        ("总体要求", False),
        ("重点任务", False),
        ("“清洁取暖率”", False),
        ("部门:市能源局 供热", False),
        ("供热 -管网", False),
        ("。。。", False),
    ],
)
def test_a_question_is_told_from_words_to_look_for(app, typed, asks):
    with app.test_request_context("/"):
        assert is_question(app.extensions["library"].current(), typed) is asks


def test_a_bare_keyword_shows_clauses_and_offers_the_answer(client):
    """热损失 is part of an indicator (供热管网热损失): clauses come first, its figure is one click away."""
    page = client.get("/search?q=热损失")
    data = client.get("/search.json?q=热损失").get_json()
    assert data["answer"]["status"] == "answered"
    assert not has_card(page)
    (offered,) = re.findall(r'<a href="([^"]+)">查看直接的回答</a>', page.text)
    with_card = client.get(offered.replace("&amp;", "&"))
    assert has_card(with_card)
    assert "查看直接的回答" not in with_card.text


def test_a_refusal_shows_a_few_clauses_named_as_such_and_nothing_to_cite(client):
    address = "/search?q=2045年清洁取暖率是多少"
    page = client.get(address)
    data = client.get(address.replace("search?", "search.json?")).get_json()
    assert data["answer"]["status"] == "not_found"
    assert data["total"] > 3
    assert "复制引用" not in page.text
    assert "answer-citations" not in page.text
    assert "相关条款" not in page.text
    assert "可供参考的条款" in page.text
    assert "没有回答所问的内容" in page.text
    assert page.text.count('<p class="snippet">') == 3
    assert "检索方式" not in page.text
    assert 'class="facets' not in page.text
    (everything,) = re.findall(r'href="([^"]+)">全部 \d+ 条检索结果', page.text)
    hits = client.get(everything.replace("&amp;", "&"))
    assert not has_card(hits)
    assert hits.text.count('<p class="snippet">') == len(data["hits"])
    assert "回到对这个问题的回答" in hits.text


def test_nearest_facts_of_a_refusal_are_labelled(client):
    page = client.get("/search?q=2045年清洁取暖率是多少")
    assert "最接近的规定" in page.text
    assert "原文依据" not in page.text


def test_readers_are_told_who_may_leave_a_remark(client):
    page = client.get("/search?q=哪些任务由市能源局负责")
    assert "意见由管理员登记" in page.text
    assert re.search(r'href="/admin\?next=/search\?q%3D', page.text)


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/search?q=市住房和城乡建设局", "市住建局"),  # the words typed do not stand in the clause
        ("/search?q=供热&bureau=市大数据局", "市大数据局"),
        ("/search?q=热损失", ""),
    ],
)
def test_the_body_asked_for_is_marked_in_the_hits(client, address, marked):
    page = client.get(address)
    found = set(re.findall(r'<a href="/body[^"]*"[^>]*><mark>([^<]+)</mark></a>', page.text))
    assert found == ({marked} if marked else set())
