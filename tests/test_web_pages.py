"""Every page and its JSON twin over a small knowledge base of our own, read off its two documents."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from kb.errors import VerificationError
from kb.indexing.build import build
from kb.model import Filters
from web import create_app
from web.library import Library

CORPUS = Path(__file__).parent / "cases" / "web"
PLAN = "yunhe-heating-plan"
TEXT = (CORPUS / f"{PLAN}.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    kb = tmp_path_factory.mktemp("web") / "kb"
    build([CORPUS], kb, progress=False)
    return kb


@pytest.fixture(scope="module")
def app(built):
    app = create_app(built, TESTING=True, PAGE_SIZE=3)
    yield app
    app.extensions["library"].close()


@pytest.fixture
def client(app):
    return app.test_client()


def words(response) -> str:
    """The page's text as a reader sees it."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", response.text, flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", body)))


def hrefs(response) -> list[str]:
    return [unescape(found) for found in re.findall(r'href="([^"]+)"', response.text)]


PAGES = [
    "/",
    "/search?q=清洁取暖率",
    "/search?q=哪些任务由市能源局负责",
    "/search?q=",
    "/search?q=&bureau=市能源局",
    f"/clause/{PLAN}/2.1.1",
    f"/clause/{PLAN}/0",
    "/documents",
    f"/document/{PLAN}",
    "/bodies",
    "/body?name=市住建局&region=南江省云河市",
    "/targets",
    "/targets?year=2030&kind=target&sort=value&desc=1",
    "/coverage",
    "/about",
]


def twin(address: str) -> str:
    path, mark, query = address.partition("?")
    return ("/index.json" if path == "/" else f"{path}.json") + mark + query


