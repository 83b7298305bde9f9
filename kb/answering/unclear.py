"""A body of the question that is several, or none, of those that the documents list."""

from __future__ import annotations

from collections.abc import Sequence

from kb.answering.evidence import Context
from kb.model import Answer
from kb.tagging.bureaus.names import Body
from kb.tagging.bureaus.places import components


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
            suggestions=tuple(f"哪些任务由{_with_place(b)}负责" for b in choices),
            computed=(*(b.name for b in choices), *printed.values()),
        )
    most = sorted(
        (r for r in context.kb.bodies() if r.kind == "body"),
        key=lambda r: (_distance(name, r.name), -r.clauses),
    )[:3]
    return Answer(
        question=context.typed,
        intent="body_tasks",
        status="not_found",
        answer=f"知识库的文件中没有列名“{name}”。",
        reading=f"按责任单位＝{name} 查询",
        reason=f"没有条款把“{name}”列为责任单位（未列名）。",
        suggestions=tuple(f"哪些任务由{r.name}负责" for r in most),
    )


def _distance(asked: str, name: str) -> float:
    """0 for the same characters, 1 for none in common: only to order suggestions."""
    shared = len(set(asked) & set(name))
    return 1 - 2 * shared / (len(set(asked)) + len(set(name)))


def _with_place(body: Body) -> str:
    """襄阳市财政局 for 市财政局: the name that means one body of several cities'."""
    parts = components(body.region)
    if not parts or body.name[0] not in "省市县区州" or parts[-1][1][-1] != body.name[0]:
        return body.name
    return parts[-1][1] + body.name[1:]
