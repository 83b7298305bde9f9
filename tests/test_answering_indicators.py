"""Which rows of a ledger a wording means: rows with the sentence that they stand in, near misses."""

from __future__ import annotations

import pytest
from answering_shelf import AnsweringShelf
from factories import document

from kb.answering.indicator_index import content_words, holds, normal
from kb.answering.indicators import match_words, words_of
from kb.answering.library import library_of

TEXT = """一、目标
（一）到2030年，非化石能源消费比重达到18%，新能源和清洁能源装机占比达到60%、发电量占比达到35%。
（二）到2025年，秸秆综合利用率达到90%，禽畜粪污综合利用率达到85%。
（三）大力推动新建公共建筑全面实现电气化，到2030年电气化比例达到20%。
（四）新建公共机构建筑屋顶光伏覆盖率达到50%。
（五）到2028年底，持证在产的90%大型矿山、80%中型矿山要达到绿色矿山标准要求。
（六）对首次认定的省级示范企业，一次性给予50万元奖励；对市级示范企业，一次性给予10万元奖励。
（七）城市公共供水管网漏损率控制在8%以内。
"""


@pytest.fixture(scope="module")
def shelf() -> AnsweringShelf:
    return AnsweringShelf([document("ledger", TEXT)])


def meant(shelf: AnsweringShelf, *phrases: str) -> list[str]:
    library = library_of(shelf)
    found = match_words(library, words_of(phrases), library.targets())
    return [row.value + row.unit for row in found.exact]


@pytest.mark.parametrize(
    ("phrases", "figures"),
    [
        (("非化石能源消费比重",), ["18%"]),
        (("非化石能源", "占比"), ["18%"]),
        (("新能源", "清洁能源装机占比"), ["60%"]),
        (("新能源", "清洁能源发电量占比"), ["35%"]),  # the subject is printed once, for both shares
        (("畜禽粪污综合利用率",), ["85%"]),
        (("秸秆利用率",), ["90%"]),
        (("综合利用率",), ["90%", "85%"]),
        (("新建公共建筑", "电气化比例"), ["20%"]),
        (("大型矿山", "绿色矿山标准"), ["90%"]),
        (("中型矿山", "绿色矿山标准", "比例"), ["80%"]),
        (("省级示范企业", "奖励"), ["50万元"]),
        (("自来水管网漏损率",), ["8%"]),
    ],
)
def test_the_row_meant(shelf: AnsweringShelf, phrases: tuple[str, ...], figures: list[str]) -> None:
    assert meant(shelf, *phrases) == figures


@pytest.mark.parametrize(
    "phrases",
    [
        ("化石能源消费比重",),
        ("煤炭消费比重",),
        ("天然气", "消费占比"),
        ("核能", "发电量占比"),
        ("秸秆", "装机占比"),
        ("公共建筑屋顶光伏覆盖率",),  # the text sets it for 公共机构建筑
        ("小型矿山", "绿色矿山标准"),
        ("国家级示范企业", "奖励"),
        ("供热管网漏损率",),
        ("污水处理率",),
        ("比重",),
        ("占比", "比例"),
        (),
    ],
)
def test_a_near_miss_means_no_row(shelf: AnsweringShelf, phrases: tuple[str, ...]) -> None:
    assert meant(shelf, *phrases) == []


def test_the_nearest_rows_of_a_miss(shelf: AnsweringShelf) -> None:
    library = library_of(shelf)
    found = match_words(library, words_of(("煤炭消费比重",)), library.targets())
    assert [row.indicator for row in found.near] == ["非化石能源消费比重"]


def test_one_wording() -> None:
    assert normal("单位GDP能耗占比") == normal("单位地区生产总值能耗比重")
    assert content_words("全市力争达到的目标") == ()


def test_words_turned_round() -> None:
    assert holds("禽畜粪污", "畜禽")
    assert not holds("非化石能源", "化石")
