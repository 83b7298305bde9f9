"""The numbering grammar of Chinese official documents: which printed numbers there are.

In: a piece of cleaned text.  Out: the number that it opens with (``read_label``), or the path
that a number means (``parse_number``).  Whether a number at some place of a document opens a
clause is decided by its context, in ``candidates``; how deep it stands, in ``outline``.

The levels, outermost first (GB/T 9704-2012 names 一、 （一） 1. （1）; the rest is practice):

====================  ===========================================  =======================
kind                  printed                                      in a path
====================  ===========================================  =======================
annex                 附件1  附件一：  附件  附录                     ``a1/``
part                  第一编  第一篇  第一部分                        ``1``
chapter               第一章                                       ``1``
section               第一节                                       ``1``
article               第一条  第十二条之一                           ``1``
cn                    一、  一．                                     ``1``
cn_bracket            （一）  (一)  （一)  ㈠                          ``1``
arabic                1.  １．  1、                                  ``1``
arabic_bracket        （1）  (1)  ⑴                                 ``1``
arabic_half           1）  1)                                       ``1``
circled               ①                                            ``1``
decimal               1.1  1.1.1 (standards)                       ``1.1.1``, as printed
box                   专栏6                                         ``z6``
====================  ===========================================  =======================

A path is always the printed ordinals joined by dots, whatever counts on across parents:
第二章第一节第五条 is ``2.1.5``, the 4. under 二、（二） is ``2.2.4``.  Text before the first number
is ``0``; the same inside an annex is ``a1/0``.  「——」 items, 款, 「一是」 and 「第一，」 are not
clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kb.model import Clause

Kind = Literal[
    "annex",
    "part",
    "chapter",
    "section",
    "article",
    "cn",
    "cn_bracket",
    "arabic",
    "arabic_bracket",
    "arabic_half",
    "circled",
    "decimal",
    "box",
]

#: Outermost first: a document may turn two neighbours round, see ``outline.level_order``.
KINDS: tuple[Kind, ...] = (
    "part",
    "chapter",
    "section",
    "article",
    "cn",
    "cn_bracket",
    "arabic",
    "arabic_bracket",
    "arabic_half",
    "circled",
)


@dataclass(frozen=True, slots=True)
class Label:
    """A printed number: its kind, its ordinal (several for 1.2.3), and where it stands.

    ``opens`` is where its clause begins if the number stands behind its heading (「总体要求一、」): of
    that clause alone ``heading_span`` precedes ``label``, and its text goes on behind the later one.
    """

    kind: Kind
    ordinals: tuple[int, ...]
    start: int
    end: int
    opens: int | None = None

    @property
    def clause_start(self) -> int:
        return self.start if self.opens is None else self.opens


# --- ordinals -------------------------------------------------------------------------------

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def ordinal(text: str) -> int | None:
    """The number that a Chinese or Arabic ordinal means: 二十一 → 21, 〇 is no ordinal."""
    if text.isascii() and text != "-":
        return int(text) if text.isdigit() and len(text) <= 4 else None
    if len(text) > 1 and all(character in _DIGITS for character in text):  # 一二 for 12 is dirty print
        return int("".join(str(_DIGITS[character]) for character in text)) if len(text) <= 4 else None
    if text in ("—", "―", "-"):
        return 1
    total, digit = 0, 0
    for character in text:
        if character in _TENS:
            total += (digit or 1) * _TENS[character]
            digit = 0
        elif character in _DIGITS and not digit:  # 「十四五」 is a plan, not fifteen
            digit = _DIGITS[character]
        else:
            return None
    return total + digit or None


# --- labels ---------------------------------------------------------------------------------

#: A dash for 一 is common in typed and scanned texts: 「（—）总体要求」 「—、目标」 「-、目标」;
#: 「——」 is no number.
_CN = "(?:[一二三四五六七八九十百零〇]{1,6}|[—―](?=[、）)])|-(?=、))"
_AR = r"\d{1,3}"
_OPEN, _CLOSE = "[（(]", "[）)]"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_CN_BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_NUMERAL = rf"(?:{_CN}|{_AR})"

#: One alternative per kind of number; the order is that of matching.
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("part", rf"第 ?(?P<part>{_NUMERAL}) ?(?:编|篇|部分)"),  # 第一篇
    ("chapter", rf"第 ?(?P<chapter>{_NUMERAL}) ?章"),  # 第三章
    ("section", rf"第 ?(?P<section>{_NUMERAL}) ?节"),  # 第二节
    ("article", rf"第 ?(?P<article>{_NUMERAL}) ?条(?:之(?P<article_after>{_CN}))?"),  # 第十二条之一
    ("cn", rf"(?P<cn>{_CN}) ?[、.．]"),  # 一、
    (
        "cn_bracket",
        rf"{_OPEN} ?(?P<cn_bracket>{_CN}) ?{_CLOSE}[、.]?|(?P<cn_bracket_round>[{_CN_BRACKETED}])",
    ),  # （一） ㈠
    (
        "decimal",
        rf"(?P<decimal>{_AR}(?:\.\d{{1,2}}){{1,5}})[.、]?(?=[ \u3000\u4e00-\u9fff《“]|\Z)[ \u3000]?",
    ),  # 1.2.3
    ("arabic", rf"(?P<arabic>{_AR}) ?[.．、]"),  # 1.
    (
        "arabic_bracket",
        rf"{_OPEN} ?(?P<arabic_bracket>{_AR}) ?{_CLOSE}[、.]?|(?P<arabic_bracket_round>[{_BRACKETED}])",
    ),  # （1）
    ("arabic_half", rf"(?P<arabic_half>{_AR}) ?{_CLOSE}"),  # 1）
    ("circled", rf"(?P<circled>[{_CIRCLED}])"),  # ①
    ("box", rf"专 ?栏 ?(?P<box>{_NUMERAL})"),  # 专栏6
)
_LABEL = re.compile("|".join(f"(?P<kind_{kind}>{pattern})" for kind, pattern in _PATTERNS))
#: The groups that hold a kind's ordinals: 第十二条之一 has two.
_GROUPS = {
    kind: tuple(name for name in (kind, f"{kind}_after", f"{kind}_round") if name in _LABEL.groupindex)
    for kind, _ in _PATTERNS
}
_ROUND = {"cn_bracket_round": _CN_BRACKETED, "arabic_bracket_round": _BRACKETED, "circled": _CIRCLED}


def read_label(text: str, start: int) -> Label | None:
    """The number printed at a place of a cleaned text, whatever its context."""
    found = _LABEL.match(text, start)
    if found is None:
        return None
    kind: Kind = found.lastgroup.removeprefix("kind_")  # type: ignore[union-attr,assignment]
    values: list[int] = []
    for name in _GROUPS[kind]:
        value = found[name]
        if value is None:
            continue
        if name in _ROUND:
            values.append(_ROUND[name].index(value) + 1)
        elif kind == "decimal":
            values.extend(int(piece) for piece in value.split("."))
        else:
            values.append(ordinal(value) or 0)
    if kind != "decimal" and values[0] == 0:
        return None
    return Label(kind, tuple(values), start, found.end())


# --- paths ----------------------------------------------------------------------------------

#: 「附件2 一、」; in 「附件 一、」 the 一、 is the first number of the only annex.
_ANNEX = re.compile(rf"附 ?(?:[件录表]|(?=\d))(?: ?(?P<ordinal>{_NUMERAL})(?! ?[、.．）)]))?[:：]?")
#: How users write numbers and the grammar does not: 「二（一）2」 「二-1-2」, a bare 「2」 at the end.
_BARE = re.compile(rf"(?P<bare>{_CN}|\d{{1,3}})")
_BETWEEN = re.compile(r"[\s、，,.．。/·\-—第的之中下]+")
_PATH = re.compile(r"(?:a(?P<annex>\d+)/)?(?P<rest>z?\d+(?:~\d+)?(?:\.z?\d+(?:~\d+)?)*)\Z")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: the annex (0 for none) and its steps; a bare step has no kind."""

    annex: int
    steps: tuple[tuple[Kind | None, tuple[int, ...]], ...]

    @property
    def path(self) -> str:
        """The printed ordinals joined by dots: 二、（一）2. → ``2.1.2``."""
        return annex_prefix(self.annex) + (".".join(path_step(*step) for step in self.steps) or "0")


