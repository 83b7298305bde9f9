"""Brackets and labelled lines that speak of responsibility and were not read: reported, not lost.

In: the clean text of a clause and the stretches that lists took.  Out: the stretches that hold a
label or verb of responsibility, or mostly bodies at a sentence's end, and stand in no list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb.tagging.bureaus.items import read_run, trimmed
from kb.tagging.bureaus.lists import brackets, closes_sentence, labelled_lines
from kb.tagging.bureaus.phrases import EXPLAINS, LABEL

#: 「责任单位：…」, 「…牵头」 and 「…负责」 at the end of the bracket or of a part of it
_SPEAKS = re.compile(
    r"(?:责任|牵头|配合|主办|协办)(?:单位|部门)\s*[：:]|(?:牵头|负责)(?:落实|实施|推进)?(?=[，,；;。）)\]】]|$)"
)
#: A bracket with no name in it: （牵头）, （牵头负责）; a longer one than any list is no list.
_SHORTEST, _LONGEST = 5, 300
#: 「责任单位：无」 「责任单位：——」 leave nothing unread.
_NAMES = re.compile(r"[一-龥]{3}")


def unread(text: str, taken: Sequence[tuple[int, int]], region: str) -> Iterator[tuple[int, int]]:
    """The stretches ``[start, end)`` that should have been lists, in order."""
    free_from = at = 0
    held = sorted(taken)
    for start, end, is_line in sorted(
        [*((*span, False) for span in brackets(text)), *((*span, True) for span in labelled_lines(text))]
    ):
        while at < len(held) and held[at][1] <= start:
            at += 1
        # Lists do not overlap, so that the first that ends behind the start decides.
        if start < free_from or (at < len(held) and held[at][0] < end):
            continue
        if _line(text, start, end) if is_line else _bracket(text, start, end, region):
            yield trimmed(text, start, end)
            free_from = end


def _line(text: str, start: int, end: int) -> bool:
    label = LABEL.search(text, start, end)
    return bool(label and _NAMES.search(text, label.end(), end))


def _bracket(text: str, start: int, end: int, region: str) -> bool:
    if not _SHORTEST <= end - start - 2 <= _LONGEST or EXPLAINS.match(text, start + 1, end - 1):
        return False
    if _SPEAKS.search(text, start + 1, end - 1):
        return True
    if not closes_sentence(text, start, end):
        return False
    items = read_run(text, start + 1, end - 1, region, strictness="strict").items
    return len(items) > 1 and 2 * sum(bool(item.body) for item in items) >= len(items)
