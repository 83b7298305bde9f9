"""The coverage report: per document, what was not understood or looks wrong."""

from __future__ import annotations

from flask import Blueprint

from kb.indexing.knowledge_base import KnowledgeBase
from kb.records import Record, finding_record
from web.contexts import CoveragePage, DocumentFindings, FindingGroup, FindingRow
from web.gathering import document_cards
from web.page import page

blueprint = Blueprint("reports", __name__)


def coverage_record(kb: KnowledgeBase, context: CoveragePage) -> Record:
    findings = [
        row.finding for document in context.documents for group in document.groups for row in group.rows
    ]
    return {"total": context.total, "findings": [finding_record(finding) for finding in findings]}


@page(blueprint, "/coverage", "coverage.html", coverage_record)
def coverage(kb: KnowledgeBase) -> CoveragePage:
    documents = []
    for card in document_cards(kb):
        numbers = {clause.path: clause.number or "文首" for clause in kb.clauses(card.document.id)}
        groups: dict[str, list[FindingRow]] = {}
        for finding in kb.findings(card.document.id):
            groups.setdefault(finding.kind, []).append(
                FindingRow(finding, numbers.get(finding.path, finding.path))
            )
        documents.append(
            DocumentFindings(card, tuple(FindingGroup(kind, tuple(found)) for kind, found in groups.items()))
        )
    return CoveragePage(tuple(documents), sum(len(g.rows) for d in documents for g in d.groups))
