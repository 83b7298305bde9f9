"""What a question asks with (cues) and what it is about (topic).

In: the folded question with all slots blanked out.  Out: the cues found, and the words that remain
when cues, frames and filler are taken away, as phrases of neighbouring words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kb.answering.naming import masked
from kb.answering.slots import all_spans
from kb.indexing.tokens import Token, words
from kb.model import Span

# 控制在多少以内, 要下降几个百分点, 达到百分之几: an amount with the verb and the limits about it
_AMOUNT = re.compile(
    r"(?:需要|能够|[要需应将能会须])?"
    r"(?:达到|到达|提高到?|提升到?|降低到?|下降到?|降到?|降至|增长到?|增加到?|增至|减少到?|控制在?|稳定在?|保持在?|建成?|建设|实现|完成|超过|达|到|占|是|为|有|在|高|低|多|少|差|再)*"
    r"了?(?:不低于|不高于|不超过|不少于|最高|最低|最多|至少)?"
    r"(?:多少|几|百分之几|多大|多高|多长|什么水平)"
    r"(?:个百分点|百分点|平方米|公里|千瓦时|千瓦|立方米|公顷|元钱|[万亿]?[个项亩吨元家台套人次座条件辆户处份日天成克])?"
    r"(?:以上|以下|以内|左右|内|钱)?"
)
# 污水处理率到2027年: a preposition before a slot that was blanked out
_BEFORE_SLOT = re.compile(r"[到至在于从由截是为达占](?=，)")
# 比重要达到, 占比应提升: a modal between a noun and its verb never joins the noun
_MODAL = re.compile(
    r"(?<=[一-龥])(?:需要|应当|[要需应将])(?=达|到|提|降|下降|增|减|控|建|实现|完成|保持|超过|稳定|再|在|$|[，？?。])"
)
#: 打造(几个新兴产业集群): what counts stays, the measure word behind 几 goes with it.
_QUOTED = re.compile(r"[“\"「]([^“”\"「」]{2,60})[”\"」]")


@cache
def _lexicon() -> tuple[dict[str, tuple[str, ...]], tuple[str, ...], frozenset[str]]:
    raw = tomllib.loads(files("kb.answering").joinpath("question_words.toml").read_text("utf-8"))
    cues = {name: tuple(sorted(found, key=len, reverse=True)) for name, found in raw["cues"].items()}
    frames = tuple(sorted(raw["frames"]["phrases"], key=len, reverse=True))
    return cues, frames, frozenset(raw["filler"]["words"])


@cache
def question_words() -> frozenset[str]:
    """All words that questions ask with."""
    cues, frames, filler = _lexicon()
    return frozenset({*(phrase for phrases in cues.values() for phrase in phrases), *frames, *filler})


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question is about: phrases in order, their words, and headings taken over whole."""

    phrases: tuple[str, ...]
    words: tuple[str, ...]
    headings: tuple[str, ...]


def find_cues(text: str) -> tuple[frozenset[str], tuple[Span, ...]]:
    """The cues in a text; only those of two characters and more are sure not to be a topic's part."""
    found: set[str] = set()
    spans: list[Span] = []
    for name, phrases in _lexicon()[0].items():
        for span in all_spans(text, phrases):
            found.add(name)
            if span.end - span.start > 1 and name not in _SHARED:
                spans.append(span)
    if "without" in found and not any(p in _WHETHER.sub("", text) for p in _lexicon()[0]["without"]):
        found.discard("without")
    if "amount" in found and not any(p in text.replace("哪几", "，") for p in _lexicon()[0]["amount"]):
        found -= {"amount", "count"}  # 有哪几个县 asks which, not how many
    for match in _HOLDS.finditer(text):
        found |= {"define", "defined"}
        spans.append(Span(*match.span()))
    # 怎么规定的, 怎么写 ask for the text, not how something is done
    if "content" in found and re.sub(r"(?:怎么|如何)(?:说|规定|写|要求)", "", text).count("怎么") == 0:
        found -= {"explain"} if not re.search(r"怎样|为什么|为何|如何(?!规定|要求)", text) else set()
    return frozenset(found), tuple(spans)


