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
from kb.tagging.targets.deadlines import Deadline, plan_end
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


_GE = r"不(?:得|应|能|宜)?(?:低|少|小|短)于|至少|不下|最低|不得低于"
_GT = r"突破|超过|高于|大于|多于|超出|跨过|(?<![通经越])过|逾|(?<!高)超"
_LE = r"不(?:得|应|能|可|宜)?(?:超过|高于|大于|多于|超)|最高可达|最高不超过|最高|最多|至多|上限为|上限"
_LT = r"低于|少于|小于|不足|短于"
_NEAR = r"大约|接近|将近|约为|(?<![节集合契预大条公制签])约|(?<![附邻就临最])近|总体为"
_UP, _DOWN = (
    listed("increase") + "|(?<![新倍])增|(?<![提爬])升",
    listed("decrease") + "|(?<![下沉])降|(?<![削缩])减",
)
_TO = "(?:到|至|为)"

_SUFFIX = re.compile(
    rf"(?:(?P<ge>{_GE})|(?P<gt>{_GT})|(?P<le>{_LE})|(?P<lt>{_LT})|(?P<near>{_NEAR})|(?P<cap>(?:控制|限制|压减|压缩)(?:在|到|至))"
    rf"|(?P<to>(?:{_UP}|{_DOWN}){_TO})|(?P<up>{_UP}|(?<=翻))|(?P<down>{_DOWN})|(?P<perfect>(?<![除为])了)"
    rf"|(?P<give>{listed('give')})|(?P<level>{listed('level')}|{guarded('level_short')})|(?P<respectively>分别|依次)|(?P<adverb>{guarded('adverb')})"
    r"|(?P<from>(?<![自理])由|(?<![服])从)|(?P<blank>[ ]))\Z"
)
_SIGNS: dict[str, Comparator] = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<", "near": "~", "cap": "<="}
_SIGN = re.compile(rf"(?P<ge>{_GE})|(?P<le>{_LE})|(?P<lt>低于|少于|不足)")
#: 较2020年, 比2005年, 较“十三五”末, 在2020年基础上, 比上年
_BASE = re.compile(
    r"(?:较|比|相较于?|相比于?|对比|较之|与|在|以)(?:(?P<year>(?:19|20)\d{2})年?|[“\"]?(?P<plan>十[一二三四五])五[”\"]?|上一?年度?|去年|同期|基期|目前|现有|改革前|改造前)"
    r"(?:同期|期间|时期|末期|期末|底|末|初)?(?:水平|基础上|相比|为基期|同口径)?\Z"
)
#: 从2020年末的|57亿元增长到…
_ORIGIN = re.compile(r"(?:从|由)(?P<year>(?:19|20)\d{2})年(?:底|末|初)?的?\Z")
#: 不低于绩效工资总量的|70%, 占全省支出的|68%: the share of what
_SHARE = re.compile(
    rf"(?:(?P<of>占(?!比)到?)|(?P<ge>{_GE})|(?P<le>{_LE})|(?P<gt>超过)|达到?)(?P<what>[^，。；、\d]{{2,24}})的\Z"
)
_VERB = re.compile(rf"(?<!总)(?:{listed('aim_verb')})\Z")
_DONE = re.compile(r"(?:基本)?(?:建成|完成|实现|达成|投运|投产)\Z")
_AIM = re.compile(listed("aim_verb"))
_OPENING = re.compile(guarded("opening"))
_FIRST_VERB = re.compile(rf"(?:{listed('aim_verb')})(?!{listed('noun_after_verb')})")
_STRONG = re.compile(rf"(?<!的)(?:{listed('strong_verb')})(?!{listed('noun_after_verb')})")
#: Before a predicate only these are no part of the noun: 新建建筑的能效要提升30% keeps 新建.
_CAUSE = re.compile(
    rf"(?:培育|打造|引进|培养|引育|孵化|扶持|壮大|带动|推动|组建|落实|实施|开展|组织|发放|筹集)(?!{listed('noun_after_verb')})"
)
#: What ends everything before it: 「…，力争|铁路运输比例」, 「…使|整体能效」
_INNER = re.compile(
    r"力争|力求|争取|确保|努力|务必|是指|系指|使(?![用命馆])得?|给予|按照?(?![时期需劳])|的(?:前提|基础|条件|情况)[下上]|促使|带动|实现(?!程度|率|路径)"
)
#: 为每个乡镇提供|文化活动|不低于4场: for whom is no part of what
_PROVIDES = re.compile(
    r"(?:(?<![成作较认因])为|(?<![方走动导取定意])向|给(?!予|付|水))[^，。；、：]{1,24}?(?:提供|配备|发放|安排)(?!的)"
)
_BY = re.compile(r"(?:按照?|以)\Z")
_THIN = re.compile(r"(?:改造|提升|改建|扩建|改扩建|调整|优化|更新|竣工|开工|投产|和|、)+")
_FALLS = re.compile(listed("decrease"))
_RISES = re.compile(r"新增|增加|提高|净增|增设")
_LISTING = re.compile(r"等(?:在内的)?\Z")
_WINDOW = 16
_MAX_STEPS = 12


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
    state = _Backwards(text, low, figure, deadlines, counts, gives)
    state.strip(verbs=not ends)
    start, end = state.low, state.end
    aim = state.verb or bool(_AIM.search(text, low, end)) or bool(_AIM.search(text, end, figure))
    start = _skip_opening(text, start, end, deadlines)
    start = _after_inner(text, start, end, deadlines)
    if (served := _PROVIDES.search(text, state.low, end)) and start < served.end() <= end - 2:
        start = served.end()
    if state.comparator is None and (match := _SIGN.match(text, start, end)) is not None:
        # 按照|不超过|原规模2/3: the sign stands before the noun
        state.comparator = next(sign for role, sign in _SIGNS.items() if match.groupdict().get(role))
        state.predicate, start = True, match.end()
    change = state.change
    if not (state.predicate or told):
        opened = start
        start = _skip_verbs(text, start, end, _FIRST_VERB)
        change = _change_of(text, opened, max(start, opened + 2))
        for match in _STRONG.finditer(text, start + 2, end):
            if end - match.end() >= 2:
                start = match.end()
    else:
        start = _skip_verbs(text, start, end, _CAUSE)
    while end > start and text[end - 1] in " ，、：的":
        end -= 1
    if text[start:end] in {"新增", "新增加", "累计", "新建"}:
        start = end
    thin = _THIN.fullmatch(text, start, end) is not None
    if state.share is not None and (start >= end or _BY.search(text, start, end)):
        start, end = state.share  # 每个项目按不超过|实际投入|的20%
    return Left(
        start,
        max(start, end),
        comparator=state.comparator,
        soft=state.soft,
        change=change,
        predicate=state.predicate,
        base_year=state.base_year,
        from_base=state.from_base,
        verb=state.verb,
        aim=aim,
        respectively=state.respectively,
        perfect=state.perfect,
        verb_start=state.verb_start,
        given=state.given,
        thin=thin,
        listing=bool(_LISTING.search(text, max(low, figure - 4), figure)),
    )


