"""The catalogue: documents, clauses and everything tagged in them, as tables of a database.

In: the model's objects (:func:`write_catalogue`).  Out: the same objects again, equal to what
was written (:class:`Catalogue`), by the keys that the knowledge base asks for.  SQLite by
default; the engine is named by a URL, so that PostgreSQL can take its place.  With ``schema``
the only home of SQLAlchemy for what a build makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from sqlalchemy import Column, ColumnElement, Engine, Select, Table, create_engine, false, func, or_, select
from sqlalchemy.exc import SQLAlchemyError

from kb.errors import BuildError, MissingKnowledgeBase
from kb.indexing import schema
from kb.indexing.bodies import BodyRecord, register
from kb.indexing.schema import Mapped
from kb.model import Assignment, Clause, Document, Finding, Reference, SectorTag, Tags, Target

T = TypeVar("T")

#: Rows in one INSERT: enough that 50,000 clauses take about a second, small enough for memory.
ROWS_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class DocumentParts:
    """One document with all that was found in it; ``fingerprint`` names the document's content."""

    document: Document
    clauses: tuple[Clause, ...]
    tags: Tags = field(default_factory=Tags)  # its findings include those of segmentation
    fingerprint: str = ""


def sqlite_url(path: Path, *, read_only: bool = False) -> str:
    """The URL of a SQLite file; a read-only one is never written nor locked.

    A built catalogue does not change any more, so ``immutable`` spares the locking calls and
    lets it be read from a read-only file system.
    """
    if not read_only:
        return f"sqlite:///{path}"
    return f"sqlite:///file:{quote(str(path.absolute()))}?mode=ro&immutable=1&uri=true"


