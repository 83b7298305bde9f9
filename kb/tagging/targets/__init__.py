"""The ledger of numbers: every aim, condition, grant, fact, count and reporting duty of a document.

In: a document with its clauses and cleaned text.  Out: ``Target`` rows in document order, each
with its verbatim quote.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.cleaning import CleanText
from kb.model import Clause, Document, Target


def tag_targets(document: Document, clauses: Sequence[Clause], clean: CleanText) -> tuple[Target, ...]:
    """The ledger of ``document``, in document order."""
    return ()
