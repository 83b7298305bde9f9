"""Figures, deadlines and words in the order of the text, found by bisection.

In: items with a ``start``, in order.  Out: the items of a stretch without looking at the others,
so that a sentence with a thousand figures is read in a thousand steps, not in a million.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar


class Placed(Protocol):
    """Anything that begins somewhere in a text."""

    @property
    def start(self) -> int: ...


Item = TypeVar("Item", bound=Placed)


class Ordered(Generic[Item]):
    """Items in the order of their start."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.starts = [item.start for item in items]

    def between(self, low: int, high: int) -> Sequence[Item]:
        """The items that begin in [low, high)."""
        return self.items[bisect_left(self.starts, low) : bisect_left(self.starts, high)]

    def before(self, position: int, count: int = 8) -> Sequence[Item]:
        """The last few items that begin before a position, in order."""
        end = bisect_left(self.starts, position)
        return self.items[max(0, end - count) : end]

    def any_between(self, low: int, high: int) -> bool:
        """Whether an item begins in [low, high)."""
        return bisect_left(self.starts, low) < bisect_left(self.starts, high)
