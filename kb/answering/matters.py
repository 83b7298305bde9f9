"""Finds the clauses that a matter (氢能, 垃圾分类) is about, and who is responsible for it.

The tiers go from sure to vague and the first that finds anything is taken whole: the phrase in a
clause's heading, in a heading above it, in the measure's text, then all its words in one sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.answering.evidence import Context, in_order, measure, paths, place, titles, unique
from kb.indexing.tokens import fold
from kb.model import Answer, Assignment, Clause

#: A negative before the phrase makes it another thing: 非化石能源 is not 化石能源.
NEGATIVES = "非无未不"


@dataclass(frozen=True, slots=True)
class Matter:
    """Clauses about a matter and how they were found (heading, section, text, words, or nothing)."""

    clauses: tuple[Clause, ...]
    tier: str


def contains(text: str, phrase: str) -> bool:
    """True if ``phrase`` stands in ``text`` and is not part of its own negation."""
    at = text.find(phrase)
    while at >= 0:
        if at == 0 or text[at - 1] not in NEGATIVES or phrase[0] in NEGATIVES:
            return True
        at = text.find(phrase, at + 1)
    return False


def matching_clauses(context: Context) -> Matter:
    """Clauses that name bodies and are about the question's topic."""
    question, kb = context.question, context.kb
    if not question.topic:
        return Matter((), "")
    candidates = in_order(kb, {a.clause for a in kb.assignments() if a.role != "default"})
    if question.documents:
        candidates = tuple(c for c in candidates if c.document in question.documents)
    return match_topic(context, candidates)


def match_topic(context: Context, candidates: Sequence[Clause]) -> Matter:
    """The candidates that are about the question's topic, by the first tier that finds any."""
    question, kb = context.question, context.kb
    phrases = question.topic
    joined = "".join(phrases)
    texts = {c.id: fold(kb.text(c)) for c in candidates}
    tiers: tuple[tuple[str, Iterable[Clause]], ...] = (
        ("heading", (c for c in candidates if _heading(c, phrases, joined))),
        ("section", (c for c in candidates if _trail(c, phrases, joined))),
        (
            "heading",
            (c for c in candidates if all(contains(fold(c.heading), w) for w in question.topic_words)),
        ),
        ("text", (c for c in candidates if contains(texts[c.id], joined))),
        ("text", (c for c in candidates if all(contains(texts[c.id], p) for p in phrases))),
        ("words", (c for c in candidates if _in_one_sentence(context, c, question.topic_words))),
    )
    for name, found in tiers:
        clauses = tuple(found)
        if clauses:
            return Matter(clauses, name)
    return Matter((), "")


def _heading(clause: Clause, phrases: Sequence[str], joined: str) -> bool:
    heading = fold(clause.heading)
    return bool(heading) and (contains(heading, joined) or all(contains(heading, p) for p in phrases))


def _trail(clause: Clause, phrases: Sequence[str], joined: str) -> bool:
    return any(
        contains(fold(h), joined) or all(contains(fold(h), p) for p in phrases) for h in clause.trail if h
    )


def _in_one_sentence(context: Context, clause: Clause, wanted: Sequence[str]) -> bool:
    text = context.kb.document(clause.document).text
    return any(
        all(contains(sentence, w) for w in wanted)
        for sentence in (fold(text[s.start : s.end]) for s in clause.sentences)
    )


def responsible_for(context: Context) -> Answer:
    """谁负责氢能: the clauses about the matter with the bodies that they list."""
    question, kb = context.question, context.kb
    topic = "、".join(question.topic)
    reading = f"按事项＝{topic} 查询责任单位"
    match = matching_clauses(context)
    if not match.clauses:
        return Answer(
            context.typed,
            "responsible_for",
            "not_found",
            f"没有找到与“{topic}”有关、列明责任单位的条款。",
            reading,
            reason=f"列明责任单位的条款都没有提到“{topic}”。",
        )
    rows = [a for c in match.clauses for a in _about(context, c)]
    if question.asks("lead") and any(a.role == "lead" for a in rows):
        rows = [a for a in rows if a.role == "lead"]
    clauses = in_order(kb, {a.clause for a in rows})
    surfaces = tuple(dict.fromkeys(a.surface for a in rows))
    return Answer(
        question=context.typed,
        intent="responsible_for",
        status="answered",
        answer=_sentence(context, clauses, rows, topic, surfaces),
        reading=reading,
        count=len(clauses),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        bureaus=surfaces,
        citations=unique(measure(kb, a) for a in rows),
        table=_table(context, clauses, rows),
        notes=_notes(context, rows),
        suggestions=tuple(f"哪些任务由{name}负责" for name in dict.fromkeys(a.bureau for a in rows))[:4],
        computed=(str(len(clauses)), str(len(surfaces)), *(str(i) for i in range(1, len(clauses) + 1))),
    )


def _about(context: Context, clause: Clause) -> list[Assignment]:
    """Assignments of the list whose measure speaks of the topic; all where no single one does."""
    rows = [a for a in context.kb.assignments(clause=clause.id) if a.role != "default"]
    text = context.kb.document(clause.document).text
    spans = {a.governs for a in rows}
    if len(spans) > 1:
        words = context.question.topic_words
        about = {s for s in spans if all(contains(fold(text[s.start : s.end]), w) for w in words)}
        rows = [a for a in rows if a.governs in about] or rows
    return rows


def _sentence(
    context: Context,
    clauses: Sequence[Clause],
    rows: Sequence[Assignment],
    topic: str,
    surfaces: Sequence[str],
) -> str:
    kb = context.kb
    where = titles(kb, (c.document for c in clauses))
    listed = "列明的责任单位" if any(a.open_list for a in rows) else "责任单位"
    leads = tuple(dict.fromkeys(a.surface for a in rows if a.role == "lead"))
    if len(clauses) == 1:
        said = f"{where}“{place(kb, clauses[0])}”{listed}：{'、'.join(surfaces)}"
        if leads and len(leads) < len(surfaces):
            said += f"（其中{'、'.join(leads)}牵头）"
        return said + "。"
    return f"{where}中与“{topic}”有关的条款共{len(clauses)}条，{listed}合计{len(surfaces)}个，逐条列于下表。"


def _table(
    context: Context, clauses: Sequence[Clause], rows: Sequence[Assignment]
) -> tuple[tuple[str, ...], ...]:
    table = [("序号", "条款", "任务", "责任单位")]
    for index, clause in enumerate(clauses, 1):
        own = [a for a in rows if a.clause == clause.id]
        names = "、".join(a.surface + ("（牵头）" if a.role == "lead" else "") for a in own)
        table.append((str(index), clause.number, clause.heading, names))
    return tuple(table)


def _notes(context: Context, rows: Sequence[Assignment]) -> tuple[str, ...]:
    notes = []
    if any(a.open_list for a in rows):
        notes.append("原文名单以“等”结尾，这里列出的是文件列明的责任单位。")
    if context.question.asks("lead") and not any(a.role == "lead" for a in rows):
        notes.append("原文没有指定牵头单位，所列单位按职责分工负责。")
    return tuple(notes)
