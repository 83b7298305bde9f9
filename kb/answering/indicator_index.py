"""Where the words of indicators stand: the rows and clauses that hold a word, without reading all.

In: a library.  Out: for a word in normal wording, the rows whose indicator holds it and the clauses
whose text holds it; and what stands around a row's figure.  Made once per knowledge base.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from kb.answering.library import NEGATIVES, JoinedTexts, Library, occurrences
from kb.answering.topic import longest_words
from kb.indexing.tokens import fold
from kb.model import Target

#: Characters behind a figure that may say what it is: 处集资金额20%以上1倍以下的罚款.
BEHIND = 8
_SEGMENT_END = "。；;！？\n"


@cache
def _synonyms() -> tuple[tuple[str, str], ...]:
    """Wording → the wording that both sides are brought to, longest first."""
    raw = tomllib.loads(files("kb.answering").joinpath("indicator_words.toml").read_text("utf-8"))
    pairs = [(fold(alias), fold(main)) for main, aliases in raw["same"].items() for alias in aliases]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def words_named(name: str) -> frozenset[str]:
    """A list of the lexicon: ``empty`` (tell nothing apart), ``generic`` (name no indicator alone)."""
    raw = tomllib.loads(files("kb.answering").joinpath("indicator_words.toml").read_text("utf-8"))
    return frozenset(raw[name]["words"])


def wordings() -> frozenset[str]:
    """All wordings of indicators that the lexicon brings together: 占比, 份额."""
    return frozenset(word for pair in _synonyms() for word in pair)


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """An indicator in one wording: 比重 for 占比 and 比例."""
    return _in_one_wording(fold(text))


def _in_one_wording(folded: str) -> str:
    for alias, main in _synonyms():
        if alias in main:  # 碳排放 is part of 二氧化碳排放: never 二氧化二氧化碳排放
            folded = folded.replace(main, alias)
        folded = folded.replace(alias, main)
    return folded


@lru_cache(maxsize=65536)
def content_words(text: str) -> tuple[str, ...]:
    """The words of an indicator that tell it from others."""
    empty = words_named("empty")
    return tuple(dict.fromkeys(t.text for t in longest_words(normal(text)) if t.text not in empty))


def holds(text: str, word: str) -> bool:
    """``word`` stands in ``text``, not as part of its negation; turned round (畜禽, 禽畜) as well."""
    if next(occurrences(text, word), -1) >= 0:
        return True
    return _turned(word) in text if _turned(word) else False


def _turned(word: str) -> str:
    """禽畜 for 畜禽; nothing for longer words and for negations."""
    turned = word[::-1]
    return turned if len(word) == 2 and turned != word and turned[0] not in NEGATIVES else ""


# 单位地区生产总值能耗, 万元GDP电耗, 每千人口: what a figure is divided by is not what it is of
_DENOMINATOR = re.compile(r"(?:单位|每?[百千万亿]元|每[百千万]?)$")


def only_divides(indicator: str, words: Sequence[str]) -> bool:
    """Whether all of these words stand only as what the indicator is divided by."""
    if any(_DENOMINATOR.match(word) for word in words):
        return False
    return all(_DENOMINATOR.search(indicator, 0, at) for word in words for at in occurrences(indicator, word))


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands around a figure: ``own`` up to the figures beside it, ``wide`` its whole segment,
    ``before`` the indicator before it in the same segment (新能源装机占比达到50%、发电量占比达到30%);
    ``behind`` the next few characters (20%以上1倍以下｜的罚款);
    ``predicate`` what a share in front of its subject is a share of (90%大型矿山要达到绿色矿山标准).
    """

    own: str
    wide: str
    before: str
    predicate: str = ""
    behind: str = ""


