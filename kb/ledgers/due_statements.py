"""Statements with a printed term and no figure: 「到2027年，进一步完善循环经济产业链」.

In: an open knowledge base and filters.  Out: ``Target`` rows of kind ``qualitative`` for the terms that
no row of the ledger of numbers carries.  The ledger of numbers holds definite aims only; the list of
deadlines is to miss no term, so these are read for it alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

from kb.cleaning import clean
from kb.indexing.knowledge_base import KnowledgeBase
from kb.ledgers.measures import body_keys, by_clause, documents, measures
from kb.model import Clause, Document, Filters, Span, Target
from kb.segmenting.sentences import sentence_bounds
from kb.tagging.targets.context import section
from kb.tagging.targets.deadlines import Deadline, find_deadlines, year_of

#: A clause without one of these prints no term, and need not be read.
_MAY_BE_DUE = re.compile(r"年|[底末]前|五[”\"]?[期时末]|每[季月周]")
#: What every printed term has at least one of: 2025年, 6月, 第三季度, 每周, “十五五”, and the 2025、 of
#: 2025、2026年; a radical taken from PDF may stand for one of them.
_SIGN_OF_TERM = re.compile(r"[年月季周五\u2e80-\u2fdf\uf900-\ufaff]|\d(?=\s*、)")
#: 到2030年, 在“十五五”期间, 至2027年底: also in the middle of a statement; not 1日|至2027年6月30日
_TO = re.compile(r"[到至在于]")
_SPAN_OF_DAYS = frozenset("日月年")
#: 各县|12月底前完成, 县城|年底前通车; but 2030年前碳达峰 is the name of an aim
_DAY = re.compile(r"[底末日月][之以]?前\Z|[底末]\Z")
#: Terms that have to open their statement: “十五五”期间, 2030年前, 年内, 2026年，
_OPENING = re.compile(r"(?:前|底|末|内|期间|时期|时间|努力)\Z")
_BARE = re.compile(r"(?:19|20)\d{2}年\Z")
#: What may stand between a comma and a term that opens its statement: 力争|到2025年
_HEAD = re.compile(
    r"(?:力争|力求|争取|确保|努力|其中|要|将|应|须|在|并|且|——|[ \d.、．（(一二三四五六七八九十）)]){0,6}"
)
#: 到2025年|的目标, “十五五”时期|是…的关键时期: no term of an aim
_NOUN = re.compile(r"的(?!上半年|下半年)|及其|，?[是系](?!统)|[》”]")
_JOIN = frozenset(("、", "和", "与", "及", "，"))
_BORDERS = "，,；;：:。！？（(）)\n"
_TRIM = " ，,；;：:。、\n"
_SENTENCE = re.compile("[，。；]")
#: Fewer characters state nothing.
_SHORTEST = 4
#: The matter is told in so many characters, whole parts of the sentence; the quotation has the rest.
_LONGEST_MATTER = 60


#: What was built never changes: the few statements of a document are read once for each version.
_READ: WeakKeyDictionary[KnowledgeBase, dict[str, tuple[Target, ...]]] = WeakKeyDictionary()


def due_statements(kb: KnowledgeBase, filters: Filters) -> Iterator[Target]:
    """What is due by a printed term and stands in no row of the ledger of numbers, in document order."""
    undated = replace(filters, years=())  # a clause has no year of its own where nothing is measured
    allowed = kb.select(undated)
    spans = _governed(kb, undated)
    read = _READ.setdefault(kb, {})
    for document in documents(kb, filters):
        if document.id not in read:
            read[document.id] = tuple(_of_document(kb, document))
        for target in read[document.id]:
            inside = spans is None or any(s <= target.start < e for s, e in spans[target.clause])
            year = not filters.years or target.year in filters.years
            if inside and year and (allowed is None or target.clause in allowed):
                yield target


def _of_document(kb: KnowledgeBase, document: Document) -> Iterator[Target]:
    rows, year = by_clause(kb.targets(document=document.id)), year_of(document)
    for clause in kb.clauses(document.id):
        if not _MAY_BE_DUE.search(document.text, clause.start, clause.end):
            continue
        measured = rows.get(clause.id, ())
        if _leaves_terms(document.text, clause, measured):
            # 推广自助设备。（6月底前完成）: told behind the next, yet begun before it
            yield from sorted(clause_statements(document, clause, measured, year), key=lambda t: t.start)


def _governed(kb: KnowledgeBase, filters: Filters) -> defaultdict[str, list[tuple[int, int]]] | None:
    """Per clause what the lists of the filtered bodies govern; None when no body limits."""
    wanted = body_keys(kb, filters.bureaus)
    if wanted is None:
        return None
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for measure in measures(kb, filters):
        for a in measure.assignments:
            if (a.bureau, a.region) in wanted:
                found[measure.clause.id].append((a.governs.start, a.governs.end))
    return found


def _leaves_terms(text: str, clause: Clause, rows: Sequence[Target]) -> bool:
    """Whether any sign of a term stands outside the rows that keep their statement from being listed.

    Such a clause alone is cleaned and read: a tenth of those that print a term.
    """
    carrying = [(t.start, t.end) for t in rows if _carries_term(t)]
    signs = _SIGN_OF_TERM.finditer(text, clause.start, clause.end)
    return any(not any(start <= sign.start() < end for start, end in carrying) for sign in signs)


def _carries_term(row: Target) -> bool:
    """Whether what a row of the ledger of numbers states is listed by it, or tells of the past."""
    return bool(row.deadline) or row.kind == "fact"


def clause_statements(
    document: Document, clause: Clause, rows: Sequence[Target], year: int | None
) -> Iterator[Target]:
    """Those of one clause; ``rows`` are its rows of the ledger of numbers, ``year`` the document's."""
    cleaned = clean(document.text[clause.start : clause.end])
    text, past = cleaned.text, section(clause).past
    deadlines = find_deadlines(text, year)
    before = Span(0, 0)
    for start, end in sentence_bounds(text):
        sentence, above = Span(start, end), before
        if text[start] not in "（(":
            before = sentence
        if not _SENTENCE.search(text, start, end):
            continue  # a heading states nothing
        for run, stop in _in_force(text, sentence, deadlines, past=past):
            stated = _raw(cleaned.span(run[0].start, stop), clause)
            beside = [t for t in rows if t.start < stated.end and stated.start < t.end]
            if any(map(_carries_term, beside)):
                continue
            low, high = _matter(text, start, run, stop)
            if text[start] in "（(" and above.end > above.start:
                # 推广自助设备。|（6月底前完成，…）: what is due stands before
                low, high = _within(text, above.start, above.end)
                stated = Span(clause.start + cleaned.span(low, high).start, stated.end)
            if high - low >= _SHORTEST:
                for due in run:
                    printed = _raw(cleaned.span(due.start, due.end), clause)
                    yield _target(clause, text[low:high], stated, due, printed)


