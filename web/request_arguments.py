"""Reads what an address asks for, once and strictly, into plain values; and writes it back.

In: the query string of a request.  Out: a ``SearchRequest`` or single checked values;
``InvalidQuery`` with one Chinese sentence for what cannot be meant.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import cast

from flask import current_app, url_for
from werkzeug.datastructures import MultiDict

from kb.errors import InvalidQuery
from kb.model import Filters
from web.labels import MODES, SORTS, Mode, Sort

#: Facet names in addresses and results → fields of ``Filters``.
FILTER_FIELDS = {
    "bureau": "bureaus",
    "sector": "sectors",
    "year": "years",
    "document": "documents",
    "region": "regions",
}

#: Hits that one page may be asked for; more make a page of megabytes.
MOST_HITS = 100

#: Characters that no one types: control characters, and the invisible marks of copied web text.
_SPACES = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
_INVISIBLE = (0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)
_UNTYPED = dict.fromkeys(_SPACES, " ") | dict.fromkeys(_INVISIBLE, "")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """Everything that decides one page of results."""

    query: str
    mode: Mode = "hybrid"
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 0  # hits on a page; 0: as many as the site shows
    answer: str = ""  # "1" and "0": with and without the answer's card, whatever was typed

    def values(self, facet: str) -> tuple[str, ...]:
        """The values that filter one facet, as text."""
        return tuple(str(value) for value in getattr(self.filters, FILTER_FIELDS[facet]))


def typed_text(arguments: MultiDict[str, str], name: str, longest: int | None = None) -> str:
    """One free-text argument without control characters; refuses what is longer than the limit."""
    text = arguments.get(name, "").translate(_UNTYPED).strip()
    refuse_long(text, longest)
    return text


def refuse_long(text: str, longest: int | None = None) -> None:
    """Raise InvalidQuery for a text longer than the limit, without repeating it."""
    limit = longest or int(current_app.config["MAX_QUERY_LENGTH"])
    if len(text) > limit:
        raise InvalidQuery(f"输入的内容有 {len(text):,} 个字，太长了，请缩短到 {limit} 字以内。")


def whole_number(arguments: MultiDict[str, str], name: str, what: str) -> int | None:
    """One optional number that is not negative."""
    text = typed_text(arguments, name)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise InvalidQuery(f"{what}应为数字，而不是“{text[:40]}”。")
    return int(text)


def choice(arguments: MultiDict[str, str], name: str, among: Collection[str], what: str, default: str) -> str:
    """One of a few known words."""
    text = typed_text(arguments, name) or default
    if text not in among:
        raise InvalidQuery(f"没有“{text[:40]}”这种{what}，可用的是：{'、'.join(among)}。")
    return text


def read_search(arguments: MultiDict[str, str]) -> SearchRequest:
    """What a search's address asks for."""
    return SearchRequest(
        query=typed_text(arguments, "q"),
        mode=cast("Mode", choice(arguments, "mode", MODES, "检索方式", "hybrid")),
        filters=replace(read_filters(arguments), regions=read_regions(arguments)),
        sort=cast("Sort", choice(arguments, "sort", SORTS, "排序", "relevance")),
        offset=whole_number(arguments, "offset", "起始位置") or 0,
        limit=_page_size(arguments),
        answer=choice(arguments, "answer", ("", "0", "1"), "回答选项", ""),
    )


def _page_size(arguments: MultiDict[str, str]) -> int:
    """The hits wanted on a page; 0 where the address does not say."""
    wanted = whole_number(arguments, "limit", "每页条数")
    if wanted is not None and not 1 <= wanted <= MOST_HITS:
        raise InvalidQuery(f"每页条数 limit 应为 1 到 {MOST_HITS}，其余的请用 offset 翻页。")
    return wanted or 0


def read_filters(arguments: MultiDict[str, str]) -> Filters:
    """The filters in an address; each may be given several times."""

    def several(name: str) -> tuple[str, ...]:
        values = (typed_text(MultiDict({name: text}), name) for text in arguments.getlist(name))
        return tuple(dict.fromkeys(value for value in values if value))

    years = (whole_number(MultiDict({"year": text}), "year", "年份") for text in several("year"))
    return Filters(
        bureaus=several("bureau"),
        sectors=several("sector"),
        years=tuple(year for year in years if year is not None),
        documents=several("document"),
    )


def read_regions(arguments: MultiDict[str, str]) -> tuple[str, ...]:
    """The regions that limit a search; of a body's page or export ``region`` tells bodies apart."""
    values = (typed_text(MultiDict({"region": text}), "region") for text in arguments.getlist("region"))
    return tuple(dict.fromkeys(value for value in values if value))


def search_url(asked: SearchRequest) -> str:
    """The shortest address that asks for exactly this."""
    parts: dict[str, object] = {"q": asked.query}
    defaults = {"mode": "hybrid", "sort": "relevance", "offset": 0, "limit": 0, "answer": ""}
    for name, default in defaults.items():
        if getattr(asked, name) != default:
            parts[name] = getattr(asked, name)
    for facet in FILTER_FIELDS:
        if asked.values(facet):
            parts[facet] = list(asked.values(facet))
    return url_for("search.search", **parts)  # type: ignore[arg-type]


def toggled(asked: SearchRequest, facet: str, value: str) -> SearchRequest:
    """The same search from its first page, with one filter value put in or taken out."""
    held = asked.values(facet)
    values: tuple[str, ...] = tuple(v for v in held if v != value) if value in held else (*held, value)
    if facet == "year":
        filters = replace(asked.filters, years=tuple(int(year) for year in values))
    else:
        filters = replace(asked.filters, **{FILTER_FIELDS[facet]: values})  # type: ignore[arg-type]
    return replace(asked, filters=filters, offset=0)