def write_catalogue(url: str, parts: Sequence[DocumentParts]) -> None:
    """Create the tables at ``url`` and fill them; raises BuildError if that fails."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            schema.metadata.create_all(connection)
            for table, rows in _tables(parts):
                while batch := _take(rows, ROWS_AT_ONCE):
                    connection.execute(table.insert(), batch)
    except SQLAlchemyError as error:
        # The engine hides OSError: the disk's own reason stands in the driver's message.
        reason = "磁盘空间不足" if "full" in str(error) else str(getattr(error, "orig", error))
        raise BuildError(f"无法写入目录库：{reason}") from error
    finally:
        engine.dispose()


def _tables(parts: Sequence[DocumentParts]) -> Iterator[tuple[Table, Iterator[Mapping[str, object]]]]:
    yield schema.DOCUMENTS.table, _document_rows(parts)
    yield schema.CLAUSES.table, _rows(schema.CLAUSES, (row for part in parts for row in part.clauses))
    assignments = [row for part in parts for row in part.tags.assignments]
    yield schema.ASSIGNMENTS.table, _rows(schema.ASSIGNMENTS, assignments)
    yield schema.SECTORS.table, _rows(schema.SECTORS, (row for part in parts for row in part.tags.sectors))
    yield schema.TARGETS.table, _rows(schema.TARGETS, (row for part in parts for row in part.tags.targets))
    references = (row for part in parts for row in part.tags.references)
    yield schema.REFERENCES.table, _rows(schema.REFERENCES, references)
    yield schema.FINDINGS.table, _rows(schema.FINDINGS, (row for part in parts for row in part.tags.findings))
    yield schema.BODIES.table, _rows(schema.BODIES, register(assignments))


def _rows(mapped: Mapped[T], values: Iterable[T]) -> Iterator[Mapping[str, object]]:
    return (mapped.row(value, order) for order, value in enumerate(values))


def _document_rows(parts: Sequence[DocumentParts]) -> Iterator[Mapping[str, object]]:
    for order, part in enumerate(parts):
        yield {**schema.DOCUMENTS.row(part.document, order), schema.FINGERPRINT: part.fingerprint}


def _take(rows: Iterator[Mapping[str, object]], count: int) -> list[Mapping[str, object]]:
    return list(islice(rows, count))


class Catalogue:
    """Reads a catalogue; safe for several threads.  Every listing is in document order."""

    def __init__(self, url: str) -> None:
        self._engine: Engine = create_engine(url)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def documents(self) -> tuple[Document, ...]:
        """All documents with their text."""
        return self._listing(schema.DOCUMENTS, {})

    def document(self, document: str) -> Document | None:
        """The document of that id."""
        found = self._listing(schema.DOCUMENTS, {"id": document})
        return found[0] if found else None

    def fingerprints(self) -> dict[str, str]:
        """Document id → fingerprint of its content, as given when it was written."""
        columns = schema.DOCUMENTS.table.c
        query = select(columns.id, columns[schema.FINGERPRINT]).order_by(columns[schema.ORDER])
        return {str(id_): str(mark) for id_, mark in self._fetch(query)}

    def parts(self, document: Document) -> DocumentParts:
        """All that was found in ``document``."""
        key = {"document": document.id}
        tags = Tags(
            assignments=self._listing(schema.ASSIGNMENTS, key),
            sectors=self._listing(schema.SECTORS, key),
            targets=self._listing(schema.TARGETS, key),
            references=self._listing(schema.REFERENCES, key),
            findings=self._listing(schema.FINDINGS, key),
        )
        return DocumentParts(document, self.clauses(document.id), tags)

    def clauses(self, document: str | None = None, path: str | None = None) -> tuple[Clause, ...]:
        """Clauses of a document, or with a path, or all."""
        return self._listing(schema.CLAUSES, {"document": document, "path": path})

    def assignments(
        self,
        *,
        bureau: str | None = None,
        role: str | None = None,
        clause: str | None = None,
        document: str | None = None,
        region: str | None = None,
    ) -> tuple[Assignment, ...]:
        """Assignments that meet every key given."""
        keys = {"bureau": bureau, "role": role, "clause": clause, "document": document, "region": region}
        return self._listing(schema.ASSIGNMENTS, keys)

    def targets(
        self,
        *,
        document: str | None = None,
        year: int | None = None,
        kind: str | None = None,
        clause: str | None = None,
    ) -> tuple[Target, ...]:
        """Rows of the ledger that meet every key given."""
        keys = {"document": document, "year": year, "kind": kind, "clause": clause}
        return self._listing(schema.TARGETS, keys)

    def sectors(
        self, *, clause: str | None = None, sector: str | None = None, document: str | None = None
    ) -> tuple[SectorTag, ...]:
        """Sector tags that meet every key given; ``sector`` names either level."""
        keys = {"clause": clause, "document": document}
        if sector is None:
            return self._listing(schema.SECTORS, keys)
        columns = schema.SECTORS.table.c
        return self._listing(schema.SECTORS, keys, (columns.sector == sector) | (columns.parent == sector))

    def references(self, *, clause: str | None = None, document: str | None = None) -> tuple[Reference, ...]:
        """References that meet every key given."""
        return self._listing(schema.REFERENCES, {"clause": clause, "document": document})

    def findings(self, document: str | None = None) -> tuple[Finding, ...]:
        """Findings of a document, or all."""
        return self._listing(schema.FINDINGS, {"document": document})

    def bodies(self) -> tuple[BodyRecord, ...]:
        """All responsible bodies: bodies before groups, most clauses first."""
        return self._listing(schema.BODIES, {})

    def sector_names(self) -> tuple[tuple[str, str], ...]:
        """The pairs (parent, sector) that some clause is tagged with."""
        columns = schema.SECTORS.table.c
        query = select(columns.parent, columns.sector).distinct().order_by(columns.parent, columns.sector)
        return tuple((str(parent), str(sector)) for parent, sector in self._fetch(query))

    def years(self) -> tuple[int, ...]:
        """The years that some row of the ledger is due in."""
        year = schema.TARGETS.table.c.year
        query = select(year).where(year.is_not(None)).distinct().order_by(year)
        return tuple(int(str(row[0])) for row in self._fetch(query))

    def clauses_of_documents(self, documents: Sequence[str]) -> frozenset[str]:
        """The ids of the clauses of any of the documents."""
        columns = schema.CLAUSES.table.c
        return self._ids(columns.id, columns.document.in_(documents))

    def clauses_of_bodies(self, bodies: Sequence[tuple[str, str]]) -> frozenset[str]:
        """The ids of the clauses that make any of the bodies (name, region) responsible."""
        columns = schema.ASSIGNMENTS.table.c
        wanted = [(columns.bureau == name) & (columns.region == region) for name, region in bodies]
        return self._ids(columns.clause, or_(false(), *wanted))

    def clauses_of_sectors(self, names: Sequence[str]) -> frozenset[str]:
        """The ids of the clauses tagged with any of the sectors, at either level."""
        columns = schema.SECTORS.table.c
        return self._ids(columns.clause, columns.sector.in_(names) | columns.parent.in_(names))

    def clauses_of_years(self, years: Sequence[int]) -> frozenset[str]:
        """The ids of the clauses with a row of the ledger due in any of the years."""
        columns = schema.TARGETS.table.c
        return self._ids(columns.clause, columns.year.in_(years))

    def counts(self) -> dict[str, int]:
        """Rows of every table."""
        return {
            table.name: int(str(self._fetch(select(func.count()).select_from(table))[0][0]))
            for table in schema.metadata.sorted_tables
        }

    def integrity(self) -> str:
        """SQLite's own check of its file: ``ok``, or what is wrong."""
        try:
            with self._engine.connect() as connection:
                return str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar())
        except SQLAlchemyError as error:
            return str(getattr(error, "orig", error))

    def _listing(
        self, mapped: Mapped[T], keys: Mapping[str, str | int | None], *conditions: ColumnElement[bool]
    ) -> tuple[T, ...]:
        """The objects whose columns have the values of ``keys``; None means any."""
        columns = mapped.table.c
        wanted = [columns[key] == value for key, value in keys.items() if value is not None]
        query = select(*mapped.columns).where(*wanted, *conditions).order_by(columns[schema.ORDER])
        return mapped.restore(self._fetch(query))

    def _ids(self, column: Column[str], condition: ColumnElement[bool]) -> frozenset[str]:
        return frozenset(str(row[0]) for row in self._fetch(select(column).where(condition).distinct()))

    def _fetch(self, query: Select[*tuple[object, ...]]) -> Sequence[Sequence[object]]:
        try:
            with self._engine.connect() as connection:
                return connection.execute(query).all()
        except SQLAlchemyError as error:
            reason = getattr(error, "orig", error)
            raise MissingKnowledgeBase(
                f"知识库的目录库无法读取（{reason}），请运行 python indexer.py build --rebuild"
            ) from error
