"""Mistyped words of a question (新能原装机, 比列, 由谁付责), corrected and said to be.

In: a question as read and the library.  Out: the question as it is likely meant, and what was read
for what; nothing where every word stands somewhere.  Only what no slot and no cue has taken is
looked at, only characters that sound or look the same are exchanged, and only where that makes a
word of the documents or of questions out of two characters that never stand side by side.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from kb.answering.indicator_index import wordings
from kb.answering.library import JoinedTexts, Library
from kb.answering.question import Question
from kb.answering.topic import question_words
from kb.indexing.fulltext import Term
from kb.indexing.tokens import fold, is_known_word

#: Characters of the longest word that is corrected.
_LONGEST = 8
#: Typing mistakes put right in one question.
_MOST = 3


@dataclass(frozen=True, slots=True)
class Respelled:
    """The corrected question, and each mistyped piece with what it was read as."""

    text: str
    read_as: tuple[tuple[str, str], ...]

    @property
    def said(self) -> str:
        """“付责”按“负责”理解，."""
        return "".join(f"“{wrong}”按“{right}”理解，" for wrong, right in self.read_as)


@dataclass(frozen=True, slots=True)
class _Change:
    at: int
    right: str
    start: int
    end: int
    cured: int  # pairs of characters that stand somewhere now


def respelled(question: Question, library: Library) -> Respelled | None:
    """The question with its mistyped words put right; ``None`` when there is nothing to put right."""
    unread = (*question.topic, *(m.text for m in question.mentions if m.resolution.status == "none"))
    if len(question.typed) != len(question.text):
        return None
    words = library.once(Words)
    text, read_as = question.typed, []
    for phrase in unread:
        at = question.text.find(phrase)
        if at < 0 or not words.strange(phrase):
            continue
        for _ in range(_MOST):
            piece = fold(text[at : at + len(phrase)])
            change = words.best_change(piece)
            if change is None:
                if right := words.both_changed(piece):
                    read_as.append(right)
                    text = text[:at] + piece.replace(*right, 1) + text[at + len(piece) :]
                break
            changed = piece[: change.at] + change.right + piece[change.at + 1 :]
            read_as.append((piece[change.start : change.end], changed[change.start : change.end]))
            text = text[: at + change.at] + change.right + text[at + change.at + 1 :]
    return Respelled(text, tuple(read_as)) if read_as else None


class Words:
    """The words that a question may mean: those of the documents, of bodies and of questions."""

    def __init__(self, library: Library) -> None:
        self._index = library.base.fulltext
        self._indicators = JoinedTexts(fold(row.indicator) for row in library.targets())
        self._names = {fold(s) for record in library.bodies() for s in (record.name, *record.surfaces)}

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self._index.vocabulary()) | self._names | question_words() | wordings()

    @cached_property
    def _by_sound(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for character in {c for word in self._words for c in word if "一" <= c <= "龥"}:
            for sound in sounds(character):
                found.setdefault(sound, set()).add(character)
        return found

    def strange(self, phrase: str) -> list[int]:
        """Where two characters begin that stand nowhere side by side and are part of no known word."""
        pairs = (at for at in range(len(phrase) - 1) if _chinese(phrase[at : at + 2]))
        return [at for at in pairs if not self._stands(phrase[at : at + 2]) and not _in_word(phrase, at)]

    def _stands(self, pair: str) -> bool:
        return self._index.frequency(Term(pair, "bigram")) > 0

    def best_change(self, phrase: str) -> _Change | None:
        """The one character whose exchange cures most, makes the longest word and the commonest."""
        strange = self.strange(phrase)
        changes = (change for pair in strange for change in self._changes(phrase, pair, len(strange)))
        return max(
            changes,
            key=lambda c: (c.cured, c.end - c.start, self._frequency(phrase, c), c.right),
            default=None,
        )

    def both_changed(self, phrase: str) -> tuple[str, str] | None:
        """结杆 for 秸秆: a strange pair of which both characters are mistaken, where just one word sounds or
        looks so and makes the phrase an indicator of the ledger.
        """
        for at in self.strange(phrase):
            pair = phrase[at : at + 2]
            alike = (w for w in self._pairs if w != pair and all(map(_mistaken, pair, w)))
            meant = [w for w in alike if self._indicators.holding(phrase.replace(pair, w, 1))]
            if len(meant) == 1:
                return pair, meant[0]
        return None

    @cached_property
    def _pairs(self) -> tuple[str, ...]:
        known = self._index.vocabulary()
        return tuple(w for w in known if len(w) == 2 and _chinese(w) and is_known_word(w))

    def _frequency(self, phrase: str, change: _Change) -> int:
        changed = phrase[: change.at] + change.right + phrase[change.at + 1 :]
        return self._index.frequency(Term(changed[change.start : change.end], "word"))

    def _changes(self, phrase: str, pair: int, strange: int) -> Iterator[_Change]:
        for at in (pair, pair + 1):
            for right in self._alike(phrase[at]):
                changed = phrase[:at] + right + phrase[at + 1 :]
                exact = _sound(right) & _sound(phrase[at]) or right in _lookalikes().get(phrase[at], ())
                cured = strange - len(self.strange(changed))
                if exact and cured > 1:  # 护理形床位: no word, but both pairs stand with 型
                    yield _Change(at, right, at - 1, at + 2, cured)
                for start, end in self._word_over(changed, pair):
                    if end - start == len("步骤") and not exact:
                        break  # 步走 is no 步骤
                    if cured > 0:
                        yield _Change(at, right, start, end, cured)
                    break

    def _word_over(self, text: str, pair: int) -> Iterator[tuple[int, int]]:
        """The words of the library that stand over a pair of characters, longest first."""
        for length in range(min(_LONGEST, len(text)), 1, -1):
            for start in range(max(0, pair + 2 - length), min(pair, len(text) - length) + 1):
                if text[start : start + length] in self._words:
                    yield start, start + length

    def _alike(self, character: str) -> set[str]:
        """Characters that sound or look the same."""
        alike = {c for sound in sounds(character) for c in self._by_sound.get(sound, ())}
        return (alike | _lookalikes().get(character, set())) - {character}


def _chinese(text: str) -> bool:
    return all("一" <= c <= "龥" for c in text)


def _in_word(phrase: str, at: int) -> bool:
    """Whether the pair at ``at`` is part of a word of the dictionary."""
    return any(
        is_known_word(phrase[start:end])
        for start in range(max(0, at - 2), at + 1)
        for end in range(at + 2, min(len(phrase), start + 4) + 1)
    )


@lru_cache(maxsize=8192)
def sounds(character: str) -> frozenset[str]:
    """The readings of a character without tones; zh and z, in and ing, and the like sound the same."""
    return frozenset(_blurred(sound) for sound in _sound(character))


@lru_cache(maxsize=8192)
def _sound(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def _mistaken(wrong: str, right: str) -> bool:
    return bool(_sound(wrong) & _sound(right)) or right in _lookalikes().get(wrong, ())


def _blurred(sound: str) -> str:
    for initial, plain in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        sound = plain + sound.removeprefix(initial) if sound.startswith(initial) else sound
    return sound[:-1] if sound.endswith(("ing", "eng", "ang")) else sound


@cache
def _lookalikes() -> dict[str, set[str]]:
    raw = tomllib.loads(files("kb.answering").joinpath("question_words.toml").read_text("utf-8"))
    return {c: set(group) for group in raw["lookalikes"]["groups"] for c in group}
