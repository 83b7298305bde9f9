"""What a person does: ask, filter, open a clause, follow a permalink, copy, use the keyboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

PLAN = "yunhe-heating-plan"
TEXT = (Path(__file__).parents[1] / "cases" / "web" / f"{PLAN}.txt").read_text(encoding="utf-8")

PAGES = [
    "/",
    "/search?q=哪些任务由市能源局负责",
    "/search?q=供热",
    "/search?q=龘靐齉",
    "/search?q=2045年清洁取暖率是多少",
    "/search?q=" + "a" * 300,
    "/search?q=" + "长" * 300,
    "/search?q=供热&bureau=市火星局",
    f"/clause/{PLAN}/2.1.1",
    "/documents",
    f"/document/{PLAN}",
    "/bodies",
    "/body?name=市住建局&region=南江省云河市",
    "/targets",
    "/coverage",
    "/about",
    "/admin",
    "/quiz",
    "/nowhere",
]


def ask(page, question):
    page.get_by_role("searchbox").fill(question)
    page.get_by_role("button", name="查询").click()
    page.wait_for_url("**/search?*")


def test_ask_and_open_the_clause_that_answers(open_page):
    page = open_page("/")
    ask(page, "哪些任务由市能源局负责")
    answer = page.get_by_role("article", name="回答")
    assert "市能源局" in answer.inner_text()
    assert page.title().startswith("哪些任务由市能源局负责")
    answer.get_by_role("link", name="利用工业余热").first.click()
    page.wait_for_url(f"**/clause/{PLAN}/2.2.1*")
    assert "鼓励钢铁企业回收余热用于居民供暖" in page.get_by_role("main").inner_text()
    marked = page.locator(".verbatim .mark-quote")
    assert marked.count() > 0


def test_filter_and_take_the_filter_out(open_page):
    page = open_page("/search?q=供热")
    before = page.locator(".hit-list > li").count()
    page.get_by_role("complementary", name="筛选").get_by_role("link", name="市大数据局").click()
    page.wait_for_url("**bureau=**")
    assert page.locator(".hit-list > li").count() == 1 < before
    page.get_by_role("link", name="去掉筛选：市大数据局").click()
    page.wait_for_function("!location.search.includes('bureau')")
    assert page.locator(".hit-list > li").count() == before


def test_a_permalink_opens_at_its_highlighted_quote(open_page):
    start = TEXT.index("漏损率控制在8%以内")
    page = open_page(f"/clause/{PLAN}/2.1.1?start={start}&end={start + 10}#quote")
    quote = page.locator("#quote")
    assert quote.is_visible()
    assert "".join(page.locator(".verbatim .mark-quote").all_inner_texts()) == "漏损率控制在8%以内"
    page.reload()
    assert quote.is_visible()


def test_walk_through_a_document(open_page):
    page = open_page(f"/document/{PLAN}")
    page.get_by_role("navigation", name="目录").get_by_role("link", name="推进智慧供热").click()
    page.wait_for_url("**#c-2.1.2")
    section = page.locator("[id='c-2.1.2']")
    assert section.is_visible()
    section.get_by_role("link", name=re.compile("打开条款")).click()
    page.wait_for_url("**/clause/**/2.1.2")
    page.get_by_role("link", name=re.compile("下一条")).click()
    page.wait_for_url("**/clause/**/2.2")


def test_copy_an_answer_a_table_and_a_citation(open_page):
    page = open_page("/search?q=哪些任务由市能源局负责", permissions=["clipboard-read", "clipboard-write"])

    def copied(name):
        page.get_by_role("button", name=name).click()
        page.get_by_text("已复制", exact=True).first.wait_for()
        return page.evaluate("navigator.clipboard.readText()")

    assert copied("复制答案") == page.locator("#answer-text").inner_text().strip()
    rows = [line.split("\t") for line in copied("复制表格").split("\n")]
    assert len(rows) == page.locator("#answer-table tr").count()
    assert len({len(row) for row in rows}) == 1
    assert "《云河市清洁供热实施方案》" in copied("复制引用")


def test_the_administrator_signs_in_and_says_what_is_wrong(open_page, token):
    page = open_page("/feedback")
    page.get_by_label("管理口令").fill(token)
    page.keyboard.press("Enter")
    page.wait_for_url("**/feedback")
    ask(page, "哪些任务由市能源局负责")
    page.get_by_role("radio", name="有误").check()
    page.get_by_role("textbox", name="说明").fill("少了一项")
    page.keyboard.press("Enter")
    page.wait_for_url("**#feedback")
    assert "少了一项" in page.locator("#feedback .given").inner_text()
    page.goto(page.url.split("/search")[0] + "/feedback")
    assert "少了一项" in page.get_by_role("main").inner_text()
    page.get_by_role("button", name=re.compile("删除这条意见")).click()
    page.get_by_text("还没有意见").wait_for()


def test_the_printed_link_signs_in_and_leaves_no_token_in_the_address(open_page, token):
    page = open_page(f"/admin?token={token}")
    page.wait_for_url("**/admin")
    assert page.get_by_role("button", name="退出登录").is_visible()


def test_what_is_folded_is_on_paper(open_page):
    page = open_page("/search?q=第二部分说了什么")
    folded = page.locator("main article details .place")
    assert folded.count() > 0
    assert not folded.first.is_visible()
    page.emulate_media(media="print")
    assert all(place.is_visible() for place in folded.all())
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folded.first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not folded.first.is_visible()


def test_the_slash_key_goes_to_the_box_but_not_while_typing(open_page):
    page = open_page("/documents")
    page.keyboard.press("/")
    box = page.get_by_role("searchbox")
    assert box.evaluate("box => box === document.activeElement")
    assert box.input_value() == ""
    page.keyboard.type("a/b")
    assert box.input_value() == "a/b"


def test_the_first_stop_of_the_keyboard_skips_to_the_text(open_page):
    page = open_page("/documents")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_its_screen(open_page, path, width):
    page = open_page(path, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_reading_and_searching_work_without_scripts(open_page):
    page = open_page("/", java_script_enabled=False)
    ask(page, "供热")
    assert page.locator(".hit-list > li").count() > 1
    assert page.locator("button.copy:visible").count() == 0
    page.locator(".hit-list h3 a").first.click()
    page.wait_for_url("**/clause/**")
    assert page.locator(".verbatim").is_visible()


def test_paper_has_the_text_without_the_site_around_it(open_page):
    page = open_page("/body?name=市住建局&region=南江省云河市")
    page.emulate_media(media="print")
    assert page.locator("header.site").is_hidden()
    assert page.locator(".tasks > li").count() == 3
    assert page.locator(".tasks .verbatim").first.is_visible()


def test_the_keyboard_alone_asks_and_opens_the_evidence(open_page):
    page = open_page("/documents")
    page.keyboard.press("/")
    page.keyboard.type("哪些任务由市能源局负责")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.answer td')"):
            break
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/clause/**")


def test_what_was_copied_is_announced(open_page):
    page = open_page("/search?q=哪些任务由市能源局负责", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制答案").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.getElementById('announcement').textContent === '已复制'")
    assert page.evaluate("document.activeElement.dataset.copy") == "answer-text"


def test_a_bare_keyword_lists_clauses_and_a_question_is_answered(open_page):
    page = open_page("/search?q=热损失")
    assert page.locator("article.answer").count() == 0
    assert page.locator(".hit-list mark").first.inner_text() == "热损失"
    page.get_by_role("link", name="查看直接的回答").click()
    page.wait_for_url("**answer=1")
    assert "5个百分点" in page.get_by_role("article", name="回答").inner_text()


def test_a_refusal_has_nothing_to_cite(open_page):
    page = open_page("/search?q=2045年清洁取暖率是多少")
    assert page.get_by_role("heading", name="没有找到").count() == 1
    assert page.get_by_role("button", name="复制引用").count() == 0
    assert page.get_by_role("heading", name="最接近的规定").is_visible()
    assert page.locator(".hit-list > li").count() == 3
    page.get_by_role("link", name=re.compile("条检索结果")).click()
    page.wait_for_url("**answer=0")
    assert page.locator("article.answer").count() == 0
    page.get_by_role("link", name="回到对这个问题的回答").click()
    page.wait_for_function("!location.search.includes('answer')")


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_the_header_is_two_links_away_without_scripts(open_page, width):
    page = open_page("/", viewport={"width": width, "height": 800}, java_script_enabled=False)
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="对照核查").click()
    page.wait_for_url("**/compare")
    page.get_by_role("navigation", name="对照核查").get_by_role("link", name="解析报告").click()
    page.wait_for_url("**/coverage")
    here = page.locator("header [aria-current=page]")
    assert here.all_inner_texts() == ["解析报告"]


def test_paper_says_what_was_asked(open_page):
    page = open_page("/search?q=哪些任务由市能源局负责")
    page.emulate_media(media="print")
    asked = page.get_by_role("heading", name="查询：哪些任务由市能源局负责")
    assert asked.bounding_box()["height"] > 10
    assert page.locator(".hits").is_hidden()
    assert page.locator("header.site").is_hidden()


#: Controls on the screen that a screen reader could not name.
NAMELESS = """() => {
  const named = (e) => (e.labels && e.labels.length) || e.getAttribute("aria-label")
    || e.textContent.trim() || e.querySelector("img[alt]");
  return [...document.querySelectorAll("input:not([type=hidden]), select, textarea, button, a, summary")]
    .filter((e) => e.checkVisibility() && !named(e)).map((e) => e.outerHTML);
}"""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_a_language_a_heading_landmarks_and_named_controls(open_page, path):
    page = open_page(path)
    assert page.evaluate(NAMELESS) == []
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.get_by_role("main").count() == page.get_by_role("banner").count() == 1


LONG = """() => {
  const rows = Array.from({length: 40}, (_, at) => `<tr><td>${at}</td></tr>`).join("");
  document.getElementById("content").innerHTML = `<div class="folded">
    <details><summary>展开全部 40 行</summary></details>
    <div class="scroll"><table id="long" class="ledger"><tbody>${rows}</tbody></table></div>
  </div>`;
}"""


@pytest.mark.parametrize(("width", "shown"), [(390, 8), (1280, 30)])
def test_a_long_answer_unfolds_by_keyboard_and_on_paper(open_page, width, shown):
    page = open_page("/about", viewport={"width": width, "height": 800})
    page.evaluate(LONG)
    rows = page.locator("#long tr:visible")
    assert rows.count() == shown
    page.emulate_media(media="print")
    assert rows.count() == 40
    page.emulate_media(media="screen")
    summary = page.locator("summary", has_text="展开全部")
    assert summary.bounding_box()["y"] > page.locator("#long").bounding_box()["y"]
    summary.focus()
    page.keyboard.press("Enter")
    assert rows.count() == 40


def test_a_table_wider_than_the_screen_says_so_and_scrolls_by_keyboard(open_page):
    page = open_page("/matrix?by=body", viewport={"width": 390, "height": 800})
    page.evaluate("document.querySelector('#matrix-table').style.width = '60rem'")
    page.evaluate("window.dispatchEvent(new Event('resize'))")
    hint = page.get_by_text("可左右滚动查看其余各列")
    assert hint.is_visible()
    frame = page.get_by_role("region", name="表格，可左右滚动")
    frame.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.scroll').scrollLeft > 0")
    page.evaluate("document.querySelector('#matrix-table').style.width = ''")
    page.set_viewport_size({"width": 1280, "height": 800})
    hint.wait_for(state="detached")
    assert frame.count() == 0


def test_a_ledger_is_printed_across_with_room_for_its_text(open_page):
    page = open_page("/ledger/targets", viewport={"width": 1000, "height": 700})
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('main')).page") == "across"
    narrow = "[...document.querySelectorAll('td.quote')].filter(cell => cell.offsetWidth < 150).length"
    assert page.evaluate(narrow) == 0
