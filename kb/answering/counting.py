"""Counts and superlatives: how many tasks, bodies or articles; which body or task has most.

Every number here is counted by the program and declared so; what is counted is cited.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from kb.answering.announced_scope import announced_in
from kb.answering.clause_numbers import numbered
from kb.answering.evidence import Context, measures, paths, place, quote, titles
from kb.answering.library import Library
from kb.answering.question import Question
from kb.answering.suggesting import tasks_of
from kb.answering.target_lists import target_list
from kb.answering.unlisted import BESIDE
from kb.model import Answer, Assignment, Citation, Clause, Role
from kb.tagging.labels import ROLES as ROLE_NAMES

#: Rows of a ranking shown.
RANKED = 10
#: Assignments whose lists are all cited under a count; of a whole library, one list per body is.
CITED = 2000
#: No name of a group (各地, 各有关部门) may stand in it: ``verify`` would look for that in the quotes.
GENERAL_NOT_COUNTED = "文件对没有点名的一类地方、单位的普遍要求未计入。"
_TASK_HAS_MOST = re.compile(r"(?:哪|什么|几)[一几]?[项个条件]?(?:任务|工作|条款)|[哪几][项条]")
_ARTICLES = re.compile(r"(?:多少|几|共)[个]?条(?!任务|工作|责任|目标|措施|指标)")
_COUNTED = re.compile(r"任务|工作|职责|事项|单位|部门|机构|指标|目标|部分|大项|板块|章|[多几共]少?[项条]")
_PARTS = re.compile(r"(?:多少|几)个?(?:部分|章|大项|板块|大块)")
_BODIES = re.compile(
    r"(?:多少|几)个?家?(?:责任)?(?:单位|部门|机构|责任主体)|(?:单位|部门|机构)(?:数|总数|数量|有多少|一共|共)"
)


class Counted:
    """Assignments of single bodies, of a whole library or of a part of it, with each body's clauses."""

    def __init__(self, rows: Iterable[Assignment]) -> None:
        self.rows = tuple(row for row in rows if row.kind == "body" and row.role != "default")

    @classmethod
    def of_library(cls, kb: Library) -> Counted:
        """Those of the whole library."""
        return cls(kb.assignments())

    @cached_property
    def by_body(self) -> dict[tuple[str, str], set[str]]:
        """The clauses of each body, by its region and name."""
        held: dict[tuple[str, str], set[str]] = {}
        for row in self.rows:
            held.setdefault((row.region, row.bureau), set()).add(row.clause)
        return held


def _counted(context: Context) -> Counted:
    """What is counted: all, or what is of the documents, the sector and the clause named."""
    kb, question = context.kb, context.question
    _, sections = announced_in(context)  # 十大工程里哪个部门牵头最多
    if not (question.documents or question.sector or question.number or sections):
        return kb.once(Counted.of_library)
    rows = list(kb.assignments(question.documents))
    if question.sector is not None:
        parent, sector = question.sector
        wanted = {t.clause for t in kb.sectors(sector or parent)}
        rows = [row for row in rows if row.clause in wanted]
    if question.number or sections:
        ids = {c.id for top in (*numbered(context), *sections) for c in (top, *kb.below(top))}
        rows = [row for row in rows if row.clause in ids]
    return Counted(rows)


def most(context: Context) -> Answer:
    """哪个部门任务最多, 哪项任务的责任单位最多."""
    question = context.question
    of_tasks = _TASK_HAS_MOST.search(question.text) and re.search(r"单位|部门|机构", question.text)
    if of_tasks and not question.mentions and "哪个部门" not in question.text:
        return _most_bodies(context)
    return _most_tasks(context)


