"""Answers about figures: the value of a target, lists of targets, and yes/no on a figure.

Every figure is shown with the sentence that states it; a year or an indicator that the documents
do not state gives ``not_found`` with the nearest figures that they do state.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from kb.answering.evidence import Context, in_order, paths, statement, title, titles, unique
from kb.answering.indicators import match_indicator
from kb.answering.matters import matching_clauses
from kb.model import Answer, Target

COMPARATORS = {"=": "", ">=": "不低于 ", "<=": "不高于 ", ">": "高于 ", "<": "低于 ", "~": "约 "}
CHANGES = {"level": "", "increase": "提高 ", "decrease": "下降 "}
KINDS = {
    "target": "目标",
    "threshold": "适用条件",
    "support": "支持标准",
    "fact": "现状数据",
    "count": "数量",
    "qualitative": "定性目标",
    "deadline": "时限",
}


def figure_text(target: Target) -> str:
    """A row's figure in symbols for a table: ≥60%, 下降 5个百分点."""
    if not target.value:
        return "（未给出数值）"
    return f"{CHANGES[target.change]}{COMPARATORS[target.comparator]}{target.value}{target.unit}"


def ledger(context: Context) -> list[Target]:
    """Rows that a question about figures may mean, limited to the documents it names."""
    documents = context.question.documents or (None,)
    rows = [row for d in documents for row in context.kb.targets(document=d)]
    return [row for row in rows if row.kind != "deadline"]


def target_value(context: Context) -> Answer | None:
    """The value of an indicator; ``None`` when the topic is no indicator of the ledger."""
    question = context.question
    matches = match_indicator(context, ledger(context))
    if not matches.exact:
        return None
    rows = matches.exact
    name = rows[0].indicator
    reading = f"按指标＝{name}{_years_said(context)} 查询"
    if question.years:
        asked = [row for row in rows if row.year in question.years]
        if not asked:
            return _wrong_year(context, rows, reading)
        rows = tuple(asked)
    return _figures_answer(context, rows, "target_value", reading, _value_sentence(context, rows))


def _years_said(context: Context) -> str:
    years = context.question.years
    return f"、年份＝{'、'.join(map(str, years))}" if years else ""


def _value_sentence(context: Context, rows: Sequence[Target]) -> str:
    if len(rows) == 1:
        row = rows[0]
        when = f"{row.deadline}，" if row.deadline and row.deadline not in context.kb.text(row) else ""
        return f"{title(context.kb, row.document)}规定：{when}{context.kb.text(row)}。"
    where = titles(context.kb, (row.document for row in rows))
    listed = "；".join(
        f"{row.deadline}，{context.kb.text(row)}"
        if row.deadline not in context.kb.text(row)
        else context.kb.text(row)
        for row in rows[:6]
    )
    more = f"（其余{len(rows) - 6}项见下表）" if len(rows) > 6 else ""
    return f"{where}规定：{listed}{more}。"


def _figures_answer(
    context: Context, rows: Sequence[Target], intent: str, reading: str, sentence: str
) -> Answer:
    kb = context.kb
    clauses = in_order(kb, (row.clause for row in rows))
    return Answer(
        question=context.typed,
        intent=intent,
        status="answered",
        answer=sentence,
        reading=reading,
        count=len(rows),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        bureaus=(),
        targets=tuple(rows),
        citations=unique(statement(kb, row) for row in rows),
        table=_table(context, rows),
        suggestions=_neighbours(rows),
        computed=(str(len(rows)), str(max(len(rows) - 6, 0)), *_ours(rows)),
    )


def _ours(rows: Sequence[Target]) -> list[str]:
    """Numbers that the ledger worked out: row numbers, years of 今年 or “十四五”, 百分之十八 as 18."""
    numbers = [str(i) for i in range(1, len(rows) + 1)]
    for row in rows:
        numbers += [str(row.year or ""), str(row.baseline_year or ""), *row.value.split("-")]
    return numbers


def _table(context: Context, rows: Sequence[Target]) -> tuple[tuple[str, ...], ...]:
    table = [("序号", "指标", "目标值", "年份", "性质", "条款")]
    for index, row in enumerate(rows, 1):
        clause = context.kb.clause(row.clause)
        nature = row.commitment or KINDS[row.kind]
        table.append(
            (str(index), row.indicator, figure_text(row), str(row.year or ""), nature, clause.number)
        )
    return tuple(table)


def _neighbours(rows: Sequence[Target]) -> tuple[str, ...]:
    names = dict.fromkeys(row.indicator for row in rows)
    years = sorted({row.year for row in rows if row.year})
    asked = [f"{name}的责任单位是谁" for name in list(names)[:2]]
    return (*asked, *(f"{year}年有哪些目标" for year in years[:2]))


