"""Reads a question into slots: documents, clause number, bodies, years, places, cues and topic.

In comes the user's sentence and what the knowledge base holds; out comes a ``Question``.  Nothing
is answered here: the kinds of answer decide by the slots, so that a wrong reading can be shown and
corrected in one place.  Each slot blanks out what it takes, so that nothing is read twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kb.answering.announced import announced_sections
from kb.answering.body_mentions import bodies_by_ending, bodies_named
from kb.answering.generic_bodies import called_by_kind
from kb.answering.library import Library
from kb.answering.naming import find_documents, masked
from kb.answering.scopes import find_scope, level_of, scope_level
from kb.answering.slots import (
    DATE,
    ClauseNumber,
    Figure,
    NamedPlace,
    find_clause_number,
    find_figures,
    find_places,
    find_positions,
    find_recipients,
    find_years,
)
from kb.answering.topic import Topic, find_cues, find_topic, longest_words, quoted, whole_phrases
from kb.indexing.tokens import fold, words
from kb.model import Span
from kb.reading.places import region_named
from kb.tagging.bureaus.names import Body
from kb.tagging.bureaus.resolve import Mention, Resolution, resolve
from kb.tagging.sectors import sector_named

# 关口局、边境站建设
_BUILT = re.compile(r"[^，。？?谁哪]{0,8}?(?:建设|改造|新建|扩建|布局|运营)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.  ``topic`` is what remains when everything else is taken out."""

    text: str  # folded: half width, simplified, lower case
    typed: str = ""  # the same as typed
    untitled: str = ""  # the same with the documents named blanked out
    rest: str = ""  # the same with documents, numbers, bodies, years, places and figures blanked out
    mentions: tuple[Mention, ...] = ()
    years: tuple[int, ...] = ()
    baselines: tuple[int, ...] = ()  # 较2020年
    yearly: bool = False  # 每年11月
    month: str = ""  # 6月底 of 2026年6月底前
    figures: tuple[Figure, ...] = ()
    number: ClauseNumber | None = None
    documents: tuple[str, ...] = ()  # ids of documents named
    names_at: tuple[Span, ...] = ()  # where they are named
    unknown_titles: tuple[str, ...] = ()  # 《…》 that no document bears
    places: tuple[NamedPlace, ...] = ()  # outside the names of bodies
    scope: str = ""  # 全国, 全省, 全市
    sector: tuple[str, str] | None = None
    quoted: tuple[str, ...] = ()
    cues: frozenset[str] = field(default_factory=frozenset)
    topic: tuple[str, ...] = ()  # phrases, in order
    topic_words: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()  # headings that the question spells out

    def asks(self, *cues: str) -> bool:
        """True if any of the cues was found."""
        return any(cue in self.cues for cue in cues)

    @property
    def known_bodies(self) -> tuple[Body, ...]:
        """Bodies of the question that the knowledge base knows beyond doubt."""
        return tuple(m.resolution.bodies[0] for m in self.mentions if m.resolution.status == "one")

    @property
    def about(self) -> str:
        """The topic as one string for people, as typed: GDP, though words are compared as gdp."""
        found = ((self.text.find(phrase), phrase) for phrase in self.topic)
        same = len(self.typed) == len(self.text)
        return "、".join(self.typed[at : at + len(p)] if same and at >= 0 else p for at, p in found)


def read_question(text: str, library: Library, documents: Sequence[str] = ()) -> Question:
    """Take ``text`` apart; ``documents`` are those that it is about where it names none itself."""
    folded = fold(text)
    named = find_documents(folded, library.documents())
    start = Question(
        text=folded,
        typed=text,
        untitled=masked(folded, named.spans),
        documents=named.ids or tuple(documents),
        names_at=named.spans,
        unknown_titles=named.unknown,
        quoted=quoted(folded),
    )
    read = _with_topic(_with_slots(start, library, bodies=True), library)
    nowhere = all(m.resolution.status == "none" for m in read.mentions)
    if read.mentions and nowhere and read.asks("amount") and not read.asks("tasks", "responsible", "who"):
        # 省制造业创新中心要建多少家: what is counted, not who does it
        read = _with_topic(_with_slots(start, library, bodies=False), library)
    if read.mentions and nowhere and read.asks("who") and _is_a_matter(read, library):
        read = _with_topic(_with_slots(start, library, bodies=False), library)
    return _of_the_places(read, library)


def _is_a_matter(question: Question, library: Library) -> bool:
    """边境站、某某关口局建设由谁负责: what is to be built, since it stands so in the documents."""
    behind = (question.text[m.end :] for m in question.mentions)
    built = all(_BUILT.match(text) for text in behind)
    return built and all(library.mentions(m.text) for m in question.mentions)


