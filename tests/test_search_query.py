"""The box taken apart, and what is looked for: filters, phrases, numbers, synonyms, fusion, snippets."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import InvalidQuery
from kb.indexing.conditions import Guard
from kb.indexing.fulltext import Scored
from kb.indexing.tokens import fold
from kb.model import Filters
from kb.searching import synonyms
from kb.searching.fusion import reciprocal_rank, weighted
from kb.searching.planning import Needle
from kb.searching.query import MAX_CHARACTERS, parse_query
from kb.searching.snippets import WIDTH, matches_in, snippet
from kb.searching.synonyms import guards_for, synonyms_in


@pytest.mark.parametrize(
    ("typed", "text", "phrases", "excluded"),
    [
        ("碳达峰", "碳达峰", (), ()),
        ("  煤改電　储能 ", "煤改電 储能", (), ()),
        ("“煤炭消费” 总量", "总量", ("煤炭消费",), ()),
        ('"ＣＣＵＳ项目"', "", ("ccus项目",), ()),
        ("「煤改電」", "", ("煤改电",), ()),
        ("光伏 -储能 －氢能", "光伏", (), ("储能", "氢能")),
        ("光伏 -“抽水蓄能”", "光伏", (), ("抽水蓄能",)),
        ("20-30亿元", "20-30亿元", (), ()),  # a hyphen inside a word excludes nothing
        ("“煤炭", "煤炭", (), ()),  # unbalanced
        ("煤炭”消费", "煤炭 消费", (), ()),
        ("煤\x00炭\u200b消费", "煤 炭 消费", (), ()),
        ("“，”碳达峰", "碳达峰", (), ()),
    ],
)
def test_words_phrases_and_exclusions(
    typed: str, text: str, phrases: tuple[str, ...], excluded: tuple[str, ...]
) -> None:
    query = parse_query(typed)
    assert (query.text, query.phrases, query.excluded) == (text, phrases, excluded)


@pytest.mark.parametrize(
    ("typed", "filters", "text"),
    [
        ("部门:市能源局 储能", Filters(bureaus=("市能源局",)), "储能"),
        ("储能 责任单位：市发改委", Filters(bureaus=("市发改委",)), "储能"),
        ("年份:2030", Filters(years=(2030,)), ""),
        ("年份：２０３０年,2025", Filters(years=(2030, 2025)), ""),
        ("领域:煤炭、电力", Filters(sectors=("煤炭", "电力")), ""),
        ("文件:“碳达峰 实施方案” 甲醇", Filters(documents=("碳达峰 实施方案",)), "甲醇"),
        ("year:2030 SECTOR:交通", Filters(years=(2030,), sectors=("交通",)), ""),
        ("主要目标：到2025年", Filters(), "主要目标：到2025年"),  # a full-width colon is text
        ("比例为1:2", Filters(), "比例为1:2"),
    ],
)
def test_filters_typed_in_the_box(typed: str, filters: Filters, text: str) -> None:
    query = parse_query(typed)
    assert (query.filters, query.text) == (filters, text)


@pytest.mark.parametrize(
    ("typed", "path", "text"),
    [
        ("二（一）2", "2.1.2", ""),
        ("二、（一）2.", "2.1.2", ""),
        ("二(一)2", "2.1.2", ""),
        ("第十四条", "14", ""),
        ("第六条 电梯", "6", "电梯"),
        ("三（三）3 慢行", "3.3.3", "慢行"),
        ("2.1.2", "2.1.2", "2.1.2"),  # may be a figure as well
        ("18", "", "18"),
        ("18%", "", "18%"),
        ("2030", "", "2030"),
        ("一带一路", "", "一带一路"),
        ("十四五", "", "十四五"),
        ("第一次违法", "", "第一次违法"),
        ("第三产业", "", "第三产业"),
        ("三改联动", "", "三改联动"),
        ("一件事一次办", "", "一件事一次办"),
    ],
)
def test_clause_numbers(typed: str, path: str, text: str) -> None:
    query = parse_query(typed)
    assert (query.path, query.text) == (path, text)


def test_document_numbers() -> None:
    assert parse_query("晋政发[2022]29号").document_numbers == ("晋政发〔2022〕29号",)
    assert parse_query("2022年29号楼").document_numbers == ()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "请输入检索词"),
        ("  \n", "请输入检索词"),
        ("，。！？***", "没有文字或数字"),
        ("“”", "没有文字或数字"),
        ("\x00\x01", "没有文字或数字"),
        ("-煤炭", "排除"),
        ("作者:张三", "没有筛选项“作者”"),
        ("author:x 煤", "没有筛选项“author”"),
        ("年份:三零", "年份“三零”"),
        ("词 " * 10_000, "20000字"),
        ("碳" * 100_000, "100000字"),
    ],
)
def test_what_cannot_be_asked_is_said(typed: str, message: str) -> None:
    with pytest.raises(InvalidQuery, match=message):
        parse_query(typed)


@settings(deadline=None, max_examples=300)
@given(
    st.text(
        alphabet=st.sampled_from(list('煤炭2.1%一（）()“”"-—:：部门年份 第条*?[]\\\x00\ud800ａ')), max_size=60
    )
)
def test_any_text_is_read_or_refused(typed: str) -> None:
    try:
        query = parse_query(typed)
    except InvalidQuery:
        return
    assert query.typed == typed
    assert len(query.text) <= MAX_CHARACTERS


# --- synonyms and guards ------------------------------------------------------------------


def test_synonyms_of_the_longest_word() -> None:
    assert "新能源汽车" in synonyms_in("电动车补贴")["电动车"]
    assert "光伏发电" in synonyms_in("光伏项目")["光伏"]
    assert "电动车" not in synonyms_in("新能源汽车").get("新能源汽车", ())  # one way only
    assert synonyms_in("完全无关") == {}


@pytest.mark.parametrize(
    ("text", "there", "absent"),
    [
        ("化石能源", [Guard("化石能源", "非化石能源")], []),
        ("非化石能源", [Guard("非化石能源", "化石能源")], [Guard("化石能源", "非化石能源")]),
        ("化石能源和非化石能源", [], [Guard("化石能源", "非化石能源"), Guard("非化石能源", "化石能源")]),
        ("机动车停放", [Guard("机动车", "非机动车")], []),
        ("不动产登记", [], [Guard("动产", "不动产")]),
        ("农化", [Guard("农化", "非农化")], []),
    ],
)
def test_guards(text: str, there: list[Guard], absent: list[Guard]) -> None:
    found = guards_for(text)
    assert [guard for guard in there if guard not in found] == []
    assert [guard for guard in absent if guard in found] == []


def test_the_lexicon_has_no_clashes() -> None:
    path = Path(synonyms.__file__).parents[1] / "tagging" / "lexicons" / "synonyms.toml"
    loaded = tomllib.loads(path.read_text(encoding="utf-8"))
    words = [fold(word) for line in loaded["groups"] for word in line.split()]
    assert sorted({word for word in words if words.count(word) > 1}) == []
    asked = [fold(line.partition("=")[0].strip()) for line in loaded["asked"]]
    assert len(asked) == len(set(asked))
    assert all(line.partition("=")[2].split() for line in loaded["asked"])
    for word, longer in loaded["negated"]:
        assert word in longer
        assert word != longer
        # What means the opposite must not be a synonym.
        assert fold(longer) not in synonyms.lexicon().synonyms.get(fold(word), ())


# --- fusion -------------------------------------------------------------------------------

TEXT = [Scored("d/1", 10.0), Scored("d/2", 5.0)]
DENSE = [Scored("d/2", 0.9), Scored("d/3", 0.85), Scored("d/1", 0.8)]


def test_weighted_scores() -> None:
    ranked = weighted(TEXT, DENSE, 0.5)
    assert [(one.clause, round(one.score, 4)) for one in ranked] == [
        ("d/2", 0.75),
        ("d/1", 0.5),
        ("d/3", 0.25),
    ]
    assert (ranked[0].text_rank, ranked[0].dense_rank) == (2, 1)
    assert (ranked[2].text_rank, ranked[2].dense_rank) == (0, 2)


def test_full_text_counts_less_the_less_of_the_query_it_holds() -> None:
    sure = {one.clause: one.score for one in weighted(TEXT, DENSE, 0.5, possible=10.0)}
    unsure = {one.clause: one.score for one in weighted(TEXT, DENSE, 0.5, possible=40.0, trust=0.5)}
    assert sure["d/1"] == pytest.approx(0.5)
    assert unsure["d/1"] == pytest.approx(0.25)
    assert unsure["d/3"] == sure["d/3"]


def test_one_list_alone_keeps_its_order() -> None:
    assert [one.clause for one in weighted(TEXT, (), 0.5)] == ["d/1", "d/2"]
    assert [one.clause for one in weighted((), DENSE, 1.0)] == ["d/2", "d/3", "d/1"]
    assert weighted((), ()) == []


def test_reciprocal_ranks() -> None:
    ranked = reciprocal_rank(TEXT, DENSE)
    assert [one.clause for one in ranked] == ["d/2", "d/1", "d/3"]
    assert ranked[0].score == pytest.approx(1 / 62 + 1 / 61)


def test_ties_break_by_clause_id() -> None:
    tied = [Scored(f"d/{n}", 1.0) for n in range(9)]
    random.Random(7).shuffle(tied)
    for ranked in (weighted(tied, ()), reciprocal_rank([], [Scored("d/9", 1.0)])):
        assert [one.clause for one in ranked] == sorted(one.clause for one in ranked)


# --- snippets -----------------------------------------------------------------------------


def marked(text: str, *needles: Needle) -> str:
    spans, _ = matches_in(text, needles)
    return "".join(f"[{piece}]" if on else piece for piece, on in snippet(text, spans))


@pytest.mark.parametrize(
    ("text", "needles", "expected"),
    [
        ("推进煤改电。", (Needle("煤改电"),), "推进[煤改电]。"),
        ("推進煤改電。", (Needle("煤改电"),), "推進[煤改電]。"),
        ("支持ＣＣＵＳ项目", (Needle("ccus"),), "支持[ＣＣＵＳ]项目"),
        ("达到18%、180%和2018年", (Needle("18"),), "达到[18]%、180%和2018年"),
        ("达到18%、18.5%", (Needle("18%"),), "达到[18%]、18.5%"),
        ("煤炭消费与煤炭", (Needle("煤炭消费", ("煤炭", "消费")),), "[煤炭消费]与煤炭"),
        ("消费与煤炭", (Needle("煤炭消费", ("煤炭", "消费")),), "[消费]与[煤炭]"),
        ("非化石能源和化石能源", (Needle("化石能源"),), "非化石能源和[化石能源]"),
        ("碳 达 峰 行 动", (Needle("碳达峰"),), "[碳 达 峰] 行 动"),
        ("没有相干的词", (Needle("光伏"),), "没有相干的词"),
    ],
)
def test_marks(text: str, needles: tuple[Needle, ...], expected: str) -> None:
    assert marked(text, *needles) == expected


def test_a_snippet_is_one_stretch_of_the_text_around_the_matches() -> None:
    text = (
        "前面的话说了很多别的事情。" * 30
        + "到2030年，光伏装机占比达到18%，储能同步配置。"
        + "后面还有很多话要说完。" * 30
    )
    spans, found = matches_in(text, (Needle("光伏"), Needle("储能")))
    pieces = snippet(text, spans)
    joined = "".join(piece for piece, _ in pieces)
    assert joined in text
    assert len(joined) <= WIDTH
    assert joined.startswith("到2030年")
    assert [piece for piece, on in pieces if on] == ["光伏", "储能"]
    assert found == ("光伏", "储能")


def test_without_a_match_the_nearest_sentence_is_shown() -> None:
    text = "开头的一句话在这里。" * 40 + "要看的这句话在此处。" + "结尾的一句话在后面。" * 40
    at = text.index("要看的")
    joined = "".join(piece for piece, _ in snippet(text, [], (at, at + 10)))
    assert joined.startswith("要看的这句话")


@settings(deadline=None)
@given(st.text(max_size=400), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_snippets_of_any_text_are_verbatim(text: str, needles: list[str]) -> None:
    spans, _ = matches_in(text, [Needle(fold(needle)) for needle in needles])
    assert "".join(piece for piece, _ in snippet(text, spans)) in text


def test_a_snippet_begins_with_a_sentence_or_a_part_of_one() -> None:
    long = "这一句很长" * 30 + "，后半句说到光伏建设。" + "再后面的话" * 40
    spans, _ = matches_in(long, (Needle("光伏"),))
    assert "".join(piece for piece, _ in snippet(long, spans)).startswith("后半句说到光伏")
    last = "前面的话说了很多别的事情。" * 30 + "最后说到储能。"
    spans, _ = matches_in(last, (Needle("储能"),))
    joined = "".join(piece for piece, _ in snippet(last, spans))
    assert joined.startswith("前面的话") and joined.endswith("最后说到储能。")
