"""Citing: a clause as drafters write it, and the way back from a citation to its clause.

``citation`` formats a clause in one of ``STYLES``; ``find_clause`` is the inverse and accepts any
of the styles, a clause's id or address, its number, or words quoted from it.
"""

from __future__ import annotations

import re

from kb.citing.reading import clauses_named
from kb.citing.styles import STYLES, Cited, in_brackets, quoted_place
from kb.errors import InvalidQuery, NotFound
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Clause, Document

__all__ = ["STYLES", "citation", "cite", "find_clause"]

#: Choices named when a text fits several clauses.
CHOICES_NAMED = 5


def cite(kb: KnowledgeBase, clause_id: str, style: str = "official", *, address: str = "") -> str:
    """The citation of the clause of this id.

    Raises:
        NotFound: no clause of that id.
        InvalidQuery: no such style.
    """
    return citation(kb, kb.clause(clause_id), style, address=address)


def citation(kb: KnowledgeBase, clause: Clause, style: str = "official", *, address: str = "") -> str:
    """A clause in a style; ``address`` is its page's for Markdown (by default the path on this site).

    Raises:
        InvalidQuery: no such style.
    """
    chosen = next((row for row in STYLES if row.name == style), None)
    if chosen is None:
        names = "、".join(row.name for row in STYLES)
        raise InvalidQuery(f"没有“{style[:40]}”这种引用格式，可用的是：{names}。")
    return chosen.write(_cited(kb, clause, address or f"/clause/{clause.id}"))


def find_clause(kb: KnowledgeBase, text: str) -> Clause:
    """The one clause that ``text`` names: an id, a citation in any style, a number, or a quotation.

    Raises:
        NotFound: none or several clauses fit; the choices are named, nothing is guessed.
    """
    found = clauses_named(kb, text)
    if len(found) == 1:
        return found[0]
    shown = " ".join(text.split())[:40]
    if not found:
        raise NotFound(f"没有条款符合“{shown}”，请写明文件名和条款号，例如：《文件名》“二、（一）2.”。")
    named = "；".join(_named(kb, clause) for clause in found[:CHOICES_NAMED])
    more = "等" if len(found) > CHOICES_NAMED else ""
    raise NotFound(f"有 {len(found)} 条条款符合“{shown}”：{named}{more}，请写明是哪一条。")


def _named(kb: KnowledgeBase, clause: Clause) -> str:
    document = kb.document(clause.document)
    cited = Cited(document, clause, "")
    return f"{in_brackets(document.title or document.id)}{quoted_place(cited)}（{clause.id}）"


def _cited(kb: KnowledgeBase, clause: Clause, address: str) -> Cited:
    document = kb.document(clause.document)
    twins = [d for d in kb.documents() if _identity(d) == _identity(document)]
    return Cited(
        document=document,
        clause=clause,
        text=kb.text(clause),
        mark=document.id if len(twins) > 1 else "",
        occurrence=_occurrence(kb, clause),
        address=address,
    )


def _identity(document: Document) -> tuple[str, str, str, str]:
    return document.title, document.number, document.issuer, document.date[:7]


def _occurrence(kb: KnowledgeBase, clause: Clause) -> int:
    """Which of the clauses printed with this number it is; 0 when it is the only one."""
    same = [c for c in kb.clauses(clause.document) if _printed(c) == _printed(clause)]
    return same.index(clause) + 1 if len(same) > 1 else 0


def _printed(clause: Clause) -> str:
    """The number as it is read back: how it ends (1. or 1、) makes no difference."""
    return re.sub(r"\s", "", clause.number).rstrip(".．、")
