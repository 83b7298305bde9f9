"""What a term means or lists: the sentence of a document that defines it, or sums up a list by it."""

from __future__ import annotations

import re

from kb.answering.evidence import Context, paths, sentence_at, titles, unique
from kb.answering.library import occurrences
from kb.model import Answer, Citation, Clause

_CLOSING = '”’」"'
#: Right behind a term: what it means.
_MEANS = re.compile(rf"[{_CLOSING}]?[，,]?(?:是指|指的是|系指|即|[（(：:])")
#: Right behind a term: what belongs to it.
_CONTAINS = re.compile(rf"[{_CLOSING}]?[，,]?(?:包括|包含|分为|分别为|主要有|由[^，。]{{2,40}}(?:组成|构成))")
# 五大重点未来产业, 三大行动: a term that counts sums up the list before it
_COUNTING = re.compile(r"[“‘「\"]?[两二三四五六七八九十0-9]+[大个项类种条]?")
_SUMMED = re.compile(rf"[{_CLOSING}]$|、[^、，。；]{{1,30}}$")
SHOWN = 3
#: Characters of a series that people say without the marks between.
_LONGEST_SERIES = 6
# “无废城市”是以…为引领，…的城市发展模式: a sentence that opens with the term and ends in what it is
_IS = re.compile(rf"[{_CLOSING}]?是(?![否不])[^。；]{{4,}}的[^。；，、的]{{2,12}}[。；]?$")


def meaning(context: Context, *, strict: bool = False) -> Answer | None:
    """什么是X, X包括哪些: the sentence that defines or lists X; ``None`` where there is none.

    ``strict``: only a definition in form (是指, 所称), whatever else the question may be about.
    """
    kb, question = context.kb, context.question
    term = "".join(question.topic)
    behind = question.text[question.text.find(term) + len(term) :] if term in question.text else ""
    term += behind[:2] if behind.startswith(("部门", "单位", "机构")) else ""
    if not term or len(term) < 2:
        return None
    wanted = set(kb.holding(term))
    if not wanted and len(term) <= _LONGEST_SERIES:  # 装树联, printed “装、树、联”
        term = "、".join(term)
        wanted = set(kb.holding(term))
    ranked: list[tuple[int, Clause, Citation]] = []
    for clause in kb.in_order(wanted):
        if question.documents and clause.document not in question.documents:
            continue
        text = kb.folded(clause.document)
        for span in clause.sentences:
            rank = _rank(text[span.start : span.end], term)
            if rank and (rank == 1 or not strict):
                ranked.append((rank, clause, sentence_at(kb, clause, span.start, span.end)))
    if not ranked:
        return None
    best = min(rank for rank, _, _ in ranked)
    chosen = [(clause, citation) for rank, clause, citation in ranked if rank == best][:SHOWN]
    clauses = kb.in_order(clause.id for clause, _ in chosen)
    return Answer(
        question=context.typed,
        intent="definition",
        status="answered",
        answer=f"{titles(kb, (c.document for c in clauses))}的表述是：{chosen[0][1].quote}",
        reading=f"按定义或列举＝{term} 查询",
        count=len(clauses),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        citations=unique(citation for _, citation in chosen),
    )


def _rank(sentence: str, term: str) -> int:
    """1 where the sentence defines the term, 2 where it lists what belongs to it, 0 for neither."""
    best = 0
    for at in occurrences(sentence, term):
        before, after = sentence[:at].rstrip('“‘「"'), sentence[at + len(term) :]
        # a longer term that ends so (大型公共建筑 in a question about 公共建筑) is another one
        whole = before.endswith("所称") or not ("一" <= before[-1:] <= "龥")
        if before.endswith("所称") or (
            whole and re.match(rf"[{_CLOSING}]?[，,]?(?:是指|指的是|系指)", after)
        ):
            return 1
        if not before.strip() and _IS.match(after.strip()):
            return 1
        if (
            _MEANS.match(after)
            or _CONTAINS.match(after)
            or (_COUNTING.match(term) and _SUMMED.search(sentence[max(0, at - 120) : at]))
            or (at and sentence[at - 1] in "（(" and after[:1] in "）)")
        ):
            best = 2
    return best
