"""Refuses to convert units: 250万亩高标准农田合多少平方公里 is arithmetic, which no text prints.

In: a question that states a figure and asks for another unit of it.  Out: ``not_found`` with the
printed figure as the nearest; ``None`` where nothing is converted, or the text prints that unit.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kb.answering.evidence import Context
from kb.answering.figures import target_value
from kb.answering.question import read_question
from kb.model import Answer

# 合多少平方公里, 换算成多少公顷, 等于多少度电; 整合多少家 counts
_CONVERTED = re.compile(
    r"(?:折合|换算|折算|约合|等于|(?<![整组联综融配结适符混])合)(?:成|为|是|大约|约)*(?:多少|几)(?:个)?(?P<unit>[万亿]?"
    r"(?:平方公里|平方千米|平方米|平方|立方米|立方|公里|千米|公顷|市?亩|千瓦时|千瓦|度电?|吨|公斤|千克|斤|升|米|焦耳|卡路里|美元|欧元))"
)


def conversion_refused(context: Context) -> Answer | None:
    """The refusal, with what is printed of the same matter beside it."""
    question, kb = context.question, context.kb
    asked = _CONVERTED.search(question.text)
    if asked is None or not question.figures:
        return None
    rest = question.text[: asked.start()] + question.text[asked.end() :]
    plain = replace(context, question=read_question(rest, kb, question.documents))
    found = target_value(plain) if plain.question.topic else None
    if found and any(asked["unit"] in row.unit for row in found.targets):
        return None
    reason = f"文件没有给出换算成“{asked['unit']}”的数值，政策通不作单位换算"
    printed = found if found and found.status == "answered" else None
    return Answer(
        question=context.typed,
        intent="target_value",
        status="not_found",
        answer=f"{reason}。最接近的规定：{printed.answer}" if printed else f"{reason}。",
        reading="按单位换算理解",
        citations=printed.citations if printed else (),
        reason=f"{reason}。",
        computed=printed.computed if printed else (),
    )
