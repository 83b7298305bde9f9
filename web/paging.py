"""The steps of a paging bar.

In: how many there are, where the page starts, how many a page holds, and how an address is made.
Out: steps for 上一页, page numbers and 下一页; none where one page holds all.
"""

from __future__ import annotations

from collections.abc import Callable

from web.contexts import Step

#: Page numbers shown on either side of the current one.
AROUND = 2


def steps(total: int, offset: int, size: int, url: Callable[[int], str]) -> tuple[Step, ...]:
    """The steps from the page at ``offset``; the current page has no address, gaps read ……"""
    if total <= size and not offset:
        return ()
    pages = max(1, -(-total // size))
    current = min(offset // size, pages - 1)
    bar = []
    if current:
        bar.append(Step("上一页", url((current - 1) * size)))
    shown = sorted({0, pages - 1, *range(max(0, current - AROUND), min(pages, current + AROUND + 1))})
    for position, number in enumerate(shown):
        if position and number - shown[position - 1] > 1:
            bar.append(Step("……"))
        bar.append(Step(str(number + 1), "" if number * size == offset else url(number * size)))
    if current < pages - 1:
        bar.append(Step("下一页", url((current + 1) * size)))
    return tuple(bar)
