"""您是不是要找: a likely correction of a query with a mistyped word.

In: a folded query and the words of the index.  Out: the query with the mistyped word replaced,
or nothing.  A word is mistyped when some pair of its characters stands nowhere in the knowledge
base and no dictionary has it; its correction is a word of the knowledge base that differs in
one character, in the order of two, or only in characters that sound the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kb.indexing.fulltext import FullTextIndex, Term
from kb.indexing.tokens import bigrams, is_known_word
from kb.searching.query import Query

#: Lengths of words that are corrected.  Two characters leave one that is right, so those must
#: sound the same: 光付 → 光伏, but not 核电 → 火电.
_LENGTHS = range(2, 9)

#: Pairs of characters of a query that is still corrected.
LONGEST = 12

_RUN = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class _Correction:
    start: int
    end: int
    word: str
    same_sound: bool
    frequency: int


class Speller:
    """Corrections from the words of one index; safe for several threads once made."""

    def __init__(self, index: FullTextIndex) -> None:
        self._index = index
        self._by_key: dict[str, list[str]] = {}
        for word in index.vocabulary():
            if len(word) in _LENGTHS and _RUN.fullmatch(word):
                for key in _keys(word):
                    self._by_key.setdefault(key, []).append(word)

    def correct(self, folded: str) -> str:
        """The text with its mistyped words replaced; empty when there is nothing to correct."""
        pieces: list[str] = []
        at = 0
        for run in _RUN.finditer(folded):
            pieces.append(folded[at : run.start()])
            pieces.append(self._corrected(run[0]))
            at = run.end()
        corrected = "".join((*pieces, folded[at:]))
        return corrected if corrected != folded else ""

    def _corrected(self, run: str) -> str:
        """One run of ideographs with its best correction."""
        unknown = [t.start for t in bigrams(run) if len(t.text) == 2 and not self._stands(t.text)]
        if not unknown:
            return run
        found = [c for c in self._candidates(run, unknown[0]) if self._improves(run, c, len(unknown))]
        if not found:
            return run
        best = max(found, key=lambda c: (c.same_sound, len(c.word), c.frequency, c.word))
        return run[: best.start] + best.word + run[best.end :]

    def _stands(self, pair: str) -> bool:
        return self._index.frequency(Term(pair, "bigram")) > 0

    def _improves(self, run: str, correction: _Correction, unknown: int) -> bool:
        """Whether fewer pairs are unknown with the correction."""
        changed = run[: correction.start] + correction.word + run[correction.end :]
        left = sum(1 for t in bigrams(changed) if len(t.text) == 2 and not self._stands(t.text))
        return left < unknown

    def _candidates(self, run: str, wrong: int) -> Iterator[_Correction]:
        """Words near to a stretch of the run that holds the unknown pair at ``wrong``."""
        for length in _LENGTHS:
            for start in range(max(0, wrong + 2 - length), min(wrong + 1, len(run) - length + 1)):
                written = run[start : start + length]
                if is_known_word(written):
                    continue
                near = {word for key in _keys(written) for word in self._by_key.get(key, ())}
                for word in sorted(near - {written}):
                    same = _sound(word) == _sound(written)
                    if same or (length > 2 and len(word) > 2):
                        frequency = self._index.frequency(Term(word, "word"))
                        yield _Correction(start, start + length, word, same, frequency)


def _keys(word: str) -> set[str]:
    """What a word shares with its misspellings: one character open, one left out, any order."""
    keys = {f"{word[:i]}?{word[i + 1 :]}" for i in range(len(word))}
    if len(word) > 2:
        keys.add("~" + "".join(sorted(word)))
    if len(word) > 3:
        # One character too few or too many: both sides share the shorter form.
        keys.update(f"-{word[:i]}{word[i + 1 :]}" for i in range(len(word)))
        keys.add(f"-{word}")
    return keys


@lru_cache(maxsize=4096)
def _sound(word: str) -> tuple[str, ...]:
    """The word's pinyin without tones."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(word))


def needs_correction(query: Query, index: FullTextIndex) -> bool:
    """Whether some pair of the query's characters stands nowhere; a short query only.

    A question has such pairs where its words meet (「少用煤怎」), and its other words find
    the clause.
    """
    pairs = [t.text for t in bigrams(query.meant) if len(t.text) == 2]
    if not pairs or query.phrases or len(pairs) > LONGEST:
        return False
    return any(not index.frequency(Term(pair, "bigram")) for pair in pairs)


@lru_cache(maxsize=2)
def speller(index: FullTextIndex) -> Speller:
    """The speller of an index, made when first needed."""
    return Speller(index)
