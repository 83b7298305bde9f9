"""What trainers decided about items: accepted or rejected, and what must be looked at again.

In: the state file's decisions, and items or clauses as they are now.  Out: each item's status.  A
decision holds for the quote that it was made on; when the clause's words have changed since, the item
is 待复核 until someone decides anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kb.errors import NotFound
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Clause
from kb.quiz.items import Item
from kb.state import QuizDecision, State

Status = Literal["new", "accepted", "rejected", "review"]
STATUSES: dict[Status, str] = {"new": "未审", "accepted": "已采用", "rejected": "已弃用", "review": "待复核"}


@dataclass(frozen=True, slots=True)
class Review:
    """A decision whose clause has changed or gone."""

    decision: QuizDecision
    clause: Clause | None
    reason: str


def decide(
    state: State, item: Item, decision: Literal["accepted", "rejected"], note: str = ""
) -> QuizDecision:
    """Keep a decision on an item, in place of those on older words of its clause."""
    for older in state.quiz_decisions(item=item.id):
        state.withdraw(older)
    return state.keep(QuizDecision(item.clause, item.quote, item.id, decision, note))


def statuses(decisions: Iterable[QuizDecision], items: Sequence[Item]) -> dict[str, Status]:
    """The status of every item that someone decided on."""
    decided = {decision.item: decision for decision in decisions}
    found: dict[str, Status] = {}
    for item in items:
        decision = decided.get(item.id)
        if decision is None:
            continue
        same = decision.quote == item.quote
        found[item.id] = ("rejected" if decision.decision == "rejected" else "accepted") if same else "review"
    return found


def reviews(kb: KnowledgeBase, decisions: Iterable[QuizDecision]) -> tuple[Review, ...]:
    """The decisions whose quote their clause no longer prints."""
    found = []
    for decision in decisions:
        try:
            clause = kb.clause(decision.clause)
        except NotFound:
            found.append(Review(decision, None, "条款已不在知识库中"))
            continue
        if decision.quote not in kb.text(clause):
            found.append(Review(decision, clause, "条款文字已有变动"))
    return tuple(found)