def _most_tasks(context: Context) -> Answer:
    kb, question = context.kb, context.question
    counted = _counted(context)
    role = _role_counted(question)
    if role:
        counted = Counted(row for row in counted.rows if row.role == role)
    named = {(body.region, body.name) for body in question.known_bodies}
    if named and BESIDE.search(question.text):  # 除了市发展改革委，哪个部门任务最多
        own = {row.document for row in counted.rows if (row.region, row.bureau) in named}
        left = (r for r in counted.rows if r.document in own and (r.region, r.bureau) not in named)
        counted = Counted(left)
    elif named:  # 市能源局和市工信局谁的任务多
        counted = Counted(row for row in counted.rows if (row.region, row.bureau) in named)
    rows = counted.rows
    counts = Counter({key: len(ids) for key, ids in counted.by_body.items()})
    if not counts:
        return _nothing(context, "文件没有列明符合条件的责任单位。")
    least = question.asks("least")
    ranking = sorted(counts.items(), key=lambda pair: (pair[1] if least else -pair[1], pair[0]))
    top = [key for key, count in ranking if count == ranking[0][1]]
    held = [row for row in rows if (row.region, row.bureau) in top]
    clauses = kb.in_order(row.clause for row in held)
    printed = _told_apart({(row.region, row.bureau): row.surface for row in reversed(rows)})
    names = "、".join(printed[key] for key in top)
    table = [("序号", "责任单位", "任务数")]
    shown = ranking[: max(RANKED, len(top))]
    table += [(str(i), printed[key], str(count)) for i, (key, count) in enumerate(shown, 1)]
    word = "最少" if least else "最多"
    named_as = ROLE_NAMES[role] if role else "列名"
    return Answer(
        question=context.typed,
        intent="most_tasks",
        status="answered",
        answer=f"{named_as}任务{word}的是{names}，{'各' if len(top) > 1 else '共'}{ranking[0][1]}项。",
        reading=f"按责任单位统计任务数{f'（只计{ROLE_NAMES[role]}）' if role else ''}",
        count=ranking[0][1],
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        bureaus=tuple(dict.fromkeys(row.surface for row in held)),
        citations=_evidence(context, held),
        table=tuple(table),
        notes=("按文件列明的责任单位统计，一条中重复出现的只计一次。",),
        suggestions=tasks_of(kb, ((name, region) for region, name in top[:3])),
        computed=(
            *(str(n) for n in counts.values()),
            *map(str, range(1, len(shown) + 1)),
            *(row.bureau for row in rows),
        ),
    )


def _role_counted(question: Question) -> Role | None:
    """谁牵头的任务最多 counts leads, 配合最多 those who help; empty counts all."""
    if question.asks("lead"):
        return "lead"
    return "cooperating" if question.asks("cooperating") else None


