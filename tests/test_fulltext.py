"""The full-text index: what matches a plan, in what order, under which conditions."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.indexing.conditions import Conditions, Guard, Selection
from kb.indexing.fulltext import (
    FullTextIndex,
    IndexEntry,
    Term,
    TextPlan,
    open_index,
    write_index,
)

TEXTS = {
    "a/1": ("发展光伏", "1.发展光伏。在屋顶安装光伏组件，到2030年光伏装机占比达到18%。", ("市能源局",)),
    "a/2": ("节约用水", "2.节约用水。公共机构用水量下降2.5个百分点，由市水利局负责。", ("市水利局",)),
    "a/3": ("", "3.削减化石能源消费，控制煤炭用量。", ("市能源局", "市工信局")),
    "b/1": ("", "1.提高非化石能源比重，光伏与储能协同。", ()),
    "b/2": ("", "2.装机占比达到180%，2018年起施行，推动产业升级。", ()),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> FullTextIndex:
    directory = tmp_path_factory.mktemp("fulltext")
    done: list[int] = []
    entries = [
        IndexEntry(
            clause,
            clause[0],
            order,
            heading,
            ("能源水利规划",) if clause[0] == "a" else (),
            text,
            bureaus,
            ("能源",) if bureaus else (),
            (2030,) if clause == "a/1" else (),
        )
        for order, (clause, (heading, text, bureaus)) in enumerate(TEXTS.items())
    ]
    write_index(directory, iter(entries), done.append)
    assert sum(done) == len(TEXTS)
    return open_index(directory)


def found(index: FullTextIndex, *terms: Term, share: float = 0.0) -> list[str]:
    return [scored.clause for scored in index.search(TextPlan(terms, share), None, 10)]


def test_heading_and_frequency_put_a_clause_first(index: FullTextIndex) -> None:
    assert found(index, Term("光伏", "word")) == ["a/1", "b/1"]


def test_figures_are_whole(index: FullTextIndex) -> None:
    assert found(index, Term("18", "word")) == ["a/1"]
    assert found(index, Term("18%", "word")) == ["a/1"]
    assert found(index, Term("180%", "word")) == ["b/2"]


def test_a_prefix_finds_one_character_anywhere(index: FullTextIndex) -> None:
    assert found(index, Term("煤", "prefix")) == ["a/3"]
    assert set(found(index, Term("水", "prefix"))) == {"a/2"}


def test_a_bureau_is_its_canonical_name(index: FullTextIndex) -> None:
    assert found(index, Term("市能源局", "bureau")) == ["a/1", "a/3"]
    assert found(index, Term("能源局", "bureau")) == []


def test_the_trail_counts_little_but_it_counts(index: FullTextIndex) -> None:
    assert found(index, Term("规划", "word")) == ["a/1", "a/2", "a/3"]


def test_the_share_leaves_out_clauses_with_the_common_part_alone(index: FullTextIndex) -> None:
    terms = (Term("装机", "word"), Term("180%", "word"))
    assert set(found(index, *terms)) == {"a/1", "b/2"}
    assert found(index, *terms, share=0.6) == ["b/2"]


def test_allowed_limits_and_total_counts(index: FullTextIndex) -> None:
    plan = TextPlan((Term("能源", "word"),), 0.0)
    matches = index.matches(plan)
    assert matches.total == len(matches.clauses()) == 4  # a/1 and a/2 by their trail
    assert [s.clause for s in index.search(plan, frozenset({"a/3", "unknown"}), 10)] == ["a/3"]
    assert index.matches(plan).top(1)[0] == index.matches(plan).top(3)[0]


def test_matched_terms_are_told(index: FullTextIndex) -> None:
    matches = index.matches(TextPlan((Term("光伏", "word"), Term("储能", "word")), 0.0))
    assert list(matches.terms("b/1")) == ["光伏", "储能"]
    assert list(matches.terms("a/1")) == ["光伏"]
    assert matches.terms("x/9") == {}
    score = {s.clause: s.score for s in matches.top(9)}
    assert sum(matches.terms("b/1").values()) == pytest.approx(score["b/1"], rel=1e-5)


@pytest.mark.parametrize(
    ("conditions", "left"),
    [
        (Conditions(), None),
        (Conditions(required=("占比达到18%",)), {"a/1"}),
        (Conditions(required=("占比达到1",)), set()),  # a figure at the end is whole
        (Conditions(required=("2.5个百分点",)), {"a/2"}),
        (Conditions(required=("5个百分点",)), set()),
        (Conditions(excluded=("光伏",)), {"a/2", "a/3", "b/2"}),
        (Conditions(excluded=("光伏", "煤")), {"a/2", "b/2"}),
        (Conditions(guards=(Guard("化石能源", "非化石能源"),)), {"a/1", "a/2", "a/3", "b/2"}),
        (Conditions(guards=(Guard("非化石能源", "化石能源"),)), {"a/1", "a/2", "b/1", "b/2"}),
    ],
)
def test_conditions(index: FullTextIndex, conditions: Conditions, left: set[str] | None) -> None:
    selection = index.select(conditions)
    everything = frozenset(TEXTS)
    only = everything if selection.only is None else selection.only
    assert only - selection.without == (everything if left is None else left)
    assert selection.is_empty == (left == set())


def test_conditions_narrow_what_is_allowed(index: FullTextIndex) -> None:
    allowed = frozenset({"a/1", "a/2"})
    left = index.select(Conditions(excluded=("光伏",)), allowed)
    assert (left.only or allowed) - left.without == {"a/2"}
    plan = TextPlan((Term("能源", "word"),), 0.0)
    assert index.matches(plan, Selection(allowed, frozenset({"a/1"}))).clauses() == ["a/2"]
    assert index.select(Conditions(), allowed) == Selection(allowed)


def test_facets_count_clauses(index: FullTextIndex) -> None:
    facets = index.facets(["a/1", "a/3", "b/1"])
    assert facets["bureau"] == {"市能源局": 2, "市工信局": 1}
    assert facets["document"] == {"a": 2, "b": 1}
    assert facets["year"] == {"2030": 1}
    assert index.facets([]) == {"bureau": {}, "sector": {}, "year": {}, "document": {}}


def test_ties_break_by_clause_id(tmp_path: Path) -> None:
    entries = [
        IndexEntry(clause, "d", n, "", (), "推进节能改造") for n, clause in enumerate(["d/3", "d/1", "d/2"])
    ]
    write_index(tmp_path, entries)
    plan = TextPlan((Term("节能", "word"),))
    assert [s.clause for s in open_index(tmp_path).search(plan, None, 2)] == ["d/1", "d/2"]
    assert open_index(tmp_path).in_order(["d/1", "d/3"]) == ["d/3", "d/1"]


def test_long_lists_are_read_whole(tmp_path: Path) -> None:
    total = 9000  # more than two blocks on disk
    write_index(
        tmp_path,
        (
            IndexEntry(f"d/{n}", "d", n, "", (), "节能" * (1 + n % 3) + ("风电" if n == 8999 else ""))
            for n in range(total)
        ),
    )
    index = open_index(tmp_path)
    assert index.frequency(Term("节能", "word")) == total
    assert index.matches(TextPlan((Term("节能", "word"),))).total == total
    assert index.search(TextPlan((Term("风电", "word"),)), None, 3)[0].clause == "d/8999"


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    write_index(tmp_path, [])
    index = open_index(tmp_path)
    assert index.search(TextPlan((Term("节能", "word"), Term("节", "prefix"))), None, 5) == []
    assert index.facets([])["bureau"] == {}
    assert index.select(Conditions(required=("节能",))) == Selection()
    assert index.vocabulary() == []
