"""What a sentence inherits: the deadline that governs it, and whether it tells of the past.

A deadline governs its sentence; where it opens a paragraph of aims, or stands in a section of
goals, it governs to the next deadline, a following list of —— items included.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.model import Clause
from kb.tagging.targets.deadlines import Deadline
from kb.tagging.targets.lexicon import guarded

_FACT_HEADING = re.compile(guarded("fact_heading"))
#: 夯实发展基础, 营造良好发展环境 set aims; 发展基础, 发展环境 tell of the past.
_AIM_HEADING = re.compile(
    r"^(?:夯实|筑牢|打牢|强化|加强|巩固|优化|营造|改善|完善|提升|推动|推进|加快|构建|健全|深化|建设|创新|适应|聚力|聚焦|完成|实现|打造)"
)
#: 主要目标, 发展目标, 2025年目标; not 目标任务分工
_GOAL_HEADING = re.compile(
    r"目标(?!.{0,4}(?:任务|责任|考核|管理|分工))|战略步骤|发展愿景"
    r"|(?:主要|发展|核心|预期|规划|具体|约束性)指标(?!体系|解释|说明)"
)
#: These hold goals in their own text, not in the sections below them.
_GOALS_OF_ITS_OWN = re.compile(r"总体(?:要求|思路|考虑)|指导思想")
#: 2025年主要目标任务, 二、2025年重点工作
_YEAR_HEADING = re.compile(
    r"(?P<year>(?:19|20)\d{2})年(?!.{0,12}(?:回顾|总结|情况|成效))(?=.{0,16}(?:目标|任务|工作|安排|重点|计划))"
)
#: 2024年工作回顾
_PAST_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})年(?=.{0,12}(?:回顾|总结|情况|成效))")
#: 专栏3 主要指标, 附表1, 附件：: a table or a box begins, and with it a text of its own
_CAPTION = re.compile(
    r"[ ]*(?:(?:专栏|附表|附件|附录|图表|表)[ ]?[\d一二三四五六七八九十]|附件?[：:]|附件[ ]*(?=\n|\Z))"
)
_ITEM = re.compile(r"[ ]*(?:——|—|―|--|－－|●|■|◆|•|·|一是|二是|三是|[①-⑳])")
#: Before a deadline that opens a paragraph: 力争, 总体目标：, 第一步，
_BEFORE_OPENING = re.compile(
    r"[ ]*(?:(?:力争|力求|确保|争取|努力|第[一二三四五]步|展望|其中|——|--"
    r"|(?:总体|主要|具体|发展|近期|中期|远期)?目标)[，：:是]?){0,3}"
)


#: 到2027年，完成以下任务：, 实现如下目标。
_LIST_FOLLOWS = re.compile(r"(?:以下|如下|下列)[^，。；：]{0,12}[：。][ \n]*\Z")


@dataclass(frozen=True, slots=True)
class Section:
    """What the headings over a clause say."""

    past: bool  # 2024年工作回顾, 发展基础
    goals: bool  # 主要目标
    year: int | None  # 2025年主要目标任务, 2024年工作回顾


def section(clause: Clause) -> Section:
    """Read a clause's own heading and those above it."""
    headings = [*clause.trail, clause.heading]
    past = goals = False
    for heading in reversed([h for h in headings if len(h) <= 30]):
        # The innermost heading that speaks of either decides: goals under 「面临的形势」 are goals.
        own = heading == clause.heading and _GOALS_OF_ITS_OWN.search(heading) is not None
        goals = own or bool(_GOAL_HEADING.search(heading))
        past = not goals and bool(_FACT_HEADING.search(heading)) and not _AIM_HEADING.search(heading)
        if goals or past:
            break
    pattern = _PAST_YEAR if past else _YEAR_HEADING
    years = [int(m["year"]) for h in headings if (m := pattern.search(h))]
    return Section(past, goals, years[-1] if years else None)


class Governing:
    """The deadline in force from sentence to sentence of one document."""

    def __init__(self) -> None:
        self.opened: Deadline | None = None  # governs the paragraph and its —— items
        self.current: Deadline | None = None
        self.goals_of = ""  # path of the section of goals that we are in
        self.listed_of = ""  # path of the clause that opens a numbered list: 到2027年，完成以下任务：
        self._path = self._annex = ""  # of the clause that is read, and its annex

    def close(self) -> None:
        """What follows stands under no deadline of what came before: a table, an annex, a caption."""
        self.opened = self.current = None
        self.goals_of = self.listed_of = ""

    def clause(self, path: str) -> None:
        """A new clause begins: a deadline reaches only into the clauses below its own, not into boxes."""
        annex, _, inner = path.rpartition("/")
        boxed = inner.rpartition(".")[2].startswith("z")
        below = path.startswith(self._path + ".") or self._within(path) or self._listed(path)
        if annex != self._annex or boxed or not below:
            self.close()
        self._annex, self._path = annex, path

    def paragraph(self, text: str, start: int, path: str, goals: bool) -> None:
        """A new paragraph begins: only goals and —— items go on under the old deadline."""
        if _CAPTION.match(text, start):
            self.close()
        if goals and self._within(path):
            if _ITEM.match(text, start):
                self.current = self.opened
            return
        if goals:
            self.goals_of, self.opened, self.current = path, None, None
            return
        self.goals_of = ""
        if self.opened is not None and (_ITEM.match(text, start) or self._listed(path)):
            self.current = self.opened
            return
        self.opened = self.current = None

    def _within(self, path: str) -> bool:
        return bool(self.goals_of) and (path == self.goals_of or path.startswith(self.goals_of + "."))

    def _listed(self, path: str) -> bool:
        return bool(self.listed_of) and path.startswith(self.listed_of + ".")

    def sentence(
        self, text: str, start: int, end: int, deadlines: Sequence[Deadline], opens: bool, list_follows: bool
    ) -> None:
        """A sentence has been read: does one of its deadlines govern what follows?

        ``opens``: it is the paragraph's first; ``list_follows``: a —— item follows the paragraph.
        """
        due = [d for d in deadlines if d.kind == "by" and d.year is not None]
        if not due:
            if deadlines and any(d.kind == "past" for d in deadlines) and not self.goals_of:
                self.current = None
            return
        head = _BEFORE_OPENING.match(text, start, end)
        at_head = head is not None and due[0].start <= head.end()
        item = bool(_ITEM.match(text, start))
        clear = [d for d in due if d.start == start or text[d.start - 1] in "，。：；、争求保取步 ——"]
        if self._listed(self._path):  # a task's own term holds for itself
            self.current = due[-1] if at_head else self.current
        elif (opens and at_head) or (list_follows and clear) or (self.goals_of and clear and not item):
            self.opened = self.current = clear[-1] if clear else due[-1]
            self.listed_of = self._path if _LIST_FOLLOWS.search(text, start, end) else ""
        elif (item and at_head) or (self.current is not None and at_head):
            self.current = due[-1]


def is_item(text: str, start: int) -> bool:
    """Whether a paragraph is a —— item of a list."""
    return bool(_ITEM.match(text, start))
