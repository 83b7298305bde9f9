"""The list of documents, and a document's page: contents, whole text, tags in the margin."""

from __future__ import annotations

from flask import Blueprint

from kb.indexing.knowledge_base import KnowledgeBase
from kb.records import Record, clause_records
from web.contexts import DocumentPage, DocumentsPage, Section
from web.gathering import by_clause, clause_link, document_card, document_cards, listed
from web.highlights import clause_marks
from web.marking import marked_lines
from web.page import page
from web.records import card_records

blueprint = Blueprint("documents", __name__)


def documents_record(kb: KnowledgeBase, context: DocumentsPage) -> Record:
    return {"documents": card_records(kb, context.documents)}


@page(blueprint, "/documents", "documents.html", documents_record)
def documents(kb: KnowledgeBase) -> DocumentsPage:
    return DocumentsPage(document_cards(kb))


def document_page_record(kb: KnowledgeBase, context: DocumentPage) -> Record:
    (card,) = card_records(kb, [context.card])
    return {"document": card, "clauses": list(clause_records(kb, context.card.document.id))}


@page(blueprint, "/document/<document>", "document.html", document_page_record)
def document(kb: KnowledgeBase, document: str) -> DocumentPage:
    card = document_card(kb, kb.document(document))
    assignments = by_clause(kb.assignments(document=document))
    targets = by_clause(kb.targets(document=document))
    references = by_clause(kb.references(document=document))
    sectors = by_clause(kb.sectors(document=document))
    text = card.document.text
    sections = []
    for clause in kb.clauses(document):
        mine, aims = assignments.get(clause.id, []), targets.get(clause.id, [])
        marks = clause_marks(clause, mine, aims, references.get(clause.id, ()))
        named = listed(mine)
        sections.append(
            Section(
                clause=clause,
                lines=marked_lines(text, clause.start, clause.end, marks, clause.sentences),
                bodies=named,
                open_list=any(a.open_list for a in named),
                targets=tuple(aims),
                sectors=tuple(dict.fromkeys(tag.sector for tag in sectors.get(clause.id, ()))),
            )
        )
    return DocumentPage(
        card=card,
        contents=tuple(
            clause_link(kb, s.clause) for s in sections if s.clause.heading or s.clause.level == 1
        ),
        sections=tuple(sections),
        general=tuple(a for group in assignments.values() for a in group if a.role == "default"),
    )
