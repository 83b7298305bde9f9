"""To whom something is reported, and in which words: 向市委、市政府报告进展.

In: a question that asks about reports.  Out: the words of reporting that a sentence may use for it,
and the recipients that it must name.  A recipient is never a responsible body.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from kb.answering.evidence import Context
from kb.answering.slots import find_recipients
from kb.indexing.tokens import fold
from kb.tagging.bureaus.resolve import find_bodies

T = TypeVar("T")
REPORTING = ("汇报", "报告", "报送", "上报", "抄送", "备案", "总结")
#: Used for one another: who asks about 报告 means 汇报 as well.
_ALIKE = ("汇报", "报告", "报送", "上报", "呈报", "提交")


def reports_among(context: Context, found: Sequence[T], said: Callable[[T], str]) -> list[T]:
    """Those that speak of a report in the question's word, else in a like one, to its recipient."""
    text = context.question.text
    asked = [w for w in REPORTING if w in text]
    reports = [one for one in found if any(w in said(one) for w in asked)]
    wanted = _recipients(context)
    if wanted:
        alike = [*asked, *_ALIKE]
        to_them = [
            one for one in found if any(w in said(one) for w in alike) and _names_all(said(one), wanted)
        ]
        return to_them or reports
    if not reports and set(asked) & set(_ALIKE):
        return [one for one in found if any(w in said(one) for w in _ALIKE)]
    return reports


def _recipients(context: Context) -> list[set[str]]:
    """For each recipient of the question the names that a text may print for it."""
    question, kb = context.question, context.kb
    records = {(r.name, r.region): r for r in kb.bodies()}
    wanted: list[set[str]] = []
    for span in find_recipients(question.untitled):
        for name in re.split(
            "[、和及与]|(?<=[委府])(?=[省市县区州])", question.untitled[span.start : span.end]
        ):
            names = {name}
            for mention in find_bodies(name, [r.body for r in records.values()]):
                for body in mention.resolution.bodies:
                    names |= {body.name, *map(fold, records[(body.name, body.region)].surfaces)}
            wanted.append(names)
    return wanted


def _names_all(sentence: str, wanted: Sequence[set[str]]) -> bool:
    return all(any(name in sentence for name in names) for names in wanted)
