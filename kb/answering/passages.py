"""When there is no exact answer: the best verbatim sentences, or an honest 没有找到."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kb.answering.evidence import Context, place, quote, sentence_at, title, unique
from kb.answering.indicator_index import words_named
from kb.answering.library import contains
from kb.answering.matters import whose_task
from kb.answering.nearness import is_close, is_far
from kb.answering.question import topic_terms
from kb.answering.suggesting import examples
from kb.answering.units_asked import number_asked
from kb.indexing.tokens import fold, words
from kb.model import Answer, Citation, Filters, Hit, Span
from kb.searching import search

#: Passages shown where no exact answer exists.
SHOWN = 3
# 由集资参与人自行承担: a sentence that says who
_SAYS_WHO = re.compile(r"由|负责|牵头|承担|主管|会同|应当|部门|单位|机构|政府")
#: 健康码哪天取消: a sentence that prints no date or length of time does not say it
_WHEN = re.compile(r"什么时候|啥时候|何时|哪一?年|哪一?天|几月份?|几号|什么时间")
_DATE = re.compile(
    r"[0-9一二三四五六七八九十]+个?(?:年|月|日|天|周|小时|季度)|每[年月周日季]|之日|期间|时(?:，|起)|[前后]，"
)
#: Words that a sentence has to share with a question before it stands for an answer.
ENOUGH = 2


def passages(context: Context) -> Answer:
    """The best verbatim sentences on the question, or ``not_found`` where its words are nowhere."""
    kb, question = context.kb, context.question
    topic = question.about
    reading = f"按内容检索：{topic}" if topic else "按内容检索"
    known = _known_words(context)
    if (known and is_far(context)) or not (known or is_close(context)):
        return _nothing(context, reading)
    filters = Filters(documents=question.documents)
    about = question.topic if _all_known(context) else (question.text,)
    wanted = " ".join((*about, *(place.text for place in question.places)))
    hits = search(kb.base, wanted or context.typed, filters=filters, limit=SHOWN, facets=False).hits
    named = {clause for place in question.places for clause in kb.holding(fold(place.text))}
    if named and not any(hit.clause in named for hit in hits):  # 历下区的定位是什么
        places = " ".join(place.text for place in question.places)
        hits = search(kb.base, places, mode="fulltext", filters=filters, limit=SHOWN, facets=False).hits
    if not hits:
        return _nothing(context, reading)
    citations = unique(_best_sentence(context, hit) for hit in hits)
    asked, when = number_asked(question.text), _WHEN.search(question.text)
    nearest = [fold(citation.quote) for citation in _nearest(context, citations)]
    if asked and not any(asked.stands_in(sentence) for sentence in nearest):
        return _without_number(context, asked.words, citations, reading)
    if when and not any(_DATE.search(sentence) for sentence in nearest):
        return _without_number(context, when[0], citations, reading)
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
        suggestions=whose_task(context),
    )


def _nearest(context: Context, citations: Sequence[Citation]) -> list[Citation]:
    """Of the sentences those that hold most of the topic's words."""
    words = context.question.topic_words
    held = [sum(contains(fold(c.quote), word) for word in words) for c in citations]
    return [c for c, count in zip(citations, held, strict=True) if count == max(held)]


def _without_number(context: Context, asked: str, citations: Sequence[Citation], reading: str) -> Answer:
    """几天能到账 where no sentence near it counts days: refused, with the nearest sentence beside."""
    nearest = citations[0]
    reason = f"与“{context.question.about}”有关的原文没有写明“{asked}”。"
    where = f"{title(context.kb, nearest.document)}{place(context.kb, context.kb.clause(nearest.clause))}"
    return Answer(
        question=context.typed,
        intent="passages",
        status="not_found",
        answer=f"{reason}最接近的原文见{where}。",
        reading=reading,
        citations=(nearest,),
        reason=reason,
        suggestions=whose_task(context),
    )


