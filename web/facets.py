"""The facets of a search as links that put a value in or take it out.

In: what was asked and the counts of its result.  Out: facets and the filters in force, with
labels and addresses.
"""

from __future__ import annotations

from dataclasses import replace

from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import SearchResult
from web import labels
from web.contexts import Facet, FacetValue
from web.gathering import sector_groups
from web.request_arguments import FILTER_FIELDS, SearchRequest, search_url, toggled


def facets_of(kb: KnowledgeBase, asked: SearchRequest, result: SearchResult) -> tuple[Facet, ...]:
    """The facets as links that put a value in or take it out."""
    facets = []
    for name in FILTER_FIELDS:
        counts = {str(value): count for value, count in result.facets.get(name, {}).items()}
        if not counts:
            continue
        by_count = sorted(counts, key=lambda value: (-counts[value], value))
        if name == "sector":
            links = sector_values(kb, asked, by_count, counts)
        else:
            ordered = sorted(counts) if name == "year" else by_count
            links = [facet_value(kb, asked, name, value, counts[value]) for value in ordered]
        facets.append(Facet(name, labels.FACETS[name], tuple(links)))
    return tuple(facets)


def sector_values(
    kb: KnowledgeBase, asked: SearchRequest, by_count: list[str], counts: dict[str, int]
) -> list[FacetValue]:
    """Sectors under their first level, both by the number of clauses."""
    parents = {sector: group.parent for group in sector_groups(kb) for sector, _ in group.sectors}
    ordered = []
    for top in dict.fromkeys(parents.get(value, value) for value in by_count):
        if top in counts:
            ordered.append(facet_value(kb, asked, "sector", top, counts[top]))
        for value in by_count:
            if value != top and parents.get(value) == top:
                ordered.append(replace(facet_value(kb, asked, "sector", value, counts[value]), below=True))
    return ordered


def facet_value(kb: KnowledgeBase, asked: SearchRequest, name: str, value: str, count: int) -> FacetValue:
    """One value of a facet."""
    return FacetValue(
        value=value,
        label=facet_label(kb, name, value),
        count=count,
        url=search_url(toggled(asked, name, value)),
        active=value in asked.values(name),
    )


def active_filters(kb: KnowledgeBase, asked: SearchRequest) -> tuple[FacetValue, ...]:
    """The filters in force, each with the address that takes it out."""
    return tuple(
        facet_value(kb, asked, name, value, 0) for name in FILTER_FIELDS for value in asked.values(name)
    )


def facet_label(kb: KnowledgeBase, name: str, value: str) -> str:
    """How a facet's value reads: a document by its title, a year with 年."""
    if name == "document":
        return next((d.title for d in kb.documents() if d.id == value), value)
    return f"{value}年" if name == "year" else value
