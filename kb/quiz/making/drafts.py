"""Drafts of items, and how a draft becomes an item: only with a proof.

In: a draft with its right answers and more wrong options than it needs, best first.  Out: the item,
or nothing.  The prover sees the item as it will be printed; an option that it doubts is replaced by the
next, and a draft that runs out of options is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from kb.model import Citation, Clause
from kb.quiz.amounts import read_amount
from kb.quiz.items import Answer, Difficulty, Item, ItemType, item_id
from kb.quiz.library import DocumentText, quotable_title, titled
from kb.quiz.proving import Prover


@dataclass(frozen=True, slots=True)
class Ground:
    """What a question rests on: quotes, the explanation made of them, and the facts it asks or gives away."""

    evidence: tuple[Citation, ...]
    explanation: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A question before its proof."""

    type: ItemType
    topic: str
    stem: str
    ground: Ground
    difficulty: Difficulty
    fact: str  # what is asked without its answer, for the id
    right: tuple[str, ...] = ()  # of a choice
    wrong: tuple[str, ...] = ()  # more than are needed, best first
    size: int = 4  # options to print
    answer: Answer = ()  # of everything that is no choice
    options: tuple[str, ...] = ()  # of matching and ordering, in the order of the key
    prompts: tuple[str, ...] = ()
    figures: bool = False  # options are figures and stand in order of size


def issue(draft: Draft, prover: Prover) -> Item | None:
    """The item of a draft if it can be proved."""
    identity = item_id(draft.ground.evidence[0].clause, draft.type, draft.fact)
    random = Random(identity)  # the same draft always becomes the same item
    if draft.options:
        return _proved(_arranged(draft, identity, random), prover)
    if not draft.right:
        return _proved(_item(draft, identity, (), draft.answer), prover)
    wrong = list(draft.wrong)
    while len(wrong) >= (needed := max(1, draft.size - len(draft.right))):
        item = _choice(draft, identity, _pick(draft, wrong, needed, random), Random(identity))
        problems = prover.problems(item)
        if not problems:
            return item
        doubted = {item.options[n] for n, _ in problems if n is not None} - set(draft.right)
        if not doubted or any(n is None for n, _ in problems):
            return None
        wrong = [option for option in wrong if option not in doubted]
    return None


def _proved(item: Item, prover: Prover) -> Item | None:
    return None if prover.problems(item) else item


def _pick(draft: Draft, wrong: Sequence[str], needed: int, random: Random) -> list[str]:
    """The options to print; figures so that the key falls on each rank equally often."""
    if not draft.figures:
        return list(wrong[:needed])
    key = _size(draft.right[0])
    below, above = [w for w in wrong if _size(w) < key], [w for w in wrong if _size(w) > key]
    rank = Random(str(draft.fact)).randrange(needed + 1)
    low = min(max(rank, needed - len(above)), len(below))
    return [*below[:low], *above[: needed - low]]


def _size(option: str) -> float:
    amount = read_amount(option)
    return float(amount.value) if amount else 0.0


def _choice(draft: Draft, identity: str, wrong: Sequence[str], random: Random) -> Item:
    options = [*draft.right, *wrong]
    if draft.figures:
        options.sort(key=_size)
    elif all(re.match(r"20\d\d年", option) for option in options):
        options.sort()
    else:
        random.shuffle(options)
    key = tuple(sorted(options.index(right) for right in draft.right))
    return _item(draft, identity, tuple(options), key)


def _arranged(draft: Draft, identity: str, random: Random) -> Item:
    """Matching and ordering: options shuffled, the key says where each went."""
    order = list(range(len(draft.options)))
    random.shuffle(order)
    if order == sorted(order):
        order = order[1:] + order[:1]
    shown = tuple(draft.options[n] for n in order)
    key = tuple(order.index(n) for n in range(len(order)))
    evidence = draft.ground.evidence
    if draft.type == "ordering":  # evidence goes with its option
        evidence = tuple(draft.ground.evidence[n] for n in order)
    return _item(draft, identity, shown, key, evidence)


def _item(
    draft: Draft,
    identity: str,
    options: tuple[str, ...],
    answer: Answer,
    evidence: tuple[Citation, ...] | None = None,
) -> Item:
    ordered = draft.figures or (bool(options) and all(re.match(r"20\d\d年", option) for option in options))
    return Item(
        id=identity,
        type=draft.type,
        topic=draft.topic,
        stem=draft.stem,
        answer=answer,
        explanation=draft.ground.explanation,
        evidence=evidence or draft.ground.evidence,
        difficulty=draft.difficulty,
        facts=draft.ground.facts,
        options=options,
        prompts=draft.prompts,
        sorted_options=ordered,
    )


_NOT_A_SECTION = re.compile(r"目标|总体要求|指导思想|总则|[“”《》，。；：\s]")


def named(document: DocumentText, clause: Clause | None = None) -> str:
    """《晋中市碳达峰实施方案》在“推进甲醇产业发展”部分: the document, and the clause where it has a name."""
    title = titled(quotable_title(document.document))
    heading = document.heading(clause) if clause else ""
    if not 4 <= len(heading) <= 26 or _NOT_A_SECTION.search(heading):
        return title
    return f"{title}在“{heading}”部分"


def grounds(document: DocumentText, clause: Clause, words: str) -> str:
    """The explanation: where it is written, and the words."""
    place = f"“{clause.number}”" if clause.number else ""
    return f"依据{titled(quotable_title(document.document))}{place}：“{' '.join(words.split())}”"
