"""Papers: spread over types and sections, the same for the same seed, and honest when short."""

from __future__ import annotations

from collections import Counter

import pytest

from kb.errors import InvalidQuery
from kb.model import Citation
from kb.quiz.items import POINTS, Item, Wishes
from kb.quiz.selection import draw
from kb.quiz.wishing import read_points, read_sections, read_types


def items(count=60):
    """Items of five types over six sections; each asks a fact of its own, every tenth a shared one."""
    types = ("single_choice", "multiple_choice", "true_false", "fill_blank", "short_answer")
    made = []
    for n in range(count):
        type_ = types[n % len(types)]
        path = f"{n % 6 + 1}.{n // 6 + 1}"
        cited = Citation(f"plan/{path}", path, "plan", "原文", 0, 2)
        answer = {"single_choice": (0,), "multiple_choice": (0, 1), "true_false": n % 4 < 2}.get(
            type_, ("甲",)
        )
        made.append(
            Item(
                id=f"plan/{path}#{n}",
                type=type_,
                topic="target",
                stem=f"第{n}题",
                answer=answer,
                explanation="",
                evidence=(cited,),
                difficulty="easy" if n % 2 else "hard",
                facts=(f"f{n}" if n % 10 != 1 else "shared",),
                options=("甲", "乙", "丙", "丁") if "choice" in type_ else (),
            )
        )
    return made


def test_the_same_seed_gives_the_same_paper():
    one, two = (draw(items(), Wishes(count=20, seed=7)) for _ in range(2))
    assert one.items == two.items
    assert draw(items(), Wishes(count=20, seed=8)).items != one.items


def test_no_fact_is_asked_twice():
    paper = draw(items(), Wishes(count=60))
    facts = [fact for item in paper.items for fact in item.facts]
    assert len(facts) == len(set(facts)) == 55  # six items share one fact


def test_a_paper_is_spread_over_types_and_sections():
    paper = draw(items(), Wishes(count=24))
    assert len(paper.items) == 24
    assert Counter(item.type for item in paper.items)["single_choice"] >= 8
    sections = Counter(item.path.split(".")[0] for item in paper.items)
    assert max(sections.values()) - min(sections.values()) <= 2


def test_keys_are_spread_over_the_letters():
    paper = draw(items(), Wishes(count=12, types=("single_choice",)))
    assert Counter(item.answer[0] for item in paper.items) == {0: 3, 1: 3, 2: 3, 3: 3}
    for item in paper.items:
        assert item.options[item.answer[0]] == "甲"


def test_true_and_false_are_balanced():
    paper = draw(items(), Wishes(count=6, types=("true_false",)))
    assert Counter(item.answer for item in paper.items) == {True: 3, False: 3}


WISHES = [
    (Wishes(count=50, types=("fill_blank",)), lambda i: i.type == "fill_blank"),
    (Wishes(count=50, difficulties=("easy",)), lambda i: i.difficulty == "easy"),
    (Wishes(count=50, sections=("2",)), lambda i: i.path.startswith("2.")),
    (Wishes(count=50, sections=("2.1",)), lambda i: i.path == "2.1"),
]


@pytest.mark.parametrize(("wishes", "fits"), WISHES)
def test_wishes_are_kept_and_shortage_is_said(wishes, fits):
    paper = draw(items(), wishes)
    assert paper.items
    assert all(fits(item) for item in paper.items)
    assert "希望出 50 题" in paper.notes[0]
    assert f"实际出 {len(paper.items)} 题" in paper.notes[0]


def test_an_impossible_wish_gives_nothing_and_says_so():
    paper = draw(items(), Wishes(count=5, topics=("definition",)))
    assert paper.items == ()
    assert "没有" in paper.notes[0]


def test_a_filter_leaves_out_other_clauses():
    paper = draw(items(), Wishes(count=50), clauses={"plan/1.1", "plan/2.1"})
    assert {item.clause for item in paper.items} == {"plan/1.1", "plan/2.1"}


TYPED = [
    (["单选,判断"], ("single_choice", "true_false")),
    (["多项选择题"], ("multiple_choice",)),
    (["fill_blank", "填空"], ("fill_blank",)),
    ([], ()),
]


@pytest.mark.parametrize(("words", "types"), TYPED)
def test_types_as_people_write_them(words, types):
    assert read_types(words) == types


def test_sections_as_people_write_them():
    assert read_sections(["2.1", "二、（一）"]) == ("2.1", "2.1")


def test_points_of_each_type():
    points = dict(read_points(["单选=5"]))
    assert points["single_choice"] == 5
    assert points["true_false"] == POINTS["true_false"]


@pytest.mark.parametrize(
    ("read", "word"), [(read_types, "选择"), (read_points, "单选"), (read_points, "单选=0")]
)
def test_unknown_wishes_are_refused(read, word):
    with pytest.raises(InvalidQuery):
        read([word])
