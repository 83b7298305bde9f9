"""One sentence with its parts, figures and deadlines: what every rule about a figure looks things up in.

In: cleaned text, a sentence of it with its figures and deadlines.  Out: ``Scope``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kb.tagging.targets.conditions import find_conditions
from kb.tagging.targets.deadlines import Deadline
from kb.tagging.targets.ordered import Ordered
from kb.tagging.targets.quantities import Quantity
from kb.tagging.targets.statements import Part, part_of, split_parts

#: No indicator begins farther than this before its figure.
LONGEST_STATEMENT = 200
#: A name in another part of the sentence is looked for so far.
NEARBY = 100


@dataclass(frozen=True, slots=True)
class Scope:
    """A sentence ``text[start:end]`` taken apart."""

    text: str
    start: int
    end: int
    measured: Ordered[Quantity]
    due: Ordered[Deadline]
    parts: list[Part]
    part_starts: list[int]
    conditions: list[tuple[int, int]]  # 对年产值首次超过10亿元|的企业，给予…

    def part_number(self, position: int) -> int:
        """Index of the innermost part that holds a position."""
        return part_of(self.parts, self.part_starts, position)

    def condition_at(self, position: int) -> int:
        """Where the condition begins that a position lies in; -1 for none."""
        at = bisect_left(self.conditions, (position + 1, 0)) - 1
        if at >= 0 and position < self.conditions[at][1]:
            return self.conditions[at][0]
        return -1


def scope(
    text: str, start: int, end: int, figures: Sequence[Quantity], deadlines: Sequence[Deadline]
) -> Scope:
    """Take a sentence apart."""
    parts = split_parts(text, start, end)
    return Scope(
        text,
        start,
        end,
        Ordered(figures),
        Ordered(deadlines),
        parts,
        [part.start for part in parts],
        find_conditions(text, start, end),
    )
