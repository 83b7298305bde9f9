"""Citations of every clause in every style, and the way back from what people paste."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import document
from shelf import Shelf

from kb.citing import STYLES, citation, cite, find_clause
from kb.citing.styles import day, month
from kb.errors import InvalidQuery, NotFound

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "policies"
PLAN = "jinzhong-carbon-peak-plan"

NOTICE = """为做好节水工作，现通知如下。
一、重点任务
（一）改造供水管网。到2027年，公共供水管网漏损率控制在9%以内。
（二）推广节水器具。
二、组织实施
（一）加强督查。
（一）落实经费，参照《节约用水条例》执行。
"""
RULES = """第一章 总则
第一条 为了节约用水，制定本办法。
第二条 本办法适用于本市。
第二章 管理
第三条 用水单位应当安装计量设施。
"""


@pytest.fixture(scope="module")
def plan() -> Shelf:
    return Shelf.of(ROOT / "corpus")


@pytest.fixture(scope="module")
def library() -> Shelf:
    """The first plan beside three of our own: two notices of one title, and rules with articles."""
    made = [
        document(
            "notice-2021",
            NOTICE,
            title="某市人民政府关于印发《节水行动方案》的通知",
            number="某政发〔2021〕7号",
            issuer="某市人民政府",
            date="2021-03-05",
        ),
        document("year-2022", NOTICE, title="节水工作要点", issuer="某市水利局", date="2022-02"),
        document("year-2023", NOTICE, title="节水工作要点", issuer="某市水利局", date="2023-02"),
        document("rules", RULES, title="某市节约用水办法", number="某市人民政府令第12号", date="2020"),
        document("rules-copy", RULES, title="某市节约用水办法", number="某市人民政府令第12号", date="2020"),
    ]
    first = Shelf.of(ROOT / "corpus").documents()
    return Shelf([*first, *made])


def lost(shelf: Shelf) -> list[str]:
    """Clauses that a citation of theirs does not lead back to."""
    missing = []
    for clause in shelf.clauses():
        for style in STYLES:
            written = citation(shelf, clause, style.name)
            try:
                found = find_clause(shelf, written).id
            except NotFound as error:
                found = str(error)
            if found != clause.id:
                missing.append(f"{style.name} {clause.id}: {written[-80:]} → {found}")
    return missing


def test_every_citation_of_the_first_plan_leads_back(plan: Shelf) -> None:
    assert not lost(plan)


def test_every_citation_among_documents_of_one_title_leads_back(library: Shelf) -> None:
    assert not lost(library)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")
@pytest.mark.parametrize(
    "names", [("cp_national", "mk_01", "mk_05"), ("gz_06", "gz_07"), ("gwy_005", "xv_shandong_006")]
)
def test_every_citation_of_other_documents_leads_back(names: tuple[str, ...]) -> None:
    assert not lost(Shelf.of(ROOT / "corpus", *(SHARED / f"{name}.txt" for name in names)))


WRITTEN = [
    (
        f"{PLAN}/2.1.2",
        "official",
        "《晋中市碳达峰实施方案》“二、（一）2.”（晋中市发展和改革委员会，2024年12月）",
    ),
    (f"{PLAN}/2.1.2", "gbt7714", "晋中市发展和改革委员会. 晋中市碳达峰实施方案[Z]. 2024-12: 二、（一）2."),
    (
        f"{PLAN}/2.1.2",
        "markdown",
        f"[《晋中市碳达峰实施方案》“二、（一）2.”](/clause/{PLAN}/2.1.2)",
    ),
    (
        f"{PLAN}/2.1.2",
        "footnote",
        "晋中市发展和改革委员会：《晋中市碳达峰实施方案》，2024年12月，“二、（一）2.”。",
    ),
    (f"{PLAN}/0", "official", "《晋中市碳达峰实施方案》引言（晋中市发展和改革委员会，2024年12月）"),
    (
        "notice-2021/1.1",
        "official",
        "《某市人民政府关于印发〈节水行动方案〉的通知》（某政发〔2021〕7号）“一、（一）”",
    ),
    (
        "notice-2021/1.1",
        "gbt7714",
        "某市人民政府. 某市人民政府关于印发《节水行动方案》的通知: 某政发〔2021〕7号[Z]. "
        "2021-03-05: 一、（一）.",
    ),
    (
        "notice-2021/1.1",
        "footnote",
        "某市人民政府：《某市人民政府关于印发〈节水行动方案〉的通知》（某政发〔2021〕7号），"
        "2021年3月5日，“一、（一）”。",
    ),
    ("year-2022/2.1~2", "official", "《节水工作要点》“二、（一）”（第2处）（某市水利局，2022年2月）"),
    (
        "rules/2.3",
        "official",
        "《某市节约用水办法》（某市人民政府令第12号）“第二章第三条”（文件标识：rules）",
    ),
]


@pytest.mark.parametrize(("clause", "style", "text"), WRITTEN)
def test_styles(library: Shelf, clause: str, style: str, text: str) -> None:
    assert cite(library, clause, style) == text


def test_a_quote_is_the_clause_verbatim_with_its_source(plan: Shelf) -> None:
    written = cite(plan, f"{PLAN}/7.1", "quote")
    text, _, source = written.rpartition("\n——")
    assert text == plan.text(plan.clause(f"{PLAN}/7.1")).strip()
    assert source == cite(plan, f"{PLAN}/7.1")


def test_a_link_may_lead_to_another_site(plan: Shelf) -> None:
    address = f"https://example.org/clause/{PLAN}/3.1.5"
    written = cite(plan, f"{PLAN}/3.1.5", "markdown", address=address)
    assert written.endswith(f"({address})")
    assert find_clause(plan, written).path == "3.1.5"


PASTED = [
    (f"{PLAN}/2.1.2", "2.1.2"),
    ("二、（一）2.", "2.1.2"),
    ("二（一）2", "2.1.2"),
    ("《晋中市碳达峰实施方案》二(一)2", "2.1.2"),
    ("《晋中市碳达峰实施方案》第二部分（一）2.", "2.1.2"),
    ("晋中市碳达峰实施方案“二、（一）2.”", "2.1.2"),
    (f"http://127.0.0.1:8000/clause/{PLAN}/4.3.4?start=1&end=2#quote", "4.3.4"),
    ("全市煤电机组平均标准供电煤耗力争降至300克标准煤/千瓦时以下", "2.1.2"),
    ("“建设‘车、醇、运、站、捕’全链条的经济生态”".replace("‘", "“").replace("’", "”"), "2.2.2"),
    ("《晋中市碳达峰实施方案》引言", "0"),
    ("六、（四）", "6.4"),
]


@pytest.mark.parametrize(("text", "path"), PASTED)
def test_what_people_paste_is_found(plan: Shelf, text: str, path: str) -> None:
    assert find_clause(plan, text).path == path


OTHERS = [
    ("《某市节约用水办法》第三条（文件标识：rules-copy）", "rules-copy/2.3"),
    ("某政发〔2021〕7号“二、（一）”（第2处）", "notice-2021/2.1~2"),
    ("《节水行动方案》一、（二）", "notice-2021/1.2"),
    ("《节水工作要点》（2023年2月）“一、（一）”", "year-2023/1.1"),
    ("某政发〔2021〕7号一、（二）", "notice-2021/1.2"),  # 文号 and number written together
    ("某政发[2021]7号一（二）", "notice-2021/1.2"),
    ("某政发〔2021〕7号 第一部分（二）", "notice-2021/1.2"),
    ("《节水行动方案》（某政发〔2021〕7号）一、（二）", "notice-2021/1.2"),
    ("根据某政发〔2021〕7号一、（二）项的规定", "notice-2021/1.2"),
    ("《某市节约用水办法》（某市人民政府令第12号）第三条规定（文件标识：rules-copy）", "rules-copy/2.3"),
]


@pytest.mark.parametrize(("text", "clause"), OTHERS)
def test_documents_are_told_apart(library: Shelf, text: str, clause: str) -> None:
    assert find_clause(library, text).id == clause


UNCLEAR = [
    ("一、（一）", "晋中市碳达峰实施方案"),  # four documents have one
    ("《节水工作要点》一、（一）", "year-2022/1.1"),  # of two years
    ("《节水工作要点》（2022年2月）“二、（一）”", "year-2022/2.1~2"),  # printed twice
    ("推广节水器具", "notice-2021/1.2"),  # printed in three documents
]


@pytest.mark.parametrize(("text", "named"), UNCLEAR)
def test_unclear_citations_name_the_choices(library: Shelf, text: str, named: str) -> None:
    with pytest.raises(NotFound, match="条条款符合") as raised:
        find_clause(library, text)
    assert named in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "。",
        "《没有这份文件的方案》",
        "某办发〔2020〕9号一、（二）",
        "九、（九）9.",
        "本文件没有写过的一句话",
        f"{PLAN}/9.9",
        "/clause/",
    ],
)
def test_what_is_not_there_is_not_found(plan: Shelf, text: str) -> None:
    with pytest.raises(NotFound, match="没有条款符合"):
        find_clause(plan, text)


def test_an_unknown_style_names_the_known(plan: Shelf) -> None:
    with pytest.raises(InvalidQuery, match="official、gbt7714、markdown、quote、footnote"):
        cite(plan, f"{PLAN}/1.1", "apa")


def test_every_style_says_where_it_comes_from() -> None:
    assert [style.name for style in STYLES] == ["official", "gbt7714", "markdown", "quote", "footnote"]
    assert all(style.label and style.source for style in STYLES)


@pytest.mark.parametrize(
    ("date", "as_month", "as_day"),
    [
        ("2021-03-05", "2021年3月", "2021年3月5日"),
        ("2021-10", "2021年10月", "2021年10月"),
        ("2020", "2020年", "2020年"),
        ("", "", ""),
    ],
)
def test_dates(date: str, as_month: str, as_day: str) -> None:
    assert (month(date), day(date)) == (as_month, as_day)
