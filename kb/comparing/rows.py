"""What comparing two documents reports: rows of clauses, targets and bodies, and doubts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kb.model import Clause, Target

ClauseStatus = Literal["same", "changed", "dropped", "added"]
DoubtKind = Literal["conflicting", "earlier_stricter", "no_body"]
TargetStatus = Literal["same", "stricter", "looser", "differs", "dropped", "added"]

CLAUSE_STATUS: dict[ClauseStatus, str] = {
    "same": "相同",
    "changed": "有改动",
    "dropped": "后者没有",
    "added": "后者新增",
}
TARGET_STATUS: dict[TargetStatus, str] = {
    "same": "相同",
    "stricter": "后者更严",
    "looser": "后者更松",
    "differs": "不同",
    "dropped": "后者没有",
    "added": "后者新增",
}


@dataclass(frozen=True, slots=True)
class BodyRow:
    """The bodies of two clauses that answer to each other, by what they do."""

    both: tuple[tuple[str, str], ...]  # 国家发展改革委, 市发展改革委
    first_only: tuple[str, ...]
    second_only: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """Two clauses that answer to each other, or one without a counterpart."""

    status: ClauseStatus
    first: Clause | None
    second: Clause | None
    score: float
    bodies: BodyRow | None = None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One indicator in two documents, or in one."""

    status: TargetStatus
    first: Target | None
    second: Target | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents side by side, in the order of the first; what only the second has comes last."""

    first: str
    second: str
    clauses: tuple[ClauseRow, ...]
    targets: tuple[TargetRow, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a document's ledger that a careful reader would ask about."""

    kind: DoubtKind
    document: str
    indicator: str
    targets: tuple[Target, ...]
    note: str
