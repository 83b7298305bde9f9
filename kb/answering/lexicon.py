"""The words that people say around a question (``aside_words.toml``), by list."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from kb.indexing.tokens import fold


@cache
def aside_words(name: str) -> frozenset[str]:
    """A list of the lexicon: ``superiors``, ``offices``, ``others``, ``chatter`` …, folded."""
    raw = tomllib.loads(files("kb.answering").joinpath("aside_words.toml").read_text("utf-8"))
    lists = {**raw["people"], "chatter": raw["chatter"]["words"]}
    return frozenset(fold(word) for word in lists[name])
