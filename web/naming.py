"""Finds the bodies that a name in an address means.

In: a name as a person writes it (市发改委), with a region or without.  Out: the bodies of the
knowledge base that go by it; ``NotFound`` with the nearest names when there is none.
"""

from __future__ import annotations

from kb.errors import NotFound
from kb.indexing.bodies import BodyRecord
from kb.indexing.knowledge_base import KnowledgeBase
from kb.indexing.selection import unknown_body
from kb.tagging.bureaus.resolve import resolve


def bodies_named(kb: KnowledgeBase, name: str, region: str = "") -> tuple[BodyRecord, ...]:
    """The bodies called ``name``: by canonical name first, else by an alias of it."""
    known = kb.bodies()
    found = [body for body in known if body.name == name]
    if not found:
        meant = {(body.name, body.region) for body in resolve(name, [body.body for body in known]).bodies}
        found = [body for body in known if (body.name, body.region) in meant]
    if region:
        found = [body for body in found if body.region == region]
    if not found:
        raise NotFound(unknown_body(name, known))
    return tuple(found)
