"""Which texts hold the words of another: pairs of characters, the rare ones counting more.

In: texts.  Out: an index that says, for any text, which of them cover most of it.  Pairs of
characters need no dictionary and survive reordering and abridging (「推动煤炭绿色开采」 is covered
by 「推动煤炭绿色安全开发和绿色智能开采」 but for one pair).
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass

from kb.indexing.tokens import fold


def letters(text: str) -> str:
    """The characters that carry meaning: folded, without blanks and punctuation."""
    return "".join(c for c in fold(text) if c.isalnum())


def pairs(text: str) -> frozenset[str]:
    """All pairs of neighbouring characters, punctuation left out."""
    bare = letters(text)
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))


@dataclass(frozen=True, slots=True)
class Covered:
    """A text of the index and how much of the asked text it holds, 0 to 1."""

    at: int
    share: float


class TextIndex:
    """Texts by their pairs of characters; memory is four bytes a pair and text."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._postings: dict[str, array[int]] = {}
        self.size = len(texts)
        for at, text in enumerate(texts):
            for pair in pairs(text):
                self._postings.setdefault(pair, array("I")).append(at)

    def weight(self, pair: str) -> float:
        """How telling a pair is; one that no text holds tells most, one that all hold still a little."""
        return math.log(1 + (self.size + 1) / (len(self._postings.get(pair, ())) + 0.5))

    def covering(self, text: str, limit: int, allowed: Container[int] | None = None) -> list[Covered]:
        """The texts that cover most of ``text``, best first; ties in the order of the texts."""
        asked = pairs(text)
        total = sum(self.weight(pair) for pair in asked)
        if not total:
            return []
        held: Counter[int] = Counter()
        for pair in asked:
            weight = self.weight(pair)
            for at in self._postings.get(pair, ()):
                if allowed is None or at in allowed:
                    held[at] += weight  # type: ignore[assignment]
        ranked = sorted(held.items(), key=lambda item: (-item[1], item[0]))
        return [Covered(at, share / total) for at, share in ranked[:limit]]

    def share(self, text: str, at: int) -> float:
        """How much of ``text`` one text of the index holds."""
        return next((found.share for found in self.covering(text, 1, {at})), 0.0)
