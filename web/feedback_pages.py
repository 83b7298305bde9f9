"""What was said about answers, as the pages show it: beside an answer, and all of it in one list.

In: rows of the state file.  Out: parts of page contexts and records.  A remark outlives every
build, so that the clause it names may be gone; it is then shown without a link.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from kb.errors import NotFound
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Answer
from kb.records import Record
from kb.state import Feedback
from web import administration
from web.contexts import ClauseLink, FeedbackForm, FeedbackRow
from web.gathering import clause_link
from web.library import library

#: What a reader may say about an answer; the state file knows more, for other uses.
OFFERED = ("helpful", "wrong")

#: Characters of a remark, and of an answer that is kept with it.
LONGEST_NOTE = 1000
LONGEST_ANSWER = 4000

#: What tells one remark from another.
KEY = ("question", "verdict", "note", "made_at")


def feedback_form(answer: Answer) -> FeedbackForm | None:
    """What the card of an answer needs to take a remark; nothing for those who have not signed in."""
    if not administration.signed_in():
        return None
    given = tuple(row for row in library().state().feedback() if row.question == answer.question)
    return FeedbackForm(
        question=answer.question,
        clause=answer.clauses[0] if len(answer.clauses) == 1 else "",
        answer=(answer.answer or answer.reason)[:LONGEST_ANSWER],
        given=given[::-1],
    )


def rows(kb: KnowledgeBase, kept: Iterable[Feedback]) -> tuple[FeedbackRow, ...]:
    """Remarks with the clause that each is about, where there still is one."""
    return tuple(FeedbackRow(feedback, _link(kb, feedback.clause)) for feedback in kept)


def _link(kb: KnowledgeBase, clause: str) -> ClauseLink | None:
    if not clause:
        return None
    try:
        return clause_link(kb, kb.clause(clause))
    except NotFound:
        return None


def record(feedback: Feedback) -> Record:
    """One remark with the state file's field names."""
    return asdict(feedback)
