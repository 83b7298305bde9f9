"""Duties with a term: 「每年11月中旬前向市委、市政府汇报」, 「10个工作日内更新目录」.

In: a sentence with its figures and deadlines.  Out: rows of kind ``deadline`` with who reports
(``actor``) and to whom (``recipient``) as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.tagging.targets.deadlines import Deadline
from kb.tagging.targets.quantities import Quantity

_BODY = r"[^，。；：（）()\n]{2,30}?"
#: 向市委、市政府汇报; 报送生态环境部; 抄送市发展改革委; 报省发展改革委备案
_TO = re.compile(
    rf"向(?P<to>{_BODY})(?:专题|书面|全面|集中|统一)?(?:汇报|报告|报送|通报|提交|上报|报备|备案|反馈)"
)
_SENT = re.compile(
    r"(?:(?:报送|上报|呈报|报告(?=[至给到]))(?:至|给|到)?|报(?=[省市县区州国自中本上]))"
    r"(?P<to>[^，。；：（）()\n]{1,22}?(?:部|委|局|厅|办|室|府|会|门|组|院|构|行|心|司)(?:办公室)?)"
    r"(?=[，。；、）\n备审汇]|\Z)"
)
#: 「向市统计局报送|上年度用工情况」
_OBJECT = re.compile(r"[^，。；：（）()\n]{3,40}")
_COPY = re.compile(r"(?:并)?(?:抄送|抄报|抄告)(?P<to>[^，。；：（）()\n]{2,30})")
#: The month or day that makes 每年 a term: 每年11月中旬前, 每季度末
_DATED = re.compile(r"\d|底|末|初|中旬|前")
#: Before a term: 有关工作的进展情况以及重大问题，|在每年11月中旬前
_SUBJECT = re.compile(
    r"(?:(?<=[，。；\n ])|\A)由?(?P<actor>[^，。；：\n]{2,40}?)"
    r"(?=需要|应当|(?<![供响效反])应|(?<![主重需])要|须|(?<![必])需|将|负责|于每|于|在每|每年|按|组织|定期|根据|对)"
)
#: Somebody who can report; 「评估结果应于每年3月底前报送」 names nobody.
_ACTS = re.compile(
    r"(?:单位|部门|政府|[局委办厅会处院所校社]|公司|企业|机构|小组|中心|组织|[市县区州镇乡]|[）)])\Z"
)
#: A body and nothing else: no 「有关单位的进展情况」, no 「对落实不力的单位」.
_BODY_ALONE = re.compile(r"由?[^，。；：\n的对向将]{1,24}(?:部门|政府|[局委办厅院社]|公司|机构|小组|中心)")
#: The verb stands no farther than this behind its term.
_FARTHEST = 120
_TAIL = re.compile(r"[，、]?(?:将|在|于|并|分别|前|须|应|要)*\Z")


@dataclass(frozen=True, slots=True)
class Duty:
    """What is due when, from whom and to whom; ``value`` is a number of days or empty."""

    indicator: tuple[int, int]
    start: int
    end: int
    deadline: Deadline | None
    value: str = ""
    unit: str = ""
    figure: tuple[int, int] | None = None
    actor: str = ""
    recipient: str = ""
    early: bool = False  # 提前24小时: at least, not within
    rule: str = "duty:report"


def find_duties(
    text: str, start: int, end: int, figures: Sequence[Quantity], deadlines: Sequence[Deadline]
) -> Iterator[Duty]:
    """The duties with a term of one sentence."""
    reported = next(_reports(text, start, end, deadlines), None)
    if reported is not None:
        yield reported
    for figure in figures:
        if (term := _term(text, start, end, figure)) is not None:
            yield term


def _reports(text: str, start: int, end: int, deadlines: Sequence[Deadline]) -> Iterator[Duty]:
    for deadline in deadlines:
        dated = deadline.kind == "by" or (deadline.kind == "frequency" and _DATED.search(deadline.text, 1))
        if not dated:
            continue
        high = min(end, deadline.end + _FARTHEST)
        found = _TO.search(text, deadline.start, high) or _SENT.search(text, deadline.start, high)
        if found is None or "。" in text[deadline.end : found.start()]:
            continue
        recipient, last = found["to"], found.end()
        reported = _OBJECT.match(text, last, end)
        copy = _COPY.search(text, last, end)
        if copy is not None:
            recipient, last = f"{recipient}，抄送{copy['to']}", copy.end()
        actor = _actor(text, start, deadline, found.start())
        noun = _matter(text, start, deadline, found.start())
        if reported is not None and ((actor and actor in text[noun[0] : noun[1]]) or noun[0] == noun[1]):
            noun, last = (reported.start(), reported.end()), max(last, reported.end())
        if noun[0] >= noun[1]:
            noun = found.span()  # 每年11月|向市委汇报
        yield Duty(noun, min(noun[0], deadline.start), last, deadline, actor=actor, recipient=recipient)


def _actor(text: str, start: int, deadline: Deadline, verb: int) -> str:
    """Who reports: the sentence's subject before the term, or the one after it; empty if nobody can."""
    before = actor_of(text, start, deadline)
    found = None if before else _SUBJECT.search(text, deadline.end + 1, verb)
    return before or (found["actor"] if found and _ACTS.search(found["actor"]) else "")


