"""Every lexicon loads, and no word in it stands twice or against another."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

LEXICONS = sorted((Path(__file__).parents[1] / "kb" / "tagging" / "lexicons").glob("*.toml"))


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """Every string of a lexicon with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, f"{place}.{name}")
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from texts(inner, f"{place}[{position}]")


def lists(value: Any, place: str) -> Iterator[tuple[str, list[str]]]:
    """Every list of words: TOML arrays of strings, and strings of words set apart by spaces."""
    if isinstance(value, str) and " " in value and not any(mark in value for mark in "，。（"):
        yield place, value.split()
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from lists(inner, f"{place}.{name}")
    elif isinstance(value, list):
        if value and all(isinstance(inner, str) for inner in value):
            yield place, value
        else:
            for position, inner in enumerate(value):
                yield from lists(inner, f"{place}[{position}]")


@pytest.mark.parametrize("path", LEXICONS, ids=lambda path: path.stem)
def test_no_list_of_words_says_one_twice(path: Path) -> None:
    repeated = {
        place: [word for word, count in Counter(words).items() if count > 1]
        for place, words in lists(load(path), path.stem)
    }
    assert {place: words for place, words in repeated.items() if words} == {}


@pytest.mark.parametrize("path", LEXICONS, ids=lambda path: path.stem)
def test_no_word_holds_invisible_characters(path: Path) -> None:
    stray = [
        (place, text)
        for place, text in texts(load(path), path.stem)
        if any(mark in text for mark in "\u200b\u200d\xa0\ufeff\t")
    ]
    assert stray == []


def sector_words(*kinds: str) -> Counter[str]:
    rows = load(LEXICONS[0].parent / "sectors.toml")["sector"]
    return Counter(word for row in rows for kind in kinds for word in row.get(kind, "").split())


def test_a_sectors_word_belongs_to_one_sector() -> None:
    assert [word for word, count in sector_words("words", "heading").items() if count > 1] == []


def test_a_sectors_alias_belongs_to_one_sector() -> None:
    rows = load(LEXICONS[0].parent / "sectors.toml")["sector"]
    names = Counter(name for row in rows for name in {row["name"], *row.get("aliases", "").split()})
    assert [name for name, count in names.items() if count > 1] == []


def test_a_word_that_speaks_of_no_sector_speaks_of_none_and_guards_one() -> None:
    speaking, guards = sector_words("words", "heading"), sector_words("not")
    assert [word for word in guards if word in speaking] == []
    assert [guard for guard in guards if not any(word in guard for word in speaking)] == []


def test_every_sector_can_be_found() -> None:
    rows = load(LEXICONS[0].parent / "sectors.toml")["sector"]
    assert [row["name"] for row in rows if not row.get("words") and not row.get("heading")] == []
    assert {key for row in rows for key in row} <= {
        *("parent", "name", "aliases", "words", "heading", "not", "not_after")
    }
