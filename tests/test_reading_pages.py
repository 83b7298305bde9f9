"""Web pages and Markdown: the document without the page around it, and safe rendering."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.reading.corpus import read_corpus
from kb.reading.web_pages import read_page

SHARED = Path(__file__).parents[2] / "shared" / "policies"
PARAGRAPH = "为推进节约用水，落实上级部署，结合本市实际，制定本方案。" * 3
PAGE = f"""<!DOCTYPE html><html><head><title>某市政府网</title><script>var x = "脚本";</script></head><body>
<nav><a href="/">首页</a><a href="/zw">政务公开</a></nav>
<table><tr><td>索 引 号：</td><td>0001/2024-1</td><td>发文机关：</td><td>某市人民政府</td></tr>
<tr><td>标　　题：</td><td>某市节水方案</td><td>发文字号：</td><td>某政发〔2024〕3号</td></tr>
<tr><td>成文日期：</td><td>2024年05月06日</td><td>主 题 词：</td><td></td></tr></table>
<div id="zoom"><p align="center">某市节水<span>方案</span></p><p>{PARAGRAPH}</p>
<p>一、总体要求<br>坚持节水。</p><table><tr><td><p>指标</p></td><td>2030年</td></tr><tr><td>用水总量</td><td>5亿立方米</td></tr></table></div>
<footer>版权所有</footer></body></html>"""


def test_a_page_gives_its_document_and_its_table() -> None:
    text, fields = read_page(PAGE)
    assert text.split("\n") == [
        "某市节水方案",
        PARAGRAPH,
        "一、总体要求",
        "坚持节水。",
        "指标\t2030年",  # a row of figures is one line
        "用水总量\t5亿立方米",
        "",
    ]
    assert fields["title"] == "某市节水方案"
    assert (fields["issuer"], fields["number"], fields["date"]) == (
        "某市人民政府",
        "某政发〔2024〕3号",
        "2024年05月06日",
    )


def test_a_page_becomes_a_document(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    (document,) = read_corpus([file]).documents
    assert (document.title, document.issuer, document.number, document.date) == (
        *("某市节水方案", "某市人民政府", "某政发〔2024〕3号", "2024-05-06"),
    )
    assert "首页" not in document.text
    assert "脚本" not in document.text


def test_a_page_that_names_no_content_element() -> None:
    html = f"<body><div><p>菜单</p></div><div><p>某市方案</p><p>{PARAGRAPH * 2}</p></div></body>"
    assert read_page(html)[0] == f"某市方案\n{PARAGRAPH * 2}\n"


@pytest.mark.parametrize(
    "html", ["", "<p>", "<", "<table><tr><td>标题：", "</div>" * 50, "<div>" * 3000 + "深"]
)
def test_broken_pages_do_not_fail(html: str) -> None:
    text, fields = read_page(html)
    assert isinstance(text, str)
    assert isinstance(fields, dict)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_published_pages_hold_what_was_collected_from_them() -> None:
    """Each page's text is the collected text without the label block above and the page words below."""
    for page in sorted((SHARED / "html").glob("*.html")):
        text, fields = read_page(page.read_text(encoding="utf-8"))
        collected = "".join((SHARED / f"{page.stem}.txt").read_text(encoding="utf-8").split())
        lines = ["".join(line.split()) for line in text.split("\n")]
        missing = [line for line in lines if line not in collected]
        assert missing == [], page.name
        assert len("".join(lines)) > 0.85 * len(collected), page.name
        assert set(fields) >= {"title", "issuer", "number", "date"}, page.name
