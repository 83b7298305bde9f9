"""Times exports: everything of the corpus in every format, and 50,000 clauses row by row.

    python bench/exporting.py [KB]

The large library is the first document of the knowledge base under other ids, as often as it
takes; its rows are made as they are asked for, so the peak memory is that of the writers.  Prints
one line per figure beside its bar; seconds of wall clock, megabytes of the process's peak.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kb.exporting import FORMATS, ExportRequest, export_file
from kb.indexing.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.model import Document, Filters

CLAUSES = 50_000
BARS = {"xlsx": "60", "csv": "60", "json": "60", "md": "-", "docx": "stops at 2,000 rows"}


class Copies:
    """A knowledge base with one document many times; only what the list of clauses asks for."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._one = kb.documents()[0]
        self._count = -(-CLAUSES // len(kb.clauses(self._one.id)))

    def documents(self) -> tuple[Document, ...]:
        return tuple(replace(self._one, id=f"copy-{at}") for at in range(self._count))

    def document(self, document: str) -> Document:
        return replace(self._one, id=document)

    def select(self, filters: Filters) -> None:
        return None

    def clauses(self, document: str) -> tuple[Any, ...]:
        return tuple(replace(c, document=document) for c in self._kb.clauses(self._one.id))

    def assignments(self, document: str) -> tuple[Any, ...]:
        return self._kb.assignments(document=self._one.id)

    def targets(self, document: str) -> tuple[Any, ...]:
        return self._kb.targets(document=self._one.id)

    def sectors(self, document: str) -> tuple[Any, ...]:
        return self._kb.sectors(document=self._one.id)

    def text(self, span: Any) -> str:
        return self._one.text[span.start : span.end]


def line(name: str, seconds: float, memory: float, size: int, bar: str) -> None:
    """One figure beside its bar."""
    print(f"{name:<28} {seconds:>7.2f} s {memory:>7.0f} MB peak {size / 1e6:>8.2f} MB file  (bar {bar})")


def timed(kb: Any, what: str, format: str) -> tuple[float, int]:
    """Seconds and bytes of one export."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        path = export_file(kb, ExportRequest(what), Path(folder) / f"out.{format}")
        return time.perf_counter() - started, path.stat().st_size


def peak() -> float:
    """The process's peak memory in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def formats() -> Iterator[tuple[str, str]]:
    yield from (("all", format) for format in FORMATS)
    yield from (("clauses", format) for format in BARS)


def main(directory: str, what: str = "", format: str = "") -> None:
    """Every export in a process of its own, so that each has its own peak."""
    if not what:
        for one in formats():
            subprocess.run([sys.executable, __file__, directory, *one], check=True)
        return
    with open_knowledge_base(Path(directory)) as kb:
        before = peak()
        seconds, size = timed(kb if what == "all" else Copies(kb), what, format)
        name = f"everything, {format}" if what == "all" else f"{CLAUSES:,} clauses, {format}"
        line(name, seconds, peak(), size, "2" if what == "all" else f"{BARS[format]}; {before:.0f} MB before")


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["build/kb"]))
