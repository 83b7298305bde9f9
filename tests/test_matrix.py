"""The matrix and its charts over our own plan: every count read off the text, every chart readable."""

from __future__ import annotations

import re

import pytest
from factories import write_corpus
from ledger_plan import PLAN
from lxml import etree

from kb.charts import matrix_svg, timeline_svg
from kb.charts.canvas import shade, width_of
from kb.errors import InvalidQuery
from kb.exporting.matrix_report import matrix_record
from kb.indexing.build import build
from kb.indexing.knowledge_base import open_knowledge_base
from kb.ledgers import indicator_rows, matrix
from kb.model import Filters

SVG = {"s": "http://www.w3.org/2000/svg", "x": "http://www.w3.org/1999/xlink"}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("matrix")
    build([write_corpus(folder / "corpus", works=PLAN)], folder / "kb", progress=False)
    with open_knowledge_base(folder / "kb") as opened:
        yield opened


def counts(made) -> dict[tuple[str, str], int]:
    cells = {(r.name, c.name): made.count(r, c) for r in made.rows for c in made.columns}
    return {key: count for key, count in cells.items() if count}


def test_bodies_that_share_tasks(plan):
    """2.1.1: 能源, 财政, 自然资源; 2.1.2: 住建, 城管; 2.2.3: 水利, 教育; 2.2.4: 统计 alone."""
    made = matrix(plan, by="body")
    alike = [
        {"市能源局", "市财政局", "市自然资源局"},
        {"市住建局", "市城管局"},
        {"市水利局", "市教育局"},
    ]
    expected = {(a, b): 1 for group in alike for a in group for b in group if a != b}
    names = {row.name for row in made.rows}
    assert counts(made) == {k: v for k, v in expected.items() if set(k) <= names}
    assert len(names) == 8
    assert made.total == 4


def test_sections_stand_in_the_documents_order(plan):
    made = matrix(plan, by="section")
    assert [column.name for column in made.columns] == ["二、重点任务"]
    assert made.columns[0].clauses == {"works/2.1.1", "works/2.1.2", "works/2.2.3", "works/2.2.4"}


@pytest.mark.parametrize("by", ["field", "sector", "section"])
def test_every_task_stands_in_some_column(plan, by):
    made = matrix(plan, by=by)
    for row in made.rows:
        held = {i for column in made.columns for i in made.cells.get((row.key, column.key), ())}
        assert held == row.clauses, row.name


def test_filters_limit_the_tasks(plan):
    made = matrix(plan, Filters(years=(2027,)), by="section")
    assert {row.name for row in made.rows} == {"市能源局", "市财政局", "市自然资源局"}
    assert made.total == 1


def test_another_kind_of_matrix_is_refused(plan):
    with pytest.raises(InvalidQuery, match="没有“planet”这种矩阵"):
        matrix(plan, by="planet")


def test_its_record_opens_every_count(plan):
    record = matrix_record(matrix(plan, by="section"))
    (energy,) = [row for row in record["rows"] if row["bureau"] == "市能源局"]
    assert energy["counts"] == {"二、重点任务": 1}
    assert energy["clauses"] == {"二、重点任务": ["works/2.1.1"]}
    assert record["columns"] == [{"name": "二、重点任务", "total": 4}]


# --- charts --------------------------------------------------------------------------------------


def words(svg: bytes) -> list[str]:
    """All texts of a drawing, characters set under one another put together."""
    root = etree.fromstring(svg)
    found = []
    for group in root.iterfind(".//s:g[@id]", SVG):
        if group.get("id", "").startswith("text_"):
            found.append("".join("".join(t.itertext()) for t in group.iterfind(".//s:text", SVG)))
    return found


def test_the_heat_map_prints_its_counts(plan):
    made = matrix(plan, by="body")
    drawn = words(matrix_svg(made, "共同责任"))
    assert drawn[0] == "共同责任"
    for row in made.rows:
        assert drawn.count(row.name) == 2  # as row and as column
    assert drawn.count("1") == sum(counts(made).values()) + len(made.rows)  # and each body's total


def test_counts_of_the_heat_map_open_their_tasks(plan):
    made = matrix(plan, by="section")
    svg = matrix_svg(made, "章节", lambda row, column: f"/tasks?bureau={row.name}&x={column.name}")
    links = etree.fromstring(svg).findall(".//s:a", SVG)
    addresses = {link.get(f"{{{SVG['x']}}}href") for link in links}
    assert addresses == {f"/tasks?bureau={row.name}&x=二、重点任务" for row in made.rows}


