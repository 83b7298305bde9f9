"""Matches the question's topic against the indicators of the ledger, exactly before cleverly.

In come the topic's words and ledger rows; out come the rows whose indicator is meant, and the rows
that come nearest when none is.  A near miss (化石能源 for 非化石能源, 公共建筑 for 公共机构建筑) is
never taken for a match: a row that replaces a word of the question by another one is another row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.answering.evidence import Context
from kb.answering.indicator_index import (
    IndicatorIndex,
    content_words,
    holds,
    normal,
    only_divides,
    words_named,
)
from kb.answering.library import Library
from kb.indexing.tokens import words
from kb.model import Target

#: Closest rows shown where none is meant.
NEAREST = 4
_RATIO_UNITS = ("%", "‰", "百分点", "成", "倍")
#: Words that ask for a share, in normal wording.
_SHARES = ("比重", "比率")
#: Words for giving or taking money: their rows are meant by what stands around the figure.
_GIVING = re.compile(r"奖励|补助|补贴|资助|奖补|支持|罚款|处罚|贴息|上浮|返还")


@dataclass(frozen=True, slots=True)
class Matches:
    """``exact``: rows whose indicator is the one asked for.  ``near``: the closest others."""

    exact: tuple[Target, ...]
    near: tuple[Target, ...]


def words_of(phrases: Iterable[str]) -> tuple[str, ...]:
    """The telling words of several phrases; no word reaches from one into the next."""
    return tuple(dict.fromkeys(word for phrase in phrases for word in content_words(phrase)))


def match_indicator(context: Context, rows: Sequence[Target]) -> Matches:
    """Rows meant by the question's topic."""
    return match_words(context.kb, words_of(context.question.topic), rows)


def match_words(kb: Library, wanted: Sequence[str], rows: Sequence[Target]) -> Matches:
    """Rows of ``rows`` (of the library's ledger) meant by these words: those that hold them all win
    over those that hold them together with what stands around; among the first, the very same
    indicator wins over a longer one.
    """
    index = kb.once(IndicatorIndex)
    telling = [w for w in wanted if w not in words_named("generic")]
    if all(len(w) == 1 for w in telling):  # 高 of 哪个更高 is no 高标准农田
        return Matches((), ())
    allowed = None if len(rows) >= len(index.rows) else {id(row) for row in rows}
    naming = {word: index.naming(word) for word in wanted}
    ranked: list[tuple[int, int]] = []
    for position in sorted(_candidates(index, wanted, telling, naming)):
        if allowed is None or id(index.rows[position]) in allowed:
            inside = [w for w in wanted if position in naming[w]]
            if tier := _tier(index, position, wanted, inside):
                ranked.append((tier, position))
    if ranked:
        best = min(tier for tier, _ in ranked)
        kept = best if best != 2 else 3  # equals stand alone; the rest is taken together
        return Matches(tuple(index.rows[p] for tier, p in ranked if tier <= kept), ())
    return Matches((), _nearest(index, telling, naming, allowed))


def _nearest(
    index: IndicatorIndex, telling: Sequence[str], naming: dict[str, frozenset[int]], allowed: set[int] | None
) -> tuple[Target, ...]:
    shared: dict[int, int] = {}
    parts = {t.text for word in telling for t in words(word) if len(t.text) > 1} - words_named("generic")
    for word in parts:
        for position in naming.get(word) or index.naming(word):
            shared[position] = shared.get(position, 0) + len(word)
    best = sorted(shared, key=lambda p: (-shared[p], p))
    found = (index.rows[p] for p in best if allowed is None or id(index.rows[p]) in allowed)
    return tuple(row for row, _ in zip(found, range(NEAREST), strict=False))


def _candidates(
    index: IndicatorIndex, wanted: Sequence[str], telling: Sequence[str], naming: dict[str, frozenset[int]]
) -> set[int] | frozenset[int]:
    """Rows that every word may belong to: it stands in the indicator or somewhere in the clause."""
    giving = bool(_GIVING.search("".join(wanted)))
    found: set[int] | frozenset[int] | None = None if giving else set().union(*(naming[w] for w in telling))
    for word in wanted:
        if found is not None and not found:
            break
        if found is not None and found <= naming[word]:
            continue
        shares = {p for p in found or () if _unit_says(word, index.rows[p])}
        holding = naming[word] | index.around(word) | shares | index.of_titles(word)
        found = holding if found is None else found & holding
    return found or _shares_around(index, wanted, telling)


def _shares_around(index: IndicatorIndex, wanted: Sequence[str], telling: Sequence[str]) -> set[int]:
    """Shares in whose clause all telling words stand; none unless a share is asked for."""
    if not any(word in _SHARES for word in wanted):
        return set()
    around = set.intersection(*(index.around(word) for word in telling))
    return {p for p in around if index.rows[p].unit.endswith(_RATIO_UNITS)}


def _tier(index: IndicatorIndex, position: int, wanted: Sequence[str], inside: Sequence[str]) -> int:
    """1 the same indicator, 2 holds all words, 3 with the words around it, 4 by what it gives,
    5 a share of what follows it; 0 no.
    """
    row = index.rows[position]
    named = [w for w in inside if w not in words_named("generic")]
    if named and only_divides(normal(row.indicator), named):
        return 0
    missing = [w for w in wanted if w not in inside and not _unit_says(w, row)]
    asked = (*wanted, "".join(wanted))
    more = [w for w in content_words(row.indicator) if not any(holds(a, w) for a in asked)]
    if not missing:
        return 2 if more else 1
    extra = [w for w in more if not any(holds(w, a) for a in asked)]  # 公积金 is 住房公积金
    stretch = index.stretch(position)
    telling = [w for w in inside if w not in words_named("generic")]
    missing = [w for w in missing if not (telling and index.titled(position, w))]
    if _is_gift(wanted, stretch.behind):
        rest = [w for w in wanted if not holds(stretch.wide, w) and not index.titled(position, w)]
        if not rest:
            return 3
    if telling and not extra:
        around = f"{stretch.wide}，{stretch.before}"
        if all(holds(around, w) for w in missing):
            return 1 if all(holds(stretch.before, w) for w in missing) else 3
    half = 2 * sum(map(len, inside)) >= sum(map(len, wanted))
    if telling and half and all(holds(stretch.own, w) for w in missing):
        return 3
    if stretch.predicate and _share_of(wanted, row) and all(holds(stretch.predicate, w) for w in missing):
        return 5
    gives = _GIVING.search("".join(wanted))
    return 4 if gives and all(holds(stretch.wide, w) for w in wanted) else 0


def _is_gift(wanted: Sequence[str], behind: str) -> bool:
    """20%以上1倍以下的罚款: what is asked for stands right behind the figure."""
    return any(_GIVING.fullmatch(word) and behind.lstrip("以上下内的").startswith(word) for word in wanted)


def _share_of(wanted: Sequence[str], row: Target) -> bool:
    """绿色矿山比例: a share is asked for, so that a share of what reaches that may be meant."""
    return row.unit.endswith(_RATIO_UNITS) and any(w in _SHARES for w in wanted)


def _unit_says(word: str, row: Target) -> bool:
    """A share is said by % alone."""
    return word in _SHARES and row.unit.endswith(_RATIO_UNITS)
