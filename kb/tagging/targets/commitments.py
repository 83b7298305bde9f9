"""Which word of commitment (力争, 确保, 约束性 …) governs which figure of a sentence.

A word before the subject governs its own aim and those after it (「力争全市装机占比达到50%，
发电量占比达到30%」); a word between subject and figure governs that figure alone
(「…光伏覆盖率力争达到50%」).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.tagging.targets.deadlines import Deadline
from kb.tagging.targets.lexicon import listed
from kb.tagging.targets.ordered import Ordered

_WORD = re.compile(listed("commitment"))
#: 争创|国家级园区3个，建成示范点20个: a verb of its own object alone
_OF_ITS_OBJECT = frozenset({"争创"})
#: What may stand before a word that governs the whole statement: 「到2030年，要确保…」
_HEAD = re.compile(
    r"(?:[，、：\s]|要|并|且|同时|其中|将|应|需|全市|全省|我市|我省|本市|进一步|积极|大力|推动|以|——)*"
)
#: 「…达到20%（约束性指标）」 「…达到20%。（预期性指标，牵头单位：…）」
_BEHIND = re.compile(r"。?[（(](约束性|预期性)(?:指标)?[）)，,；;]")


@dataclass(frozen=True, slots=True)
class Word:
    """A printed word of commitment."""

    start: int
    end: int
    text: str


class Commitments:
    """The words of commitment of one sentence; asked for each figure from left to right."""

    def __init__(self, text: str, start: int, end: int, deadlines: Sequence[Deadline]) -> None:
        self.text = text
        self.words = Ordered([Word(m.start(), m.end(), m.group()) for m in _WORD.finditer(text, start, end)])
        self.deadlines = Ordered(deadlines)
        self.carried = ""

    def governing(self, part_start: int, noun_start: int, figure: int, tail_end: int) -> str:
        """The word that governs a figure whose noun begins at ``noun_start``."""
        if behind := _BEHIND.match(self.text, tail_end):
            return behind[1]
        if not self.words.items:
            return ""
        near = self.words.between(part_start, figure)
        before = self.words.between(part_start, noun_start)
        if before and self._heads(part_start, before[-1].start):
            self.carried = "" if before[-1].text in _OF_ITS_OBJECT else before[-1].text
        elif adjoining := self._at_deadline(part_start):
            self.carried = adjoining
        return near[-1].text if near else self.carried

    def _heads(self, part_start: int, position: int) -> bool:
        """Whether only a deadline and auxiliaries stand before a word in its part."""
        at = part_start
        for _ in range(8):
            at = _HEAD.match(self.text, at, position).end()  # type: ignore[union-attr]
            if at >= position:
                return True
            hop = next((d.end for d in self.deadlines.between(at, at + 1) if d.end <= position), None)
            if hop is None:
                return False
            at = hop
        return False

    def _at_deadline(self, part_start: int) -> str:
        """「力争到2025年，|绿色建筑占比…」: the word stands before the deadline that opens."""
        due = next((d for d in self.deadlines.before(part_start, 2) if part_start - d.end in (0, 1)), None)
        if due is None:
            return ""
        words = self.words.between(due.start - 6, due.start)
        return words[-1].text if words and due.start - words[-1].end in (0, 1) else ""
