"""Matches the question's topic against the indicators of the ledger, exactly before cleverly.

In come the topic's words and ledger rows; out come the rows whose indicator is meant, and the rows
that come nearest when none is.  A near miss (化石能源 for 非化石能源, 公共建筑 for 公共机构建筑) is
never taken for a match: a row that replaces a word of the question by another one is another row.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from kb.answering.evidence import Context
from kb.answering.library import NEGATIVES, Library
from kb.answering.topic import longest_words
from kb.indexing.tokens import fold
from kb.model import Target

#: Closest rows shown where none is meant.
NEAREST = 4
_RATIO_UNITS = ("%", "‰", "百分点", "成", "倍")
#: Words for giving or taking money: their rows are meant by what stands around the figure.
_GIVING = re.compile(r"奖励|补助|补贴|资助|奖补|支持|罚款|处罚|贴息|上浮|返还")
_SEGMENT_END = "。；;！？\n"


@dataclass(frozen=True, slots=True)
class Matches:
    """``exact``: rows whose indicator is the one asked for.  ``near``: the closest others."""

    exact: tuple[Target, ...]
    near: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What stands around a figure: ``own`` up to the figures beside it, ``wide`` its whole segment,
    ``before`` the indicator before it in the same segment (新能源装机占比达到50%、发电量占比达到30%).
    """

    own: str
    wide: str
    before: str


@cache
def _synonyms() -> tuple[tuple[str, str], ...]:
    """Wording → the wording that both sides are brought to, longest first."""
    raw = tomllib.loads(files("kb.answering").joinpath("indicator_words.toml").read_text("utf-8"))
    pairs = [(fold(alias), fold(main)) for main, aliases in raw["same"].items() for alias in aliases]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _words_of(name: str) -> frozenset[str]:
    raw = tomllib.loads(files("kb.answering").joinpath("indicator_words.toml").read_text("utf-8"))
    return frozenset(raw[name]["words"])


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """An indicator in one wording: 比重 for 占比 and 比例."""
    folded = fold(text)
    for alias, main in _synonyms():
        folded = folded.replace(alias, main)
    return folded


@lru_cache(maxsize=65536)
def content_words(text: str) -> tuple[str, ...]:
    """The words of an indicator that tell it from others."""
    empty = _words_of("empty")
    return tuple(dict.fromkeys(t.text for t in longest_words(normal(text)) if t.text not in empty))


def words_of(phrases: Iterable[str]) -> tuple[str, ...]:
    """The telling words of several phrases; no word reaches from one into the next."""
    return tuple(dict.fromkeys(word for phrase in phrases for word in content_words(phrase)))


def match_indicator(context: Context, rows: Sequence[Target]) -> Matches:
    """Rows meant by the question's topic."""
    return match_words(context.kb, words_of(context.question.topic), rows)


def match_words(kb: Library, wanted: Sequence[str], rows: Sequence[Target]) -> Matches:
    """Rows meant by these words: those that hold them all win over those that hold them together
    with what stands around; among the first, the very same indicator wins over a longer one.
    """
    telling = [w for w in wanted if w not in _words_of("generic")]
    if not telling:
        return Matches((), ())
    ranked: list[tuple[int, Target]] = []
    near: list[tuple[int, Target]] = []
    beside = _Neighbours(rows)
    for row in rows:
        if not row.indicator:
            continue
        shared = sum(len(w) for w in telling if _holds(normal(row.indicator), w))
        if shared:
            near.append((shared, row))
        tier = _tier(kb, wanted, row, beside)
        if tier:
            ranked.append((tier, row))
    if ranked:
        best = min(tier for tier, _ in ranked)
        kept = best if best != 2 else 3  # equals stand alone; the rest is taken together
        return Matches(tuple(row for tier, row in ranked if tier <= kept), ())
    near.sort(key=lambda pair: -pair[0])
    return Matches((), tuple(row for _, row in near[:NEAREST]))


def _tier(kb: Library, wanted: Sequence[str], row: Target, beside: _Neighbours) -> int:
    """1 the same indicator, 2 holds all words, 3 with the words around it, 4 by what it gives; 0 no."""
    indicator, own = normal(row.indicator), content_words(row.indicator)
    missing = [w for w in wanted if not _holds(indicator, w) and not _unit_says(w, row)]
    extra = [w for w in own if not any(_holds(a, w) or _holds(w, a) for a in (*wanted, "".join(wanted)))]
    if not missing:
        return 2 if extra else 1
    inside = [w for w in wanted if w not in missing]
    stretch = beside.stretch(kb, row)
    telling = [w for w in inside if w not in _words_of("generic")]
    if telling and not extra:
        around = f"{stretch.wide}，{stretch.before}"
        if all(_holds(around, w) for w in missing):
            return 1 if all(_holds(stretch.before, w) for w in missing) else 3
    half = 2 * sum(map(len, inside)) >= sum(map(len, wanted))
    if telling and half and all(_holds(stretch.own, w) for w in missing):
        return 3
    if _GIVING.search("".join(wanted)) and all(_holds(stretch.own, w) for w in wanted):
        return 4
    return 4 if _GIVING.search("".join(wanted)) and all(_holds(stretch.wide, w) for w in wanted) else 0


def _unit_says(word: str, row: Target) -> bool:
    """A share is said by % alone."""
    return word in ("比重", "比率") and row.unit.endswith(_RATIO_UNITS)


def _holds(text: str, word: str) -> bool:
    """``word`` stands in ``text``, not as part of its negation; in other order (畜禽, 禽畜) as well."""
    at = text.find(word)
    while at >= 0:
        if at == 0 or text[at - 1] not in NEGATIVES or word[0] in NEGATIVES:
            return True
        at = text.find(word, at + 1)
    if len(word) == 2 and word[0] != word[1]:
        return word[::-1] in text and not word[::-1].startswith(tuple(NEGATIVES))
    return False


class _Neighbours:
    """The figures of each clause in order, to tell which words belong to which figure."""

    def __init__(self, rows: Iterable[Target]) -> None:
        self._rows: dict[str, list[Target]] = {}
        for row in rows:
            self._rows.setdefault(row.clause, []).append(row)
        for held in self._rows.values():
            held.sort(key=lambda r: r.value_span.start)

    def stretch(self, kb: Library, row: Target) -> _Stretch:
        text = kb.folded(row.document)
        clause = kb.clause(row.clause)
        at = min(row.start, row.value_span.start)
        start = max((text.rfind(c, clause.start, at) for c in _SEGMENT_END), default=-1)
        start = start + 1 if start >= clause.start else clause.start
        ends = [e for c in _SEGMENT_END if (e := text.find(c, row.end, clause.end)) >= 0]
        end = min(ends, default=clause.end)
        held = self._rows[row.clause]
        index = bisect_right([r.value_span.start for r in held], row.value_span.start) - 1
        before = [r for r in held[:index] if start <= r.start and r.value_span.end <= row.value_span.start]
        after = [r for r in held[index + 1 :] if r.start >= row.value_span.end and r.start < end]
        own_start = max((r.value_span.end for r in before), default=start)
        own_end = min((r.start for r in after), default=end)
        inherited = normal(before[-1].indicator) if before and _alike(before[-1], row) else ""
        own = normal(text[own_start:own_end])
        return _Stretch(own, normal(text[start:end]), inherited)


def _alike(one: Target, other: Target) -> bool:
    """Two indicators that end alike (装机占比, 发电量占比): the second may leave its subject out."""
    return normal(one.indicator)[-2:] == normal(other.indicator)[-2:]
