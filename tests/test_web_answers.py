"""The card of an answer: its look by status, links that are certain, folded evidence, what can be copied."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from flask import render_template_string

from kb.indexing.build import build
from kb.model import Answer, Citation
from web import create_app
from web.answer_card import answer_card

CORPUS = Path(__file__).parent / "cases" / "web"
PLAN, OUTLINE = "yunhe-heating-plan", "nanjiang-heating-outline"
CARD = '{% import "_parts.html" as parts with context %}{% include "_answer.html" %}'


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    kb = tmp_path_factory.mktemp("answers") / "kb"
    build([CORPUS], kb, progress=False)
    app = create_app(kb, TESTING=True)
    yield app
    app.extensions["library"].close()


@pytest.fixture
def kb(app):
    return app.extensions["library"].current()


@pytest.fixture
def shown(app, kb):
    """Draws the card of an answer made of these fields."""

    def draw(status="answered", answer="共1项。", **fields):
        made = Answer(question="问什么", intent="test", status=status, answer=answer, **fields)
        with app.test_request_context("/search?q=问什么"):
            return render_template_string(CARD, card=answer_card(kb, made))

    return draw


def cited(kb, clause: str) -> Citation:
    """A citation of a clause's first sentence."""
    found = kb.clause(clause)
    span = found.sentences[0]
    text = kb.document(found.document).text[span.start : span.end]
    return Citation(clause, found.path, found.document, text, span.start, span.end)


