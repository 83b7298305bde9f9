"""The page that checks a draft and the page that compares two documents, over documents on a shelf."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

import pytest
from factories import document
from shelf import Shelf

from kb.drafting.files import LONGEST_DRAFT
from web import create_app

PLAN = """一、总体要求
到2025年，公共供水管网漏损率控制在9%以内。
二、重点任务
（一）更新老旧管道。到2027年，老旧管道更新率达到60%。（市水利局牵头，市财政局配合）
"""
FINAL = PLAN.replace("9%", "8%").replace("市财政局", "市审计局")


class OnShelf:
    """Hands the shelf to the pages in place of a knowledge base on disk."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def current(self) -> Shelf:
        return self.shelf

    def once(self, kb, key, make):
        return make()


@pytest.fixture(scope="module")
def client():
    shelf = Shelf(
        [
            document("plan", PLAN, title="某市节水方案"),
            document(
                "final",
                PLAN.replace("9%", "8%").replace("市财政局", "市审计局"),
                title="某市节水方案（修订）",
            ),
        ]
    )
    app = create_app(Path("no-knowledge-base"), TESTING=True)
    app.extensions["library"] = OnShelf(shelf)
    return app.test_client()


def words(response) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", response.text)))


def test_the_form_is_empty_at_first(client) -> None:
    page = client.get("/check")
    assert page.status_code == 200
    assert 'action="/check"' in page.text
    assert "核对结果" not in page.text


def test_a_draft_is_marked_with_the_true_wording(client) -> None:
    page = client.post(
        "/check", data={"text": "《某市节水方案》提出，到2025年公共供水管网漏损率控制在7%以内。"}
    )
    assert page.status_code == 200
    assert "<del>7</del>" in page.text
    assert "<ins>9</ins>" in page.text
    assert "mark-contradicted" in page.text
    assert 'href="/clause/plan/1?start=' in page.text
    assert "数值：草稿为7%，原文为9%" in words(page)


def test_what_is_typed_is_shown_as_text(client) -> None:
    page = client.post("/check", data={"text": "<script>alert(1)</script>“<b>引文里面也不能有标记的</b>”"})
    assert "<script>alert" not in page.text
    assert "<b>引文" not in page.text
    assert "&lt;script&gt;" in page.text


def test_a_file_is_checked(client) -> None:
    data = {
        "file": (io.BytesIO("到2025年，公共供水管网漏损率控制在8%以内。".encode()), "draft.txt"),
        "text": "",
    }
    page = client.post("/check", data=data)
    assert page.status_code == 200
    assert "<h2" in page.text
    assert "一致" in words(page)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text": " "}, "没有文字"),
        ({"text": "字" * (LONGEST_DRAFT + 1)}, "太长"),
        ({"file": (io.BytesIO(b"not a word file"), "a.docx")}, "不是可读的 Word 文档"),
    ],
)
def test_bad_drafts_are_one_sentence(client, data, said) -> None:
    page = client.post("/check", data=data)
    assert page.status_code == 400
    assert said in words(page)


def test_more_than_a_draft_is_not_even_read(client) -> None:
    body = b"text=" + b"1" * 6_000_000
    page = client.post("/check", data=body, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 400
    assert "太长" in words(page)


def test_the_twin_has_the_fields_of_the_command(client) -> None:
    answer = client.post(
        "/check.json", data={"text": "到2025年，公共供水管网漏损率控制在7%以内。"}
    ).get_json()
    (item,) = answer["items"]
    assert {"text", "start", "end", "kind", "verdict", "clause", "path", "source_quote", "note"} <= set(item)
    assert (item["kind"], item["verdict"], item["path"]) == ("number", "contradicted", "1")
    refused = client.post("/check.json", data={"text": ""})
    assert refused.status_code == 400
    assert list(refused.get_json()) == ["error"]


def test_two_documents_side_by_side(client) -> None:
    page = client.get("/compare?first=plan&second=final")
    assert page.status_code == 200
    text = words(page)
    assert "后者更严" in text  # 9% → 8% 以内
    assert "只在前者 市财政局" in text
    assert "只在后者 市审计局" in text
    assert "<del>财政</del>" in page.text
    data = client.get("/compare.json?first=plan&second=final").get_json()
    assert data["counts"] == {"same": 1, "changed": 2, "dropped": 0, "added": 0}
    assert [row["status"] for row in data["targets"]] == ["stricter", "same"]
    assert {doubt["kind"] for doubt in data["doubts"]} == {"no_body"}


def test_the_choice_alone(client) -> None:
    page = client.get("/compare")
    assert page.status_code == 200
    assert "<select" in page.text
    assert client.get("/compare?first=plan&second=plan").status_code == 400
