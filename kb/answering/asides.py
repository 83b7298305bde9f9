"""Tells the question from what people say around it: their situation, their manners, their wishes.

In: a folded question (领导催着要，市能源局有哪些任务，一条别落下) and the library.  Out: the question
alone (市能源局有哪些任务), what was set aside, and the body that the asker works for.  A piece is set
aside only where another one asks; what names a body, a year, a place or matter of the library stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from kb.answering.document_hints import Pointed
from kb.answering.lexicon import aside_words
from kb.answering.library import Library
from kb.answering.naming import find_documents
from kb.answering.padding import trimmed
from kb.answering.restating import restated
from kb.answering.slots import DATE, find_clause_number, find_figures, find_places, find_years
from kb.answering.topic import find_cues, is_filler, longest_words, whole_phrases
from kb.indexing.tokens import fold, tagged
from kb.model import Answer, Span
from kb.tagging.bureaus.resolve import find_bodies

_MARKS = re.compile(r"[，,。；;？?！!…~\n]+|(?<=[一-龥]) +(?=[一-龥])|——+|：(?!=)|:(?![0-9])")
#: Marks inside these are none of ours: 《…，…》, “…，…”, 1,250.
_WHOLE = re.compile(r"《[^《》]*》|[“\"「][^“”\"「」]{2,60}[”\"」]|[（(][^（）()]*[）)]|[0-9],[0-9]{3}")
_WH = re.compile(
    r"谁|哪|什么|啥|多少|几[个项条家月年号成吨万亿种份件座处次岁级]|百分之几|是几|到几|怎么|怎样|咋|如何|何时|何为|何谓|为何|为什么|是否|是不是|有没有|要不要|会不会|能不能|可不可以|算不算|需不需要|多[大高长久远]"
)
_YES_NO = re.compile(r"(?:吗|么|没有|没|不|对不对|是不是|吧)$")
#: Asks about the answer, not about the matter: 能给出处吗, 是真的吗, 到底是怎样的.
_META = re.compile(
    r"^(?:这|那|它)?(?:个|些|事)?(?:(?:能不能|能否|可不可以|可否|可以|能(?![源耗效力量级])|行不行|方不方便|方便|麻烦)(?!.*[0-9])|是真的|真的|是真是假|到底|究竟|怎么回事|咋回事|为啥|"
    r"是这样|是怎样|是怎么回事|行吗|好吗|可以吗|好不好|怎么样|有没有(?:出处|原文|依据|来源|人知道)|哪里(?:能|可以)查|谁(?:知道|能告诉|清楚|懂)|怎么(?:说|讲)$|该(?:怎么|找)问)"
)
#: 对吗, 是不是: these ask about what was just said.
_CONFIRM = re.compile(
    r"^(?:是吗|对吗|对吧|是吧|对不对|是不是|没错吧|属实吗|是真的吗|真的吗|有这回事吗|是这样吗)$"
)
_ME = re.compile(r"^(?:我们|咱们|我|咱|俺|本人|小编|笔者)(?![省市县区])")
_ROLE = re.compile(
    r"^(?:我|我们|咱|咱们|本人|俺)?(?:(?:这边|这里|现在|目前|就|本身)*(?:也?是|是来自|来自|属于|代表|就职于|供职于|任职于)(?P<of>[^，]{2,24}?)(?:的(?:[一-龥]{0,8})?|人|工作人员|干部|科员|记者|这边|这里)?"
    r"|(?:人)?(?:现在|目前|就|刚)?在(?P<at>[^，]{2,24}?)(?:上班|工作|任职|供职|挂职|实习|值班|借调|做[一-龥]{2,6}|当[一-龥]{2,6}|这边|这里)(?:的)?"
    r"|作为(?P<as>[^，]{2,24}?)(?:的(?:[一-龥]{0,8})?|工作人员|干部|科员)?)$"
)
#: 我们村想搞光伏: the matter alone
_OURSELVES = re.compile(
    r"(?:^|(?<=，))(?:我们|咱们|我|咱)(?:家|村里?|厂里?|店里?|公司|单位|小区|老家|这边|这儿|这里|这)?(?:现在|一直|最近|也)?(?:想要?|要|打算|准备|正在|计划)(?:去|来)?(?:搞|弄|办|做|开|装|申请|建)?"
)
_OUR_OWN = re.compile(
    r"(?:我们|咱们|我|咱|本)(?:这个|这)?(?:局里?|委里?|办|厅里?|单位|部门|公司|这边|家)(?![一-龥]长)|(?:局|委|厅)里(?=要|该|得|负责|承担|牵头|有)"
)
#: 关于氢能, 氢能这块: a piece that says what a question is about
_ABOUT = re.compile(
    r"^(?:关于|有关|围绕|针对|对于|涉及|在|就|按照?|根据|除了?|不算|不含|只看|限于)|(?:方面|领域|这块|那块|这一块|那一块|这方面|相关|有关)的?$"
)
#: 昨天开会听说的, 2024年写过一稿: what happened to the asker
_TELLS = re.compile(
    r"听说|据说|刚才|没讲|没听|待会|碰头|看到|看见|听到|开会|出差|写过|见过|问过|打过|路过|去过|来过|老家|出生|昨天|前天|上次|上回|那次|当时|申请过|论文|写(?:的|个|篇|一)"
)
_SUBJECT_CUES = frozenset(
    {"tasks", "targets", "listed_targets", "lead", "cooperating", "who", "without", "both"}
)
#: Cues of what a question may ask for by itself: 有多少项任务, 引用了哪些文件.
_COUNTED = frozenset({"tasks", "targets", "listed_targets", "references", "most", "least"})
#: Cues that ask of a matter which must be named: 谁负责, 什么时候.
_OF_A_MATTER = frozenset({"who", "responsible", "when", "amount", "explain"})
#: Cues that are words of anything else as well.
_WEAK_CUES = frozenset(
    {
        "report",
        "responsible",
        "yes_no",
        "without",
        "both",
        "either",
        "in_force",
        "issued",
        "cites",
        "recurring",
    }
)
#: 要全, 别漏, 不太熟: how the answer should be, or how the asker feels
_MANNER = re.compile(
    r"^(?:要(?![素点闻])|别|不|没|太|很|挺|好(?!氧)|得|最好|越|快|真|可|千万|尽量|务必)[一-龥]{0,5}$"
)


#: 最好带上条款号, 给普及一下: what the asker would like of the answer
_WISH = re.compile(r"^(?:最好|尽量|务必|千万|希望|直接[说讲]|方便的话|可以的话|有的话|给[一-龥]{1,5}(?:一下|下)|顺便)")


@dataclass(frozen=True, slots=True)
class Plain:
    """``text`` is the question alone; ``asides`` what of it held content and limits nothing."""

    text: str
    asides: tuple[str, ...] = ()
    speaker: str = ""  # the body that the asker works for: 我是市住建局的
    pointed: Pointed = field(default_factory=lambda: Pointed(""))  # the documents meant by 湖南那份文件


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    mark: str  # what follows it
    before: str = ""
    after: str = ""
    slot: bool = False  # names a body, number, year, figure, place or document
    asks: bool = False  # has a word that asks
    cues: frozenset[str] = frozenset()
    nouns: tuple[str, ...] = ()  # words that are no chatter
    known: bool = False  # its words stand in the library

    @property
    def whole(self) -> bool:
        """A question by itself: it asks, and of something."""
        if self.asks and self.cues & _COUNTED:
            return True
        return (self.asks or bool(self.cues - _WEAK_CUES)) and (self.slot or self.known)


def plain_question(folded: str, library: Library) -> Plain:
    """The question without what stands around it; the whole where nothing else would be left."""
    raw = _split(folded, library)
    pieces = [_read(piece, library) for piece in _slots(raw, library)]
    asked = [p for p in pieces if p.text]
    kept, speaker = _kept(asked, library)
    if not kept:
        pointed = restated(asked[0].text, library) if len(pieces) == 1 and asked else Pointed("")
        return Plain(pointed.text, pointed=pointed)
    text = _joined(kept)
    pointed = restated(_OURSELVES.sub("", text), library)
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
    if not asides:
        return answer
    return replace(answer, reading=f"{answer.reading}；未作条件：{'、'.join(asides)}")


# --- pieces ---------------------------------------------------------------------------------------


def _split(text: str, library: Library) -> list[_Piece]:
    """The pieces between marks, without their padding; marks inside names and headings are none."""
    whole = [Span(*m.span()) for m in _WHOLE.finditer(text)]
    whole += whole_phrases(text, library.headings)
    pieces, start = [], 0
    for match in [*_MARKS.finditer(text), None]:
        end = match.start() if match else len(text)
        if match and any(s.start < match.end() and match.start() < s.end for s in whole):
            continue
        cut = trimmed(text[start:end].strip())
        pieces.append(_Piece(cut.text, match[0] if match else "", cut.before, cut.after))
        start = match.end() if match else end
    return pieces


def _slots(pieces: Sequence[_Piece], library: Library) -> list[_Piece]:
    """The pieces with what they name.  Everything is looked up once, over all of them."""
    text = "，".join(p.text for p in pieces)
    known = [record.body for record in library.bodies()]
    spans = [Span(m.start, m.end) for m in find_bodies(text, known)]
    documents = find_documents(text, library.documents())
    spans += documents.spans
    spans += find_years(text).spans
    spans += [f.span for f in find_figures(text) if f.unit]
    spans += [Span(*m.span()) for m in DATE.finditer(text)]
    spans += [Span(p.start, p.end) for p in find_places(text, longest_words(text), library.documents())]
    number = find_clause_number(text)
    spans += [number.span] if number else []
    spans += whole_phrases(text, library.headings)
    found, at = [], 0
    for piece in pieces:
        end = at + len(piece.text)
        found.append(replace(piece, slot=any(s.start < end and at < s.end for s in spans)))
        at = end + 1
    return found


def _read(piece: _Piece, library: Library) -> _Piece:
    """The piece with its cues and with the words that are no chatter."""
    cues, _ = find_cues(piece.text)
    nouns = tuple(_nouns(piece.text))
    known = bool(nouns) and sum(library.mentions(n) for n in nouns) * 2 > len(nouns)
    asks = bool(_WH.search(piece.text)) or bool(_YES_NO.search(piece.text))
    return replace(piece, cues=cues, nouns=nouns, known=known, asks=asks)


_FUNCTION = tuple("rdpcumqyeoxtfk")


@cache
def _sayings() -> re.Pattern[str]:
    """Chatter of several words: 在线等, 没事干."""
    longer = sorted((w for w in aside_words("chatter") if len(w) > 2), key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, longer)))


def _is_function(kind: str) -> bool:
    return kind.startswith(_FUNCTION) and kind != "eng"


def _nouns(text: str) -> list[str]:
    """Words of the text that name something and are no chatter; characters that make no word of the
    dictionary are taken together (醇氢).
    """
    chatter = (
        aside_words("chatter") | aside_words("superiors") | aside_words("others") | aside_words("offices")
    )
    found: list[str] = []
    loose = ""
    text = _sayings().sub("，", text)
    for word, kind in [*tagged(text), ("", "x")]:
        function = (_is_function(kind) and not re.match("[a-z]", word)) or word in chatter or bool(_WH.search(word))
        if (
            len(word) == 1
            and not function
            and kind.startswith(("n", "g", "j", "b", "a", "v"))
            and not is_filler(word)
        ):
            loose += word
            continue
        if len(loose) > 1:
            found.append(loose)
        loose = ""
        if len(word) > 1 and not function and not is_filler(word):
            found.append(word)
    return found


# --- which pieces ask -----------------------------------------------------------------------------


def _kept(pieces: Sequence[_Piece], library: Library) -> tuple[list[_Piece], str]:
    """The pieces that make the question, and the asker's own body."""
    speaker = ""
    rest: list[_Piece] = []
    for piece in pieces:
        role = _ROLE.match(piece.text)
        if role and len(pieces) > 1 and not _WH.search(piece.text):
            speaker = speaker or (role["of"] or role["at"] or role["as"] or "")
        else:
            rest.append(piece)
    asking = _asking(rest)
    kept = [p for p in rest if p in asking or _belongs(p, asking, rest, library)]
    return kept or ([p for p in rest if p.cues] if speaker else []), speaker


