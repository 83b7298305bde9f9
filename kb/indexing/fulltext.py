"""The full-text index: clauses that match a plan of weighted terms.

In: index entries, one per clause.  Out: an index in a directory, and from it the clauses that
match a plan of weighted terms, scored by BM25F, with facets over the whole result.  What goes
in and out are plain types of our own, so that another engine can stand behind the same door.

``postings`` stores and finds the posting lists (whoosh); scores are computed here over whole
lists with numpy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from kb.indexing.clause_columns import ClauseColumns, Mask, write_columns
from kb.indexing.conditions import PREFIX_TERMS, ConditionReader, Conditions, Selection
from kb.indexing.postings import FieldTerms, Numbers, PostingLists, write_postings
from kb.indexing.tokens import bigram_terms, fold, word_terms

Scores = npt.NDArray[np.float32]
TermKind = Literal["word", "bigram", "bureau", "prefix"]

#: BM25's saturation and length normalisation (Robertson & Zaragoza 2009 give 1.2 and 0.75;
#: on 500 lay questions over 57,147 law articles 0.6–2.0 and 0.4–0.9 are within 0.006 nDCG@10).
K1 = 1.2

#: (field, its weight, its b) by kind of term.  The clause's own heading counts twice more
#: although it is also in the text; the headings above it only tip the balance (title weights
#: of 0.2, 0.4, 0.8 on the law articles: nDCG@10 −0.000, −0.002, −0.010).
_FIELDS: dict[str, tuple[tuple[str, float, float], ...]] = {
    "word": (("text_words", 1.0, 0.75), ("heading_words", 2.0, 0.3), ("trail_words", 0.15, 0.3)),
    "bigram": (("text_bigrams", 1.0, 0.75), ("heading_bigrams", 2.0, 0.3), ("trail_bigrams", 0.15, 0.3)),
    "bureau": (("bureaus", 1.0, 0.0),),
}
_TEXT_FIELDS = (
    "heading_bigrams",
    "heading_words",
    "text_bigrams",
    "text_words",
    "trail_bigrams",
    "trail_words",
)
_ALL_FIELDS = ("bureaus", *_TEXT_FIELDS)


EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One clause as it is indexed; ``text`` is clean text, ``trail`` the headings above it."""

    clause: str
    document: str
    order: int
    heading: str
    trail: tuple[str, ...]
    text: str
    bureaus: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """A clause with its score; higher is better."""

    clause: str
    score: float


@dataclass(frozen=True, slots=True)
class Term:
    """A term to look up.  A ``prefix`` stands for every bigram that begins with it."""

    text: str
    kind: TermKind
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class TextPlan:
    """What to look for: clauses with more of the terms, and rarer ones, come first.

    ``share`` is the part of the best clause's matched weight that a clause must reach to be
    a match at all: 0.5 keeps 「市发展改革委」 from matching every clause with 发展 in it.
    """

    terms: tuple[Term, ...]
    share: float = 0.5
    own: int | None = None  # so many terms are the query's own; the others are added to them


# --- writing ------------------------------------------------------------------------------


def _terms_of(entry: IndexEntry) -> dict[str, Sequence[str]]:
    """The entry's terms by field."""
    text, heading, trail = fold(entry.text), fold(entry.heading), fold("\n".join(entry.trail))
    return {
        "text_words": word_terms(text),
        "text_bigrams": bigram_terms(text),
        "heading_words": word_terms(heading),
        "heading_bigrams": bigram_terms(heading),
        "trail_words": word_terms(trail),
        "trail_bigrams": bigram_terms(trail),
        "bureaus": entry.bureaus,
    }


def write_index(
    directory: Path, entries: Iterable[IndexEntry], progress: Callable[[int], None] | None = None
) -> None:
    """Write a new index into ``directory``; clauses keep the order in which they come."""
    gathered = {name: FieldTerms() for name in _ALL_FIELDS}
    kept: list[IndexEntry] = []
    texts: list[str] = []
    for entry in entries:
        for name, terms in _terms_of(entry).items():
            gathered[name].add(terms)
        texts.append(fold(entry.text))
        kept.append(entry)
        if progress:
            progress(1)
    write_postings(directory, gathered)
    lengths = {name: gathered[name].lengths for name in _TEXT_FIELDS}
    write_columns(directory, kept, lengths, texts)


