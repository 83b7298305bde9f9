"""What the JSON twins of pages add to the records that commands print (``kb.records``).

In: page contexts and model values.  Out: dictionaries; every field that a command prints too
comes from ``kb.records`` under the same name.
"""

from __future__ import annotations

from collections.abc import Iterable

from kb.indexing.bodies import BodyRecord
from kb.indexing.knowledge_base import KnowledgeBase
from kb.records import Record, clause_records, document_records
from web.contexts import DocumentCard


def card_records(kb: KnowledgeBase, cards: Iterable[DocumentCard]) -> list[Record]:
    """Documents with their counts, in the order of the cards."""
    records = {record["id"]: record for record in document_records(kb)}
    names = ("clauses", "tasks", "bodies", "targets", "findings")
    return [records[card.document.id] | {name: getattr(card, name) for name in names} for card in cards]


def clause_record(kb: KnowledgeBase, document: str, clause: str) -> Record:
    """One clause as ``clauses`` prints it."""
    return next(record for record in clause_records(kb, document) if record["id"] == clause)


def body_record(body: BodyRecord) -> Record:
    """A responsible body with its counts."""
    return {
        "bureau": body.name,
        "region": body.region,
        "kind": body.kind,
        "surfaces": list(body.surfaces),
        "clauses": body.clauses,
        "lead": body.lead,
    }