@pytest.mark.parametrize("address", PAGES)
def test_every_page_names_its_json_twin_and_both_answer(client, address):
    page = client.get(address)
    assert page.status_code == 200, words(page)
    (named,) = re.findall(r'<link rel="alternate"[^>]*href="([^"]+)"', page.text)
    assert client.get(unescape(named)).get_json() == client.get(twin(address)).get_json()
    assert client.head(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_no_page_names_another_server(client, address):
    page = client.get(address)
    assert not [
        link
        for link in re.findall(r'(?:href|src|action)="([^"]+)"', page.text)
        if not link.startswith(("/", "#"))
    ]
    assert "<script>" not in page.text
    assert " style=" not in page.text
    assert " onclick=" not in page.text


@pytest.mark.parametrize("address", PAGES)
def test_every_link_of_a_page_leads_somewhere(client, address):
    for link in sorted(set(hrefs(client.get(address)))):
        target = link.split("#")[0]
        if target and not target.startswith("/static"):
            assert client.get(target).status_code in (200, 302), f"{address} → {link}"


def test_headers_on_pages_data_and_errors(client):
    for address in ("/", "/index.json", "/nowhere", "/static/page.css"):
        with client.get(address) as answer:
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_first_page_shows_what_is_there(client):
    shown = client.get("/index.json").get_json()
    assert [d["id"] for d in shown["documents"]] == [PLAN, "nanjiang-heating-outline"]
    assert {b["bureau"]: b["clauses"] for b in shown["bureaus"]}["市住建局"] == 3
    page = words(client.get("/"))
    assert "云河市清洁供热实施方案" in page
    assert "市住建局云河市3" in page


def test_examples_are_questions_that_are_answered(client):
    examples = client.get("/index.json").get_json()["examples"]
    assert len(examples) >= 3
    for question in examples:
        answer = client.get("/search.json", query_string={"q": question}).get_json()["answer"]
        assert answer["status"] == "answered", question


def test_a_question_gets_its_answer_above_the_clauses(client):
    asked = {"q": "哪些任务由市能源局负责"}
    data = client.get("/search.json", query_string=asked).get_json()
    assert {f"{PLAN}/2.2.1", f"{PLAN}/2.2.2"} <= set(data["answer"]["clauses"])
    assert data["answer"]["count"] == len(data["answer"]["clauses"])
    page = client.get("/search", query_string=asked)
    assert page.text.index('class="answer') < page.text.index('class="results')
    for citation in data["answer"]["citations"]:
        assert TEXT[citation["start"] : citation["end"]] == citation["quote"]
        assert f"/clause/{citation['clause']}?start={citation['start']}&end={citation['end']}#quote" in hrefs(
            page
        )


def test_filters_narrow_and_can_be_taken_out(client):
    everything = client.get("/search.json?q=供热").get_json()
    page = client.get("/search?q=供热&bureau=市大数据局")
    narrowed = client.get("/search.json?q=供热&bureau=市大数据局").get_json()
    assert [hit["path"] for hit in narrowed["hits"]] == ["2.1.2"]
    assert everything["total"] > 1
    assert narrowed["answer"] is None
    assert 'aria-label="去掉筛选：市大数据局"' in page.text
    assert "/search?q=%E4%BE%9B%E7%83%AD" in hrefs(page)


def test_facets_count_what_a_click_will_show(client):
    asked = {"q": "供热", "mode": "fulltext"}
    data = client.get("/search.json", query_string=asked).get_json()
    assert data["facets"]["bureau"]
    for bureau, count in data["facets"]["bureau"].items():
        one = client.get("/search.json", query_string={**asked, "bureau": bureau}).get_json()
        assert one["total"] == count, bureau


def test_filters_alone_list_the_clauses_in_order(client):
    data = client.get("/search.json?q=&bureau=市住建局&document=" + PLAN).get_json()
    assert [hit["path"] for hit in data["hits"]] == ["2.1.1", "2.1.2", "3.1"]


def test_pages_of_results_join_without_gap_or_overlap(client):
    whole = client.get("/search.json?q=供热").get_json()
    seen = []
    for offset in range(0, whole["total"], 3):
        seen += [
            hit["clause"] for hit in client.get(f"/search.json?q=供热&offset={offset}").get_json()["hits"]
        ]
    assert len(seen) == len(set(seen)) == whole["total"]
    assert "下一页" in words(client.get("/search?q=供热"))


def test_a_page_may_be_asked_for_more_hits(client):
    data = client.get("/search.json?q=供热&limit=5").get_json()
    assert len(data["hits"]) == 5 < data["total"]
    page = client.get("/search?q=供热&limit=5")
    assert page.text.count('<p class="snippet">') == 5
    assert "/search?q=%E4%BE%9B%E7%83%AD&offset=5&limit=5" in hrefs(page)


@pytest.mark.parametrize("address", ["/search?q=供热&offset=900", "/targets?kind=target&offset=900"])
def test_a_page_after_the_last_leads_back_to_the_first(client, address):
    page = client.get(address)
    assert "末尾之后" in words(page)
    assert "没有找到" not in words(page)
    (first,) = re.findall(r'href="([^"]+)">回到第一页', page.text)
    back = client.get(unescape(first))
    assert back.status_code == 200
    assert "末尾之后" not in words(back)


def test_a_refusal_of_a_long_address_does_not_repeat_it(client):
    assert len(client.get("/?q=" + "长" * 100_000).data) < 5000


def test_bodies_are_counted_alike_on_every_page_and_collective_names_apart(client):
    home = words(client.get("/"))
    bodies = client.get("/bodies.json").get_json()["bureaus"]
    named = sum(body["kind"] == "body" for body in bodies)
    assert named > 0
    assert f"全部 {named} 个责任单位" in home
    assert f"责任单位 {named} " in words(client.get("/bodies"))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/", "没有列明责任单位"),
        ("/search", "请输入要查的问题"),
        ("/bodies", "没有列明责任单位"),
        ("/bodies?q=水利", "没有名称或地区包含“水利”的责任单位"),
        ("/targets", "没有写明目标或数值"),
        ("/targets?kind=target", "去掉筛选条件"),
        ("/quiz/paper?count=5&seed=1", "请放宽条件"),
        ("/quiz/take?count=5&seed=1", "请放宽条件"),
        ("/quiz/review", "出不了可以证明的试题"),
        ("/quiz/review?status=accepted", "没有符合条件的试题"),
        ("/compare", "一份文件，不能比较"),
    ],
)
def test_where_there_is_nothing_the_page_says_so_in_one_sentence(bare, address, said):
    page = bare.get(address)
    assert page.status_code == 200
    assert said in words(page)
    assert "“”" not in words(page)
    assert "交卷" not in words(page)
    assert '<ul class="examples">\n</ul>' not in page.text


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A reader of a knowledge base without bodies, figures and examples."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "notice.txt").write_text("关于节水的通知\n一、节约用水。请大家节约用水。\n", encoding="utf-8")
    build([folder / "notice.txt"], folder / "kb", progress=False)
    app = create_app(folder / "kb", TESTING=True)
    yield app.test_client()
    app.extensions["library"].close()


