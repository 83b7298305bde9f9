"""A body that several lists of one clause name: one row, which remembers the further lists.

In: all rows of a clause.  Out: one row per body, its strongest, with the others packed into it
(``merged``), and the rows of every list again (``in_every_list``), for whoever asks who is
responsible for one measure of a clause that has several.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from kb.model import ROLE_ORDER, Assignment, Role, Span

#: What is kept of a row in a further list: three spans (name, list, measure) and three words.
_SPANS, _WORDS = 3, 3
_OPEN = "等"


def merged(rows: Iterable[Assignment]) -> list[Assignment]:
    """One row per body: its strongest role, printed first; the further lists packed into it."""
    held: dict[tuple[str, str], list[Assignment]] = {}
    for row in rows:
        held.setdefault((row.bureau, row.region), []).append(row)
    return [_one(own) for own in held.values()]


def _one(rows: Sequence[Assignment]) -> Assignment:
    best = min(rows, key=lambda row: ROLE_ORDER.index(row.role))
    scopes = [row.scope for row in rows if row.role == "default" and row.scope]
    if scopes and not best.scope:
        best = replace(best, scope=scopes[-1])
    further: dict[tuple[int, int], Assignment] = {}
    for row in rows:
        span = (row.list_span.start, row.list_span.end)
        if row.role != "default" and row.list_span != best.list_span:
            further.setdefault(span, row)
    return packed(best, list(further.values()))


def packed(row: Assignment, further: Sequence[Assignment]) -> Assignment:
    """The row with the same body's rows of further lists in it."""
    if not further:
        return row
    spans = [span for one in further for span in (Span(one.start, one.end), one.list_span, one.governs)]
    words = [word for one in further for word in (one.role, one.scope, _OPEN if one.open_list else "")]
    return replace(row, again=tuple(spans), again_words=tuple(words))


def in_every_list(rows: Iterable[Assignment]) -> Iterator[Assignment]:
    """The rows with those of the further lists after each; ``position`` there is not known (0)."""
    for row in rows:
        yield replace(row, again=(), again_words=())
        for at in range(len(row.again) // _SPANS):
            name, printed, governs = row.again[_SPANS * at : _SPANS * (at + 1)]
            role, scope, is_open = row.again_words[_WORDS * at : _WORDS * (at + 1)]
            yield replace(
                row,
                role=cast(Role, role),
                position=0,
                open_list=bool(is_open),
                start=name.start,
                end=name.end,
                governs=governs,
                list_span=printed,
                scope=scope,
                again=(),
                again_words=(),
            )
