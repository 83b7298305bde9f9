"""Whether and where the documents say a word: 哪一条提到了“长辈模式”, 有没有提到区块链.

In: a question that asks for the place of a word.  Out: the clauses that hold it, each with its
sentence, or the refusal that names the word.  What is said about the word is not looked at.
"""

from __future__ import annotations

import re

from kb.answering.announced_scope import announced_in
from kb.answering.asking_back import AT_ONCE, which_document
from kb.answering.evidence import Context, paths, place, sentence_at, titles, unique
from kb.answering.library import occurrences
from kb.answering.topic import is_filler
from kb.indexing.tokens import fold
from kb.model import Answer, Citation

_SAYS = r"(?:提到|提及|提过|讲到|说到|写到|谈到|出现)"
_WHERE = (
    r"(?:哪(?:里|儿|些?(?:条款?|地方|部分|章节?|[款处])|[一几]?[条章节款处]"
    r"|[个项](?:工程|行动|任务|部分|文件|方案)?)|何处|什么地方)"
)
#: 哪一条提到X, X在哪里提到; 有没有提到X, 提到X了吗
_PLACES = re.compile(
    rf"{_WHERE}[^，。？?]{{0,4}}?{_SAYS}(?:了|过|到)*|{_SAYS}[^，。？?]{{0,20}}?(?:在|是){_WHERE}"
)
_WHETHER = re.compile(
    rf"(?:有没有|是否|有无){_SAYS}(?:了|过|到)*|{_SAYS}(?:了|过)?[^，。？?]{{1,20}}?(?:了|过)?[吗没]"
)
#: the word itself, as it stands behind 提到: 数字鸿沟, of which 数字 alone says nothing
_BEHIND = re.compile(
    rf"{_SAYS}(?:了|过)?(?!(?:在|是)?{_WHERE}|[哪谁什]|的)[“「\"]?(?P<word>[^，。？?“”「」\"《》]{{2,20}}?)[”」\"]?"
    r"(?:这个词|的(?:内容|地方|条款))?(?:了|过)?(?:吗|没有?|么)?(?=$|[，。？?])"
)
#: Sentences shown in the answer; all stand in the citations.
NAMED = 6


def mentioned(context: Context) -> Answer | None:
    """Where the word of the question stands; ``None`` where the question asks for something else."""
    question, kb = context.question, context.kb
    where, whether = _PLACES.search(question.text), _WHETHER.search(question.text)
    if not (where or whether) or question.mentions or question.number or not question.topic:
        return None
    behind = _BEHIND.search(question.text)
    words = question.quoted or ((behind["word"],) if behind else question.topic)
    word = fold(words[0])
    if len(words) > 1 or len(word) < len("氢能") or is_filler(word):
        return None
    reading = f"按提到的词＝{word} 查询"
    clauses = kb.in_order(kb.holding(word))
    if question.documents:
        clauses = tuple(c for c in clauses if c.document in question.documents)
    scope, sections = announced_in(context)  # 十大行动里哪个提到了绿色出行
    scope = scope if scope != word else ""
    if scope:
        inside_them = {c.id for section in sections for c in kb.below(section)}
        clauses = tuple(c for c in clauses if c.id in inside_them)
    if not clauses:
        inside = titles(kb, question.documents) if question.documents else "知识库的文件"
        inside = f"“{scope}”之下" if scope else inside
        reason = f"{inside}没有出现“{word}”。"
        return Answer(context.typed, "mentions", "not_found", reason, reading, reason=reason)
    documents = dict.fromkeys(c.document for c in clauses)
    if len(documents) > AT_ONCE:
        return which_document(context, documents, word, "mentions", reading, "在哪里提到")
    named = "；".join(f"{titles(kb, [c.document])}{place(kb, c)}" for c in clauses[:NAMED])
    more = "等" if len(clauses) > NAMED else ""
    return Answer(
        question=context.typed,
        intent="mentions",
        status="answered",
        answer=f"{'' if where else '有。'}提到“{word}”的条款共{len(clauses)}条：{named}{more}。",
        reading=reading,
        count=len(clauses),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        citations=unique(c for clause in clauses for c in _said(context, clause.id, word)),
        computed=(str(len(clauses)),),
    )


def _said(context: Context, clause_id: str, word: str) -> list[Citation]:
    """The sentences of a clause that hold the word."""
    kb = context.kb
    clause = kb.clause(clause_id)
    found = occurrences(kb.folded_text(clause), word)
    return [sentence_at(kb, clause, clause.start + at, clause.start + at + len(word)) for at in found]