def annex_prefix(number: int) -> str:
    """``a2/`` for 附件2, nothing for the document's body."""
    return f"a{number}/" if number else ""


def path_step(kind: Kind | None, ordinals: Sequence[int]) -> str:
    """What one number adds to a path: ``3``, ``z6`` for 专栏6, ``12-1`` for 第十二条之一."""
    if kind == "box":
        return f"z{ordinals[0]}"
    return ("-" if kind == "article" else ".").join(str(value) for value in ordinals)


def read_number(text: str) -> Number | None:
    """A clause's number in any way that a user writes it, or None if it is something else."""
    text = text.strip().translate(_TO_HALF_WIDTH)
    if found := _PATH.match(text.lower()):
        steps = tuple(_step(piece) for piece in found["rest"].split("."))
        return Number(int(found["annex"] or 0), steps)
    at, annex = 0, 0
    if found := _ANNEX.match(text):
        annex, at = ordinal(found["ordinal"] or "1") or 1, found.end()
    steps_read: list[tuple[Kind | None, tuple[int, ...]]] = []
    while at < len(text):
        label = read_label(text, at)
        # 「第二部分」 is one number, 「一、二」 two; a 第 is tried before it is skipped as a filler.
        if label is None and (gap := _BETWEEN.match(text, at)):
            at = gap.end()
            continue
        if label is not None:
            steps_read.append((label.kind, label.ordinals))
            at = label.end
        elif bare := _BARE.match(text, at):
            steps_read.append((None, (ordinal(bare["bare"]) or 0,)))
            at = bare.end()
        else:
            return None
    named = (steps_read or annex) and all(all(values) for _, values in steps_read)
    return Number(annex, tuple(steps_read)) if named else None


