"""What each writer makes of a report, read back through another library."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from docx2python import docx2python
from factories import target
from lxml import etree
from markdown import markdown
from selectolax.lexbor import LexborHTMLParser

from kb.exporting import FORMATS, word
from kb.exporting.column_widths import column_widths
from kb.exporting.delimited import safe
from kb.exporting.markdown_text import escaped
from kb.exporting.report import Column, Figure, Report, Row, Table, figure_cell
from kb.exporting.spreadsheet import LONGEST_CELL, sheet_name

LINK = '=HYPERLINK("http://example.org","点我")'
#: What a spreadsheet would run, fetch or read as a number, if a cell of it were no text.
DANGEROUS = [
    LINK,
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "＝1+1",
    "http://example.org",
    "007",
    "1e5",
    "{=1}",
    "=cmd|' /C calc'!A0",
]


def columns(*kinds: str) -> tuple[Column, ...]:
    return tuple(Column(f"第{at}列", f"c{at}", 10, kind) for at, kind in enumerate(kinds, 1))


def report(*tables: Table, **fields: object) -> Report:
    return Report(
        **{"title": "《示例》任务分解表", "about": ("依据：《示例》。",), "tables": tables, **fields}
    )


def written(made: Report, format: str) -> bytes:
    stream = io.BytesIO()
    FORMATS[format].write(made, stream)
    return stream.getvalue()


def table(*rows: tuple, kinds: tuple[str, ...] = ("short", "text", "number"), name: str = "任务") -> Table:
    return Table(name, columns(*kinds), (Row(row) for row in rows))


ROWS = [
    (1, "二、（一）2.推动煤电清洁低碳发展。\n第二段", Figure(Decimal("300"), "≤")),
    (2, "甲 | 乙 *丙* <丁> & _戊_ [己] `庚`", Figure(Decimal("2.50"))),
    (3, None, None),
]


# --- Excel ---------------------------------------------------------------------------------------


def sheets(made: Report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(made, "xlsx")))


def test_excel_cells_keep_their_types():
    sheet = sheets(report(table(*ROWS)))["任务"]
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values[0] == ["第1列", "第2列", "第3列"]
    assert values[1] == [1, ROWS[0][1], 300]
    assert values[2] == [2, ROWS[1][1], 2.5]
    assert values[3] == [3, None, None]
    assert sheet["C2"].number_format == '"≤"General'
    assert sheet["C3"].number_format == "General"


def test_excel_is_ready_to_filter_and_print():
    sheet = sheets(report(table(*ROWS)))["任务"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C4"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "《示例》任务分解表" in sheet.oddHeader.center.text
    assert sheet["B2"].alignment.wrap_text
    assert sheet.column_dimensions["A"].width >= 20  # of all three, which are alike


def test_excel_rows_are_as_high_as_their_text():
    long = "节能降碳" * 25  # 100 characters in a column of 10
    sheet = sheets(report(table((1, long, None), (2, "短", None))))["任务"]
    assert sheet.row_dimensions[2].height >= 10 * 13
    assert sheet.row_dimensions[3].height < 30


@pytest.mark.parametrize("text", DANGEROUS)
def test_excel_runs_nothing(text):
    made = report(table((1, text, None)), title=text)
    content = written(made, "xlsx")
    cell = openpyxl.load_workbook(io.BytesIO(content))["任务"]["B2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_excel_says_where_a_cell_was_cut():
    sheet = sheets(report(table((1, "字" * (LONGEST_CELL + 5), None))))["任务"]
    assert len(sheet["B2"].value) == LONGEST_CELL
    assert "全文请导出" in sheet["B2"].value[-40:]


def test_excel_says_where_a_row_is_too_high_to_print():
    book = sheets(report(table((1, "节能降碳" * 100, None), (2, "短", None))))
    assert book["任务"].row_dimensions[2].height > 400
    assert "有 1 行超过 Excel 的最大行高" in book["说明"]["A3"].value


def test_excel_takes_characters_that_xml_has_not():
    sheet = sheets(report(table((1, "甲\x00\x0b乙\ud800丙", None))))["任务"]
    assert sheet["B2"].value == "甲乙丙"


def test_excel_puts_what_is_covered_on_a_last_sheet():
    book = sheets(report(table(*ROWS), notes=("“等”为原文所有。",)))
    assert book.sheetnames == ["任务", "说明"]
    lines = [row[0].value for row in book["说明"].iter_rows()]
    assert lines == ["《示例》任务分解表", "依据：《示例》。", "“等”为原文所有。"]


NAMES = [
    (["任务", "任务"], ["任务", "任务(2)"]),
    (["a/b:c*d?[e]"], ["a b c d  e"]),
    (["长" * 40, "长" * 40], ["长" * 31, "长" * 27 + "(2)"]),
    (["'"], ["表"]),
]


@pytest.mark.parametrize(("asked", "given"), NAMES)
def test_sheets_have_names_that_excel_takes(asked, given):
    used: set[str] = set()
    assert [sheet_name(name, used) for name in asked] == given


# --- Word ----------------------------------------------------------------------------------------


def test_word_has_real_tables_with_the_same_words():
    made = docx2python(io.BytesIO(written(report(table(*ROWS)), "docx")))
    try:
        (found,) = [t for t in made.document if len(t) > 1]
    finally:
        made.close()
    cells = [["".join(cell).strip() for cell in row] for row in found]
    assert cells[0] == ["第1列", "第2列", "第3列"]
    assert cells[1][0] == "1"
    assert cells[1][1].replace("\n", "") == "二、（一）2.推动煤电清洁低碳发展。第二段"
    assert cells[1][2] == "≤300"
    assert cells[3] == ["3", "", ""]


def parts(made: Report) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(written(made, "docx"))) as archive:
        names = ("word/document.xml", "word/styles.xml", "word/fontTable.xml")
        return {name: etree.fromstring(archive.read(name)) for name in names}


W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def test_word_repeats_the_heading_row_alone():
    rows = parts(report(table(*ROWS)))["word/document.xml"].findall(".//w:tr", W)
    assert [row.find("w:trPr/w:tblHeader", W) is not None for row in rows] == [True, False, False, False]


def test_word_is_set_in_the_typefaces_of_official_documents():
    found = parts(report(table(*ROWS), wide=False))
    made = docx.Document(io.BytesIO(written(report(table(*ROWS), wide=False), "docx")))
    styles = {s.name: s for s in made.styles}
    assert styles["公文标题"].font.name == "方正小标宋简体"
    assert styles["公文标题"].font.size.pt == 22
    assert (styles["公文正文"].font.name, styles["公文正文"].font.size.pt) == ("仿宋_GB2312", 16)
    assert styles["Heading 1"].font.name == "黑体"
    assert styles["Heading 2"].font.name == "楷体_GB2312"
    section = made.sections[0]
    assert (round(section.page_width.mm), round(section.left_margin.mm)) == (210, 28)
    fonts = found["word/fontTable.xml"].findall("w:font", W)
    others = {f.get(f"{{{W['w']}}}name"): f.find("w:altName", W) for f in fonts}
    assert "仿宋" in others["仿宋_GB2312"].get(f"{{{W['w']}}}val")
    assert made.paragraphs[0].text == "《示例》任务分解表"


def test_word_says_where_it_stopped_and_what_to_take_instead(monkeypatch):
    monkeypatch.setattr(word, "MOST_ROWS", 2)
    made = docx.Document(io.BytesIO(written(report(table(*ROWS)), "docx")))
    assert len(made.tables[0].rows) == 1 + 2
    assert any("共 3 行" in p.text and "Excel" in p.text for p in made.paragraphs)


def test_word_has_a_level_one_heading_for_each_of_several_tables():
    made = docx.Document(io.BytesIO(written(report(table(name="任务"), table(name="目标")), "docx")))
    assert [p.text for p in made.paragraphs if p.style.name == "Heading 1"] == ["一、任务", "二、目标"]
    assert any("没有符合条件" in p.text for p in made.paragraphs)


def test_word_takes_characters_that_xml_has_not():
    made = docx.Document(io.BytesIO(written(report(table((1, "甲\x00\ud800乙", None))), "docx")))
    assert made.tables[0].cell(1, 1).text == "甲乙"


# --- CSV -----------------------------------------------------------------------------------------


def test_csv_opens_in_excel_and_reads_back():
    content = written(report(table(*ROWS)), "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["第1列", "第2列", "第3列"]
    assert rows[1] == ["1", ROWS[0][1], "≤300"]
    assert rows[3] == ["3", "", ""]


@pytest.mark.parametrize("text", [t for t in DANGEROUS if t[0] in "=+-@\t＝"])
def test_csv_marks_formulas_as_text(text):
    rows = list(csv.reader(io.StringIO(written(report(table((1, text, None))), "csv").decode("utf-8-sig"))))
    assert rows[1][1] == f"'{text}"


SAFE = [
    ("——推动", "——推动"),
    ("1.推动", "1.推动"),
    ("（一）", "（一）"),
    (-5, -5),
    (None, ""),
    (Figure(Decimal(-5)), "-5"),
]


@pytest.mark.parametrize(("cell", "expected"), SAFE)
def test_csv_leaves_words_and_numbers_alone(cell, expected):
    assert safe(cell) == expected


def test_several_tables_of_csv_stand_under_their_names():
    content = written(report(table((1, "甲", 5)), table((2, "乙", 6), name="目标")), "csv")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows == [
        ["任务"],
        ["第1列", "第2列", "第3列"],
        ["1", "甲", "5"],
        [],
        ["目标"],
        ["第1列", "第2列", "第3列"],
        ["2", "乙", "6"],
    ]


# --- JSON and Markdown ---------------------------------------------------------------------------


def test_json_is_one_object_with_the_rows():
    made = json.loads(written(report(table(*ROWS)), "json"))
    assert (made["title"], made["count"]) == ("《示例》任务分解表", 3)
    assert made["rows"][0] == {"c1": 1, "c2": ROWS[0][1], "c3": "≤300"}
    assert made["rows"][2] == {"c1": 3, "c2": None, "c3": None}


def test_json_of_several_and_of_empty_tables():
    made = json.loads(written(report(table(), table((1, "甲", None), name="目标")), "json"))
    assert [(t["name"], t["count"]) for t in made["tables"]] == [("任务", 0), ("目标", 1)]


def test_json_gives_a_rows_own_record():
    own = Table("任务", columns("text"), [Row(("甲",), {"clause": "plan/1", "bureaus": ["甲", "乙"]})])
    assert json.loads(written(report(own), "json"))["rows"] == [{"clause": "plan/1", "bureaus": ["甲", "乙"]}]


def test_markdown_shows_the_words_as_they_stand():
    html = markdown(written(report(table(*ROWS)), "md").decode(), extensions=["tables"])
    rows = LexborHTMLParser(html).css("tr")
    cells = [[cell.text(separator="\n").strip() for cell in row.css("th, td")] for row in rows]
    assert cells[0] == ["第1列", "第2列", "第3列"]
    assert cells[1] == ["1", ROWS[0][1], "≤300"]
    assert cells[2][1] == ROWS[1][1]
    assert cells[3] == ["3", "", ""]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a|b", r"a\|b"),
        ("<script>", "&lt;script&gt;"),
        ("甲\n\n乙", "甲<br>乙"),
        ("&lt;", "&amp;lt;"),
        ("", ""),
    ],
)
def test_markdown_escapes(text, line):
    assert escaped(text) == line


# --- cells of targets ----------------------------------------------------------------------------


FIGURES = [
    ({"value": "300", "comparator": "<="}, "≤300"),
    ({"value": "2.5", "change": "increase"}, "提高2.5"),
    ({"value": "5", "change": "decrease", "comparator": ">="}, "下降≥5"),
    ({"value": "2-3"}, "2～3"),
    ({"value": "10000"}, "10000"),
    ({"value": "", "kind": "qualitative"}, "定性"),
]


@pytest.mark.parametrize(("fields", "shown"), FIGURES, ids=[row[1] for row in FIGURES])
def test_a_figure_shows_its_limits(fields, shown):
    assert str(figure_cell(replace(target("1", "指标", "", "%", 2030), **fields))) == shown


# --- as an office program sees it ----------------------------------------------------------------


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="needs LibreOffice and poppler"
)
@pytest.mark.parametrize("format", ["xlsx", "docx"])
def test_libreoffice_prints_every_word(format, tmp_path: Path):
    long = "".join(f"第{at}句话要完整地印在纸上，" for at in range(1, 20)) + "到此为止。"
    source = tmp_path / f"list.{format}"
    made = report(table((1, long, Figure(Decimal("300"), "≤")), (2, LINK, None)))
    source.write_bytes(written(made, format))
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    print_it = [*office, "--convert-to", "pdf", "--outdir", tmp_path, source]
    subprocess.run(print_it, check=True, capture_output=True, timeout=180)
    read_it = ["pdftotext", tmp_path / "list.pdf", "-"]
    text = subprocess.run(read_it, check=True, capture_output=True).stdout.decode()
    printed = "".join(text.split())
    assert "到此为止。" in printed
    assert "≤300" in printed
    assert "HYPERLINK" in printed


# --- footnotes, widths and dense pages -----------------------------------------------------------


def test_word_has_real_footnotes():
    content = written(report(table(*ROWS), sources=("国务院：《示例》。", "甲 <乙>\x00。")), "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
        body = etree.fromstring(archive.read("word/document.xml"))
        assert b"footnotes+xml" in archive.read("[Content_Types].xml")
    numbers = [r.get(f"{{{W['w']}}}id") for r in body.findall(".//w:footnoteReference", W)]
    words = {n.get(f"{{{W['w']}}}id"): "".join(n.itertext()).strip() for n in notes.findall("w:footnote", W)}
    assert numbers == ["1", "2"]
    assert words == {"-1": "", "0": "", "1": "国务院：《示例》。", "2": "甲 <乙>。"}
    assert docx.Document(io.BytesIO(content)).paragraphs[2].text == "依据：《示例》。，"  # ¹，²


def test_word_without_sources_has_no_footnotes():
    with zipfile.ZipFile(io.BytesIO(written(report(table(*ROWS)), "docx"))) as archive:
        assert "word/footnotes.xml" not in archive.namelist()


PAGE = 9_000_000  # EMU, 25 cm
WIDTHS = [
    # A short column fits its longest word, the long text takes what is left.
    (("short", "text"), [("二、（一）2.", "字" * 500)], lambda w: w[0] < PAGE // 8 and w[1] > PAGE * 7 // 8),
    # A text of few characters takes no more than it needs.
    (("text", "text"), [("节能", "字" * 500)], lambda w: w[0] < w[1] // 3),
    # Forty columns shrink alike.
    (("number",) * 40, [(1,) * 40], lambda w: max(w) - min(w) <= 1),
]


@pytest.mark.parametrize(("kinds", "rows", "fits"), WIDTHS, ids=["short", "few", "many"])
def test_columns_of_word_fill_the_page_as_their_words_need(kinds, rows, fits):
    widths = column_widths(PAGE, columns(*kinds), [Row(row) for row in rows])
    assert PAGE - len(kinds) <= sum(widths) <= PAGE
    assert fits(widths)


def test_a_dense_page_ends_early_and_says_where_the_rest_is():
    short = replace(table(*ROWS), most=2, rest="任务分解表")
    made = docx.Document(io.BytesIO(written(report(short, dense=True, wide=False), "docx")))
    assert len(made.tables[0].rows) == 1 + 2
    assert "上表列前 2 项，其余 1 项见任务分解表。" in [p.text for p in made.paragraphs]
    whole = json.loads(written(report(replace(table(*ROWS), most=2), dense=True), "json"))
    assert whole["count"] == 3


def test_excel_keeps_long_texts_out_of_the_text_format():
    long = "字" * 256
    sheet = sheets(report(table((7, long, None), (8, "短", None), (9, "=" + long, None))))["任务"]
    assert [sheet.cell(row, 2).number_format for row in (2, 3, 4)] == ["General", "@", "@"]
    assert (sheet["A2"].value, sheet["A2"].number_format) == (7, "General")  # a number stays one when edited


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_runs_nothing_of_a_csv(tmp_path: Path):
    texts = [*DANGEROUS, "\n=1+1", "\r=1+1", "-1+1,=2"]
    source = tmp_path / "list.csv"
    source.write_bytes(written(report(table(*((at, text, None) for at, text in enumerate(texts)))), "csv"))
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    convert = [*office, "--convert-to", "fods", "--outdir", tmp_path, source]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    made = (tmp_path / "list.fods").read_text("utf-8")
    assert "HYPERLINK" in made
    assert "table:formula" not in made
