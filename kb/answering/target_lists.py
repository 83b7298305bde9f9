"""Lists of targets: of a year, a body, a sector or section, a commitment, or all of a document."""

from __future__ import annotations

from collections.abc import Sequence

from kb.answering.announced_scope import announced_in
from kb.answering.clause_numbers import numbered
from kb.answering.evidence import Context, sentence_at, unique
from kb.answering.figures import no_such_figure, target_value
from kb.answering.indicators import words_of
from kb.answering.ledger_rows import figures_answer, ledger, said, where
from kb.answering.library import contains
from kb.answering.matters import match_topic, topic_words
from kb.indexing.tokens import fold
from kb.model import Answer, Citation, Target

COMMITMENTS = ("力争", "约束性", "预期性", "确保")
#: Words about targets in general: they limit nothing.
_ABOUT_TARGETS = frozenset({*COMMITMENTS, "量化", "数值", "定量", "定性", "完成", "约束", "预期", "性质"})


def target_list(context: Context) -> Answer:
    """Targets of a year, body, sector or topic; all of them when nothing limits."""
    rows = [row for row in ledger(context) if row.kind in {"target", "qualitative"}]
    rows, limits = _limited(context, rows)
    question = context.question
    topic = [w for w in topic_words(context) if w not in _ABOUT_TARGETS]
    if topic and not all(any(w in limit for limit in COMMITMENTS) for w in topic):
        within = _within_topic(context, rows)
        if not within and (value := target_value(context)):  # 非化石能源消费比重的目标有哪些
            return value
        rows = within
        limits.append(f"主题＝{question.about}")
    reading = f"按{'、'.join(limits) or '全部指标'} 查询量化目标"
    if not rows and question.topic and not (question.known_bodies or question.number or question.years):
        return no_such_figure(context)
    if not rows:
        return _no_targets(context, reading)
    limit = f"（{'、'.join(limits)}）" if limits else ""
    said = f"{where(context, rows)}的目标{limit}共{len(rows)}项。"
    return figures_answer(context, rows, "target_list", reading, said)


def _limited(context: Context, rows: list[Target]) -> tuple[list[Target], list[str]]:
    """Rows of the years, bodies, section and commitment asked for."""
    question, kb = context.question, context.kb
    limits = []
    if question.years:
        rows = [row for row in rows if row.year in question.years]
        limits.append(f"年份＝{'、'.join(map(str, question.years))}")
    for body in question.known_bodies:
        spans = {(a.clause, a.governs.start, a.governs.end) for a in kb.assignments_of(body)}
        rows = [r for r in rows if any(c == r.clause and s <= r.start < e for c, s, e in spans)]
        limits.append(f"责任单位＝{body.name}")
    for word in COMMITMENTS:
        if word in question.text:
            rows = [row for row in rows if word in row.commitment]
            limits.append(f"性质＝{word}")
    if question.number:
        ids = {c.id for top in numbered(context) for c in (top, *kb.below(top))}
        rows = [row for row in rows if row.clause in ids]
        limits.append(f"条款＝{question.number.text}")
    return rows, limits


def _within_topic(context: Context, rows: Sequence[Target]) -> list[Target]:
    """Rows of the sector named or of the section headed by the topic; else those whose sentence
    speaks of it: 风电装机占比 is none of the shares that a section on 风电 sets.
    """
    question, kb = context.question, context.kb
    if question.sector is not None and not question.headings:
        parent, sector = question.sector
        tagged = {t.clause for t in kb.sectors(sector or parent)}
        return [row for row in rows if row.clause in tagged]
    announcing, sections = announced_in(context)
    if sections and question.topic == (announcing,):  # 十大行动里有哪些2025年的目标
        below = {c.id for section in sections for c in kb.below(section)}
        return [row for row in rows if row.clause in below]
    if not words_of(question.topic):
        return []
    match = match_topic(context, tuple(kb.clauses(question.documents)))
    found = {c.id for c in match.clauses}
    if question.headings:  # a section's targets stand in the clauses below it
        found |= {below.id for c in match.clauses for below in kb.below(c)}
    within = [row for row in rows if row.clause in found]
    if match.tier in ("heading", "section"):
        return within
    words = topic_words(context)
    # 森林蓄积量稳步增长 in the sentence of other figures makes them no targets of it
    return [r for r in within if all(contains(_own_words(context, r), w) for w in words)]


def _own_words(context: Context, row: Target) -> str:
    """The row's part of its sentence, and its indicator."""
    return fold(said(context, row) + row.indicator)


def _no_targets(context: Context, reading: str) -> Answer:
    """No row meets the limits; sentences that name the year without a figure are shown as they are."""
    question = context.question
    years = sorted({row.year for row in ledger(context) if row.year and row.kind == "target"})
    asked = "、".join(map(str, question.years))
    reason = f"文件没有规定{asked}年的量化目标" if asked else "没有符合条件的目标"
    if asked and any(row.year in question.years and row.kind == "target" for row in ledger(context)):
        reason = f"没有找到同时符合其他条件的{asked}年量化目标"  # there are some, of another matter or body
    naming = unique(c for year in question.years for c in _sentences(context, f"到{year}年"))
    shown = (
        f"。原文对{asked}年的表述：{'；'.join(' '.join(c.quote.split()) for c in naming)}" if naming else "。"
    )
    return Answer(
        question=context.typed,
        intent="target_list",
        status="passages" if naming else "not_found",
        answer=f"{reason}{shown}",
        reading=reading,
        clauses=tuple(dict.fromkeys(c.clause for c in naming)),
        paths=tuple(dict.fromkeys(c.path for c in naming)),
        citations=naming,
        reason=reason,
        suggestions=tuple(f"{year}年有哪些目标" for year in years),
    )


def _sentences(context: Context, words: str) -> list[Citation]:
    """Sentences that hold these words, of the documents asked about."""
    kb = context.kb
    found = []
    for clause in kb.clauses(context.question.documents):
        text = kb.document(clause.document).text
        found += [
            sentence_at(kb, clause, span.start, span.end)
            for span in clause.sentences
            if words in text[span.start : span.end]
        ]
    return found[:3]
