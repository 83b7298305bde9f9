"""What a counted term takes together: 五大未来产业领域是哪五个, 八个产业集群有哪些.

In: a question that counts (五大, 八个, 哪三类).  Out: the sentence that counts the same and lists as
many; where no sentence lists them, the sentence that counts and the clause's list of that length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb.answering.announced_scope import announced_parts
from kb.answering.evidence import Context, place, sentence_at, title, titles, unique
from kb.answering.indicator_index import content_words
from kb.answering.library import contains
from kb.answering.matters import whose_task
from kb.model import Answer, Citation, Clause

_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
# 五大, 八个, “四大”, 哪五类
_COUNTS = r"(?P<n>[两二三四五六七八九十]|[0-9]{1,2})(?P<by>[大个项类种条])"
_TERM = re.compile(rf"[“‘「\"]?{_COUNTS}(?P<what>.+)")
_LED = re.compile(r"[一-龥]{2,6}?(?P<n>[两二三四五六七八九十])(?P<by>大)(?P<what>.+)")  # 碳达峰十大行动
_BEFORE = re.compile(rf"{_COUNTS}[“‘「\"]?$")
_WHICH = re.compile(rf"哪{_COUNTS}(?P<what>[一-龥]{{2,20}})?")
_COUNTED = re.compile(rf"{_COUNTS}[”’」\"]?(?P<what>[^，。；：]{{2,40}})")
# “未来能源”“未来材料”: names side by side in quotation marks
_QUOTED = re.compile(r"(?:[“「][^”」]{1,30}[”」]、?){2,}")
_CHUNK = re.compile(r"[^，。；：:（）()\n]+")
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
#: 工程, 行动计划: the bare name behind a number, as people say it.
_SHORT = 6


def enumeration(context: Context) -> Answer | None:
    """The sentences that count and list what is asked for; ``None`` where none counts it."""
    wanted = _asked(context)
    if wanted is None or (context.question.years and context.question.asks("targets")):
        return None  # 十大行动里2025年的目标 are figures, not the ten
    number, words = wanted
    counting = list(_counting(context, number, words))
    listing = [(c, s) for c, s in counting if number in _lengths(s.quote)]
    if listing:
        return _answer(context, listing, "answered")
    if parts := announced_parts(context):
        return parts
    if not counting:
        return _never_counted(context)
    beside = [(clause, s) for clause, _ in counting for s in _listing(context, clause, number, words)]
    return _answer(context, [*counting, *beside], "passages")


def _never_counted(context: Context) -> Answer | None:
    """五大工程是哪五个 where no document speaks of 五大…工程: refused, not answered with ten."""
    question, kb = context.question, context.kb
    term = _TERM.fullmatch("".join(question.topic))
    said = f"{term['n']}{term['by']}" if term else ""
    if term is None or term["by"] != "大" or len(term["what"]) > _SHORT or kb.mentions(said + term["what"]):
        return None
    if any(said in heading and heading.endswith(term["what"]) for heading in kb.headings):
        return None
    reason = f"文件没有“{question.about}”的提法。"
    reading = f"按定义或列举＝{question.about} 查询"
    return Answer(context.typed, "definition", "not_found", reason, reading, reason=reason)


def _asked(context: Context) -> tuple[int, tuple[str, ...]] | None:
    """How many of what: 五, (未来, 产业, 领域)."""
    question = context.question
    topic = "".join(question.topic)
    term = _TERM.match(topic) or _LED.match(topic)
    before = _BEFORE.search(question.text[: question.text.find(question.topic[0])]) if topic else None
    which = _WHICH.search(question.text)
    counted = term or before or which
    asked = (which and which["what"]) or topic  # 开展哪四大行动: what stands behind the number
    words = content_words(term["what"] if term else asked)
    return (_number(counted["n"]), words) if counted and words else None


def _number(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else _NUMERALS[numeral]


def _counting(context: Context, number: int, words: Sequence[str]) -> Iterator[tuple[Clause, Citation]]:
    kb = context.kb
    held = set.intersection(*(set(kb.holding(word)) for word in words))
    for clause in kb.in_order(held):
        if context.question.documents and clause.document not in context.question.documents:
            continue
        text = kb.folded(clause.document)
        for span in clause.sentences:
            found = _COUNTED.finditer(text, span.start, span.end)
            if any(_number(m["n"]) == number and _all(m["what"], words) for m in found):
                yield clause, sentence_at(kb, clause, span.start, span.end)


def _all(text: str, words: Sequence[str]) -> bool:
    return all(contains(text, word) for word in words)


def _listing(context: Context, clause: Clause, number: int, words: Sequence[str]) -> Iterator[Citation]:
    """Sentences of the clause that list as many, all ending in a word of the term (…产业、…产业)."""
    for span in clause.sentences:
        cited = sentence_at(context.kb, clause, span.start, span.end)
        for chunk in _CHUNK.findall(_BRACKETS.sub("", cited.quote)):
            items = chunk.split("、")
            ending = items[-1][-2:]
            alike = len(items) == number and all(item.endswith(ending) for item in items)
            if alike and any(ending in word for word in words):
                yield cited


def _lengths(sentence: str) -> set[int]:
    """How many items the lists of a sentence have: A、B和C are three, or two with a compound."""
    lengths: set[int] = set()
    for chunk in (*_CHUNK.findall(sentence), *_CHUNK.findall(_BRACKETS.sub("", sentence))):
        items = chunk.count("、") + 1
        if items > 1:
            lengths |= {items, items + len(re.findall("和|及|与", chunk.rsplit("、", 1)[-1]))}
    lengths |= {len(re.findall("[“「]", m[0])) for m in _QUOTED.finditer(sentence)}
    return lengths


def _answer(context: Context, found: Sequence[tuple[Clause, Citation]], status: str) -> Answer:
    kb = context.kb
    clauses = kb.in_order(clause.id for clause, _ in found)
    cited = unique(citation for _, citation in found)
    first = clauses[0]
    if status == "answered":
        said = f"{titles(kb, (c.document for c in clauses))}的表述是：{found[0][1].quote}"
    else:
        said = f"没有一句话逐一列出。相关的原文见{title(kb, first.document)}{place(kb, first)}。"
    return Answer(
        question=context.typed,
        intent="definition" if status == "answered" else "passages",
        status="answered" if status == "answered" else "passages",
        answer=said,
        reading=f"按定义或列举＝{context.question.about} 查询",
        count=len(clauses),
        clauses=tuple(c.id for c in clauses),
        paths=tuple(c.path for c in clauses),
        citations=cited,
        suggestions=whose_task(context),
    )