def test_collective_names_are_listed_apart_and_not_counted(tmp_path):
    corpus, kb = tmp_path / "corpus", tmp_path / "kb"
    corpus.mkdir()
    (corpus / "plan.txt").write_text(
        "关于供水的方案\n一、保障供水。（市水利局、市财政局，各县（区、市）人民政府按职责分工负责）\n",
        encoding="utf-8",
    )
    build([corpus], kb, progress=False)
    app = create_app(kb)
    page = words(app.test_client().get("/bodies"))
    assert "责任单位 2 " in page
    assert "具体单位 2 个；另有统称 1 个" in page
    app.extensions["library"].close()


def test_columns_that_would_be_empty_are_left_out(client):
    assert "其中牵头" in client.get("/bodies?q=云河市").text
    assert "其中牵头" not in client.get("/bodies?q=市大数据局").text


def test_the_ledger_says_of_what_kinds_its_rows_are(client):
    page = client.get("/targets")
    data = client.get("/targets.json").get_json()
    counted = re.findall(r'<a href="(/targets\?kind=\w+)">\S+ (\d+)</a>', page.text)
    assert len(counted) > 1
    assert sum(int(number) for _, number in counted) == data["total"]
    for address, number in counted:
        assert client.get(address.replace("?", ".json?")).get_json()["total"] == int(number)


def test_the_header_has_five_groups_and_marks_where_one_is(client):
    def entries(address):
        navs = re.findall(
            r'<nav (?:class="pages" )?aria-label="([^"]+)">\s*<ul>(.*?)</ul>',
            client.get(address).text,
            flags=re.S,
        )
        return {
            name: re.findall(r'<a href="([^"]+)"(?: aria-current="(\w+)")?>', links)
            for name, links in navs
            if name in ("主导航", "查询", "台账", "对照核查", "出题")
        }

    home = entries("/")
    assert [current for _, current in home["主导航"]] == ["true", "", "", "", ""]
    assert ("/", "page") in home["查询"]
    assert ("/bodies", "page") in entries("/bodies")["查询"]
    assert ("/documents", "true") in entries(f"/clause/{PLAN}/2.1.1")["查询"]
    assert all(not current for _, current in entries("/search?q=供热")["查询"])
    about = entries("/about")
    assert list(about) == ["主导航"]
    assert ("/about", "page") in about["主导航"]
    reached = {
        url
        for address in ("/", "/matrix", "/compare", "/quiz", "/about")
        for links in entries(address).values()
        for url, _ in links
    }
    assert {
        "/documents",
        "/bodies",
        "/targets",
        "/ledger",
        "/matrix",
        "/compare",
        "/check",
        "/coverage",
        "/quiz",
    } <= reached
    assert list(entries("/nowhere")) == ["主导航"]


def test_a_search_for_nothing_known_says_so(client):
    page = client.get("/search?q=龘靐齉")
    assert page.status_code == 200
    assert "没有找到含有这些词的条款" in words(page)


def test_a_clause_is_verbatim_with_its_tags(client):
    data = client.get(f"/clause/{PLAN}/2.1.1.json").get_json()
    assert data["text"] == TEXT[data["start"] : data["end"]]
    assert data["text"].startswith("1.更新老旧管网。")
    assert [(b["bureau"], b["role"]) for b in data["bureaus"]] == [
        ("市住建局", "lead"),
        ("市财政局", "cooperating"),
        ("市城管局", "cooperating"),
    ]
    assert (data["previous"], data["next"]) == (f"{PLAN}/2.1", f"{PLAN}/2.1.2")
    page = client.get(f"/clause/{PLAN}/2.1.1")
    # Once to be read, once in the citation that quotes the clause.
    assert words(page).count(data["text"].split("\n")[0]) == 2
    assert re.search(r'<a class="mark mark-body"[^>]*title="牵头：市住建局"[^>]*>市住建局</a>', page.text)
    assert re.search(r'<span class="mark mark-target"[^>]*>120公里</span>', page.text)
    assert "《云河市清洁供热实施方案》" in words(page)
    assert re.search(r"二、</span>重点任务.*（一）</span>改造供热管网", page.text, flags=re.S)


