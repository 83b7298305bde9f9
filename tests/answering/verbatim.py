"""Whether an answer takes anything from anywhere but its cited spans, checked from outside.

In: an answer, its question and the documents as published.  Out: violations in words.  This shares
no code with the product's own check: it reads the files again and knows only the plain model.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from kb.cleaning import clean
from kb.model import Answer, Clause, Document, Target
from kb.reading.corpus import read_corpus
from kb.segmenting import segment

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_CHINESE = re.compile(r"[〇零一二两三四五六七八九十百千]+")
_DIGIT_OF = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWER_OF = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Library:
    """The documents of a knowledge base and their clauses, by id."""

    documents: dict[str, Document]
    clauses: dict[str, Clause]

    def text_of(self, clause: str) -> str:
        found = self.clauses[clause]
        return self.documents[found.document].text[found.start : found.end]


def read_library(paths: Sequence[Path]) -> Library:
    """The documents as published, read again."""
    documents = {document.id: document for document in read_corpus(paths).documents}
    clauses = {
        clause.id: clause
        for document in documents.values()
        for clause in segment(document, clean(document.text)).clauses
    }
    return Library(documents, clauses)


def violations(answer: Answer, question: str, library: Library, bodies: Iterable[str]) -> list[str]:
    """What the answer shows that its cited spans do not; ``bodies`` are names to look out for."""
    unknown = [clause for clause in answer.clauses if clause not in library.clauses]
    unknown += [c.clause for c in answer.citations if c.clause not in library.clauses]
    if unknown:
        return [f"no such clause: {', '.join(unknown)}"]
    return [
        *_citations(answer, library),
        *_paths(answer, library),
        *(fault for target in answer.targets for fault in _target(target, library)),
        *_numbers(answer, question, library),
        *_bodies(answer, question, library, bodies),
    ]


def _citations(answer: Answer, library: Library) -> Iterable[str]:
    if answer.status in ("answered", "passages") and answer.clauses and not answer.citations:
        yield "clauses without a citation"
    for one in answer.citations:
        clause = library.clauses[one.clause]
        if (one.document, one.path) != (clause.document, clause.path):
            yield f"citation of {one.clause} names {one.document} and {one.path}"
        elif not one.quote or one.quote != library.documents[one.document].text[one.start : one.end]:
            yield f"citation of {one.clause} is not the text at its place: {one.quote[:40]!r}"
        elif not clause.start <= one.start < one.end <= clause.end:
            yield f"citation of {one.clause} stands outside the clause: {one.quote[:40]!r}"


def _paths(answer: Answer, library: Library) -> Iterable[str]:
    if {library.clauses[clause].path for clause in answer.clauses} != set(answer.paths):
        yield "paths and clauses do not name the same"


def _target(target: Target, library: Library) -> Iterable[str]:
    clause = library.clauses.get(target.clause)
    if clause is None:
        yield f"target in no clause: {target.clause}"
        return
    if not clause.start <= target.start <= target.end <= clause.end:
        yield f"target {target.indicator} stands outside {target.clause}"
    if target.value:
        text = library.documents[target.document].text
        printed = numbers_in(text[target.value_span.start : target.value_span.end])
        for part in re.split("[-:]", target.value):  # 2-3, 1:6
            if part and Decimal(part) not in printed:
                yield f"target {target.indicator}: {target.value} is not what is printed at its place"


def _numbers(answer: Answer, question: str, library: Library) -> Iterable[str]:
    """Numbers in the sentence, the reason and the table that stand in no quote of the answer."""
    allowed = numbers_in("\n".join([question, *answer.computed, *(one.quote for one in answer.citations)]))
    names = _locators(answer, library)
    for shown in [answer.answer, answer.reason, *(cell for row in answer.table for cell in row)]:
        rest = shown
        for name in names:
            rest = rest.replace(name, " ")
        if rest.strip() in {clause.path for clause in _named(answer, library)}:
            continue
        if strange := digits_in(rest) - allowed:
            yield f"{', '.join(str(number) for number in sorted(strange))} in {shown[:60]!r} is in no quote"


def _named(answer: Answer, library: Library) -> list[Clause]:
    ids = {*answer.clauses, *(one.clause for one in answer.citations), *(t.clause for t in answer.targets)}
    return [library.clauses[one] for one in ids]


def _locators(answer: Answer, library: Library) -> list[str]:
    """How clauses and documents are named: 二、（二）4., ids, titles; a number in them is no figure."""
    names = {name for clause in _named(answer, library) for name in (clause.id, clause.number)}
    for document in library.documents.values():
        names |= {document.title, document.number, document.date}
    return sorted((name for name in names if name), key=len, reverse=True)


def _bodies(answer: Answer, question: str, library: Library, bodies: Iterable[str]) -> Iterable[str]:
    """Bodies that the cited clauses do not print, and bodies of the sentence that no quote prints."""
    if answer.status != "answered":
        return
    clauses = _squeezed("".join(library.text_of(clause.id) for clause in _named(answer, library)))
    for body in answer.bureaus:
        if _squeezed(body) not in clauses:
            yield f"{body} is printed in none of the cited clauses"
    quotes = _squeezed(question + "".join(one.quote for one in answer.citations))
    issuers = "".join(document.issuer for document in library.documents.values())
    for body in bodies:
        if body in answer.answer and body not in quotes and body not in issuers:
            yield f"{body} stands in the answer and in no quote"


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def digits_in(text: str) -> set[Decimal]:
    """Numbers in Arabic figures."""
    folded = _THOUSANDS.sub("", unicodedata.normalize("NFKC", text))
    return {Decimal(figures).normalize() for figures in _DIGITS.findall(folded)}


def numbers_in(text: str) -> set[Decimal]:
    """Numbers in Arabic figures and in Chinese ones: 八个 is 8, 二〇三〇年 2030, 百分之十五 15."""
    words = unicodedata.normalize("NFKC", text).replace("百分之", " ")
    return digits_in(text) | {_chinese(word) for word in _CHINESE.findall(words)}


def _chinese(word: str) -> Decimal:
    if not any(character in _POWER_OF for character in word):
        return Decimal("".join(str(_DIGIT_OF[character]) for character in word)).normalize()
    total, digit = 0, 0
    for character in word:
        if character in _POWER_OF:
            total += (digit or 1) * _POWER_OF[character]
            digit = 0
        else:
            digit = _DIGIT_OF[character]
    return Decimal(total + digit).normalize()
