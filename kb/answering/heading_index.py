"""The headings of a library: which clauses have one that holds a phrase, or stand below one.

In: a library.  Out: ids of clauses by the phrases of their headings.  Made once per knowledge base.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.answering.library import JoinedTexts, Library
from kb.indexing.tokens import fold


class HeadingIndex:
    """Clauses by what stands in their heading and in the headings above it."""

    def __init__(self, kb: Library) -> None:
        own: dict[str, list[str]] = {}
        above: dict[str, list[str]] = {}
        for clause in kb.clauses():
            own.setdefault(fold(clause.heading), []).append(clause.id)
            for heading in clause.trail:
                above.setdefault(fold(heading), []).append(clause.id)
        self._headings = tuple(h for h in dict.fromkeys((*own, *above)) if h)
        self._joined = JoinedTexts(self._headings)
        self._own, self._above = own, above

    def headed(self, phrases: Sequence[str]) -> set[str]:
        """Clauses whose own heading holds all of the phrases."""
        return {c for h in self._holding(phrases) for c in self._own.get(h, ())}

    def below(self, phrases: Sequence[str]) -> set[str]:
        """Clauses below a heading that holds all of the phrases."""
        return {c for h in self._holding(phrases) for c in self._above.get(h, ())}

    def _holding(self, phrases: Sequence[str]) -> list[str]:
        found: set[int] | None = None
        for phrase in phrases:
            held = self._joined.holding(phrase)
            found = set(held) if found is None else found & held
        return [self._headings[position] for position in sorted(found or ())]