# --- reading ------------------------------------------------------------------------------


class TextMatches:
    """The clauses that match a plan; nothing is ranked before it is asked for."""

    def __init__(
        self,
        columns: ClauseColumns,
        scores: Scores,
        hits: Numbers,
        terms: Callable[[int], dict[str, float]],
        possible: float,
    ) -> None:
        self._columns = columns
        self._scores = scores
        self._hits = hits
        self._terms = terms
        #: The score of a clause that is full of every one of the query's own terms.
        self.possible = possible

    @property
    def total(self) -> int:
        return len(self._hits)

    def clauses(self) -> list[str]:
        """The ids of all matching clauses, in the order of the corpus."""
        ids = self._columns.clauses
        return [ids[number] for number in self._hits.tolist()]

    def top(self, limit: int) -> list[Scored]:
        """The best ``limit`` clauses; ties in the order of their ids."""
        ids = self._columns.clauses
        hits = self._hits
        if len(hits) > limit:
            floor = np.partition(self._scores[hits], len(hits) - limit)[len(hits) - limit]
            hits = hits[self._scores[hits] >= floor]
        scored = [(-float(self._scores[n]), ids[n]) for n in hits.tolist()]
        return [Scored(clause, -score) for score, clause in sorted(scored)[:limit]]

    def terms(self, clause: str) -> dict[str, float]:
        """The plan's terms that stand in a clause, and what each adds to its score."""
        number = self._columns.numbers.get(clause)
        return {} if number is None else self._terms(number)


