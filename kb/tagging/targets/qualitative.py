"""Aims without a figure: 「完成省下达目标」, 「力争达到峰值」, 「全部实施循环化改造」.

In: a sentence with its deadlines.  Out: rows of kind ``qualitative``.  Only definite aims count:
one can say afterwards whether they were met; 「稳步增长」 and 「大幅提升」 are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.model import Change
from kb.tagging.targets.deadlines import Deadline
from kb.tagging.targets.left import Left, read_left

_GIVER = r"(?:党中央|国务院|国家|中央|省委|省政府|自治区|省|市委|市政府|市|州|县|区|上级|部委|上级部门|政府)"
_GIVEN = r"(?:下达|确定|规定|分解|核定|明确|要求|部署)"
_WHAT = r"(?:目标任务|目标要求|目标|任务|指标|要求|计划|责任权重|控制数|控制指标)"
#: 确保完成省下达目标, 达到国家下达的目标要求; the middle names the matter in 完成省下达的…任务
_ASSIGNED = re.compile(
    rf"(?:全面|超额|按期|圆满)?(?:落实完成|完成|达到|落实|实现|不低于|控制在){_GIVER}(?:[、和]{_GIVER}){{0,2}}{_GIVEN}(?:我[省市县区州])?的?(?P<matter>[^，。；、：\n]{{0,24}}?)(?P<what>{_WHAT})(?:范围内|以内)?(?=[，,。；;、：）\n]|\Z)"
)
#: 力争达到峰值, 2030年前达峰, 实现零增长; not 碳达峰行动
_PEAK = re.compile(
    r"(?:达到峰值|(?<!碳)达峰(?!行动|方案|目标|工作|试点|碳|、|实施|路径|进程|任务|关键)|实现零增长|趋零增长|零增长(?=[，。；、\n]|\Z)|归零|动态清零"
    r"|不再?增加(?=[，。；、\n]|\Z)|只减不增)"
)
#: 安全有序达峰, 有条件的地方率先达峰 name nothing that can be measured.
_EMITS = re.compile(
    r"排放|产能|生产能力|冶炼能力|炼油能力|加工能力|消费|能耗|用电|用煤|用水|产量|产能|消耗|用量|总量|强度"
)
#: 全面执行绿色建筑标准, 应装尽装, 全部实施循环化改造, 实现行政村全覆盖: only with a deadline in the
#: same sentence
_WHOLLY = re.compile(
    r"(?:全面(?:执行|推行|实行|实施|淘汰|退出|完成|达标|覆盖|普及|停止|取消|禁止|禁用)(?![的、])[^，。；\n]{0,24}"
    r"|全面实现[^，。；、\n]{2,16}?(?:化|利用|处理|处置|达标|联网|供应|供暖|分类)(?=[，。；、\n]|\Z)"
    r"|(?:基本)?实现全部[^，。；、\n]{2,8}|应(?P<deed>[\u4e00-\u9fff])尽(?P=deed)"
    r"|全部(?:实施|完成|实现|达到|建成|淘汰|退出|纳入|执行|落实|推行|覆盖|接入|达标|完工)[^，。；\n]{0,24}|(?:基本)?实现[^，。；、\n]{2,24}?(?:全覆盖|清零)|全覆盖(?=[，。；、\n]|\Z))"
)
_PART_START = re.compile(r"[，,。；;：:（(\n]")


@dataclass(frozen=True, slots=True)
class Aim:
    """A definite aim: its indicator, and the words from the indicator to the aim's end."""

    indicator: tuple[int, int]
    start: int
    end: int
    rule: str
    change: Change = "level"


def find_aims(text: str, start: int, end: int, deadlines: Sequence[Deadline]) -> Iterator[Aim]:
    """The aims without a figure of one sentence, in order."""
    for match in _ASSIGNED.finditer(text, start, end):
        if match["matter"]:
            span = (
                match.start("matter"),
                match.end("what") if match["what"] == "责任权重" else match.end("matter"),
            )
            yield Aim(span, match.start(), match.end(), "qualitative:assigned")
        elif (left := _left(text, start, match.start(), deadlines)) is not None:
            span = (left.start, left.end)
            yield Aim(span, left.start, match.end(), "qualitative:assigned", left.change)
    for match in _PEAK.finditer(text, start, end):
        noun = _noun(text, start, match.start(), deadlines)
        if noun is not None and _EMITS.search(text, noun[0], noun[1]):
            yield Aim(noun, noun[0], match.end(), "qualitative:peak")
    if any(d.kind == "by" for d in deadlines):
        for match in _WHOLLY.finditer(text, start, end):
            noun = _noun(text, start, match.start(), deadlines)
            if noun is None and match.group().startswith(("实现", "基本实现")):
                inner = match.start() + (4 if match.group().startswith("基本") else 2)
                noun = (inner, match.end() - (2 if match.group().endswith("清零") else 3))
            if noun is not None and any(
                d.kind == "by" and start <= d.start < match.start() for d in deadlines
            ):
                yield Aim(noun, min(noun[0], match.start()), match.end(), "qualitative:wholly")


def _noun(text: str, start: int, at: int, deadlines: Sequence[Deadline]) -> tuple[int, int] | None:
    """The noun phrase before an aim, in its own part of the sentence."""
    left = _left(text, start, at, deadlines)
    return (left.start, left.end) if left is not None else None


def _left(text: str, start: int, at: int, deadlines: Sequence[Deadline]) -> Left | None:
    low = start
    for border in _PART_START.finditer(text, max(start, at - 80), at):
        low = border.end()
    if low == start and at - start > 80:
        return None
    due = [d for d in deadlines if low <= d.start < at]
    left = read_left(text, low, at, due, ends=True, told=True)
    return left if left.end - left.start >= 2 else None
