"""Items on who is responsible for what: listed bodies, the one that leads, the whole list.

In: a document's assignments.  Out: drafts, for tasks whose clause prints one list of single bodies.  A
list may end in 等, so stems ask for what the document lists (列明), never for who else is not responsible.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from kb.model import Assignment, Clause
from kb.quiz.library import DocumentText, quotable_title, titled
from kb.quiz.making.drafts import Draft, Ground, grounds

_TASK = re.compile(r"[\u4e00-\u9fff“”、，A-Za-z0-9+（）]{5,40}")
#: Headings that name no task of their own.
_GENERAL = re.compile(
    r"^(?:有关要求|总体要求|组织(?:领导|实施|保障)|保障措施|推进措施|工作要求|加强组织领导|其他)$"
)
_PARTY = re.compile(
    r"委(?:办公厅|组织部|宣传部|统战部|编办|党校|网信办|金融办|社会工作部|政法委|教育工委)$|党校$|团|军委"
)


@dataclass(frozen=True, slots=True)
class Task:
    """A clause with its one list of responsible bodies."""

    clause: Clause
    heading: str
    rows: tuple[Assignment, ...]  # bodies only, in the order of print

    @property
    def names(self) -> tuple[str, ...]:
        """The bodies as printed."""
        return tuple(row.surface for row in self.rows)


def tasks_of(document: DocumentText, assignments: Sequence[Assignment]) -> tuple[Task, ...]:
    """The tasks that can be asked about."""
    by_clause: dict[str, list[Assignment]] = defaultdict(list)
    for row in assignments:
        by_clause[row.clause].append(row)
    found = []
    for clause in document.clauses:
        heading, rows = document.heading(clause), by_clause[clause.id]
        if len(document.headings[heading]) != 1 or not _TASK.fullmatch(heading) or _GENERAL.match(heading):
            continue
        listed = [row for row in rows if row.source == "list"]
        one_list = len({(row.list_span.start, row.list_span.end) for row in listed}) == 1
        if (
            len(listed) != len(rows)
            or not one_list
            or any(row.role == "default" and row.kind == "body" for row in rows)
        ):
            continue
        bodies = tuple(row for row in listed if row.kind == "body")
        if bodies and not any(re.search(r"[\s，]", row.surface) or len(row.surface) > 20 for row in bodies):
            found.append(Task(clause, heading, bodies))
    return tuple(found)


def body_drafts(document: DocumentText, tasks: Sequence[Task]) -> Iterator[Draft]:
    """Drafts on every task of a document."""
    for task in tasks:
        others = _others(task, tasks)
        yield from _choice_drafts(document, task, others)
        yield from _lead_drafts(document, task, others)
        yield from _truth_drafts(document, task, others)
        whole = len(task.rows) == len({*task.names}) and not _has_groups(document, task)
        if whole and 2 <= len(task.rows) <= 8:
            yield Draft(
                "short_answer", "responsibility",
                f"{_title(document)}列明的“{task.heading}”的责任单位有哪些？",
                difficulty="hard", fact=f"who|{task.heading}", answer=task.names,
                ground=_ground(document, task, task.names),
            )  # fmt: skip


def _choice_drafts(document: DocumentText, task: Task, others: Sequence[str]) -> Iterator[Draft]:
    title, random = _title(document), Random(f"choice|{task.clause.id}")
    one = random.choice(task.names)
    yield Draft(
        "single_choice", "responsibility", f"下列单位中，{title}列明为“{task.heading}”责任单位的是（　）。",
        difficulty="easy", fact=f"one|{task.heading}", right=(one,), wrong=_alike((one,), others),
        ground=_ground(document, task, (one,)),
    )  # fmt: skip
    if 2 <= len(task.names) <= 5:
        size = max(4, len(task.names) + random.choice((1, 2))) if len(task.names) < 5 else 6
        yield Draft(
            "multiple_choice", "responsibility",
            f"下列单位中，{title}列明为“{task.heading}”责任单位的有（　）。",
            difficulty="hard", fact=f"several|{task.heading}", right=task.names,
            wrong=_alike(task.names, others),
            size=size, ground=_ground(document, task, task.names),
        )  # fmt: skip
    if len(task.names) >= 3:
        listed = tuple(random.sample(task.names, 3))
        for other in _alike(listed, others)[:4]:
            yield Draft(
                "single_choice", "responsibility",
                f"下列单位中，{title}没有列明为“{task.heading}”责任单位的是（　）。",
                difficulty="medium", fact=f"none|{task.heading}", right=(other,), wrong=listed,
                ground=_ground(document, task, listed),
            )  # fmt: skip


def _lead_drafts(document: DocumentText, task: Task, others: Sequence[str]) -> Iterator[Draft]:
    leads = [row.surface for row in task.rows if row.role == "lead"]
    if len(leads) != 1:
        return
    helping = [row.surface for row in task.rows if row.role != "lead"]
    title = _title(document)
    yield Draft(
        "single_choice", "responsibility", f"根据{title}，“{task.heading}”的牵头单位是（　）。",
        difficulty="medium", fact=f"lead|{task.heading}", right=(leads[0],),
        wrong=tuple(dict.fromkeys((*helping[:2], *_alike(tuple(leads), others), *helping[2:]))),
        ground=_ground(document, task, leads),
    )  # fmt: skip
    false = helping and Random(f"lead|{task.clause.id}").random() < 0.5
    yield Draft(
        "true_false", "responsibility",
        f"根据{title}，“{task.heading}”由{helping[0] if false else leads[0]}牵头。",
        difficulty="easy", fact=f"leads|{task.heading}", answer=not false,
        ground=_ground(document, task, leads),
    )  # fmt: skip


def _truth_drafts(document: DocumentText, task: Task, others: Sequence[str]) -> Iterator[Draft]:
    title, random = _title(document), Random(f"truth|{task.clause.id}")
    false = random.random() < 0.5
    for body in _alike(task.names, others)[:4] if false else (random.choice(task.names),):
        yield Draft(
            "true_false", "responsibility", f"{title}列明的“{task.heading}”的责任单位包括{body}。",
            difficulty="easy", fact=f"listed|{task.heading}", answer=not false,
            ground=_ground(document, task, (body,)),
        )  # fmt: skip


def _others(task: Task, tasks: Sequence[Task]) -> list[str]:
    """The document's other bodies: those of neighbouring tasks first, then the most frequent."""
    section = task.clause.path.rpartition(".")[0]
    weight: Counter[str] = Counter()
    for other in tasks:
        near = other.clause.path.rpartition(".")[0] == section
        weight.update(dict.fromkeys(other.names, 3 if near else 1))
    own = {row.bureau for row in task.rows}
    names = {row.surface: row.bureau for other in tasks for row in other.rows}
    ranked = sorted(weight, key=lambda name: (-weight[name], name))
    random = Random(f"others|{task.clause.id}")
    head, rest = ranked[:8], ranked[8:]
    random.shuffle(head)
    return [name for name in [*head, *rest] if names[name] not in own]


def _alike(right: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Wrong options of the right ones' kind: no party organ among bureaus, no company either."""
    party = any(_PARTY.search(name) for name in right)
    level = {name[:1] for name in right}
    fit = [n for n in others if bool(_PARTY.search(n)) <= party]
    return tuple(sorted(fit, key=lambda name: name[:1] not in level))


def _has_groups(document: DocumentText, task: Task) -> bool:
    span = task.rows[0].list_span
    words = document.clean.within(span.start, span.end).text
    return bool(re.search(r"各[^、]{0,12}(?:部门|单位|政府|市|县|区|地)|有关", words))


def _title(document: DocumentText) -> str:
    return titled(quotable_title(document.document))


def _ground(document: DocumentText, task: Task, names: Sequence[str]) -> Ground:
    """The printed list, and the bodies of it that a question asks or gives away."""
    span = task.rows[0].list_span
    first, last = document.clean.index(span.start), document.clean.index(span.end)
    words = f"{task.heading}……{document.text[first:last]}"
    return Ground(
        (document.citation(task.clause, first, last),),
        grounds(document, task.clause, words),
        tuple(f"{task.clause.id}:{name}" for name in names),
    )
