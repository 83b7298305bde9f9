"""Times every page of a knowledge base at the server, each with its size.

    python bench/pages.py [KB]

Prints one line a page, the slowest first: the first request, the median of the runs after it and the
kilobytes sent, beside the bar of 100 ms that we set ourselves for a warm page of the first plan.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from urllib.parse import quote

RUNS = 7
BAR = 100


def addresses(kb: object) -> list[str]:
    """One address of every page, from what the knowledge base holds."""
    from web.gathering import bodies_by_weight

    bodies = [body for body in bodies_by_weight(kb) if body.kind == "body"]  # type: ignore[arg-type]
    documents = max(kb.documents(), key=lambda d: len(d.text))  # type: ignore[attr-defined]
    clause = max(kb.clauses(documents.id), key=lambda c: c.end - c.start)  # type: ignore[attr-defined]
    found = ["/", "/search", "/documents", "/bodies", "/targets", "/coverage", "/about", "/admin", "/check"]
    found += ["/compare", "/ledger/tasks", "/ledger/targets", "/ledger/deadlines", "/matrix"]
    found += [
        "/quiz",
        "/quiz/paper?count=20&seed=1",
        "/quiz/take?count=20&seed=1",
        "/quiz/review",
        "/nowhere",
    ]
    found += [f"/document/{documents.id}", f"/clause/{clause.id}"]
    for asked in ("目标是多少", "2099年森林覆盖率是多少", "产业", "“发展”", "龘靐齉"):
        found.append(f"/search?q={quote(asked)}")
    if bodies:
        name, region = quote(bodies[0].name), quote(bodies[0].region)
        found += [
            f"/body?name={name}&region={region}",
            f"/search?q={quote(f'哪些任务由{bodies[0].name}负责')}",
        ]
        found += [f"/search?q=&bureau={name}", f"/targets?bureau={name}"]
    return found


def timed(client: object, address: str) -> tuple[float, float, int]:
    """Milliseconds of the first request, the median of those after it, and bytes."""
    times = []
    for _ in range(RUNS + 1):
        started = time.perf_counter()
        answer = client.get(address)  # type: ignore[attr-defined]
        times.append(1000 * (time.perf_counter() - started))
    return times[0], statistics.median(times[1:]), len(answer.data)


def main() -> None:
    """Print a line a page."""
    from web import create_app
    from web.library import library

    app = create_app(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    with app.test_request_context("/"):
        pages = addresses(library().current())
    client = app.test_client()
    client.get("/search?q=目标是多少")  # the model of queries is loaded once
    rows = [(*timed(client, page), page) for page in pages]
    for first, median, size, page in sorted(rows, key=lambda row: -row[1]):
        over = "  over the bar" if median > BAR else ""
        print(f"{median:7.1f} ms  first {first:7.1f} ms  {size / 1024:7.1f} KB  {page}{over}")


if __name__ == "__main__":
    main()
