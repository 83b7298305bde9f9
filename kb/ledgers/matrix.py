"""Counts of tasks by two things: bodies against sectors, sections, or one another.

In: an open knowledge base and filters.  Out: a ``Matrix`` whose every cell holds the ids of the
tasks that it counts, so that a count can always be opened.  A row's total is the number of the
body's tasks, as answers count them; a task in two sectors stands in two cells, once in the total.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from kb.errors import InvalidQuery
from kb.indexing.knowledge_base import KnowledgeBase
from kb.ledgers.measures import BodyKey, Measure, measures, place
from kb.model import Clause, Filters

By = Literal["sector", "field", "section", "body"]

#: What the columns are, as people say it.
BY_NAMES: dict[str, str] = {
    "sector": "细分领域",
    "field": "领域",
    "section": "章节",
    "body": "共同责任单位",
}

#: Column of tasks that carry no sector.
UNSORTED = "未归入领域"


@dataclass(frozen=True, slots=True)
class Axis:
    """A row or a column: its name, its region if it is a body, and all its tasks.

    ``context`` is what tells it from its like where there are several: a body's region (市能源局 of two
    cities), a section's document (一、总体要求 of two plans); empty where all share it.
    """

    name: str
    region: str
    clauses: frozenset[str]
    key: tuple[str, str]
    context: str = ""

    @property
    def label(self) -> str:
        """The name with its context: 市能源局（山西省晋中市）."""
        return f"{self.name}（{self.context}）" if self.context else self.name


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows are bodies, most tasks first; ``cells`` maps (row key, column key) to clause ids."""

    by: By
    rows: tuple[Axis, ...]
    columns: tuple[Axis, ...]
    cells: dict[tuple[tuple[str, str], tuple[str, str]], tuple[str, ...]]
    total: int  # distinct tasks

    def count(self, row: Axis, column: Axis) -> int:
        """The number of tasks in one cell."""
        return len(self.cells.get((row.key, column.key), ()))


def matrix(kb: KnowledgeBase, filters: Filters = Filters(), by: str = "field") -> Matrix:  # noqa: B008 - frozen
    """Tasks by body and by ``by``: field (first level), sector (second level), section or body.

    Raises InvalidQuery for another ``by``.
    """
    if by not in get_args(By):
        raise InvalidQuery(f"没有“{by}”这种矩阵，可以用：{'、'.join(get_args(By))}")
    kind: By = by  # type: ignore[assignment]
    classes = _classes(kb, kind)
    rows: dict[BodyKey, dict[str, None]] = defaultdict(dict)
    columns: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    cells: dict[tuple[tuple[str, str], tuple[str, str]], dict[str, None]] = defaultdict(dict)
    # Bodies of two lists of one clause share the clause, as when both are asked for together.
    for clause, bodies in _bodies_by_clause(measures(kb, filters)):
        sorts = classes(clause, bodies)
        for column in sorts:
            columns[column][clause.id] = None
        for body in bodies:
            rows[body][clause.id] = None
            for column in sorts:
                if kind != "body" or column != body:
                    cells[body, column][clause.id] = None
    return Matrix(
        by=kind,
        rows=_of_places(_axes(rows)),
        columns=_columns(kb, kind, columns),
        cells={key: tuple(ids) for key, ids in cells.items()},
        total=len({clause for ids in rows.values() for clause in ids}),
    )


def _bodies_by_clause(found: Iterable[Measure]) -> list[tuple[Clause, tuple[BodyKey, ...]]]:
    clauses: dict[str, Clause] = {}
    bodies: dict[str, dict[BodyKey, None]] = defaultdict(dict)
    for measure in found:
        for a in measure.assignments:
            if a.kind == "body":
                clauses[measure.clause.id] = measure.clause
                bodies[measure.clause.id][a.bureau, a.region] = None
    return [(clause, tuple(bodies[clause.id])) for clause in clauses.values()]


def _classes(
    kb: KnowledgeBase, by: By
) -> Callable[[Clause, tuple[BodyKey, ...]], tuple[tuple[str, str], ...]]:
    """What tells the columns of a clause."""
    if by == "body":
        return lambda _, bodies: bodies
    if by == "section":
        return lambda clause, _: (_section(kb, clause),)
    sectors: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for tag in kb.sectors():
        sectors[tag.clause][(tag.parent, "") if by == "field" else (tag.sector, tag.parent)] = None
    return lambda clause, _: tuple(sectors.get(clause.id) or ((UNSORTED, ""),))


def _section(kb: KnowledgeBase, clause: Clause) -> tuple[str, str]:
    """The outermost clause above: 二、深化能源革命试点, with its document."""
    while (above := kb.parent(clause.id)) is not None:
        clause = above
    return (f"{place(clause)}{clause.heading}", clause.document)


def _axes(found: dict[tuple[str, str], dict[str, None]]) -> tuple[Axis, ...]:
    axes = [Axis(key[0], key[1], frozenset(ids), key) for key, ids in found.items()]
    return tuple(sorted(axes, key=lambda axis: (axis.name == UNSORTED, -len(axis.clauses), axis.key)))


def _of_places(bodies: tuple[Axis, ...]) -> tuple[Axis, ...]:
    """Bodies with their regions as context, where they are of several."""
    several = len({axis.region for axis in bodies}) > 1
    return tuple(replace(axis, context=axis.region) for axis in bodies) if several else bodies


def _columns(kb: KnowledgeBase, by: By, found: dict[tuple[str, str], dict[str, None]]) -> tuple[Axis, ...]:
    if by == "section":
        return _in_order(kb, found)
    return _of_places(_axes(found)) if by == "body" else _axes(found)


def _in_order(kb: KnowledgeBase, found: dict[tuple[str, str], dict[str, None]]) -> tuple[Axis, ...]:
    """Sections in the order of their documents: as found, since measures come in that order."""
    order = {d.id: at for at, d in enumerate(kb.documents())}
    several = len({document for _, document in found}) > 1
    axes = [
        Axis(key[0], "", frozenset(ids), key, f"《{kb.document(key[1]).title}》" if several else "")
        for key, ids in found.items()
    ]
    return tuple(sorted(axes, key=lambda axis: order[axis.key[1]]))
