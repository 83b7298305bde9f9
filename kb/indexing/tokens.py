"""Text to terms: the one tokenizer for indexing and for queries.

In: any text.  Out: its folded form (same length, so that offsets hold), its words and its
character bigrams, each with offsets.  Words are jieba's, by the Rust port ``rjieba`` where
that is installed (the same words, twenty times quicker) and by ``jieba`` itself otherwise;
the terms of the lexicons are added to its dictionary.  Numbers are terms of their own:
「18%」 is found by 18 and by 18%, and neither finds 180% or 2018.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, Protocol

_LEXICONS = Path(__file__).parents[1] / "tagging" / "lexicons"

#: A user word outside these lengths does more harm than good: jieba knows the short ones,
#: and a long one would hide the words inside it.
_USER_WORD_LENGTH = range(2, 9)

_IDEOGRAPH = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_RUN = re.compile(f"[{_IDEOGRAPH}]+")
_IS_IDEOGRAPH = re.compile(f"[{_IDEOGRAPH}]")

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"  # 18  1,250  12.5
#: Letters and figures between ideographs: 18% · 12.5 · ccus · pm2.5 · 300mw · gb/t… by parts.
_LATIN = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>[%‰]|[a-z]+\d*)?|(?P<word>[a-z]+(?P<figure>{_NUMBER})?)")

#: Words that say nothing about a clause and stand in nearly all of them.
_FUNCTION_WORDS = frozenset("的了和与及等在是为对将把被其或之以并且也都而于从向由地得着这那吗呢吧啊")


class Token(NamedTuple):
    """A term and the half-open span of characters that it stands for."""

    text: str
    start: int
    end: int


class _Segmenter(Protocol):
    """What jieba and rjieba have in common."""

    def add_word(self, word: str, freq: int | None = None, tag: str | None = None) -> object: ...

    def tokenize(self, text: str, mode: str = "default") -> Iterable[tuple[str, int, int]]: ...

    def has_word(self, word: str) -> bool: ...

    def tag(self, text: str) -> Iterable[tuple[str, str]]: ...


# --- folding ------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _folding() -> dict[int, int]:
    """One character for one: full width, traditional, compatibility forms and capitals."""
    from opencc import OpenCC

    table: dict[int, int] = {}
    # Traditional characters one by one: as words they could change in number.
    ideographs = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    simplified = OpenCC("t2s").convert("\n".join(ideographs)).split("\n")
    for old, new in zip(ideographs, simplified, strict=True):
        if old != new and len(new) == 1:
            table[ord(old)] = ord(new)
    for code in (
        *range(0x2E80, 0x2FE0),
        *range(0xF900, 0xFB00),
        *range(0xFE30, 0xFE70),
        *range(0xFF01, 0xFFEF),
    ):
        folded = unicodedata.normalize("NFKC", chr(code))
        if len(folded) == 1 and folded != chr(code):
            table[code] = table.get(ord(folded), ord(folded))
    table |= {0x3000: 0x20, 0xA0: 0x20, 0xFF05: ord("%"), ord("﹪"): ord("%")}
    for code in range(0x250):
        lower = chr(code).lower()
        if len(lower) == 1 and lower != chr(code):
            table[code] = ord(lower)
    for code in range(0xFF21, 0xFF3B):
        table[code] = code - 0xFF21 + ord("a")
    return table


def fold(text: str) -> str:
    """The text half-width, simplified, in lower case, one for one: ＣＣＵＳ → ccus, 煤改電 → 煤改电."""
    return text.translate(_folding())


# --- words --------------------------------------------------------------------------------


def rust_segmenter(shared: bool = False) -> _Segmenter:
    """rjieba with an empty user dictionary; ImportError where it has no wheel.

    ``shared``: the segmenter that the package makes for itself when it is imported, which
    spares every command the reading of a second dictionary (0.14 s).
    """
    import rjieba

    class Rust:
        def __init__(self) -> None:
            self._jieba = rjieba if shared else rjieba.Jieba()

        def add_word(self, word: str, freq: int | None = None, tag: str | None = None) -> object:
            return self._jieba.add_word(word, freq, tag)

        def tokenize(self, text: str, mode: str = "default") -> Iterable[tuple[str, int, int]]:
            found: Iterable[tuple[str, int, int]] = self._jieba.tokenize(text, mode)
            return found

        def has_word(self, word: str) -> bool:
            return bool(self._jieba.has_word(word))

        def tag(self, text: str) -> Iterable[tuple[str, str]]:
            found: Iterable[tuple[str, str]] = self._jieba.tag(text, hmm=False)
            return found

    return Rust()


def python_segmenter() -> _Segmenter:
    """jieba itself with an empty user dictionary."""
    import logging
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own regular expressions and pkg_resources
        import jieba
    jieba.setLogLevel(logging.WARNING)

    class Python(jieba.Tokenizer):  # type: ignore[misc]
        def has_word(self, word: str) -> bool:
            self.check_initialized()
            return bool(self.FREQ.get(word))

        def tag(self, text: str) -> Iterable[tuple[str, str]]:
            import jieba.posseg  # half a second, and only where a question has pieces beside it

            return ((pair.word, pair.flag) for pair in jieba.posseg.POSTokenizer(self).cut(text, HMM=False))

    segmenter: _Segmenter = Python()
    return segmenter


@lru_cache(maxsize=1)
def _segmenter() -> _Segmenter:
    try:
        segmenter = rust_segmenter(shared=True)
    except ImportError:
        segmenter = python_segmenter()
    for word in lexicon_words():
        segmenter.add_word(word)
    return segmenter


@lru_cache(maxsize=1)
def lexicon_words() -> tuple[str, ...]:
    """The terms of the sector and synonym lexicons that become user words, folded, in order."""
    found: dict[str, None] = {}
    sectors = tomllib.loads((_LEXICONS / "sectors.toml").read_text(encoding="utf-8"))
    for sector in sectors["sector"]:
        for key in ("aliases", "words", "not"):
            found.update(dict.fromkeys(sector.get(key, "").split()))
    synonyms = tomllib.loads((_LEXICONS / "synonyms.toml").read_text(encoding="utf-8"))
    for line in synonyms["groups"]:
        found.update(dict.fromkeys(line.split()))
    for line in synonyms["asked"]:
        found.update(dict.fromkeys(line.replace("=", " ").split()))
    folded = dict.fromkeys(fold(word) for word in found)
    return tuple(w for w in folded if len(w) in _USER_WORD_LENGTH and _RUN.fullmatch(w))


def is_known_word(word: str) -> bool:
    """Whether a folded word stands in jieba's dictionary or in the lexicons."""
    return _segmenter().has_word(word)


