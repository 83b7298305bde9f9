"""Numbers of a draft: every figure with its indicator and year, held against the ledger.

In: a draft tagged like a document, and the library.  Out: one item per figure: it agrees with a
row of the ledger, contradicts the row of its indicator (each difference named), or no row speaks
of that indicator.  A draft may leave out years, baselines and qualifiers; it may not change them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.comparing.indicators import SAME, Difference, differences, indicator_key, likeness
from kb.comparing.ngrams import letters
from kb.drafting.differing import compared
from kb.drafting.draft import Draft, Library, Sentence
from kb.drafting.items import Item, Source, Verdict
from kb.model import Span, Target

#: Rows whose indicator is so much less like than the best one's speak of another indicator.
NEARLY_AS_LIKE = 0.11
#: An indicator of so few characters (占比, 利用率) belongs to many; only the sentence can tell.
TELLING = 4
#: So much of such a sentence must stand in the clause of the row it is held against.
SAME_MATTER = 0.5
#: What may stand before a figure or sentences before it: 「到2030年，」 「全市」.
_CONTEXT = re.compile(
    r"[，,]?(?:(?:到|至|在)?(?:\d{4}|[“”十四五六]{3,5})年?(?:期间|底前|底|末|前)?)?[，,]?(?:全[市省县区国]|[我本][市省县区])?[，,]?"
)


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the ledger that speaks of the draft's indicator."""

    target: Target
    like: float
    differences: tuple[Difference, ...]


def check_figures(draft: Draft, held: Library, pointed: dict[int, str]) -> Iterator[Item]:
    """One item per figure; ``pointed`` maps the start of a sentence to the clause that it cites."""
    for target in draft.tags.targets:
        if not (target.value or target.kind in ("qualitative", "deadline")):
            continue
        item = _check(draft, held, target, pointed)
        if item is not None:
            yield item


def _check(draft: Draft, held: Library, target: Target, pointed: dict[int, str]) -> Item | None:
    text = draft.text(target.start, target.end)
    sentence = draft.sentence(target.value_span.start, target.value_span.end)
    matches = _matches(target, held, sentence, draft)
    agreeing = [m for m in matches if not m.differences]
    cited = pointed.get(sentence.span.start, "")
    if agreeing:
        chosen = min(agreeing, key=lambda m: (m.target.clause != cited, -m.like))
        note = _left_out(target, chosen.target) + _others(matches, agreeing, held)
        return _item(target, text, "consistent", chosen, held, note)
    if not target.value and not matches:
        return None  # an aim without a figure that the library does not have is no number to check
    chosen_or_none = _closest(draft, held, target, matches, cited)
    if chosen_or_none is None:
        note = "知识库中没有这个指标，无法核对。"
        return Item(text, target.start, target.end, "number", "not_found", note=note)
    return _item(target, text, "contradicted", chosen_or_none, held, _said(chosen_or_none))


def _matches(target: Target, held: Library, sentence: Sentence, draft: Draft) -> list[Match]:
    """The rows of the same indicator; of the document that the sentence quotes, if it quotes one."""
    rows: Sequence[Target] = held.targets
    if sentence.attributed:
        rows = [row for row in rows if row.document in sentence.named]
    said = letters(draft.text(target.start, target.end))
    found = []
    for row in rows:
        if bool(row.value) != bool(target.value) or (row.kind == "deadline") != (target.kind == "deadline"):
            continue
        like = likeness(target.indicator, row.indicator)
        if like < SAME:
            like = max(like, _reworded(target, row, said, held))
        if like >= SAME:
            found.append(Match(row, like, differences(target, row)))
    best = max((match.like for match in found), default=0.0)
    found = [match for match in found if match.like > best - NEARLY_AS_LIKE]
    return sorted(found, key=lambda match: match.target.document not in sentence.named)


def _reworded(target: Target, row: Target, said: str, held: Library) -> float:
    """0.85 when the row's own words hold every character of the draft's indicator, and it theirs.

    「新建建筑里城镇绿色建筑比例」: the characters in another order, nothing added.
    """
    key, other = indicator_key(target.indicator), indicator_key(row.indicator)
    if len(key) <= TELLING or len(other) <= TELLING:
        return 0.0
    printed = letters(held.text(row.document, row.start, row.end))
    ours = sum(character in printed for character in key) / len(key)
    theirs = sum(character in said for character in other) / len(other)
    return 0.85 if ours == 1.0 and theirs > 0.9 else 0.0


def _closest(draft: Draft, held: Library, target: Target, matches: list[Match], cited: str) -> Match | None:
    """The row that the draft must have meant, or None where several could be meant."""
    if not matches:
        return None
    sentence = draft.sentence(target.start, target.end)
    words = draft.text(sentence.span.start, sentence.span.end)
    place = {clause.id: at for at, clause in enumerate(held.order)}

    def distance(match: Match) -> tuple[bool, int, bool, float]:
        fields = {difference.field for difference in match.differences}
        shared = held.index.share(words, place[match.target.clause])
        # The row of the same year is meant before the row of the same figure in another year.
        return match.target.clause != cited, len(fields), "year" in fields, -shared

    chosen = min(matches, key=distance)
    several = len({indicator_key(match.target.indicator) for match in matches}) > 1
    if several and len(indicator_key(target.indicator)) <= TELLING:
        shared = held.index.share(words, place[chosen.target.clause])
        return chosen if shared >= SAME_MATTER else None
    return chosen


def _said(match: Match) -> str:
    parts = [f"{d.label}：草稿为{d.ours}，原文为{d.theirs}" for d in match.differences]
    return "与原文不一致。" + "；".join(parts) + "。"


def _others(matches: list[Match], agreeing: list[Match], held: Library) -> str:
    """What other documents say of the same indicator, where it differs: a plan of the State may agree
    with the draft and the city's may not."""
    fitting = {match.target.document for match in agreeing}
    notes = []
    for document in dict.fromkeys(m.target.document for m in matches if m.target.document not in fitting):
        rows = [m for m in matches if m.target.document == document]
        nearest = min(rows, key=lambda match: len(match.differences))
        said = "、".join(f"{d.label}为{d.theirs}" for d in nearest.differences)
        notes.append(f"《{held.by_id[document].title}》不同：{said}。")
    return "".join(notes)


def _left_out(ours: Target, theirs: Target) -> str:
    left = []
    if ours.year is None and theirs.year is not None:
        left.append(f"年份（{theirs.year}年）")
    if ours.baseline_year is None and theirs.baseline_year is not None:
        left.append(f"基期（{theirs.baseline_year}年）")
    if not ours.commitment and theirs.commitment:
        left.append(f"“{theirs.commitment}”")
    return "与原文一致。" + (f"草稿没有写{'、'.join(left)}。" if left else "")


def _item(target: Target, text: str, verdict: Verdict, match: Match, held: Library, note: str) -> Item:
    row = match.target
    clause = held.clauses[row.clause]
    source = Source(clause, row.start, row.end, held.text(row.document, row.start, row.end))
    same = None if any(d.field in ("year", "baseline") for d in match.differences) else _CONTEXT
    return compared(text, Span(target.start, target.end), "number", verdict, source, note, same=same)