def _with_slots(question: Question, library: Library, *, bodies: bool) -> Question:
    """Number, years, bodies, places and figures, each blanked out of what is left to read."""
    rest = question.untitled
    number = find_clause_number(rest)
    located = (*question.names_at, *((number.span,) if number else ()))
    rest = masked(rest, located)
    rest = masked(rest, [*find_positions(rest, located), *find_recipients(rest)])
    date = DATE.search(rest)
    years = find_years(rest)
    rest = masked(rest, [*years.spans, *([Span(*date.span())] if date else [])])
    mentions: tuple[Mention, ...] = ()
    towns: tuple[Mention, ...] = ()
    if bodies:
        mentions, towns = bodies_named(masked(rest, whole_phrases(rest, library.headings)), rest, library)
    rest = masked(rest, [Span(m.start, m.end) for m in (*mentions, *towns)])
    towns_named = (NamedPlace(m.text, region_named(m.text), m.start, m.end) for m in towns)
    places = (*find_places(rest, longest_words(rest), library.documents()), *towns_named)
    rest = masked(rest, [Span(p.start, p.end) for p in places])
    figures = tuple(f for f in find_figures(rest) if not _part_of_a_name(f, rest, library))
    return replace(
        question,
        rest=masked(rest, [f.span for f in figures]),
        number=number,
        years=years.asked,
        baselines=years.baselines,
        yearly=bool(date and date[0].startswith("每")),
        month=date["month"] if date else "",
        mentions=mentions,
        places=places,
        figures=figures,
    )


def _part_of_a_name(figure: Figure, text: str, library: Library) -> bool:
    """12345热线: a number that the documents print with the word behind it is no figure."""
    digits = figure.value
    if digits.isdigit() and len(digits) > 2 and library.mentions(f"“{digits}”"):
        return True  # “633”人才工程
    at = text.find(digits, figure.span.start)
    behind = text[at + len(digits) : at + len(digits) + 2]
    return digits.isdigit() and len(digits) > 3 and behind.isalpha() and library.mentions(digits + behind)


def _with_topic(question: Question, library: Library) -> Question:
    """Cues and topic of what is left."""
    cues, spans = find_cues(question.rest)
    scope = find_scope(question.rest)
    topic = find_topic(question.rest, [*spans, *([scope[1]] if scope else [])], library.headings)
    mentions = question.mentions
    if not mentions and cues & {"tasks", "responsible"}:
        mentions = bodies_by_ending(question.rest, topic, library)
        topic = topic if not mentions else Topic((), (), ())
    return replace(
        question,
        mentions=mentions,
        scope=scope[0] if scope else "",
        sector=next((found for phrase in topic.phrases if (found := sector_named(phrase))), None),
        cues=cues | {"recurring", "when"} if question.yearly else cues,
        topic=topic.phrases,
        topic_words=topic.words,
        headings=topic.headings,
    )


def _of_the_places(question: Question, library: Library) -> Question:
    """A question about a place whose own documents are held asks of those: 湖南省…是多少; bodies of
    one name in several places are those of the documents that the question is limited to.
    """
    documents = question.documents
    regions = {place.region for place in question.places}
    if documents and question.places and _compares(question):  # 国家方案和晋中的对比
        theirs = (d.id for d in library.documents() if d.region and d.region in regions)
        documents = tuple(dict.fromkeys((*documents, *theirs)))
    if not documents:
        documents = tuple(d.id for d in library.documents() if d.region and d.region in regions)
    if question.scope and len(documents) > 1:  # 国家碳达峰方案, beside that of a province
        level = scope_level(question.scope)
        documents = tuple(d for d in documents if level_of(library.document(d)) == level) or documents
    announced = () if documents else _announcing(question, library)
    if not (documents or announced):
        return question
    own = _own_bodies(documents or announced, library)
    regions = {library.document(d).region for d in documents or announced}
    among = (_of_region(_among(mention, own), regions) for mention in question.mentions)
    mentions = tuple(called_by_kind(mention, own) for mention in among)
    return replace(question, documents=documents, mentions=mentions)


def _announcing(question: Question, library: Library) -> tuple[str, ...]:
    """The one document that announces what the question limits itself to: 十大工程里省财政厅参与哪几个."""
    if all(m.resolution.status != "many" for m in question.mentions):
        return ()
    found = (c.document for phrase in question.topic for c in announced_sections(phrase, library, ()))
    documents = tuple(dict.fromkeys(found))
    return documents if len(documents) == 1 else ()


def _compares(question: Question) -> bool:
    return question.asks("compare") or "分别" in question.text


def _own_bodies(documents: Sequence[str], library: Library) -> list[Body]:
    listed = {(row.bureau, row.region) for row in library.assignments(documents)}
    return [r.body for r in library.bodies() if (r.name, r.region) in listed]


def _among(mention: Mention, own: Sequence[Body]) -> Mention:
    """The same mention, read among the bodies of the documents asked about where that is clearer."""
    if mention.resolution.status != "many":
        return mention
    found: Resolution = resolve(mention.text, own)
    return replace(mention, resolution=found) if found.status == "one" else mention


def _of_region(mention: Mention, regions: set[str]) -> Mention:
    """省教育厅 of several provinces, asked of a document of one of them that does not list it: that one's."""
    bodies = [
        b for b in mention.resolution.bodies if b.region and any(r.startswith(b.region) for r in regions)
    ]
    if mention.resolution.status != "many" or len(bodies) != 1:
        return mention
    return replace(mention, resolution=Resolution("one", (bodies[0],), mention.resolution.read_as))


def topic_terms(question: Question) -> set[str]:
    """All terms of the topic, longer words beside the words inside them."""
    return {t.text for t in words(" ".join(question.topic))}
