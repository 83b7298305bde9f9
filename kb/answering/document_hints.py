"""Documents that a question points at: 湖南那份文件里, 国办那个意见, 十大工程意见里.

In: the plain text of a question and the library.  Out: the text without these words, and the
documents of that kind that bear every word of the hint in their title, issuer, place or opening.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.answering.evidence import Context
from kb.answering.library import Library
from kb.answering.naming import KIND, find_documents, title_names
from kb.indexing.tokens import fold, tagged
from kb.model import Answer, Document

_KINDS = rf"文件|法律|法规|政策|{KIND.pattern}"
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
        return tuple(
            document.id
            for document, title, names in self._names
            if _of_kind(kind, title, names) and all(_bears(names, word) for word in words)
        )


def pointed_documents(text: str, library: Library) -> Pointed:
    """The documents that a question points at without their title."""
    if "《" in text or find_documents(text, library.documents()).ids:
        return Pointed(text)
    index = library.once(DocumentNames)
    for pattern in (_POINTED, _PLACED):
        for match in pattern.finditer(text):
            words = [
                w for part in ("hint", "more") if match.groupdict().get(part) for w in _words(match[part])
            ]
            found = index.meant(words, match["kind"])
            if found and (words or len(index) == 1 or (len(found) == 1 and match["kind"] != "文件")):
                rest = f"{text[: match.start()]}，{text[match.end() :]}".strip("，")
                return Pointed(rest, found if len(index) > 1 else (), match[0])
    return Pointed(text)


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
    opening = "".join(re.findall(r"[一-龥0-9]+", document.text[: 4 * _OPENING]))[:_OPENING]
    return fold(f"{document.title} {document.issuer} {document.region} {document.number} {opening}")


def _of_kind(kind: str, title: str, names: str) -> bool:
    if kind in ("文件", "政策"):
        return True
    if kind in ("法律", "法规"):
        return title.endswith(("法", "条例"))
    return title.endswith(kind) or (not re.search("[一-龥]", title) and kind in names)


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
