"""Finds the clauses that a matter (氢能, 垃圾分类) is about, and who is responsible for it.

The tiers go from sure to vague and the first that finds anything is taken whole: the phrase in a
clause's heading, in a heading above it, in the measure's text, then all its words in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from kb.answering.announced_scope import announced_in
from kb.answering.asking_back import AT_ONCE, which_document
from kb.answering.clause_numbers import numbered
from kb.answering.clause_places import of_the_places
from kb.answering.evidence import Context, measure, paths, place, titles, unique
from kb.answering.heading_index import HeadingIndex
from kb.answering.library import Library, contains
from kb.answering.nearness import paraphrases
from kb.answering.question import Question
from kb.answering.suggesting import tasks_of
from kb.indexing.tokens import fold
from kb.model import Answer, Assignment, Clause, Role

#: 由谁牵头负责, 牵头单位和责任单位: not only for the lead
_ALSO_ALL = re.compile(r"责任单位|责任部门|负责|还是")


@dataclass(frozen=True, slots=True)
class Matter:
    """Clauses about a matter and how they were found (number, heading, section, text, words, or nothing)."""

    clauses: tuple[Clause, ...]
    tier: str


def topic_words(context: Context) -> tuple[str, ...]:
    """The topic's words without those that every document asked about bears in its title."""
    question, kb = context.question, context.kb
    asked = question.documents or tuple(d.id for d in kb.documents())
    names = [fold(kb.document(d).title) for d in asked]
    return tuple(w for w in question.topic_words if not all(w in name for name in names))


def matching_clauses(context: Context) -> Matter:
    """Clauses that name bodies and are about the question's topic or have its number."""
    question, kb = context.question, context.kb
    candidates: Iterable[Clause] = kb.tasks
    if question.documents:
        wanted = set(question.documents)
        candidates = (c for c in kb.tasks if c.document in wanted)
    if question.number:
        named = {c.id for top in numbered(context) for c in (top, *kb.below(top))}
        return Matter(tuple(c for c in candidates if c.id in named), "number")
    if not question.topic:
        return Matter((), "")
    tasks = tuple(candidates)
    announcing, sections = announced_in(context)
    if sections:  # 十大工程里…: what lies below
        below = {c.id for section in sections for c in kb.below(section)}
        inside = Matter(tuple(c for c in tasks if c.id in below), "section")
        rest = tuple(p for p in question.topic if p != announcing)
        return (
            _each_or_all(replace(context, question=only(question, *rest)), inside.clauses) if rest else inside
        )
    found = _each_or_all(context, tasks)
    if not found.clauses and question.asks("yes_no", "who"):
        return Matter(paraphrases(context, tasks), "paraphrase")
    return found


def _each_or_all(context: Context, candidates: Sequence[Clause]) -> Matter:
    """氢能和甲醇分别由谁负责: clauses of each, where every one heads its own."""
    question = context.question
    match = match_topic(context, candidates)
    if len(question.topic) < 2 or match.tier in ("heading", "section"):
        return match
    each = [match_topic(replace(context, question=only(question, p)), candidates) for p in question.topic]
    if not re.search("[和与及、]", question.text) or not all(m.tier == "heading" for m in each):
        return match
    found = {c.id for m in each for c in m.clauses}
    return Matter(tuple(c for c in candidates if c.id in found), "heading")


def only(question: Question, *phrases: str) -> Question:
    """The question with these phrases as its whole topic."""
    words = tuple(w for w in question.topic_words if any(w in phrase for phrase in phrases))
    return replace(question, topic=phrases, topic_words=words)


def match_topic(context: Context, candidates: Sequence[Clause]) -> Matter:
    """The candidates that are about the question's topic, by the first tier that finds any."""
    kb, phrases = context.kb, context.question.topic
    words = context.question.topic_words
    joined = ("".join(phrases),)
    index = kb.once(HeadingIndex)
    tiers: tuple[tuple[str, Callable[[], set[str]]], ...] = (
        ("heading", lambda: index.headed(joined) | index.headed(phrases)),
        ("section", lambda: index.below(joined) | index.below(phrases)),
        ("heading", lambda: index.headed(words)),
        ("text", lambda: _holding(kb, joined)),
        ("text", lambda: _holding(kb, phrases)),
    )
    for name, find in tiers:
        ids = find()
        if ids and (found := tuple(c for c in candidates if c.id in ids)):
            return Matter(found, name)
    ids = _holding(kb, words)
    found = tuple(c for c in candidates if c.id in ids and _in_one_sentence(kb, c, words))
    return Matter(found, "words") if found else _vaguely(context, candidates)


def _vaguely(context: Context, candidates: Sequence[Clause]) -> Matter:
    """Without words of the document's own title: in a heading; else all words in one clause, those
    clauses that hold the longest piece of the topic.
    """
    kb, words = context.kb, topic_words(context)
    ids = kb.once(HeadingIndex).headed(words)
    found = tuple(c for c in candidates if c.id in ids)
    if found:
        return Matter(found, "heading")
    held = _holding(kb, words)
    clauses = [c for c in candidates if c.id in held]
    joined = "".join(context.question.topic)
    longest = {c.id: _longest_piece(joined, kb.folded_text(c)) for c in clauses}
    best = max(longest.values(), default=0)
    return Matter(tuple(c for c in clauses if longest[c.id] == best), "words" if clauses else "")


def _longest_piece(topic: str, text: str) -> int:
    """Length of the longest piece of the topic that stands in the text."""
    for length in range(len(topic), 1, -1):
        if any(topic[at : at + length] in text for at in range(len(topic) - length + 1)):
            return length
    return 0


