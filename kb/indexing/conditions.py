"""Conditions that every hit must meet, whatever engine found it: phrases, exclusions, guards.

In: conditions on the words of a clause, and the index's posting lists and folded texts.  Out:
the selection of clauses that meet them.  Posting lists say which clauses may hold a phrase,
their texts say which do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kb.indexing.clause_columns import ClauseColumns, Mask, phrase_pattern
from kb.indexing.postings import Numbers, PostingLists
from kb.indexing.tokens import bigram_terms, words

#: Bigrams looked up for one character: 煤 begins some fifty of a large corpus.
PREFIX_TERMS = 400


@dataclass(frozen=True, slots=True)
class Guard:
    """A clause that has ``other`` and nowhere ``wanted`` by itself is no hit.

    One of the two holds the other: wanted 化石能源, other 非化石能源, or the reverse.
    """

    wanted: str
    other: str


@dataclass(frozen=True, slots=True)
class Conditions:
    """What every hit must meet, whatever found it; all words folded."""

    required: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """Clauses by id: ``only`` these (None: all), ``without`` those."""

    only: frozenset[str] | None = None
    without: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether no clause is selected."""
        return self.only is not None and not self.only - self.without


class ConditionReader:
    """Reads conditions against one index."""

    def __init__(self, columns: ClauseColumns, postings: PostingLists) -> None:
        self._columns = columns
        self._postings = postings

    def select(self, conditions: Conditions, allowed: frozenset[str] | None) -> Selection:
        """The clauses among those allowed (None: all) that meet the conditions."""
        kept = np.ones(len(self._columns), np.bool_)
        for phrase in conditions.required:
            kept &= self._containing(phrase)
        for phrase in conditions.excluded:
            kept &= ~self._containing(phrase)
        for guard in conditions.guards:
            taken = self._taken_for(guard)
            if taken is not None:
                kept &= ~taken
        ids = self._columns.clauses
        dropped = np.flatnonzero(~kept)
        # Sets of ids cost by their size: most conditions drop a few clauses or leave a few.
        if len(dropped) <= len(kept) // 2:
            return Selection(allowed, frozenset(ids[number] for number in dropped.tolist()))
        left = frozenset(ids[number] for number in np.flatnonzero(kept).tolist())
        return Selection(left if allowed is None else left & allowed)

    def _containing(self, phrase: str) -> Mask:
        """True for the clauses whose text holds the phrase verbatim, figures whole."""
        return self._columns.containing(phrase_pattern(phrase), self._holding(phrase))

    def _taken_for(self, guard: Guard) -> Mask | None:
        """True for the clauses that have the other word and the wanted one nowhere by itself."""
        may_have = self._holding(guard.other)
        if may_have is not None and not len(may_have):
            return None
        having = self._columns.containing(phrase_pattern(guard.other), may_have)
        there = np.flatnonzero(having)
        if guard.wanted in guard.other:
            before, _, after = guard.other.partition(guard.wanted)
            wanted = phrase_pattern(guard.wanted, not_after=before, not_before=after)
        else:
            wanted = phrase_pattern(guard.wanted)
        having[there] = ~self._columns.containing(wanted, there)[there]
        return having

    def _holding(self, phrase: str) -> Numbers | None:
        """The clauses that hold every bigram and figure of a phrase; None where these cannot tell."""
        terms = dict.fromkeys(("text_bigrams", gram) for gram in bigram_terms(phrase) if len(gram) == 2)
        if any(map(str.isascii, phrase)):
            terms |= dict.fromkeys(
                ("text_words", token.text) for token in words(phrase) if token.text.isascii()
            )
        if not terms:
            return self._beginning(phrase)
        lists: list[Numbers] = []
        for term in terms:  # 「非」 before most nouns stands nowhere: its bigram comes first
            lists.append(self._postings.get(*term).clauses)
            if not len(lists[-1]):
                return lists[-1]
        found, *lists = sorted(lists, key=len)
        for clauses in lists:
            if not len(found):
                break
            found = np.intersect1d(found, clauses, assume_unique=True)
        return found

    def _beginning(self, character: str) -> Numbers | None:
        """The clauses with a single ideograph."""
        grams = self._postings.beginning("text_bigrams", character, PREFIX_TERMS)
        if len(character) != 1 or len(grams) == PREFIX_TERMS:
            return None
        lists = [self._postings.get("text_bigrams", gram).clauses for gram in grams]
        return np.unique(np.concatenate(lists)) if lists else np.zeros(0, np.int64)