def _wrong_year(context: Context, rows: Sequence[Target], reading: str) -> Answer:
    """The indicator is there, the year is not: say so and show the years that are."""
    kb, years = context.kb, "、".join(map(str, context.question.years))
    name = rows[0].indicator
    reason = f"{titles(kb, (r.document for r in rows))}未规定{years}年“{name}”的数值"
    nearest = "；".join(kb.text(row) for row in rows[:4])
    return Answer(
        question=context.typed,
        intent="target_value",
        status="not_found",
        answer=f"{reason}。最接近的规定：{nearest}。",
        reading=reading,
        citations=unique(statement(kb, row) for row in rows[:4]),
        reason=reason,
        suggestions=tuple(dict.fromkeys(f"{row.year}年{name}是多少" for row in rows if row.year)),
        computed=tuple(map(str, context.question.years)),
    )


def no_such_figure(context: Context) -> Answer:
    """An amount was asked for that no document states: the nearest indicators instead."""
    kb = context.kb
    topic = "、".join(context.question.topic)
    near = match_indicator(context, ledger(context)).near
    reason = f"文件没有给出“{topic}”的数值"
    shown = f"。相近的指标：{'；'.join(kb.text(row) for row in near)}" if near else ""
    return Answer(
        question=context.typed,
        intent="target_value",
        status="not_found",
        answer=f"{reason}{shown}。",
        reading=f"按指标＝{topic}{_years_said(context)} 查询",
        citations=unique(statement(kb, row) for row in near),
        reason=reason,
        suggestions=tuple(dict.fromkeys(f"{row.indicator}是多少" for row in near)),
    )


def target_list(context: Context) -> Answer:
    """Targets of a year, body, sector or topic; all of them when nothing limits."""
    kb, question = context.kb, context.question
    rows = [row for row in ledger(context) if row.kind in {"target", "qualitative"}]
    limits = []
    if question.years:
        rows = [row for row in rows if row.year in question.years]
        limits.append(f"年份＝{'、'.join(map(str, question.years))}")
    for body in question.known_bodies:
        held = kb.assignments(bureau=body.name, region=body.region)
        spans = {(a.clause, a.governs.start, a.governs.end) for a in held}
        rows = [r for r in rows if any(c == r.clause and s <= r.start < e for c, s, e in spans)]
        limits.append(f"责任单位＝{body.name}")
    for word in ("力争", "约束性", "预期性", "确保"):
        if word in question.text:
            rows = [row for row in rows if word in row.commitment]
            limits.append(f"性质＝{word}")
    if question.topic and not _commitment_only(question.topic):
        wanted = _within_topic(context)
        rows = [row for row in rows if row.clause in wanted]
        limits.append(f"主题＝{'、'.join(question.topic)}")
    reading = f"按{'、'.join(limits) or '全部指标'} 查询量化目标"
    if not rows:
        return _no_targets(context, reading)
    where = titles(kb, (row.document for row in rows))
    limit = f"（{'、'.join(limits)}）" if limits else ""
    return _figures_answer(context, rows, "target_list", reading, f"{where}的目标{limit}共{len(rows)}项。")


def _commitment_only(topic: Sequence[str]) -> bool:
    return all(word in {"力争", "约束性", "预期性", "确保", "量化", "数值", "定量"} for word in topic)


def _within_topic(context: Context) -> frozenset[str]:
    """Clauses of the sector named, else those about the topic (headings first)."""
    question, kb = context.question, context.kb
    if question.sector is not None:
        parent, sector = question.sector
        return frozenset(t.clause for t in kb.sectors(sector=sector or parent))
    return frozenset(c.id for c in matching_clauses(context).clauses)


def _no_targets(context: Context, reading: str) -> Answer:
    years = sorted({row.year for row in ledger(context) if row.year and row.kind == "target"})
    asked = "、".join(map(str, context.question.years))
    reason = f"文件没有规定{asked}年的目标" if asked else "没有符合条件的目标"
    return Answer(
        question=context.typed,
        intent="target_list",
        status="not_found",
        answer=f"{reason}。",
        reading=reading,
        reason=reason,
        suggestions=tuple(f"{year}年有哪些目标" for year in years),
    )


def figure_yes_no(context: Context) -> Answer | None:
    """2030年非化石能源消费比重是18%吗: yes or no with the figure that is stated."""
    question, kb = context.question, context.kb
    matches = match_indicator(context, ledger(context))
    if not matches.exact or not question.figures:
        return None
    rows = [r for r in matches.exact if not question.years or r.year in question.years]
    if not rows:
        return _wrong_year(context, matches.exact, f"按指标＝{matches.exact[0].indicator} 核对")
    value, unit = question.figures[0]
    agreeing = [row for row in rows if _same(row, value, unit)]
    shown = agreeing or rows
    stated = "；".join(kb.text(row) for row in shown[:4])
    said = f"是，文件规定：{stated}。" if agreeing else f"不是，文件规定：{stated}。"
    reading = f"按指标＝{rows[0].indicator}{_years_said(context)}、数值＝{value}{unit} 核对"
    return _figures_answer(context, shown, "yes_no", reading, said)


def _same(row: Target, value: str, unit: str) -> bool:
    try:
        equal = Decimal(row.value) == Decimal(value)
    except InvalidOperation:
        return row.value == value
    return equal and (not unit or row.unit.startswith(unit) or unit.startswith(row.unit))
