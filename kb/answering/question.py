"""Reads a question into slots: bodies, years, places, sector, clause number, cues and topic.

In comes the user's sentence and what the knowledge base knows (its bodies and documents); out
comes a ``Question``.  Nothing is answered here: the kinds of answer decide by the slots, so that
a wrong reading can be shown and corrected in one place.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kb.indexing.tokens import Token, fold, words
from kb.model import Document, Span
from kb.reading.places import region_named
from kb.segmenting.numbering import parse_number
from kb.tagging.bureaus.names import Body
from kb.tagging.bureaus.resolve import Mention, find_bodies
from kb.tagging.sectors import sector_named

# 2030年, 2030
YEAR = re.compile(r"(?<![0-9.])(20[0-9]{2})(?:年|(?![0-9.%]))")
# 二〇三〇年
CHINESE_YEAR = re.compile(r"(二[〇零○][一二三四五六七八九〇零○]{2})年")
DIGITS = "〇一二三四五六七八九零"
# “十四五”, 十五五: the plan's last year
FIVE_YEAR = re.compile(r"[“\"]?十(?P<n>[二三四五六七])五[”\"]?(?:时期|期间|末|规划期)?")
FIVE_YEAR_ENDS = {"二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035, "七": 2040}
# 18%, 5000吨, 250万亩: a figure that the question states
FIGURE = re.compile(r"(?<![0-9.])(?P<value>[0-9]+(?:\.[0-9]+)?)(?P<unit>%|[万亿]?[^\W\d_]{0,3})")
# 多少亩, 几个百分点: the unit that an amount is asked in
AMOUNT_UNIT = re.compile(
    r"(?:多少|几)(?:百分点|个百分点|平方米|公里|千瓦时|千瓦|立方米|公顷|[万亿]?[个项亩吨元家台套人次座条件辆户处])"
)
# 要达到多少, 需下降几个百分点: the verb that an amount is asked with
AMOUNT_VERB = re.compile(
    r"(?:需要|能够|[要需应将能会])?(?:达到|到达|提高到?|提升到?|降低到?|下降到?|降到?|降至|增长到?|增加到?|增至|减少到?|控制在?"
    r"|建成?|实现|完成|保持在?|超过|达|到|占|是|为|有|在)(?=多少|几|什么|百分之几|多大|多高|[0-9])"
    r"|(?<=[一-龥]{2})(?:需要|[要需应将])(?=达|到|提|降|下降|增|减|控|建|实现|完成|保持|超过)"
)
# 二（一）2, 第三部分, 第三条, 2.1.3: only what looks like a number of a clause is tried
NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十百零〇0-9]+[编篇章节条款部分]+)+"
    r"|[一二三四五六七八九十]+、?[（(][一二三四五六七八九十]+[）)]、?(?:[0-9]+[.．、]?)?"
    r"|[一二三四五六七八九十]+、(?=[^一二三四五六七八九十]|$)"
    r"|(?<![0-9.])[0-9]+(?:\.[0-9]+){1,3}(?![0-9.%％]|[个万亿吨克])"
)
# 《晋中市碳达峰实施方案》
TITLE = re.compile(r"《([^《》]{2,80})》")
# 太原市, 灵石县: the longest ending that is a place of China; not 城市, 各县
PLACE = re.compile(r"[一-龥]{2,3}?(?:[省市县区旗州盟])")
QUOTED = re.compile(r"[“\"「]([^“”\"「」]{2,60})[”\"」]")


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.  ``topic`` is what remains when everything else is taken out."""

    text: str  # folded: half width, simplified, lower case
    mentions: tuple[Mention, ...]
    years: tuple[int, ...]
    figures: tuple[tuple[str, str], ...]  # (value, unit) stated in the question
    number: str  # path of a clause named by its number, or empty
    number_text: str
    documents: tuple[str, ...]  # ids of documents named
    unknown_titles: tuple[str, ...]  # 《…》 that no document bears
    places: tuple[str, ...]  # 晋中市, 介休市: real places outside the names of bodies
    sector: tuple[str, str] | None
    quoted: tuple[str, ...]
    cues: frozenset[str]
    topic: tuple[str, ...]  # phrases, in order
    topic_words: tuple[str, ...]

    def asks(self, *cues: str) -> bool:
        """True if any of the cues was found."""
        return any(cue in self.cues for cue in cues)

    @property
    def known_bodies(self) -> tuple[Body, ...]:
        """Bodies of the question that the knowledge base knows beyond doubt."""
        return tuple(m.resolution.bodies[0] for m in self.mentions if m.resolution.status == "one")


@cache
def _lexicon() -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    raw = tomllib.loads(files("kb.answering").joinpath("question_words.toml").read_text("utf-8"))
    cues = {name: tuple(sorted(found, key=len, reverse=True)) for name, found in raw["cues"].items()}
    return cues, frozenset(raw["filler"]["words"])