def actor_of(text: str, start: int, deadline: Deadline) -> str:
    """The sentence's subject before a term, if it is somebody who can act; empty otherwise."""
    start = max(start, deadline.start - _FARTHEST)
    while text[start : start + 1] in {" ", "，"}:
        start += 1
    # 「各部门要落实责任，市水利局|每年12月底前向…报告」: who stands at the term itself reports.
    high = _TAIL.search(text, start, deadline.start).start()  # type: ignore[union-attr]
    near = max(start, max(text.rfind(sign, start, high) for sign in "，。；：") + 1)
    if near > start and _BODY_ALONE.fullmatch(text, near, high):
        return text[near:high].removeprefix("由")
    subjects = (
        _SUBJECT.match(text, start, deadline.start + 2),
        _SUBJECT.search(text, start, deadline.start),
    )
    return next((found["actor"] for found in subjects if found and _ACTS.search(found["actor"])), "")


def _matter(text: str, start: int, deadline: Deadline, verb: int) -> tuple[int, int]:
    """What is reported: 「有关工作的进展情况以及重大问题，在每年…」, 「将自评估情况|报送」."""
    high = _TAIL.search(text, start, deadline.start).start()  # type: ignore[union-attr]
    low = max(text.rfind(sign, start, high) for sign in "，。；") + 1
    low = max(low, start)
    if (
        high - low >= 4
        and not _ACTS.search(text, low, high)
        and not text[low:high].endswith(("要", "应", "需"))
    ):
        return low, high
    low = max(deadline.end, max(text.rfind(sign, deadline.end, verb) for sign in "，；") + 1)
    if taken := re.match(r"(?:并|要|应)*(?:将|把|形成|提交|编制)", text[low:verb]):
        low += taken.end()  # 形成|试点工作总结报告|报送…
    return low, max(low, verb)


#: 10个工作日|内, 5日内, 30天内; 15日前 is a date
_DAYS = ("工作日", "日", "天", "自然日", "小时")
#: 24小时内|响应、48小时内办结: ends before the next term
_ACTION = re.compile(r"(?:(?!、\d)[^，。；：\n]){2,40}")
_EARLY = re.compile(r"(?:至少)?提前(?:至少)?\Z")
#: 审批时限压缩|至5个工作日内: the reader of figures has it
_MEASURED = re.compile(r"(?:[至到为]|控制在|不超过|不多于|少于|低于)\Z")
#: 5日|以内, 3个工作日|办结
_CLOSING = ("内", "之内", "以内", "办结", "审结", "办理完", "答复", "反馈")
_IN = re.compile(r"(?:之内|以内|内|，)*")


def _term(text: str, start: int, end: int, figure: Quantity) -> Duty | None:
    """「自…之日起10个工作日内更新目录」: a number of days within which something is due."""
    if figure.group != "time" or not figure.unit.endswith(_DAYS):
        return None
    before = (max(start, figure.start - 6), figure.start)
    within = figure.tail.endswith("内") or text.startswith(_CLOSING, figure.tail_end)
    early = _EARLY.search(text, *before)
    if not (within or early) or _MEASURED.search(text, *before):
        return None
    at = _IN.match(text, figure.tail_end, end).end()  # type: ignore[union-attr]
    action = _ACTION.match(text, at, end)
    if action is None:
        return None
    return Duty(
        (action.start(), action.end()),
        early.start() if early is not None else figure.start,
        action.end(),
        None,
        figure.value,
        figure.unit,
        (figure.start, figure.end),
        early=early is not None,
        rule="duty:days",
    )
