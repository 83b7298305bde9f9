"""Who or what falls under a rule: 什么人不能申请补助, 哪些情形可以延期, 什么情况下不予受理.

In: a question for the cases that a rule lists.  Out: the clause that says 有下列情形之一的，不予… of all
that the question names, with its items, verbatim; ``None`` where no clause lists cases for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.answering.evidence import Context, paths, place, quote, title
from kb.answering.library import Library, contains
from kb.answering.topic import is_filler, longest_words
from kb.indexing.tokens import fold
from kb.model import Answer, Clause

#: 什么人不能, 哪些情形不予, 什么样的企业可以
_ASKED = re.compile(
    r"(?:什么样?|哪些|哪种|哪几种|哪类|哪几类|啥样?)的?(?:人员?|情况|情形|对象|单位|企业|项目|行为|机构|家庭|条件|建筑|工程|场所|车辆|产品|人群|学生)(?:下|之下|的话|的)?"
    r"(?:是|都|才|就|会|要被?|将)?(?:(?P<not>不能|不可以|不予|不得|不给|不许|不准|不会|没资格|无权|没法|不让)|(?P<can>可以|能够?|才能|可|应当?|要))"
)
# 有下列情形之一的，不予帮扶 …; 符合下列条件的，可以申请
_LISTS = re.compile(r"(?:下列|以下|如下|五种|[两二三四五六七八九]种)")
_REFUSED = re.compile(r"不予|不得|不能|不可|不享受|不再|取消|不给")
_GRANTED = re.compile(r"可以|可按|给予|予以|应当|方可|可向|可$|能够")


def listed_cases(context: Context) -> Answer | None:
    """The clause that lists the cases asked for."""
    question, kb = context.question, context.kb
    asked = _ASKED.search(question.text)
    if asked is None or question.number or question.mentions:
        return None
    words = tuple(_words(question.rest[: asked.start()] + "，" + question.rest[asked.end() :]))
    if not words:
        return None
    verdict = _REFUSED if asked["not"] else _GRANTED
    inside = question.documents
    listing = (c for c in kb.once(_listing) if not inside or c.document in inside)
    found = [c for c in listing if _lists(context, c, verdict, words)]
    if not found or len({c.document for c in found}) > 1:
        return None
    shown = tuple(dict.fromkeys(c for top in found for c in (top, *kb.below(top))))
    named = "；".join(place(kb, c) for c in found)
    return Answer(
        question=context.typed,
        intent="conditions",
        status="answered",
        answer=f"{title(kb, found[0].document)}{named}列有这些情形，原文如下。",
        reading=f"按列举的情形＝{'、'.join(words)} 查询",
        count=len(found),
        clauses=tuple(c.id for c in shown),
        paths=paths(shown),
        citations=tuple(quote(kb, c, c.start, c.end) for c in shown),
    )


def _words(rest: str) -> Iterator[str]:
    for token in longest_words(rest):
        if len(token.text) > 1 and not is_filler(token.text):
            yield token.text


def _listing(kb: Library) -> tuple[Clause, ...]:
    """The clauses that list something with items below or behind it: gathered once, as a library has
    thousands of clauses and few of these."""
    return tuple(
        c
        for c in kb.clauses()
        if _LISTS.search(text := kb.folded_text(c))
        and _LISTS.search(next(iter(kb.folded_sentences(c)), ""))
        and (kb.below(c) or "；" in text)
    )


def _lists(context: Context, clause: Clause, verdict: re.Pattern[str], words: tuple[str, ...]) -> bool:
    """The clause gives that verdict on what it lists, and speaks of every word."""
    kb = context.kb
    text = kb.folded_text(clause)
    first = next(iter(kb.folded_sentences(clause)), "")
    if not verdict.search(first):
        return False
    around = "".join((text, *(fold(h) for h in clause.trail), fold(kb.document(clause.document).title)))
    return all(contains(around, word) for word in words)
