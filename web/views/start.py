"""The first page (one box, examples, documents, main bodies, sectors) and the page of help."""

from __future__ import annotations

from flask import Blueprint

from kb.indexing.knowledge_base import KnowledgeBase
from kb.records import Record
from web.contexts import AboutPage, HomePage
from web.examples import examples
from web.gathering import bodies_by_weight, document_cards, sector_groups
from web.page import page
from web.records import body_record, card_records

blueprint = Blueprint("start", __name__)

#: Documents on the first page, one screen of them; the others stand on the page of documents.
DOCUMENTS_SHOWN = 8

#: A name that begins so is of its own place: 市能源局 of one city is not that of another.
RELATIVE = "省市县区州盟旗"

#: Bodies on the first page; the others stand on the page of bodies.
BODIES_SHOWN = 16


def home_record(kb: KnowledgeBase, context: HomePage) -> Record:
    return {
        "examples": list(context.examples),
        "documents": card_records(kb, context.documents),
        "bureaus": [body_record(body) for body in context.bodies],
        "sectors": {group.parent: dict(group.sectors) for group in context.sectors},
    }


@page(blueprint, "/", "home.html", home_record)
def home(kb: KnowledgeBase) -> HomePage:
    bodies = [body for body in bodies_by_weight(kb) if body.kind == "body"]
    return HomePage(
        examples=examples(kb),
        documents=document_cards(kb)[:DOCUMENTS_SHOWN],
        documents_total=len(kb.documents()),
        bodies=tuple(bodies[:BODIES_SHOWN]),
        bodies_total=len(bodies),
        several_places=len({body.region for body in bodies if body.name[:1] in RELATIVE}) > 1,
        sectors=sector_groups(kb),
    )


def about_record(kb: KnowledgeBase, context: AboutPage) -> Record:
    return {"examples": list(context.examples), "built_at": context.built_at, "model": context.model}


@page(blueprint, "/about", "about.html", about_record)
def about(kb: KnowledgeBase) -> AboutPage:
    return AboutPage(examples=examples(kb), built_at=str(kb.record.built_at), model=kb.record.model)
