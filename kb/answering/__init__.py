"""Answering: a question in Chinese, a checked answer out.

``ask`` reads the question into slots, lets the first kind of answer that fits reply, and lets
nothing out that its cited spans do not hold (``kb.answering.verify``).
"""

from __future__ import annotations

from dataclasses import replace

from kb.answering.asides import Plain, as_typed, plain_question, saying_aside
from kb.answering.document_hints import unclear_documents
from kb.answering.evidence import Context
from kb.answering.judgements import judgement_refused
from kb.answering.leftovers import without_chatter, without_leftovers
from kb.answering.library import Library, library_of
from kb.answering.question import read_question
from kb.answering.routing import reply
from kb.answering.spelling import respelled
from kb.answering.suggesting import other_questions
from kb.answering.verify import verified
from kb.errors import InvalidQuery
from kb.indexing.knowledge_base import KnowledgeBase
from kb.indexing.tokens import fold
from kb.model import Answer

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
    library = library_of(kb)
    if refused := judgement_refused(fold(typed), typed, library):
        return refused
    plain = as_typed(plain_question(fold(typed), library), typed)
    answer = saying_aside(_answer(library, typed, plain), plain.asides)
    return verified(library, replace(answer, suggestions=tuple(other_questions(answer, typed))))


def _answer(library: Library, typed: str, plain: Plain) -> Answer:
    """The answer to the question as it is meant where a word is mistyped, else as it is typed."""
    question, chatter = without_chatter(read_question(plain.text, library, plain.pointed.documents))
    if unclear := unclear_documents(Context(library, question, typed), plain.pointed):
        return unclear
    meant = respelled(question, library)
    if meant:
        answer = reply(Context(library, read_question(meant.text, library, plain.pointed.documents), typed))
        if answer.status != "not_found" or answer.citations:
            return replace(answer, reading=meant.said + answer.reading)
    answer = reply(Context(library, question, typed))
    if answer.status in ("not_found", "passages") and (left := without_leftovers(question, library)):
        narrowed, aside = left
        again = reply(Context(library, narrowed, typed))
        both_refused = again.status == answer.status == "not_found" and bool(question.known_bodies)
        if again.status in ("answered", "ambiguous") or both_refused:
            return saying_aside(again, (*chatter, *aside))
    return saying_aside(answer, chatter)
