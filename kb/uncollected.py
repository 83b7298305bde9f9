"""Python's cycle collector, paused while many small objects are made.

A document's clauses, tags and findings hold no cycles, so there is nothing for it to find; but it
goes through all of them again and again as their number grows: a third of the time of a megabyte of
short clauses.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the collector, for the whole process; where it was off already it stays off."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