def test_the_timeline_prints_every_dated_figure(plan):
    drawn = words(timeline_svg(indicator_rows(plan), "时间轴"))
    assert {"2027年", "2030年"} <= set(drawn)
    assert {"320万千瓦", "≥500万千瓦", "26%", "下降5个百分点"} <= set(drawn)


def test_charts_need_no_typeface_and_no_script(plan):
    svg = matrix_svg(matrix(plan, by="field"), "甲 $x$ <b>").decode()
    assert "Noto Sans CJK SC" in svg
    assert "<script" not in svg
    assert "<image" not in svg
    assert not re.search(r"(?:href|src)=\"https?://", svg)
    assert "甲 $x$ &lt;b&gt;" in svg


def test_the_same_chart_is_the_same_bytes(plan):
    rows = indicator_rows(plan)
    assert timeline_svg(rows, "时间轴") == timeline_svg(rows, "时间轴")


def test_charts_of_nothing_are_drawn(plan):
    nothing = Filters(bureaus=("市统计局",), years=(2027,))
    assert words(matrix_svg(matrix(plan, nothing), "空"))[0] == "空"
    assert words(timeline_svg((), "空"))[0] == "空"


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2: 0 is black, 1 is white."""
    channels = {"white": (255, 255, 255)}.get(colour) or tuple(bytes.fromhex(colour[1:]))
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in channels)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("share", [at / 10 for at in range(11)])
def test_counts_stand_out_from_their_shade(share):
    """3.9:1 at the turning point; large text needs 3, ours is bold enough at every other share."""
    ground, ink = map(luminance, shade(share))
    assert (max(ground, ink) + 0.05) / (min(ground, ink) + 0.05) >= 3.9


def test_darker_is_more():
    grounds = [luminance(shade(at / 10)[0]) for at in range(11)]
    assert grounds == sorted(grounds, reverse=True)


@pytest.mark.parametrize(("text", "width"), [("市能源局", 40.0), ("", 0.0), ("2030年", 33.2)])
def test_chinese_characters_are_as_wide_as_high(text, width):
    assert width_of(text, 10) == pytest.approx(width)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory):
    """Two cities whose plans number and call their sections alike, and whose bodies have one name."""
    folder = tmp_path_factory.mktemp("library")
    text = "一、重点任务\n1.扩大光伏装机规模。（市能源局负责）\n"
    corpus = write_corpus(folder / "corpus", first=text, second=text + "2.改造电网。（市能源局负责）\n")
    manifest = corpus / "manifest.toml"
    told = manifest.read_text(encoding="utf-8").split("[[document]]")
    told[-1] = told[-1].replace("晋中市", "太原市")
    manifest.write_text("[[document]]".join(told), encoding="utf-8")
    build([corpus], folder / "kb", progress=False)
    with open_knowledge_base(folder / "kb") as opened:
        yield opened


def test_what_has_one_name_in_several_documents_is_told_apart(library):
    made = matrix(library, by="section")
    assert [row.label for row in made.rows] == ["市能源局（山西省太原市）", "市能源局（山西省晋中市）"]
    sections = ["一、重点任务（《晋中市first实施方案》）", "一、重点任务（《太原市second实施方案》）"]
    assert [column.label for column in made.columns] == sections
    record = matrix_record(made)
    assert [row["counts"] for row in record["rows"]] == [{sections[1]: 2}, {sections[0]: 1}]
    assert "市能源局（山西省太原市）" in words(matrix_svg(made, "责任单位与章节"))


def test_what_all_share_is_not_repeated(library):
    made = matrix(library, Filters(documents=("second",)), by="section")
    assert [row.label for row in made.rows] == ["市能源局"]
    assert [column.label for column in made.columns] == ["一、重点任务"]


def test_no_line_runs_through_a_figure_of_the_timeline(plan):
    rows = [row for row in indicator_rows(plan) if row.indicator == "光伏发电装机"]
    root = etree.fromstring(timeline_svg(rows, "时间轴"))
    (figure,) = (t for t in root.iter(f"{{{SVG['s']}}}text") if t.text == "320万千瓦")
    lines = [re.findall(r"[\d.]+", path.get("d", "")) for path in root.iter(f"{{{SVG['s']}}}path")]
    level = [tuple(map(float, line)) for line in lines if len(line) == 4 and line[1] == line[3]]
    ((left, _, right, _),) = level
    assert float(figure.get("x")) + width_of("320万千瓦") < left < right
