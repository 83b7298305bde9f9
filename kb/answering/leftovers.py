"""What of a question's leftover words limits the answer, and what is only said along.

In: a question as read.  Out: the same question with a topic of words that restrict, and the words
set aside; ``None`` where every word restricts.  A word restricts where it names something: 核电 in
市能源局的核电任务 must stand in a clause.  Function words, manners (别落下, 按年份排好) and words of
asking do not, unless they stand where only what restricts stands: 宣传 in 宣传方面的任务.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.answering.lexicon import aside_words
from kb.answering.library import Library
from kb.answering.question import Question
from kb.answering.reporting import REPORTING
from kb.answering.topic import is_filler
from kb.indexing.tokens import tagged

#: Kinds that name nothing: pronouns, adverbs, prepositions, conjunctions, numbers, particles …
_FUNCTION = tuple("rdpcumqyeoxtfk")
#: Kinds that name something only where the documents use the word: 整齐 (a), 排 (v).
_LOOSE = ("a", "v", "z", "b", "s", "i", "l", "g")
#: GDP, 占比, 利用率: what a figure is of
_MEASURED = re.compile(
    r"[a-z]|.(?:占比|比重|比例|率|量|强度|产值|规模|收入|人数|户数|面积|里程|增速|能耗)$"
    r"|^(?:占比|比重|比例|比率|收入)$"
)
#: 宣传方面, 核电的任务: what stands right before this restricts
_BEFORE_HEAD = re.compile(r"的?(?:任务|工作|方面|领域|行业|事项|职责|项目|业务|产业|类)")
_WHO_BEFORE = re.compile(r"谁(?:来|去|能|会|要|该)?$")
#: 负责宣传, 涉及考核: what stands right behind this restricts
_BEHIND_VERB = re.compile(r"(?:负责|牵头|承担|主管|参与|涉及|关于|有关|围绕|针对)$")


#: What is asked for where a word that asks follows.
_CONTACTS = frozenset({"电话", "手机", "微信", "邮箱", "邮件", "群"})
_ASKED_FOR = re.compile(r"号?码?(?:是|有)?(?:多少|几|什么|啥|哪)")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    kind: str
    start: int


def without_leftovers(question: Question, library: Library) -> tuple[Question, tuple[str, ...]] | None:
    """The question with the topic that restricts, and what was set aside of it."""
    phrases: list[str] = []
    aside: list[str] = []
    for phrase in question.topic:
        at = question.text.find(phrase)
        if phrase in question.headings or at < 0:
            phrases.append(phrase)
            continue
        kept, dropped = _sifted(question.text, phrase, at, library)
        phrases += kept
        aside += dropped
    if not aside or not (phrases or _slots(question)):
        return None
    words = [w for w in question.topic_words if any(w in p for p in phrases)]
    words += [p for p in phrases if not any(w in p for w in words)]
    return replace(question, topic=tuple(phrases), topic_words=tuple(words)), tuple(aside)


def without_chatter(question: Question) -> tuple[Question, tuple[str, ...]]:
    """The question without phrases that are chatter from end to end: 排好, 急用."""
    chatter = tuple(p for p in question.topic if p not in question.headings and _is_chatter(question.text, p))
    if not chatter or not (len(chatter) < len(question.topic) or _slots(question)):
        return question, ()
    phrases = tuple(p for p in question.topic if p not in chatter)
    words = tuple(w for w in question.topic_words if any(w in p for p in phrases))
    return replace(question, topic=phrases, topic_words=words), chatter


def _is_chatter(text: str, phrase: str) -> bool:
    """Every word is said around questions, and the phrase stands where nothing must restrict."""
    at = text.find(phrase)
    before, after = text[: max(at, 0)], text[at + len(phrase) :]
    if _is_contact(phrase, after):
        return False
    if (
        at < 0
        or phrase in REPORTING
        or _MEASURED.search(phrase)
        or _BEFORE_HEAD.match(after)
        or _BEHIND_VERB.search(before)
    ):
        return False
    chatter = aside_words("chatter")
    return phrase in chatter or all(w in chatter or k.startswith(_FUNCTION) for w, k in tagged(phrase))


def _is_contact(word: str, after: str) -> bool:
    """市能源局的电话是多少 asks for it; 打个电话问问 does not."""
    return word in _CONTACTS and bool(_ASKED_FOR.match(after))


def _slots(question: Question) -> bool:
    """Whether the question says anything beside its topic."""
    named = (question.mentions, question.years, question.places, question.documents, question.number)
    return any(named) or question.asks("most", "least", "count", "references")


def _sifted(text: str, phrase: str, at: int, library: Library) -> tuple[list[str], list[str]]:
    """What of a phrase restricts, as phrases of neighbouring words, and what does not."""
    runs: list[tuple[bool, str]] = []
    for word in _words(phrase, at):
        keeps = _restricts(text, word, library)
        if runs and runs[-1][0] == keeps:
            runs[-1] = (keeps, runs[-1][1] + word.text)
        else:
            runs.append((keeps, word.text))
    if any(_MEASURED.search(run) for keeps, run in runs if not keeps):
        return [phrase], []  # 占比 is two words to the dictionary
    return [run for keeps, run in runs if keeps], [run for keeps, run in runs if not keeps]


def _words(phrase: str, at: int) -> Iterator[_Word]:
    for word, kind in tagged(phrase):
        yield _Word(word, kind, at)
        at += len(word)


def _restricts(text: str, word: _Word, library: Library) -> bool:
    if _MEASURED.search(word.text):
        return True
    if word.kind.startswith(_FUNCTION) or is_filler(word.text) or word.text in _people():
        return False
    before, after = text[: word.start], text[word.start + len(word.text) :]
    if _is_contact(word.text, after):
        return True
    if word.kind.startswith("v") and _WHO_BEFORE.search(before):  # 找谁赔: what somebody is to do
        return True
    placed = bool(_BEFORE_HEAD.match(after) or _BEHIND_VERB.search(before))
    if word.text in aside_words("chatter"):
        return placed and len(word.text) > 1
    if placed or not word.kind.startswith(_LOOSE) or word.kind == "vn":
        return True
    return len(word.text) > 1 and library.mentions(word.text)


def _people() -> frozenset[str]:
    return aside_words("superiors") | aside_words("others") | aside_words("offices")
