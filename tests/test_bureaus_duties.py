"""Lists of duties: a clause a body, its name before a colon or a stop, and duties told in other words."""

from __future__ import annotations

import pytest

from kb.cleaning import clean
from kb.model import Document
from kb.segmenting import segment
from kb.tagging.bureaus.tagger import tag_assignments

DUTIES = [
    (
        "五、成员单位职责：\n（1）市水利局：提供水情信息，调度水库。\n（2）市卫生健康委：做好医疗救护。\n"
        "（3）市发展改革委、市财政局：安排资金。\n（4）物资保障：储备沙袋和帐篷。",
        {"5.1": ["市水利局"], "5.2": ["市卫健委"], "5.3": ["市发展改革委", "市财政局"]},
    ),
    (
        "（三）有关部门职责。各部门职责如下：1.水文部门。提供雨情、水情。2.电力部门。保障抢险用电。3.民政部门。安置灾民。",
        {"3.1": ["水文部门"], "3.2": ["电力部门"], "3.3": ["民政部门"]},
    ),
    # A paragraph each.
    (
        "（二）部门职责\n市教育局：组织学校停课。\n市公安局：负责交通管制，维护秩序。\n应急物资：由仓库调拨。",
        {"2": ["市教育局", "市公安局"]},
    ),
    # The sentence behind the heading has a subject of its own.
    (
        "五、部门职责：\n（1）园区管理部门：滨江高新区管委会负责园区事务。\n（2）财政部门：市财政局安排资金，区财政局负责拨付。",
        {"5.2": ["区财政局"]},
    ),
    # No list of duties: the heading names a matter.
    ("五、预警信息：\n（1）市水利局：电话每日值守。\n（2）市气象局：短信发布。", {}),
]


@pytest.mark.parametrize(("text", "expected"), DUTIES)
def test_a_clause_is_the_task_of_the_body_that_heads_it(text: str, expected: dict[str, list[str]]) -> None:
    assert bodies(text) == expected


SENTENCES = [
    ("水务局归口管理全市防洪抗旱工程。", ["市水务局"]),
    ("农业局负责收集旱涝灾情。", ["农业局"]),
    ("市城管局在台风来临时，负责检查户外广告牌。", ["市城管局"]),
    ("市应急局在汛期前，应当组织演练。", ["市应急局"]),
    ("市、县（市、区）卫生行政主管部门具体负责医疗救治。", ["市、县（市、区）卫生行政主管部门"]),
    # Near misses: a former name that is no subject, an object, a time of something else.
    ("群众可以向农业局反映灾情。", []),
    ("建设局大楼完成加固。", []),
    ("在台风来临时，负责人员应当到岗。", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_duties_in_other_words(text: str, expected: list[str]) -> None:
    assert [name for names in bodies(text).values() for name in names] == expected


def bodies(text: str) -> dict[str, list[str]]:
    document = Document(id="plan", title="", text=text, region="山东省青岛市")
    cleaned = clean(text)
    rows, _ = tag_assignments(document, segment(document, cleaned).clauses, cleaned)
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.path, []).append(row.bureau)
    return found
