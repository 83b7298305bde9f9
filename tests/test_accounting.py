"""Every printed number is in the ledger, is explained, or is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.cleaning import clean
from kb.model import Document, Finding
from kb.segmenting import segment
from kb.tagging.accounting import unaccounted_numbers
from kb.tagging.references import tag_references
from kb.tagging.targets import tag_targets

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
