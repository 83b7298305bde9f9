"""Responsibilities of a draft: who it makes responsible for what, held against the lists.

In: a draft tagged like a document, and the library.  Out: one item per list or sentence that
names bodies: all of them are named for that measure in that role, one is not (未列名, or in
another role), or no measure of the library is the one meant.  Leaving bodies out is no mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.comparing.ngrams import letters
from kb.document_numbers import find_document_numbers
from kb.drafting.differing import compared
from kb.drafting.draft import Draft, Library, Measure
from kb.drafting.items import Item, Source, Verdict
from kb.model import Assignment, Role, Span
from kb.tagging.bureaus.resolve import find_bodies

#: So much of the draft's words must stand in a measure for it to be the one meant.
SAME_MEASURE = 0.5
#: Measures that hold nearly as much may be meant as well; 「推动绿色低碳发展」 is said of many.
NEARLY_AS_MUCH = 0.12
MEASURES_TRIED = 6
#: Fewer characters of matter name no measure.
SHORTEST_MATTER = 4

ROLE_NAMES: dict[Role, str] = {
    "lead": "牵头",
    "joint": "按职责分工负责",
    "cooperating": "配合",
    "default": "普遍要求",
}
#: Words that say that someone is responsible, not for what.
_DUTY = re.compile(
    r"提出|明确|规定|要求|指出|牵头|负责|配合|参与|协助|会同|承担|落实|责任单位|牵头单位|配合单位|按照?(?:各自)?职责分工|分工|由|和|等|共同|具体|组织"
)
#: 「根据《…》“三、（一）1.”」: where it is said, not what.
_CITING = re.compile(
    r"(?:根据|按照|依据|落实|按)?(?:《[^《》]*》|“[一二三四五六七八九十（）()、.0-9]{1,20}”)"
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A body that the source does not name so, and what the source says."""

    row: Assignment
    note: str


def check_duties(draft: Draft, held: Library, pointed: dict[int, str]) -> Iterator[Item]:
    """One item per list or sentence of the draft that makes bodies responsible."""
    lists: dict[Span, list[Assignment]] = {}
    for row in draft.tags.assignments:
        if row.kind == "body" and row.role != "default":
            lists.setdefault(row.list_span, []).append(row)
    for span, rows in lists.items():
        yield _check(draft, held, span, rows, pointed)


def _check(
    draft: Draft, held: Library, span: Span, rows: Sequence[Assignment], pointed: dict[int, str]
) -> Item:
    text = draft.text(span.start, span.end)
    measures = _measures(draft, held, rows, pointed)
    if not measures:
        note = "知识库中没有找到这项任务，无法核对责任单位。"
        return Item(text, span.start, span.end, "responsibility", "not_found", note=note)
    judged = [(measure, _wrong(rows, measure, held)) for measure in measures]
    measure, wrong = min(judged, key=lambda one: (len(one[1]) > 0, measures.index(one[0])))
    quote = _list_text(measure, held)
    at = measure.rows[0].list_span
    words = tuple(w.row.surface for w in wrong)
    note = "；".join(w.note for w in wrong) + "。" if wrong else _left_out(rows, measure)
    source = Source(measure.clause, at.start, at.end, quote)
    verdict: Verdict = "contradicted" if wrong else "consistent"
    return compared(text, span, "responsibility", verdict, source, note, words)


def _measures(
    draft: Draft, held: Library, rows: Sequence[Assignment], pointed: dict[int, str]
) -> list[Measure]:
    """The measures that the draft can mean, likeliest first; empty when none is near."""
    sentence = draft.sentence(rows[0].start, rows[0].end)
    cited = pointed.get(sentence.span.start, "")
    matter = _matter(draft, held, rows)
    if len(letters(matter)) < SHORTEST_MATTER and not cited:
        return []
    allowed = None
    if sentence.named:
        allowed = {at for at, m in enumerate(held.measures) if m.clause.document in sentence.named} or None
    if cited:
        own = {at for at, m in enumerate(held.measures) if m.clause.id == cited}
        there = held.measure_index.covering(matter, MEASURES_TRIED, own)
        # A wrong clause number must not hide whose task it really is.
        bare = len(letters(matter)) < SHORTEST_MATTER
        if bare or (there and there[0].share >= SAME_MEASURE):
            return [held.measures[found.at] for found in there]
    near = held.measure_index.covering(matter, MEASURES_TRIED, allowed)
    if not near or near[0].share < SAME_MEASURE:
        near = held.measure_index.covering(_matter(draft, held, rows, part=True), MEASURES_TRIED, allowed)
    if not near or near[0].share < SAME_MEASURE:
        return []
    return [held.measures[found.at] for found in near if found.share > near[0].share - NEARLY_AS_MUCH]


def _matter(draft: Draft, held: Library, rows: Sequence[Assignment], *, part: bool = False) -> str:
    """What the bodies are responsible for, in the draft's words: what is left without the bodies.

    With ``part`` only what stands between the commas around them.
    """
    governs, listed = rows[0].governs, rows[0].list_span
    if governs.start < governs.end <= listed.start or governs.end <= listed.start:
        text = draft.text(governs.start, governs.end)
        clause = draft.clause_at(listed.start)
        if clause.heading and clause.heading not in text:
            text = f"{clause.heading}\n{text}"
        return text
    # In a sentence the measure and its bodies are one: 「推进甲醇产业发展由市工信局牵头」.
    text, first, last = draft.document.text, listed.start, listed.end
    if part:
        first = max(text.rfind(mark, first, rows[0].start) + 1 for mark in "，；：") or first
        stops = [at for mark in "，；" if (at := text.find(mark, rows[-1].end, last)) >= 0]
        first, last = max(first, listed.start), min(stops, default=last)
    left = text[first:last]
    for number in reversed(find_document_numbers(left)):  # 「…负责（国办发〔2018〕129号）」: where it is said
        left = left[: number.start] + "，" + left[number.end :]
    for mention in reversed(find_bodies(left, held.bodies)):
        left = left[: mention.start] + "，" + left[mention.end :]
    for row in rows:
        left = left.replace(row.surface, "，")
    return _DUTY.sub("，", _CITING.sub("，", left))


def _wrong(rows: Sequence[Assignment], measure: Measure, held: Library) -> list[Wrong]:
    own = {row.bureau: row for row in measure.rows}
    elsewhere = {row.bureau: row for row in held.by_clause.get(measure.clause.id, ())}
    found: list[Wrong] = []
    for row in rows:
        source = own.get(row.bureau) or elsewhere.get(row.bureau)
        if source is None:
            found.append(Wrong(row, f"“{row.surface}”在原文的责任单位中未列名"))
        elif _clashes(row.role, source.role):
            said, true = ROLE_NAMES[row.role], ROLE_NAMES[source.role]
            found.append(Wrong(row, f"“{row.surface}”草稿写为{said}，原文为{true}"))
    return found


def _clashes(ours: Role, theirs: Role) -> bool:
    """负责 may be said of who leads; 牵头 of none but the lead; 配合 of none but the helper."""
    if ours == "joint":
        return theirs == "cooperating"
    return ours != theirs


def _left_out(rows: Sequence[Assignment], measure: Measure) -> str:
    ours = {row.bureau for row in rows}
    left = [row.surface for row in measure.rows if row.bureau not in ours]
    return "与原文一致。" + (f"原文另列有{'、'.join(left)}。" if left else "")


def _list_text(measure: Measure, held: Library) -> str:
    span = measure.rows[0].list_span
    return held.text(measure.clause.document, span.start, span.end)
