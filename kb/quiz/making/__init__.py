"""Making items: from what was tagged to proved items, document by document.

In: a knowledge base.  Out: its pool of items, always the same for the same knowledge base; papers are
drawn from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from kb.quiz.items import Item
from kb.quiz.library import Library, Texts, quotable_title
from kb.quiz.making.bodies import body_drafts, tasks_of
from kb.quiz.making.drafts import Draft, issue
from kb.quiz.making.figures import figure_drafts
from kb.quiz.making.lists import (
    definition_drafts,
    definitions,
    enumeration_drafts,
    enumerations,
    reference_drafts,
)
from kb.quiz.making.sets import set_drafts
from kb.quiz.making.terms import aims, ordering_drafts, term_drafts
from kb.quiz.proving import Prover
from kb.quiz.statements import statements


def make_items(library: Library, documents: tuple[str, ...] = ()) -> tuple[Item, ...]:
    """All items of a knowledge base, or of some of its documents, each of them proved."""
    texts = Texts(library)
    prover = Prover(texts)
    found: dict[str, Item] = {}
    for draft in drafts(library, texts, documents):
        item = issue(draft, prover)
        if item:
            found.setdefault(item.id, item)
    return tuple(found.values())


def drafts(library: Library, texts: Texts, documents: tuple[str, ...] = ()) -> Iterator[Draft]:
    """The drafts of every document whose title a stem can name."""
    askable = [document for document in library.documents() if quotable_title(document)]
    facts = {
        document.id: tuple(statements(texts[document.id], library.targets(document=document.id)))
        for document in askable
    }
    listed = {document.id: enumerations(texts[document.id]) for document in askable}
    titles = [f"《{reference.text}》" for reference in library.references() if reference.kind == "title"]
    every_figure = tuple(chain.from_iterable(facts.values()))
    every_list = tuple(chain.from_iterable(listed.values()))
    for document in askable:
        if documents and document.id not in documents:
            continue
        text, own = texts[document.id], facts[document.id]
        tasks = tasks_of(text, library.assignments(document=document.id))
        yield from figure_drafts(text, own, every_figure)
        yield from body_drafts(text, tasks)
        yield from set_drafts(text, own, tasks)
        yield from term_drafts(text)
        yield from ordering_drafts(text, aims(text))
        yield from enumeration_drafts(text, listed[document.id], every_list)
        yield from definition_drafts(text, definitions(text))
        yield from reference_drafts(text, titles)
