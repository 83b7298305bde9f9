"""Sectors: what fields of government a clause is about, each with the words that say so.

In come a document, its clauses and its cleaned text, out come :class:`SectorTag` rows.  A clause's
heading speaks for it: each sector named there is tagged.  Otherwise the words of the text must
carry it, which takes several mentions and a fair share of all that the clause mentions: a plan
says 「电力、煤炭、钢铁、焦化等重点行业」 in every other paragraph without being about them.
The taxonomy with its words is ``lexicons/sectors.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kb.cleaning import CleanText
from kb.model import Clause, Document, SectorTag

#: What the text must hold to add a sector to those of the heading: mentions, and their share of all
#: mentions.  On 140 labelled clauses (tests/cases/sectors_*.toml) 3 mentions give precision 0.995,
#: 4 give 1.000, 8 lose recall (0.980); a share of 0.2 gives 0.995, 0.34 gives 1.000, 0.5 loses recall
#: (0.980).  On 55 clauses of three other documents, labelled before the first look at their tags,
#: precision was 0.95 and recall 0.85.
WORDS_ENOUGH = 4
SHARE_ENOUGH = 0.34
#: A clause without heading, or whose heading names no sector (3.拓展销售途径), is read by its text
#: alone: 2 mentions give precision 0.995, 3 give 1.000; a share of 0.2 0.995, 0.3 1.000, 0.4 loses recall.
WORDS_ENOUGH_ALONE = 3
SHARE_ENOUGH_ALONE = 0.3
#: A short clause has no room for three mentions: here two suffice if hardly anything else is named
#: (0.3 gives precision 0.995, 0.5 1.000).
SHORT = 160
SHARE_ENOUGH_SHORT = 0.5
#: Longer "headings" are the first sentence of the provision; they count as text.
LONGEST_HEADING = 60

#: Responsibility lists name bodies, not matters: （市能源局、市农业农村局等按职责分工负责）.
_PARENTHESES = re.compile(r"[（(][^（）()]*[）)]")
_RESPONSIBLE = re.compile(r"负责|牵头|配合|责任单位|责任部门|参与|参加单位|分工|落实")
#: Cited titles are named in passing: 落实《山西省湿地保护条例》.
_CITED = re.compile(r"《[^《》]{1,120}》")
#: A word that is the beginning of a body's or a company's name: 能源局, 教育行政部门, 天然气公司.
_BODY_NAME = re.compile(
    r"(?:[和与及、][\u4e00-\u9fff]{2,4})?(?:行政|主管|监管|管理)*"
    r"(?:局|厅|委(?![员托派])|部门|部(?=[、，。；）)\s等和]|$)|办公室|集团|公司|协会|学会|研究院|研究所)"
)


@dataclass(frozen=True, slots=True)
class Sector:
    """One second-level sector of the taxonomy."""

    parent: str
    name: str
    aliases: tuple[str, ...]
    not_after: str = ""  # characters before which its words begin by chance


@dataclass(frozen=True, slots=True)
class Mention:
    """A sector's word in a text."""

    sector: Sector
    start: int
    end: int
    heading_only: bool


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """``words``: word → its sector (``None`` for a word that speaks of none) and whether it counts
    in headings only; ``by_first``: words by their first character, longest first."""

    sectors: tuple[Sector, ...]
    words: dict[str, tuple[Sector | None, bool]]
    by_first: dict[str, tuple[str, ...]]


def taxonomy() -> dict[str, tuple[str, ...]]:
    """The sectors by their first level, in the order of the lexicon."""
    levels: dict[str, list[str]] = {}
    for sector in _lexicon().sectors:
        levels.setdefault(sector.parent, []).append(sector.name)
    return {parent: tuple(names) for parent, names in levels.items()}


def sector_named(word: str) -> tuple[str, str] | None:
    """Parent and sector that a user's word names; the sector is empty for a first-level name.

    「煤矿」 → (能源, 煤炭); 「工业」 → (工业, ""); 「新能源领域」 → (能源, 新能源); 「你好」 → ``None``.
    """
    names = _names()
    word = word.strip()
    for candidate in (word, re.sub(r"(?:领域|行业|产业|方面|板块|工作|类)$", "", word)):
        if candidate in names:
            return names[candidate]
    return None