def _holding(kb: Library, wanted: Sequence[str]) -> set[str]:
    """Ids of the clauses that hold all of these phrases."""
    held: set[str] | None = None
    for phrase in wanted:
        found = set(kb.holding(phrase))
        held = found if held is None else held & found
    return held or set()


def _in_one_sentence(kb: Library, clause: Clause, wanted: Sequence[str]) -> bool:
    return any(all(contains(sentence, w) for w in wanted) for sentence in kb.folded_sentences(clause))


def whose_task(context: Context) -> tuple[str, ...]:
    """谁负责垃圾分类 as a suggestion, where some list of bodies is about the first thing asked about."""
    question = context.question
    if not question.topic:
        return ()
    first = replace(context, question=only(question, question.topic[0]))
    known = match_topic(first, context.kb.tasks).clauses
    return (f"谁负责{question.topic[0]}",) if known else ()


def responsible_for(context: Context) -> Answer:
    """谁负责氢能: the clauses about the matter with the bodies that they list."""
    question, kb = context.question, context.kb
    topic = question.about or (question.number.text if question.number else "")
    reading = f"按事项＝{topic} 查询责任单位"
    found = matching_clauses(context)
    match = replace(found, clauses=of_the_places(context, found.clauses))
    documents = dict.fromkeys(c.document for c in match.clauses)
    if len(documents) > AT_ONCE:
        return which_document(context, documents, topic, "responsible_for", reading)
    rows = rows_about(context, match, [a for c in match.clauses for a in kb.assigned(c.id)])
    if not rows:
        said, reason = (
            f"没有找到与“{topic}”有关、列明责任单位的条款。",
            f"列明责任单位的条款都没有提到“{topic}”。",
        )
        if found.clauses and not match.clauses:  # another place's
            where = "、".join(dict.fromkeys(p.text for p in question.places))
            said = reason = f"文件没有写明{where}“{topic}”的责任单位。"
        return Answer(context.typed, "responsible_for", "not_found", said, reading, reason=reason)
    roles = _roles(context)
    if any(a.role in roles for a in rows):
        rows = [a for a in rows if a.role in roles]
    elif roles == {"lead"} and not _ALSO_ALL.search(question.text):
        return _no_lead(context, rows, topic, reading)
    clauses = kb.in_order(a.clause for a in rows)
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
        table=_table(clauses, rows),
        notes=_notes(context, rows),
        suggestions=tasks_of(kb, ((a.bureau, a.region) for a in rows if a.kind == "body")),
        computed=(str(len(clauses)), str(len(surfaces)), *(str(i) for i in range(1, len(clauses) + 1))),
    )


def _no_lead(context: Context, rows: Sequence[Assignment], topic: str, reading: str) -> Answer:
    """谁牵头 where no lead is named: say so, and give those who share the task apart."""
    kb = context.kb
    clauses = kb.in_order(a.clause for a in rows)
    reason = f"与“{topic}”有关的条款没有写明牵头单位"
    surfaces = tuple(dict.fromkeys(a.surface for a in rows))
    return Answer(
        question=context.typed,
        intent="responsible_for",
        status="not_found",
        answer=f"{reason}。列名的责任单位单列于下：{_sentence(context, clauses, rows, topic, surfaces)}",
        reading=f"{reading}，只看牵头",
        bureaus=surfaces,
        citations=unique(measure(kb, a) for a in rows),
        table=_table(clauses, rows),
        reason=f"{reason}，所列单位未区分牵头和配合。",
        suggestions=(f"{topic}由哪些单位负责",) if context.question.topic else (),
        computed=(str(len(clauses)), str(len(surfaces)), *(str(i) for i in range(1, len(clauses) + 1))),
    )


def _roles(context: Context) -> set[Role]:
    """Roles asked for: 谁牵头 leaders only, 谁牵头、谁配合 both."""
    roles: set[Role] = set()
    if context.question.asks("lead"):
        roles.add("lead")
    if context.question.asks("cooperating"):
        roles.add("cooperating")
    return roles


def rows_about(context: Context, match: Matter, rows: Iterable[Assignment]) -> list[Assignment]:
    """Those of the rows whose list is about the topic: a clause with several lists has several measures,
    and who does one of them (42.养老服务数字化) does not do the next.  All where none or the heading says it.
    """
    kb, words = context.kb, context.question.topic_words
    own = [a for a in rows if a.role != "default"]
    if match.tier not in ("text", "words"):
        return own
    kept: list[Assignment] = []
    for clause in dict.fromkeys(a.clause for a in own):
        text = kb.folded(kb.clause(clause).document)
        spans = {a.governs for a in kb.assigned(clause) if a.role != "default"}
        about = {s for s in spans if all(contains(text[s.start : s.end], w) for w in words)} or spans
        kept += [a for a in own if a.clause == clause and a.governs in about]
    return kept


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


def _table(clauses: Sequence[Clause], rows: Sequence[Assignment]) -> tuple[tuple[str, ...], ...]:
    table = [("序号", "条款", "任务", "责任单位")]
    by_clause: dict[str, list[str]] = {}
    for a in rows:
        by_clause.setdefault(a.clause, []).append(a.surface + ("（牵头）" if a.role == "lead" else ""))
    for index, clause in enumerate(clauses, 1):
        names = "、".join(by_clause[clause.id])
        table.append((str(index), clause.number, clause.heading, names))
    return tuple(table)


def _notes(context: Context, rows: Sequence[Assignment]) -> tuple[str, ...]:
    notes = []
    if any(a.open_list for a in rows):
        notes.append("原文名单以“等”结尾，这里列出的是文件列明的责任单位。")
    if context.question.asks("lead") and not any(a.role == "lead" for a in rows):
        notes.append("原文没有指定牵头单位，所列单位按职责分工负责。")
    return tuple(notes)
