"""References of a draft: titles, 文号 and clause numbers, held against the library.

In: a draft and the library.  Out: one item per 《…》, 文号 and clause number, and the clause that
each sentence cites.  A title or number may be a document of the library or one that a document of
the library cites; a clause number must exist and be the place of what the sentence says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from kb.citing.reading import bare
from kb.comparing.ngrams import letters
from kb.document_numbers import key
from kb.drafting.differing import compared, differing
from kb.drafting.draft import Draft, Library, Sentence
from kb.drafting.items import Item, Pieces, Source, Verdict
from kb.model import Clause, Reference, Span
from kb.segmenting import find_number
from kb.segmenting.numbering import read_number
from kb.titles import covered_title

#: A title so like a known one is that title miswritten, not another.
SAME_TITLE = 85
#: A sentence that says less than half of it at the place cited and most of it elsewhere is misplaced.
HERE_TOO_LITTLE = 0.45
ELSEWHERE_ENOUGH = 0.7
SHORTEST_MATTER = 8

_CN = "[一二三四五六七八九十百]{1,3}"
#: 「“二、（一）2.”」 「《…》二（一）2」 「第三部分第（二）项」 「第十二条」
_STEP = (
    rf"(?:第?{_CN}(?:部分|章|节|条|款|项)|第?[（(](?:{_CN}|\d{{1,2}})[）)](?:项|条|款)?"
    rf"|{_CN}、|第?\d{{1,2}}(?:[.．、](?!\d)|条|项|款))"
)
_IN_QUOTES = re.compile(rf"[“\"「](?P<number>(?:{_CN})?{_STEP}{{1,5}}\d{{0,2}})[”\"」]")
_BEHIND_TITLE = re.compile(
    rf"》(?:（[^（）]{{1,40}}）)?\s*(?:中)?(?:的)?(?P<number>(?:第?{_CN}(?=[（(])|{_STEP}){_STEP}{{0,4}}\d{{0,2}})"
)
_SPELT = re.compile(rf"(?P<number>第{_CN}(?:部分|条)(?:{_STEP}){{0,4}})")


@dataclass(frozen=True, slots=True)
class Pointer:
    """A clause number in the draft, with the clauses of the library that it can mean."""

    span: Span
    number: str
    clauses: tuple[Clause, ...]
    documents: tuple[str, ...]


def find_pointers(draft: Draft, held: Library) -> tuple[Pointer, ...]:
    """The clause numbers that the draft cites; its own numbering is none."""
    text = draft.document.text
    own = {clause.label.start for clause in draft.clauses if clause.label.start < clause.label.end}
    found: dict[int, Pointer] = {}
    for pattern in (_IN_QUOTES, _BEHIND_TITLE, _SPELT):
        for match in pattern.finditer(text):
            span = Span(*match.span("number"))
            taken = any(p.span.start < span.end and span.start < p.span.end for p in found.values())
            documents = _spoken_of(draft, held, span.start)
            number = _plain(match["number"])
            if taken or span.start in own or not _is_number(number) or not documents:
                continue
            clauses = tuple(c for d in documents for c in find_number(number, _of(held, d)))
            found[span.start] = Pointer(span, match["number"], clauses, documents)
    return tuple(found[start] for start in sorted(found))


def _spoken_of(draft: Draft, held: Library, at: int) -> tuple[str, ...]:
    """The documents that a number at some place can belong to: those named last before it."""
    named = [s.named for s in draft.sentences if s.named and s.span.start <= at]
    before = [row for row in draft.tags.references if row.end <= at and row.linked]
    if before and draft.sentence(at, at).span.start <= before[-1].start:
        return (before[-1].linked,)  # of several titles in one sentence the one before the number
    return named[-1] if named else tuple(held.by_id) if len(held.by_id) == 1 else ()


def _plain(number: str) -> str:
    """「第二部分第（三）项第4条」 → 「第二部分（三）4.」: 项 and 条 said of what is printed （三） and 4."""
    inner = re.sub(r"第?([（(][^（）()]{1,3}[）)])(?:项|条|款)", r"\1", number)
    return re.sub(r"(?<=[）)])第?(\d{1,2})(?:条|项|款)", r"\1.", inner)


def _is_number(text: str) -> bool:
    number = read_number(text)
    return number is not None and number.steps[:1] != () and any(kind for kind, _ in number.steps)


def _of(held: Library, document: str) -> Sequence[Clause]:
    return [clause for clause in held.order if clause.document == document]


def check_pointers(
    draft: Draft, held: Library, pointers: Sequence[Pointer], located: Sequence[Item]
) -> Iterator[Item]:
    """One item per clause number; ``located`` are the draft's other items with their clauses."""
    for pointer in pointers:
        sentence = draft.sentence(pointer.span.start, pointer.span.end)
        text = draft.text(pointer.span.start, pointer.span.end)
        if not pointer.clauses:
            titles = "、".join(f"《{held.by_id[name].title}》" for name in pointer.documents)
            note = f"{titles}没有“{pointer.number}”这一条。"
            yield Item(text, pointer.span.start, pointer.span.end, "reference", "contradicted", note=note)
            continue
        cited = pointer.clauses[0]
        elsewhere = _elsewhere(draft, held, sentence, pointer, located)
        if elsewhere is None:
            yield _pointing(text, pointer.span, "consistent", cited, held, "条款号与内容相符。")
        else:
            note = f"这里的内容不在“{pointer.number}”，在“{elsewhere.number or '引言'}”。"
            yield _pointing(text, pointer.span, "contradicted", elsewhere, held, note)


