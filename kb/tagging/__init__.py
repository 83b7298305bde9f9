"""Tagging: what the clauses of a document say, as spans of its text.

In come a document, its clauses and its cleaned text; out come the bodies made responsible,
the sectors, the ledger of numbers and the references, each with offsets and the name of the
rule that made it, and findings about what was not understood.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.cleaning import CleanText
from kb.model import Clause, Document, Tags
from kb.uncollected import uncollected


@uncollected()
def tag(document: Document, clauses: Sequence[Clause], clean: CleanText) -> Tags:
    """Tag every clause of ``document``; pure, the same input gives the same tags."""
    # Imported when needed: a question needs the names of bodies, not the taggers.
    from kb.tagging.accounting import unaccounted_numbers
    from kb.tagging.bureaus.tagger import tag_assignments
    from kb.tagging.coverage import open_ends
    from kb.tagging.references import tag_references
    from kb.tagging.sectors import tag_sectors
    from kb.tagging.targets import tag_targets

    assignments, findings = tag_assignments(document, clauses, clean)
    targets = tag_targets(document, clauses, clean)
    references = tag_references(document, clauses, clean)
    unaccounted = unaccounted_numbers(document, clauses, clean, assignments, targets, references)
    return Tags(
        assignments=tuple(assignments),
        sectors=tuple(tag_sectors(document, clauses, clean)),
        targets=tuple(targets),
        references=tuple(references),
        findings=(*findings, *unaccounted, *open_ends(document, clauses, clean, assignments)),
    )