def tagged(folded: str) -> list[tuple[str, str]]:
    """The words of a folded text, none left out, each with its part of speech (jieba's: n, v, r, d …).

    Only words of the dictionary and single characters: 别落下 is 别 and 落下, no word made up.
    """
    return list(_segmenter().tag(folded))


def words(text: str) -> list[Token]:
    """The words of a text in the order of their start, longer words beside the words inside them.

    「发展改革委员会」 gives 发展, 改革, 委员, 委员会: whoever asks for a part finds the whole.
    """
    folded = fold(text)
    found = [
        Token(word, start, end)
        for word, start, end in _cut(folded)
        if _IS_IDEOGRAPH.match(word) and word not in _FUNCTION_WORDS
    ]
    latin = _latin(folded)
    return sorted([*found, *latin], key=lambda t: (t.start, t.end)) if latin else found


def _cut(folded: str) -> Iterable[tuple[str, int, int]]:
    # The dictionary must not change while another thread reads it.
    return _segmenter().tokenize(folded, "search")


def _latin(folded: str) -> list[Token]:
    """Figures, units and Latin words: 「18%」 gives 18 and 18%, 「pm2.5」 pm2.5, 「300mw」 300 and 300mw."""
    found: list[Token] = []
    for match in _LATIN.finditer(folded):
        number, unit = match["number"], match["unit"]
        if number:
            plain = number.replace(",", "")
            found.append(Token(plain, match.start("number"), match.end("number")))
            if unit:
                found.append(Token(plain + unit, match.start(), match.end()))
        else:
            found.append(Token(match["word"], match.start(), match.end()))
    return found


def bigrams(text: str) -> list[Token]:
    """Every two neighbouring ideographs, and the last of each run alone.

    The last one alone makes every ideograph the first of a term, so that a query of one
    character is a prefix: 煤 finds 煤炭, and 用煤 at the end of a run.
    """
    folded = fold(text)
    found: list[Token] = []
    for run in _RUN.finditer(folded):
        start, end = run.span()
        found.extend(Token(folded[i : i + 2], i, i + 2) for i in range(start, end - 1))
        found.append(Token(folded[end - 1], end - 1, end))
    return found


def word_terms(folded: str) -> list[str]:
    """The terms of ``words`` for a text already folded: for indexing in bulk."""
    found = [
        word
        for word, _, _ in _cut(folded)
        if word[0] >= "\u3007" and word not in _FUNCTION_WORDS and _IS_IDEOGRAPH.match(word)
    ]
    found.extend(token.text for token in _latin(folded))
    return found


def bigram_terms(folded: str) -> list[str]:
    """The terms of ``bigrams`` for a text already folded: for indexing in bulk."""
    found: list[str] = []
    for run in _RUN.findall(folded):
        found.extend(map("".join, pairwise(run)))
        found.append(run[-1])
    return found
