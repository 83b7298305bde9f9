"""A body of the question that is several, or none, of those that the documents list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.answering.evidence import Context
from kb.answering.suggesting import tasks_of
from kb.model import Answer
from kb.tagging.bureaus.names import Body

#: Parts of names that tell no body from another: 市委 of 市委党校 is not the 委 of 市卫健委.
_COMMON = re.compile(
    r"国家|中国|中央|[省市县区州]|人民政府|委员会|办公室|管理|监督|监管|服务|中心|分局|总局|[委局办厅部会署]"
)
#: Characters in common that make a body worth suggesting, and how many are.
SHARED, CLOSE = 2, 3
_ALL = ("文件涉及多少个责任单位",)


def unclear_body(context: Context, name: str, choices: Sequence[Body]) -> Answer:
    if choices:
        printed = {(r.name, r.region): r.surfaces[0] for r in context.kb.bodies() if r.surfaces}
        called = ((printed.get((b.name, b.region), b.name), b.region) for b in choices)
        named = "、".join(f"{name}（{region}）" if region else name for name, region in called)
        return Answer(
            question=context.typed,
            intent="body_tasks",
            status="ambiguous",
            answer=f"“{name}”可能指：{named}。",
            reading=f"“{name}”有多种理解",
            reason="名称不能唯一确定责任单位，请选择其中一个。",
            suggestions=tasks_of(context.kb, ((b.name, b.region) for b in choices)),
            computed=(*(b.name for b in choices), *printed.values()),
        )
    bodies = (r for r in context.kb.bodies() if r.kind == "body")
    near = sorted((-_shared(name, r.name), -r.clauses, r.name, r.region) for r in bodies)
    close = ((name, region) for shared, _, name, region in near if shared <= -SHARED)
    return Answer(
        question=context.typed,
        intent="body_tasks",
        status="not_found",
        answer=f"知识库的文件中没有列名“{name}”。",
        reading=f"按责任单位＝{name} 查询",
        reason=f"没有条款把“{name}”列为责任单位（未列名）。",
        suggestions=(*tasks_of(context.kb, close)[:CLOSE], *_ALL),
    )


def _shared(asked: str, name: str) -> int:
    """Length of the longest piece that both names hold, without what many bodies are called."""
    asked, name = _COMMON.sub("，", asked), _COMMON.sub("。", name)
    pieces = {asked[at:end] for at in range(len(asked)) for end in range(at + 1, len(asked) + 1)}
    return max((len(piece) for piece in pieces if piece in name and "，" not in piece), default=0)
