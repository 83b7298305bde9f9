"""What the library holds: 知识库里有几份文件, 收了哪些文件.

In: a question about the library itself.  Out: the number of its documents with their titles, each
cited where its text prints the title; ``None`` for every other question.
"""

from __future__ import annotations

import re

from kb.answering.evidence import Context, paths, quote, title, unique
from kb.model import Answer

_HELD = r"(?:收录|收集|收入|收|存|装|入库|导入|录入)了?|有"
_WHAT = r"(?:几|多少|哪些|哪几|什么)[份个部篇件]?(?:政策|政府|规范性)?(?:文件|文档|政策|资料)"
# 知识库里有几份文件, 库里一共收了多少份文件, 收了哪些文件; 方案引用了哪些文件 asks for something else
_ASKED = re.compile(
    rf"(?:(?:(?:这个|本|你们?的?|现有)?(?:知识库|资料库|文件库|政策库|库|政策通)(?:里面?|中|内)?)"
    rf"(?:现在|目前|一共|总共|共|都|已经|已)*(?:{_HELD})|(?:现在|目前|一共|总共|都|已经)*(?:收录|收集|收|入库)了?)"
    rf"(?:一共|总共)?{_WHAT}(?:呢|啊)?[？?。]?"
)


def holdings(context: Context) -> Answer | None:
    """The count and the list of the library's documents."""
    kb = context.kb
    if not _ASKED.fullmatch(context.question.text):
        return None
    documents = kb.documents()
    found = []
    for document in documents:
        at = document.text.find(document.title)
        clause = next((c for c in kb.clauses((document.id,)) if c.start <= at < c.end), None)
        if clause and at + len(document.title) <= clause.end:
            found.append(quote(kb, clause, at, at + len(document.title)))
    clauses = kb.in_order(c.clause for c in found)
    table = [("序号", "文件")]
    table += [(str(i), title(kb, d.id)) for i, d in enumerate(documents, 1)]
    return Answer(
        question=context.typed,
        intent="document",
        status="answered",
        answer=f"知识库共有{len(documents)}份文件，列于下表。",
        reading="查询知识库收录的文件",
        count=len(documents),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        citations=unique(found),
        table=tuple(table),
        notes=("文件名称来自文件的登记信息。",),
        computed=(str(len(documents)), *map(str, range(1, len(documents) + 1))),
    )
