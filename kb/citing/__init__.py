"""Citing: a clause as drafters write it, and the way back from a citation to its clause.

``citation`` formats a clause in a style; ``find_clause`` is the inverse and accepts any of the
styles, a clause id or a quote.
"""

from __future__ import annotations

from kb.errors import InvalidQuery, NotFound
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Clause
from kb.segmenting.numbering import parse_number

__all__ = ["citation", "cite", "find_clause"]


def cite(kb: KnowledgeBase, clause_id: str, style: str = "official") -> str:
    """The citation of the clause of this id.

    Raises:
        NotFound: no clause of that id.
        InvalidQuery: no such style.
    """
    return citation(kb, kb.clause(clause_id), style)


def citation(kb: KnowledgeBase, clause: Clause, style: str = "official") -> str:
    """A clause in the manner of official documents: 《晋中市碳达峰实施方案》“二、（一）2.”."""
    if style != "official":
        raise InvalidQuery(f"没有“{style}”这种引用格式，可用：official。")
    document = kb.document(clause.document)
    number = f"（{document.number}）" if document.number else ""
    place = f"“{clause.number}”" if clause.number else "引言"
    return f"《{document.title}》{number}{place}"


def find_clause(kb: KnowledgeBase, text: str) -> Clause:
    """The one clause that ``text`` names: an id, a citation, or words quoted from it.

    Raises:
        NotFound: none or several clauses fit; nothing is guessed.
    """
    wanted = text.strip()
    if any(clause.id == wanted for clause in kb.clauses()):
        return kb.clause(wanted)
    documents = [d for d in kb.documents() if d.title in wanted] or list(kb.documents())
    rest = wanted
    for document in documents:
        rest = rest.replace(f"《{document.title}》", "").replace(f"（{document.number}）", "")
    if "引言" in rest and documents:
        found = [c for d in documents for c in kb.clauses(d.id) if c.path == "0"]
    else:
        path = parse_number(rest.strip(' “”"「」'))
        found = [c for d in documents for c in kb.clauses(d.id) if path and c.path == path]
    if not found:
        quoted = rest.strip(' “”"「」')
        found = [c for d in documents for c in kb.clauses(d.id) if len(quoted) >= 4 and quoted in kb.text(c)]
    if len(found) != 1:
        count = "没有条款符合" if not found else f"有 {len(found)} 条条款符合"
        raise NotFound(f"{count}“{wanted[:40]}”，请写明文件名和条款号，例如：《文件名》“二、（一）2.”。")
    return found[0]