def tag_sectors(document: Document, clauses: Sequence[Clause], clean: CleanText) -> tuple[SectorTag, ...]:
    """The sectors of every clause, in document order; within a clause the heading's come first."""
    tags: list[SectorTag] = []
    for clause in clauses:
        heading_end = clause.heading_span.end
        named: list[tuple[Mention, CleanText, str]] = []
        short_heading = clause.heading_span.end - clause.heading_span.start <= LONGEST_HEADING
        if clause.heading and short_heading:
            heading = clean.within(clause.heading_span.start, heading_end)
            named += [(mention, heading, "heading") for mention in _first_of_each(mentions(heading.text))]
        body = clean.within(heading_end if clause.heading and short_heading else clause.start, clause.end)
        spoken = {mention.sector for mention, _, _ in named}
        carried = [m for m in _carried(body.text, alone=not spoken) if m.sector not in spoken]
        named += [(mention, body, "words") for mention in carried]
        for mention, part, rule in named:
            span = part.span(mention.start, mention.end)
            sector = mention.sector
            tags.append(
                SectorTag(
                    clause.id,
                    clause.path,
                    document.id,
                    sector.name,
                    sector.parent,
                    span.start,
                    span.end,
                    rule,
                )
            )
    return tuple(tags)


def mentions(text: str) -> Iterator[Mention]:
    """Every sector word in ``text``, the longest at each place; names of bodies are left out."""
    lexicon = _lexicon()
    position, end = 0, len(text)
    while position < end:
        for word in lexicon.by_first.get(text[position], ()):
            if text.startswith(word, position):
                sector, heading_only = lexicon.words[word]
                stop = position + len(word)
                before = text[position - 1 : position]
                if sector and before and before in sector.not_after:
                    continue  # 深化工业: 化工 by chance, 工业 begins inside it
                if sector and not _BODY_NAME.match(text, stop):
                    yield Mention(sector, position, stop, heading_only)
                position = stop
                break
        else:
            position += 1


def _first_of_each(found: Iterator[Mention]) -> list[Mention]:
    firsts: dict[Sector, Mention] = {}
    for mention in found:
        firsts.setdefault(mention.sector, mention)
    return list(firsts.values())


def _carried(text: str, *, alone: bool) -> list[Mention]:
    """The sectors that the words of a text carry: the first mention of each."""
    masked = _CITED.sub(_blank, _PARENTHESES.sub(_blank_list, text))
    found = [mention for mention in mentions(masked) if not mention.heading_only]
    counts = Counter(mention.sector for mention in found)
    total = len(found)
    length = len(masked) - masked.count(" ")
    enough, share = (WORDS_ENOUGH_ALONE, SHARE_ENOUGH_ALONE) if alone else (WORDS_ENOUGH, SHARE_ENOUGH)

    def carries(sector: Sector) -> bool:
        count = counts[sector]
        if count >= enough and count >= total * share:
            return True
        return alone and length <= SHORT and count >= 2 and count >= total * SHARE_ENOUGH_SHORT

    return [mention for mention in _first_of_each(iter(found)) if carries(mention.sector)]


def _blank(match: re.Match[str]) -> str:
    """Blanks for what matched, so that places stay the same."""
    return " " * len(match.group())


def _blank_list(match: re.Match[str]) -> str:
    return _blank(match) if _RESPONSIBLE.search(match.group()) else match.group()


@cache
def _lexicon() -> _Lexicon:
    content = tomllib.loads((files("kb.tagging") / "lexicons" / "sectors.toml").read_text(encoding="utf-8"))
    sectors: list[Sector] = []
    words: dict[str, tuple[Sector | None, bool]] = {}
    for row in content["sector"]:
        aliases = tuple(row.get("aliases", "").split())
        sector = Sector(row["parent"], row["name"], aliases, row.get("not_after", ""))
        sectors.append(sector)
        words |= dict.fromkeys(row.get("words", "").split(), (sector, False))
        words |= dict.fromkeys(row.get("heading", "").split(), (sector, True))
    for row in content["sector"]:
        for word in row.get("not", "").split():
            words.setdefault(word, (None, False))
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(word)
    return _Lexicon(tuple(sectors), words, {first: tuple(rows) for first, rows in by_first.items()})


@cache
def _names() -> dict[str, tuple[str, str]]:
    """What people call sectors: second-level names before aliases, aliases before first-level names."""
    names: dict[str, tuple[str, str]] = {}
    for sector in _lexicon().sectors:
        names.setdefault(sector.name, (sector.parent, sector.name))
    for parent in taxonomy():
        names.setdefault(parent, (parent, ""))
    for sector in _lexicon().sectors:
        for alias in sector.aliases:
            names.setdefault(alias, (sector.parent, sector.name))
    return names