class FullTextIndex:
    """An index opened for reading; safe for several threads."""

    def __init__(self, directory: Path) -> None:
        self._columns = ClauseColumns(directory)
        self._postings = PostingLists(directory)
        self._conditions = ConditionReader(self._columns, self._postings)
        self._norms = {
            name: (1.0 - b) + b * self._relative_length(name)
            for group in _FIELDS.values()
            for name, _, b in group
        }

    def close(self) -> None:
        """Let go of the files."""
        self._postings.close()

    @property
    def size(self) -> int:
        """The number of clauses."""
        return len(self._columns)

    @property
    def columns(self) -> ClauseColumns:
        return self._columns

    def frequency(self, term: Term) -> int:
        """In how many clauses the term stands."""
        return max(
            (len(self._postings.get(name, text).clauses) for name, text, _ in self._lists(term)), default=0
        )

    def vocabulary(self) -> list[str]:
        """Every word of the clauses' texts."""
        return self._postings.terms("text_words")

    def facets(self, clauses: Iterable[str]) -> dict[str, dict[str, int]]:
        """Clauses by bureau, sector, year and document."""
        return self._columns.facets(self._columns.mask(clauses))

    def in_order(self, clauses: Iterable[str]) -> list[str]:
        """The clauses in the order of the corpus."""
        return sorted(clauses, key=self._columns.numbers.__getitem__)

    def select(self, conditions: Conditions, allowed: frozenset[str] | None = None) -> Selection:
        """The clauses among those allowed (None: all) that meet the conditions."""
        return self._conditions.select(conditions, allowed)

    def search(self, plan: TextPlan, allowed: frozenset[str] | None, limit: int) -> list[Scored]:
        """The best clauses for a plan among those allowed (None: all)."""
        return self.matches(plan, Selection(allowed)).top(limit)

    def matches(self, plan: TextPlan, selection: Selection = EVERYTHING) -> TextMatches:
        """All clauses of a selection that match a plan."""
        scores = np.zeros(self.size, np.float32)
        weight = np.zeros(self.size, np.float32)
        own_weight = np.zeros(self.size, np.float32)
        matched: list[tuple[str, Numbers, Scores]] = []
        possible = 0.0
        for place, term in enumerate(plan.terms):
            found = self._score(term)
            own = plan.own is None or place < plan.own
            if own:
                possible += (K1 + 1) * (found[2] if found else self._idf(0) * term.weight)
            if found is None:
                continue
            clauses, gain, idf = found
            scores[clauses] += gain
            weight[clauses] += idf
            if own:
                own_weight[clauses] += idf
            matched.append((term.text, clauses, gain))
        shut = self._shut(selection)
        if shut is not None:
            weight[shut] = own_weight[shut] = 0
        # A clause with three synonyms must not push out those with the word itself.
        best = float(own_weight.max(initial=0.0)) or float(weight.max(initial=0.0))
        hits = np.flatnonzero(weight >= max(best * plan.share, 1e-9))
        return TextMatches(self._columns, scores, hits, lambda number: _terms_in(number, matched), possible)

    def _shut(self, selection: Selection) -> Mask | None:
        """True for the clauses that are not selected; None when all are."""
        if selection == EVERYTHING:
            return None
        shut = self._columns.mask(selection.without)
        if selection.only is not None:
            shut |= ~self._columns.mask(selection.only)
        return shut

    def _score(self, term: Term) -> tuple[Numbers, Scores, float] | None:
        """Clauses with the term, what it adds to each one's score, and its own weight."""
        lists = self._lists(term)
        numbers = [self._postings.get(name, text) for name, text, _ in lists]
        held = [
            (p, name, boost) for p, (name, _, boost) in zip(numbers, lists, strict=True) if len(p.clauses)
        ]
        if not held:
            return None
        if len(held) == 1:
            postings, name, boost = held[0]
            clauses = postings.clauses
            frequency = boost * postings.weights / self._norm(name, clauses)
        else:
            dense = np.zeros(self.size, np.float32)
            for postings, name, boost in held:
                dense[postings.clauses] += boost * postings.weights / self._norm(name, postings.clauses)
            clauses = np.flatnonzero(dense > 0)  # of truth values it is ten times quicker
            frequency = dense[clauses]
        standing = max(len(p.clauses) for p, _, _ in held) if term.kind != "prefix" else len(clauses)
        idf = self._idf(standing) * term.weight
        return clauses, (idf * frequency * (K1 + 1) / (frequency + K1)).astype(np.float32), idf

    def _idf(self, standing: int) -> float:
        return float(np.log1p((self.size - standing + 0.5) / (standing + 0.5)))

    def _lists(self, term: Term) -> list[tuple[str, str, float]]:
        """Field, text and boost of the posting lists that a term stands for."""
        if term.kind == "prefix":
            beginning = self._postings.beginning("text_bigrams", term.text, PREFIX_TERMS)
            return [("text_bigrams", text, 1.0) for text in beginning]
        return [(name, term.text, boost) for name, boost, _ in _FIELDS[term.kind]]

    def _norm(self, name: str, clauses: Numbers) -> Scores | float:
        norm = self._norms.get(name)
        return 1.0 if norm is None or isinstance(norm, float) else norm[clauses]

    def _relative_length(self, name: str) -> Scores:
        if name not in _TEXT_FIELDS:
            return np.ones(self.size, np.float32)
        lengths = self._columns.lengths(name)
        return lengths / max(float(lengths.mean()) if len(lengths) else 0.0, 1e-9)


def _terms_in(number: int, matched: Sequence[tuple[str, Numbers, Scores]]) -> dict[str, float]:
    """The terms whose posting lists hold the clause, with what they add; a word's bigrams by themselves."""
    found: dict[str, float] = {}
    for text, clauses, gain in matched:
        at = int(np.searchsorted(clauses, number))
        if at < len(clauses) and clauses[at] == number:
            found[text] = found.get(text, 0.0) + float(gain[at])
    return found


def open_index(directory: Path) -> FullTextIndex:
    """Open the index in ``directory`` for reading."""
    return FullTextIndex(directory)