def words(html: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


@pytest.mark.parametrize(
    ("status", "heading", "seen"),
    [
        ("answered", "回答", False),
        ("passages", "没有直接的回答", False),
        ("ambiguous", "您问的是哪一个", True),
        ("not_found", "没有找到", True),
    ],
)
def test_each_kind_of_answer_has_its_look(shown, status, heading, seen):
    page = shown(status, "这样说。")
    assert f"answer answer-{status}" in page
    (title,) = re.findall(r'<h2 id="answer-title"([^>]*)>([^<]*)</h2>', page)
    assert title[1] == heading
    assert ("unseen" not in title[0]) == seen


def test_what_is_said_already_is_not_said_twice(shown):
    twice = shown("not_found", "没有找到：文件没有提到“氢车”。", reason="文件中没有出现“氢车”。")
    assert 'class="reason"' not in twice
    assert 'id="answer-title" class="unseen"' in twice
    assert "请选择一个" in shown("ambiguous", "可能指甲、乙。", reason="请选择一个。")


def test_readings_of_an_ambiguous_question_are_choices(shown):
    page = shown("ambiguous", "可能指甲、乙。", suggestions=("甲的任务", "乙的任务"))
    choices = re.search(r'<ul class="readings">(.*?)</ul>', page, flags=re.S)
    assert choices
    assert len(re.findall(r'href="/search\?q=', choices[1])) == 2
    assert "还可以问" not in page


def test_how_it_was_read_the_notes_and_the_neighbours(shown):
    page = shown(reading="按责任单位＝市能源局 查询", notes=("名单以“等”结尾。",), suggestions=("另一问",))
    text = words(page)
    assert "是这样理解的 按责任单位＝市能源局 查询" in text
    assert "名单以“等”结尾。" in text
    assert "还可以问 另一问" in text


def test_long_evidence_is_folded_after_five_and_all_there(shown, kb):
    clauses = [clause.id for clause in kb.clauses(PLAN) if clause.sentences][:7]
    page = shown(citations=tuple(cited(kb, clause) for clause in clauses))
    before, _, after = page.partition("<details")
    assert before.count("<blockquote>") == 5
    assert after.count("<blockquote>") == 2
    assert "显示其余 2 条原文" in after
    assert '<ol start="6">' in after
    for clause in clauses:
        quote = cited(kb, clause)
        assert f"/clause/{clause}?start={quote.start}&amp;end={quote.end}#quote" in page
        assert quote.quote in unescape(page)


def test_evidence_of_the_notes_stands_apart(shown, kb):
    page = shown(citations=(cited(kb, f"{PLAN}/2.1.1"),), beside=(cited(kb, f"{PLAN}/3.1"),))
    evidence, _, beside = page.partition('<details class="beside">')
    assert f"/clause/{PLAN}/3.1?" not in evidence
    assert f"/clause/{PLAN}/3.1?" in beside
    copied = re.search(r'id="answer-citations" hidden>(.*?)</div>', page, flags=re.S)
    assert copied
    assert copied[1].count("：“") == 1


def test_only_what_is_there_can_be_copied(shown, kb):
    def buttons(page):
        return re.findall(r'class="copy" data-copy="([^"]+)"', page)

    table = (("条款", "任务"), ("二、（一）1.", "更新老旧管网"))
    whole = {"citations": (cited(kb, f"{PLAN}/2.1.1"),), "table": table}
    assert buttons(shown(**whole)) == ["answer-text", "answer-table", "answer-citations"]
    assert buttons(shown()) == ["answer-text"]
    assert buttons(shown("not_found", "没有。")) == []


@pytest.mark.parametrize(
    ("row", "linked"),
    [
        (("二、（一）1.", "更新老旧管网"), f"{PLAN}/2.1.1"),
        (("2.1.1", "更新老旧管网"), f"{PLAN}/2.1.1"),
        (("二、（一）9.", "没有这一条"), ""),
        (("一、", "云河市清洁供热实施方案"), f"{PLAN}/1"),
        (("一、", "南江省清洁取暖规划"), f"{OUTLINE}/1"),
        (("一、", "两份文件都没有的话"), ""),
    ],
)
def test_a_cell_is_linked_only_where_it_names_one_clause(shown, kb, row, linked):
    assert kb.clause(f"{PLAN}/1").number == kb.clause(f"{OUTLINE}/1").number == "一、"
    clauses = (f"{PLAN}/2.1.1", f"{OUTLINE}/1", f"{PLAN}/1")
    page = shown(clauses=clauses, table=(("条款", "文件或内容"), row))
    cell = re.search(r'<td data-label="条款"[^>]*>(.*?)</td>', page, flags=re.S)
    assert cell
    assert re.findall(r'href="/clause/([^"]+)"', cell[1]) == ([linked] if linked else [])


def test_a_question_of_500_characters_is_searched(app):
    client = app.test_client()
    question = "供热管网改造由哪个部门负责？" * 35 + "供热管网改造是什么"
    assert len(question) == 499
    assert client.get("/search", query_string={"q": question}).status_code == 200
    assert client.get("/search", query_string={"q": question + "啊啊"}).status_code == 400


def test_clauses_found_by_meaning_alone_are_named_so(app):
    page = app.test_client().get("/search?q=啊啊啊")
    hits = page.text.count('<p class="snippet">')
    assert ("没有找到含有这些词的条款，以下意思相近" in page.text) == bool(hits)
    assert "相关条款" not in re.sub(r"没有找到含有这些词的条款，以下意思相近", "", page.text)
    assert "没有找到含有" not in app.test_client().get("/search?q=供热").text


def test_the_filter_by_body_is_typed_with_the_known_ones_offered(app):
    page = app.test_client().get("/targets?bureau=市住建局").text
    assert re.search(r'<input id="filter-bureau" name="bureau" list="bureaus" value="市住建局"', page)
    offered = re.search(r'<datalist id="bureaus">(.*?)</datalist>', page, flags=re.S)
    assert offered
    assert '<option value="市能源局">' in offered[1]


@pytest.mark.parametrize(
    ("rows", "summary"),
    [
        (8, []),
        (9, [(" class=narrow-only", "展开全部 9 行")]),
        (30, [(" class=narrow-only", "展开全部 30 行")]),
        (31, [("", "展开全部 31 行")]),
    ],
)
def test_a_long_table_is_folded_under_a_summary(shown, rows, summary):
    page = shown(table=(("条款", "任务"), *((f"{at}", f"第{at}项") for at in range(rows))))
    assert re.findall(r'<details( class=narrow-only)?><summary><span class="more">([^<]*)<', page) == summary
    assert page.count("<tr>") == rows + 1  # every row is there, folded or not
