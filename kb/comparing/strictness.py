"""Which of two targets of one indicator asks for more.

In: two rows of the ledger.  Out: 1 when the second is stricter, -1 when it is looser, 0 when they
ask the same, None when that cannot be told from what is printed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from kb.comparing.indicators import amount
from kb.model import Target

#: Of these less is more: 能耗, 排放, 损失, 漏损, 煤耗, 浓度, 事故 …
_LESS = re.compile(
    r"能耗|煤耗|电耗|水耗|能源消耗|能源消费总量|煤炭消费|用水量|用煤|排放|损失|漏损|浓度|强度|污染|事故|死亡|超标|失业|负债|投诉|成本|时限|PUE|电能利用效率"
)
#: Of these more is more: …率, 占比, 规模 …; asked after the others (漏损率, 排放占比).
_MORE = re.compile(
    r"率$|占比|比重|比例|规模|装机|产值|收入|投资|面积|储量|蓄积|数量|水平|能力|产量|发电量|利用量|覆盖|绿地|农田|推广"
)


def direction(target: Target) -> int:
    """1 when more of the indicator is better, -1 when less is, 0 when it cannot be told."""
    if target.comparator in (">=", ">") and target.change != "decrease":
        return 1
    if target.comparator in ("<=", "<") and target.change == "level":
        return -1
    if target.change == "decrease":
        return 1  # the more it falls, the stricter
    if target.change == "increase":
        return 1
    if _LESS.search(target.indicator):
        return -1
    return 1 if _MORE.search(target.indicator) else 0


def stricter(first: Target, second: Target) -> int | None:
    """1 when the second asks for more, -1 for less, 0 for the same, None when it cannot be told."""
    (one, unit), (other, other_unit) = amount(first), amount(second)
    if unit != other_unit or first.change != second.change:
        return None
    if not isinstance(one, Decimal) or not isinstance(other, Decimal):
        return 0 if one == other else None
    if one == other:
        return 0
    way = direction(first) or direction(second)
    if not way or direction(first) * direction(second) < 0:
        return None
    return way if other > one else -way
