"""Questions that an answer may suggest: each is one that the knowledge base answers.

In: the library.  Out: bodies by a name that means them alone (襄阳市财政局 where two cities have a
市财政局), and examples of what may be asked where a question was about something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from kb.answering.evidence import Context, place
from kb.answering.library import Library
from kb.indexing.tokens import fold
from kb.model import Answer, Clause, Target
from kb.tagging.bureaus.names import Body
from kb.tagging.bureaus.places import components
from kb.tagging.bureaus.resolve import resolve

#: Bodies suggested at once.
BODIES = 4


class Names:
    """Names by which a suggestion may call a body."""

    def __init__(self, kb: Library) -> None:
        self._records = kb.bodies()
        self._known = [record.body for record in self._records]
        self._found: dict[tuple[str, str], str] = {}

    def of(self, name: str, region: str) -> str:
        """A name that means this body and no other; empty where there is none."""
        key = (name, region)
        if key not in self._found:
            self._found[key] = next((w for w in self._wordings(name, region) if self._means(w, key)), "")
        return self._found[key]

    def _wordings(self, name: str, region: str) -> Iterator[str]:
        yield name
        parts = [part for _, part in components(region)] if region else []
        own = name[1:] if parts and name[0] in "省市县区州" and parts[-1].endswith(name[0]) else name
        for at in range(len(parts) - 1, -1, -1):
            yield "".join(parts[at:]) + own
        for record in self._records:
            if (record.name, record.region) == (name, region):
                yield from record.surfaces

    def _means(self, wording: str, key: tuple[str, str]) -> bool:
        found = resolve(wording, self._known)
        return found.status == "one" and (found.bodies[0].name, found.bodies[0].region) == key


def tasks_of(kb: Library, bodies: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """哪些任务由市能源局负责, of each body given by name and region."""
    names = kb.once(Names)
    called = (names.of(*body) for body in dict.fromkeys(bodies))
    return tuple(islice((f"哪些任务由{name}负责" for name in called if name), BODIES))


def call(kb: Library, body: Body) -> str:
    """The body by a name that means it alone, or by its own name."""
    return kb.once(Names).of(body.name, body.region) or body.name


def other_questions(answer: Answer, typed: str) -> Iterator[str]:
    """The suggestions of an answer that are not the question itself, whatever its marks and manners."""
    asked = _bare(typed)
    return (s for s in dict.fromkeys(answer.suggestions) if _bare(s) != asked)


def _bare(question: str) -> str:
    """The question without marks, politeness and 请问."""
    return re.sub(r"[^\w]|^(?:请问|请|查一下|问一下|我想知道)|(?:呢|呀|啊)$", "", fold(question))


def examples(context: Context) -> tuple[str, ...]:
    """One question of each kind that the library answers, for who asked about something else."""
    return context.kb.once(_examples)


def _examples(kb: Library) -> tuple[str, ...]:
    bodies = ((r.name, r.region) for r in kb.bodies() if r.kind == "body")
    tasks = tasks_of(kb, bodies)[:1]
    aims = (row for row in kb.targets() if row.kind == "target" and row.value)
    figures = (f"{row.indicator}是多少" for row in aims if names_alone(row))
    headed = (f"{clause.heading}由谁负责" for clause in kb.tasks if clause.heading)
    sections = (says(kb, clause) for clause in kb.clauses() if clause.level == 1 and clause.number)
    return (*tasks, *islice(figures, 1), *islice(headed, 1), *islice(sections, 1))


def names_alone(row: Target) -> bool:
    """Whether an indicator makes a question: one cut within quotation marks (“重点引进人才) does not."""
    return all(
        row.indicator.count(left) == row.indicator.count(right) for left, right in ("“”", "《》", "（）")
    )


def says(kb: Library, clause: Clause) -> str:
    """《…方案》第一章说了什么, 一、总体要求说了什么 where there is but one document."""
    if len(kb.documents()) == 1:
        return f"{place(kb, clause)}说了什么"
    return f"《{kb.document(clause.document).title}》{clause.number or clause.heading}说了什么"
