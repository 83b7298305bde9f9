"""Counts and superlatives: how many tasks, bodies or targets; which body has most.

Every number here is counted by the program and declared so; what is counted is cited.
"""

from __future__ import annotations

from collections import Counter

from kb.answering.evidence import Context, in_order, measure, paths, titles, unique
from kb.answering.figures import target_list
from kb.model import Answer, Assignment

#: Rows of a ranking shown.
RANKED = 10


def _rows(context: Context) -> list[Assignment]:
    """Assignments of single bodies, limited to the documents and the sector named."""
    kb, question = context.kb, context.question
    rows = [row for d in (question.documents or (None,)) for row in kb.assignments(document=d)]
    rows = [row for row in rows if row.kind == "body" and row.role != "default"]
    if question.sector is not None:
        parent, sector = question.sector
        wanted = {t.clause for t in kb.sectors(sector=sector or parent)}
        rows = [row for row in rows if row.clause in wanted]
    return rows


def most_tasks(context: Context) -> Answer:
    """哪个部门任务最多: the ranking of bodies by their number of tasks."""
    kb, question = context.kb, context.question
    rows = _rows(context)
    if question.asks("lead"):
        rows = [row for row in rows if row.role == "lead"]
    if question.known_bodies:  # 市能源局和市工信局谁的任务多
        named = {(body.region, body.name) for body in question.known_bodies}
        rows = [row for row in rows if (row.region, row.bureau) in named]
    counts = Counter({key: len(ids) for key, ids in _clauses_by_body(rows).items()})
    if not counts:
        return _nothing(context, "文件没有列明符合条件的责任单位。")
    least = question.asks("least")
    ranking = sorted(counts.items(), key=lambda pair: (pair[1] if least else -pair[1], pair[0]))
    top = [key for key, count in ranking if count == ranking[0][1]]
    clauses = in_order(kb, {row.clause for row in rows if (row.region, row.bureau) in top})
    names = "、".join(name for _, name in top)
    word = "最少" if least else "最多"
    table = [("序号", "责任单位", "任务数")]
    shown = ranking[: max(RANKED, len(top))]
    table += [(str(i), name, str(count)) for i, ((_, name), count) in enumerate(shown, 1)]
    chosen = {row.bureau for row in rows}
    return Answer(
        question=context.typed,
        intent="most_tasks",
        status="answered",
        answer=f"列名任务{word}的是{names}，共{ranking[0][1]}项。",
        reading=f"按责任单位统计任务数{'（只计牵头）' if question.asks('lead') else ''}",
        count=ranking[0][1],
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        bureaus=tuple(dict.fromkeys(row.surface for row in rows if (row.region, row.bureau) in top)),
        citations=unique(measure(kb, row) for row in rows if (row.region, row.bureau) in top),
        table=tuple(table),
        notes=("按文件列明的责任单位统计，一条中重复出现的只计一次。",),
        suggestions=tuple(f"哪些任务由{name}负责" for _, name in top[:3]),
        computed=(*(str(n) for n in counts.values()), *map(str, range(1, len(shown) + 1)), *chosen),
    )


def _clauses_by_body(rows: list[Assignment]) -> dict[tuple[str, str], set[str]]:
    held: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        held.setdefault((row.region, row.bureau), set()).add(row.clause)
    return held


def how_many(context: Context) -> Answer:
    """一共多少项任务, 多少个责任单位, 多少项指标."""
    text = context.question.text
    if "指标" in text or "目标" in text:
        return target_list(context)
    kb, rows = context.kb, _rows(context)
    clauses = in_order(kb, {row.clause for row in rows})
    if not clauses:
        return _nothing(context, "文件没有列明符合条件的任务。")
    bodies = sorted(_clauses_by_body(rows).items(), key=lambda pair: (-len(pair[1]), pair[0]))
    where = titles(kb, (c.document for c in clauses))
    about_bodies = any(word in text for word in ("单位", "部门", "机构"))
    count = len(bodies) if about_bodies else len(clauses)
    said = f"列明的责任单位共{count}个" if about_bodies else f"列明责任单位的任务共{count}项"
    table = [("序号", "责任单位", "任务数")]
    table += [(str(i), name, str(len(ids))) for i, ((_, name), ids) in enumerate(bodies, 1)]
    return Answer(
        question=context.typed,
        intent="count",
        status="answered",
        answer=f"{where}{said}。",
        reading="统计责任单位个数" if about_bodies else "统计列明责任单位的条款数",
        count=count,
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        bureaus=tuple(dict.fromkeys(row.surface for row in rows)) if about_bodies else (),
        citations=unique(measure(kb, row) for row in rows),
        table=tuple(table),
        notes=("文件对不点名的各地、各类单位的普遍要求未计入。",),
        computed=(
            str(count),
            *map(str, range(1, len(bodies) + 1)),
            *(str(len(ids)) for _, ids in bodies),
            *(name for (_, name), _ in bodies),
        ),
    )


def _nothing(context: Context, reason: str) -> Answer:
    return Answer(context.typed, "count", "not_found", reason, "按责任单位统计任务数", reason=reason)
