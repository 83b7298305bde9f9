"""When there is no exact answer: the best verbatim sentences, or an honest 没有找到.

Also answers what a clause or section says when it is named by its number.
"""

from __future__ import annotations

from kb.answering.evidence import Context, place, quote, sentence_at, title, unique
from kb.indexing.tokens import fold, words
from kb.model import Answer, Citation, Filters, Hit, Span
from kb.searching import search

#: Passages shown where no exact answer exists.
SHOWN = 3


def clause_text(context: Context) -> Answer:
    """What 二（一）2 says: the clause in full, with the clauses below it named."""
    kb, question = context.kb, context.question
    found = [
        c for c in kb.find_path(question.number) if not question.documents or c.document in question.documents
    ]
    reading = f"按条款号＝{question.number_text} 查询"
    if not found:
        return Answer(
            context.typed,
            "clause",
            "not_found",
            f"没有编号为“{question.number_text}”的条款。",
            reading,
            reason="文件的编号中没有这一条。",
            suggestions=tuple(f"{c.number}说了什么" for c in kb.clauses() if c.level == 1)[:4],
        )
    below = [child for c in found for child in kb.children(c.id)]
    said = "；".join(f"{title(kb, c.document)}{place(kb, c)}" for c in found)
    more = f"（其下{len(below)}条）" if below else ""
    return Answer(
        question=context.typed,
        intent="clause",
        status="answered",
        answer=f"{said}{more}，原文如下。",
        reading=reading,
        count=len(found),
        clauses=tuple(c.id for c in found),
        paths=tuple(c.path for c in found),
        citations=tuple(quote(kb, c, c.start, c.end) for c in (*found, *below)),
        computed=(str(len(below)),),
    )


def passages(context: Context) -> Answer:
    """The best verbatim sentences on the question, or ``not_found`` where its words are nowhere."""
    kb, question = context.kb, context.question
    topic = "、".join(question.topic)
    reading = f"按内容检索：{topic}" if topic else "按内容检索"
    if not _known_words(context):
        return _nothing(context, reading)
    filters = Filters(documents=question.documents)
    result = search(kb, " ".join(question.topic) or context.typed, filters=filters, limit=SHOWN)
    if not result.hits:
        return _nothing(context, reading)
    citations = unique(_best_sentence(context, hit) for hit in result.hits)
    first = kb.clause(citations[0].clause)
    cited = [kb.clause(c.clause) for c in citations]
    return Answer(
        question=context.typed,
        intent="passages",
        status="passages",
        answer=f"没有可以直接给出的答案。最相关的原文见{title(kb, first.document)}{place(kb, first)}等处。",
        reading=reading,
        count=len(cited),
        clauses=tuple(dict.fromkeys(c.id for c in cited)),
        paths=tuple(dict.fromkeys(c.path for c in cited)),
        citations=citations,
        suggestions=(f"谁负责{question.topic[0]}",) if question.topic else (),
    )


def unknown_document(context: Context) -> Answer:
    """The question names a document that the knowledge base does not hold."""
    asked = "、".join(f"《{name}》" for name in context.question.unknown_titles)
    held = [d.title for d in context.kb.documents()][:4]
    return Answer(
        question=context.typed,
        intent="passages",
        status="not_found",
        answer=f"知识库中没有{asked}。",
        reading=f"按文件＝{asked} 查询",
        reason=f"知识库没有收录{asked}，现有文件请见“文件”页。",
        suggestions=tuple(f"《{name}》说了什么" for name in held),
    )


def _known_words(context: Context) -> bool:
    """At least half of the topic's words stand somewhere in the documents."""
    topic = " ".join(context.question.topic)
    wanted = {t.text for t in words(topic) if len(t.text) > 1} or {t.text for t in words(topic)}
    if not wanted:
        return False
    texts = [fold(d.text) for d in context.kb.documents()]
    known = sum(any(w in text for text in texts) for w in wanted)
    return known * 2 >= len(wanted)


def _best_sentence(context: Context, hit: Hit) -> Citation:
    """The sentence of a hit that shares most with the question, else the one its snippet shows."""
    kb = context.kb
    clause = kb.clause(hit.clause)
    text = kb.document(clause.document).text
    wanted = {t.text for t in words(" ".join(context.question.topic))}

    def shared(span: Span) -> int:
        sentence = fold(text[span.start : span.end])
        return sum(len(w) for w in wanted if w in sentence)

    best = max(clause.sentences, key=lambda s: (shared(s), -s.start), default=None)
    if best is not None and shared(best):
        return sentence_at(kb, clause, best.start, best.end)
    shown = "".join(piece for piece, _ in hit.snippet)
    at = text.find(shown, clause.start, clause.end)
    if not shown or at < 0:
        return quote(kb, clause, clause.start, clause.end)
    return sentence_at(kb, clause, at, at + len(shown))


def _nothing(context: Context, reading: str) -> Answer:
    topic = "、".join(context.question.topic) or context.typed[:30]
    kb = context.kb
    headings = [place(kb, c) for c in kb.clauses() if c.level == 1][:4]
    return Answer(
        question=context.typed,
        intent="passages",
        status="not_found",
        answer=f"没有找到：知识库的文件没有提到“{topic}”。",
        reading=reading,
        reason=f"文件中没有出现“{topic}”。",
        suggestions=tuple(f"{heading}说了什么" for heading in headings),
    )