# 有任务没有, 有没有任务: whether, not without
_WHETHER = re.compile(r"有没有|有[^，。？?没]{0,6}没有(?=[？?。]|$)")
# 多大面积算大型公共建筑: asks where a term begins to hold
_HOLDS = re.compile(r"(?:多[大高少重长]|什么样|怎样|哪些)的?[一-龥]{0,4}?(?:才?能?算(?:作|是)?|属于|叫做)")


#: Cues whose words belong to topics as well: 组织, 编制, 实施, 落实, 评估 …
_SHARED = frozenset({"responsible", "report", "issued", "in_force", "lead", "cooperating", "cites"})


def find_topic(text: str, cue_spans: Sequence[Span], headings: Mapping[str, object]) -> Topic:
    """What remains of ``text``.  ``headings`` are known headings, folded: one that the question
    spells out stays whole.
    """
    whole = whole_phrases(text, headings)
    rest = masked(text, whole)
    for pattern in (_BEFORE_SLOT, _MODAL, _AMOUNT):
        rest = pattern.sub(lambda m: "，" * len(m[0]), rest)
    rest = masked(rest, all_spans(rest, _lexicon()[1]))
    rest = masked(rest, [s for s in cue_spans if not any(s.start < w.end and w.start < s.end for w in whole)])
    pieces = [Token(text[s.start : s.end], s.start, s.end) for s in whole]
    pieces += _content(rest)
    return _phrases(sorted(pieces, key=lambda t: t.start), {text[s.start : s.end] for s in whole})


def whole_phrases(text: str, headings: Mapping[str, object]) -> list[Span]:
    """Headings that the question spells out, longest first; one made of filler alone is none."""
    spans: list[Span] = []
    for start in range(len(text) - 3):
        for end in range(min(len(text), start + 40), start + 3, -1):
            if text[start:end] in headings and not is_filler(text[start:end]):
                if not any(start < s.end and s.start < end for s in spans):
                    spans.append(Span(start, end))
                break
    return spans


def is_filler(text: str) -> bool:
    """Whether a text has no word of its own: 主要目标, 工作任务."""
    cues, _ = find_cues(text), None
    return not _content(masked(text, cues[1]))


def longest_words(text: str) -> tuple[Token, ...]:
    """The words of ``text`` without those inside or across longer ones."""
    kept: list[Token] = []
    for token in sorted(words(text), key=lambda t: (t.start, -t.end)):
        if kept and kept[-1].text + token.text == "占比" and token.start == kept[-1].end:
            kept[-1] = Token("占比", kept[-1].start, token.end)  # two words to the dictionary
        elif not kept or token.start >= kept[-1].end:
            kept.append(token)
    return tuple(kept)


_MODIFIERS = frozenset({"单位", "部门", "机构", "人均"})


def _content(text: str) -> list[Token]:
    """Words that are no filler; a lone character beside nothing is left over from a frame."""
    filler = _lexicon()[2]
    found = longest_words(text)
    follow = {t.start for t in found if t.text not in filler}
    # 单位国内生产总值能耗: beside the word that it belongs to, 单位 is no filler
    kept = [t for t in found if t.text not in filler or (t.text in _MODIFIERS and t.end in follow)]
    if len(kept) < 2:
        return kept
    edges = {t.end for t in kept}, {t.start for t in kept}
    return [t for t in kept if len(t.text) > 1 or t.start in edges[0] or t.end in edges[1]]


def _phrases(pieces: Sequence[Token], whole: set[str]) -> Topic:
    phrases: list[str] = []
    topic_words: list[str] = []
    last = -1
    for token in pieces:
        if token.text in whole:
            topic_words += [t.text for t in longest_words(token.text) if t.text not in _lexicon()[2]]
        else:
            topic_words.append(token.text)
        if token.start == last:
            phrases[-1] += token.text
        else:
            phrases.append(token.text)
        last = token.end
    headings = tuple(t.text for t in pieces if t.text in whole)
    return Topic(tuple(phrases), tuple(dict.fromkeys(topic_words)), headings)


def quoted(text: str) -> tuple[str, ...]:
    """What the question puts in quotation marks."""
    return tuple(_QUOTED.findall(text))
