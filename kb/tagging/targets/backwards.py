"""Take the predicate before a figure off, one word after the other, until its noun is reached.

In: cleaned text, where a statement may begin and where its figure stands.  Out: ``Backwards``, whose
``end`` is the end of the noun and whose other fields say what was taken off.  Every word list is
tried on a short window only, so the reading is linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.model import Change, Comparator
from kb.tagging.targets.deadlines import Deadline, plan_end
from kb.tagging.targets.lexicon import guarded, listed, words

#: Words and signs: 不低于, ≥
GE = r"不(?:得|应|能|宜)?(?:低|少|小|短)于|至少|不下|最低|不得低于|[≥≧⩾]|>="
_GT = r">|突破|超过|高于|大于|多于|超出|跨过|(?<![通经越])过|逾|(?<!高)超"
LE = r"不(?:得|应|能|可|宜)?(?:超过|高于|大于|多于|超)|最高(?:可达|不超过)?|最多|至多|上限为?|[≤≦⩽]|<="
_LT = r"<|低于|少于|小于|不足|短于"
_NEAR = r"大约|接近|将近|约为|(?<![节集合契预大条公制签])约|(?<![附邻就临最])近|总体为"
_UP, _DOWN = (
    listed("increase") + "|(?<![新倍])增|(?<![提爬])升",
    listed("decrease") + "|(?<![下沉])降|(?<![削缩])减",
)
_TO = "(?:到|至|为)"

_SUFFIX = re.compile(
    rf"(?:(?P<ge>{GE})|(?P<gt>{_GT})|(?P<le>{LE})|(?P<lt>{_LT})|(?P<near>{_NEAR})|(?P<cap>(?:控制|限制|压减|压缩)(?:在|到|至))"
    rf"|(?P<to>(?:{_UP}|{_DOWN}){_TO})|(?P<up>{_UP}|(?<=翻))|(?P<down>{_DOWN})|(?P<perfect>(?<![除为])了)"
    rf"|(?P<give>{listed('give')})|(?P<level>{listed('level')}|{guarded('level_short')})|(?P<respectively>分别|依次)|(?P<adverb>{guarded('adverb')})"
    r"|(?P<from>(?<![自理])由|(?<![服])从)|(?P<blank>[ ]))\Z"
)
SIGNS: dict[str, Comparator] = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<", "near": "~", "cap": "<="}
#: 较2020年, 比2005年, 较“十三五”末, 在2020年基础上, 比上年
_BASE = re.compile(
    r"(?:较|比|相较于?|相比于?|对比|较之|与|在|以)(?:(?P<year>(?:19|20)\d{2})年?|[“\"]?(?P<plan>十[一二三四五])五[”\"]?|上一?年度?|去年|同期|基期|目前|现有|改革前|改造前)"
    r"(?:同期|期间|时期|末期|期末|底|末|初)?(?:水平|基础上|相比|为基期|同口径)?\Z"
)
#: 从2020年末的|57亿元增长到…, 由目前的|20%提高到…
_ORIGIN = re.compile(
    r"(?:从|由)(?:(?P<year>(?:19|20)\d{2})年(?:底|末|初)?|目前|现有|现在|现状|当前|去年|上年度?|基期年?)的?\Z"
)
#: 不低于绩效工资总量的|70%, 占全省支出的|68%, 达到采购总额|25%: the share of what
_SHARE = re.compile(
    rf"(?:(?P<of>占(?!比)到?)|(?P<ge>{GE})|(?P<le>{LE})|(?P<gt>超过)|达到?)"
    r"(?:(?P<what>[^，。；、\d]{2,24})的|(?P<total>[^，。；、\d的]{0,14}(?:总[额量数]|人数)))\Z"
)
#: 固定资产投资|1亿元以上的项目: invested money, nothing done
_INVESTED = r"(?<!资产)(?<!设备)(?<!工业)(?<!实际)(?<!直接)(?<!民间)(?<!技改)(?<!改造)(?<!软件)(?<!研发)投资"
_VERB = re.compile(rf"(?<!总)(?:(?!投资)(?:{listed('aim_verb')})|{_INVESTED})\Z")
_DONE = re.compile(r"(?:基本)?(?:建成|完成|实现|达成|投运|投产)\Z")
#: The last characters of what these patterns find: a look at one character saves most searches.
_BASE_ENDS = frozenset('0123456789年五”"度期前有间末底初平上比径')
_ORIGIN_ENDS = frozenset("的年底末初前有在状度")
_VERB_ENDS = frozenset(word[-1] for word in words("aim_verb")) | frozenset("成运产现")
_WINDOW = 16
MAX_STEPS = 12


class Backwards:
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
        for _ in range(MAX_STEPS):
            if not (
                self._origin()
                or self._word()
                or self._base()
                or self._share()
                or self._added()
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
        elif role in SIGNS:
            self.comparator, self.soft = self.comparator or SIGNS[role], self.soft or role == "cap"
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
        if self.end == self.low or self.text[self.end - 1] not in _ORIGIN_ENDS:
            return False
        match = _ORIGIN.search(self.text, max(self.low, self.end - 14), self.end)
        if match is None:
            return False
        self.from_base, self.end = True, match.start()
        self.base_year = int(match["year"]) if match["year"] else None
        return True

    def _base(self) -> bool:
        if self.end == self.low or self.text[self.end - 1] not in _BASE_ENDS:
            return False
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
        if self.predicate or self.end == self.low or self.text[self.end - 1] not in "的额量数":
            return False
        match = _SHARE.search(self.text, max(self.low, self.end - 32), self.end)
        if match is None:
            return False
        self.comparator = (
            ">=" if match["ge"] else "<=" if match["le"] else ">" if match["gt"] else self.comparator
        )
        self.predicate = True
        self.end = match.start()
        what = "what" if match["what"] else "total"
        self.share = None if match["of"] else match.span(what)
        return True

    def _added(self) -> bool:
        """企业数量每年|新增|200家: a predicate where its noun stands before the term."""
        at = self.end - 2
        start = self.deadline_at.get(at)
        if start is None or self.predicate or start - self.low < 2 or start in self.deadline_at:
            return False
        if self.text[at : self.end] not in {"新增", "净增"}:
            return False
        self.change, self.predicate, self.end = "increase", True, at
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
        if self.end == self.low or self.text[self.end - 1] not in _VERB_ENDS:
            return False
        match = (_VERB if verbs else _DONE).search(self.text, max(self.low, self.end - 8), self.end)
        if match is None or (not verbs and match.start() <= self.low):
            return False
        self.verb, self.end, self.verb_start = True, match.start(), match.start()
        return True
