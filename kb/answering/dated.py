"""Sentences of a library that print a date (2026年6月底前, 每年年底前, 15日内), found by their words.

In: a library.  Out: each sentence with the dates that it prints and the rows of the ledger in it; a
row whose date stands in a sentence before comes with both.  Made once per knowledge base.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.answering.evidence import sentence_at, statement
from kb.answering.library import JoinedTexts, Library
from kb.indexing.tokens import fold
from kb.model import Citation, Clause, Target

_CN = "[一二三四五六七八九十两]"
# 每年11月中旬前, 2026年6月底前, 到2025年底, 15日内, 每三年一次, 按季度
_DATED = re.compile(
    r"(?P<recurring>(?:于|在|按)?每(?:[一二两三五十0-9]*年|半年|季度|月|周)(?:度)?(?:[年季月]?底|[0-9]{1,2}月(?:底|初|末|[上中下]旬|[0-9]{1,2}日)?)?(?:之?前|一次|编制|开展|组织|至少)?|按(?:年度?|季度?|月))"
    r"|(?P<once>(?:到|至|在|于)?(?:20[0-9]{2}年)(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日|年?底|年?末|[上中下]旬)?(?:之?前|以前|起)?|[0-9]{1,2}月(?:底|初|末|[上中下]旬|[0-9]{1,2}日)?之?前)"
    rf"|(?P<within>(?:[0-9]{{1,3}}|{_CN}{{1,3}})个?(?:工作日|日|天|个月|月|年)(?:之?内|以内))"
)
# 2026年1月3日 by itself: when a document was signed
_ONLY_DATE = re.compile(r"[\s（(*]*(?:20[0-9]{2}年)?[0-9]{1,2}月(?:[0-9]{1,2}日)?[\s）)*。]*")
# 2019年3月15日印发
_OWN_DATE = re.compile(r"(?:印发|发布|公布|通过|修订|修正|废止|签发)")


@dataclass(frozen=True, slots=True)
class Dated:
    """A sentence with a printed date; ``rows`` are the ledger's deadlines in it."""

    clause: Clause
    quote: Citation
    printed: str
    recurring: bool
    rows: tuple[Target, ...]


class DatedSentences:
    """Every sentence of a library that prints a date, by document."""

    def __init__(self, kb: Library) -> None:
        rows: dict[str, list[Target]] = {}
        for row in kb.targets():
            if row.deadline:
                rows.setdefault(row.clause, []).append(row)
        self._by_document: dict[str, list[Dated]] = {}
        for clause in kb.clauses():
            found = _of_clause(kb, clause, rows.get(clause.id, ()))
            self._by_document.setdefault(clause.document, []).extend(found)
        self._every = [dated for held in self._by_document.values() for dated in held]
        self._texts = JoinedTexts("".join(fold(with_headings(d)).split()) for d in self._every)

    def holding(self, words: Sequence[str], documents: Sequence[str]) -> list[Dated]:
        """Those of these documents, or of all, that hold all of the words, headings included."""
        held = frozenset.intersection(*(self._texts.holding(word) for word in words))
        found = (self._every[position] for position in sorted(held))
        return [d for d in found if not documents or d.clause.document in documents]

    def of(self, documents: Sequence[str]) -> Iterator[Dated]:
        """Those of these documents, or of all, in order."""
        for document in documents or self._by_document:
            yield from self._by_document.get(document, ())


def _of_clause(kb: Library, clause: Clause, rows: Sequence[Target]) -> Iterator[Dated]:
    text = kb.folded(clause.document)
    for span in clause.sentences:
        found = [m for m in _DATED.finditer(text, span.start, span.end) if not _past(text, m)]
        held = tuple(r for r in rows if span.start <= r.start < span.end)
        if found and not _ONLY_DATE.fullmatch(text, span.start, span.end):
            quote = sentence_at(kb, clause, span.start, span.end)
            printed = "、".join(dict.fromkeys(m[0] for m in found))
            yield Dated(clause, quote, printed, any(m["recurring"] for m in found), held)
        elif not found:  # the date stands in a sentence before
            for row in held:
                yield Dated(clause, statement(kb, row), row.deadline, False, (row,))


def _past(text: str, match: re.Match[str]) -> bool:
    """较2020年 is a baseline, 2019年3月15日印发 a document's own date, 〔2021年 a number: nothing is due."""
    before = text[max(0, match.start() - 1) : match.start()]
    return before in ("较", "比", "〔") or bool(_OWN_DATE.match(text, match.end()))


def with_headings(dated: Dated) -> str:
    """The sentence with the headings that it stands under."""
    return "".join((*dated.clause.trail[-1:], dated.clause.heading, dated.quote.quote))
