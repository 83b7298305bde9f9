"""What the quiz pages show and read: wishes in an address, answers in a form, marks.

In: the arguments of a request and a paper.  Out: ``Wishes``, and one frozen context per page.  Nothing
is kept between requests: the same address always gives the same paper.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from werkzeug.datastructures import MultiDict

from kb.errors import InvalidQuery
from kb.model import Filters
from kb.quiz.decisions import Review, Status
from kb.quiz.formats import FORMATS
from kb.quiz.items import Item, ItemType, Paper, Wishes
from kb.quiz.printing import answer_text, part_heading
from kb.quiz.wishing import MOST, read_difficulties, read_sections, read_topics, read_types
from web.contexts import ClauseLink, Option
from web.marking import Line
from web.request_arguments import read_filters, typed_text, whole_number


@dataclass(frozen=True, slots=True)
class QuizPage:
    """The form in which a paper is wished for."""

    selections: dict[str, tuple[Option, ...]]
    types: tuple[Option, ...]
    topics: tuple[Option, ...]
    difficulties: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """An item with its number in the paper, and after answering what became of it."""

    number: int
    item: Item
    given: tuple[str, ...] = ()
    right: bool | None = None  # None: not answered yet, or for the reader to judge
    key: str = ""
    lines: tuple[Line, ...] = ()  # the clause with the quote highlighted
    link: ClauseLink | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The questions of one type under their heading."""

    heading: str
    type: ItemType
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A paper to read, to print or to take."""

    paper: Paper
    parts: tuple[Part, ...]
    take_url: str
    paper_url: str
    exports: tuple[tuple[str, str], ...]  # label, address
    with_key: bool = False
    marked: bool = False
    score: int = 0
    full: int = 0
    right: int = 0
    judged: int = 0  # questions that a machine can mark


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item under review."""

    item: Item
    key: str
    status: str
    link: ClauseLink


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Items with what was decided about them."""

    rows: tuple[Candidate, ...]
    stale: tuple[Review, ...]
    names: Mapping[Status, str]
    total: int
    wanted: str  # the status that the list is limited to
    statuses: tuple[Option, ...]
    documents: tuple[Option, ...]
    document: str
    offset: int
    older_url: str = ""
    newer_url: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A paper that was answered."""

    questions: tuple[Question, ...]
    score: int = 0
    full: int = 0
    right: int = 0
    judged: int = 0


# --- wishes in addresses --------------------------------------------------------------------------


def read_wishes(arguments: MultiDict[str, str]) -> Wishes:
    """The wishes that an address states; InvalidQuery for what is not known."""
    count = whole_number(arguments, "count", "题数")
    count = 20 if count is None else count
    if not 1 <= count <= MOST:
        raise InvalidQuery(f"题数应在 1 到 {MOST} 之间。")
    return Wishes(
        count=count,
        seed=whole_number(arguments, "seed", "随机编号") or 0,
        types=read_types(arguments.getlist("type")),
        topics=read_topics(arguments.getlist("topic")),
        difficulties=read_difficulties(arguments.getlist("difficulty")),
        sections=read_sections([typed_text(arguments, "section")]),
        filters=read_filters(arguments),
    )


def address(endpoint: str, wishes: Wishes, **more: str) -> str:
    """The address of a page about the paper of these wishes."""
    filters: Filters = wishes.filters
    parts: dict[str, object] = {
        "count": wishes.count,
        "seed": wishes.seed,
        "type": list(wishes.types),
        "topic": list(wishes.topics),
        "difficulty": list(wishes.difficulties),
        "section": ",".join(wishes.sections) or None,
        "bureau": list(filters.bureaus),
        "sector": list(filters.sectors),
        "year": list(filters.years),
        "document": list(filters.documents),
        **more,
    }
    return url_for(endpoint, **{name: value for name, value in parts.items() if value not in (None, [])})  # type: ignore[arg-type]


def exports(wishes: Wishes) -> tuple[tuple[str, str], ...]:
    """Every format with its address."""
    return tuple((form.label, address("quiz.export", wishes, format=form.name)) for form in FORMATS.values())


def parts(paper: Paper, questions: Sequence[Question]) -> tuple[Part, ...]:
    """The questions under the headings of their types."""
    found = []
    for number, (type_, items) in enumerate(paper.parts(), 1):
        own = tuple(question for question in questions if question.item.type == type_)
        found.append(Part(part_heading(number, type_, items, paper), type_, own))
    return tuple(found)


def questions_of(paper: Paper) -> tuple[Question, ...]:
    """The items, numbered through."""
    return tuple(Question(number, item, key=answer_text(item)) for number, item in enumerate(paper.items, 1))


# --- answers in forms -----------------------------------------------------------------------------


def given_answers(question: Question, form: MultiDict[str, str]) -> tuple[str, ...]:
    """What was filled in: indices of options, words, or one index per prompt (empty where left out)."""
    name = f"q{question.number}"
    item = question.item
    if item.type in ("matching", "ordering"):
        rows = len(item.prompts) if item.type == "matching" else len(item.options)
        return tuple(form.get(f"{name}-{row}", "") for row in range(rows))
    return tuple(form.getlist(name))


def is_right(item: Item, given: tuple[str, ...]) -> bool | None:
    """Whether an answer is right; None for short answers, which the reader judges."""
    if item.type == "short_answer":
        return None
    if isinstance(item.answer, bool):
        return given == (("true",) if item.answer else ("false",))
    if item.type == "fill_blank":
        return len(given) == 1 and _plain(given[0]) in {_plain(str(word)) for word in item.answer}
    if item.type == "ordering":  # each option was given its place
        places = {str(key): str(place) for place, key in enumerate(item.answer, 1)}
        return all(given[n] == places.get(str(n), "") for n in range(len(item.options)))
    return list(given) == [str(key) for key in item.answer]


def _plain(words: str) -> str:
    """Words without blanks, quotes and width: ８％ and 8% are one answer."""
    return re.sub(r"[\s《》“”\"。，]", "", unicodedata.normalize("NFKC", words))
