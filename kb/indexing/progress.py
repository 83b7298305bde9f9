"""Progress bars for long work, on a terminal only.

In: a stage's name and its size.  Out: a function to call with the number of items done since
the last call.  Nothing is written where standard error is not a terminal, so that logs and
pipes stay clean.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def stage(name: str, total: int, unit: str, *, shown: bool) -> Iterator[Callable[[int], None]]:
    """A bar 「计算向量: 62%|██████▏   | 500/800」 for one stage of a build."""
    if not (shown and total and sys.stderr.isatty()):
        yield _silent
        return
    from tqdm import tqdm

    with tqdm(total=total, desc=name, unit=unit, file=sys.stderr, leave=False) as bar:
        yield bar.update


def _silent(_done: int) -> None:
    pass
