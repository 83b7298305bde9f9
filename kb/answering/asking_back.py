"""Asks back where a question without a document means the same thing of very many documents."""

from __future__ import annotations

from collections.abc import Iterable

from kb.answering.evidence import Context
from kb.model import Answer

#: Documents named as examples.
NAMED = 5
#: Sets of more documents than this are asked back: 总体要求由谁负责 over a whole library.
AT_ONCE = 50


def which_document(
    context: Context, documents: Iterable[str], what: str, intent: str, reading: str, asks: str = "说了什么"
) -> Answer:
    """Many documents have ``what``: which one is meant?"""
    kb = context.kb
    names = list(dict.fromkeys(kb.document(d).title for d in documents))
    shown = "、".join(f"《{name}》" for name in names[:NAMED])
    return Answer(
        question=context.typed,
        intent=intent,
        status="ambiguous",
        answer=f"有{len(names)}个文件都有“{what}”，请写明是哪个文件，例如：{shown}。",
        reading=reading,
        reason="没有写明是哪个文件。",
        suggestions=tuple(f"《{name}》{what}{asks}" for name in names[:NAMED]),
        computed=(str(len(names)),),
    )
