"""From a query to what the full-text index looks for.

In: a parsed query and the bodies that it names.  Out: weighted terms, and the conditions that
every hit must meet whatever engine found it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kb.indexing.conditions import Conditions
from kb.indexing.fulltext import FullTextIndex, Term, TextPlan
from kb.indexing.tokens import Token, bigrams, fold, words
from kb.searching.query import Query
from kb.searching.synonyms import guards_for, synonyms_in

#: Two thirds of the score come from bigrams: word : bigram of 1:1, 1:1.5, 1:2, 1:3 give
#: nDCG@10 0.3505, 0.3512, 0.3519, 0.3512 on 500 lay questions over 57,147 law articles.
BIGRAM_WEIGHT = 2.0

#: A synonym counts for less than the word itself, so that the word typed comes first.
SYNONYM_WEIGHT = 0.6

#: The body meant by an alias, among the responsible bodies of a clause.
BUREAU_WEIGHT = 2.0

#: A query of more distinct terms than this is a question.  In a question terms that stand in
#: more than this share of the clauses are left out: no change of nDCG@10 on the law articles
#: (0.3502 with and without), a third of the time.
LONG_QUERY = 10
COMMON_SHARE = 0.2

#: The part of the best match that makes a match; see ``TextPlan``.  A question's clause seldom
#: holds half of its words.
SHARE = 0.5
SHARE_OF_QUESTION = 0.25

#: Terms looked up at most; a text of 2,000 characters has 3,000.
MAX_TERMS = 200

#: A piece of a query that is a figure with its unit: 18% · 250万亩 · 2.5个百分点 · 2030年.
_FIGURE = re.compile(r"(?P<figure>\d[\d,.]*)(?:[%‰℃]|[a-z]{1,6}|[\u4e00-\u9fff/]{0,8})")


@dataclass(frozen=True, slots=True)
class Needle:
    """Words to mark in a clause: the whole where it stands, else its parts; all folded."""

    whole: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What to look for, under which conditions, and which words to mark in a clause."""

    conditions: Conditions
    needles: tuple[Needle, ...]
    figures_only: bool  # a vector knows nothing of 18%
    make_text: Callable[[], TextPlan]

    @cached_property
    def text(self) -> TextPlan:
        """The weighted terms; made when first asked for, because their frequencies are read."""
        return self.make_text()


def make_plan(query: Query, index: FullTextIndex, bureaus: Iterable[str] = (), correction: str = "") -> Plan:
    """The plan for a query.

    ``bureaus`` are canonical names of bodies that it names, ``correction`` is its text, folded,
    with mistyped words replaced.
    """
    folded = fold(query.meant)
    others = synonyms_in(correction or folded)
    added = [Term(other, "word", SYNONYM_WEIGHT) for group in others.values() for other in group]
    named = [Term(name, "bureau", BUREAU_WEIGHT) for name in dict.fromkeys(bureaus)]
    chunks = _chunks(folded)
    guards = tuple(dict.fromkeys(guard for chunk in chunks for guard in guards_for(chunk)))
    return Plan(
        conditions=Conditions(_required(query, index), query.excluded, guards),
        needles=_needles([*chunks, *_chunks(correction)], [t.text for t in added]),
        figures_only=all(_FIGURE.fullmatch(chunk) for chunk in chunks),
        make_text=lambda: _text_plan(folded, correction, index, [*added, *named]),
    )


def _text_plan(folded: str, correction: str, index: FullTextIndex, others: Sequence[Term]) -> TextPlan:
    """The terms of the query and its correction, those that stand nearly everywhere left out."""
    terms = _terms(folded)
    own = len(terms)
    if correction:
        corrected = _terms(correction)
        own = len(corrected)
        terms = list(dict.fromkeys([*corrected, *terms]))
    question = len(terms) > LONG_QUERY
    if question:
        terms = _without_common(terms, index)
        own = len(terms)
    return TextPlan(
        terms=tuple([*terms, *others][:MAX_TERMS]),
        share=SHARE_OF_QUESTION if question else SHARE,
        own=min(own, MAX_TERMS),
    )


def _chunks(folded: str) -> list[str]:
    """What stands between blanks and punctuation."""
    return [chunk for chunk in re.split(r"[\s，。、；：！？,;:!?（）()《》]+", folded) if chunk]


def _required(query: Query, index: FullTextIndex) -> tuple[str, ...]:
    """The phrases and figures that every hit must hold verbatim.

    A phrase that stands alone and is nowhere finds nothing.  Quotation marks in a question
    (什么是“新质生产力”？) also mark a term: if it is nowhere, its words are looked for.
    A figure with its unit is taken as if it were quoted: 2.5个百分点 is not 1.5个百分点.
    """
    if query.phrases and query.text and not _is_met(query.phrases, index):
        phrases: tuple[str, ...] = ()
    else:
        phrases = query.phrases
    chunks = _chunks(fold(query.text))
    figures = [match for match in map(_FIGURE.fullmatch, chunks) if match]
    for match in figures:
        written = (match[0],) if _is_met((match[0],), index) else (match["figure"].rstrip(",."),)
        # 250万亩 as it is printed, else 250; a figure that is nowhere finds nothing by itself.
        if len(chunks) == len(figures) or _is_met(written, index):
            phrases += written
    return phrases


def _is_met(phrases: tuple[str, ...], index: FullTextIndex) -> bool:
    return not index.select(Conditions(required=phrases)).is_empty


def _terms(folded: str) -> list[Term]:
    """The words and bigrams of the text, each once."""
    tokens = _longest_figures(words(folded))
    found = dict.fromkeys(Term(token.text, "word") for token in tokens)
    for token in bigrams(folded):
        if len(token.text) == 2:
            found[Term(token.text, "bigram", BIGRAM_WEIGHT)] = None
        elif token.start == 0 or not _is_ideograph(folded[token.start - 1]):
            found[Term(token.text, "prefix", BIGRAM_WEIGHT)] = None  # one character by itself: 煤
            found.pop(Term(token.text, "word"), None)
    return list(found)


def _is_ideograph(character: str) -> bool:
    return bool(bigrams(character))


def _longest_figures(tokens: Sequence[Token]) -> list[Token]:
    """Without the 18 of 18%: whoever types the sign wants it."""
    ends: dict[int, int] = {}
    for token in tokens:
        ends[token.start] = max(token.end, ends.get(token.start, 0))
    return [t for t in tokens if not t.text[0].isdigit() or t.end == ends[t.start]]


def _without_common(terms: Sequence[Term], index: FullTextIndex) -> list[Term]:
    """The terms that do not stand everywhere, or all if every one does."""
    limit = COMMON_SHARE * index.size
    rare = [term for term in terms if index.frequency(term) <= limit]
    return rare or list(terms)


def _needles(chunks: Sequence[str], added: Sequence[str]) -> tuple[Needle, ...]:
    """The query's pieces with their words, and the synonyms looked for."""
    found = [Needle(chunk, _words_to_mark(chunk)) for chunk in chunks]
    return tuple(dict.fromkeys([*found, *map(Needle, added)]))


def _words_to_mark(chunk: str) -> tuple[str, ...]:
    plain = dict.fromkeys(t.text for t in _longest_figures(words(chunk)))
    return tuple(word for word in plain if word != chunk and (len(word) > 1 or word.isdigit()))
