"""What each page shows, as one frozen dataclass per page, filled by the views.

Templates and JSON twins read these and nothing else.  ``BodyRecord`` and the model's classes
are passed on as they are; only what a page adds (links, labels, cut text) has a class here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kb.indexing.bodies import BodyRecord
from kb.model import (
    Answer,
    Assignment,
    Citation,
    Clause,
    Document,
    Finding,
    Hit,
    Reference,
    SearchResult,
    SectorTag,
    Target,
)
from kb.state import Feedback
from web.marking import Line
from web.request_arguments import SearchRequest


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document in a list, with its counts."""

    document: Document
    clauses: int
    tasks: int  # clauses with a list of responsible bodies
    bodies: int
    targets: int
    findings: int
    groups: int = 0  # collective names alone: 各地, 各有关部门


@dataclass(frozen=True, slots=True)
class SectorGroup:
    """A first-level sector with its second-level sectors and their clauses."""

    parent: str
    sectors: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    examples: tuple[str, ...]
    documents: tuple[DocumentCard, ...]
    documents_total: int
    bodies: tuple[BodyRecord, ...]
    bodies_total: int
    several_places: bool  # bodies of one name may be of different places: name the place
    sectors: tuple[SectorGroup, ...]


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """A clause as other pages name it."""

    clause: Clause
    document_title: str
    tail: str = ""  # the beginning of its text, where it has no heading


@dataclass(frozen=True, slots=True)
class CitationCard:
    """A citation with the clause it names and the line to copy."""

    citation: Citation
    link: ClauseLink
    text: str


@dataclass(frozen=True, slots=True)
class AnswerCard:
    answer: Answer
    header: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ClauseLink | None], ...], ...]  # cells, linked where they name a clause
    citations: tuple[CitationCard, ...]
    beside: tuple[CitationCard, ...] = ()
    reason: str = ""  # what the direct sentence does not say already
    several_documents: bool = False  # the linked cells are of several: name the document
    feedback: FeedbackForm | None = None  # for the administrator alone


@dataclass(frozen=True, slots=True)
class HitCard:
    hit: Hit
    link: ClauseLink
    opens: bool  # the snippet is the clause's beginning; else the page puts …… before it
    closes: bool  # the snippet is its end
    bodies: tuple[Assignment, ...]
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: int
    url: str
    active: bool
    below: bool = False  # a second-level sector under its first-level one


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    values: tuple[FacetValue, ...]
    first: int = 8  # values shown before 「更多」


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a paging bar; no address on the page shown."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    asked: SearchRequest
    answer: AnswerCard | None = None
    shown: bool = False  # above the hits of a bare keyword its card is left out
    result: SearchResult | None = None
    hits: tuple[HitCard, ...] = ()
    facets: tuple[Facet, ...] = ()
    active: tuple[FacetValue, ...] = ()
    modes: tuple[Step, ...] = ()
    sorts: tuple[Step, ...] = ()
    steps: tuple[Step, ...] = ()
    suggestion_url: str = ""
    cleared_url: str = ""
    named: frozenset[str] = frozenset()  # bodies asked for, to be marked in the hits
    near: bool = False  # no hit on the page has the words: all were found by meaning
    error: str = ""
    examples: tuple[str, ...] = ()
    status: int = 200
    offer_url: str = ""  # a bare keyword that an answer was found for: the page with its card
    refused: bool = False  # not found: a few hits stand below as the nearest clauses, no more
    withheld: str = ""  # why an answer that was made is not shown
    all_url: str = ""  # the whole list of hits, without the answer
    first_url: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One list of bodies with the verbatim measure it governs."""

    lines: tuple[Line, ...]
    assignments: tuple[Assignment, ...]
    open_list: bool
    whole: bool  # the clause has this one list only


@dataclass(frozen=True, slots=True)
class ClausePage:
    document: Document
    clause: Clause
    lines: tuple[Line, ...]
    crumbs: tuple[ClauseLink, ...]
    previous: ClauseLink | None
    next: ClauseLink | None
    children: tuple[ClauseLink, ...]
    measures: tuple[Measure, ...]
    assignments: tuple[Assignment, ...]
    general: tuple[Assignment, ...]  # the document's rules for all its tasks
    targets: tuple[Target, ...]
    sectors: tuple[SectorTag, ...]
    references: tuple[Reference, ...]
    citation: str
    quote: str = ""  # the stretch that the address asks to highlight
    citations: tuple[tuple[str, str, str], ...] = ()  # name of a style, its label, the citation


@dataclass(frozen=True, slots=True)
class Section:
    """A clause inside its document's page, with the tags for the margin."""

    clause: Clause
    lines: tuple[Line, ...]
    bodies: tuple[Assignment, ...]
    open_list: bool
    targets: tuple[Target, ...]
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    card: DocumentCard
    contents: tuple[ClauseLink, ...]
    sections: tuple[Section, ...]
    general: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    documents: tuple[DocumentCard, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A clause that makes a body responsible, as the body's page shows it."""

    link: ClauseLink
    assignment: Assignment
    lines: tuple[Line, ...]
    others: tuple[Assignment, ...]
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class DocumentTasks:
    document: Document
    tasks: tuple[Task, ...]
    general: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class BodyPage:
    name: str
    region: str
    record: BodyRecord
    groups: tuple[DocumentTasks, ...]
    total: int
    roles: tuple[tuple[str, int, str], ...]  # role, clauses, address that shows these alone
    role: str = ""
    all_url: str = ""


@dataclass(frozen=True, slots=True)
class BodyChoicePage:
    """A name that several bodies go by."""

    asked: str
    bodies: tuple[BodyRecord, ...]
    undecided: bool = True  # nothing on it can be saved yet


@dataclass(frozen=True, slots=True)
class BodiesPage:
    asked: str
    regions: tuple[tuple[str, tuple[BodyRecord, ...]], ...]
    groups: tuple[BodyRecord, ...]
    total: int
    named: int  # without the collective names: what the first page counts


@dataclass(frozen=True, slots=True)
class TargetRow:
    target: Target
    link: ClauseLink
    quote: str


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a selection list."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class TargetsPage:
    rows: tuple[TargetRow, ...]
    total: int
    offset: int
    selections: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    columns: tuple[tuple[str, str, str, str], ...] = ()  # name, label, address that sorts by it, aria-sort
    steps: tuple[Step, ...] = ()
    filtered: bool = False
    bureau: str = ""  # as typed
    first_url: str = ""
    kinds: tuple[tuple[str, int, str], ...] = ()  # kind, rows, address that shows these alone


@dataclass(frozen=True, slots=True)
class FindingRow:
    finding: Finding
    place: str  # the clause's number as printed; its path where no clause has that path


@dataclass(frozen=True, slots=True)
class FindingGroup:
    kind: str
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class DocumentFindings:
    card: DocumentCard
    groups: tuple[FindingGroup, ...]


@dataclass(frozen=True, slots=True)
class CoveragePage:
    documents: tuple[DocumentFindings, ...]
    total: int


@dataclass(frozen=True, slots=True)
class FeedbackForm:
    """What the form below an answer sends along, and what was said about this question before."""

    question: str
    clause: str  # of an answer that rests on one clause alone; else empty
    answer: str  # as it was shown
    given: tuple[Feedback, ...]  # the newest first


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    feedback: Feedback
    link: ClauseLink | None  # the clause that it is about, if that is still there


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    rows: tuple[FeedbackRow, ...]
    total: int
    offset: int
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class AboutPage:
    examples: tuple[str, ...]
    built_at: str
    model: str
