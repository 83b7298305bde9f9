"""Answering: a question in Chinese, a checked answer out.

``ask`` reads the question into slots, lets the first kind of answer that fits reply, and lets
nothing out that its cited spans do not hold (``kb.answering.verify``).
"""

from __future__ import annotations

from dataclasses import replace

from kb.answering import bodies, counties, counting, deadlines, figures, matters, passages, references
from kb.answering.evidence import Context
from kb.answering.question import Question, read_question
from kb.answering.verify import verified
from kb.errors import InvalidQuery
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Answer
from kb.reading.places import region_named

#: Longer than any question; a pasted document belongs to another tool.
LONGEST_QUESTION = 500

__all__ = ["ask"]


def ask(kb: KnowledgeBase, question: str) -> Answer:
    """Answer ``question`` from what ``kb`` holds.

    Raises:
        InvalidQuery: the question is empty, has no word in it or is too long.
        VerificationError: the answer would not be verbatim (a defect, never shown).
    """
    typed = " ".join("".join(c if c.isprintable() else " " for c in question).split())
    if not any(c.isalnum() for c in typed):
        raise InvalidQuery("问题是空的，请输入一句话，例如：哪些任务由某个单位负责。")
    if len(typed) > LONGEST_QUESTION:
        raise InvalidQuery(f"问题太长（{len(typed)} 字），请缩短到 {LONGEST_QUESTION} 字以内。")
    known = [record.body for record in kb.bodies()]
    read = read_question(typed, known, kb.documents())
    return verified(kb, _reply(Context(kb, _of_the_place(kb, read), typed)))


def _of_the_place(kb: KnowledgeBase, question: Question) -> Question:
    """A question about a place whose own documents are held asks of those: 湖南省…是多少."""
    if question.documents:
        return question
    regions = {region_named(name) for name in question.places}
    own = tuple(d.id for d in kb.documents() if d.region and d.region in regions)
    return replace(question, documents=own)


def _reply(context: Context) -> Answer:
    """The first kind of answer that fits; the order goes from sure signs to vague ones."""
    question = context.question
    if question.unknown_titles:
        return passages.unknown_document(context)
    if foreign := counties.foreign_place(context):
        return counties.place_not_found(context, foreign)
    if question.mentions:
        return _about_bodies(context)
    if question.number and not question.asks("who", "amount", "targets"):
        return passages.clause_text(context)
    if question.asks("most", "least") and question.asks("who", "tasks"):
        return counting.most_tasks(context)
    if question.asks("who") and question.topic:
        return matters.responsible_for(context)
    if county := counties.county_named(context):
        return counties.county_duties(context, county)
    if group := bodies.group_named(context):
        return group
    return _about_content(context) or passages.passages(context)


def _about_bodies(context: Context) -> Answer:
    question = context.question
    if question.asks("yes_no") and question.topic:
        return bodies.body_yes_no(context)
    if question.known_bodies and (question.asks("amount") or _asks_targets(question)):
        return figures.target_list(context)
    if len(question.known_bodies) > 1 and question.asks("most", "least", "compare"):
        return counting.most_tasks(context)
    return bodies.body_tasks(context)


def _asks_targets(question: Question) -> bool:
    return question.asks("targets") and not question.asks("responsible")


def _about_content(context: Context) -> Answer | None:
    """Figures, deadlines, references, definitions and counts; ``None`` when it is none of them."""
    question = context.question
    if question.asks("references"):
        return references.cited_texts(context)
    if question.asks("when") and (answer := deadlines.deadlines(context)):
        return answer
    if question.asks("yes_no") and question.figures and (answer := figures.figure_yes_no(context)):
        return answer
    if question.asks("listed_targets"):
        return figures.target_list(context)
    if question.topic and (answer := figures.target_value(context)):
        return answer
    if question.asks("define") and (answer := references.meaning(context)):
        return answer
    if question.asks("count") and not question.topic:
        return counting.how_many(context)
    if question.asks("amount") and question.topic:
        return figures.no_such_figure(context)
    if question.asks("targets") and (question.years or question.topic or question.asks("count")):
        return figures.target_list(context)
    return None
