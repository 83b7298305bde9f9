"""Whether the name of a body ends where it seems to, or its last character opens another word.

In: a text and the end of what reads like a body's name (统计局|部数据, 市能源局|部署).  Out: yes or
no, by ``lexicons/body_endings.toml``: the longest word known behind the name decides.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parents[1] / "lexicons" / "body_endings.toml"
#: No end and no word of the lexicon is longer.
_LONGEST = 6


@cache
def _raw() -> dict[str, dict[str, str]]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)


@cache
def goes_on_words() -> dict[str, frozenset[str]]:
    """By the end of a name: what makes another word of it."""
    return {end: frozenset(words.split()) for end, words in _raw()["goes_on"].items()}


@cache
def anew_words() -> dict[str, frozenset[str]]:
    """By the end of a name: longer words behind it that leave it whole."""
    return {end: frozenset(words.split()) for end, words in _raw()["anew"].items()}


@cache
def no_body_words() -> tuple[str, ...]:
    """Words that end like a body's name and are none: 布局, 部署."""
    return tuple(_raw()["no_body"]["words"].split())


def goes_on(text: str, start: int, end: int) -> bool:
    """Whether the last characters of ``text[start:end]`` open another word: 分局|限, 政府办|事."""
    if end >= len(text):
        return False
    ending = next(
        (text[at:end] for at in range(max(start, end - _LONGEST), end) if text[at:end] in goes_on_words()), ""
    )
    if not ending:
        return False
    longest = _longest_behind(text, end, goes_on_words()[ending])
    return longest > _longest_behind(text, end, anew_words().get(ending, frozenset()))


def _longest_behind(text: str, end: int, words: frozenset[str]) -> int:
    return max((len(word) for word in words if text.startswith(word, end)), default=0)
