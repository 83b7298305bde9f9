"""Answering: a question in Chinese, a checked answer out.

``ask`` reads the question into slots, lets the first kind of answer that fits reply, and lets
nothing out that its cited spans do not hold (``kb.answering.verify``).
"""

from __future__ import annotations

from dataclasses import replace

from kb.answering.evidence import Context
from kb.answering.library import Library, library_of
from kb.answering.question import read_question
from kb.answering.routing import reply
from kb.answering.spelling import respelled
from kb.answering.verify import verified
from kb.errors import InvalidQuery
from kb.indexing.knowledge_base import KnowledgeBase
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
    return verified(library, _answer(library, typed))


def _answer(library: Library, typed: str) -> Answer:
    """The answer to the question as it is meant where a word is mistyped, else as it is typed."""
    question = read_question(typed, library)
    meant = respelled(question, library)
    if meant:
        answer = reply(Context(library, read_question(meant.text, library), typed))
        if answer.status != "not_found" or answer.citations:
            return replace(answer, reading=meant.said + answer.reading)
    return reply(Context(library, question, typed))
