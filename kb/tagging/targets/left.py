"""What stands left of a figure: the indicator, the predicate, the base, the commitment to rise or fall.

In: cleaned text, a figure and where its statement may begin.  Out: ``Left``.  The text is read
backwards from the figure, one predicate word at a time, until the noun phrase is reached; so
every word list is tried on a short window only and the reading is linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.model import Change, Comparator
from kb.tagging.targets.backwards import GE, LE, MAX_STEPS, SIGNS, Backwards
from kb.tagging.targets.deadlines import Deadline
from kb.tagging.targets.lexicon import guarded, listed


@dataclass(frozen=True, slots=True)
class Left:
    """The reading of the text before a figure; ``[start, end)`` is the indicator, perhaps empty."""

    start: int
    end: int
    comparator: Comparator | None = None
    soft: bool = False  # 控制在: its comparator gives way to 左右
    change: Change = "level"
    predicate: bool = False  # a word of level, change or comparison stands before the figure
    base_year: int | None = None
    from_base: bool = False  # 从10.23年|提高到10.8年
    verb: bool = False  # a verb of aiming directly before the figure: 建成|1000公里
    aim: bool = False  # a verb of aiming somewhere before the figure
    respectively: bool = False  # 分别
    perfect: bool = False  # 增长了5%
    verb_start: int = -1  # where the verb before the figure begins
    given: tuple[int, int] | None = None  # the word of giving before the figure: 最高|奖励|100万元
    thin: bool = False  # the noun is but a verb: 改造提升20万亩
    listing: bool = False  # …等|5个园区


_AIM = re.compile(listed("aim_verb"))
_SIGN = re.compile(rf"(?P<ge>{GE})|(?P<le>{LE})|(?P<lt>低于|少于|不足)")
_OPENING = re.compile(guarded("opening"))
_FIRST_VERB = re.compile(rf"(?:{listed('aim_verb')})(?!{listed('noun_after_verb')})")
_STRONG = re.compile(rf"(?<!的)(?:{listed('strong_verb')})(?!{listed('noun_after_verb')})")
#: Before a predicate only these are no part of the noun: 新建建筑的能效要提升30% keeps 新建.
_CAUSE = re.compile(
    rf"(?:培育|打造|引进|培养|引育|孵化|扶持|壮大|带动|推动|组建|落实|实施|开展|组织|发放|筹集)(?!{listed('noun_after_verb')})"
)
#: What ends everything before it: 「…，力争|铁路运输比例」, 「…使|整体能效」, 「由主管部门处|违法所得」,
#: 「禁止生产和使用|厚度」
_INNER = re.compile(
    r"力争|力求|争取|确保|努力|务必|是指|系指|使(?![用命馆])得?|给予|按照?(?![时期需劳])|的(?:前提|基础|条件|情况)[下上]|促使|带动|实现(?!程度|率|路径)"
    r"|(?<=[门关构府局委厅队可并])处以?(?![理置罚于分境方所])"
    r"|(?:禁止|严禁|不得|限制)(?:(?:生产|销售|使用|进口|出口|制造|新建|改建|扩建|建设|经营|运输|采用)[和、及或]?){1,4}"
)
#: 为每个乡镇提供|文化活动|不低于4场: for whom is no part of what
_PROVIDES = re.compile(
    r"(?:(?<![成作较认因])为|(?<![方走动导取定意])向|给(?!予|付|水))[^，。；、：]{1,24}?(?:提供|配备|发放|安排)(?!的)"
)
_EACH_SHARE = re.compile(r"分别占比?\Z")
_BY = re.compile(r"(?:按照?|以)\Z")
_THIN = re.compile(r"(?:改造|提升|改建|扩建|改扩建|调整|优化|更新|竣工|开工|投产|和|、)+")
_FALLS = re.compile(listed("decrease"))
_RISES = re.compile(r"新增|增加|提高|净增|增设")
_LISTING = re.compile(r"等(?:在内的)?\Z")


def read_left(
    text: str,
    low: int,
    figure: int,
    deadlines: Sequence[Deadline],
    *,
    ends: bool,
    counts: bool = False,
    gives: bool = True,
    told: bool = False,
) -> Left:
    """Read the text between ``low`` and a figure backwards.

    ``ends`` says that nothing hangs on the figure's right: then a verb before it belongs to the
    noun (棚户区住房改造600万套) unless it says that something is done (住房基本建成772万套).
    ``counts``: a noun to be counted follows (突破10项技术 is done, not exceeded); ``gives``: the
    figure may be given (奖励100万元); ``told``: the predicate stands elsewhere, as in a parenthesis.
    """
    state = Backwards(text, low, figure, deadlines, counts, gives)
    state.strip(verbs=not ends)
    aim = (
        state.verb
        or _AIM.search(text, low, state.end) is not None
        or _AIM.search(text, state.end, figure) is not None
    )
    start = _after_openings(state, deadlines)
    start = _sign_before_noun(state, start)
    start, change = _after_verbs(state, start, told)
    start, end, thin = _noun(state, start)
    listing = _LISTING.search(text, max(low, figure - 4), figure) is not None
    return Left(  # the noun with what was taken off behind it
        start,
        max(start, end),
        change=change,
        aim=aim,
        thin=thin,
        listing=listing,
        comparator=state.comparator,
        soft=state.soft,
        predicate=state.predicate,
        base_year=state.base_year,
        from_base=state.from_base,
        verb=state.verb,
        respectively=state.respectively,
        perfect=state.perfect,
        verb_start=state.verb_start,
        given=state.given,
    )


def _after_openings(state: Backwards, deadlines: Sequence[Deadline]) -> int:
    """Where the noun may begin: past deadlines, adverbs, 力争 and whom something is provided for."""
    text, end = state.text, state.end
    start = _skip_opening(text, state.low, end, deadlines)
    start = _after_inner(text, start, end, deadlines)
    if (served := _PROVIDES.search(text, state.low, end)) and start < served.end() <= end - 2:
        start = served.end()
    return start


def _sign_before_noun(state: Backwards, start: int) -> int:
    """按照|不超过|原规模2/3: the sign stands before the noun."""
    if state.comparator is not None or (match := _SIGN.match(state.text, start, state.end)) is None:
        return start
    state.comparator, state.predicate = SIGNS[match.lastgroup or ""], True
    return match.end()


def _after_verbs(state: Backwards, start: int, told: bool) -> tuple[int, Change]:
    """Past the verbs of aiming in front of the noun, and whether they let it rise or fall."""
    text, end = state.text, state.end
    if state.predicate or told:
        return _skip_verbs(text, start, end, _CAUSE), state.change
    opened = start
    start = _skip_verbs(text, start, end, _FIRST_VERB)
    change = _change_of(text, opened, max(start, opened + 2))
    for match in _STRONG.finditer(text, start + 2, end):
        if end - match.end() >= 2:
            start = match.end()
    return start, change


def _noun(state: Backwards, start: int) -> tuple[int, int, bool]:
    """The noun's own span, and whether it is but a verb."""
    text, end = state.text, state.end
    while end > start and text[end - 1] in " ，、：的每":
        end -= 1
    if (shares := _EACH_SHARE.search(text, max(start, end - 4), end)) and shares.start() > start:
        end = shares.start()  # 货物贸易和实际利用外资|分别占比|达30%和20%
    if text[start:end] in {"新增", "新增加", "累计", "新建"}:
        start = end
    thin = _THIN.fullmatch(text, start, end) is not None
    if state.share is not None and (start >= end or _BY.search(text, start, end)):
        start, end = state.share  # 每个项目按不超过|实际投入|的20%
    return start, end, thin


