"""References: 《titles》 and 文号 that clauses cite, and their links."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.cleaning import clean
from kb.model import Document, Reference
from kb.segmenting import segment
from kb.tagging.references import cited_titles, link, tag_references

TITLES = [
    ("根据《山西省碳达峰实施方案》制定", ["山西省碳达峰实施方案"]),
    ("《甲办法》《乙办法》", ["甲办法", "乙办法"]),
    ("《关于印发〈行动方案〉的通知》", ["关于印发〈行动方案〉的通知"]),
    ("《关于印发《行动方案》的通知》要求", ["关于印发《行动方案》的通知"]),
    ("《关于推进\n绿色开采的意见》", ["关于推进绿色开采的意见"]),
    ("没有标题的文字", []),
    ("《》", []),
    ("缺少另一半的《方案", []),
    ("方案》缺少开头", []),
]


@pytest.mark.parametrize(("text", "titles"), TITLES)
def test_titles(text: str, titles: list[str]) -> None:
    found = cited_titles(text)
    assert [title for title, _, _ in found] == titles
    for _, start, end in found:
        assert text[start] == "《"
        assert text[end - 1] == "》"


def test_an_opening_bracket_that_is_never_closed_does_not_swallow_the_next_title() -> None:
    text = "《坏的开头" + "字" * 200 + "按照《好办法》执行"
    assert [title for title, _, _ in cited_titles(text)] == ["好办法"]


def references(
    text: str, title: str = "某市能源实施方案", number: str = ""
) -> list[tuple[str, str, str, str]]:
    document = Document("plan", title, text, number=number)
    cleaned = clean(text)
    clauses = segment(document, cleaned).clauses
    found = tag_references(document, clauses, cleaned)
    for row in found:
        clause = next(clause for clause in clauses if clause.id == row.clause)
        assert clause.start <= row.start < row.end <= clause.end
    return [(row.path, row.kind, row.text, text[row.start : row.end]) for row in found]


def test_a_title_and_its_number_are_two_rows_in_their_clause() -> None:
    text = (
        "为落实《某省实施方案》（某政发〔2022〕29 号），制定本方案。\n一、总体要求\n执行《某省湿地条例》。\n"
    )
    assert references(text) == [
        ("0", "title", "某省实施方案", "《某省实施方案》"),
        ("0", "number", "某政发〔2022〕29号", "某政发〔2022〕29 号"),
        ("1", "title", "某省湿地条例", "《某省湿地条例》"),
    ]


def test_a_documents_own_title_and_number_are_no_references() -> None:
    text = (
        "某市人民政府关于印发《某市能源实施方案》的通知\n某政发〔2024〕3号\n"
        "现将《某市能源实施方案》印发给你们。此前某政发〔2020〕1号同时废止。\n"
    )
    found = references(text, "某市人民政府关于印发《某市能源实施方案》的通知", "某政发〔2024〕3号")
    assert found == [("0", "number", "某政发〔2020〕1号", "某政发〔2020〕1号")]


def test_links_need_exactly_one_known_document() -> None:
    cited = Reference("plan/0", "0", "plan", "title", "某省碳达峰实施方案", 0, 1)
    by_number = replace(cited, kind="number", text="某政发〔2022〕29号")
    covered = replace(cited, text="某省能源规划")
    unknown = replace(cited, text="某省别的方案")
    documents = [
        Document("parent", "某省碳达峰实施方案", "", number="某政发〔2022〕29号"),
        Document("energy", "某省人民政府关于印发《某省能源规划》的通知", ""),
        Document("plan", "某市碳达峰实施方案", ""),
    ]
    linked = link([cited, by_number, covered, unknown], documents)
    assert [row.linked for row in linked] == ["parent", "parent", "energy", ""]
    twin = Document("twin", "某省碳达峰实施方案", "")
    assert link([cited], [*documents, twin])[0].linked == ""


def test_the_first_plan_cites_what_it_cites(request: pytest.FixtureRequest) -> None:
    path = request.config.rootpath / "corpus" / "documents" / "jinzhong-carbon-peak-plan.txt"
    found = references(path.read_text(encoding="utf-8"), "晋中市碳达峰实施方案")
    assert [(row[0], row[2]) for row in found] == [
        ("0", "关于完整准确全面贯彻新发展理念切实做好碳达峰碳中和工作的实施意见"),
        ("0", "晋发〔2022〕25号"),
        ("0", "山西省碳达峰实施方案"),
        ("0", "晋政发〔2022〕29号"),
        ("2.1.3", "关于促进全省煤炭绿色开采的意见"),
        ("3.1.5", "产业结构调整指导目录"),
        ("3.4.1", "农村宅基地自建住房技术指南（标准）"),
        ("4.4.2", "山西省湿地保护条例"),
    ]
