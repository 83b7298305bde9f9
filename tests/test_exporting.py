"""Exports of a knowledge base: each kind in each format, from Python, the command line and the web."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from click.testing import CliRunner
from factories import ENERGY_PLAN, write_corpus
from ledger_plan import PLAN

from indexer import cli
from kb.answering import ask
from kb.citing import STYLES, find_clause
from kb.errors import InvalidQuery
from kb.exporting import EXPORTS, FORMATS, ExportRequest, export, export_file, report
from kb.indexing.build import build
from kb.indexing.knowledge_base import open_knowledge_base
from kb.model import Filters
from web import create_app

#: What the kinds that are about something are about.
ABOUT = {"brief": "市能源局", "search": "光伏", "answer": "哪些任务由市能源局负责"}


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exporting")
    corpus = write_corpus(folder / "corpus", works=PLAN, energy=ENERGY_PLAN)
    build([corpus], folder / "kb", progress=False)
    return folder / "kb"


@pytest.fixture(scope="module")
def plans(directory: Path):
    with open_knowledge_base(directory) as opened:
        yield opened


def written(kb, request: ExportRequest, format: str) -> bytes:
    stream = io.BytesIO()
    export(kb, request, format, stream)
    return stream.getvalue()


def rows(kb, what: str, **fields) -> list[list[str]]:
    content = written(kb, ExportRequest(what, **fields), "csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("what", EXPORTS)
def test_every_kind_goes_out_in_every_format(plans, what, format):
    filters = Filters(documents=("works", "energy")) if what == "compare" else Filters()
    content = written(plans, ExportRequest(what, filters, text=ABOUT.get(what, "")), format)
    if format == "json":
        assert json.loads(content)["title"]
    elif format in ("xlsx", "docx"):
        assert content.startswith(b"PK")
    else:
        assert len(content.decode("utf-8-sig").splitlines()) >= 1


def test_tasks_have_the_columns_that_offices_use(plans):
    found = rows(plans, "tasks", filters=Filters(documents=("energy",)))
    assert found[0] == [
        "序号", "条款号", "任务", "牵头单位", "责任单位", "时限", "量化目标", "原文", "进展", "备注",
    ]  # fmt: skip
    assert found[3][:6] == [
        "3", "二、（二）3.", "新建公共建筑执行绿色建筑标准，鼓励使用本地产建材",
        "市住建局", "配合：市财政局", "",
    ]  # fmt: skip
    assert found[1][4] == "市能源局、市自然资源局等"
    assert found[1][6] == "到2027年，光伏发电装机达到320万千瓦"
    assert found[1][8:] == ["", ""]


def test_several_documents_are_told_apart(plans):
    found = rows(plans, "tasks")
    at = found.index([])  # after it: what is asked of groups
    found = found[2:at]
    assert {row[1] for row in found} == {"晋中市works实施方案", "晋中市energy实施方案"}


def test_targets_have_a_column_per_year(plans):
    found = rows(plans, "targets", filters=Filters(documents=("works",)))
    assert found[0][1:6] == ["指标", "单位", "基期", "2027年", "2030年"]
    assert found[1][1:6] == ["光伏发电装机", "万千瓦", "", "320", "≥500"]
    assert found[2][1:7] == ["森林覆盖率", "%", "", "", "26", "力争"]
    assert found[3][1:6] == ["供热管网热损失", "个百分点", "2020年", "", "下降5"]


def test_numbers_of_the_target_ledger_are_numbers(plans):
    request = ExportRequest("targets", Filters(documents=("works",)))
    sheet = openpyxl.load_workbook(io.BytesIO(written(plans, request, "xlsx")))["目标台账"]
    cells = {cell.value: cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value}
    assert (cells[500].data_type, cells[500].number_format) == ("n", '"≥"General')
    assert cells[5].number_format == '"下降"General'


def test_formulas_of_the_text_stay_text(plans):
    request = ExportRequest("tasks", Filters(bureaus=("市统计局",)))
    sheet = openpyxl.load_workbook(io.BytesIO(written(plans, request, "xlsx")))["任务分解表"]
    (task,) = [cell for cell in sheet[2] if str(cell.value).startswith("=SUM")]
    assert task.data_type == "s"
    found = rows(plans, "tasks", filters=Filters(bureaus=("市统计局",)))
    assert found[1][3] == "'=SUM(A1:A9)是示例文字，应当按文字保留"


def test_clauses_go_out_whole(plans):
    made = json.loads(written(plans, ExportRequest("clauses"), "json"))
    assert made["count"] == len(plans.clauses())
    assert [row["id"] for row in made["rows"]] == [clause.id for clause in plans.clauses()]
    assert all(row["text"] == plans.text(plans.clause(row["id"])) for row in made["rows"])


def test_a_search_is_exported_with_its_filters(plans):
    everything = rows(plans, "search", text="光伏")
    limited = rows(plans, "search", text="光伏", filters=Filters(documents=("energy",)))
    assert 1 < len(limited) < len(everything)
    assert {row[1] for row in limited[1:]} == {"晋中市energy实施方案"}


def test_two_documents_go_out_side_by_side(plans):
    request = ExportRequest("compare", Filters(documents=("works", "energy")))
    made = json.loads(written(plans, request, "json"))
    clauses, targets = made["tables"]
    named = [row[side] for row in clauses["rows"] for side in ("first", "second") if row[side]]
    assert sorted(named) == sorted(clause.id for clause in plans.clauses())
    solar = [row for row in targets["rows"] if row["first"] and row["first"]["indicator"] == "光伏发电装机"]
    assert ("same", "320", "320") in [
        (row["status"], row["first"]["value"], row["second"]["value"]) for row in solar if row["second"]
    ]


REFUSED = [
    (ExportRequest("nothing"), "csv", "没有“nothing”这种导出"),
    (ExportRequest("tasks"), "pdf", "没有“pdf”这种格式"),
    (ExportRequest("tasks"), "", "没有写明格式"),
    (ExportRequest("tasks", Filters(bureaus=("外星事务局",))), "csv", "没有责任单位"),
    (ExportRequest("brief"), "docx", "请写明是哪个单位"),
    (ExportRequest("search"), "csv", "请输入"),
    (ExportRequest("compare"), "csv", "请用 document 写明要比较的两份文件"),
]


@pytest.mark.parametrize(("request_", "format", "said"), REFUSED, ids=[row[2] for row in REFUSED])
def test_what_cannot_be_exported_is_one_sentence(plans, request_, format, said):
    with pytest.raises(InvalidQuery, match=said):
        written(plans, request_, format)


def test_a_file_is_whole_or_not_there(plans, tmp_path, monkeypatch):
    path = tmp_path / "tasks.xlsx"
    path.write_bytes(b"before")

    def breaking(report, stream):
        stream.write(b"half")
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("kb.exporting.spreadsheet.write_xlsx", breaking)
    with pytest.raises(RuntimeError):
        export_file(plans, ExportRequest("tasks"), path)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


# --- the command line ----------------------------------------------------------------------------


def run(directory: Path, *arguments: str):
    return CliRunner().invoke(cli, [*arguments, "--kb", str(directory)])


def test_the_command_writes_what_the_library_writes(directory, plans, tmp_path):
    path = tmp_path / "台账.csv"
    done = run(directory, "export", "tasks", "--bureau", "市能源局", "--output", str(path))
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert path.read_bytes() == written(plans, ExportRequest("tasks", Filters(bureaus=("市能源局",))), "csv")


@pytest.mark.parametrize("arguments", [("tasks", "x.pdf"), ("nothing", "x.csv"), ("tasks", "missing/x.csv")])
def test_the_command_says_what_is_wrong(directory, tmp_path, arguments):
    what, name = arguments
    done = run(directory, "export", what, "--output", str(tmp_path / name))
    assert done.exit_code == 1
    assert done.stderr.startswith("错误：")
    assert "Traceback" not in done.output


def test_the_matrix_command_prints_its_counts(directory):
    done = run(directory, "matrix", "--by", "section", "--document", "works", "--json")
    made = json.loads(done.stdout)
    assert (made["by"], made["total"]) == ("section", 4)
    table = run(directory, "matrix", "--by", "section", "--document", "works").stdout.splitlines()
    assert table[0] == "责任单位\t二、重点任务\t任务数"
    assert len(table) == 1 + len(made["rows"])


# --- the web -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def client(directory: Path):
    app = create_app(directory, TESTING=True, LEDGER_PAGE_SIZE=3)
    yield app.test_client()
    app.extensions["library"].close()


@pytest.mark.parametrize("format", FORMATS)
def test_a_download_is_what_the_command_writes(client, plans, format):
    response = client.get(f"/export/targets.{format}?document=works&year=2030")
    assert response.status_code == 200
    assert response.mimetype == FORMATS[format].media_type
    named = response.headers["Content-Disposition"]
    assert named.startswith(f"attachment; filename=targets.{format}; filename*=UTF-8''")
    assert named.isascii()
    assert unquote(named.split("''")[1]) == f"《晋中市works实施方案》目标台账.{format}"
    if format not in ("xlsx", "docx"):  # whose archives carry the time
        request = ExportRequest("targets", Filters(documents=("works",), years=(2030,)))
        assert response.data == written(plans, request, format)


PAGES = [
    ("/search?q=光伏&year=2027", "search", "q=光伏&year=2027"),
    ("/targets?year=2027&kind=target", "figures", "year=2027&kind=target"),
    ("/documents", "documents", ""),
    ("/document/works", "tasks", "document=works"),
    ("/bodies", "bodies", ""),
    ("/body?name=市水利局&region=山西省晋中市", "brief", "bureau=市水利局&region=山西省晋中市"),
    ("/coverage", "coverage", ""),
    ("/matrix?by=body", "matrix", "by=body"),
    ("/ledger/deadlines?year=2027", "deadlines", "year=2027"),
]


@pytest.mark.parametrize(("page", "what", "asked"), PAGES, ids=[row[0] for row in PAGES])
def test_every_page_links_its_own_export(client, page, what, asked):
    html = client.get(page).text
    links = [unquote(unescape(link)) for link in re.findall(r'href="(/export/[^"]+)"', html)]
    wanted = f"/export/{what}.xlsx"
    found = [link for link in links if link.split("?")[0] == wanted]
    assert len(found) == 1, links
    assert set(found[0].partition("?")[2].split("&")) == set(asked.split("&"))
    assert client.get(found[0]).status_code == 200


def test_only_an_answer_is_offered_as_one(client):
    def offered(question):
        return "/export/answer." in client.get(f"/search?q={question}").text

    assert offered("市水利局负责哪些任务")
    assert not offered("市外星局负责哪些任务")
    assert not offered("光伏")


@pytest.mark.parametrize("what", ["tasks", "targets", "deadlines"])
def test_ledgers_have_pages_and_twins(client, what):
    page, twin = client.get(f"/ledger/{what}"), client.get(f"/ledger/{what}.json").get_json()
    assert page.status_code == 200
    assert len(twin["rows"]) == 3  # a page of this app
    assert "下一页" in page.text
    after = client.get(f"/ledger/{what}.json?offset=3").get_json()
    assert after["rows"][0] != twin["rows"][0]


def test_a_cell_of_the_matrix_opens_its_tasks(client, plans):
    made = client.get("/matrix.json?by=section&document=works").get_json()
    assert made["total"] == 4
    cell = client.get(
        "/matrix/cell.json?by=section&document=works&row=市水利局&region=山西省晋中市"
        "&column=二、重点任务&of=works"
    ).get_json()
    assert cell["clauses"] == ["works/2.2.3"]
    assert client.get("/matrix/cell?row=外星").status_code == 404


def test_charts_are_pictures_that_can_do_nothing(client):
    for address in ("/matrix.svg?by=body", "/timeline.svg"):
        response = client.get(address)
        assert response.mimetype == "image/svg+xml"
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/export/nothing.csv", 404),
        ("/export/tasks.pdf", 404),
        ("/export/tasks.csv?bureau=外星事务局", 400),
        ("/export/tasks.csv?year=abc", 400),
        ("/export/matrix.csv?by=planet", 400),
        ("/export/brief.docx", 400),
        ("/ledger/nothing", 404),
    ],
)
def test_what_the_web_cannot_export_is_one_sentence(client, address, status):
    response = client.get(address)
    assert response.status_code == status
    assert "Traceback" not in response.text


# --- limits, totals, pages -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"kind": "aim"}, "类别"), ({"role": "boss"}, "责任方式"), ({"region": "火星"}, "火星")],
)
def test_an_unknown_limit_is_refused(plans, fields, said):
    with pytest.raises(InvalidQuery, match=said):
        written(plans, ExportRequest("targets", **fields), "csv")


def test_a_region_limits_to_its_documents(plans):
    whole = written(plans, ExportRequest("tasks"), "csv")
    assert written(plans, ExportRequest("tasks", region="山西省晋中市"), "csv") == whole


def test_totals_are_those_of_answers(plans):
    for body in [b.name for b in plans.bodies() if b.kind == "body"]:
        request = ExportRequest("tasks", Filters(bureaus=(body,)))
        made = json.loads(written(plans, request, "json"))
        rows = made["tables"][0]["rows"] if "tables" in made else made["rows"]
        brief = json.loads(written(plans, ExportRequest("brief", text=body), "json"))
        asked = ask(plans, f"{body}负责哪些任务")
        assert {row["clause"] for row in rows} == set(asked.clauses)
        assert {row["clause"] for row in brief["tables"][0]["rows"]} == set(asked.clauses)


def test_a_ledger_without_leaders_has_no_column_for_them(client):
    assert ">牵头单位</th>" in client.get("/ledger/tasks?document=energy").text
    page = client.get("/ledger/tasks?document=energy&bureau=市能源局").text
    assert ">责任单位</th>" in page
    assert ">牵头单位</th>" not in page
    assert '<datalist id="bureaus">' in page
    assert 'name="bureau" list="bureaus" value="市能源局"' in page


def test_a_clause_is_offered_in_every_style(client, plans):
    clause = plans.clauses("energy")[3]
    address = f"/clause/energy/{clause.path}"
    made = client.get(f"{address}.json").get_json()["citations"]
    assert list(made) == [style.name for style in STYLES]
    page = unescape(client.get(address).text)
    for style, text in made.items():
        assert find_clause(plans, text) == clause, style
        assert text in page
    assert f"(http://localhost{address})" in made["markdown"]


def test_findings_are_told_in_chinese_with_the_printed_number(tmp_path):
    (tmp_path / "plan.txt").write_text(
        "云河市供水实施方案\n一、建设水厂。（责任单位：市水利局、市水利局、市住建局）\n二、改造管网。\n",
        encoding="utf-8",
    )
    build([tmp_path / "plan.txt"], tmp_path / "kb", progress=False)
    with open_knowledge_base(tmp_path / "kb") as kb:
        found = rows(kb, "coverage")[1:]
    assert ("一、", "单位重复列出") in {(row[2], row[3]) for row in found}


@pytest.mark.parametrize(
    "request_",
    [
        ExportRequest("brief", text="市水利局"),
        ExportRequest("tasks", Filters(bureaus=("市水利局",))),
        ExportRequest("deadlines", Filters(bureaus=("市水利局",))),
    ],
    ids=["brief", "tasks", "deadlines"],
)
def test_what_is_about_a_body_cites_the_documents_that_name_it(plans, request_):
    naming = {a.document for a in plans.assignments(bureau="市水利局")}
    assert naming == {"works"}
    assert len(plans.documents()) == 2
    made = report(plans, request_)
    (cited,) = (line for line in made.about if line.startswith("依据："))
    assert cited.count("《") == len(made.sources) == 1
    assert plans.document("works").title in cited


YEARLY = """一、人才工作
1.引进人才。每年新增高层次人才500人。到2027年，新建人才公寓3000套。（市人社局负责）
2.扩大开放。货物进出口总额年均增长6%左右。（市商务局负责）
3.改造老旧小区。改造后节能率达到30%以上。（市住建局负责）
"""


def test_a_figure_of_every_year_is_not_called_undated(tmp_path):
    build([write_corpus(tmp_path / "corpus", works=YEARLY)], tmp_path / "kb", progress=False)
    with open_knowledge_base(tmp_path / "kb") as kb:
        heading, *found = rows(kb, "targets")
        (housing,) = rows(kb, "targets", filters=Filters(years=(2027,)))[1:]
    held = {row[heading.index("原文")]: dict(zip(heading, row, strict=True)) for row in found}
    columns = ("2027年", "每年", "未注明年份")
    assert {quote: tuple(row[name] for name in columns) for quote, row in held.items()} == {
        "每年新增高层次人才500人": ("", "500", ""),
        "到2027年，新建人才公寓3000套": ("3000", "", ""),
        "货物进出口总额年均增长6%左右": ("", "提高约6", ""),
        "改造后节能率达到30%以上": ("", "", "≥30"),
    }
    assert "500" not in housing