def read_question(text: str, bodies: Sequence[Body], documents: Sequence[Document]) -> Question:
    """Take ``text`` apart; pure."""
    folded = fold(text)
    taken: list[Span] = []
    named, unknown = _documents(folded, documents, taken)
    number, number_text = _number(folded, taken)
    mentions = tuple(m for m in find_bodies(folded, bodies) if not _overlaps(m.start, m.end, taken))
    taken += [Span(m.start, m.end) for m in mentions]
    years = _years(folded, taken)
    places = _places(folded, taken)
    figures = tuple(
        (m["value"], m["unit"]) for m in FIGURE.finditer(folded) if not _overlaps(m.start(), m.end(), taken)
    )
    figure_spans = [Span(*m.span()) for m in FIGURE.finditer(folded) if not _overlaps(*m.span(), taken)]
    cues, cue_spans = _cues(folded, taken)
    cue_spans += [Span(*m.span()) for p in (AMOUNT_UNIT, AMOUNT_VERB) for m in p.finditer(folded)]
    topic, topic_words = _topic(folded, [*taken, *cue_spans, *figure_spans])
    sector = next((found for phrase in topic if (found := sector_named(phrase))), None)
    return Question(
        text=folded,
        mentions=mentions,
        years=years,
        figures=figures,
        number=number,
        number_text=number_text,
        documents=named,
        unknown_titles=unknown,
        places=places,
        sector=sector,
        quoted=tuple(QUOTED.findall(folded)),
        cues=cues,
        topic=topic,
        topic_words=topic_words,
    )


def _overlaps(start: int, end: int, taken: Sequence[Span]) -> bool:
    return any(start < span.end and span.start < end for span in taken)


def _documents(
    text: str, documents: Sequence[Document], taken: list[Span]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Documents named by title, in 《》 or bare, or by their 文号."""
    named: list[str] = []
    unknown: list[str] = []
    for match in TITLE.finditer(text):
        taken.append(Span(*match.span()))
        found = [d.id for d in documents if match[1] in fold(d.title) or fold(d.title) in match[1]]
        named += found
        if not found:
            unknown.append(match[1])
    for document in documents:
        for name in (fold(document.title), fold(document.number)):
            at = text.find(name) if len(name) >= 4 else -1
            if at >= 0 and not _overlaps(at, at + len(name), taken):
                taken.append(Span(at, at + len(name)))
                named.append(document.id)
    return tuple(dict.fromkeys(named)), tuple(unknown)


def _number(text: str, taken: list[Span]) -> tuple[str, str]:
    for match in NUMBERED.finditer(text):
        path = parse_number(match[0])
        if path is not None and not _overlaps(*match.span(), taken):
            taken.append(Span(*match.span()))
            return path, match[0]
    return "", ""


def _years(text: str, taken: list[Span]) -> tuple[int, ...]:
    years: list[int] = []
    for match in YEAR.finditer(text):
        if not _overlaps(*match.span(), taken):
            taken.append(Span(*match.span()))
            years.append(int(match[1]))
    for match in CHINESE_YEAR.finditer(text):
        if not _overlaps(*match.span(), taken):
            taken.append(Span(*match.span()))
            years.append(int("".join(str(DIGITS.index(c) % 10) for c in match[1].replace("○", "〇"))))
    for match in FIVE_YEAR.finditer(text):
        if not _overlaps(*match.span(), taken):
            taken.append(Span(*match.span()))
            years.append(FIVE_YEAR_ENDS[match["n"]])
    return tuple(dict.fromkeys(years))


def _places(text: str, taken: list[Span]) -> tuple[str, ...]:
    """Real places that the question names, longest ending first (方案对介休市 → 介休市)."""
    found = []
    for match in PLACE.finditer(text):
        for start in range(match.start(), match.end() - 1):
            if _overlaps(start, match.end(), taken):
                continue
            if region_named(text[start : match.end()]):
                found.append(text[start : match.end()])
                taken.append(Span(start, match.end()))
                break
    return tuple(dict.fromkeys(found))


def _cues(text: str, taken: Sequence[Span]) -> tuple[frozenset[str], list[Span]]:
    found: set[str] = set()
    spans: list[Span] = []
    for name, phrases in _lexicon()[0].items():
        for phrase in phrases:
            at = text.find(phrase)
            if at >= 0 and not _overlaps(at, at + len(phrase), taken):
                found.add(name)
                # Only phrases of two characters and more are sure not to be part of a topic's word.
                if len(phrase) > 1:
                    spans.append(Span(at, at + len(phrase)))
    return frozenset(found), spans


def longest_words(text: str) -> tuple[Token, ...]:
    """The words of ``text`` without those inside or across longer ones."""
    kept: list[Token] = []
    for token in sorted(words(text), key=lambda t: (t.start, -t.end)):
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return tuple(kept)


def _topic(text: str, taken: Sequence[Span]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is left: runs of neighbouring words that are neither taken nor filler."""
    filler = _lexicon()[1]
    left = list(text)
    for span in taken:  # no word may reach across what was taken
        left[span.start : span.end] = "，" * (span.end - span.start)
    phrases: list[str] = []
    topic_words: list[str] = []
    last = -1
    for token in longest_words("".join(left)):
        if token.text in filler:
            continue
        topic_words.append(token.text)
        if token.start == last:
            phrases[-1] += token.text
        else:
            phrases.append(token.text)
        last = token.end
    return tuple(phrases), tuple(topic_words)
