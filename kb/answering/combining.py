"""How the bodies of a question go together: both, either, one without the other, each apart.

In: a question with several bodies.  Out: the bodies in the order in which they are wanted, and how;
or the question about the known ones alone where an unknown one stands beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kb.answering.evidence import Context
from kb.answering.question import Question
from kb.model import Answer
from kb.tagging.bureaus.names import Body
from kb.tagging.bureaus.resolve import Mention

#: 市住建局不参加, 市城管局没有列名
_NOT_BEHIND = re.compile(
    r"(?:却|并|又|也)?(?:不是?|没有?|未|无)(?:被)?(?:参加|参与|负责|牵头|承担|列名|列|管|在|份|涉及|出现)"
)
#: 但没有市城管局, 不含市住建局
_NOT_BEFORE = re.compile(r"(?:没有?|无|不含|不包括|不包含|除了|除去|不要|去掉|剔除|排除|不算|未列)$")
# 市城管局不牵头: leads it does not, but may be listed
_NOT_LEADING = re.compile(r"(?:却|并|又|也)?(?:不是?|没有?|未|并非)(?:当)?牵头(?:单位|部门)?")
_EACH = re.compile(r"分别|各自?(?:都)?(?:负责|承担|牵头|管|有|干|做|是)|各有")


def combination(question: Question) -> str:
    """and (both), or (either), not (the first without the others), one."""
    if len(question.known_bodies) < 2:
        return "one"
    if question.asks("without"):
        return "not"
    return "or" if question.asks("either") or _EACH.search(question.text) or "各" in question.text else "and"


def in_order(question: Question) -> tuple[Body, ...]:
    """The bodies of the question, those first that must be there: 市住建局没有参加而市城管局参加的."""
    if combination(question) != "not":
        return question.known_bodies
    wanted = [m for m in question.mentions if not _negated(question, m)]
    if not wanted or len(wanted) == len(question.mentions):
        return question.known_bodies
    others = [m for m in question.mentions if m not in wanted]
    return tuple(m.resolution.bodies[0] for m in (*wanted, *others))


def leads_not(question: Question) -> bool:
    """Whether another body is only said not to lead: 市能源局负责、市财政局不牵头的任务."""
    return any(_NOT_LEADING.match(question.text[m.end :]) for m in question.mentions)


def said_of_first(question: Question) -> str:
    """The question without what is said of the body that does not lead."""
    return _NOT_LEADING.sub("", question.text)


def _negated(question: Question, mention: Mention) -> bool:
    text = question.text
    before, after = text[: mention.start], text[mention.end :]
    return bool(_NOT_BEHIND.match(after) or _NOT_BEFORE.search(before))


@dataclass(frozen=True, slots=True)
class KnownAlone:
    """A question without the bodies that the documents do not name."""

    context: Context
    unknown: tuple[str, ...]

    def said_of(self, answer: Answer) -> Answer:
        """The answer, saying plainly whom the documents do not name."""
        names = "、".join(self.unknown)
        said = f"知识库的文件中没有列名“{names}”。"
        return replace(
            answer,
            answer=f"{answer.answer}{said}",
            notes=(*answer.notes, f"“{names}”未列名，以上只是其余单位的任务。"),
            computed=(*answer.computed, *self.unknown),
        )


def without_unknown(context: Context) -> KnownAlone | None:
    """市教育局和市文旅局分别负责什么: the known one is answered, the other said to be not named.

    ``None`` where bodies are asked for together, or a name may mean several.
    """
    question = context.question
    unknown = [m for m in question.mentions if m.resolution.status == "none"]
    if not question.known_bodies or len(question.known_bodies) + len(unknown) != len(question.mentions):
        return None
    if not (question.asks("either") or _EACH.search(question.text)):
        return None
    known = tuple(m for m in question.mentions if m not in unknown)
    alone = replace(context, question=replace(question, mentions=known))
    return KnownAlone(alone, tuple(m.text for m in unknown))
