"""Paste a draft or choose a file: its statements marked, with the true wording beside each.

Nothing of a draft is kept: it is read, held against the knowledge base, shown and forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from kb.drafting import FORMATS, VERDICTS, DraftCheck, Item, check_draft, draft_record, draft_text
from kb.drafting.files import LONGEST_DRAFT, LONGEST_FILE
from kb.errors import InvalidQuery
from kb.indexing.knowledge_base import KnowledgeBase
from web.contexts import ClauseLink
from web.gathering import clause_link
from web.library import library
from web.marking import Line, Mark, marked_lines

blueprint = Blueprint("drafts", __name__)

KINDS = {"quote": "引文", "number": "数字", "responsibility": "责任单位", "reference": "引用"}


@dataclass(frozen=True, slots=True)
class ItemCard:
    """An item with the clause that holds the true wording."""

    item: Item
    anchor: str
    link: ClauseLink | None


@dataclass(frozen=True, slots=True)
class DraftPage:
    """The form, and under it the draft that was checked; ``cards`` has the contradicted first."""

    text: str = ""
    lines: tuple[Line, ...] = ()
    cards: tuple[ItemCard, ...] = ()
    counts: tuple[tuple[str, str, int], ...] = ()  # verdict, its label, items
    error: str = ""
    status: int = 200


@blueprint.get("/check")
def draft() -> ResponseReturnValue:
    """The empty form."""
    return _shown(DraftPage())


@blueprint.post("/check")
def check() -> ResponseReturnValue:
    """The draft marked, with a card for every statement."""
    try:
        text = _sent()
        return _shown(_page(library().current(), text, check_draft(library().current(), text)))
    except InvalidQuery as error:
        return _shown(DraftPage(error=str(error), status=error.status))


@blueprint.post("/check.json")
def check_json() -> ResponseReturnValue:
    """The same as data; errors take the shape that all JSON has."""
    return jsonify(draft_record(check_draft(library().current(), _sent())))


def _shown(page: DraftPage) -> ResponseReturnValue:
    body = render_template(
        "draft.html", page=page, kinds=KINDS, verdicts=VERDICTS, formats=FORMATS, longest=LONGEST_DRAFT
    )
    return body, page.status


def _sent() -> str:
    """The text that was pasted, or that of the file that was chosen."""
    request.max_content_length = LONGEST_FILE + 1_000_000
    request.max_form_memory_size = LONGEST_FILE
    try:
        file = request.files.get("file")
        if file is not None and file.filename:
            with file.stream as stream:
                return draft_text(file.filename, stream.read())
        return request.form.get("text", "")
    except RequestEntityTooLarge as error:
        raise InvalidQuery(f"草稿太长，一次最多核对 {LONGEST_DRAFT:,} 字，请分开核对。") from error


def _page(kb: KnowledgeBase, text: str, result: DraftCheck) -> DraftPage:
    cards = [
        ItemCard(item, f"item-{number}", clause_link(kb, kb.clause(item.clause)) if item.clause else None)
        for number, item in enumerate(result.items, 1)
    ]
    marks = [
        Mark(
            c.item.start,
            c.item.end,
            c.item.verdict,
            f"{VERDICTS[c.item.verdict]}：{c.item.note}",
            f"#{c.anchor}",
        )
        for c in sorted(cards, key=lambda c: list(VERDICTS).index(c.item.verdict))
    ]
    return DraftPage(
        text=result.text,
        lines=marked_lines(result.text, 0, len(result.text), marks),
        cards=tuple(sorted(cards, key=lambda c: list(VERDICTS).index(c.item.verdict))),
        counts=tuple((verdict, label, result.count(verdict)) for verdict, label in VERDICTS.items()),
    )


def source_url(card: ItemCard) -> str:
    """Where the true wording stands, highlighted."""
    item = card.item
    return url_for(
        "clauses.clause",
        document=item.document,
        path=item.path,
        start=item.source_start,
        end=item.source_end,
        _anchor="quote",
    )


blueprint.add_app_template_global(source_url, "source_url")
