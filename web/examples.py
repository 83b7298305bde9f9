"""Example questions made from the documents that are in the knowledge base.

In: the open knowledge base.  Out: questions that it answers; one that it does not answer is
no example, so each is asked before it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kb.answering import ask
from kb.errors import KnowledgeBaseError
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Target
from web.gathering import bodies_by_weight, by_clause, listed
from web.labels import place
from web.library import library

#: Examples on the first page.
SHOWN = 6

#: Questions of one kind that are tried before that kind is given up.
TRIES = 4


def examples(kb: KnowledgeBase) -> tuple[str, ...]:
    """At most ``SHOWN`` answered questions, of different kinds."""
    return library().once(kb, "examples", lambda: tuple(_answered(kb)))


def _answered(kb: KnowledgeBase) -> Iterator[str]:
    shown = 0
    for kind in (_tasks, _figures, _matters, _years, _together, _references):
        for tried, question in enumerate(kind(kb)):
            if tried == TRIES or shown == SHOWN:
                break
            if _is_answered(kb, question):
                shown += 1
                yield question
                break


def _is_answered(kb: KnowledgeBase, question: str) -> bool:
    try:
        return ask(kb, question).status == "answered"
    except KnowledgeBaseError:
        return False


def _tasks(kb: KnowledgeBase) -> Iterator[str]:
    for body in bodies_by_weight(kb):
        if body.kind == "body":
            yield f"哪些任务由{body.name}负责？"
            if body.name[:1] in "省市县区" and (town := place(body.region)):
                # 市能源局 is of several cities: 包头市能源局
                yield f"哪些任务由{town}{body.name[1:]}负责？"


def _figures(kb: KnowledgeBase) -> Iterator[str]:
    for target in _dated(kb):
        yield f"{target.year}年{target.indicator}的目标是多少？"


def _matters(kb: KnowledgeBase) -> Iterator[str]:
    tasks = by_clause(listed(kb.assignments()))
    headings = [
        clause.heading.rstrip("。：") for clause in kb.clauses() if clause.id in tasks and clause.heading
    ]
    for heading in sorted(headings, key=lambda h: (abs(len(h) - 9), h)):
        yield f"{heading}由谁负责？"


def _years(kb: KnowledgeBase) -> Iterator[str]:
    for year in sorted({t.year for t in _dated(kb) if t.year}, reverse=True):
        yield f"{year}年有哪些量化目标？"


def _together(kb: KnowledgeBase) -> Iterator[str]:
    names = [body.name for body in bodies_by_weight(kb) if body.kind == "body"]
    for first, second in pairwise(names):
        yield f"{first}和{second}共同负责哪些任务？"


def _references(kb: KnowledgeBase) -> Iterator[str]:
    if kb.references():
        yield "引用了哪些文件？"


def _dated(kb: KnowledgeBase) -> list[Target]:
    aims = [t for t in kb.targets(kind="target") if t.year and t.value and 3 <= len(t.indicator) <= 16]
    return sorted(aims, key=lambda t: (abs(len(t.indicator) - 8), t.indicator, t.year or 0))
