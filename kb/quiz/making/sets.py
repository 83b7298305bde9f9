"""Items made of several facts: figures to indicators, bodies to tasks.

In: a document's statements and tasks.  Out: drafts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from random import Random

from kb.quiz.items import BLANK
from kb.quiz.library import DocumentText, quotable_title, titled
from kb.quiz.making.bodies import Task
from kb.quiz.making.drafts import Draft, Ground, grounds
from kb.quiz.making.figures import fact_of
from kb.quiz.statements import Statement

#: How many of each kind a document may give: their facts are asked singly, too.
MOST = 12


def set_drafts(document: DocumentText, own: Sequence[Statement], tasks: Sequence[Task]) -> Iterator[Draft]:
    """All drafts of several facts."""
    yield from _figures(document, own)
    yield from _tasks(document, tasks)


def _ground(document: DocumentText, statements: Sequence[Statement]) -> Ground:
    return Ground(
        tuple(document.citation(s.clause, s.sentence.start, s.sentence.end) for s in statements),
        "\n".join(dict.fromkeys(grounds(document, s.clause, s.sentence.text) for s in statements)),
        tuple(fact_of(s) for s in statements),
    )


def _figures(document: DocumentText, own: Sequence[Statement]) -> Iterator[Draft]:
    """Four indicators of one year and unit, with different values."""
    alike: dict[tuple[int | None, str], list[Statement]] = defaultdict(list)
    for statement in own:
        unit = statement.figure.lstrip("0123456789.,")
        if statement.subject and (statement.opening or statement.year is None):
            alike[statement.year, unit].append(statement)
    for (year, unit), statements in alike.items():
        random = Random(f"figures|{document.document.id}|{year}|{unit}")
        random.shuffle(statements)
        for chosen in _different(statements):
            asked = f"{year}年" if year else ""
            yield Draft(
                "matching", "target",
                f"请将{titled(quotable_title(document.document))}提出的{asked}指标与数值对应起来。",
                difficulty="medium", fact="figures|" + "|".join(s.key for s in chosen),
                prompts=tuple(f"{s.before}{BLANK}{s.after}" for s in chosen),
                options=tuple(s.figure for s in chosen), ground=_ground(document, chosen),
            )  # fmt: skip


def _different(statements: Sequence[Statement]) -> Iterator[tuple[Statement, ...]]:
    """Groups of four with four values; each statement in one group at most."""
    left = list(statements)
    while left:
        group: list[Statement] = []
        for statement in left:
            values = {s.figure for s in group}
            if statement.figure not in values and statement.subject not in {s.subject for s in group}:
                group.append(statement)
            if len(group) == 4:
                break
        if len(group) < 4:
            return
        left = [s for s in left if s not in group]
        yield tuple(group)


def _tasks(document: DocumentText, tasks: Sequence[Task]) -> Iterator[Draft]:
    """Four tasks, each with a body that no other of the four lists."""
    random = Random(f"tasks|{document.document.id}")
    for _ in range(min(MOST, len(tasks) // 3)):
        chosen = random.sample(list(tasks), 4) if len(tasks) >= 4 else []
        listed = Counter(row.bureau for task in chosen for row in task.rows)
        own = [[row for row in task.rows if listed[row.bureau] == 1] for task in chosen]
        if not chosen or not all(own):
            continue
        picked = [random.choice(rows) for rows in own]
        cited = [
            document.citation(
                task.clause,
                document.clean.index(row.list_span.start),
                document.clean.index(row.list_span.end),
            )
            for task, row in zip(chosen, picked, strict=True)
        ]
        words = [f"{t.heading}……{' '.join(c.quote.split())}" for t, c in zip(chosen, cited, strict=True)]
        yield Draft(
            "matching", "responsibility",
            f"请将{titled(quotable_title(document.document))}中的任务与为其列明的责任单位对应起来。",
            ground=Ground(
                tuple(cited),
                "\n".join(grounds(document, t.clause, w) for t, w in zip(chosen, words, strict=True)),
                tuple(f"{t.clause.id}:{r.surface}" for t, r in zip(chosen, picked, strict=True)),
            ),
            difficulty="medium", fact="tasks|" + "|".join(t.heading for t in chosen),
            prompts=tuple(t.heading for t in chosen), options=tuple(r.surface for r in picked),
        )  # fmt: skip
