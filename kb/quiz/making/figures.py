"""Items on figures: the value, the year, and whether a statement is true.

In: a document's statements and those of the whole knowledge base, whose other figures make the best
wrong options.  Out: drafts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from kb.quiz.amounts import Amount, read_amount, wrong_amounts
from kb.quiz.items import BLANK, LINE
from kb.quiz.library import DocumentText, quotable_title, titled
from kb.quiz.making.drafts import Draft, Ground, grounds, named
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


#: 打造（　）个…: a mere measure word stays in the stem.
_COUNTER = re.compile(r"(?P<number>[\d.]+)(?P<counter>[个项家户所处条座名套台辆场批])")


def asked(statement: Statement, mark: str) -> tuple[str, str, str]:
    """What the hole takes, what stands in its place, and the measure word that options leave out."""
    match = _COUNTER.fullmatch(statement.figure)
    if match and not statement.subject:
        return match["number"], f"{mark}{match['counter']}", match["counter"]
    return statement.figure, mark, ""


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
    ground = _ground(document, statement)
    says = f"{named(document, statement.clause)}提出，"
    right, hole, counter = asked(statement, BLANK)
    wrong = tuple(w.removesuffix(counter) for w in _wrong(statement, amount, pool))
    yield Draft(
        "single_choice", "target", f"{says}{opened(statement, hole)}。", difficulty="medium",
        fact=f"value|{statement.key}", right=(right,), wrong=wrong, figures=True, ground=ground,
    )  # fmt: skip
    right, hole, _ = asked(statement, LINE)
    yield Draft(
        "fill_blank", "target", f"{says}{opened(statement, hole)}。", difficulty="hard",
        fact=f"value|{statement.key}", answer=(right,), ground=ground,
    )  # fmt: skip


def _truth_drafts(document: DocumentText, statement: Statement, pool: Sequence[str]) -> Iterator[Draft]:
    amount = read_amount(statement.figure)
    if amount is None:
        return
    ground = _ground(document, statement)
    says = f"{named(document, statement.clause)}提出，"
    if Random(f"truth|{statement.key}").random() < 0.5:
        yield Draft(
            "true_false", "target", f"{says}{opened(statement, statement.figure)}。", difficulty="easy",
            fact=f"truth|{statement.key}", answer=True, ground=ground,
        )  # fmt: skip
        return
    for figure in _wrong(statement, amount, pool)[:6]:
        yield Draft(
            "true_false", "target", f"{says}{opened(statement, figure)}。", difficulty="easy",
            fact=f"truth|{statement.key}", answer=False,
            ground=replace(ground, explanation=f"应为{statement.figure}。{ground.explanation}"),
        )  # fmt: skip


def _year_drafts(document: DocumentText, statement: Statement, years: Sequence[int]) -> Iterator[Draft]:
    match = re.fullmatch(r"(?:力争|力求|确保)?到(?P<year>20\d\d)年(?P<end>底|末|)，", statement.opening)
    if not match or not statement.subject:
        return
    year, end = int(match["year"]), match["end"]
    first = max(min(years), int(document.document.date[:4] or 0))  # no plan sets itself a year gone by
    near = [y for y in (*years, *_USUAL_YEARS, year + 1, year - 1, year + 3, year + 2) if y != year]
    near = [y for y in near if y >= first and abs(y - year) <= 10]
    wrong = tuple(dict.fromkeys(f"{y}年{end}" for y in near))
    yield Draft(
        "single_choice", "deadline",
        f"{titled(quotable_title(document.document))}提出，到{BLANK}，{statement.piece}。",
        difficulty="medium", fact=f"year|{statement.before}|{statement.figure}{statement.after}",
        right=(f"{year}年{end}",), wrong=wrong, ground=_ground(document, statement),
    )  # fmt: skip


def _ground(document: DocumentText, statement: Statement) -> Ground:
    sentence = statement.sentence
    return Ground(
        (document.citation(statement.clause, sentence.start, sentence.end),),
        grounds(document, statement.clause, sentence.text),
        (fact_of(statement),),
    )


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


def _wrong(statement: Statement, right: Amount, pool: Sequence[str]) -> tuple[str, ...]:
    """Wrong figures for a statement, without those that make nonsense of it: 100%以上."""
    found = wrong_amounts(right, pool, Random(statement.key))
    floor = re.search(r"不低于|不少于|超过|突破", statement.before) or "以上" in statement.after
    return tuple(figure for figure in found if not (floor and figure == "100%"))