def test_a_permalink_highlights_exactly_the_quote(client):
    start = TEXT.index("漏损率控制在8%以内")
    address = f"/clause/{PLAN}/2.1.1?start={start}&end={start + 10}"
    marked = re.findall(r"<(?:a|span)[^>]*mark-quote[^>]*>([^<]*)<", client.get(address).text)
    assert "".join(marked[:-1]) == "漏损率控制在8%以内"
    assert marked[-1] == "所引原文"
    assert client.get(address).text.count('id="quote"') == 1


@pytest.mark.parametrize("span", ["start=0&end=5", "start=90&end=20", "start=5", "start=1&end=99999"])
def test_a_quote_outside_the_clause_is_left_out(client, span):
    page = client.get(f"/clause/{PLAN}/2.1.1?{span}")
    assert page.status_code == 200
    assert "mark-quote" not in page.text


def test_a_document_shows_its_whole_text_in_order(client):
    page = client.get(f"/document/{PLAN}")
    text = re.sub(
        r"\s+", "", "".join(re.findall(r'<div class="verbatim">(.*?)</div>', page.text, flags=re.S))
    )
    assert unescape(re.sub(r"<[^>]+>", "", text)) == re.sub(r"\s+", "", TEXT)
    data = client.get(f"/document/{PLAN}.json").get_json()
    assert "".join(clause["text"] for clause in data["clauses"]) == TEXT
    anchors = re.findall(r'href="#(c-[^"]+)"', page.text)
    assert anchors
    assert all(f'id="{anchor}"' in page.text for anchor in anchors)


def test_a_reference_links_to_the_document_that_is_here(client):
    assert "/document/nanjiang-heating-outline" in hrefs(client.get(f"/clause/{PLAN}/0"))


def test_a_body_has_all_its_tasks_with_companions(client):
    page = client.get("/body?name=市住建局&region=南江省云河市")
    data = client.get("/body.json?name=市住建局&region=南江省云河市").get_json()
    assert [(a["path"], a["role"]) for a in data["assignments"]] == [
        ("2.1.1", "lead"),
        ("2.1.2", "joint"),
        ("3.1", "joint"),
    ]
    assert data["total"] == 3
    assert "任务共 3 项" in words(page)
    assert "推进智慧供热。在公共建筑安装热计量装置" in words(page)
    assert "市大数据局" in words(page)
    one = client.get("/body.json?name=市住建局&region=南江省云河市&role=lead").get_json()
    assert [a["path"] for a in one["assignments"]] == ["2.1.1"]


@pytest.mark.parametrize("alias", ["市住房和城乡建设局", "住建局", "云河市住建局"])
def test_another_name_of_a_body_leads_to_its_page(client, alias):
    there = client.get("/body", query_string={"name": alias})
    assert there.status_code == 302
    assert client.get(there.location).text.count("<h1>市住建局") == 1


def test_a_body_that_is_not_named_is_not_found(client):
    assert client.get("/body?name=市民航局").status_code == 404
    assert "市民航局" in client.get("/body.json?name=市民航局").get_json()["error"]


def test_bodies_can_be_filtered(client):
    data = client.get("/bodies.json?q=能源").get_json()
    assert [(b["bureau"], b["region"]) for b in data["bureaus"]] == [
        ("市能源局", "南江省云河市"),
        ("省能源局", "南江省"),
    ]


def test_the_ledger_filters_and_sorts(client):
    data = client.get("/targets.json?year=2030&kind=target").get_json()
    assert [(t["document"], t["value"], t["unit"]) for t in data["targets"]] == [
        (PLAN, "98", "%"),
        ("nanjiang-heating-outline", "95", "%"),
    ]
    up = [t["value"] for t in client.get("/targets.json?year=2030&sort=value").get_json()["targets"]]
    down = [t["value"] for t in client.get("/targets.json?year=2030&sort=value&desc=1").get_json()["targets"]]
    assert up == ["95", "98"]
    assert down == up[::-1]
    mine = client.get("/targets.json?bureau=市城管局").get_json()["targets"]
    assert {t["path"] for t in mine} == {"2.1.1"}