class IndicatorIndex:
    """The ledger of a knowledge base by the words of its indicators and of their clauses."""

    def __init__(self, kb: Library) -> None:
        self._kb = kb.folded, kb.clause
        self.rows = tuple(row for row in kb.targets() if row.indicator and row.kind != "deadline")
        self._indicators = JoinedTexts(_with_and_without(normal(row.indicator)) for row in self.rows)
        self._by_clause: dict[str, list[int]] = {}
        for position, row in enumerate(self.rows):
            self._by_clause.setdefault(row.clause, []).append(position)
        for held in self._by_clause.values():
            held.sort(key=lambda p: self.rows[p].value_span.start)
        self._clauses = tuple(self._by_clause)
        self._texts = JoinedTexts(_flat(kb.folded_text(kb.clause(c))) for c in self._clauses)
        self._titles = {d.id: normal(d.title) for d in kb.documents()}
        self._documents = tuple(self._titles)
        self._title_texts = JoinedTexts(self._titles.values())
        self._by_document: dict[str, list[int]] = {}
        for position, row in enumerate(self.rows):
            self._by_document.setdefault(row.document, []).append(position)
        self._stretches: dict[int, Stretch] = {}

    def naming(self, word: str) -> frozenset[int]:
        """Rows whose indicator holds a word in normal wording, or turned round."""
        found = self._indicators.holding(word)
        return found | self._indicators.holding(_turned(word)) if _turned(word) else found

    def around(self, word: str) -> set[int]:
        """Rows of the clauses whose text holds a word in normal wording."""
        clauses = self._texts.holding(word)
        if _turned(word):
            clauses = clauses | self._texts.holding(_turned(word))
        return {row for c in clauses for row in self._by_clause[self._clauses[c]]}

    def titled(self, position: int, word: str) -> bool:
        """Whether the title of the row's document holds a word."""
        return holds(self._titles[self.rows[position].document], word)

    def of_titles(self, word: str) -> set[int]:
        """Rows of the documents whose title holds a word."""
        named = self._title_texts.holding(word)
        if _turned(word):
            named = named | self._title_texts.holding(_turned(word))
        return {p for d in named for p in self._by_document.get(self._documents[d], ())}

    def stretch(self, position: int) -> Stretch:
        """What stands around a row's figure."""
        if position not in self._stretches:
            self._stretches[position] = self._read(position)
        return self._stretches[position]

    def _read(self, position: int) -> Stretch:
        folded, clause_of = self._kb
        row = self.rows[position]
        text, clause = folded(row.document), clause_of(row.clause)
        at = min(row.start, row.value_span.start)
        start = max(clause.start, 1 + max(text.rfind(c, clause.start, at) for c in _SEGMENT_END))
        ends = [e for c in _SEGMENT_END if (e := text.find(c, row.end, clause.end)) >= 0]
        end = min(ends, default=clause.end)
        held = [self.rows[p] for p in self._by_clause[row.clause]]
        index = held.index(row)
        before = [r for r in held[:index] if start <= r.start and r.value_span.end <= row.value_span.start]
        after = [r for r in held[index + 1 :] if r.start >= row.value_span.end and r.start < end]
        own_start = max((r.value_span.end for r in before), default=start)
        own_end = min((r.start for r in after), default=end)
        inherited = normal(before[-1].indicator) if before and _alike(before[-1], row) else ""
        own, wide = normal(text[own_start:own_end]), normal(text[start:end])
        behind = normal(text[row.value_span.end : row.value_span.end + BEHIND])
        return Stretch(own, wide, inherited, _predicate(text, row, end), behind)


def _predicate(text: str, row: Target, end: int) -> str:
    """What follows a share and its subject, up to the comma; empty where the subject stands before."""
    behind = text[row.value_span.end : end].removeprefix("的")
    if not behind.startswith(fold(row.indicator)):
        return ""
    return normal(re.split("[，,]", behind, maxsplit=1)[0])


def _with_and_without(indicator: str) -> str:
    """新建建筑的能效 as 新建建筑能效 too, in which 建筑能效 stands."""
    return f"{indicator}，{indicator.replace('的', '')}" if "的" in indicator else indicator


def _flat(text: str) -> str:
    return _in_one_wording(text).replace("\n", " ")


def _alike(one: Target, other: Target) -> bool:
    """Two indicators that end alike (装机占比, 发电量占比): the second may leave its subject out."""
    return normal(one.indicator)[-2:] == normal(other.indicator)[-2:]
