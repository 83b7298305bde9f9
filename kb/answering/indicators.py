"""Matches the question's topic against the indicators of the ledger, exactly before cleverly.

In come the topic's words and ledger rows; out come the rows whose indicator is meant, and the rows
that come nearest when none is.  A near miss (化石能源 for 非化石能源, 公共建筑 for 公共机构建筑) is
never taken for a match.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kb.answering.evidence import Context
from kb.answering.matters import NEGATIVES
from kb.answering.question import longest_words
from kb.indexing.tokens import fold
from kb.model import Target


@dataclass(frozen=True, slots=True)
class Matches:
    """``exact``: rows whose indicator is the one asked for.  ``near``: the closest others."""

    exact: tuple[Target, ...]
    near: tuple[Target, ...]


@cache
def _synonyms() -> tuple[tuple[str, str], ...]:
    """Wording → the wording that both sides are brought to, longest first."""
    raw = tomllib.loads(files("kb.answering").joinpath("indicator_words.toml").read_text("utf-8"))
    pairs = [(fold(alias), fold(main)) for main, aliases in raw["same"].items() for alias in aliases]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _empty_words() -> frozenset[str]:
    raw = tomllib.loads(files("kb.answering").joinpath("indicator_words.toml").read_text("utf-8"))
    return frozenset(raw["empty"]["words"])


def normal(text: str) -> str:
    """An indicator in one wording: 占比 for 比重 and 比例, without 全市 and the like."""
    folded = fold(text)
    for alias, main in _synonyms():
        folded = folded.replace(alias, main)
    return folded


def content_words(text: str) -> tuple[str, ...]:
    """The words of an indicator that tell it from others."""
    return tuple(t.text for t in longest_words(normal(text)) if t.text not in _empty_words())


def match_indicator(context: Context, rows: Sequence[Target]) -> Matches:
    """Rows meant by the question's topic.

    A row matches when every word of the topic is in the indicator, or in the clause's headings
    as long as at least one is in the indicator.  Among matches, those that add least to the
    question's words win; rows of one indicator stay together.
    """
    wanted = content_words("".join(context.question.topic))
    if not wanted:
        return Matches((), ())
    scored = [(_fit(context, wanted, row), row) for row in rows if row.indicator]
    exact = [(fit, row) for fit, row in scored if fit[0] == len(wanted)]
    if exact:
        best = max(fit for fit, _ in exact)
        chosen = [row for fit, row in exact if fit[1:] == best[1:] or fit[1] == best[1] == len(wanted)]
        return Matches(_most_alike(wanted, chosen), ())
    near = sorted((pair for pair in scored if pair[0][1] > 0), key=lambda pair: pair[0], reverse=True)
    return Matches((), tuple(row for _, row in near[:4]))


def _fit(context: Context, wanted: Sequence[str], row: Target) -> tuple[int, int]:
    """(words found in indicator or headings, words found in the indicator itself)."""
    indicator = normal(row.indicator)
    clause = context.kb.clause(row.clause)
    around = normal(" ".join((*clause.trail, clause.heading)))
    inside = [w for w in wanted if _holds(indicator, w)]
    if not inside:
        return (0, 0)
    outside = [w for w in wanted if w not in inside and _holds(around, w)]
    return (len(inside) + len(outside), len(inside))


def _holds(text: str, word: str) -> bool:
    """``word`` stands in ``text``, not as part of its negation."""
    at = text.find(word)
    while at >= 0:
        if at == 0 or text[at - 1] not in NEGATIVES or word[0] in NEGATIVES:
            return True
        at = text.find(word, at + 1)
    return False


def _most_alike(wanted: Sequence[str], rows: Sequence[Target]) -> tuple[Target, ...]:
    """Of several indicators holding the words, the one with fewest words besides; else all."""
    asked = "".join(wanted)
    same = [row for row in rows if "".join(content_words(row.indicator)) == asked]
    return tuple(same or rows)
