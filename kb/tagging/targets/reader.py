"""Read the figures of one sentence into rows of the ledger.

In: cleaned text, one sentence of it, its figures and deadlines, and what it inherits.  Out:
``Row`` records in offsets of the cleaned text; the caller turns them into ``Target``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.model import Comparator, TargetKind
from kb.tagging.targets.commitments import Commitments
from kb.tagging.targets.deadlines import Deadline
from kb.tagging.targets.kinds import Reading, is_compared, kind_of, tells_of_the_past, withstood
from kb.tagging.targets.left import read_left
from kb.tagging.targets.lexicon import POWERS, either, unit_pattern
from kb.tagging.targets.naming import Noun, is_bare, name_of, names_grade, settled_name, subject_before
from kb.tagging.targets.pairing import pair_subjects
from kb.tagging.targets.present import MOVES_ON, is_of_now, of_stock, without_now
from kb.tagging.targets.quantities import Quantity
from kb.tagging.targets.right import read_right
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
from kb.tagging.targets.scope import LONGEST_STATEMENT, NEARBY, scope
from kb.tagging.targets.statements import qualifies, quoted
from kb.tagging.targets.terms import (
    as_told,
    base_before,
    due_of,
    governing_deadline,
    is_past,
    joint_deadlines,
    over_deadlines,
)

#: A statement goes back over at most so many figures.
_MOST_FIGURES = 4
#: 年销售收入首次|达到2000万元、5000万元的: a condition that more than that fulfils as well
_REACHED = re.compile(r"(?<!每)达(?:到|成)?(?!标)")
#: 5亿元 10亿元: in a broken table the next figure is no name
_NO_NAME = re.compile(rf"[\d.,]{{1,20}}(?:{either(POWERS)})?(?:{unit_pattern()})?")

#: 每年至少|开展|2次, 每县至少|办|1所
_AT_LEAST = re.compile(r"(?:至少|最少)[一-龥]{1,4}\Z")
#: 甲乡5乙镇5丙镇12丁乡|8: names and numbers of a table in a row
_PAIRS = re.compile(r"[一-龥]\d{1,6}[一-龥]{1,12}\d")


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
        self.text, self.figures, self.inherited = text, figures, inherited
        self.scope = scope(text, start, end, figures, deadlines)
        self.commitments = Commitments(text, start, end, deadlines)
        self.told = tells_of_the_past(self.scope)
        self.origin: int | None = None  # the year of the figure that the next one is compared with
        self.indicator = inherited.indicator  # of the figure before, for 「2030年达到70%」
        self.condition = ""  # indicator of the condition before: 超过500万元且|增长10%以上的
        self.gives = False  # the figure before was money given
        self.subject = -1  # where the last indicator with a subject of its own begins

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
            index = self.scope.part_number(figure.start)
            reading = self._reading(number, index, bounds)
            previous = groups[-1][-1] if groups else None
            beside = previous is not None and previous.part_end == reading.part_end
            follows = previous is not None and figure.start == reading.part_start and not reading.depth
            if previous is not None and beside and joined(self.text, previous, figure):
                groups[-1].append(reading)
            else:
                if previous is not None and (beside or follows) and reading.left.start == reading.left.end:
                    # 建设100家智慧农业应用基地、16家以上智能牧场，20家农场: the verb holds for all
                    reading = replace(reading, left=with_verb_of(previous.left, reading.left))
                groups.append([reading])
            if reading.right.kind == "end" or reading.left.from_base or is_compared(self.text, figure):
                bounds[index] = figure.tail_end
        return groups

    def _reading(self, number: int, index: int, bounds: dict[int, int]) -> Reading:
        figure, part = self.figures[number], self.scope.parts[index]
        bound = bounds.get(index, part.start)
        if self.text[figure.start - 1] in "、和及与" and figure.start > part.start:
            bounds[index] = bound = figure.start  # 90%大型矿山、|80%中型矿山
        later = (q for q in self.figures[number + 1 : number + 4] if not q.chinese and q.start < part.end)
        right = read_right(self.text, figure, part.end, next(later, None))
        bound = max(bound, figure.start - LONGEST_STATEMENT)
        if number >= _MOST_FIGURES:
            bound = max(bound, self.figures[number - _MOST_FIGURES].tail_end)
        left = read_left(
            self.text,
            bound,
            figure.start,
            self.scope.due.between(bound, figure.start),
            ends=right.kind == "end",
            counts=right.kind == "noun" and figure.group == "count",
            gives=figure.group in {"money", "percent", ""},
        )
        if left.from_base and not MOVES_ON.match(self.text, figure.tail_end, part.end):
            left = replace(left, from_base=False)  # 由3位院士领衔
        if (
            left.comparator is None
            and not figure.tail
            and _AT_LEAST.search(self.text, max(bound, figure.start - 8), figure.start)
        ):
            left = replace(left, comparator=">=")
        return Reading(
            figure,
            left,
            right,
            part.start,
            part.end,
            part.depth,
            qualifies(self.text, part, right.start),
            quoted(self.text, part, figure.start),
        )

    def _group_rows(self, group: list[Reading]) -> list[Row]:
        head = group[0]
        figure = head.figure.start
        near = max(head.part_start, figure - LONGEST_STATEMENT)
        respectively = head.left.respectively or "分别" in self.text[near:figure]
        readings, subjects = group, None
        if len(group) > 1:
            pair = group[1].figure.start == head.figure.tail_end  # 五千元以上|三万元以下的罚款
            first = head.left.start if head.left.end > head.left.start else figure if pair else -1
            right = group[-1].right
            readings = [
                replace(one, left=shared(head.left, one.left), right=right, head=first) for one in group
            ]
            subjects = pair_subjects(self.text, head.left.start, head.left.end, len(group))
        joint = None
        if len(group) > 1 or subjects is None:
            joint = joint_deadlines(
                self.scope, figure, head.part_end, respectively=respectively, size=len(group)
            )
        rows: list[Row] = []
        for number, reading in enumerate(readings):
            row = self._row(reading, subjects[number] if subjects and respectively else None)
            if row is not None:
                rows += over_deadlines(self.text, row, joint, number)
        return rows

    def _row(self, reading: Reading, subject: Noun | None) -> Row | None:
        figure = reading.figure
        due = as_told(self.scope, governing_deadline(self.scope, self.inherited, figure.start), figure.start)
        kind, now = self._kind(reading, due)
        if kind is None:
            return None
        noun = subject or name_of(self.scope, reading, kind)
        if reading.left.thin and self.indicator and reading.right.kind == "end":
            noun = (noun[1], noun[1])  # 新建高标准农田30万亩，改造提升20万亩
        noun = settled_name(self.scope, reading, kind, noun)
        if kind == "fact":
            noun = (without_now(self.text, *noun), noun[1])
        indicator = self.text[noun[0] : noun[1]]
        inherits = not indicator
        if inherits:
            indicator = self._inherited_indicator(reading, kind)
            if now:
                indicator = of_stock(indicator)
        if not indicator or _NO_NAME.fullmatch(indicator):
            return None
        if not figure.unit and _PAIRS.search(indicator):
            return None
        if kind == "threshold":
            self.condition = indicator
        else:
            self.indicator = indicator
        return self._written(reading, kind, indicator, None if inherits else noun, due, now)

    def _kind(self, reading: Reading, due: Deadline | None) -> tuple[TargetKind | None, bool]:
        """The kind of a figure, and whether a word of now made it a fact."""
        figure = reading.figure
        now = is_of_now(self.scope, figure, reading.left, reading.right)
        past = now or is_past(self.inherited, self.told, figure.start, due)
        by = due is not None and due.kind == "by"
        conditional = self.scope.condition_at(figure.start) >= 0
        kind = kind_of(self.text, reading, past=past, due=by, conditional=conditional)
        if kind == "target" and self.gives and names_grade(self.scope, reading):
            return "support", now  # 国家级奖励50万元，|省级20万元
        self.gives = kind == "support" and figure.group == "money"
        return kind, now

    def _inherited_indicator(self, reading: Reading, kind: TargetKind) -> str:
        """The indicator of the figure before, for a figure that names nothing."""
        if kind == "threshold":
            inside = self.scope.condition_at(reading.figure.start) >= 0
            return self.condition if inside else ""
        if reading.figure.group in {"", "share"} and not reading.left.predicate:
            return ""
        return self.indicator

    def _written(
        self,
        reading: Reading,
        kind: TargetKind,
        indicator: str,
        noun: Noun | None,
        due: Deadline | None,
        now: bool,
    ) -> Row:
        figure, left = reading.figure, reading.left
        year, printed = due_of(self.scope, self.inherited, kind, due, figure.start)
        base_year = left.base_year
        if left.from_base:
            year, self.origin, base_year = base_year, base_year, None  # 由2020年的62%|下降到55%
        elif noun is None and base_year is None:
            base_year, self.origin = self.origin, None
        if base_year is None and left.change != "level" and kind in {"target", "fact"}:
            base_year = base_before(self.scope, figure.start)
        noun_start = figure.start if noun is None else noun[0]
        word = self.commitments.governing(
            reading.part_start, min(noun_start, figure.start), figure.start, figure.tail_end
        )
        start, end = self._quote(reading, kind, noun, None if now else due)
        return Row(
            indicator,
            self._sign(reading, kind, noun),
            figure.value,
            figure.unit,
            kind,
            start,
            end,
            figure.start,
            figure.end,
            left.change,
            base_year,
            year,
            printed,
            word if kind in {"target", "support"} else "",
            rule=_rule(reading, noun is None),
        )

    def _sign(self, reading: Reading, kind: TargetKind, noun: Noun | None) -> Comparator:
        sign = comparator(reading.left, reading.figure)
        low = noun[1] if noun is not None else reading.left.end
        if kind == "threshold" and sign == "=" and _REACHED.search(self.text, low, reading.figure.start):
            return ">="
        return sign

    def _quote(
        self, reading: Reading, kind: TargetKind, noun: Noun | None, due: Deadline | None
    ) -> tuple[int, int]:
        """From the indicator, or its deadline just before it, to the figure's end.

        Where the indicator needs the subject of the half-sentence before, the quote begins there:
        「储能产业规模达到500亿元，覆盖率达到90%」.
        """
        figure, left = reading.figure, reading.left
        start, end = figure.start, figure.tail_end
        if reading.head >= 0:
            start = reading.head
        if noun is not None:
            start, end = min(start, noun[0]), max(end, noun[1])
        else:
            start = min(start, first_word(self.text, reading.part_start, figure.start))
        if withstood(self.text, figure) and left.end > left.start >= reading.part_start:
            start = min(start, left.start)  # 大中城市具备|抗御6级左右地震的能力
        if left.verb_start >= 0 and left.verb_start >= reading.part_start:
            start = min(start, left.verb_start)
        if kind in {"target", "fact"}:
            start = min(start, self._subject(reading, noun))
            if due is not None and due.end <= start and not crosses(self.text, due.end, start):
                start = due.start
        return start, end

    def _subject(self, reading: Reading, noun: Noun | None) -> int:
        """Where the subject begins that a bare noun shares with the half-sentence before it."""
        figure = reading.figure.start
        if noun is None:
            return figure
        if not is_bare(self.scope, noun):
            self.subject = noun[0]
            return figure
        before = self.subject
        if not (
            0 <= before < noun[0] and noun[0] - before <= NEARBY and "；" not in self.text[before : noun[0]]
        ):
            before = subject_before(self.scope, reading, noun)
        return before if before >= 0 else figure


def _rule(reading: Reading, inherits: bool) -> str:
    side = {"end": "predicate", "that": "condition"}.get(reading.right.kind, "modifier")
    return f"figure:{'inherited' if inherits else side}"
