"""Proofs of who is responsible for what: from the printed list of the task's own clause.

In: a task's heading, bodies, and the texts.  Out: what is wrong, by option.  A body is listed when it
stands between separators of the quoted list; it is not listed when neither its name nor another
name of the same body stands anywhere in any clause of that heading.
"""

from __future__ import annotations

import re

from kb.model import Citation
from kb.quiz.library import DocumentText, Texts
from kb.quiz.proving.readings import Listed, listed_bodies
from kb.tagging.bureaus.names import canonical

Problem = tuple[int | None, str]
_LEVEL = re.compile(r"^(?:省|市|州|盟|区|县|国家|中央|全国)")


class Task:
    """The clause that a heading names in a document, with the list quoted from it."""

    def __init__(self, texts: Texts, document: DocumentText, citation: Citation, heading: str) -> None:
        self.texts, self.document, self.heading = texts, document, heading
        first, last = document.clean.index(citation.start), document.clean.index(citation.end)
        self.listed = listed_bodies(document.text[first:last])
        self.faults = self._faults(citation)

    def _faults(self, citation: Citation) -> list[Problem]:
        named = self.document.headings.get(self.heading, ())
        if len(named) != 1 or named[0].id != citation.clause:
            return [(None, f"“{self.heading}”不是唯一的任务名称")]
        if not (named[0].start <= citation.start and citation.end <= named[0].end):
            return [(None, "引文不在该任务之内")]
        own = self.document.clause_text(named[0])
        lists = re.findall(r"（[^（）]*(?:负责|牵头|责任单位|配合)[^（）]*）", own)
        if len(lists) > 1:
            return [(None, "该任务不止一处责任单位")]
        return [] if self.listed else [(None, "引文不是责任单位清单")]

    def lists(self, body: str) -> bool:
        """Whether the body is printed in the list, as a name of its own."""
        return any(one.name == body for one in self.listed)

    def leads(self) -> tuple[Listed, ...]:
        """The bodies that the list makes lead."""
        return tuple(one for one in self.listed if one.part == "lead")

    def clear_of(self, body: str) -> bool:
        """Whether the body stands nowhere in this task, nor in another document's task of that name."""
        wanted = self._names(body)
        for document in self.texts:
            for clause in document.headings.get(self.heading, ()):
                text = re.sub(r"\s", "", document.clause_text(clause))
                if any(name in text for name in wanted):
                    return False
        return not any(self._same(one.name, body) for one in self.listed)

    def _names(self, body: str) -> set[str]:
        """The name as printed, without its level, and by its usual name."""
        found = {body, _LEVEL.sub("", body)}
        known = canonical(body, self.document.document.region)
        if known:
            found |= {known.name, _LEVEL.sub("", known.name)}
        return {name for name in found if len(name) >= 3}

    def _same(self, one: str, other: str) -> bool:
        region = self.document.document.region
        first, second = canonical(one, region), canonical(other, region)
        return one == other or (first is not None and second is not None and first.name == second.name)


def choice_problems(
    task: Task, options: tuple[str, ...], keys: tuple[int, ...], *, wanted: bool
) -> list[Problem]:
    """A choice of the bodies that are listed (``wanted``), or of the one that is not."""
    problems = list(task.faults)
    for number, body in enumerate(options):
        should = (number in keys) == wanted
        if should and not task.lists(body):
            problems.append((number, f"“{body}”未在清单中列明"))
        if not should and not task.clear_of(body):
            problems.append((number, f"“{body}”在该任务中出现"))
    if len({frozenset(task._names(body)) for body in options}) != len(options):
        problems.append((None, "有两个选项是同一单位"))
    return problems


def lead_problems(task: Task, options: tuple[str, ...], key: int) -> list[Problem]:
    """A choice of the one body that leads; those listed otherwise are fair wrong options."""
    problems = list(task.faults)
    if [one.name for one in task.leads()] != [options[key]]:
        problems.append((None, "牵头单位与清单不符或不唯一"))
    for number, body in enumerate(options):
        if number != key and not (task.lists(body) or task.clear_of(body)):
            problems.append((number, f"“{body}”在该任务中出现"))
    return problems


def truth_problems(task: Task, body: str, said: bool, *, lead: bool) -> list[Problem]:
    """A statement that a body is listed, or leads."""
    if task.faults:
        return list(task.faults)
    if lead:
        true = [one.name for one in task.leads()] == [body]
        false = (
            len(task.leads()) == 1 and not any(one.name == body for one in task.leads()) and task.lists(body)
        )
    else:
        true, false = task.lists(body), task.clear_of(body)
    return [] if (true if said else false) else [(None, "正误与清单不符")]


def answer_problems(task: Task, bodies: tuple[str, ...]) -> list[Problem]:
    """A short answer must name every body of the list and no other."""
    names = [one.name for one in task.listed]
    return list(task.faults) or ([] if sorted(set(names)) == sorted(bodies) else [(None, "清单不完整")])
