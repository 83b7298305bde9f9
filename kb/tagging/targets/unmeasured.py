"""Rows of a sentence that carry no measured figure: definite aims, and duties with a term.

In: a sentence and what it inherits.  Out: ``Row`` records of kinds ``qualitative`` and
``deadline``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.tagging.targets.commitments import Commitments
from kb.tagging.targets.deadlines import Deadline
from kb.tagging.targets.deliverables import find_deliverables
from kb.tagging.targets.duties import Duty, find_duties
from kb.tagging.targets.qualitative import Aim, find_aims
from kb.tagging.targets.quantities import Quantity
from kb.tagging.targets.rows import Inherited, Row

#: A sentence without figure or deadline is read only if one of these words stands in it.
MAY_AIM = re.compile(r"下达|达到峰值|达峰|零增长|清零")


def unmeasured_rows(
    text: str,
    start: int,
    end: int,
    figures: Sequence[Quantity],
    deadlines: Sequence[Deadline],
    inherited: Inherited,
    commitments: Commitments,
) -> Iterator[Row]:
    """The qualitative aims and the duties of one sentence."""
    if not inherited.past:
        for aim in find_aims(text, start, end, deadlines):
            due = _governing(aim.end, deadlines)
            if due is None or due.kind != "past":
                yield _aim_row(text, aim, due or inherited.deadline, inherited, commitments, start)
    duties = [*find_duties(text, start, end, figures, deadlines)]
    if not inherited.past:
        taken = [duty.deadline for duty in duties]
        for deed in find_deliverables(text, start, end, figures, deadlines):
            number = taken.index(deed.deadline) if deed.deadline in taken else -1
            report = duties[number] if number >= 0 else None
            if report is None:
                duties.append(deed)
            elif report.indicator[0] <= deed.indicator[0] < report.indicator[1]:
                # 各县|制定实施细则|并报市政府备案: what is reported is the deed
                duties[number] = replace(report, indicator=deed.indicator, actor=report.actor or deed.actor)
            elif deed.indicator[1] <= report.indicator[0]:
                duties.append(deed)  # 完成整改，并将|整改情况|报市安委办
    for duty in duties:
        yield _duty_row(text, duty)


def _governing(at: int, deadlines: Sequence[Deadline]) -> Deadline | None:
    before = [d for d in deadlines if d.start < at and d.kind in {"by", "past"}]
    return before[-1] if before else None


def _aim_row(
    text: str, aim: Aim, due: Deadline | None, inherited: Inherited, commitments: Commitments, start: int
) -> Row:
    quote = aim.start
    if due is not None and text[due.start : due.end] == due.text and start <= due.start < aim.start:
        gap = text[due.end : aim.start]
        if len(gap) <= 8 and not any(sign in gap.lstrip("，") for sign in "，。；"):
            quote = due.start
    part = max((text.rfind(sign, start, aim.start) for sign in "，；："), default=-1) + 1
    word = commitments.governing(max(part, start), aim.indicator[0], aim.end, aim.end)
    indicator = text[aim.indicator[0] : aim.indicator[1]]
    return Row(
        indicator,
        "=",
        "",
        "",
        "qualitative",
        quote,
        aim.end,
        aim.start,
        aim.end,
        aim.change,
        year=due.year if due is not None else inherited.year,
        deadline=due.text if due is not None else "",
        commitment=word,
        rule=aim.rule,
    )


def _duty_row(text: str, duty: Duty) -> Row:
    deadline = duty.deadline
    value = duty.figure or (deadline.start, deadline.end) if deadline is not None else duty.figure
    first, last = value if value is not None else (duty.start, duty.end)
    return Row(
        text[duty.indicator[0] : duty.indicator[1]],
        (">=" if duty.early else "<=") if duty.value else "=",
        duty.value,
        duty.unit,
        "deadline",
        duty.start,
        duty.end,
        first,
        last,
        year=deadline.year if deadline is not None else None,
        deadline=deadline.text if deadline is not None else "",
        actor=duty.actor,
        recipient=duty.recipient,
        rule=duty.rule,
    )
