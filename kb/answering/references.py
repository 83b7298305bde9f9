"""Which texts a document cites, on which it is based, and which clauses cite a given text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.answering.evidence import Context, paths, sentence_at, titles, unique
from kb.answering.naming import core_title
from kb.indexing.tokens import fold
from kb.model import Answer, Reference

#: A document says on what it is based in its preamble or its first article, with one of these words.
_BASIS = re.compile(r"根据|依据|按照|贯彻落实|为落实|为贯彻")
# 渠道清淤是照着哪个文件干的: what that matter follows, not all that is cited
_FOLLOWED = re.compile(r"(?:照着?|按着|按照?|遵照|依照)(?:的?是)?(?:哪|什么)(?:[一个份部几些]|文件)")
#: Names shown in the sentence; the rest stands in the table.
NAMED = 6


def cited_texts(context: Context) -> Answer:
    """引用了哪些文件: every 《…》 and 文号 that the documents cite; 依据: only those they are based on."""
    question, kb = context.question, context.kb
    rows: Sequence[Reference] = kb.references(question.documents)
    reading = "查询引用的文件"
    if question.asks("basis"):
        reading = "查询制定依据"
        rows = [row for row in rows if _is_basis(context, row)]
    elif question.topic_words:
        named = [r for r in rows if all(w in fold(r.text) for w in question.topic_words)]
        about = [r for r in rows if _said_of(context, r)]
        if _FOLLOWED.search(question.text):
            rows = named or about or [r for r in rows if _headed(context, r)]
            if not rows:
                reason = f"与“{question.about}”有关的条款没有引用文件。"
                return Answer(context.typed, "references", "not_found", reason, reading, reason=reason)
            reading = f"查询与“{question.about}”有关的条款引用的文件"
        else:
            rows = named or about or rows
    if not rows:
        reason = "文件没有写明制定依据。" if question.asks("basis") else "文件没有引用其他文件。"
        return Answer(context.typed, "references", "not_found", reason, reading, reason=reason)
    return _answer(context, rows, reading, "依据" if question.asks("basis") else "引用")


def _said_of(context: Context, row: Reference) -> bool:
    """废止了哪个文件: the sentence that cites the text says so."""
    kb = context.kb
    sentence = kb.folded_text(sentence_at(kb, kb.clause(row.clause), row.start, row.end))
    return all(word in sentence for word in context.question.topic_words)


def _headed(context: Context, row: Reference) -> bool:
    """The text is cited in a clause whose heading, or one above it, names what is asked about."""
    clause = context.kb.clause(row.clause)
    headings = [fold(heading) for heading in (clause.heading, *clause.trail)]
    return any(all(word in heading for word in context.question.topic_words) for heading in headings)


def _is_basis(context: Context, row: Reference) -> bool:
    """The preamble, or the first article, in a sentence that says 根据."""
    kb = context.kb
    clause = kb.clause(row.clause)
    first = next((c for c in kb.clauses((row.document,)) if c.number.endswith("第一条")), None)
    if clause.path != "0" and (first is None or clause.id != first.id):
        return False
    sentence = sentence_at(kb, clause, row.start, row.end).quote
    return bool(_BASIS.search(sentence))


def citing_clauses(context: Context, names: Sequence[str]) -> Answer | None:
    """哪一条提到了《山西省湿地保护条例》: clauses that cite these texts; ``None`` where none does."""
    kb = context.kb
    wanted = [core_title(name) for name in names]
    rows = [
        r
        for r in kb.references(context.question.documents)
        if any(core_title(r.text) == w or w in core_title(r.text) for w in wanted)
    ]
    return _answer(context, rows, f"按被引文件＝{'、'.join(names)} 查询", "提到") if rows else None


def _answer(context: Context, rows: Sequence[Reference], reading: str, verb: str) -> Answer:
    kb = context.kb
    clauses = kb.in_order(row.clause for row in rows)
    kind = "title" if any(row.kind == "title" for row in rows) else "number"
    names = list(dict.fromkeys(row.text for row in rows if row.kind == kind))
    shown = "、".join(f"《{name}》" if kind == "title" else name for name in names[:NAMED])
    table = [("序号", "文件或文号", "条款")]
    for index, row in enumerate(rows, 1):
        table.append((str(index), kb.text(row), kb.clause(row.clause).number or "引言"))
    where = titles(kb, (c.document for c in clauses))
    return Answer(
        question=context.typed,
        intent="references",
        status="answered",
        answer=f"{where}{verb}的文件共{len(names)}份：{shown}{'等' if len(names) > NAMED else ''}。",
        reading=reading,
        count=len(names),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        citations=unique(sentence_at(kb, kb.clause(r.clause), r.start, r.end) for r in rows),
        table=tuple(table),
        computed=(str(len(names)), *map(str, range(1, len(rows) + 1))),
    )