def _asking(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces that ask, by the surest sign that any has."""
    inside = [p for p in pieces if not _from_outside(p)]
    spoken = [p for p in inside if not _said_along(p)]
    signs: tuple[list[_Piece], ...] = (
        [p for p in spoken if p.whole],
        [p for p in pieces if p.whole and not _said_along(p)],
        [p for p in spoken if p.slot or (p.known and _only_nouns(p.text))],
        [p for p in spoken if p.asks and (p.nouns or p.cues)],
        [p for p in spoken if p.cues - _WEAK_CUES],
        [p for p in spoken if p.nouns and _only_nouns(p.text)],
        [p for p in spoken if p.known],
        [p for p in spoken if p.asks],
        [p for p in spoken if p.nouns],
    )
    return next((found for found in signs if found), [])


def _said_along(piece: _Piece) -> bool:
    """Wishes, manners, questions about the answer, and what happened to the asker."""
    text = piece.text
    if piece.slot and not _TELLS.search(text):
        return False
    return bool(_WISH.match(text) or _META.match(text) or _TELLS.search(text)) or (
        bool(_MANNER.match(text)) and not piece.asks and not piece.slot
    )


def _from_outside(piece: _Piece) -> bool:
    """The piece tells of the asker: 我们两家要开个会, 领导明天要看."""
    people = aside_words("superiors") | aside_words("others") | aside_words("offices")
    return bool(_ME.match(piece.text)) or piece.text.startswith(tuple(people))


def _belongs(piece: _Piece, asking: Sequence[_Piece], rest: Sequence[_Piece], library: Library) -> bool:
    """Whether a piece that is no question by itself limits the question, or completes it."""
    bare = asking and all(p.cues & _OF_A_MATTER and not (p.whole or p.slot or p.nouns) for p in asking)
    if bare and (piece.slot or piece.nouns) and not _said_along(piece):  # 企业想申请绿色工厂，谁负责
        return True
    if _CONFIRM.match(piece.text):
        return not any(_WH.search(p.text) for p in asking)
    if not asking:
        says = piece.slot or piece.nouns or piece.asks or piece.cues & _COUNTED
        return bool(says) and not (
            _META.match(piece.text) and len(rest) > 1
        )
    if _META.match(piece.text) and not piece.slot:
        return False
    outside = _from_outside(piece)
    if not piece.slot and _WISH.match(piece.text):
        return False
    if not piece.slot and not piece.known and piece.mark in ("：", ":"):  # 小白求教：
        return False
    if _MANNER.match(piece.text) and not piece.slot and not piece.asks:
        return bool(piece.cues & _SUBJECT_CUES - {"without", "both"})
    if piece.slot:
        tells = _TELLS.search(piece.text) and not piece.asks
        return not (tells or (outside and not piece.cues)) or not any(p.slot or p.known for p in asking)
    if outside:
        return False
    if piece.asks:
        return bool(_WH.search(piece.text))
    if piece.cues & _SUBJECT_CUES and not piece.nouns:
        return True
    if not piece.nouns:
        return False
    if _ABOUT.search(piece.text) or _only_nouns(piece.text):
        return piece.known or not all(kind[0] in "li" for _, kind in tagged(piece.text))  # 长话短说
    return (
        piece.known and not _TELLS.search(piece.text) and any(len(n) > 3 for n in _runs(piece.text, library))
    )


def _runs(text: str, library: Library) -> list[str]:
    """Stretches of content words that stand so in the documents."""
    runs = [""]
    for word, kind in tagged(text):
        if _is_function(kind) or is_filler(word):
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


def _joined(kept: Sequence[_Piece]) -> str:
    last = kept[-1]
    text = "".join(p.text + ("，" if p is not last else "") for p in kept)
    return text


def _in_place_of_us(text: str, kept: Sequence[_Piece], speaker: str) -> str:
    """我们局要做什么 asks for the asker's own body, and so does 有哪些任务 that names nobody."""
    named = _OUR_OWN.sub(speaker, text)
    asks = frozenset().union(*(p.cues for p in kept)) & {"tasks", "lead", "cooperating", "responsible"}
    others = frozenset().union(*(p.cues for p in kept)) & {"who", "most", "least", "references", "compare"}
    if named != text or not asks or others or any(p.slot for p in kept):
        return named
    bare = re.sub(r"(?:我们|咱们|我|咱|自己)(?![省市县区])", "", text)
    return speaker + bare if is_filler(bare) else text
