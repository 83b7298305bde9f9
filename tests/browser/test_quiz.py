"""What a trainer does: wish for a paper, answer it, see the score and the clause, export it for Word."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


def test_make_a_paper_answer_it_and_export_it(open_page, tmp_path):
    page = open_page("/quiz", accept_downloads=True)
    page.get_by_label("题数").fill("6")
    page.get_by_label("单选").check()
    page.get_by_role("button", name="出卷").click()
    page.wait_for_url("**/quiz/paper?*")
    questions = page.locator("ol.quiz > li")
    count = questions.count()
    assert 0 < count <= 6
    stem = questions.first.locator(".stem").inner_text()

    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    file = tmp_path / "paper.docx"
    download.value.save_as(file)
    with zipfile.ZipFile(file) as word:
        assert stem in word.read("word/document.xml").decode()
    assert Path(download.value.suggested_filename).suffix == ".docx"

    page.get_by_role("link", name="在线答题").click()
    page.wait_for_url("**/quiz/take?*")
    for number in range(1, count + 1):
        page.locator(f"#q{number} input[type=radio]").first.check()
    page.get_by_role("button", name="交卷").click()
    score = page.get_by_role("status", name="成绩")
    assert "得分" in score.inner_text()
    assert page.locator(".verdict").count() == count
    page.locator("details.grounds").first.evaluate("d => d.open = true")
    assert page.locator("details.grounds .mark-quote").first.is_visible()
    page.locator("#q1").get_by_role("link", name="打开条款").click()
    page.wait_for_url("**/clause/**")
    assert page.locator(".verbatim .mark-quote").count() > 0


def test_a_narrow_screen_shows_the_whole_form(open_page):
    page = open_page("/quiz", viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.get_by_role("button", name="出卷").is_visible()
