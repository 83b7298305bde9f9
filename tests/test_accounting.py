"""Every printed number is in the ledger, is explained, or is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.cleaning import clean
from kb.model import Document, Finding
from kb.segmenting import segment
from kb.tagging.accounting import REASONS, account_numbers, reasons_counted, unaccounted_numbers
from kb.tagging.references import tag_references
from kb.tagging.targets import tag_targets
from kb.tagging.targets.marks import find_marks

ROOT = Path(__file__).parents[1]
PLAN = ROOT / "corpus" / "documents" / "jinzhong-carbon-peak-plan.txt"
POLICIES = ROOT.parent / "shared" / "policies"


def account(text: str, date: str = "2024") -> tuple[Finding, ...]:
    document = Document(id="plan", title="", text=text, date=date)
    cleaned = clean(text)
    clauses = segment(document, cleaned).clauses
    targets = tag_targets(document, clauses, cleaned)
    references = tag_references(document, clauses, cleaned)
    return unaccounted_numbers(document, clauses, cleaned, (), targets, references)


def test_first_plan_has_no_unexplained_number() -> None:
    assert account(PLAN.read_text(encoding="utf-8"), "2024-12") == ()


@pytest.mark.parametrize(
    "text",
    [
        "到2025年，非化石能源消费比重比2020年提高12个百分点。",
        "根据《2030年前碳达峰行动方案》（国发〔2021〕23号）和２０２４年工作要点制定。",
        "实施“156”战略，深化1+X证书试点，推广5G和IPv6，治理PM2.5。",
        "联系电话：0351-1234567，网址 https://www.example.gov.cn/2024/a1.html 。",
        "第119次常务会议，2024年12月31日印发。",
        "利用2—3年时间，提供7×24小时服务，每5年轮训一遍。",
        "1.完善标准。2.加强监管。（3）落实责任。",
        "一网通办（25分），跨省通办（0.5分）。",
        "支持3号线和201厂建设，创建5A级景区，建设500吨级航道。",
        "正文第一段很长很长。\n- 12 -\n正文第二段。",
        "表1  主要指标\n| 序号 | 指标 | 2020年 | 2025年 |\n|---|---|---|---|\n| 1 | 绿地率 | 23% | 25% |\n",
    ],
)
def test_explained(text: str) -> None:
    assert account(text) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("推进6681油库搬迁。", "6681"),
        ("登记代码为甲 774 的单位。", "774"),
        ("到2025年，完成甲类 48 的工作。", "48"),
    ],
)
def test_reported(text: str, number: str) -> None:
    findings = account(text)
    assert findings, text
    assert findings[0].kind == "unaccounted_number"
    assert text[findings[0].start : findings[0].end] == number
    assert number in findings[0].note
    assert number in findings[0].text


def reasons(text: str) -> list[tuple[str, str]]:
    document = Document(id="plan", title="", text=text, date="2024")
    cleaned = clean(text)
    clauses = segment(document, cleaned).clauses
    targets = tag_targets(document, clauses, cleaned)
    accounted = account_numbers(document, clauses, cleaned, targets, ())
    return [(text[one.start : one.end], one.reason) for one in accounted]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本办法有效期5年，公示期不少于7日。", [("5", "term"), ("7", "term")]),
        ("应当提前24小时通知用户，15个工作日内答复。", [("24", "ledger"), ("15", "ledger")]),
        ("审批时限压缩至5个工作日以内，利用3年时间。", [("5", "ledger"), ("3", "deadline")]),
        (
            "到2026年，建成园区3个，每5所幼儿园合用。",
            [("2026", "deadline"), ("3", "ledger"), ("5", "ratio base")],
        ),
        (
            "2025年6月底前，制定出台《储能2030规划》。",
            [("2025", "ledger"), ("6", "ledger"), ("2030", "title")],
        ),
        ("建设5G基站，拨打12345热线，推进6681油库搬迁。", [("5", "code"), ("12345", "name"), ("6681", "")]),
    ],
)
def test_every_number_has_a_named_reason(text: str, expected: list[tuple[str, str]]) -> None:
    assert reasons(text) == expected


def test_reasons_are_named_in_chinese_and_counted() -> None:
    document = Document(id="plan", title="", text="有效期5年，建成园区3个，推进6681油库搬迁。", date="2024")
    cleaned = clean(document.text)
    clauses = segment(document, cleaned).clauses
    targets = tag_targets(document, clauses, cleaned)
    counted = reasons_counted(account_numbers(document, clauses, cleaned, targets, ()))
    assert counted == {"指标台账": 1, "时长和有效期": 1, "未归入": 1}
    sample = "《1》http://1.cn a1.pdf 2020年 第3号 “156”战略 CO2 5A级 500吨级 （5分） 0351-1234567 [1] =5 图1"
    assert {mark.kind for mark in find_marks(sample)} <= set(REASONS)


def test_finding_names_its_clause() -> None:
    (finding,) = account("一、总则\n按规定执行。\n二、附则\n推进6681油库搬迁。\n")
    assert finding.path == "2"


@pytest.mark.skipif(not POLICIES.is_dir(), reason="the shared documents are not beside the project")
def test_few_numbers_of_real_documents_are_unexplained() -> None:
    numbers = unexplained = 0
    for path in sorted(POLICIES.glob("*.txt")):
        text = path.read_text(encoding="utf-8").partition("\n")[2]
        numbers += sum(character.isdigit() for character in text)
        unexplained += len(account(text, ""))
    assert numbers > 5000
    assert unexplained <= 0.005 * numbers
