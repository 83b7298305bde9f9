"""The Chinese words for the values that taggers give: one table for answers, exports and pages.

In: values of ``kb.model`` (roles, kinds, comparators, changes).  Out: short labels, the same
wherever they are shown, so that a row of an answer is found again in the exported ledger.
"""

from __future__ import annotations

import re

from kb.model import Change, Comparator, Role, Target

#: How a body is responsible (责任方式).
ROLES: dict[Role, str] = {
    "lead": "牵头",
    "joint": "按职责分工",
    "cooperating": "配合",
    "default": "普遍要求",
}

#: What a row of the ledger is (类别).
TARGET_KINDS: dict[str, str] = {
    "target": "量化目标",
    "threshold": "适用条件",
    "support": "支持政策",
    "fact": "现状数据",
    "count": "数量任务",
    "qualitative": "定性目标",
    "deadline": "时限要求",
}

#: Before a figure: 不低于60 is shown as ≥60, 约300 as 约300.
COMPARATORS: dict[Comparator, str] = {"=": "", ">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "~": "约"}

#: Before the comparator: 提高≥20.
CHANGES: dict[Change, str] = {"level": "", "increase": "提高", "decrease": "下降"}
#: What says so itself: 新增高层次人才, of which 2400人 are not 提高.
_SAYS_CHANGE = re.compile(r"新增|净增|增加|新建|减少|下降|降低")
#: A share rises (提高), an amount grows (增加): 提高2.5个百分点, 增加200家.
_SHARE_UNIT = re.compile(r"|.*(?:%|点|倍|番|级)")


def change_word(target: Target) -> str:
    """The word for a change before its figure: 提高, 增加 or 下降; empty where the indicator says it."""
    if target.change == "level" or _SAYS_CHANGE.match(target.indicator):
        return ""
    if target.change == "increase" and not _SHARE_UNIT.fullmatch(target.unit):
        return "增加"
    return CHANGES[target.change]


#: What a line of the coverage report is about.
FINDINGS: dict[str, str] = {
    "numbering": "条款编号异常",
    "unknown_body": "未识别的单位",
    "repeated_body": "单位重复列出",
    "no_responsibility": "未列责任单位的任务",
    "unread_list": "未读懂的责任清单",
    "unread_table": "未读懂的表格",
    "unaccounted_number": "未归类的数字",
    "outside_clauses": "编号之外的文字较多",
}