def _target(clause: Clause, matter: str, stated: Span, due: Deadline, printed: Span) -> Target:
    return Target(
        clause.id,
        clause.path,
        clause.document,
        matter,
        "=",
        "",
        "",
        "qualitative",
        stated.start,
        stated.end,
        printed,
        year=due.year,
        deadline=due.text,
        rule="statement:due",
    )


def _in_force(
    text: str, sentence: Span, deadlines: Sequence[Deadline], *, past: bool
) -> Iterator[tuple[list[Deadline], int]]:
    """The terms of a sentence by which something is due, each with the end of its statement.

    Terms that share a statement come together: 2026年、2027年.
    """
    runs: list[list[Deadline]] = []
    for due in deadlines:
        if not sentence.start <= due.start < sentence.end or due.kind == "start":
            continue
        before = runs[-1][-1] if runs else None
        if before is None or before.kind != "by":
            runs.append([due])
        elif due.kind == "by" and text[before.end : due.start] in _JOIN:
            runs[-1].append(due)
        elif due.kind in {"by", "past"}:
            runs.append([due])  # else 到2027年，|每年: of the term before
    ends = [*(run[0].start for run in runs[1:]), sentence.end]
    for run, stop in zip(runs, ends, strict=False):
        if any(_is_due(text, sentence.start, run[0], due, past=past) for due in run):
            yield run, stop


def _raw(span: Span, clause: Clause) -> Span:
    return Span(clause.start + span.start, clause.start + span.end)


def _is_due(text: str, start: int, first: Deadline, due: Deadline, *, past: bool) -> bool:
    """Whether something is due by a term of a run; ``past``: the clause tells of the past."""
    if due.kind == "past" or (past and not due.text.startswith(("到", "至"))):
        return False
    if _NOUN.match(text, due.end) or text.rfind("《", start, due.start) > text.rfind("》", start, due.start):
        return False
    if due.kind == "by" and _TO.match(due.text):
        return due.text[0] != "至" or text[due.start - 1 : due.start] not in _SPAN_OF_DAYS
    if due.kind == "by" and _DAY.search(due.text):
        return True
    if not _opens(text, start, first):
        return False
    if due.kind != "by" or _OPENING.search(due.text):
        return True
    return _BARE.match(due.text) is not None and text.startswith("，", due.end)


def _opens(text: str, start: int, due: Deadline) -> bool:
    """Whether only 力争 and its like stand between a term and the sign before it."""
    low = max(start, max(text.rfind(sign, start, due.start) for sign in _BORDERS) + 1)
    return _HEAD.fullmatch(text, low, due.start) is not None


def _matter(text: str, start: int, run: Sequence[Deadline], stop: int) -> tuple[int, int]:
    """What is due: the words behind a term that opens its statement, else its part of the sentence."""
    first = run[0]
    part = max(start, max(text.rfind(sign, start, first.start) for sign in _BORDERS) + 1)
    low = run[-1].end if _opens(text, start, first) else part
    return _within(text, low, stop)


def _within(text: str, low: int, stop: int) -> tuple[int, int]:
    """Whole parts of a stretch, so many as may be shown, without the signs at both ends."""
    while low < stop and text[low] in _TRIM:
        low += 1
    high = min(stop, low + _LONGEST_MATTER)
    if high < stop:
        cut = max(text.rfind(sign, low, high) for sign in "，；。")
        high = cut if cut > low else high
    while high > low and text[high - 1] in _TRIM:
        high -= 1
    return low, high
