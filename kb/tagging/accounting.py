"""Account for every number that is printed in a document."""

from __future__ import annotations

from collections.abc import Sequence

from kb.cleaning import CleanText
from kb.model import Assignment, Clause, Document, Finding, Reference, Target


def unaccounted_numbers(
    document: Document,
    clauses: Sequence[Clause],
    clean: CleanText,
    assignments: Sequence[Assignment],
    targets: Sequence[Target],
    references: Sequence[Reference],
) -> tuple[Finding, ...]:
    """The numbers that nothing explains, in document order."""
    return ()
