"""Items on the first plan and on real documents: proved by the text, and by the tables labelled by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from quiz.falsified import falsified
from quiz.hand_tables import FIRST, objections
from quiz.memory_library import library_of

from kb.quiz.items import TOPICS, TYPE_NAMES
from kb.quiz.library import Texts
from kb.quiz.making import make_items
from kb.quiz.proving import Prover

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
LABELLED = ["cp_shanghai_part", "gwy_007", "xv_shandong_006", "cp_national"]
#: Titles that the files give in translation only.
TITLED = {"xv_shandong_006": "数字山东2019行动方案"}


@pytest.fixture(scope="module")
def library():
    paths = [SHARED / "policies" / f"{name}.txt" for name in LABELLED]
    return library_of([ROOT / "corpus", *(path for path in paths if path.exists())], TITLED)


@pytest.fixture(scope="module")
def items(library):
    return make_items(library)


def test_the_first_plan_gives_every_type_and_topic(items):
    own = [item for item in items if item.document == FIRST]
    assert len(own) >= 300
    assert {item.type for item in own} == set(TYPE_NAMES)
    assert {item.topic for item in own} >= set(TOPICS) - {"definition"}
    assert len({item.id for item in own}) == len(own)


def test_every_item_is_proved_by_the_text(library, items):
    prover = Prover(Texts(library))
    doubted = [(item.stem, problems) for item in items if (problems := prover.problems(item))]
    assert doubted == []


def test_no_falsified_item_is_proved(library, items):
    prover = Prover(Texts(library))
    missed = [false.stem for item in items for false in falsified(item) if not prover.problems(false)]
    assert missed == []


def test_the_tables_labelled_by_hand_agree(items):
    said = {item.id: objections(item) for item in items}
    against = {key: words for key, words in said.items() if words}
    assert against == {}
    assert sum(1 for words in said.values() if words == []) >= 250


def test_the_same_knowledge_base_gives_the_same_items(library, items):
    assert make_items(library) == items


def test_a_part_of_the_documents_gives_the_same_items(library, items):
    assert make_items(library, (FIRST,)) == tuple(item for item in items if item.document == FIRST)


KNOWN = [
    ("非化石能源消费比重达到（　）。", "18%", "2030"),
    ("城市建成区绿地率不低于（　）。", "38.9%", "2030"),
    ("建成高标准农田（　）。", "250万亩", "2025"),
]


@pytest.mark.parametrize(("ending", "key", "year"), KNOWN)
def test_what_a_trainer_expects_is_asked(items, ending, key, year):
    asked = [
        item
        for item in items
        if item.document == FIRST
        and item.type == "single_choice"
        and item.stem.endswith(ending)
        and year in item.stem
    ]
    assert asked
    for item in asked:
        assert item.options[item.answer[0]] == key
        assert len(item.options) == 4


def test_the_five_future_industries_are_asked_whole(items):
    asked = [i for i in items if "五大重点未来产业领域分别" in i.stem]
    assert [i.answer for i in asked] == [
        ("“未来能源”", "“未来材料”", "“未来数字”", "“未来装备”", "“未来生活”")
    ]
