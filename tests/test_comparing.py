"""Two documents side by side: clauses, targets and bodies; and the doubts about one ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from factories import document, target
from shelf import Shelf

from kb.comparing import compare_documents, comparison_lines, comparison_record, doubt_record, ledger_doubts
from kb.comparing.indicators import amount, differences, likeness
from kb.comparing.ngrams import TextIndex
from kb.comparing.strictness import stricter
from kb.errors import InvalidQuery

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "policies"
PLAN = "jinzhong-carbon-peak-plan"

DRAFT = """一、总体要求
坚持节水优先，统筹推进。到2025年，公共供水管网漏损率控制在9%以内。
二、重点任务
（一）改造供水管网
1.更新老旧管道。到2027年，老旧管道更新率达到60%。（市水利局牵头，市财政局配合）
2.建设分区计量。到2027年，分区计量覆盖率达到80%。（市水利局负责）
（二）推广节水器具
3.学校和医院换装节水器具，费用由单位承担。（市教育局、市卫健委按职责分工负责）
"""
FINAL = """一、总体要求
坚持节水优先，统筹推进。到2025年，公共供水管网漏损率控制在8%以内。
二、重点任务
（一）改造供水管网
1.更新老旧管道。到2027年，老旧管道更新率达到50%。（市水利局牵头，市审计局配合）
2.建设分区计量。到2026年，分区计量覆盖率达到80%。（市水利局负责）
（二）利用中水
3.园林绿化和道路冲洗优先使用中水。到2027年，中水回用率达到25%。（市住建局负责）
"""


@pytest.fixture(scope="module")
def library() -> Shelf:
    return Shelf([document("draft", DRAFT), document("final", FINAL), document("copy", DRAFT)])


def statuses(shelf: Shelf, first: str, second: str) -> dict[str, tuple[str, str]]:
    """Path in the first document (or the second, where only that has it) → path and status."""
    rows = compare_documents(shelf, first, second).clauses
    return {
        (row.first or row.second).path if row.first else f"+{row.second.path}": (
            row.second.path if row.second else "",
            row.status,
        )
        for row in rows
    }


def test_draft_and_final(library: Shelf) -> None:
    assert statuses(library, "draft", "final") == {
        "1": ("1", "changed"),
        "2": ("2", "same"),
        "2.1": ("2.1", "same"),
        "2.1.1": ("2.1.1", "changed"),
        "2.1.2": ("2.1.2", "changed"),
        "2.2": ("", "dropped"),
        "2.2.3": ("", "dropped"),
        "+2.2": ("2.2", "added"),
        "+2.2.3": ("2.2.3", "added"),
    }


def test_a_copy_is_the_same_throughout(library: Shelf) -> None:
    comparison = compare_documents(library, "draft", "copy")
    assert {row.status for row in comparison.clauses} == {"same"}
    assert {row.status for row in comparison.targets} == {"same"}
    assert all(row.first.path == row.second.path for row in comparison.clauses)


def test_a_number_printed_behind_its_heading_makes_no_difference() -> None:
    moved = DRAFT.replace("一、总体要求", "总体要求一、")
    shelf = Shelf([document("draft", DRAFT), document("moved", moved)])
    assert set(statuses(shelf, "draft", "moved").values()) >= {("1", "same")}


def test_targets_side_by_side(library: Shelf) -> None:
    rows = compare_documents(library, "draft", "final").targets
    found = {(row.first or row.second).indicator: row.status for row in rows}
    assert found == {
        "公共供水管网漏损率": "stricter",  # 9% → 8% 以内
        "老旧管道更新率": "looser",  # 60% → 50%
        "分区计量覆盖率": "stricter",  # the same a year earlier
        "中水回用率": "added",
    }


def test_bodies_of_a_pair(library: Shelf) -> None:
    rows = compare_documents(library, "draft", "final").clauses
    bodies = next(row.bodies for row in rows if row.first and row.first.path == "2.1.1")
    assert bodies.both == (("市水利局", "市水利局"),)
    assert (bodies.first_only, bodies.second_only) == (("市财政局",), ("市审计局",))


def test_bodies_of_two_levels_answer_to_each_other() -> None:
    city = document("city", "一、任务\n（一）节能。压减煤耗。（市发展改革委、市能源局负责）\n")
    province = document(
        "province", "一、任务\n（一）节能。压减煤耗。（省发展改革委、省水利厅负责）\n", region="山西省"
    )
    rows = compare_documents(Shelf([city, province]), "city", "province").clauses
    bodies = next(row.bodies for row in rows if row.first and row.first.path == "1.1")
    assert bodies.both == (("市发展改革委", "省发展改革委"),)
    assert (bodies.first_only, bodies.second_only) == (("市能源局",), ("省水利厅",))


def test_the_record_is_json_and_the_lines_are_complete(library: Shelf) -> None:
    comparison = compare_documents(library, "draft", "final")
    record = json.loads(json.dumps(comparison_record(comparison), ensure_ascii=False))
    assert record["counts"] == {"same": 2, "changed": 3, "dropped": 2, "added": 2}
    assert sum(record["counts"].values()) == len(record["clauses"])
    assert len(list(comparison_lines(comparison))) == len(record["clauses"]) + len(record["targets"])


@pytest.mark.parametrize(("first", "second"), [("draft", "draft")])
def test_one_document_is_not_compared_with_itself(library: Shelf, first: str, second: str) -> None:
    with pytest.raises(InvalidQuery, match="两份不同的文件"):
        compare_documents(library, first, second)


#: Read off both texts: which clause of the first plan does what the national plan's clause asks.
NATIONAL = [
    ("2", "1.2"),  # 主要目标
    ("3.1.6", "2.2.5"),  # 新型电力系统
    ("3.2", "2.3"),  # 节能降碳增效行动
    ("3.2.1", "2.3.1"),
    ("3.2.2", "2.3.3"),
    ("3.2.3", "2.3.4"),
    ("3.2.4", "2.3.5"),
    ("3.3", "3.1"),  # 工业领域
    ("3.3.2", "3.1.1"),  # 钢铁
    ("3.3.3", "3.1.4"),  # 有色金属
    ("3.3.4", "3.1.5"),  # 建材
    ("3.3.5", "3.1.3"),  # 石化化工
    ("3.3.6", "3.1.6"),  # 两高
    ("3.4", "3.2"),
    ("3.4.1", "3.2.1"),
    ("3.4.2", "3.2.2"),
    ("3.4.3", "3.2.3"),
    ("3.4.4", "3.4.1"),  # 农村建设和用能
    ("3.5", "3.3"),
    ("3.5.1", "3.3.1"),
    ("3.5.3", "3.3.3"),
    ("3.6", "4.3"),
    ("3.6.1", "4.3.1"),
    ("3.6.2", "4.3.2"),
    ("3.6.3", "4.3.3"),
    ("3.6.4", "4.3.4"),
    ("3.8", "4.4"),
    ("3.8.1", "4.4.1"),
    ("3.8.2", "4.4.2"),
    ("3.8.3", "4.4.3"),
    ("3.8.4", "3.4.2"),  # 农业农村减排固碳
    ("3.9.1", "5.1.1"),
    ("3.9.2", "5.2.1"),
    ("3.9.3", "5.2.2"),
    ("3.9.4", "5.1.2"),
    ("5", "6"),
    ("5.1", "6.2"),  # 统计核算
    ("5.4", "6.5"),  # 市场化机制
    ("6", "7"),
    ("6.1", "7.1"),
    ("6.2", "7.2"),
    # What a city's plan has nothing for.
    ("1.2", ""),
    ("3.1.3", ""),  # 水电
    ("3.1.4", ""),  # 核电
    ("3.10", ""),  # 各地区梯次有序碳达峰
    ("4", ""),  # 国际合作
    ("4.1", ""),
    ("4.2", ""),
    ("4.3", ""),
]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")
def test_the_first_plan_answers_to_the_national_one() -> None:
    shelf = Shelf.of(ROOT / "corpus", SHARED / "cp_national.txt")
    found = statuses(shelf, "cp_national", PLAN)
    wrong = [(path, found[path][0], other) for path, other in NATIONAL if found[path][0] != other]
    assert not wrong
    targets = {
        (row.first.indicator, row.first.year): row.status
        for row in compare_documents(shelf, "cp_national", PLAN).targets
        if row.first and row.second
    }
    assert targets[("非化石能源消费比重", 2025)] == "looser"  # 20%左右 and 12%
    assert targets[("非化石能源消费比重", 2030)] == "looser"  # 25%左右 and 18%
    assert targets[("城镇建筑可再生能源替代率", 2025)] == "same"


LIKE = [
    ("非化石能源消费比重", "非化石能源消费比例", True),
    ("漏损率", "城市公共供水管网漏损率", True),
    ("城镇绿色建筑在新建建筑中的占比", "新建建筑中城镇绿色建筑占比", True),
    ("生活垃圾资源化利用比例", "城市生活垃圾资源化利用率", True),
    ("农村公共供水管网漏损率", "城市公共供水管网漏损率", False),
    ("非化石能源消费比重", "化石能源消费比重", False),
    ("发电量占比", "装机占比", False),
    ("建筑垃圾资源化利用率", "城市生活垃圾资源化利用率", False),
    ("", "装机占比", False),
]


@pytest.mark.parametrize(("one", "other", "same"), LIKE)
def test_likeness(one: str, other: str, same: bool) -> None:
    assert (likeness(one, other) >= 0.8) is same
    assert likeness(one, other) == likeness(other, one)


def row(value: str, unit: str = "%", year: int | None = 2025, **fields: object):
    return target("1", fields.pop("indicator", "漏损率"), value, unit, year, **fields)


STRICT = [
    (row("9", comparator="<="), row("8", comparator="<="), 1),
    (row("8", comparator="<="), row("9", comparator="<="), -1),
    (row("9"), row("8"), 1),  # 漏损率 tells the way
    (row("50", indicator="装机占比"), row("60", indicator="装机占比"), 1),
    (row("5", change="decrease"), row("6", change="decrease"), 1),  # falls by more
    (row("20", "万千瓦", indicator="装机"), row("0.002", "亿千瓦", indicator="装机"), 0),
    (row("5", change="decrease"), row("5"), None),
    (row("5", "个"), row("5", "项"), None),
    (row("3", indicator="示范区"), row("4", indicator="示范区"), None),
    (row("3", indicator="示范区", comparator=">="), row("4", indicator="示范区"), 1),
]


@pytest.mark.parametrize(("first", "second", "more"), STRICT)
def test_stricter(first: object, second: object, more: int | None) -> None:
    assert stricter(first, second) == more


def test_amounts_on_one_scale() -> None:
    assert amount(row("1.2", "亿千瓦")) == amount(row("12000", "万千瓦"))
    assert amount(row("1", "万台（套）")) == amount(row("10000", "台"))
    assert amount(row("2-3", "倍")) == ("2-3", "倍")


def test_differences_name_each_field() -> None:
    ours = row("9", year=2026, comparator=">=")
    theirs = row("8", year=2025, comparator="<=", commitment="力争")
    assert {d.field for d in differences(ours, theirs)} == {"value", "year", "comparator", "commitment"}
    assert not differences(row("8", year=None), row("8", year=2025, baseline_year=2020))


DOUBTFUL = """一、目标
到2025年，森林覆盖率达到30%。
二、任务
（一）到2025年，中水回用率达到25%。到2030年，中水回用率达到22%。（市水利局负责）
（二）到2025年，中水回用率达到28%。（市住建局负责）
（三）到2025年，垃圾回收利用率达到35%，到2030年达到40%。（市城管局负责）
"""


def test_doubts_about_a_ledger() -> None:
    shelf = Shelf([document("doubtful", DOUBTFUL)])
    found = [(doubt.kind, doubt.indicator) for doubt in ledger_doubts(shelf, "doubtful")]
    assert ("no_body", "森林覆盖率") in found
    assert ("conflicting", "中水回用率") in found
    assert ("earlier_stricter", "中水回用率") in found
    assert not any(indicator == "垃圾回收利用率" for _, indicator in found)
    records = [doubt_record(doubt) for doubt in ledger_doubts(shelf, "doubtful")]
    conflict = next(record for record in records if record["kind"] == "conflicting")
    assert conflict["clauses"] == ["doubtful/2.1", "doubtful/2.2"]


def test_the_first_plan_repeats_its_aims_without_contradiction() -> None:
    shelf = Shelf.of(ROOT / "corpus")
    doubts = ledger_doubts(shelf, PLAN)
    assert {doubt.kind for doubt in doubts} == {"no_body"}
    # 1.2 names no body; 2.2.1 repeats the aims of 2025 for wind and sun with its bodies.
    assert [(doubt.indicator, doubt.targets[0].year) for doubt in doubts] == [
        ("非化石能源消费比重", 2025),
        ("非化石能源消费比重", 2030),
        ("新能源和清洁能源装机占比", 2030),
    ]


def test_an_index_finds_the_text_that_covers_most() -> None:
    index = TextIndex(["推动煤炭绿色开发和绿色智能开采", "推动钢铁行业碳达峰", "推动建材行业碳达峰"])
    assert [found.at for found in index.covering("钢铁行业达峰", 2)] == [1, 2]
    assert index.covering("推动煤炭绿色开发", 1)[0].share == 1.0
    assert index.covering("，。", 3) == []
    assert index.share("建材行业", 2) == 1.0
    assert [found.at for found in index.covering("行业碳达峰", 3, {2})] == [2]


def test_one_document_alone_has_nothing_to_be_compared_with() -> None:
    alone = Shelf([document("plan", "一、总体要求\n全面推进。\n")])
    for second in ("plan", "other"):
        with pytest.raises(InvalidQuery, match=r"只有《plan实施方案》一份文件.*indexer\.py build"):
            compare_documents(alone, "plan", second)


def test_documents_are_named_by_title_too(library: Shelf) -> None:
    titles = {d.id: d.title for d in library.documents()}
    by_title = compare_documents(library, f"《{titles['draft']}》", titles["final"])
    assert by_title == compare_documents(library, "draft", "final")