def test_the_coverage_report_is_what_the_knowledge_base_holds(app, client):
    kb = app.extensions["library"].current()
    assert client.get("/coverage.json").get_json()["total"] == len(kb.findings())


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/nowhere", 404, "没有这个页面"),
        (f"/clause/{PLAN}/9.9", 404, "9.9"),
        ("/clause/no-such/1", 404, "no-such"),
        ("/document/no-such", 404, "no-such"),
        ("/search?q=供热&bureau=市火星局", 400, "市火星局"),
        ("/search?q=供热&sector=火星", 400, "火星"),
        ("/search?q=供热&year=1234", 400, "1234"),
        ("/search?q=供热&document=nope", 400, "nope"),
        ("/search?q=供热&year=二零三零", 400, "年份"),
        ("/search?q=" + "长" * 3000, 400, "3,000 个字"),
        ("/?q=" + "长" * 100_000, 400, "100,000 个字"),
        ("/documents?x=" + "a" * 501, 400, "501 个字"),
        ("/search?" + "&".join(f"sector={n}" for n in range(2000)), 414, "太长"),
        ("/search?q=供热&limit=100000", 400, "1 到 100"),
        ("/search?q=供热&limit=0", 400, "1 到 100"),
        ("/targets?kind=wish", 400, "wish"),
        ("/targets?document=nope", 404, "nope"),
        ("/targets?bureau=市火星局", 404, "市火星局"),
        ("/body?name=市住建局&role=boss", 400, "boss"),
    ],
)
def test_errors_are_one_clear_sentence_with_their_status(client, address, status, said):
    page = client.get(address)
    assert page.status_code == status
    assert said in words(page)
    data = client.get(twin(address))
    assert data.status_code == status
    assert list(data.get_json()) == ["error"]
    assert said in data.get_json()["error"]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_nothing_but_reading_is_served(client, method):
    refused = getattr(client, method)("/search?q=a")
    assert refused.status_code == 405
    assert "GET" in refused.headers["Allow"]


@pytest.mark.parametrize(
    "asked", ["_external=1", "_anchor=x", "_scheme=ftp", "document=y", "path=z", "endpoint=e"]
)
def test_arguments_of_no_meaning_are_passed_over(client, asked):
    page = client.get(f"/document/{PLAN}?{asked}")
    assert page.status_code == 200
    assert f'href="/document/{PLAN}.json?{asked}"' in page.text


def test_markup_in_a_query_is_shown_as_text(client):
    page = client.get("/search", query_string={"q": '"><script>alert(1)</script>'})
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;" in page.text


def test_control_characters_do_no_harm(client):
    assert client.get("/search?q=%00%1b%7f供热%0a").status_code == 200


def test_an_error_of_ours_shows_no_traceback(built, monkeypatch):
    app = create_app(built)
    monkeypatch.setattr(Library, "current", lambda self: 1 / 0)
    page = app.test_client().get("/documents.json")
    assert (page.status_code, list(page.get_json())) == (500, ["error"])
    assert "ZeroDivision" not in page.text


def test_an_answer_that_is_stopped_leaves_the_clauses(built, monkeypatch):
    def stopped(kb, question):
        raise VerificationError("数字 7 不在引文中，答案已拦下，请报告维护人员。")

    monkeypatch.setattr("web.views.search.ask", stopped)
    client = create_app(built).test_client()
    page = client.get("/search?q=供热由谁负责")
    assert page.status_code == 200
    assert "答案已拦下" in words(page)
    assert client.get("/search.json?q=供热由谁负责").get_json()["hits"]


def test_without_a_knowledge_base_it_says_what_to_run(tmp_path):
    client = create_app(tmp_path / "none").test_client()
    page = client.get("/")
    assert page.status_code == 503
    assert "indexer.py build" in words(page)
    assert str(tmp_path) not in page.text
    assert "indexer.py build" in client.get("/index.json").get_json()["error"]


