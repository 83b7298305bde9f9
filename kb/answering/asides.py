"""Tells the question from what people say around it: their situation, their manners, their wishes.

In: a folded question (领导催着要，市能源局有哪些任务，一条别落下) and the library.  Out: the question
alone (市能源局有哪些任务), what was set aside, and the body that the asker works for.  A piece is set
aside only where another one asks; what names a body, a year, a place or matter of the library stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kb.answering.document_hints import Pointed
from kb.answering.lexicon import aside_words
from kb.answering.library import Library
from kb.answering.piece_signs import (
    ABOUT,
    ADDS,
    CONFIRM,
    COUNTED,
    MANNER,
    ME,
    META,
    OF_A_MATTER,
    OUR_OWN,
    OURSELVES,
    ROLE,
    SUBJECT_CUES,
    TELLS,
    WEAK_CUES,
    WH,
    WISH,
)
from kb.answering.pieces import Piece, is_function, read_pieces
from kb.answering.restating import restated
from kb.answering.topic import is_filler
from kb.indexing.tokens import fold, tagged
from kb.model import Answer

#: 谁, 多少, 哪些: a word that asks alone
_BARE_WORD = 3


@dataclass(frozen=True, slots=True)
class Plain:
    """``text`` is the question alone; ``asides`` what of it held content and limits nothing."""

    text: str
    asides: tuple[str, ...] = ()
    speaker: str = ""  # the body that the asker works for: 我是市住建局的
    pointed: Pointed = field(default_factory=lambda: Pointed(""))  # the documents meant by 湖南那份文件


def plain_question(folded: str, library: Library) -> Plain:
    """The question without what stands around it; the whole where nothing else would be left."""
    pieces = read_pieces(folded, library)
    asked = [p for p in pieces if p.text]
    kept, speaker = _kept(asked, library)
    if not kept:
        pointed = restated(asked[0].text, library) if len(pieces) == 1 and asked else Pointed("")
        return Plain(pointed.text, pointed=pointed)
    text = _joined(kept)
    pointed = restated(OURSELVES.sub("", text), library)
    text = pointed.text
    if speaker:
        text = _in_place_of_us(text, kept, speaker)
    aside = [
        p.text
        for p in asked
        if p not in kept and p.nouns and not (speaker and speaker in text and speaker in p.text)
    ]
    return Plain(text, tuple(dict.fromkeys(aside)), speaker, replace(pointed, text=text))


def as_typed(plain: Plain, typed: str) -> Plain:
    """The plain question with the capitals that were typed: GDP, which was read as gdp."""
    capitals = {fold(word): word for word in re.findall(r"[A-Za-z]*[A-Z][A-Za-z]*", typed)}
    if not capitals:
        return plain
    words = re.compile("|".join(map(re.escape, sorted(capitals, key=len, reverse=True))))
    return replace(plain, text=words.sub(lambda m: capitals[m[0]], plain.text))


def saying_aside(answer: Answer, asides: Sequence[str]) -> Answer:
    """The same answer, saying what of the question limited nothing."""
    if answer.intent == "group_tasks":  # 各级 of 各级地震部门 is part of the name
        asides = [aside for aside in asides if not any(aside in fold(name) for name in answer.bureaus)]
    if not asides:
        return answer
    return replace(answer, reading=f"{answer.reading}；未作条件：{'、'.join(asides)}")


def _kept(pieces: Sequence[Piece], library: Library) -> tuple[list[Piece], str]:
    """The pieces that make the question, and the asker's own body."""
    speaker = ""
    rest: list[Piece] = []
    for piece in pieces:
        role = ROLE.match(piece.text)
        if role and len(pieces) > 1 and not WH.search(piece.text):
            speaker = speaker or (role["of"] or role["at"] or role["as"] or "")
        else:
            rest.append(piece)
    asking = _asking(rest)
    kept = [p for p in rest if p in asking or _belongs(p, asking, rest, library)]
    return kept or ([p for p in rest if p.cues] if speaker else []), speaker


