"""The words that say what an export covers: its title, its documents, its filters.

In: an open knowledge base and filters.  Out: Chinese lines for the head of a report, and the
column of documents that a table has when it covers several.
"""

from __future__ import annotations

from dataclasses import replace

from kb.citing.styles import document_footnote
from kb.errors import InvalidQuery
from kb.exporting.report import Column
from kb.exporting.request import ExportRequest
from kb.indexing.knowledge_base import KnowledgeBase
from kb.ledgers.measures import documents
from kb.model import Document, Filters

#: Documents named in the head; the others are counted.
_NAMED = 5


def limited(kb: KnowledgeBase, request: ExportRequest) -> ExportRequest:
    """The request with its region made a limit on documents.

    With one body the documents that name that region's body of the name, else the region's own.
    Raises InvalidQuery for a region without any.
    """
    if not request.region or request.filters.documents:
        return request
    bureaus = request.filters.bureaus
    if len(bureaus) == 1:
        rows = kb.assignments(bureau=bureaus[0], region=request.region)
        ids = tuple(dict.fromkeys(a.document for a in rows))
    else:
        ids = tuple(d.id for d in kb.documents() if d.region.startswith(request.region))
    if not ids:
        raise InvalidQuery(f"知识库中没有“{request.region}”的文件，请去掉地区的限制。")
    return replace(request, filters=replace(request.filters, documents=ids))


def titled(kb: KnowledgeBase, filters: Filters, what: str) -> str:
    """《…》任务分解表 for one document, 任务分解表 for several; a single body goes before."""
    covered = documents(kb, filters)
    body = f"{filters.bureaus[0]}" if len(filters.bureaus) == 1 else ""
    return f"《{covered[0].title}》{body}{what}" if len(covered) == 1 else f"{body}{what}"


def about(kb: KnowledgeBase, filters: Filters, *said: str) -> tuple[str, ...]:
    """What is covered, within what limits, and the counts given in ``said``."""
    covered = cited(kb, filters)
    named = "、".join(_named(document) for document in covered[:_NAMED])
    more = f"等 {len(covered)} 份文件" if len(covered) > _NAMED else ""
    limits = [
        f"{name}＝{'、'.join(map(str, values))}"
        for name, values in (
            ("责任单位", filters.bureaus),
            ("领域", filters.sectors),
            ("年份", filters.years),
            ("地区", filters.regions),
        )
        if values
    ]
    lines = [f"依据：{named}{more}。"]
    if limits:
        lines.append(f"范围：{'；'.join(limits)}。")
    return (*lines, *said)


def cited(kb: KnowledgeBase, filters: Filters) -> tuple[Document, ...]:
    """The documents that what is covered rests on: of those that the filters leave, with bodies only
    those that name one of them."""
    covered = documents(kb, filters)
    if not filters.bureaus:
        return covered
    naming = {a.document for name in filters.bureaus for a in kb.assignments(bureau=name)}
    return tuple(document for document in covered if document.id in naming) or covered


def sources(kb: KnowledgeBase, filters: Filters) -> tuple[str, ...]:
    """The documents that are named in the head, as footnotes cite them, each with where it is from."""
    covered = cited(kb, filters)[:_NAMED]
    return tuple(document_footnote(d, f"来源：{d.source}" if d.source else "") for d in covered)


def _named(document: Document) -> str:
    """《晋中市碳达峰实施方案》（市政发〔2021〕1号）; the issuer and date where there is no number."""
    known = document.number or "，".join(part for part in (document.issuer, document.date) if part)
    return f"《{document.title}》{f'（{known}）' if known else ''}"


def document_column(kb: KnowledgeBase, filters: Filters) -> tuple[Column, ...]:
    """A column for the document's title, when a table covers several documents."""
    return () if len(documents(kb, filters)) == 1 else (Column("文件", "title", 12),)


def named_document(kb: KnowledgeBase, document: str, column: tuple[Column, ...]) -> tuple[str, ...]:
    """The cell of that column, if there is one."""
    return (kb.document(document).title,) if column else ()