def test_a_new_build_is_taken_up_between_requests(tmp_path):
    corpus, kb = tmp_path / "corpus", tmp_path / "kb"
    corpus.mkdir()
    app = create_app(kb)
    client = app.test_client()
    assert client.get("/documents").status_code == 503
    (corpus / "first.txt").write_text("关于供水的通知\n一、保障供水。由市水利局负责。\n", encoding="utf-8")
    build([corpus], kb, progress=False)
    assert [d["id"] for d in client.get("/documents.json").get_json()["documents"]] == ["first"]
    (corpus / "second.txt").write_text("关于供电的通知\n一、保障供电。由市能源局负责。\n", encoding="utf-8")
    build([corpus], kb, progress=False)
    assert [d["id"] for d in client.get("/documents.json").get_json()["documents"]] == ["first", "second"]
    app.extensions["library"].close()


def test_what_is_computed_once_is_forgotten_with_its_knowledge_base(built):
    library = Library(built)
    kb = library.current()
    assert library.once(kb, "key", lambda: 1) == library.once(kb, "key", lambda: 2) == 1
    library.close()
    assert library.once(library.current(), "key", lambda: 3) == 3
    library.close()


def test_json_is_readable_chinese(client):
    raw = client.get("/documents.json").data.decode("utf-8")
    assert "云河市清洁供热实施方案" in raw
    assert json.loads(raw)["documents"][0]["number"] == "云政办发〔2024〕12号"


def test_assets_are_named_by_their_content(client):
    (style,) = [link for link in hrefs(client.get("/")) if "page.css" in link]
    assert re.search(r"\?v=[0-9a-f]{10}$", style)
    with client.get(style) as answer:
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_filters_of_the_model_are_all_offered():
    from web.request_arguments import FILTER_FIELDS

    assert set(FILTER_FIELDS.values()) == set(Filters.__dataclass_fields__)


def test_a_document_that_names_only_groups_says_so(tmp_path):
    (tmp_path / "notice.txt").write_text(
        "关于做好防汛工作的通知\n一、工作要求\n（一）落实责任。各地、各有关部门要做好防汛准备。\n",
        encoding="utf-8",
    )
    build([tmp_path / "notice.txt"], tmp_path / "kb", progress=False)
    app = create_app(tmp_path / "kb", TESTING=True)
    client = app.test_client()
    for address in ("/", "/documents", "/document/notice"):
        said = words(client.get(address))
        assert "责任单位只写统称（如各地、各有关部门），没有列名" in said
        assert "没有列明责任单位" not in said.split("责任单位只写统称")[0]
    app.extensions["library"].close()


def test_the_page_of_tasks_shows_what_is_asked_of_groups(tmp_path):
    text = "关于防汛工作的方案\n一、工作要求\n（一）落实责任。各地、各有关部门要做好防汛准备。\n"
    (tmp_path / "first.txt").write_text(text, encoding="utf-8")
    (tmp_path / "second.txt").write_text(text.replace("防汛", "防火"), encoding="utf-8")
    build([tmp_path / "first.txt", tmp_path / "second.txt"], tmp_path / "kb", progress=False)
    app = create_app(tmp_path / "kb", TESTING=True)
    client = app.test_client()
    said = words(client.get("/ledger/tasks"))
    assert "没有列名到单位的任务，只有下面的普遍要求" in said
    assert said.index("普遍要求（不计入任务数） 2") < said.index("各地、各有关部门要做好防火准备")
    assert client.get("/ledger/tasks").text.count('data-label="文件"') == 2
    assert len(client.get("/ledger/tasks.json").json["general"]) == 2
    assert "已在末尾之后" in words(client.get("/ledger/tasks?offset=100"))
    app.extensions["library"].close()


def test_a_column_with_nothing_in_it_is_not_shown(client):
    headings = re.findall(r'<th scope="col">([^<]+)</th>', client.get("/ledger/targets").text)
    cells = re.findall(r'data-label="([^"]+)"[^>]*>([^<]*)(<a )?', client.get("/ledger/targets").text)
    filled = {label for label, text, link in cells if text.strip() or link}
    assert set(headings) == filled
