"""Checking a draft: its quotations, numbers, responsibilities and references against the source.

In: a knowledge base and the text of a draft (``read_draft`` reads one from a file).  Out: a
``DraftCheck``: one item per statement, marked consistent, contradicted (with the true wording) or
not found.  Exact before clever: where it is not sure what a statement means, it says not found.
"""

from __future__ import annotations

from dataclasses import asdict

from kb.drafting.draft import Draft, library, read
from kb.drafting.duties import check_duties
from kb.drafting.figures import check_figures
from kb.drafting.files import FORMATS, checked, draft_text, read_draft
from kb.drafting.items import VERDICTS, DraftCheck, Item, Verdict
from kb.drafting.pointers import Pointer, check_pointers, check_titles, find_pointers
from kb.drafting.quotations import check_quotations
from kb.indexing.knowledge_base import KnowledgeBase

__all__ = [
    "FORMATS",
    "VERDICTS",
    "DraftCheck",
    "Item",
    "check_draft",
    "draft_record",
    "draft_text",
    "read_draft",
]


def check_draft(kb: KnowledgeBase, text: str) -> DraftCheck:
    """Hold every statement of a draft against the knowledge base.

    Raises:
        InvalidQuery: the draft is empty or too long.
    """
    text = checked(text)
    held = library(kb)
    draft = read(text, held)
    pointers = find_pointers(draft, held)
    pointed = _pointed(draft, pointers)
    located = [
        *check_quotations(draft, held),
        *check_figures(draft, held, pointed),
        *check_duties(draft, held, pointed),
    ]
    references = [*check_titles(draft, held), *check_pointers(draft, held, pointers, located)]
    items = sorted((*located, *references), key=lambda item: (item.start, item.end, item.kind))
    return DraftCheck(text, tuple(items))


def draft_record(check: DraftCheck) -> dict[str, object]:
    """The JSON of a checked draft."""
    items = [
        asdict(item)
        | {
            "draft_pieces": [list(piece) for piece in item.draft_pieces],
            "source_pieces": [list(piece) for piece in item.source_pieces],
        }
        for item in check.items
    ]
    verdicts: tuple[Verdict, ...] = ("consistent", "contradicted", "not_found")
    return {"counts": {verdict: check.count(verdict) for verdict in verdicts}, "items": items}


def _pointed(draft: Draft, pointers: tuple[Pointer, ...]) -> dict[int, str]:
    """The clause that a sentence cites, where it cites one and no more, by the sentence's start."""
    cited: dict[int, set[str]] = {}
    for pointer in pointers:
        if len(pointer.clauses) == 1:
            start = draft.sentence(pointer.span.start, pointer.span.end).span.start
            cited.setdefault(start, set()).add(pointer.clauses[0].id)
    return {start: next(iter(ids)) for start, ids in cited.items() if len(ids) == 1}