def _told_apart(printed: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """市财政局（山西省晋中市） where another place's body is printed alike."""
    alike = Counter(printed.values())
    return {
        key: f"{name}（{key[0]}）" if alike[name] > 1 and key[0] else name for key, name in printed.items()
    }


def _most_bodies(context: Context) -> Answer:
    """哪项任务的责任单位最多: clauses by the number of bodies that they list."""
    kb = context.kb
    rows = _counted(context).rows
    held: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        held.setdefault(row.clause, set()).add((row.region, row.bureau))
    if not held:
        return _nothing(context, "文件没有列明责任单位。")
    least = context.question.asks("least")
    number = (min if least else max)(len(bodies) for bodies in held.values())
    clauses = kb.in_order(c for c, bodies in held.items() if len(bodies) == number)
    top = {c.id for c in clauses}
    own = [row for row in rows if row.clause in top]
    named = "；".join(f"{titles(kb, [c.document])}{place(kb, c)}" for c in clauses)
    return Answer(
        question=context.typed,
        intent="most_bodies",
        status="answered",
        answer=f"列明责任单位{'最少' if least else '最多'}的是{named}，各列{number}个。",
        reading="按任务统计责任单位个数",
        count=len(clauses),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        bureaus=tuple(dict.fromkeys(row.surface for row in own)),
        citations=_evidence(context, own),
        notes=("一条中重复出现的单位只计一次。",),
        computed=(str(number),),
    )


def _evidence(context: Context, rows: Sequence[Assignment]) -> tuple[Citation, ...]:
    """The lists that are counted; of very many, the first list of each body."""
    if len(rows) <= CITED:
        return measures(context.kb, rows)
    first = {(row.region, row.bureau, row.surface): row for row in reversed(rows)}
    return measures(context.kb, first.values())


def counts_something(context: Context) -> bool:
    """The question says what is to be counted; 要建设多少个 alone does not."""
    return bool(_COUNTED.search(context.question.text))


def how_many(context: Context) -> Answer:
    """一共多少项任务, 多少个责任单位, 多少条, 多少项指标."""
    text = context.question.text
    if _PARTS.search(text) or _ARTICLES.search(text):
        return _clause_count(context)
    if not _BODIES.search(text) and ("指标" in text or "目标" in text):
        return target_list(context)
    kb, counted = context.kb, _counted(context)
    rows = counted.rows
    clauses = kb.in_order(row.clause for row in rows)
    if not clauses:
        return _nothing(context, "文件没有列明符合条件的任务。")
    bodies = sorted(counted.by_body.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    where = titles(kb, (c.document for c in clauses))
    about_bodies = bool(_BODIES.search(text))
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
        citations=_evidence(context, rows),
        table=tuple(table),
        notes=(GENERAL_NOT_COUNTED,),
        computed=(
            str(count),
            *map(str, range(1, len(bodies) + 1)),
            *(str(len(ids)) for _, ids in bodies),
            *(name for (_, name), _ in bodies),
        ),
    )


def _clause_count(context: Context) -> Answer:
    """办法一共多少条, 方案有几个部分: articles (第…条), numbered clauses, or those of the first level."""
    kb = context.kb
    if asks_for_parts(context):  # 六、政策保障分几个部分
        return _parts_below(context)
    own = [c for c in kb.clauses(context.question.documents) if c.number]
    articles = [c for c in own if re.search(r"第[^第]+条$", c.number)]
    if _PARTS.search(context.question.text):
        counted, unit = [c for c in own if c.level == 1], "个部分"
    else:
        counted, unit = (articles, "条") if articles else (own, "个编号条款")
    if not counted:
        return _nothing(context, "文件没有编号的条款。")
    by_document = Counter(c.document for c in counted)
    said = "；".join(f"{titles(kb, [d])}共{n}{unit}" for d, n in by_document.items())
    return Answer(
        question=context.typed,
        intent="count",
        status="answered",
        answer=f"{said}。",
        reading="统计条文数",
        count=len(counted),
        clauses=tuple(c.id for c in counted),
        paths=paths(counted),
        citations=tuple(_number_and_heading(context, c) for c in counted),
        computed=(str(len(counted)), *map(str, by_document.values())),
    )


def _parts_below(context: Context) -> Answer:
    """How many parts the clause of the question's number has, with their headings."""
    kb, question = context.kb, context.question
    tops = numbered(context)
    parts = [c for top in tops for c in kb.below(top) if c.level == top.level + 1 and c.number]
    if not question.number or not parts:
        return _nothing(context, "文件没有这样编号的条款，或者它的下面没有再分条。")
    where = "、".join(f"{titles(kb, [top.document])}{place(kb, top)}" for top in tops)
    said = "；".join(place(kb, c) for c in parts)
    return Answer(
        question=context.typed,
        intent="count",
        status="answered",
        answer=f"{where}共{len(parts)}个部分：{said}。",
        reading=f"按条款号＝{question.number.text} 统计其下的部分",
        count=len(parts),
        clauses=tuple(c.id for c in parts),
        paths=paths(parts),
        citations=tuple(_number_and_heading(context, c) for c in (*tops, *parts)),
        computed=(str(len(parts)),),
    )


def asks_for_parts(context: Context) -> bool:
    """六、政策保障一共分几个部分: the parts of a numbered clause are to be counted."""
    text = context.question.text
    return bool(context.question.number and (_PARTS.search(text) or _ARTICLES.search(text)))


def _number_and_heading(context: Context, clause: Clause) -> Citation:
    """「二、重点任务」; the number may be printed behind its heading (「总体要求一、」)."""
    start = min(clause.label.start, clause.heading_span.start) if clause.heading else clause.label.start
    return quote(context.kb, clause, start, max(clause.label.end, clause.heading_span.end))


def _nothing(context: Context, reason: str) -> Answer:
    return Answer(context.typed, "count", "not_found", reason, "按责任单位统计任务数", reason=reason)
