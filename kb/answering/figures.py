"""Answers about figures: the value of a target, its comparison, and yes or no on a figure.

Every figure is shown with the sentence that states it; a year or an indicator that the documents
do not state gives ``not_found`` with the nearest figures that they do state.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import islice

from kb.answering.asking_back import AT_ONCE, which_document
from kb.answering.evidence import Context, sentence_at, statement, title, unique
from kb.answering.indicator_index import normal
from kb.answering.indicators import match_indicator, match_words, words_of
from kb.answering.ledger_rows import figures_answer, ledger, listed, said, where, years_said
from kb.answering.library import contains
from kb.answering.slots import Figure, asks_how_long
from kb.answering.suggesting import names_alone
from kb.answering.units_asked import number_asked
from kb.indexing.tokens import fold
from kb.model import Answer, Citation, Target

#: Figures of other places that are shown as the nearest.
NEAREST = 4
#: Units of lengths of time.
_LENGTHS = ("年", "月", "周", "天", "日", "小时", "分钟")
#: Indicators named in the line that says how a question was read.
NAMED = 2


def target_value(context: Context) -> Answer | None:
    """The value of an indicator; ``None`` when the topic is no indicator of the ledger."""
    question = context.question
    if question.asks("explain") and not question.asks("amount", "targets", "compare") and not question.years:
        return None
    rows = _meant(context)
    if asks_how_long(question.text):  # 罚款要几天交 asks for no amount
        rows = [r for r in rows if r.unit.endswith(_LENGTHS)]
    if unit := number_asked(question.text):  # 青年驿站几岁以上不能住 is not answered with 不超过7天
        rows = [r for r in rows if unit.is_of(r.unit)]
    if question.asks("define") and not question.asks("amount", "targets", "compare") and not question.years:
        # 山东通是什么平台 asks for no figure of some platform
        rows = [r for r in rows if normal(r.indicator) == normal("".join(question.topic))]
    if not rows:
        return None
    documents = dict.fromkeys(row.document for row in rows)
    if len(documents) > AT_ONCE:
        what = "".join(f"{year}年" for year in question.years[:1]) + question.about
        reading = f"按指标＝{question.about}{years_said(context)} 查询"
        return which_document(context, documents, what, "target_value", reading, "是多少")
    reading = _reading(context, rows)
    if question.years:
        asked = [row for row in rows if row.year in question.years]
        if not asked:
            return _wrong_year(context, rows, reading)
        stated = {y for row in rows for y in (row.year, row.baseline_year)}
        if any(f"比{year}年" in question.text and year not in stated for year in question.years):
            return _wrong_year(context, rows, reading)  # 比2005年下降多少: no row has that base
        rows = asked
    elif question.baselines:
        rows = [row for row in rows if row.baseline_year in question.baselines] or rows
    if question.asks("targets") and any(row.kind not in ("fact", "threshold") for row in rows):
        rows = [row for row in rows if row.kind not in ("fact", "threshold")]
    conditions = [fold(f"{f.value}{f.unit}") for f in question.figures]
    if conditions:  # 首次突破1000亿元的企业要几家: a figure of the question inside the indicator
        rows = [r for r in rows if all(c in fold(r.indicator) for c in conditions)] or rows
    if any(row.value for row in rows) and question.asks("amount", "compare"):
        rows = [row for row in rows if row.value]
    reading = _reading(context, rows)
    sentence, computed = _value_sentence(context, rows)
    intent = "comparison" if question.asks("compare") else "target_value"
    return figures_answer(context, rows, intent, reading, sentence, computed)


def _reading(context: Context, rows: Sequence[Target]) -> str:
    name = "、".join(list(dict.fromkeys(row.indicator for row in rows))[:NAMED])
    return f"按指标＝{name}{years_said(context)} 查询"


def _meant(context: Context) -> list[Target]:
    """Rows of the indicator asked for; of both where two are compared."""
    question = context.question
    rows = ledger(context)
    if question.asks("compare") and (both := _both(context, rows)):
        return both
    exact = list(match_indicator(context, rows).exact)
    if len(question.documents) > 1:  # each document may word the indicator in its own way
        each = [
            match_indicator(context, [r for r in rows if r.document == d]).exact for d in question.documents
        ]
        exact = [row for found in each for row in found]
    return exact or _both(context, rows)


def _both(context: Context, rows: Sequence[Target]) -> list[Target]:
    """城市生活垃圾和建筑垃圾的资源化利用率: rows of each, where every one has its own."""
    question, kb = context.question, context.kb
    if len(question.topic) < 2:
        return []
    *subjects, head = question.topic
    both = [match_words(kb, words_of((subject, head)), rows).exact for subject in subjects]
    if not all(both):
        both = [match_words(kb, words_of((phrase,)), rows).exact for phrase in question.topic]
    if all(both) and re.search("[和与、]|还是|跟", question.text):
        return list(dict.fromkeys(row for found in both for row in found))
    return []


def _value_sentence(context: Context, rows: Sequence[Target]) -> tuple[str, tuple[str, ...]]:
    documents = dict.fromkeys(row.document for row in rows)
    if len(documents) == 1:
        sentence = f"{where(context, rows)}规定：{listed(context, rows)}"
    else:
        sentence = _by_document(context, rows)
    difference = _difference(context, rows) if context.question.asks("compare") else None
    if difference is None:
        return f"{sentence}。", ()
    words, number = difference
    return f"{sentence}。{words}。", (number,)


def _by_document(context: Context, rows: Sequence[Target]) -> str:
    """What each document says, one after the other."""
    documents = dict.fromkeys(row.document for row in rows)
    each = ((d, [row for row in rows if row.document == d]) for d in documents)
    return "；".join(f"{title(context.kb, d)}规定：{listed(context, own)}" for d, own in each)


def _difference(context: Context, rows: Sequence[Target]) -> tuple[str, str] | None:
    """By how much two figures of one kind differ; ``None`` unless they are exact and of one unit."""
    by_value = {(row.year, row.document, row.indicator): row for row in rows if _plain(row)}
    found = list(dict.fromkeys((row.value, row.unit, row.year) for row in by_value.values()))
    if len(found) != 2 or found[0][1] != found[1][1] or len({r.year for r in rows}) > 2:
        return None
    if not all(row.comparator == "=" for row in by_value.values()):
        return None
    low, high = sorted(Decimal(value) for value, _, _ in found)
    number = format((high - low).normalize(), "f")
    unit = "个百分点" if found[0][1] == "%" else found[0][1]
    return f"两者相差{number}{unit}（由原文数值计算）", number


def _plain(row: Target) -> bool:
    return row.change == "level" and bool(re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", row.value))


def _wrong_year(context: Context, rows: Sequence[Target], reading: str) -> Answer:
    """The indicator is there, the year is not: say so and show the years that are."""
    years = "、".join(map(str, context.question.years))
    reason = f"{where(context, rows)}未规定{years}年“{context.question.about}”的数值"
    nearest = "；".join(dict.fromkeys(said(context, row) for row in rows[:4]))
    return Answer(
        question=context.typed,
        intent="target_value",
        status="not_found",
        answer=f"{reason}。最接近的规定：{nearest}。",
        reading=reading,
        citations=unique(statement(context.kb, row) for row in rows[:4]),
        reason=reason,
        suggestions=tuple(dict.fromkeys(f"{row.year}年{row.indicator}是多少" for row in rows if row.year))[
            :4
        ],
        computed=(*map(str, context.question.years), *(p for row in rows for p in row.value.split("-") if p)),
    )


def no_such_figure(context: Context) -> Answer:
    """An amount was asked for that no document states: the nearest indicators instead."""
    question = context.question
    elsewhere = _elsewhere(context)
    near = elsewhere or match_indicator(context, ledger(context)).near
    whose = "、".join(p.text for p in question.places) or question.scope
    asked = f"{whose}“{question.about}”" if whose else f"“{question.about}”"
    reason = f"文件没有给出{asked}的数值"
    shown = f"。相近的指标：{'；'.join(dict.fromkeys(said(context, row) for row in near))}" if near else ""
    named = () if elsewhere else _naming(context)
    if named:
        shown = f"。原文的表述：{'；'.join(' '.join(c.quote.split()) for c in named)}"
    if elsewhere:
        shown = f"。最接近的规定：{_by_document(context, elsewhere)}"
    return Answer(
        question=context.typed,
        intent="target_value",
        status="not_found",
        answer=f"{reason}{shown}。",
        reading=f"按指标＝{question.about}{years_said(context)} 查询",
        citations=named or unique(statement(context.kb, row) for row in near),
        reason=reason,
        suggestions=tuple(dict.fromkeys(f"{r.indicator}是多少" for r in near if names_alone(r))),
        computed=tuple(p for row in near for p in row.value.split("-") if p),
    )


def _naming(context: Context) -> tuple[Citation, ...]:
    """Sentences that name what was asked for without a figure of it: 森林蓄积量稳步增长."""
    kb, term, documents = context.kb, "".join(context.question.topic), context.question.documents
    found = (
        sentence_at(kb, clause, span.start, span.end)
        for clause in (kb.in_order(kb.holding(term)) if len(term) > 1 else ())
        if not documents or clause.document in documents
        for span in clause.sentences
        if contains(kb.folded(clause.document)[span.start : span.end], term)
    )
    return unique(islice(found, NAMED))


def _elsewhere(context: Context) -> tuple[Target, ...]:
    """The figures of the same indicator that are of another place than the one asked about."""
    question = context.question
    if not (question.places or question.scope):
        return ()
    anywhere = replace(context, question=replace(question, places=(), scope="", documents=()))
    return match_indicator(anywhere, ledger(anywhere)).exact[:NEAREST]


def figure_yes_no(context: Context) -> Answer | None:
    """2030年非化石能源消费比重是18%吗: yes or no with the figure that is stated."""
    question = context.question
    meant = _meant(context)
    if not meant or not question.figures:
        return None
    rows = [r for r in meant if r.value and (not question.years or r.year in question.years)]
    name = meant[0].indicator
    if not rows:
        return _wrong_year(context, meant, f"按指标＝{name} 核对")
    figure = question.figures[-1]  # 人口100万以上的城市…是70%吗: conditions come first
    agreeing = [row for row in rows if agrees(row, figure)]
    shown = agreeing or rows
    sentence = f"{'是' if agreeing else '不是'}，{where(context, shown)}规定：{listed(context, shown)}。"
    reading = (
        f"按指标＝{name}{years_said(context)}、数值＝{figure.comparator}{figure.value}{figure.unit} 核对"
    )
    return figures_answer(context, shown, "yes_no", reading, sentence)


def figure_named(context: Context) -> Answer | None:
    """10000台是什么指标: the rows of a figure that the question states with its unit."""
    figure = context.question.figures[-1]
    rows = [r for r in ledger(context) if r.value and figure.unit and agrees(r, figure)]
    if not rows:
        return None
    sentence = f"{where(context, rows)}规定：{listed(context, rows)}。"
    return figures_answer(context, rows, "figure", f"按数值＝{figure.value}{figure.unit} 查询", sentence)


def agrees(row: Target, figure: Figure) -> bool:
    """The value agrees, and its unit and comparator where the question gives them."""
    try:
        equal = Decimal(row.value) == Decimal(figure.value)
    except InvalidOperation:
        equal = row.value == figure.value
    unit = not figure.unit or row.unit.startswith(figure.unit) or figure.unit.startswith(row.unit)
    return equal and unit and figure.comparator in ("=", row.comparator)
