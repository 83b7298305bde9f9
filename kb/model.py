"""The words of the domain as plain data: what every stage hands to the next.

Nothing here reads files, computes or knows an engine.  All offsets are half-open
character positions into ``Document.text``; the text of a span is always
``document.text[start:end]`` and is never stored a second time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Role = Literal["lead", "joint", "cooperating", "default"]
AssignmentSource = Literal["list", "prose"]
BodyKind = Literal["body", "group"]
Comparator = Literal["=", ">=", "<=", ">", "<", "~"]
Change = Literal["level", "increase", "decrease"]
TargetKind = Literal["target", "threshold", "support", "fact", "count", "qualitative", "deadline"]
ReferenceKind = Literal["title", "number"]

#: From strongest to weakest: a body printed twice in one clause keeps its strongest role.
ROLE_ORDER: tuple[Role, ...] = ("lead", "joint", "cooperating", "default")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of characters of one document."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")


@dataclass(frozen=True, slots=True)
class Document:
    """One published text with what is known about it.

    ``text`` is exactly as published after line-ending normalisation (``\\n``).
    ``region`` is the place whose bodies are meant by 市… or 省… in the text, written from
    the province down (山西省晋中市; empty for a national document or when unknown).
    ``date`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
    """

    id: str
    title: str
    text: str
    issuer: str = ""
    number: str = ""  # 文号, normalised: 国发〔2021〕23号
    date: str = ""
    region: str = ""
    source: str = ""
    sha256: str = ""  # of the file's bytes
    notes: tuple[str, ...] = ()  # what reading had to guess, in Chinese, for the user


@dataclass(frozen=True, slots=True)
class Clause:
    """The indexed unit: from one printed number to the next, at any level.

    ``path`` is the printed ordinals joined by dots (二、（一）1. → ``2.1.1``; text before the
    first number is ``0``; annexes are prefixed ``a1/``); ``number`` the same as printed in
    full (``二、（一）1.``); ``heading`` its own heading without the number (may be empty);
    ``trail`` the headings above it, outermost first; ``level`` 1 for the outermost number,
    0 for the preamble.
    """

    id: str  # <document>/<path>
    document: str
    path: str
    number: str
    heading: str
    trail: tuple[str, ...]
    level: int
    start: int
    end: int
    label: Span  # the clause's own printed number: 「1.」; empty span for the preamble
    heading_span: Span
    sentences: tuple[Span, ...]
    order: int  # position in the document, from 0


@dataclass(frozen=True, slots=True)
class Assignment:
    """A clause makes a body responsible (责任单位): one row per clause and body."""

    clause: str
    path: str
    document: str
    bureau: str  # canonical name, e.g. 市发展改革委
    region: str  # whose body it is: 山西省晋中市, 山西省; empty for national or unknown
    kind: BodyKind  # "group" for 各县（区、市）人民政府, 市直各部门, 各有关部门
    surface: str  # as printed (cleaned of PDF artefacts)
    role: Role
    position: int  # in its list, from 1
    source: AssignmentSource
    open_list: bool  # the list ends in 等
    start: int  # of the printed name
    end: int
    governs: Span  # the measure that this list is responsible for
    list_span: Span  # the list as printed, parentheses included; for prose its sentence
    scope: str = ""  # scope or deadline printed inside the list
    rule: str = ""  # name of the rule that made it
    # Where further lists of the clause name the body too, for each of them (``bureaus.repeats``):
    again: tuple[Span, ...] = ()  # three spans: its name, the list, the measure that the list governs
    again_words: tuple[str, ...] = ()  # three words: its role, the scope, 等 of an open list or nothing


@dataclass(frozen=True, slots=True)
class SectorTag:
    """A clause belongs to a sector; ``start``/``end`` are the words that say so."""

    clause: str
    path: str
    document: str
    sector: str  # second level: 煤炭
    parent: str  # first level: 能源
    start: int
    end: int
    rule: str = ""  # "heading" or "words"


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the ledger of numbers: an aim, a condition, support, a fact or a deadline.

    ``value`` is an exact decimal as a string (a range is ``"2-3"``; empty for
    ``qualitative`` and for deadlines without a figure).
    """

    clause: str
    path: str
    document: str
    indicator: str
    comparator: Comparator
    value: str
    unit: str
    kind: TargetKind
    start: int  # of the quote: the statement that carries the figure
    end: int
    value_span: Span  # the printed figure with its unit
    change: Change = "level"
    baseline_year: int | None = None
    year: int | None = None
    deadline: str = ""  # as printed: 到2025年底
    commitment: str = ""  # 力争, 确保, 约束性, 预期性 … or empty
    actor: str = ""  # of a deadline: who reports, as printed
    recipient: str = ""  # of a deadline: to whom, as printed
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A clause cites another text by 《title》 or by 文号."""

    clause: str
    path: str
    document: str
    kind: ReferenceKind
    text: str  # the title without 《》, or the normalised 文号
    start: int
    end: int
    linked: str = ""  # document id when it is in the knowledge base


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was not understood or looks wrong, for the coverage report."""

    document: str
    kind: str  # numbering, unknown_body, repeated_body, no_responsibility, unaccounted_number, …
    path: str
    text: str
    note: str  # one Chinese sentence for the reader
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Segmentation:
    """What segmentation makes of a document: clauses that partition the text, and anomalies."""

    clauses: tuple[Clause, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Tags:
    """What tagging finds in a document, each list in document order."""

    assignments: tuple[Assignment, ...] = ()
    sectors: tuple[SectorTag, ...] = ()
    targets: tuple[Target, ...] = ()
    references: tuple[Reference, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits on a search or a listing; empty means any.  Several values of one field mean either."""

    bureaus: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    documents: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found by a search.  Higher scores are better."""

    clause: str
    path: str
    document: str
    score: float
    rank: int
    snippet: tuple[tuple[str, bool], ...]  # pieces of verbatim text; True where it matched
    matched: tuple[str, ...] = ()
    explanation: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits with facets over the whole result (value → clauses)."""

    query: str
    mode: str
    total: int
    offset: int
    hits: tuple[Hit, ...]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    suggestion: str = ""  # 您是不是要找
    by_meaning: bool = False  # no clause holds the words: the hits are near in meaning alone


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote with its place: ``quote == document.text[start:end]``."""

    clause: str
    path: str
    document: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to a question, with everything that it rests on."""

    question: str
    intent: str
    status: Literal["answered", "passages", "ambiguous", "not_found"]
    answer: str
    reading: str = ""  # 按责任单位＝市能源局 查询
    count: int = 0
    clauses: tuple[str, ...] = ()  # ids, complete
    paths: tuple[str, ...] = ()
    bureaus: tuple[str, ...] = ()  # as printed in the cited clauses
    targets: tuple[Target, ...] = ()
    citations: tuple[Citation, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()  # first row is the header
    reason: str = ""
    suggestions: tuple[str, ...] = ()  # neighbouring questions
    notes: tuple[str, ...] = ()  # shown beside the answer: groups, open lists, what was not counted
    beside: tuple[Citation, ...] = ()  # evidence of the notes; not part of the set
    computed: tuple[str, ...] = ()  # numbers in ``answer`` and ``table`` that are ours: counts, ranks
