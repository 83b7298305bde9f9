"""The register of responsible bodies that the assignments of a corpus make.

In: assignments.  Out: one :class:`BodyRecord` per body and region, with every spelling seen
and how many clauses name it.  Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from kb.model import Assignment, BodyKind

if TYPE_CHECKING:
    from kb.tagging.bureaus.names import Body
    from kb.tagging.bureaus.places import Level


@dataclass(frozen=True, slots=True)
class BodyRecord:
    """A body as the knowledge base knows it.

    ``surfaces`` are the spellings printed, most frequent first; ``clauses`` counts the clauses
    that make it responsible in any role, ``lead`` those in which it leads; ``level`` and
    ``joined`` are those of the body that its name means.
    """

    name: str
    region: str
    kind: BodyKind
    surfaces: tuple[str, ...]
    clauses: int
    lead: int
    level: str = ""
    joined: tuple[str, ...] = ()

    @property
    def body(self) -> Body:
        """The body itself, as the tagger read it."""
        from kb.tagging.bureaus.names import Body

        return Body(self.name, self.region, cast("Level", self.level), self.kind, self.joined)


def register(assignments: Iterable[Assignment]) -> tuple[BodyRecord, ...]:
    """Collect the bodies of ``assignments``: bodies before groups, most clauses first."""
    gathered: dict[tuple[str, str, BodyKind], list[Assignment]] = {}
    for assignment in assignments:
        key = (assignment.bureau, assignment.region, assignment.kind)
        gathered.setdefault(key, []).append(assignment)
    records = [_record(*key, rows) for key, rows in gathered.items()]
    return tuple(sorted(records, key=lambda body: (body.kind, -body.clauses, body.region, body.name)))


def _record(name: str, region: str, kind: BodyKind, rows: list[Assignment]) -> BodyRecord:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.surface] = counts.get(row.surface, 0) + 1
    surfaces = tuple(sorted(counts, key=lambda surface: (-counts[surface], surface)))
    level, joined = _read(name, region, surfaces)
    return BodyRecord(
        name=name,
        region=region,
        kind=kind,
        surfaces=surfaces,
        clauses=len({row.clause for row in rows}),
        lead=len({row.clause for row in rows if row.role == "lead"}),
        level=level,
        joined=joined,
    )


def _read(name: str, region: str, surfaces: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Level and joined names of a body; only a spelling tells 市场监管局（知识产权局）'s second name."""
    from kb.tagging.bureaus.names import canonical

    readings = [canonical(written, region) for written in (name, *surfaces)]
    same = [body for body in readings if body is not None and body.name == name]
    joined = dict.fromkeys(other for body in same for other in body.joined)
    return (same[0].level if same else ""), tuple(joined)
