"""What is asked to be exported: a kind of list, and the limits that a search has too."""

from __future__ import annotations

from dataclasses import dataclass, field

from kb.model import Filters


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """One export.

    ``text`` is the query of ``search``, the question of ``answer`` and the body of ``brief``;
    ``by`` the columns of ``matrix``; ``kind`` limits targets, ``role`` responsibilities;
    ``region`` tells bodies of the same name apart, and alone limits to the region's documents.
    """

    what: str
    filters: Filters = field(default_factory=Filters)
    text: str = ""
    by: str = "field"
    kind: str = ""
    role: str = ""
    region: str = ""
    mode: str = "hybrid"
    sort: str = "relevance"
