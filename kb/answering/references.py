"""Which texts a document cites, and what a term of it means or lists."""

from __future__ import annotations

import re

from kb.answering.evidence import Context, in_order, paths, sentence_at, titles, unique
from kb.answering.matters import contains
from kb.indexing.tokens import fold
from kb.model import Answer, Citation, Clause

#: What follows or precedes a term that a sentence defines: 是指, 包括, “A、B”等…, （CCUS）.
DEFINING = re.compile(r"是指|所称|指的是|包括|包含|分为|分别为|即|也就是|简称")
#: 五大重点未来产业, “五个一体化”: a number with things listed in the same sentence.
ENUMERATING = re.compile(r"[“‘「][^”’」]{1,30}[”’」][、，]?[“‘「]|、[^、。]{1,40}、|（[^（）]*、[^（）]*）")


def cited_texts(context: Context) -> Answer:
    """引用了哪些文件: every 《…》 and 文号 that the documents cite, with the sentence."""
    kb, question = context.kb, context.question
    rows = [row for d in (question.documents or (None,)) for row in kb.references(document=d)]
    if question.topic:
        rows = [r for r in rows if all(w in fold(r.text) for w in question.topic_words)] or rows
    titles_only = [row for row in rows if row.kind == "title"] or rows
    if not rows:
        return Answer(
            context.typed,
            "references",
            "not_found",
            "文件没有引用其他文件。",
            "查询引用的文件",
            reason="没有找到《》或文号。",
        )
    clauses = in_order(kb, (row.clause for row in rows))
    names = list(dict.fromkeys(row.text for row in titles_only))
    shown = "、".join(f"《{name}》" if titles_only[0].kind == "title" else name for name in names[:6])
    where = titles(kb, (c.document for c in clauses))
    table = [("序号", "文件或文号", "条款")]
    for index, row in enumerate(rows, 1):
        table.append((str(index), kb.text(row), kb.clause(row.clause).number or "引言"))
    return Answer(
        question=context.typed,
        intent="references",
        status="answered",
        answer=f"{where}引用的文件共{len(names)}份：{shown}{'等' if len(names) > 6 else ''}。",
        reading="查询引用的文件",
        count=len(names),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        citations=unique(sentence_at(kb, kb.clause(r.clause), r.start, r.end) for r in rows),
        table=tuple(table),
        computed=(str(len(names)), *map(str, range(1, len(rows) + 1))),
    )


def meaning(context: Context) -> Answer | None:
    """什么是X, X包括哪些: the sentence that defines or lists X; ``None`` where there is none."""
    kb, question = context.kb, context.question
    term = "".join(question.topic)
    if not term:
        return None
    documents = question.documents or tuple(d.id for d in kb.documents())
    found: list[tuple[bool, Citation, Clause]] = []
    for clause in (c for d in documents for c in kb.clauses(d)):
        text = kb.document(clause.document).text
        for span in clause.sentences:
            sentence = fold(text[span.start : span.end])
            if contains(sentence, term) and (DEFINING.search(sentence) or ENUMERATING.search(sentence)):
                defining = _defines(sentence, term)
                found.append((defining, sentence_at(kb, clause, span.start, span.end), clause))
    chosen = [item for item in found if item[0]]
    if not chosen:
        return None
    clauses = in_order(kb, (clause.id for _, _, clause in chosen[:3]))
    return Answer(
        question=context.typed,
        intent="definition",
        status="answered",
        answer=f"{titles(kb, (c.document for c in clauses))}的表述是：{chosen[0][1].quote}",
        reading=f"按定义或列举＝{term} 查询",
        count=len(clauses),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        citations=unique(citation for _, citation, _ in chosen[:3]),
    )


def _defines(sentence: str, term: str) -> bool:
    """The term stands next to its definition, or behind the list that it sums up."""
    at = sentence.find(term)
    after, before = sentence[at + len(term) : at + len(term) + 40], sentence[max(0, at - 120) : at]
    if re.match(r"[”’」]?，?(?:是指|指的是|包括|包含|分为|分别为|即|[（(：:])", after) or before.endswith(
        "所称"
    ):
        return True
    # “未来能源”…五大重点未来产业, A、B、C三大行动: only a term that counts sums up a list
    counts = re.match(r"[“‘「]?[两二三四五六七八九十0-9]+[大个项类种]?", term)
    return bool(counts and (before.endswith(("”", "’", "」")) or re.search(r"、[^、，。；]{1,30}$", before)))