def _asking(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces that ask, by the surest sign that any has."""
    inside = [p for p in pieces if not _from_outside(p)]
    spoken = [p for p in inside if not _said_along(p)]
    signs: tuple[list[Piece], ...] = (
        [p for p in spoken if p.whole],
        [p for p in pieces if p.whole and not _said_along(p)],
        [p for p in spoken if p.slot or (p.known and _only_nouns(p.text))],
        [p for p in spoken if p.asks and (p.nouns or p.cues)],
        [p for p in spoken if p.cues - WEAK_CUES],
        [p for p in spoken if p.nouns and _only_nouns(p.text)],
        [p for p in spoken if p.known],
        [p for p in spoken if p.asks],
        [p for p in spoken if p.nouns],
    )
    return next((found for found in signs if found), [])


def _said_along(piece: Piece) -> bool:
    """Wishes, manners, questions about the answer, and what happened to the asker."""
    text = piece.text
    if piece.slot and not TELLS.search(text):
        return False
    return bool(WISH.match(text) or META.match(text) or TELLS.search(text)) or (
        bool(MANNER.match(text)) and not piece.asks and not piece.slot
    )


def _from_outside(piece: Piece) -> bool:
    """The piece tells of the asker: 我们两家要开个会, 领导明天要看."""
    people = aside_words("superiors") | aside_words("others") | aside_words("offices")
    return bool(ME.match(piece.text)) or piece.text.startswith(tuple(people))


def _belongs(piece: Piece, asking: Sequence[Piece], rest: Sequence[Piece], library: Library) -> bool:
    """Whether a piece that is no question by itself limits the question, or completes it."""
    bare = asking and all(p.cues & OF_A_MATTER and not (p.whole or p.slot or p.nouns) for p in asking)
    if bare and (piece.slot or piece.nouns) and not _said_along(piece):  # 企业想申请绿色工厂，谁负责
        return True
    if CONFIRM.match(piece.text):
        return not any(WH.search(p.text) for p in asking)
    if not asking:
        says = piece.slot or piece.nouns or piece.asks or piece.cues & COUNTED
        return bool(says) and not (META.match(piece.text) and len(rest) > 1)
    if META.match(piece.text) and not piece.slot:
        return False
    outside = _from_outside(piece)
    if not piece.slot and WISH.match(piece.text):
        return False
    if not piece.slot and not piece.known and piece.mark in ("：", ":"):  # 小白求教：
        return False
    if MANNER.match(piece.text) and not piece.slot and not piece.asks:
        return bool(piece.cues & SUBJECT_CUES - {"without", "both"})
    if piece.slot:
        tells = TELLS.search(piece.text) and not piece.asks
        return not (tells or (outside and not piece.cues)) or not any(p.slot or p.known for p in asking)
    if outside:
        return False
    if piece.asks:
        return bool(WH.search(piece.text)) and bool(
            piece.nouns or piece.cues & ADDS or len(piece.text) <= _BARE_WORD
        )
    if piece.cues & SUBJECT_CUES and not piece.nouns:
        return True
    if not piece.nouns:
        return False
    if ABOUT.search(piece.text) or _only_nouns(piece.text):
        return piece.known or not all(kind[0] in "li" for _, kind in tagged(piece.text))  # 长话短说
    return (
        piece.known and not TELLS.search(piece.text) and any(len(n) > 3 for n in _runs(piece.text, library))
    )


def _runs(text: str, library: Library) -> list[str]:
    """Stretches of content words that stand so in the documents."""
    runs = [""]
    for word, kind in tagged(text):
        if is_function(kind) or is_filler(word):
            runs.append("")
        elif library.mentions(runs[-1] + word):
            runs[-1] += word
        else:
            runs.append(word if library.mentions(word) else "")
    return [run for run in runs if run]


def _only_nouns(text: str) -> bool:
    """氢能产业, 煤矿瓦斯和煤层气: a matter put in front; 做个数据新闻 has a verb."""
    kinds = [kind for _, kind in tagged(text)]
    return bool(kinds) and all(
        k.startswith(("n", "j", "l", "i", "c", "u", "b", "a", "vn", "eng")) for k in kinds
    )


def _joined(kept: Sequence[Piece]) -> str:
    last = kept[-1]
    return "".join(p.text + ("，" if p is not last else "") for p in kept)


def _in_place_of_us(text: str, kept: Sequence[Piece], speaker: str) -> str:
    """我们局要做什么 asks for the asker's own body, and so does 有哪些任务 that names nobody."""
    named = OUR_OWN.sub(speaker, text)
    asks = frozenset().union(*(p.cues for p in kept)) & {"tasks", "lead", "cooperating", "responsible"}
    others = frozenset().union(*(p.cues for p in kept)) & {"who", "most", "least", "references", "compare"}
    if named != text or not asks or others or any(p.slot for p in kept):
        return named
    bare = re.sub(r"(?:我们|咱们|我|咱|自己)(?![省市县区])", "", text)
    return speaker + bare if is_filler(bare) else text
