"""Documents that a question points at: 湖南那份文件里, 国办那个意见, 十大工程意见里.

In: the plain text of a question and the library.  Out: the text without these words, and the
documents of that kind that bear every word of the hint in their title, issuer, place or opening.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.answering.evidence import Context
from kb.answering.library import Library
from kb.answering.naming import KIND, Named, find_documents, masked, title_names
from kb.indexing.tokens import fold, tagged
from kb.model import Answer, Document

_KINDS = rf"文件|文(?=[里中内])|法律|法规|政策|{KIND.pattern}"
_HINT = r"(?P<hint>(?:(?![谁哪由]|什么)[一-龥0-9“”]){0,14}?)(?:的)?"
_INSIDE = r"里面|里边|里头|当中|之中|里|中"
#: 湖南那份文件里, 这个意见, 襄阳的那个办法
_POINTED = re.compile(
    rf"{_HINT}(?:那|这)(?:一)?(?:份|个|部|篇|本|项|套|则)?(?:新|老)?"
    rf"(?P<more>[一-龥“”]{{0,12}}?)(?:的)?(?P<kind>{_KINDS})(?P<after>{_INSIDE}|内|上)?"
)
#: 湖南文件里, 意见里: without 那份 only right before 里
_PLACED = re.compile(
    rf"(?:^|(?<=[，。按在]))(?:根据|按照?|依照?|在)?{_HINT}(?P<kind>{_KINDS})(?P<after>{_INSIDE})"
)
#: 大数据中心意见 工信部…, 一号文件第二十条: only where just one document bears all of the words
_NAMED = re.compile(
    rf"(?:^|(?<=[，。按在和与跟比 、]))(?:根据|按照?|依照?|在|请问)?{_HINT}"
    rf"(?P<kind>{_KINDS})(?P<after>{_INSIDE})?"
    r"(?=$|[，。？? 的对和与跟第各]|重点|主要|一共|共|牵头|任务|规定|[省市县]|有(?:哪|什么|多少|几))"
)
#: 在退役军人帮扶里, 儿童友好城市建设中: no 文种, only where one title alone bears all of several words
_UNNAMED = re.compile(
    rf"(?:(?<=在)|(?<=[局委办厅部])在|(?<=，))(?P<hint>[一-龥]{{4,14}}?)(?:工作|这件事|这事|这项工作|方面)?(?P<after>{_INSIDE}|上)"
    r"(?=[，负牵承主配参有要干做的]|哪|什么|$)"
)
#: What people call those who issue, and numbers of documents: 国办那份意见, 一号文件.
_CALLED = {
    "国办": "国务院办公厅",
    "国家": "国",
    "中央": "中共中央",
    "人大": "人民代表大会",
    "省里": "省",
    "市里": "市",
    "一号": "1号",
}
_EMPTY = frozenset(
    [
        "在",
        "按照",
        "按",
        "根据",
        "依照",
        "刚才",
        "上次",
        "前面",
        "最新",
        "新出",
        "新发",
        "发",
        "出",
        "的",
        "关于",
        "有关",
        "搞",
        "弄",
        "印发",
        "指导",
        "若干",
        "出台",
        "讲",
        "说",
        "管",
        "防",
        "那",
        "这",
    ]
)
#: Characters of a text's opening in which its own title may stand.
_OPENING = 260
#: The same where the title is in another script, so that the text alone says of what kind it is.
_LONG_OPENING = 600
#: As many documents are offered as choices.
_CHOICES = 5


@dataclass(frozen=True, slots=True)
class Pointed:
    """The question without the words that point, and the documents that they may mean."""

    text: str
    documents: tuple[str, ...] = ()
    words: str = ""


class DocumentNames:
    """What every document is called by, folded: titles, issuer, place and opening."""

    def __init__(self, kb: Library) -> None:
        self._names = tuple((d, title_names(d.title)[-1], _names(d)) for d in kb.documents())

    def __len__(self) -> int:
        return len(self._names)

    def meant(self, words: list[str], kind: str) -> tuple[str, ...]:
        """Documents of this kind that bear every word of the hint."""
        fitting = [
            (document, names)
            for document, title, names in self._names
            if _of_kind(kind, title, names) and all(_bears(names, word) for word in words)
        ]
        for narrower in (_issued, _titled):  # 国务院那个方案 is not the city's, whose opening names it
            own = [(d, names) for d, names in fitting if words and narrower(d, words)]
            if len(own) == 1:
                return (own[0][0].id,)
        return tuple(document.id for document, _ in fitting)

    def titled(self, words: Sequence[str]) -> tuple[str, ...]:
        """Documents whose own title bears every one of the words."""
        return tuple(d.id for d, title, _ in self._names if all(word in title for word in words))


def pointed_documents(text: str, library: Library) -> Pointed:
    """The documents that a question points at without their title."""
    if "《" in text:
        return Pointed(text)
    index = library.once(DocumentNames)
    named = find_documents(text, library.documents())
    if named.ids:
        return Pointed(_with_another(text, named, index, library))
    for pattern in (_POINTED, _PLACED):
        for match in pattern.finditer(text):
            start, hint = _own_hint(match)
            words = [*_words(hint), *_words(match.groupdict().get("more") or "")]
            found = index.meant(words, match["kind"])
            if found and (words or len(index) == 1 or (len(found) == 1 and match["kind"] != "文件")):
                rest = f"{text[:start]}，{text[match.end() :]}".strip("，")
                return Pointed(rest, found if len(index) > 1 else (), text[start : match.end()])
    return _named(text, index)


def _named(text: str, index: DocumentNames) -> Pointed:
    """A document called by words of its title alone: 大数据中心意见."""
    for match in _NAMED.finditer(text):
        words = list(_words(match["hint"]))
        found = index.meant(words, match["kind"]) if words else ()
        if len(found) == 1 and len(index) > 1:
            rest = f"{text[: match.start()]}，{text[match.end() :]}".strip("，")
            return Pointed(rest, found, match[0])
    return _unnamed(text, index)


def _unnamed(text: str, index: DocumentNames) -> Pointed:
    """省教育厅在退役军人帮扶里负责什么: the one document whose title bears all of several words."""
    for match in _UNNAMED.finditer(text):
        words = list(_words(match["hint"]))
        found = index.titled(words) if len(words) > 1 else ()
        if len(found) == 1 and len(index) > 1:
            start = match.start() - (text[match.start() - 1 : match.start()] == "在")
            return Pointed(f"{text[:start]}，{text[match.end() :]}".strip("，"), found, match[0])
    return Pointed(text)


def _own_hint(match: re.Match[str]) -> tuple[int, str]:
    """The hint without what stands before 在: 市能源局在节能降碳那个方案里, and where it begins."""
    hint = match["hint"]
    cut = max(hint.rfind(mark) for mark in "在按从") + 1
    return match.start("hint") + cut if cut else match.start(), hint[cut:]


def _with_another(text: str, named: Named, index: DocumentNames, library: Library) -> str:
    """城市碳达峰方案与无废城市方案对比: the second document by its title, beside the first that was found."""
    for match in _NAMED.finditer(masked(text, named.spans)):
        words = list(_words(match["hint"]))
        found = index.meant(words, match["kind"]) if words else ()
        if len(found) == 1 and found[0] not in named.ids:
            title = fold(library.document(found[0]).title)
            return f"{text[: match.start()]}{title}{text[match.end() :]}"
    return text


def unclear_documents(context: Context, pointed: Pointed) -> Answer | None:
    """Several documents may be meant: which one?  ``None`` where it is clear."""
    if len(pointed.documents) < 2:
        return None
    kb = context.kb
    titles = [f"《{kb.document(d).title}》" for d in pointed.documents]
    return Answer(
        question=context.typed,
        intent="document",
        status="ambiguous",
        answer=f"“{pointed.words}”可能指{len(titles)}个文件：{'、'.join(titles[:_CHOICES])}。",
        reading=f"按文件＝{pointed.words} 查询",
        reason="没有写明是哪个文件，请选择其中一个。",
        suggestions=tuple(f"{title}{pointed.text}" for title in titles[:_CHOICES]),
        computed=(str(len(titles)),),
    )


def _names(document: Document) -> str:
    length = _OPENING if re.search("[一-龥]", document.title) else _LONG_OPENING
    opening = "".join(re.findall(r"[一-龥0-9]+", document.text[: 4 * length]))[:length]
    return fold(f"{document.title} {document.issuer} {document.region} {document.number} {opening}")


def _issued(document: Document, words: Sequence[str]) -> bool:
    return [fold(document.issuer)] == list(words)


def _titled(document: Document, words: Sequence[str]) -> bool:
    named = fold(f"{document.title} {document.issuer} {document.number}")
    return all(_bears(named, word) for word in words)


def _of_kind(kind: str, title: str, names: str) -> bool:
    if kind in ("文件", "文", "政策"):
        return True
    if kind in ("法律", "法规"):
        return title.endswith(("法", "条例"))
    return title.endswith((kind, f"{kind}的通知")) or (not re.search("[一-龥]", title) and kind in names)


def _words(hint: str) -> Iterator[str]:
    """The telling words of what stands before 那份文件."""
    for called, meant in _CALLED.items():
        if called in hint:
            yield meant
            hint = hint.replace(called, "，")
    for word, kind in tagged(hint.strip("“”")):
        telling = len(word) > 1 or kind.startswith(("n", "m"))
        if (
            word not in _EMPTY
            and word[0] not in "，“”"
            and telling
            and not kind.startswith(("u", "p", "d", "r", "x"))
        ):
            yield word


def _bears(names: str, word: str) -> bool:
    return word in names or (word[-1] in "省市县区" and word[:-1] in names and len(word) > 2)
