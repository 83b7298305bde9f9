"""Times builds and openings of a knowledge base, each in a process of its own.

    python bench/build.py [CORPUS]

Prints seconds of wall clock and of processor time, and peak memory, beside the bar that we set
ourselves: a first build, a build with nothing changed, one with new metadata (nothing to
embed), one with one clause changed, opening and listing.  On a busy machine read the
processor's column: two cores embed in parallel, all else is one thread.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]

_BUILD = """
import json, sys
from pathlib import Path
from kb.indexing.build import build
report = build([Path(sys.argv[1])], Path(sys.argv[2]), progress=False)
print(json.dumps([f"{report.clauses} clauses, {report.embedded} embedded, {report.analysed} analysed"]))
"""
_OPEN = """
import json, sys
from pathlib import Path
from kb.indexing.knowledge_base import open_knowledge_base
with open_knowledge_base(Path(sys.argv[2])) as kb:
    rows = kb.clauses(), kb.assignments(), kb.targets(), kb.bodies()
    print(json.dumps([", ".join(str(len(listing)) for listing in rows) + " rows"]))
"""


def measure(name: str, bar: str, script: str, corpus: Path, kb: Path) -> None:
    """One line: what a process took and what it says it did."""
    started = time.perf_counter()
    before = os.times()
    done = subprocess.run(
        [sys.executable, "-c", f"{script}\nimport resource\n{_MEMORY}", str(corpus), str(kb)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    wall, after = time.perf_counter() - started, os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    said, kilobytes = (json.loads(line)[0] for line in done.stdout.splitlines()[-2:])
    print(f"{name:<28} {wall:>7.2f} s {processor:>8.2f} s {kilobytes // 1024:>6} MB  {bar:<8} {said}")


_MEMORY = "print(json.dumps([resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))"


def main(corpus: Path) -> None:
    """Print every figure for ``corpus``, which is copied and not changed."""
    print(f"{'':<28} {'wall':>9} {'processor':>10} {'memory':>9}  bar")
    with tempfile.TemporaryDirectory() as folder:
        copy, kb = Path(folder) / "corpus", Path(folder) / "kb"
        shutil.copytree(corpus, copy)
        measure("first build", "60 s", _BUILD, copy, kb)
        measure("nothing changed", "3 s", _BUILD, copy, kb)
        manifest = copy / "manifest.toml"
        if manifest.exists():
            rows = manifest.read_text(encoding="utf-8").splitlines(keepends=True)
            text = "".join(row for row in rows if not row.startswith("sha256"))
            manifest.write_text(text.replace('title = "', 'title = "新编'), encoding="utf-8")
            measure("metadata changed", "", _BUILD, copy, kb)
            changed = max(copy.rglob("*.txt"), key=lambda path: path.stat().st_size)
            lines = changed.read_text(encoding="utf-8").splitlines(keepends=True)
            lines[-1] = lines[-1].rstrip("\n") + "每年通报一次进展情况。\n"
            changed.write_text("".join(lines), encoding="utf-8")
            measure("one clause changed", "", _BUILD, copy, kb)
        measure("open and list everything", "", _OPEN, copy, kb)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "corpus")
