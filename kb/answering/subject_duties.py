"""What a law or regulation demands of those whom it names by kind: 牵头部门, 乡镇政府, 金融机构.

In: a question about one document that asks what a subject must do.  Out: the sentences of that
document in which the subject must, may or must not do something, verbatim, each with its article.
"""

from __future__ import annotations

import re

from kb.answering.evidence import Context, paths, sentence_at, titles, unique
from kb.answering.question import Question
from kb.model import Answer, Citation
from kb.reading.places import region_named

_MODAL = r"(?:应当|应|负责|可以|不得|必须|有权|有义务|承担|会同|牵头|需要|要)"
#: Who, and what they must do: 处置非法集资牵头部门应当…; a list of subjects may stand between.
_REACH = r"[^。；\n]{0,30}?"
#: 条例里牵头部门要做什么: the subject before what asks
_ASKED = re.compile(
    r"(?:^|[，,里中])(?P<who>[一-龥]{2,14}?)(?:都|到底|究竟|具体)?(?:有|要|得|该|应当?|需要|必须|可以|能|负责|承担|应该|是)?(?:干|做|管|负责|承担|履行|有)?(?:些|的)?(?:什么|啥|哪些)"
)
#: Colloquial forms and those that texts print.
_FORMS = (
    ("乡镇政府", "乡镇人民政府"),
    ("县政府", "县级人民政府"),
    ("县级政府", "县级人民政府"),
    ("以上政府", "以上地方人民政府"),
    ("地方政府", "地方人民政府"),
    ("地方政府", "地方各级人民政府"),
)
SHOWN = 12


def subject_duties(context: Context) -> Answer | None:
    """The document's sentences on what the subject must do; ``None`` where it names no such subject."""
    question, kb = context.question, context.kb
    who = _subject(question)
    if not who or len(question.documents) != 1:
        return None
    forms = tuple(dict.fromkeys((who, *(who.replace(a, b) for a, b in _FORMS if a in who), *_loose(who))))
    pattern = re.compile(rf"(?:{'|'.join(map(re.escape, forms))}){_REACH}{_MODAL}")
    found: list[Citation] = []
    for clause in kb.clauses(question.documents):
        text = kb.folded(clause.document)
        for span in clause.sentences:
            if pattern.search(text, span.start, span.end):
                found.append(sentence_at(kb, clause, span.start, span.end))
    if not found:
        return None
    found = found[:SHOWN]
    clauses = kb.in_order(c.clause for c in found)
    return Answer(
        question=context.typed,
        intent="subject_duties",
        status="passages",
        answer=f"{titles(kb, question.documents)}对“{who}”的规定见下列{len(clauses)}条原文。",
        reading=f"按主体＝{who}、文件＝{titles(kb, question.documents)} 查询",
        count=len(clauses),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        citations=unique(found),
        computed=(str(len(clauses)),),
    )


def _subject(question: Question) -> str:
    match = _ASKED.search((question.rest or question.text).strip("，,"))
    who = match["who"] if match else ""
    return "" if region_named(who) or re.search(r"[谁哪什怎几]|任务|工作|目标|指标|内容|规定", who) else who


def _loose(who: str) -> tuple[str, ...]:
    """县级以上政府: texts put 地方各级 and 人民 between."""
    if not who.endswith("政府") or who.endswith("人民政府"):
        return ()
    stem = who.removesuffix("政府")
    return tuple(f"{stem}{between}人民政府" for between in ("", "地方", "地方各级", "各级"))
