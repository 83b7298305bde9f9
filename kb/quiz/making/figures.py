"""Items on figures: the value, the year, and whether a statement is true.

In: a document's statements and those of the whole knowledge base, whose other figures make the best
wrong options.  Out: drafts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from kb.quiz.amounts import read_amount, wrong_amounts
from kb.quiz.items import BLANK, LINE
from kb.quiz.library import DocumentText, quotable_title, titled
from kb.quiz.making.drafts import Draft, grounds, named
from kb.quiz.statements import Statement

#: Years that plans set for themselves, for wrong options beside those that the document names.
_USUAL_YEARS = (2020, 2025, 2027, 2030, 2035)


def figure_drafts(
    document: DocumentText, own: Sequence[Statement], everywhere: Sequence[Statement]
) -> Iterator[Draft]:
    """Drafts on every statement of a document."""
    years = sorted({s.year for s in own if s.year})
    for statement in own:
        pool = _other_figures(statement, everywhere)
        yield from _value_drafts(document, statement, pool)
        yield from _truth_drafts(document, statement, pool)
        yield from _year_drafts(document, statement, years)


def fact_of(statement: Statement) -> str:
    """Names the fact in a paper: the place of the figure in the document."""
    return f"{statement.clause.document}@{statement.target.value_span.start}"


def opened(statement: Statement, words: str) -> str:
    """The statement with its year, without a 力争 that the statement has itself."""
    opening = statement.opening
    if re.search(r"力争|力求|确保", statement.before):
        opening = re.sub(r"^(?:力争|力求|确保)", "", opening)
    return f"{opening}{statement.before}{words}{statement.after}"


def _value_drafts(document: DocumentText, statement: Statement, pool: Sequence[str]) -> Iterator[Draft]:
    amount = read_amount(statement.figure)
    if amount is None:
        return
    common = _common(document, statement)
    says = f"{named(document, statement.clause)}提出，"
    random = Random(statement.key)
    yield Draft(
        "single_choice", "target", f"{says}{opened(statement, BLANK)}。", difficulty="medium",
        fact=f"value|{statement.key}", right=(statement.figure,),
        wrong=tuple(wrong_amounts(amount, pool, random)), figures=True, **common,
    )  # fmt: skip
    yield Draft(
        "fill_blank", "target", f"{says}{opened(statement, LINE)}。", difficulty="hard",
        fact=f"value|{statement.key}", answer=(statement.figure,), **common,
    )  # fmt: skip


def _truth_drafts(document: DocumentText, statement: Statement, pool: Sequence[str]) -> Iterator[Draft]:
    amount = read_amount(statement.figure)
    if amount is None:
        return
    common = _common(document, statement)
    says = f"{named(document, statement.clause)}提出，"
    if Random(f"truth|{statement.key}").random() < 0.5:
        yield Draft(
            "true_false", "target", f"{says}{opened(statement, statement.figure)}。", difficulty="easy",
            fact=f"truth|{statement.key}", answer=True, **common,
        )  # fmt: skip
        return
    for figure in list(wrong_amounts(amount, pool, Random(statement.key)))[:6]:
        yield Draft(
            "true_false", "target", f"{says}{opened(statement, figure)}。", difficulty="easy",
            fact=f"truth|{statement.key}", answer=False,
            **{**common, "explanation": f"应为{statement.figure}。{common['explanation']}"},
        )  # fmt: skip


def _year_drafts(document: DocumentText, statement: Statement, years: Sequence[int]) -> Iterator[Draft]:
    match = re.fullmatch(r"(?:力争|力求|确保)?到(?P<year>20\d\d)年(?P<end>底|末|)，", statement.opening)
    if not match or not statement.subject:
        return
    year, end = int(match["year"]), match["end"]
    near = [
        y
        for y in (*years, *_USUAL_YEARS, year + 1, year - 1, year + 2, year - 2)
        if y != year and abs(y - year) <= 10
    ]
    wrong = tuple(dict.fromkeys(f"{y}年{end}" for y in near))
    yield Draft(
        "single_choice", "deadline",
        f"{titled(quotable_title(document.document))}提出，到{BLANK}，{statement.piece}。",
        difficulty="medium", fact=f"year|{statement.before}|{statement.figure}{statement.after}",
        right=(f"{year}年{end}",), wrong=wrong, **_common(document, statement),
    )  # fmt: skip


def _common(document: DocumentText, statement: Statement) -> dict:  # type: ignore[type-arg]
    sentence = statement.sentence
    cited = document.citation(statement.clause, sentence.start, sentence.end)
    return {
        "evidence": (cited,),
        "explanation": grounds(document, statement.clause, sentence.text),
        "facts": (fact_of(statement),),
    }


def _other_figures(statement: Statement, everywhere: Sequence[Statement]) -> list[str]:
    """Figures of the same subject elsewhere first, then those of the same clause, then of like subjects."""
    tail = statement.subject[-3:] or statement.after[-3:]

    def rank(other: Statement) -> int:
        if statement.subject and other.subject.endswith(statement.subject[-6:]):
            return 0
        if other.clause.id == statement.clause.id:
            return 1
        return 2 if other.clause.document == statement.clause.document and other.subject.endswith(tail) else 3

    ranked = sorted(((rank(o), o.figure) for o in everywhere if o is not statement), key=lambda pair: pair[0])
    return list(dict.fromkeys(figure for place, figure in ranked if place < 3))
