"""References that point to documents of the same corpus.

In: the documents and the references found in them.  Out: the references, with ``linked`` set
where exactly one document is meant.  Pure; exact matches only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kb.document_numbers import key, normalise
from kb.model import Document, Reference

#: 「山西省人民政府关于印发山西省碳达峰实施方案的通知」 is cited as 《山西省碳达峰实施方案》.
_ENVELOPE = re.compile(r"关于(?:印发|转发|发布|公布|下达)(?P<inner>.+)的(?:通知|公告|通告)$")
_TITLE_MARKS = re.compile(r"[《》〈〉“”\"\s]")


class DocumentRegister:
    """Looks up documents by title and by 文号; what two documents share names none of them."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._by_title: dict[str, set[str]] = {}
        self._by_number: dict[str, set[str]] = {}
        for document in documents:
            for title in _titles(document.title):
                self._by_title.setdefault(title, set()).add(document.id)
            number = normalise(document.number) if document.number else None
            if number:
                self._by_number.setdefault(key(number), set()).add(document.id)

    def linked(self, reference: Reference) -> Reference:
        """The reference, linked if it means exactly one other document."""
        if reference.kind == "number":
            found = self._by_number.get(key(reference.text), set())
        else:
            found = self._by_title.get(_bare(reference.text), set())
        target = next(iter(found)) if len(found) == 1 else ""
        return replace(reference, linked="" if target == reference.document else target)


def _titles(title: str) -> set[str]:
    bare = _bare(title)
    envelope = _ENVELOPE.search(bare)
    return {bare, envelope["inner"]} if envelope else {bare}


def _bare(title: str) -> str:
    return _TITLE_MARKS.sub("", title)
