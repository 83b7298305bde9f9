"""The clauses of one document as a tree.

In: clauses in document order.  Out: their positions, parents and children.  Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.model import Clause


@dataclass(frozen=True, slots=True)
class ClauseTree:
    """Clauses in order, with who stands below whom, by id."""

    clauses: tuple[Clause, ...]
    positions: dict[str, int]
    parents: dict[str, Clause]
    children: dict[str, tuple[Clause, ...]]


def clause_tree(clauses: Sequence[Clause]) -> ClauseTree:
    """The tree that the clauses' levels make.

    A clause stands below the nearest clause before it of a smaller level, so that a skipped
    level (一、 followed by 1.) loses no clause.  Nothing stands below a preamble (level 0),
    and one in the middle (of an annex, of a second document) ends what was open.
    """
    parents: dict[str, Clause] = {}
    children: dict[str, list[Clause]] = {}
    opened: list[Clause] = []
    for clause in clauses:
        while opened and opened[-1].level >= clause.level:
            opened.pop()
        if opened:
            parents[clause.id] = opened[-1]
            children.setdefault(opened[-1].id, []).append(clause)
        if clause.level > 0:
            opened.append(clause)
    return ClauseTree(
        tuple(clauses),
        {clause.id: position for position, clause in enumerate(clauses)},
        parents,
        {above: tuple(below) for above, below in children.items()},
    )