_TO_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "（）"}


def _step(piece: str) -> tuple[Kind | None, tuple[int, ...]]:
    number = int(piece.partition("~")[0].removeprefix("z"))
    return ("box" if piece.startswith("z") else None), (number,)


def parse_number(text: str) -> str | None:
    """The path that a clause's number means, in any way that a user writes it; None if it is none.

    「二、（一）2.」 「二（一）2」 「二(一)2」 「二、(一)、2」 「2.1.2」 → ``2.1.2``; 附件2一、 → ``a2/1``;
    第二章第五条 → ``2.5``; 第五条 alone → ``5``, see ``find_number`` for articles inside chapters.
    Inverse of ``Clause.number``, but for the ``~2`` of a number that is printed twice.
    """
    number = read_number(text)
    return number.path if number else None


def find_number(text: str, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses that a number as written means: 「第五条」 also where it stands in 第二章.

    The exact path first, in the only annex that has it where the body has not (附件1 may be the plan
    itself); else clauses whose own number ends so, kind for kind (so that 第五条 is never 五、).
    """
    wanted = read_number(text)
    if wanted is None:
        return ()
    exact = _exactly(clauses, wanted)
    chains = ((clause, read_number(clause.number)) for clause in clauses if clause.number)
    kinds = tuple(kind for kind, _ in wanted.steps)
    if None in kinds or "article" not in kinds:
        return exact
    return tuple(clause for clause, number in chains if number and _ends_with(number, wanted))


def _exactly(clauses: Sequence[Clause], wanted: Number) -> tuple[Clause, ...]:
    """The clauses with a path, document by document: in the body, or else in its only annex that has it."""
    found: dict[str, dict[str, list[Clause]]] = {}
    for clause in clauses:
        annex, _, path = _plain(clause.path).rpartition("/")
        if path == wanted.path.rpartition("/")[2] and wanted.annex in (0, int(annex[1:] or 0)):
            found.setdefault(clause.document, {}).setdefault(annex, []).append(clause)
    body = annex_prefix(wanted.annex).rstrip("/")
    chosen = (
        next(iter(places.values())) if len(places) == 1 and wanted.steps else places.get(body, [])
        for places in found.values()
    )
    return tuple(clause for held in chosen for clause in held)


def _plain(path: str) -> str:
    return re.sub(r"~\d+", "", path)


def _ends_with(number: Number, wanted: Number) -> bool:
    """Whether the wanted steps stand in this order in the number, the last one at its end."""
    if number.annex != wanted.annex or number.steps[-1:] != wanted.steps[-1:]:
        return False
    rest: Iterator[tuple[Kind | None, tuple[int, ...]]] = iter(number.steps)
    return all(step in rest for step in wanted.steps)
