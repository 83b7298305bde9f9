"""Read the figures of one sentence into rows of the ledger.

In: cleaned text, one sentence of it, its figures and deadlines, and what it inherits.  Out:
``Row`` records in offsets of the cleaned text; the caller turns them into ``Target``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.model import TargetKind
from kb.tagging.targets.commitments import Commitments
from kb.tagging.targets.deadlines import Deadline
from kb.tagging.targets.kinds import Reading, kind_of, tells_of_the_past
from kb.tagging.targets.left import read_left
from kb.tagging.targets.ordered import Ordered
from kb.tagging.targets.pairing import pair_subjects
from kb.tagging.targets.quantities import Quantity
from kb.tagging.targets.right import Right, read_right
from kb.tagging.targets.rows import (
    Inherited,
    Row,
    comparator,
    crosses,
    first_word,
    joined,
    shared,
    with_verb_of,
)
from kb.tagging.targets.statements import Part, part_of, split_parts

#: No indicator begins farther than this before its figure.
LONGEST_STATEMENT = 200
#: A name in another part of the sentence is looked for so far.
_NEARBY = 100
#: 从10.2年|提高到10.8年
_MOVES_ON = re.compile(
    r"(?:逐步|稳步|进一步|平均)?(?:提高|提升|增加|增长|上升|扩大|拓展|下降|降低|减少|压减|缩短|缩小|调整|降|增|升|发展|上调|下调)"
)
_GIVEN_THING = re.compile(r"(?:奖励|奖补|补助|补贴|资助|贴息|扶持|奖金|资金|基金|经费|贷款|罚款|罚金)\Z")
#: 年销售收入首次|达到2000万元、5000万元的: a condition that more than that fulfils as well
_REACHED = re.compile(r"达(?:到|成)?(?!标)")
_AIMS = re.compile(r"达到|力争|确保|到\d{4}年")
_GIFT = re.compile(
    r"(?:财政|专项|配套|运营|建设|购置|租金|贷款|电价|资金)?(?:补贴|补助|奖补|贴息)|一次性奖励|奖励|资助|扶持|返还|补偿"
    r"|奖金|资金|经费|罚款|罚金"
)
#: 给予财政补贴，每家最高100万元; 单个项目最高不超过100万元: among whom it is shared out, not what is given
_EACH = re.compile(r"(?:每|单|同一|各)[^，。；、的]{0,8}\Z")
#: 特等奖|100万元、一等奖|50万元奖励: each sum is that of its own grade
_GRADE = re.compile(
    r"(?:(?:特|优秀|[一二三四五六]|[金银铜])等?奖|第[一二三四五]名|[A-D一二三四]类|[A-D一二三四五]级)\Z"
)


class Sentence:
    """The figures of one sentence, read from left to right."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        figures: Sequence[Quantity],
        deadlines: Sequence[Deadline],
        inherited: Inherited,
    ) -> None:
        self.text, self.start, self.end = text, start, end
        self.figures, self.inherited = figures, inherited
        self.measured, self.due = Ordered(figures), Ordered(deadlines)
        self.parts = split_parts(text, start, end)
        self.part_starts = [part.start for part in self.parts]
        self.commitments = Commitments(text, start, end, deadlines)
        self.origin: int | None = None  # the year of the figure that the next one is compared with
        self.told = tells_of_the_past(text, start, end)
        self.indicator = inherited.indicator  # of the figure before, for 「2030年达到70%」

    def rows(self) -> list[Row]:
        """The sentence's rows, in order of their figures."""
        rows: list[Row] = []
        for group in self._groups():
            rows += self._group_rows(group)
        return rows

    def _groups(self) -> list[list[Reading]]:
        """Figures joined by 、 or 和 under one predicate are read together."""
        groups: list[list[Reading]] = []
        bounds: dict[int, int] = {}  # where the next statement of each part may begin
        for number, figure in enumerate(self.figures):
            index = part_of(self.parts, self.part_starts, figure.start)
            reading = self._reading(number, index, bounds)
            previous = groups[-1][-1] if groups else None
            beside = previous is not None and previous.part_end == reading.part_end
            if previous is not None and beside and joined(self.text, previous, figure):
                groups[-1].append(reading)
            else:
                if previous is not None and beside and reading.left.start == reading.left.end:
                    # 建设100家智慧农业应用基地、16家以上智能牧场: the verb holds for both
                    reading = replace(reading, left=with_verb_of(previous.left, reading.left))
                groups.append([reading])
            if reading.right.kind == "end" or reading.left.from_base:
                bounds[index] = figure.tail_end
        return groups

    def _reading(self, number: int, index: int, bounds: dict[int, int]) -> Reading:
        figure, part = self.figures[number], self.parts[index]
        bound = bounds.get(index, part.start)
        if self.text[figure.start - 1] in "、和及与" and figure.start > part.start:
            bounds[index] = bound = figure.start  # 90%大型矿山、|80%中型矿山
        later = (q for q in self.figures[number + 1 : number + 4] if not q.chinese and q.start < part.end)
        following = next(later, None)
        right = read_right(self.text, figure, part.end, following)
        counts = right.kind == "noun" and figure.group == "count"
        bound = max(bound, figure.start - LONGEST_STATEMENT)
        left = read_left(
            self.text,
            bound,
            figure.start,
            self.due.between(bound, figure.start),
            ends=right.kind == "end",
            counts=counts,
            gives=figure.group in {"money", "percent", ""},
        )
        if left.from_base and not _MOVES_ON.match(self.text, figure.tail_end, part.end):
            left = replace(left, from_base=False)  # 由3位院士领衔
        return Reading(
            figure,
            left,
            right,
            part.start,
            part.end,
            part.depth,
            self._qualifies(part, right),
            self._quoted(figure, part),
        )

    def _qualifies(self, part: Part, right: Right) -> bool:
        """（运距在500公里以上）的煤炭: the parenthesis says which coal is meant."""
        if part.depth == 0:
            return False
        if self.text.startswith("口径", right.start):
            return True
        after = self.text[part.end + 1 : part.end + 2]
        return after == "的" and not _AIMS.search(self.text, part.start, part.end)

    def _quoted(self, figure: Quantity, part: Part) -> bool:
        opened = self.text.rfind("“", max(part.start, figure.start - _NEARBY), figure.start)
        return opened >= 0 and self.text.find("”", opened, figure.start) < 0

    def _group_rows(self, group: list[Reading]) -> list[Row]:
        head, last = group[0], group[-1]
        figure = head.figure.start
        near = max(head.part_start, figure - LONGEST_STATEMENT)
        respectively = head.left.respectively or "分别" in self.text[near:figure]
        readings, subjects = group, None
        if len(group) > 1:
            first = head.left.start if head.left.end > head.left.start else -1
            readings = [
                replace(one, left=shared(head.left, one.left), right=last.right, head=first) for one in group
            ]
            subjects = pair_subjects(self.text, head.left.start, head.left.end, len(group))
        dues = self._dues(head, len(group)) if respectively and (len(group) > 1 or subjects is None) else None
        rows: list[Row] = []
        for number, reading in enumerate(readings):
            for row in self._rows(reading, subjects[number] if subjects and respectively else None):
                if dues is not None and len(group) == len(dues) and row.kind == "target":
                    row = replace(row, year=dues[number].year, deadline=dues[number].text)
                    rows.append(row)
                elif dues is not None and len(group) == 1 and row.kind == "target":
                    # 十四五、十五五期间分别新增4000万千瓦: the same figure twice
                    rows += [replace(row, year=due.year, deadline=due.text) for due in dues]
                else:
                    rows.append(row)
        return rows

    def _dues(self, head: Reading, size: int) -> list[Deadline] | None:
        """Several deadlines listed before 分别: 「2024年、2025年分别突破…」."""
        before = [d for d in self.due.before(head.figure.start) if d.kind == "by"]
        run: list[Deadline] = []
        for deadline in before:
            if run and self.text[run[-1].end : deadline.start] in {"、", "和", "与", "及", "，"}:
                run.append(deadline)
            else:
                run = [deadline]
        return run if len(run) > 1 and (size == 1 or len(run) == size) else None

    def _rows(self, reading: Reading, subject: tuple[int, int] | None) -> list[Row]:
        figure, left = reading.figure, reading.left
        due = self._deadline(figure.start)
        past = self._past(figure.start, due)
        kind = kind_of(self.text, reading, past=past, due=due is not None and due.kind == "by")
        if kind is None:
            return []
        start, end = subject or self._indicator(reading, kind)
        if left.thin and self.indicator and reading.right.kind == "end":
            start = end  # 新建高标准农田30万亩，改造提升20万亩
        if (
            kind == "support"
            and left.comparator == "<="
            and left.given is None
            and _EACH.match(self.text, start, end)
        ):
            found = self._named_nearby(reading, kind)
            start, end = found or (start, end)
        indicator = self.text[start:end]
        if not indicator and (found := self._named_nearby(reading, kind)) is not None:
            start, end = found
            indicator = self.text[start:end]
        inherits = not indicator
        if inherits:
            if kind == "threshold" or (figure.group in {"", "share"} and not left.predicate):
                return []
            indicator = self.indicator
        if not indicator:
            return []
        if kind != "threshold":
            self.indicator = indicator
        noun_start = figure.start if inherits else start
        commitment = self.commitments.governing(
            reading.part_start, min(noun_start, figure.start), figure.start, figure.tail_end
        )
        year, printed = self._due(kind, due)
        base_year = left.base_year
        if left.from_base:
            year, self.origin, base_year = base_year, base_year, None  # 由2020年的62%|下降到55%
        elif inherits and base_year is None:
            base_year, self.origin = self.origin, None
        quote_start, quote_end = self._quote(
            reading, None if inherits else (start, end), due if kind in {"target", "fact"} else None
        )
        sign = comparator(left, figure)
        if kind == "threshold" and sign == "=" and _REACHED.search(self.text, end, figure.start):
            sign = ">="
        row = Row(
            indicator,
            sign,
            figure.value,
            figure.unit,
            kind,
            quote_start,
            quote_end,
            figure.start,
            figure.end,
            left.change,
            base_year,
            year,
            printed,
            commitment if kind in {"target", "support"} else "",
            rule=_rule(reading, inherits),
        )
        return [row]

    def _indicator(self, reading: Reading, kind: TargetKind) -> tuple[int, int]:
        left, right = reading.left, reading.right
        named = (left.start, left.end)
        counted = (right.start, right.end)
        inner = self.measured.between(named[0], named[1])
        embedded = kind == "threshold" and inner and inner[-1].group == "count" and right.kind != "end"
        if embedded and named[1] - inner[-1].tail_end >= 2:
            return inner[-1].tail_end, named[1]  # 3家|年营收1亿元以上的流通企业
        if right.kind in {"end", "that"}:
            # 最高奖励100万元: what is given is the reward
            return left.given if left.given is not None and reading.figure.group == "money" else named
        if reading.figure.group in {"percent", "share"} and left.end - left.start >= 2 and not left.verb:
            # 单体建筑…的新建公共建筑|100%配建中水设施; but 持证在产的|90%大型矿山
            return (
                counted if self.text[reading.figure.start - 1] == "的" and right.end > right.start else named
            )
        if left.end == reading.figure.start and _GRADE.search(self.text, *named):
            return named
        if reading.figure.group == "money" and _GIVEN_THING.search(self.text, *counted):
            return counted  # 处10万元以上50万元以下的罚款, 规模50亿元的产业引导基金
        if right.kind == "of" and left.end - left.start >= 2 and not left.verb:
            return named
        return counted if right.end > right.start else named

    def _named_nearby(self, reading: Reading, kind: TargetKind) -> tuple[int, int] | None:
        """A name outside the part: what is given, or the part before that has no figure.

        「给予财政贴息，最高300万元」; 「…的贡献显著增强，达到60%以上」.
        """
        figure = reading.figure
        if kind == "support":
            words = [*_GIFT.finditer(self.text, max(self.start, figure.start - _NEARBY), figure.start)]
            near = _GIFT.search(self.text, figure.tail_end, min(self.end, figure.tail_end + 12))
            word = near or (words[-1] if words else None)
            return (word.start(), word.end()) if word else None
        if self.measured.any_between(reading.part_start, figure.start):
            return None  # 原煤产量1.68亿吨、增长9.8%
        part = self.parts[part_of(self.parts, self.part_starts, reading.part_start)]
        outer = self.parts[part.outer] if part.outer is not None else None
        if outer is not None and kind != "threshold":
            # 贵阳修文（120万千瓦/年）, 可再生能源电量比例（不低于50%）: the name before the parenthesis
            if self.measured.any_between(outer.start, reading.part_start):
                return None  # 新增2400户（累计约3600户）
            far = max(self.start, reading.part_start - _NEARBY)
            low = max(far, max(self.text.rfind(sign, far, reading.part_start) for sign in "、，；：") + 1)
            told = reading.left.predicate
            left = read_left(self.text, low, reading.part_start - 1, (), ends=True, told=told)
            return (left.start, left.end) if 2 <= left.end - left.start <= 30 else None
        before = self.text[max(self.start, reading.part_start - _NEARBY) : reading.part_start].rstrip(
            "，,：:（("
        )
        end = max(self.start, reading.part_start - _NEARBY) + len(before)
        index = part_of(self.parts, self.part_starts, end - 1) if before else -1
        if index < 0 or kind == "threshold":
            return None
        part = self.parts[index]
        if self.measured.any_between(part.start, part.end) or end - part.start > _NEARBY:
            return None
        left = read_left(self.text, part.start, end, self.due.between(part.start, end), ends=True)
        return (left.start, left.end) if 4 <= left.end - left.start <= 30 else None

    def _deadline(self, figure: int) -> Deadline | None:
        """The deadline that governs a figure: the nearest before it, a dated one before 每年."""
        own = [d for d in self.due.before(figure) if d.end <= figure]
        before = [d for d in own if d.kind != "relative"]
        if not before:
            # 3年内建成示范园区8家: printed, but the year is not
            within = own[-1] if own and self.inherited.deadline is None and not self.inherited.year else None
            return within if within and self.text[within.end : within.end + 1] != "的" else None
        near = before[-1]
        if near.kind == "frequency":
            near = next((d for d in reversed(before) if d.kind in {"by", "past"}), near)
        return near

    def _past(self, figure: int, due: Deadline | None) -> bool:
        if (
            due is not None
            and due.kind != "relative"
            and not (self.inherited.past and not due.text.startswith(("到", "至")))
        ):
            return due.kind == "past"
        return self.inherited.past or 0 <= self.told < figure

    def _due(self, kind: TargetKind, due: Deadline | None) -> tuple[int | None, str]:
        if kind not in {"target", "fact"}:
            return None, ""
        if kind == "fact" and (due is None or due.kind in {"by", "relative"}):
            return (self.inherited.year, "") if self.inherited.past else (None, "")
        if due is not None:
            return due.year, due.text
        if kind == "target" and self.inherited.deadline is not None:
            return self.inherited.deadline.year, self.inherited.deadline.text
        return (self.inherited.year if kind == "target" else None), ""

    def _quote(self, reading: Reading, noun: tuple[int, int] | None, due: Deadline | None) -> tuple[int, int]:
        """From the indicator, or its deadline just before it, to the figure's end."""
        figure, left = reading.figure, reading.left
        start, end = figure.start, figure.tail_end
        if reading.head >= 0:
            start = reading.head
        if noun is not None:
            start, end = min(start, noun[0]), max(end, noun[1])
        else:
            start = min(start, first_word(self.text, reading.part_start, figure.start))
        if left.verb_start >= 0 and left.verb_start >= reading.part_start:
            start = min(start, left.verb_start)
        if due is not None and due.end <= start and not crosses(self.text, due.end, start):
            start = due.start
        return start, end


def _rule(reading: Reading, inherits: bool) -> str:
    side = (
        "inherited"
        if inherits
        else {"end": "predicate", "that": "condition"}.get(reading.right.kind, "modifier")
    )
    return f"figure:{side}"
