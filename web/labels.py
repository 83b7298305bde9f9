"""The Chinese words that pages show for the model's values: roles, kinds, comparators, findings.

In: values of ``kb.model``.  Out: short Chinese labels.  A value without a label of its own is
shown as it is, so that a new kind of finding never hides behind an error.
"""

from __future__ import annotations

import re
from typing import Literal

from kb.model import Target
from kb.tagging import labels as tags

ROLES, TARGET_KINDS, FINDINGS = tags.ROLES, tags.TARGET_KINDS, tags.FINDINGS

ROLE_NOTES = {
    "lead": "原文写明由其牵头",
    "joint": "原文并列列出，未区分主次（如“按职责分工负责”）",
    "cooperating": "原文写明由其配合、参与",
    "default": "按全文普遍要求负责（如“各项任务均需……贯彻落实”）",
}

Mode = Literal["hybrid", "fulltext", "semantic"]
Sort = Literal["relevance", "document"]

MODES: dict[Mode, str] = {"hybrid": "综合", "fulltext": "关键词", "semantic": "语义"}
SORTS: dict[Sort, str] = {"relevance": "按相关度", "document": "按原文顺序"}
FACETS = {"bureau": "责任单位", "sector": "领域", "year": "目标年份", "document": "文件", "region": "地区"}

#: What stands above the answer; where the answer itself says as much, only for readers who listen.
STATUSES = {
    "answered": "回答",
    "passages": "没有直接的回答",
    "ambiguous": "您问的是哪一个",
    "not_found": "没有找到",
}
EVIDENCE = {
    "answered": "原文依据",
    "passages": "最相关的原文",
    "ambiguous": "有关的原文",
    "not_found": "最接近的规定",
}

VERDICTS = {"helpful": "有用", "wrong": "有误", "incomplete": "不全", "other": "其他"}

#: 晋中市 in 山西省晋中市, 榆次区 in 山西省晋中市榆次区, the whole of 内蒙古自治区
_INNERMOST = re.compile(r"[^省市州盟县区旗]+[省市州盟县区旗]$")


def label(table: dict[str, str], value: str) -> str:
    """The label of a value, or the value itself where the table does not know it."""
    return table.get(value, value)


def figure(target: Target) -> str:
    """A target's figure in short: ``≥60%``, ``下降 5个百分点``; empty when it has none."""
    if not target.value:
        return ""
    amount = target.value.replace("-", "～")
    words = (tags.change_word(target), tags.COMPARATORS[target.comparator])
    before = "".join(f"{word} " if word.isalpha() else word for word in words)
    return f"{before}{amount}{target.unit}"


def when(target: Target) -> str:
    """When a target falls due: the deadline as printed, else its year."""
    if target.deadline:
        return target.deadline
    return f"{target.year}年" if target.year else ""


def place(region: str) -> str:
    """The innermost place of a region: 内蒙古自治区包头市 → 包头市."""
    found = _INNERMOST.search(region)
    return found[0] if found else region


def moment(made_at: str) -> str:
    """A time as kept (ISO 8601), to the minute: 2024-06-01T09:30:00+08:00 → 2024-06-01 09:30."""
    return made_at[:16].replace("T", " ")


def count(number: int) -> str:
    """A number with separators for thousands."""
    return f"{number:,}"
