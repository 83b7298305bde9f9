"""The styles in which a clause is cited, each a pure function of document and clause.

In: a document, one of its clauses, and what sets the document apart from others of the same
name.  Out: one citation as text.  Where a style comes from stands beside it in ``STYLES``;
``kb.citing.reading`` is the way back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kb.model import Clause, Document

#: The place of a text before the first printed number.
PREAMBLE = "引言"


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause to cite with what its citation must say besides."""

    document: Document
    clause: Clause
    text: str  # the clause, verbatim
    mark: str = ""  # the document's id, where another document has the same name and date
    occurrence: int = 0  # which of the clauses with this printed number, from 1; 0 where there is one
    address: str = ""  # of the clause's page


@dataclass(frozen=True, slots=True)
class Style:
    """One row: ``name`` is what users choose by, ``source`` where the form comes from."""

    name: str
    label: str
    source: str
    write: Callable[[Cited], str]


def place(cited: Cited) -> str:
    """The clause's number as printed; with its turn where the document prints the number twice."""
    number = cited.clause.number or PREAMBLE
    return f"{number}（第{cited.occurrence}处）" if cited.occurrence else number


def quoted_place(cited: Cited) -> str:
    """The number in quotation marks; 引言 is our word and stands without."""
    number = f"“{cited.clause.number}”" if cited.clause.number else PREAMBLE
    return f"{number}（第{cited.occurrence}处）" if cited.occurrence else number


def in_brackets(title: str) -> str:
    """A title in 《》; 《》 inside it become 〈〉 (GB/T 15834-2011, 4.15)."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def month(date: str) -> str:
    """2024-12-05 → 2024年12月; 2024 → 2024年."""
    parts = date.split("-")
    return f"{parts[0]}年" + (f"{int(parts[1])}月" if len(parts) > 1 else "") if date else ""


def day(date: str) -> str:
    """2021-10-24 → 2021年10月24日; as much of it as is known."""
    parts = date.split("-")
    return month(date) + (f"{int(parts[2])}日" if len(parts) > 2 else "")


def name(document: Document) -> str:
    """The title, or the id of a document that has none."""
    return document.title or document.id


def official(cited: Cited) -> str:
    """《国务院关于…的通知》（国发〔2021〕23号）“三、（一）1.”; without 文号 issuer and month follow."""
    document = cited.document
    number = f"（{document.number}）" if document.number else ""
    origin = "" if number else "，".join(filter(None, (document.issuer, month(document.date))))
    behind = "，".join(filter(None, (origin, f"文件标识：{cited.mark}" if cited.mark else "")))
    return f"{in_brackets(name(document))}{number}{quoted_place(cited)}" + (f"（{behind}）" if behind else "")


def gbt7714(cited: Cited) -> str:
    """国务院. 2030年前碳达峰行动方案: 国发〔2021〕23号[Z]. 2021-10-24: 三、（一）1."""
    document = cited.document
    online = re.fullmatch(r"https?://\S+", document.source)
    title = name(document) + (f": {document.number}" if document.number else "")
    parts = [f"{document.issuer}." if document.issuer else "", f"{title}[{'Z/OL' if online else 'Z'}]."]
    where = f"{document.date}: {place(cited)}" if document.date else place(cited)
    parts.append(where if where.endswith(".") else f"{where}.")
    parts.append(f"{document.source}." if online else "")
    parts.append(f"文件标识: {cited.mark}." if cited.mark else "")
    return " ".join(filter(None, parts))


def markdown(cited: Cited) -> str:
    """[《晋中市碳达峰实施方案》“二、（一）2.”](地址)."""
    shown = f"{in_brackets(name(cited.document))}{quoted_place(cited)}"
    escaped = re.sub(r"([\[\]\\])", r"\\\1", shown)
    return f"[{escaped}]({cited.address})"


def quote(cited: Cited) -> str:
    """The clause verbatim, and on a line of its own ——《…》“二、（一）2.”."""
    return f"{cited.text.strip()}\n——{official(cited)}"


def footnote(cited: Cited) -> str:
    """国务院：《2030年前碳达峰行动方案》（国发〔2021〕23号），2021年10月24日，“三、（一）1.”。"""
    mark = f"文件标识：{cited.mark}" if cited.mark else ""
    return document_footnote(cited.document, quoted_place(cited), mark)


def document_footnote(document: Document, *places: str) -> str:
    """国务院：《2030年前碳达峰行动方案》（国发〔2021〕23号），2021年10月24日。; a place goes behind."""
    issuer = f"{document.issuer}：" if document.issuer else ""
    number = f"（{document.number}）" if document.number else ""
    named = f"{issuer}{in_brackets(name(document))}{number}"
    return "，".join(filter(None, (named, day(document.date), *places))) + "。"


STYLES: tuple[Style, ...] = (
    Style(
        "official",
        "公文引用",
        "引用公文先引标题、后引发文字号（《国家行政机关公文处理办法》国发〔2000〕23号第二十五条所定，"
        "该办法废止后为通行做法）；条款号照印，没有文号的写发文机关和年月",
        official,
    ),
    Style(
        "gbt7714",
        "参考文献（GB/T 7714-2025）",
        "GB/T 7714-2025《信息与文献　参考文献著录规则》："
        "主要责任者. 题名: 其他题名信息[类型标识]. 日期: 引文位置；"
        "公文没有专门的类型标识，用“其他”[Z]，文号作其他题名信息，条款号作引文位置",
        gbt7714,
    ),
    Style("markdown", "Markdown 链接", "CommonMark 链接，指向条款的永久地址", markdown),
    Style("quote", "原文加出处", "通行做法：原文逐字，另起一行写出处", quote),
    Style("footnote", "脚注", "通行做法：责任者：《题名》（文号），日期，条款号", footnote),
)
