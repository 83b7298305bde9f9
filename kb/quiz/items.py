"""Quiz items, what a trainer may wish for, and the paper that comes of it, as plain data.

An item names the clause and the verbatim quote from which its key follows.  ``answer`` is a tuple
of indices into ``options`` for choices, matching (one per prompt) and ordering (earliest first), a
boolean for true or false, and strings for blanks and short answers.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from kb.model import Citation, Filters

ItemType = Literal[
    "single_choice", "multiple_choice", "true_false", "fill_blank", "short_answer", "matching", "ordering"
]
Difficulty = Literal["easy", "medium", "hard"]
Answer = tuple[int, ...] | tuple[str, ...] | bool

#: Types in the order of a printed paper, with their printed names and usual points.
TYPE_NAMES: dict[ItemType, str] = {
    "single_choice": "单项选择题",
    "multiple_choice": "多项选择题",
    "true_false": "判断题",
    "fill_blank": "填空题",
    "matching": "匹配题",
    "ordering": "排序题",
    "short_answer": "简答题",
}
POINTS: dict[ItemType, int] = {
    "single_choice": 2,
    "multiple_choice": 3,
    "true_false": 1,
    "fill_blank": 2,
    "matching": 4,
    "ordering": 4,
    "short_answer": 6,
}
DIFFICULTIES: dict[Difficulty, str] = {"easy": "易", "medium": "中", "hard": "难"}

#: What is asked about.
TOPICS = {
    "target": "量化目标",
    "responsibility": "责任分工",
    "deadline": "完成时限",
    "measure": "任务举措",
    "definition": "概念界定",
    "reference": "引用文件",
}

#: The hole in a stem: brackets for choices, as examination setters print it, and a line to write on.
BLANK = "（　）"
LINE = "______"


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its key and the words that it rests on."""

    id: str
    type: ItemType
    topic: str  # one of TOPICS
    stem: str
    answer: Answer
    explanation: str
    evidence: tuple[Citation, ...]  # the first is the item's quote
    difficulty: Difficulty
    facts: tuple[str, ...]  # keys of the facts that it asks or gives away; no paper uses one twice
    options: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()  # left column of a matching item
    sorted_options: bool = False  # figures stand in order of size and stay so

    @property
    def clause(self) -> str:
        """Id of the clause that the quote stands in."""
        return self.evidence[0].clause

    @property
    def path(self) -> str:
        """Path of that clause."""
        return self.evidence[0].path

    @property
    def document(self) -> str:
        """Id of its document."""
        return self.evidence[0].document

    @property
    def quote(self) -> str:
        """The verbatim words from which the key follows."""
        return self.evidence[0].quote


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a paper should be; empty means any."""

    count: int = 20
    seed: int = 1
    types: tuple[ItemType, ...] = ()
    topics: tuple[str, ...] = ()
    difficulties: tuple[Difficulty, ...] = ()
    sections: tuple[str, ...] = ()  # paths: 2.1 means 2.1 and everything below it
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class Paper:
    """Items in the order of print, and what could not be had."""

    items: tuple[Item, ...]
    wishes: Wishes
    notes: tuple[str, ...] = ()
    title: str = "政策知识测试卷"
    points: tuple[tuple[ItemType, int], ...] = tuple(POINTS.items())  # of one item of each type

    def worth(self, item: Item) -> int:
        """The points of an item."""
        return dict(self.points)[item.type]

    def total(self) -> int:
        """The points of all items."""
        return sum(self.worth(item) for item in self.items)

    def parts(self) -> tuple[tuple[ItemType, tuple[Item, ...]], ...]:
        """The items by type, in the order of print; types without items are left out."""
        found = [(type_, tuple(item for item in self.items if item.type == type_)) for type_ in TYPE_NAMES]
        return tuple((type_, items) for type_, items in found if items)


def item_id(clause: str, type_: ItemType, fact: str) -> str:
    """A readable id that is the same in every build and paper: ``plan/1.2#single_choice-1f0a…``.

    ``fact`` names what is asked without its answer, so that a changed figure keeps its item's id.
    """
    digest = hashlib.sha256(f"{clause}|{type_}|{fact}".encode()).hexdigest()[:10]
    return f"{clause}#{type_}-{digest}"
