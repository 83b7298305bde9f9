"""Documents that a question names: by title, by 文号, or by a short form (湖南方案, 绿色建筑办法).

In: the folded question and the documents of the knowledge base.  Out: ids, titles that no document
bears, and the places of the question that these names take up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.indexing.tokens import fold
from kb.model import Document, Span

# 《晋中市碳达峰实施方案》
TITLE = re.compile(r"《([^《》]{2,80})》")
#: What a title of an official document ends with (文种, GB/T 9704 and practice).
KIND = re.compile(
    r"实施细则|工作方案|方案|办法|意见|通知|规划|条例|规定|计划|决定|细则|纲要|措施|要点|通告|公告|批复"
)
#: （2025—2027年）, （试行） at the end of a title are left out when people name it.
_TAIL = re.compile(r"(?:（[^（）]*）|\([^()]*\))$")
#: Words of a title that many titles share: they tell no document from another.
_GENERIC = re.compile(
    r"实施|行动|工作|总体|管理|推进|推动|加快|若干|指导|暂行|专项|试行|关于|进一步|有关|的|年度|三年|重点"
)
#: The longest short form looked for.
_LONGEST = 40
# 办法中…, 本意见, 该规划的: a bare 文种 that stands for a whole document
_BARE_BEFORE, _BARE_AFTER = (
    re.compile(
        r"(?:^|[，,。；：\s]|本|该|这份|这部|这篇|这一|这项|这个|此|整[个份部篇]|通篇|按照?|根据|在)$"
    ),
    re.compile(r"[中里内的对一共第规提引有是适，,]|施行|自|从|$"),
)


@dataclass(frozen=True, slots=True)
class Named:
    """Ids of the documents named, titles that no document bears, and where the names stand."""

    ids: tuple[str, ...]
    unknown: tuple[str, ...]
    spans: tuple[Span, ...]


@lru_cache(maxsize=8192)
def core_title(title: str) -> str:
    """The folded title as people say it: without 《》, without （试行） at the end."""
    return _TAIL.sub("", "".join(fold(title).split()).strip("《》"))


@lru_cache(maxsize=8192)
def title_names(title: str) -> tuple[str, ...]:
    """What a document is called: its title, and of a notice (关于印发《X》的通知) X as well."""
    inner = TITLE.findall(fold(title))
    forwarded = [core_title(name) for name in inner if re.search(r"印发|转发|发布|公布", title)]
    return tuple(dict.fromkeys([core_title(title), *forwarded]))


def find_documents(text: str, documents: Sequence[Document]) -> Named:
    """The documents that a folded question names; the surest names first."""
    ids: list[str] = []
    unknown: list[str] = []
    spans: list[Span] = []
    for match in TITLE.finditer(text):
        spans.append(Span(*match.span()))
        found = _titled(match[1], documents)
        ids += found
        if not found:
            unknown.append(match[1])
    rest = masked(text, spans)
    for document in documents:
        for name in _called(document.title, document.number):
            at = rest.find(name) if len(name) >= 6 else -1
            if at >= 0:
                spans.append(Span(at, at + len(name)))
                rest = masked(rest, spans[-1:])
                ids.append(document.id)
                break
    short_ids, short_spans = _short_forms(rest, documents)
    if not ids and not short_ids and not unknown and len(documents) > 1:
        short_ids, short_spans = _bare_kind(rest, documents)
    return Named(tuple(dict.fromkeys([*ids, *short_ids])), tuple(unknown), (*spans, *short_spans))


@lru_cache(maxsize=8192)
def _called(title: str, number: str) -> tuple[str, ...]:
    return (fold(title), *title_names(title), fold(number))


def masked(text: str, spans: Sequence[Span]) -> str:
    """``text`` with the spans blanked out, so that nothing reaches across them."""
    for span in spans:
        text = text[: span.start] + "，" * (span.end - span.start) + text[span.end :]
    return text


def _titled(name: str, documents: Sequence[Document]) -> list[str]:
    """Documents of a title in 《》: the very title, else the one that it is a clear part of."""
    wanted = core_title(name)
    exact = [d.id for d in documents if wanted in title_names(d.title)]
    if exact:
        return exact
    named = [(d.id, name) for d in documents for name in title_names(d.title)]
    whole = [one for one, name in named if wanted in name and KIND.search(wanted)]
    longer = [one for one, name in named if name in wanted]
    return list(dict.fromkeys(whole or longer))


def _short_forms(text: str, documents: Sequence[Document]) -> tuple[list[str], list[Span]]:
    """湖南节能降碳方案, 襄阳办法: pieces of a title in its order, up to its 文种."""
    ids: list[str] = []
    spans: list[Span] = []
    for match in KIND.finditer(text):
        best: dict[int, list[str]] = {}
        for document in documents:
            start = _short_form(text, match, document)
            if start is not None:
                best.setdefault(start, []).append(document.id)
        if best:
            ids += best[min(best)]
            spans.append(Span(min(best), match.end()))
    return ids, spans


def _short_form(text: str, match: re.Match[str], document: Document) -> int | None:
    """Where the longest short form of ``document`` that ends with this 文种 begins."""
    title = title_names(document.title)[-1]
    if not title.endswith(match[0]):
        return None
    issuer = fold(document.issuer)
    name = title if issuer in title else issuer + title
    start = None
    for at in range(match.start() - 2, max(-1, match.end() - _LONGEST), -1):
        if not ("一" <= text[at] <= "龥"):
            break
        phrase = text[at : match.end()]
        if phrase[0] != "的" and _abbreviates(phrase, name) and _telling(phrase):
            start = at
    return start


def _abbreviates(phrase: str, name: str) -> bool:
    """Whether the phrase is made of pieces of the name, in order, of two characters or more."""
    at = position = 0
    while at < len(phrase):
        if phrase[at] == "的" and at:
            at += 1
            continue
        for length in range(len(phrase) - at, 1, -1):
            found = name.find(phrase[at : at + length], position)
            if found >= 0:
                position, at = found + length, at + length
                break
        else:
            return False
    return True


def _telling(phrase: str) -> bool:
    return len(_GENERIC.sub("", KIND.sub("", phrase))) >= 2


def _bare_kind(text: str, documents: Sequence[Document]) -> tuple[list[str], list[Span]]:
    """办法一共多少条: a bare 文种 means the one document of that kind, if there is just one."""
    for match in KIND.finditer(text):
        named = [d.id for d in documents if title_names(d.title)[-1].endswith(match[0])]
        before, after = text[: match.start()], text[match.end() :]
        if len(named) == 1 and _BARE_BEFORE.search(before) and _BARE_AFTER.match(after):
            return named, [Span(*match.span())]
    return [], []
