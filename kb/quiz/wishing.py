"""Reads what a trainer wishes for, as typed, into ``Wishes``; names the choices when it cannot.

In: words from a command line or a form: 单选,多选 or single_choice.  Out: checked values; InvalidQuery
with one Chinese sentence for what is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from kb.errors import InvalidQuery
from kb.quiz.items import DIFFICULTIES, POINTS, TOPICS, TYPE_NAMES, Difficulty, ItemType

T = TypeVar("T", bound=str)

#: Short names as people say them: 单选 for 单项选择题.
SHORT_NAMES: dict[ItemType, str] = {
    "single_choice": "单选",
    "multiple_choice": "多选",
    "true_false": "判断",
    "fill_blank": "填空",
    "matching": "匹配",
    "ordering": "排序",
    "short_answer": "简答",
}

#: Items that one paper may have at most.
MOST = 2000


def read_types(words: Iterable[str]) -> tuple[ItemType, ...]:
    """「单选,判断」 → single_choice, true_false."""
    names = {key: key for key in TYPE_NAMES} | {name: key for key, name in SHORT_NAMES.items()}
    names |= {name: key for key, name in TYPE_NAMES.items()}
    return tuple(dict.fromkeys(_known(word, names, "题型") for word in _split(words)))


def read_topics(words: Iterable[str]) -> tuple[str, ...]:
    """「量化目标」 or target."""
    return tuple(dict.fromkeys(_known(word, _both(TOPICS), "考点") for word in _split(words)))


def read_difficulties(words: Iterable[str]) -> tuple[Difficulty, ...]:
    """「易」 or easy."""
    return tuple(dict.fromkeys(_known(word, _both(DIFFICULTIES), "难度") for word in _split(words)))


def read_sections(words: Iterable[str]) -> tuple[str, ...]:
    """Clause numbers in any manner that people write: 2.1, 二、（一）."""
    from kb.segmenting.numbering import parse_number

    found = []
    for word in _split(words):
        path = word if re.fullmatch(r"[\w/]+(?:\.\w+)*", word, re.ASCII) else parse_number(word)
        if path is None:
            raise InvalidQuery(f"看不懂条款号“{word}”，请写成 2.1 或 二、（一）。")
        found.append(path)
    return tuple(found)


def read_points(words: Iterable[str]) -> tuple[tuple[ItemType, int], ...]:
    """「单选=2,多选=4」: the points of one item of each type; the usual ones for the rest."""
    points = dict(POINTS)
    for word in _split(words):
        name, _, number = word.partition("=")
        if not (number.isascii() and number.isdigit() and 0 < int(number) <= 100):
            raise InvalidQuery(f"分值应写成“单选=2”这样的形式，而不是“{word}”。")
        points[read_types([name])[0]] = int(number)
    return tuple(points.items())


def _split(words: Iterable[str]) -> list[str]:
    return [part for word in words for part in re.split(r"[,，\s]+", word.strip()) if part]


def _both(names: Mapping[T, str]) -> dict[str, T]:
    return {key: key for key in names} | {name: key for key, name in names.items()}


def _known(word: str, names: Mapping[str, T], what: str) -> T:
    if word not in names:
        raise InvalidQuery(f"没有“{word}”这种{what}，可用的有：{'、'.join(names)}。")
    return names[word]
