"""Quiz items that are true: made from what was tagged, proved by the text alone, drawn into papers.

``make_paper`` is the one verb; ``kb.quiz.formats`` writes a paper in the forms that platforms take.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from threading import Lock
from weakref import WeakKeyDictionary

from kb.quiz.items import Item, Paper, Wishes
from kb.quiz.library import Library, quotable_title
from kb.quiz.making import make_items
from kb.quiz.selection import draw

__all__ = ["Item", "Paper", "Wishes", "all_items", "make_paper"]

#: The pool of each open knowledge base, by documents; it never changes, so it is made once.
_pools: WeakKeyDictionary[Library, dict[tuple[str, ...], tuple[Item, ...]]] = WeakKeyDictionary()
_lock = Lock()


def all_items(kb: Library, documents: tuple[str, ...] = ()) -> tuple[Item, ...]:
    """Every item that can be proved, of the whole knowledge base or of some documents."""
    with _lock:
        pools = _pools.setdefault(kb, {})
        if documents not in pools:
            pools[documents] = make_items(kb, documents)
        return pools[documents]


def make_paper(kb: Library, wishes: Wishes, rejected: Collection[str] = ()) -> Paper:
    """A paper as wished; ``rejected`` are ids of items that a trainer has put aside.

    Raises InvalidQuery for a document, body or sector that the knowledge base does not know.
    """
    clauses = kb.select(wishes.filters)
    ids = {document.id for document in kb.documents()}
    documents = tuple(d for d in wishes.filters.documents if d in ids)
    whole = len(documents) != len(wishes.filters.documents)  # named by title: the filter limits them
    items = all_items(kb, () if whole else documents)
    paper = draw([item for item in items if item.id not in rejected], wishes, clauses)
    return replace(paper, notes=(*paper.notes, *_unnamed(kb, documents)))


def _unnamed(kb: Library, documents: Collection[str]) -> Iterator[str]:
    """What is said of the documents asked for by name that no stem can name."""
    for document in kb.documents():
        if document.id in documents and not quotable_title(document):
            yield (
                f"没有从《{document.title}》出题：标题不是中文，或者太长、太短，写不进题干；"
                "请在清单中写明标题，再重新构建。"
            )
