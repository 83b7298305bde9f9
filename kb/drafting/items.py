"""What a check of a draft reports: one item per statement, with the true wording beside it.

Offsets are half-open positions in the draft's text; ``source_quote`` is verbatim from the
knowledge base.  ``draft_pieces`` and ``source_pieces`` join to the two texts; True marks what
differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kb.model import Clause

Kind = Literal["quote", "number", "responsibility", "reference"]
Verdict = Literal["consistent", "contradicted", "not_found"]
Pieces = tuple[tuple[str, bool], ...]

#: What a reader sees, what needs attention first.
VERDICTS: dict[Verdict, str] = {"contradicted": "不一致", "not_found": "未找到", "consistent": "一致"}


@dataclass(frozen=True, slots=True)
class Item:
    """One statement of a draft and what the knowledge base says of it."""

    text: str
    start: int
    end: int
    kind: Kind
    verdict: Verdict
    clause: str = ""
    path: str = ""
    document: str = ""
    source_quote: str = ""
    source_start: int = 0
    source_end: int = 0
    note: str = ""
    draft_pieces: Pieces = ()
    source_pieces: Pieces = ()


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """A draft with all its items in the order of the text."""

    text: str
    items: tuple[Item, ...]

    def count(self, verdict: Verdict) -> int:
        """How many items have this verdict."""
        return sum(item.verdict == verdict for item in self.items)


@dataclass(frozen=True, slots=True)
class Source:
    """A verbatim stretch of the knowledge base."""

    clause: Clause
    start: int
    end: int
    quote: str
