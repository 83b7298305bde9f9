"""Times answers on an open knowledge base: how long a question waits once everything is warm.

    python bench/answers.py [KB]

Without ``KB`` builds ``corpus/`` into a temporary directory.  The questions are made of what the
knowledge base holds (its bodies, headings, indicators, clause numbers), every kind of question in
equal share, and every question is asked as new: none twice.  Prints, per kind and over all, the
median and the 95th percentile in milliseconds, beside the bars that we set ourselves: 60 ms on the
first plan, 250 ms on 50,000 clauses.  For a large knowledge base see ``bench/generate.py``.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from kb.answering import ask
from kb.indexing.build import build
from kb.indexing.knowledge_base import KnowledgeBase, open_knowledge_base

ROOT = Path(__file__).parents[1]
#: Questions of each kind.
EACH = 20


def spread(items: tuple[str, ...]) -> list[str]:
    """Some of the items, evenly over all of them, none twice."""
    distinct = list(dict.fromkeys(items))
    return distinct[:: max(1, len(distinct) // EACH)][:EACH]


def questions(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Kind and wording; what is asked about is taken from the knowledge base."""
    bodies = spread(tuple(b.name for b in kb.bodies() if b.kind == "body"))
    headings = spread(tuple(c.heading for c in kb.clauses() if len(c.heading) > 3))
    indicators = spread(tuple(t.indicator for t in kb.targets() if t.value))
    numbers = spread(tuple(c.number for c in kb.clauses() if c.number))
    for kind, wording, subjects in (
        ("tasks", "{}负责哪些任务？", bodies),
        ("lead", "{}牵头哪些任务？", bodies),
        ("targets of a body", "{}有哪些量化指标？", bodies),
        ("who", "{}由谁负责？", headings),
        ("clause", "“{}”的内容是什么？", headings),
        ("passages", "怎样{}？", headings),
        ("value", "{}是多少？", indicators),
        ("value of a year", "2030年{}要达到多少？", indicators),
        ("unknown", "{}的海水淡化率是多少？", headings),
        ("deadline", "{}什么时候完成？", headings),
        ("number", "{}说了什么？", numbers),
    ):
        yield from ((kind, wording.format(subject)) for subject in islice(subjects, EACH))
    yield from (("counts", q) for q in ("哪个部门任务最多？", "一共多少项任务？", "2030年有哪些目标？"))


def measure(kb: KnowledgeBase) -> None:
    """Ask everything once after one question of each kind has warmed up what is read once."""
    asked = list(dict.fromkeys(questions(kb)))
    started = time.perf_counter()
    warmed: set[str] = set()
    for kind, question in asked:
        if kind not in warmed:
            warmed.add(kind)
            ask(kb, question)
    print(
        f"{len(kb.documents())} documents, {len(kb.clauses())} clauses; "
        f"warm after {time.perf_counter() - started:.1f} s"
    )
    times: dict[str, list[float]] = {}
    for kind, question in asked:
        started = time.perf_counter()
        ask(kb, question + " ")
        times.setdefault(kind, []).append(1000 * (time.perf_counter() - started))
    every = [one for found in times.values() for one in found]
    for kind, found in [*times.items(), ("all", every)]:
        high = quantiles(found, n=20)[-1] if len(found) > 1 else found[0]
        print(f"{kind:18} {len(found):4} questions  median {median(found):7.1f} ms  p95 {high:7.1f} ms")


def main() -> None:
    """Measure the knowledge base named, or the corpus of the project."""
    if len(sys.argv) > 1:
        with open_knowledge_base(Path(sys.argv[1])) as kb:
            measure(kb)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kb"
        build([ROOT / "corpus"], path, progress=False)
        with open_knowledge_base(path) as kb:
            measure(kb)


if __name__ == "__main__":
    main()
