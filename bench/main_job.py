"""Times the main job as a user meets it: build, rebuild, a cold question, warm pages.

    python bench/main_job.py

Builds ``corpus/`` into a temporary directory and prints one line per figure: the median of the
runs, beside the bar that we set ourselves.  Wall-clock seconds; memory is the process's peak.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
QUESTION = "哪些任务由市能源局负责"
PAGES = ("/", f"/search?q={QUESTION}", "/search?q=氢能", "/documents", "/bodies", "/targets")
RUNS = 5


def run(*arguments: str) -> tuple[float, float]:
    """Seconds and peak megabytes of one command."""
    started = time.perf_counter()
    script = (
        "import resource, subprocess, sys;"
        "code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(code)"
    )
    command = [sys.executable, "-c", script, sys.executable, "indexer.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return time.perf_counter() - started, int(done.stdout) / 1024


def line(name: str, value: float, unit: str, bar: str) -> None:
    """One figure beside its bar."""
    print(f"{name:<28} {value:>9.2f} {unit:<3} (bar {bar})")


def pages(kb: Path) -> None:
    """Milliseconds at the server for each page, after one warm-up."""
    from web import create_app

    client = create_app(kb).test_client()
    for page in PAGES:
        client.get(page)
        times = []
        for _ in range(RUNS):
            started = time.perf_counter()
            assert client.get(page).status_code == 200, page
            times.append(1000 * (time.perf_counter() - started))
        line(f"page {page}", statistics.median(times), "ms", "100")


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder:
        kb = Path(folder) / "kb"
        seconds, megabytes = run("build", "--kb", str(kb))
        line("first build", seconds, "s", "60")
        line("first build, memory", megabytes, "MB", "-")
        seconds = statistics.median(run("build", "--kb", str(kb))[0] for _ in range(3))
        line("build, nothing changed", seconds, "s", "3")
        asked = [run("ask", QUESTION, "--kb", str(kb), "--json") for _ in range(RUNS)]
        line("cold ask", statistics.median(s for s, _ in asked), "s", "1.5")
        line("cold ask, memory", max(m for _, m in asked), "MB", "400")
        asked = [run("ask", "煤矿安全怎么抓", "--kb", str(kb), "--json") for _ in range(RUNS)]
        line("cold ask, by search", statistics.median(s for s, _ in asked), "s", "1.5")
        line("cold ask by search, memory", max(m for _, m in asked), "MB", "400")
        pages(kb)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line("web process, memory", own, "MB", "-")


if __name__ == "__main__":
    main()
