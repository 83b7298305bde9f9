"""Words that mean the same, and words that must not answer for each other.

In: a folded query.  Out: the other words to look for, and guards: 化石能源 is not found inside
非化石能源.  The words are in ``tagging/lexicons/synonyms.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kb.indexing.conditions import Guard
from kb.indexing.tokens import fold, words

_LEXICON = Path(__file__).parents[1] / "tagging" / "lexicons" / "synonyms.toml"

#: 「非」 makes the opposite of nearly any noun; the other prefixes only of words in the lexicon.
_NEGATION = "非"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Synonyms by word, and pairs of a word with a longer one that is something else."""

    synonyms: dict[str, tuple[str, ...]]
    negated: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read once; all words folded."""
    loaded = tomllib.loads(_LEXICON.read_text(encoding="utf-8"))
    synonyms: dict[str, tuple[str, ...]] = {}
    for line in loaded["groups"]:
        group = [fold(word) for word in line.split()]
        for word in group:
            synonyms[word] = tuple(other for other in group if other != word)
    for line in loaded["asked"]:
        asked, _, printed = line.partition("=")
        word = fold(asked.strip())
        known = synonyms.get(word, ())
        synonyms[word] = tuple(dict.fromkeys((*known, *map(fold, printed.split()))))
    return Lexicon(synonyms, tuple((fold(word), fold(longer)) for word, longer in loaded["negated"]))


@lru_cache(maxsize=1)
def _any_synonym() -> re.Pattern[str]:
    known = sorted(lexicon().synonyms, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, known)))


def synonyms_in(folded: str) -> dict[str, tuple[str, ...]]:
    """The words of the text that have synonyms, longest first, with these."""
    found = dict.fromkeys(match[0] for match in _any_synonym().finditer(folded))
    return {word: lexicon().synonyms[word] for word in found}


def guards_for(folded: str) -> tuple[Guard, ...]:
    """What must not be taken for the words of the text.

    For 「化石能源」: clauses that speak of 非化石能源 only.  For 「非化石能源」: clauses that
    speak of 化石能源 only.  A text with both is guarded against neither.
    """
    pairs = [pair for pair in lexicon().negated if pair[0] in folded]
    nouns = {token.text for token in words(folded) if len(token.text) > 1} | {folded}
    for noun in sorted(nouns):
        if not noun.startswith(_NEGATION):
            pairs.append((noun, _NEGATION + noun))
    guards: dict[Guard, None] = {}
    for word, longer in pairs:
        free = folded.count(word) - folded.count(longer)
        if longer not in folded and free:
            guards[Guard(wanted=word, other=longer)] = None
        elif longer in folded and not free:
            guards[Guard(wanted=longer, other=word)] = None
    return tuple(guards)
