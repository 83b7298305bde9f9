"""Finds the bodies that a name in an address means.

In: a name as a person writes it (市发改委), with a region or without.  Out: the bodies of the
knowledge base that go by it; ``NotFound`` with the nearest names when there is none.
"""

from __future__ import annotations

from difflib import get_close_matches

from kb.errors import NotFound
from kb.indexing.bodies import BodyRecord
from kb.indexing.knowledge_base import KnowledgeBase
from web.gathering import bodies_by_weight


def bodies_named(kb: KnowledgeBase, name: str, region: str = "") -> tuple[BodyRecord, ...]:
    """The bodies called ``name``: by canonical name first, else by a printed spelling."""
    known = bodies_by_weight(kb)
    exact = [b for b in known if b.name == name and (not region or b.region == region)]
    found = exact or [b for b in known if name in b.surfaces and (not region or b.region == region)]
    if found:
        return tuple(found)
    near = get_close_matches(name, [b.name for b in known], n=3, cutoff=0.4)
    hint = f"，名称相近的有：{'、'.join(dict.fromkeys(near))}" if near else "，请从责任单位列表中查找"
    raise NotFound(f"知识库的文件没有列名“{name[:40]}”{hint}。")
