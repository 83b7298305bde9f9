"""The coverage report: per document, what was not understood or looks wrong."""

from __future__ import annotations

from flask import Blueprint

from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Finding
from kb.records import Record, finding_record
from web.contexts import CoveragePage, DocumentFindings, FindingGroup
from web.gathering import document_cards
from web.page import page

blueprint = Blueprint("reports", __name__)


def coverage_record(kb: KnowledgeBase, context: CoveragePage) -> Record:
    findings = [f for document in context.documents for group in document.groups for f in group.findings]
    return {"total": context.total, "findings": [finding_record(finding) for finding in findings]}


@page(blueprint, "/coverage", "coverage.html", coverage_record)
def coverage(kb: KnowledgeBase) -> CoveragePage:
    documents = []
    for card in document_cards(kb):
        groups: dict[str, list[Finding]] = {}
        for finding in kb.findings(card.document.id):
            groups.setdefault(finding.kind, []).append(finding)
        documents.append(
            DocumentFindings(card, tuple(FindingGroup(kind, tuple(found)) for kind, found in groups.items()))
        )
    return CoveragePage(tuple(documents), sum(len(g.findings) for d in documents for g in d.groups))