def _skip_opening(text: str, start: int, end: int, deadlines: Sequence[Deadline]) -> int:
    """Past deadlines, adverbs, auxiliaries and 全市 at the head of a statement."""
    starts = {deadline.start: deadline.end for deadline in deadlines if start <= deadline.start < end}
    for _ in range(2 * MAX_STEPS):
        if start in starts and starts[start] <= end:
            start = starts[start]
        elif (match := _OPENING.match(text, start, end)) and match.end() > start:
            start = match.end()
        else:
            break
    return start


def _after_inner(text: str, start: int, end: int, deadlines: Sequence[Deadline]) -> int:
    """Past the last 力争, 使 or deadline inside the stretch."""
    cut = start
    for match in _INNER.finditer(text, start, end):
        if end - match.end() >= 2:
            cut = match.end()
    for deadline in deadlines:
        if start <= deadline.start and deadline.end < end and end - deadline.end >= 2:
            cut = max(cut, deadline.end)
    return _skip_opening(text, cut, end, deadlines) if cut > start else start


def _skip_verbs(text: str, start: int, end: int, verb: re.Pattern[str]) -> int:
    """Past verbs of aiming in front of the noun; 新增 stays with it (新增水电装机容量)."""
    for _ in range(MAX_STEPS):
        match = verb.match(text, start, end)
        if match is None or end - match.end() < 2 or match.group() in {"新增", "新增加"}:
            break
        start = match.end()
        while start < end and text[start] in "了、，和及并或":
            start += 1
    return start


def _change_of(text: str, start: int, end: int) -> Change:
    """压减公用经费15% falls, 新增国际友城6个 rises."""
    if _FALLS.search(text, start, end):
        return "decrease"
    return "increase" if _RISES.search(text, start, end) else "level"