def _elsewhere(
    draft: Draft, held: Library, sentence: Sentence, pointer: Pointer, located: Sequence[Item]
) -> Clause | None:
    """The clause where the sentence's content stands, when that is not the place cited."""
    items = [
        item
        for item in located
        if item.clause
        and sentence.span.start <= item.start < sentence.span.end
        and held.clauses[item.clause].document in pointer.documents
    ]
    related = [item for item in items if any(_related(item.path, c.path) for c in pointer.clauses)]
    if related:
        return None
    if items:
        return held.clauses[items[0].clause]
    matter = _matter(draft, sentence, pointer)
    if len(letters(matter)) < SHORTEST_MATTER:
        return None
    allowed = {at for at, c in enumerate(held.order) if c.document in pointer.documents}
    own = {at for at in allowed if any(_related(held.order[at].path, c.path) for c in pointer.clauses)}
    here = next((found.share for found in held.index.covering(matter, 1, own)), 0.0)
    best = next(iter(held.index.covering(matter, 1, allowed)), None)
    if best and here < HERE_TOO_LITTLE and best.share >= ELSEWHERE_ENOUGH:
        return held.order[best.at]
    return None


def _related(one: str, other: str) -> bool:
    """The same clause, or one inside the other."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def _matter(draft: Draft, sentence: Sentence, pointer: Pointer) -> str:
    text = draft.document.text
    left = text[sentence.span.start : pointer.span.start] + "，" + text[pointer.span.end : sentence.span.end]
    return re.sub(r"《[^《》]*》|提出|明确|规定|要求|指出|根据|按照|落实|方案|文件", "，", left)


def _pointing(text: str, span: Span, verdict: Verdict, clause: Clause, held: Library, note: str) -> Item:
    end = clause.sentences[0].end if clause.sentences else clause.end
    quote = held.text(clause.document, clause.start, end)
    source = Source(clause, clause.start, end, quote)
    return compared(text, span, "reference", verdict, source, note, (text,))


# --- titles and 文号 -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """A text that the library has or cites: its title, its 文号, and the clause that shows it."""

    title: str
    number: str
    clause: str  # of the citing clause; empty for a document of the library
    span: Span


def known_texts(held: Library) -> tuple[Known, ...]:
    """Documents of the library, and what they cite; a 文号 right behind a title belongs to it."""
    known = []
    for document in held.documents:
        for title in (document.title, covered_title(document.title)):
            if title:
                known.append(Known(title, document.number, "", Span(0, 0)))
    rows = held.references
    for at, row in enumerate(rows):
        after = rows[at + 1] if at + 1 < len(rows) else None
        if row.kind == "title":
            paired = after and after.kind == "number" and _adjoin(row, after)
            number = after.text if after and paired else ""
            end = after.end if after and paired else row.end
            known.append(Known(row.text, number, row.clause, Span(row.start, end)))
        else:
            known.append(Known("", row.text, row.clause, Span(row.start, row.end)))
    return tuple(known)


def _adjoin(title: Reference, number: Reference) -> bool:
    return title.clause == number.clause and 0 <= number.start - title.end <= 2


def check_titles(draft: Draft, held: Library) -> Iterator[Item]:
    """One item per 《…》 and 文号 of the draft."""
    known = known_texts(held)
    rows = draft.tags.references
    for at, row in enumerate(rows):
        before = rows[at - 1] if at else None
        if row.kind == "title":
            yield _check_title(draft, held, row, known)
        else:
            paired = before if before and before.kind == "title" and _adjoin(before, row) else None
            yield _check_number(draft, held, row, paired, known)


def _check_title(draft: Draft, held: Library, row: Reference, known: Sequence[Known]) -> Item:
    same = next((k for k in known if k.title and bare(k.title) == bare(row.text)), None)
    if same:
        return _citing(draft, held, row, "consistent", same, same.title, "文件名称与知识库一致。")
    near = max(
        ((fuzz.ratio(bare(k.title), bare(row.text)), k) for k in known if k.title),
        key=lambda pair: pair[0],
        default=None,
    )
    if near and near[0] >= SAME_TITLE and not _other_year(row.text, near[1].title):
        note = f"文件名称应为《{near[1].title}》。"
        return _citing(draft, held, row, "contradicted", near[1], near[1].title, note)
    text = draft.text(row.start, row.end)
    return Item(
        text, row.start, row.end, "reference", "not_found", note="知识库及其引用的文件中没有这份文件。"
    )


def _other_year(one: str, other: str) -> bool:
    """2023年工作要点 and 2024年工作要点 are two documents, not one miswritten."""
    years = re.compile(r"\d{4}|“?十[一二三四五六]五”?")
    return years.findall(one) != years.findall(other) and re.sub(years, "", one) == re.sub(years, "", other)


def _check_number(
    draft: Draft, held: Library, row: Reference, title: Reference | None, known: Sequence[Known]
) -> Item:
    if title is not None:
        own = [k for k in known if k.title and bare(k.title) == bare(title.text) and k.number]
        if own:
            right = next((k for k in own if key(k.number) == key(row.text)), None)
            if right:
                return _citing(draft, held, row, "consistent", right, right.number, "文号与知识库一致。")
            note = f"《{own[0].title}》的文号应为{own[0].number}。"
            return _citing(draft, held, row, "contradicted", own[0], own[0].number, note)
    same = next((k for k in known if k.number and key(k.number) == key(row.text)), None)
    if same:
        return _citing(draft, held, row, "consistent", same, same.number, "文号与知识库一致。")
    text = draft.text(row.start, row.end)
    return Item(text, row.start, row.end, "reference", "not_found", note="知识库中没有这个文号。")


def _citing(
    draft: Draft, held: Library, row: Reference, verdict: Verdict, known: Known, true: str, note: str
) -> Item:
    text = draft.text(row.start, row.end)
    clause = held.clauses.get(known.clause)
    quote = held.text(clause.document, known.span.start, known.span.end) if clause else ""
    document = clause.document if clause else next((d for d in held.named(known.title)), "")
    ours: Pieces = ((text, False),)
    theirs: Pieces = ((quote or true, False),)
    if verdict == "contradicted":
        ours, theirs = differing(text, f"《{true}》" if row.kind == "title" else true)
    return Item(
        text,
        row.start,
        row.end,
        "reference",
        verdict,
        clause.id if clause else "",
        clause.path if clause else "",
        document,
        quote,
        known.span.start if clause else 0,
        known.span.end if clause else 0,
        note,
        ours,
        theirs,
    )
