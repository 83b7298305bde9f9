"""Answers about what bodies are responsible for: whole sets with their count.

Kinds: the tasks of one body, of two together, of either, of one without the other; lead only;
within a sector, year, document, section or topic.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.answering.clause_numbers import numbered
from kb.answering.combining import combination, in_order, leads_not, said_of_first, without_unknown
from kb.answering.evidence import Context, titles
from kb.answering.matters import Matter, matching_clauses, rows_about, topic_words
from kb.answering.task_answers import joined, no_such_role, no_tasks, task_answer
from kb.answering.unclear import unclear_body
from kb.model import Answer, Assignment, Clause, Role, Span
from kb.tagging.bureaus.names import Body
from kb.tagging.labels import ROLES as ROLE_NAMES

#: 除了牵头还负责什么, 除牵头任务以外
_BESIDE_ROLE = re.compile(r"除(?:了|去|开)?(?:其)?(?:自己)?(?P<role>牵头|主办|配合|协助|协办)")
# 排在第一位的任务, 列首位: no role, but asked for as if it were one
_FIRST = re.compile(r"(?:排在?|列在?|位列|名列)(?:牵头单位|责任单位|名单)?的?(?:第一|首位|最前)")
_ALONE = re.compile(r"单独|独自|独立(?:负责|承担)|只由|仅由|一家负责")
#: 不是牵头、只当责任单位的
_NOT_LEAD = re.compile(
    r"(?:不是|并非|非|不当|不算|不|没|未)牵头(?!的?是)|(?:只|仅)(?:是|当|做|作为|算)责任单位"
)
_APART = re.compile(r"牵头(?:的|任务|单位)?[、和与跟及][^，。]{0,2}(?:配合|协助|参与)")
#: 除了煤电还负责什么
_BESIDE = re.compile(r"除(?:了|去|开)?$")


def body_tasks(context: Context) -> Answer:
    """The complete set of tasks of the bodies named in the question."""
    question = context.question
    unclear = next((m for m in question.mentions if m.resolution.status != "one"), None)
    if unclear is not None:
        if (known := without_unknown(context)) is not None:
            return known.said_of(body_tasks(known.context))
        return unclear_body(context, unclear.text, unclear.resolution.bodies)
    bodies, how = in_order(question), combination(question)
    rows = _rows(context, bodies, how)
    rows, standing = _standing(context, rows)
    roles = _asked_roles(context)
    within, limits, match = _limits(context)
    if within is not None:
        rows = [a for a in rows if a.clause in within]
    if match is not None:
        rows = _together(rows_about(context, match, rows), bodies, how)
    reading = f"按责任单位＝{joined(bodies, how)}{''.join(limits)}{standing} 查询"
    if not rows:
        return no_tasks(context, bodies, _rows(context, bodies, how), reading, how)
    if roles is None:
        return task_answer(context, bodies, rows, reading, how)
    asked = _together([a for a in rows if a.role in roles], bodies, how)
    named = "、".join(ROLE_NAMES[role] for role in roles)
    reading = f"{reading}，只看{named}"
    if not asked:
        return no_such_role(context, bodies, rows, reading, named, how)
    return task_answer(context, bodies, asked, reading, how)


def _standing(context: Context, rows: list[Assignment]) -> tuple[list[Assignment], str]:
    """Rows in which the body stands first in its list, or alone, where the question asks for those."""
    kb, text = context.kb, context.question.text
    if _FIRST.search(text):
        return [a for a in rows if not _named_before(context, a)], "、排在名单第一位"
    if _ALONE.search(text):
        alike = {"lead"} if context.question.asks("lead") else set(ROLE_NAMES)
        own = [a for a in rows if a.role in alike]
        every = (
            [o for o in kb.assigned(a.clause) if o.list_span == a.list_span and o.role in alike] for a in own
        )
        lists = zip(own, every, strict=True)
        return [a for a, listed in lists if len({o.surface for o in listed}) == 1], "、单独列名"
    return rows, ""


def _named_before(context: Context, row: Assignment) -> bool:
    listed = (o for o in context.kb.assigned(row.clause) if o.list_span == row.list_span)
    return any(o.start < row.start for o in listed)


def _rows(context: Context, bodies: Sequence[Body], how: str) -> list[Assignment]:
    sets = [[a for a in context.kb.assignments_of(b) if a.role != "default"] for b in bodies]
    ids = [{a.clause for a in rows} for rows in sets]
    if how == "not":
        if leads_not(context.question):
            ids[1:] = [{a.clause for a in rows if a.role == "lead"} for rows in sets[1:]]
        wanted = ids[0].difference(*ids[1:])
        return [a for a in sets[0] if a.clause in wanted]
    wanted = set.intersection(*ids) if how == "and" else set.union(*ids)
    return _together([a for rows in sets for a in rows if a.clause in wanted], bodies, how)


def _together(rows: list[Assignment], bodies: Sequence[Body], how: str) -> list[Assignment]:
    """Of both: rows of measures that every body still has one of.  Where 市教育局 leads and 市财政局
    helps, or each has another measure of the clause, the two do not lead together.
    """
    if how != "and":
        return rows
    wanted = {(b.name, b.region) for b in bodies}
    held: dict[tuple[str, Span], set[tuple[str, str]]] = {}
    for a in rows:
        held.setdefault((a.clause, a.governs), set()).add((a.bureau, a.region))
    return [a for a in rows if held[a.clause, a.governs] >= wanted]


def _asked_roles(context: Context) -> tuple[Role, ...] | None:
    question = context.question
    if beside := _BESIDE_ROLE.search(question.text):
        if beside["role"] in ("牵头", "主办"):
            return ("joint", "cooperating")
        return ("lead", "joint")
    if len(question.known_bodies) > 1 and leads_not(question):
        return ("lead",) if "牵头" in said_of_first(question) else None
    if _NOT_LEAD.search(question.text):
        return ("cooperating",) if question.asks("cooperating") else ("joint", "cooperating")
    if question.asks("lead") and question.asks("cooperating") and _APART.search(question.text):
        return None  # 牵头的和配合的分开说: all, each with its role
    if question.asks("lead"):
        return ("lead",)
    return ("cooperating",) if question.asks("cooperating") else None


def _limits(context: Context) -> tuple[frozenset[str] | None, list[str], Matter | None]:
    """Clause ids that the question's other terms leave, how they were read, and the matter among them."""
    question, kb = context.question, context.kb
    ids: frozenset[str] | None = None
    match: Matter | None = None
    limits: list[str] = []

    def narrow(found: frozenset[str], said: str) -> None:
        nonlocal ids
        ids = found if ids is None else ids & found
        limits.append(said)

    if question.documents:
        own = frozenset(c.id for c in kb.clauses(question.documents))
        narrow(own, f"、文件＝{titles(kb, question.documents)}")
    if question.years:
        narrow(_of_years(context), f"、年份＝{'、'.join(map(str, question.years))}")
    if question.number:
        found = frozenset(c.id for top in numbered(context) for c in (top, *kb.below(top)))
        narrow(found, f"、条款＝{question.number.text}")
    if question.topic and topic_words(context):
        excluded = _BESIDE.search(question.text[: question.text.find(question.topic[0])])
        if question.sector is not None and not question.headings and not excluded:
            name = question.sector[1] or question.sector[0]
            narrow(frozenset(t.clause for t in kb.sectors(name)), f"、领域＝{name}")
        elif not question.number:
            matching = matching_clauses(context)
            found = frozenset(c.id for c in matching.clauses)
            if excluded:
                found = frozenset(c.id for c in kb.tasks) - found
                narrow(found, f"、主题除去{question.about}")
            else:
                match = matching
                narrow(found, f"、主题＝{question.about}")
    return ids, limits, match


def _of_years(context: Context) -> frozenset[str]:
    """Clauses that print the year as their own time, or hold a target for it; 较2020年 is no time."""
    kb, question = context.kb, context.question
    found = {row.clause for row in kb.targets(question.documents) if row.year in question.years}
    found |= {
        c for year in question.years for c in kb.holding(f"{year}年") if _prints(kb.clause(c), context, year)
    }
    return frozenset(found)


def _prints(clause: Clause, context: Context, year: int) -> bool:
    text = context.kb.folded_text(clause)
    at = text.find(f"{year}年")
    while at >= 0:
        if text[max(0, at - 1) : at] not in ("较", "比"):
            return True
        at = text.find(f"{year}年", at + 1)
    return False
