"""What people asked for as reports: the hits of a search, an answer with its table and its words.

In: an open knowledge base and an ``ExportRequest`` whose text is the query or question.  Out: a
``Report``.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.citing import cite
from kb.exporting.covering import about, sources
from kb.exporting.report import Column, Report, Row, Table, joined
from kb.exporting.request import ExportRequest
from kb.indexing.knowledge_base import KnowledgeBase
from kb.ledgers.measures import place
from kb.model import Filters
from kb.records import answer_record, hit_record

#: Hits of one export: past some hundreds nobody reads a ranking, and filters narrow it better.
MOST_HITS = 1_000

_NUMBER = Column("序号", "number", 5, "short")
_CLAUSE = Column("条款号", "clause_number", 10, "short")


def search_report(kb: KnowledgeBase, request: ExportRequest) -> Report:
    """The hits of a search with the whole text of their clauses."""
    from kb.searching import search

    result = search(
        kb,
        request.text,
        mode=request.mode,  # type: ignore[arg-type]  # search refuses what it does not know
        filters=request.filters,
        sort=request.sort,  # type: ignore[arg-type]
        limit=MOST_HITS,
    )
    columns = (
        _NUMBER,
        Column("文件", "title", 14),
        _CLAUSE,
        Column("标题", "heading", 16),
        Column("原文", "text", 60),
        Column("责任单位", "bureaus", 20),
    )

    def rows() -> Iterator[Row]:
        for hit in result.hits:
            clause = kb.clause(hit.clause)
            text = kb.text(clause).strip()
            listed = [a.surface for a in kb.assignments(clause=hit.clause) if a.role != "default"]
            title = kb.document(hit.document).title
            cells = (hit.rank, title, place(clause), clause.heading or None, text, joined(listed))
            yield Row(cells, hit_record(hit) | {"text": text, "bureaus": listed})

    left = result.total - len(result.hits)
    return Report(
        title=f"检索结果：{request.text or '按条件列出'}",
        about=about(kb, request.filters, f"符合的条款共 {result.total:,} 条。"),
        tables=(Table("检索结果", columns, rows()),),
        notes=(f"只列前 {len(result.hits):,} 条，其余 {left:,} 条请缩小范围后导出。",) if left > 0 else (),
    )


#: Widths of the columns of answers' tables, by heading.
_ANSWER_WIDTHS = {"序号": 5, "条款": 10, "任务": 26, "指标": 24, "同列单位": 40, "事项": 30}
#: Columns of short words.
_ANSWER_SHORT = ("序号", "条款", "角色", "年份", "性质", "目标值")
#: An answer that rests on more clauses cites its documents instead: notes would fill the page.
MOST_FOOTNOTES = 8


def answer_report(kb: KnowledgeBase, request: ExportRequest) -> Report:
    """An answer with its table and the words that it rests on."""
    from kb.answering import ask

    answer = ask(kb, request.text)
    tables = []
    if len(answer.table) > 1:
        head, *body = answer.table
        columns = tuple(
            Column(h, h, _ANSWER_WIDTHS.get(h, 10), "short" if h in _ANSWER_SHORT else "text") for h in head
        )
        tables.append(Table("结果", columns, [Row(tuple(cell or None for cell in row)) for row in body]))
    columns = (_CLAUSE, Column("原文", "quote", 70), Column("标识", "clause", 16))
    record = answer_record(answer, kb)
    quotes = [
        Row((place(kb.clause(c.clause)), c.quote, c.clause), dict(cited))
        for c, cited in zip(answer.citations, record["citations"], strict=True)
    ]
    tables.append(Table("原文依据", columns, quotes))
    cited = dict.fromkeys(c.clause for c in answer.citations)
    few = len(cited) <= MOST_FOOTNOTES
    documents = tuple(dict.fromkeys(kb.clause(clause).document for clause in cited))
    return Report(
        title=request.text,
        about=tuple(line for line in (answer.answer, answer.reading and f"（{answer.reading}）") if line),
        tables=tuple(tables),
        notes=answer.notes,
        wide=False,
        sources=tuple(cite(kb, clause, "footnote") for clause in cited)
        if few
        else sources(kb, Filters(documents=documents)),
    )