class _Backwards:
    """Takes one predicate word after the other off the end of a stretch of text."""

    def __init__(
        self, text: str, low: int, end: int, deadlines: Sequence[Deadline], counts: bool, gives: bool
    ) -> None:
        self.text, self.low, self.end, self.counts, self.gives = text, low, end, counts, gives
        self.deadline_at = {
            deadline.end: deadline.start for deadline in deadlines if low < deadline.end <= end
        }
        self.comparator: Comparator | None = None
        self.change: Change = "level"
        self.base_year: int | None = None
        self.soft = self.predicate = self.from_base = self.verb = self.respectively = self.perfect = False
        self.verb_start = -1
        self.given: tuple[int, int] | None = None
        self.share: tuple[int, int] | None = None
        self.levelled = self.reached = False

    def strip(self, *, verbs: bool) -> None:
        for _ in range(_MAX_STEPS):
            if not (
                self._origin()
                or self._word()
                or self._base()
                or self._share()
                or self._deadline()
                or self._verb(verbs)
            ):
                break

    def _word(self) -> bool:
        match = _SUFFIX.search(self.text, max(self.low, self.end - _WINDOW), self.end)
        if match is None or (match.start() == match.end() and not match["up"]):
            return self._doubling(match)
        role = match.lastgroup or ""
        if (
            role == "level"
            and match.group() in {"保持", "稳定", "是"}
            and self.end - match.start() == self.end - self.low
        ):
            role = "adverb"
        if role == "gt" and match.group() == "突破" and self.counts:
            self.verb, self.verb_start = True, match.start()  # 突破10项关键技术: a verb, no sign
        elif role in _SIGNS:
            self.comparator, self.soft = self.comparator or _SIGNS[role], self.soft or role == "cap"
            self.predicate = self.predicate or role != "near"
        elif role in {"to", "level"}:
            self.predicate = self.levelled = True
        elif role in {"up", "down"} and self.reached and not self.predicate:
            self.predicate = self.levelled = True  # 增长|到2025年的78.9亿元: a level
        elif role in {"up", "down"} and not self.levelled and self.change == "level":
            self.change = "increase" if role == "up" else "decrease"
            self.predicate = True
        elif role in {"up", "down"}:
            return False  # 城镇新增就业增长5%: the second word of change is part of the noun
        elif role == "from":
            self.from_base = not self.predicate
        elif role == "respectively":
            self.respectively = True
        elif role == "perfect":
            self.perfect = True
        elif role == "give" and not self.gives:
            return False  # 租赁补贴9万户
        elif role == "give":
            nameable = match.group() not in {"给予", "予以"}
            self.given = self.given if self.given and not nameable else (match.start(), match.end())
        self.end = match.start()
        return True

    def _doubling(self, match: re.Match[str] | None) -> bool:
        """翻|一番: the figure itself follows the verb."""
        if self.end > self.low and self.text[self.end - 1] == "翻":
            self.change, self.predicate, self.end = "increase", True, self.end - 1
            return True
        return False

    def _origin(self) -> bool:
        match = _ORIGIN.search(self.text, max(self.low, self.end - 14), self.end)
        if match is None:
            return False
        self.from_base, self.base_year, self.end = True, int(match["year"]), match.start()
        return True

    def _base(self) -> bool:
        match = _BASE.search(self.text, max(self.low, self.end - 24), self.end)
        if match is None:
            return False
        if match["year"]:
            self.base_year = int(match["year"])
        elif match["plan"]:
            self.base_year = plan_end(match["plan"])
        self.end = match.start()
        return True

    def _share(self) -> bool:
        if self.predicate or self.end == self.low or self.text[self.end - 1] != "的":
            return False
        match = _SHARE.search(self.text, max(self.low, self.end - 32), self.end)
        if match is None:
            return False
        self.comparator = (
            ">=" if match["ge"] else "<=" if match["le"] else ">" if match["gt"] else self.comparator
        )
        self.predicate = True
        self.end = match.start()
        self.share = None if match["of"] else (match.start("what"), match.end("what"))
        return True

    def _deadline(self) -> bool:
        start = self.deadline_at.get(self.end)
        if start is None and self.text[self.end - 1 : self.end] == "的":
            start = self.deadline_at.get(self.end - 1)  # 增长到2025年的|78.9亿元
        if start is None or start < self.low:
            return False
        if not self.predicate and self.text[start] in "到至":
            self.reached = True
        self.end = start
        if self.text[start - 1 : start] in {"、", "和", "与", "及"} and start - 1 in self.deadline_at:
            self.end = start - 1  # 2024年、|2025年分别
        return True

    def _verb(self, verbs: bool) -> bool:
        if verbs and self.levelled:
            return False  # 总投资|在10亿元以上: after a level a verb is part of the noun
        match = (_VERB if verbs else _DONE).search(self.text, max(self.low, self.end - 8), self.end)
        if match is None or (not verbs and match.start() <= self.low):
            return False
        self.verb, self.end, self.verb_start = True, match.start(), match.start()
        return True


def _skip_opening(text: str, start: int, end: int, deadlines: Sequence[Deadline]) -> int:
    """Past deadlines, adverbs, auxiliaries and 全市 at the head of a statement."""
    starts = {deadline.start: deadline.end for deadline in deadlines if start <= deadline.start < end}
    for _ in range(2 * _MAX_STEPS):
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
    for _ in range(_MAX_STEPS):
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