def stating(context: Context) -> Answer | None:
    """Sentences that hold all words of the question where no list of bodies is about it: 损失由谁承担 is
    said of no body (由集资参与人自行承担).
    """
    kb, question = context.kb, context.question
    if len(question.topic_words) < ENOUGH or question.places or question.scope:
        return None
    held = set.intersection(*(set(kb.holding(word)) for word in question.topic_words))
    found = []
    for clause in kb.in_order(held):
        if question.documents and clause.document not in question.documents:
            continue
        text = kb.folded(clause.document)
        for span in clause.sentences:
            said = text[span.start : span.end]
            if _SAYS_WHO.search(said) and all(contains(said, w) for w in question.topic_words):
                found.append(sentence_at(kb, clause, span.start, span.end))
    if not found:
        return None
    shown = unique(found[:SHOWN])
    first = kb.clause(shown[0].clause)
    return Answer(
        question=context.typed,
        intent="passages",
        status="passages",
        answer=f"没有条款列明责任单位。相关的原文见{title(kb, first.document)}{place(kb, first)}。",
        reading=f"按内容检索：{question.about}",
        count=len(shown),
        clauses=tuple(dict.fromkeys(c.clause for c in shown)),
        paths=tuple(dict.fromkeys(c.path for c in shown)),
        citations=shown,
        reason=f"列明责任单位的条款都没有提到“{question.about}”。",
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
    """At least half of the topic's words stand together in a clause: 推荐、新能源、股票 do not."""
    terms = set(context.question.topic_words)
    wanted = {t for t in terms if len(t) > 1} or terms
    wanted -= words_named("generic")  # 国家 alone is near nothing
    if not wanted:
        return False
    held = Counter(clause for w in wanted for clause in context.kb.holding(w) or _together(context, w))
    return max(held.values(), default=0) * 2 >= len(wanted)


def _all_known(context: Context) -> bool:
    return all(context.kb.mentions(w) for w in context.question.topic_words)


def _together(context: Context, word: str) -> set[str]:
    """煤矿安全: the clauses that hold the parts of a word that stands nowhere."""
    parts = [t.text for t in words(word) if len(t.text) > 1 and t.text != word]
    if len(parts) < 2 or sum(map(len, parts)) < len(word):
        return set()
    return set.intersection(*(set(context.kb.holding(part)) for part in parts))


def _best_sentence(context: Context, hit: Hit) -> Citation:
    """The sentence of a hit that shares most with the question, else the one its snippet shows."""
    kb = context.kb
    clause = kb.clause(hit.clause)
    text = kb.folded(clause.document)
    wanted = topic_terms(context.question) | {fold(place.text) for place in context.question.places}

    def shared(span: Span) -> int:
        sentence = text[span.start : span.end]
        return sum(len(w) for w in wanted if w in sentence)

    best = max(clause.sentences, key=lambda s: (shared(s), -s.start), default=None)
    if best is not None and shared(best):
        return sentence_at(kb, clause, best.start, best.end)
    shown = "".join(piece for piece, _ in hit.snippet)
    at = kb.document(clause.document).text.find(shown, clause.start, clause.end)
    if not shown or at < 0:
        return quote(kb, clause, clause.start, clause.end)
    return sentence_at(kb, clause, at, at + len(shown))


def _nothing(context: Context, reading: str) -> Answer:
    topic = context.question.about or context.typed[:30]
    said, reason = f"知识库的文件没有提到“{topic}”。", f"文件中没有出现“{topic}”。"
    if context.question.topic and _all_known(context):  # 国家 stands in every document and answers nothing
        said = reason = f"文件提到“{topic}”的地方没有回答这个问题的原文。"
    return Answer(
        question=context.typed,
        intent="passages",
        status="not_found",
        answer=f"没有找到：{said}",
        reading=reading,
        reason=reason,
        suggestions=examples(context),
    )
