"""Tables of the catalogue, made from the model's dataclasses.

In: the dataclasses of ``kb.model``.  Out: one :class:`Mapped` per class, which is a SQLAlchemy
table together with the way from an object to a row and back.  A field that is added to the
model is a column here without a further line, and :data:`SIGNATURE` changes, so that a
catalogue written before is recognised as one of another version.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, Text

from kb.indexing.bodies import BodyRecord
from kb.model import Assignment, Clause, Document, Finding, Reference, SectorTag, Span, Target

T = TypeVar("T")
#: What a field holds: the model's classes decide, so no narrower type can be given here.
Value = Any

#: Raised by hand when rows change their meaning though no field does.
LAYOUT = 1

#: Columns with this prefix are the catalogue's own and not part of a model class.
ORDER = "row_order"
FINGERPRINT = "content_fingerprint"

metadata = MetaData()


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a model class and the columns that hold it."""

    name: str
    columns: tuple[str, ...]
    to_row: Callable[[Value], tuple[object, ...]]
    from_row: Callable[..., object] | None  # None: the column's value as it is


@dataclass(frozen=True, slots=True)
class Mapped(Generic[T]):
    """A model class, its table, and both directions between them."""

    model: type[T]
    table: Table
    fields: tuple[_Field, ...]

    @property
    def columns(self) -> tuple[Column[object], ...]:
        """The columns of the model's fields, in the order that :meth:`restore` expects."""
        return tuple(self.table.c[name] for field in self.fields for name in field.columns)

    def row(self, value: T, order: int) -> dict[str, object]:
        """The row of an object; ``order`` is its place among all rows of the table."""
        row: dict[str, object] = {ORDER: order}
        for field in self.fields:
            row.update(zip(field.columns, field.to_row(getattr(value, field.name)), strict=True))
        return row

    def restore(self, rows: Iterable[Sequence[object]]) -> tuple[T, ...]:
        """The objects of rows that were selected with :attr:`columns`."""
        pieces = [(len(field.columns), field.from_row) for field in self.fields]
        return tuple(self.model(*_values(row, pieces)) for row in rows)


def _values(row: Sequence[object], pieces: list[tuple[int, Callable[..., object] | None]]) -> list[object]:
    values: list[object] = []
    at = 0
    for width, read in pieces:
        values.append(row[at] if read is None else read(*row[at : at + width]))
        at += width
    return values


def _plain(value: Value) -> tuple[object, ...]:
    return (value,)


def _span_columns(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _json_texts(texts: tuple[str, ...]) -> tuple[str]:
    return (json.dumps(texts, ensure_ascii=False, separators=(",", ":")),)


def _texts(value: str) -> tuple[str, ...]:
    return tuple(json.loads(value))


def _json_spans(spans: tuple[Span, ...]) -> tuple[str]:
    return (json.dumps([(span.start, span.end) for span in spans], separators=(",", ":")),)


def _spans(value: str) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in json.loads(value))


def _field(name: str, kind: object) -> tuple[_Field, tuple[Column[object], ...]]:
    """The columns for one field: a ``Span`` takes two, lists are JSON text, the rest one each."""
    if kind is Span:
        names = (f"{name}_start", f"{name}_end")
        return _Field(name, names, _span_columns, Span), tuple(
            Column(n, Integer, nullable=False) for n in names
        )
    if get_origin(kind) is tuple:
        to_row, from_row = (_json_spans, _spans) if get_args(kind)[0] is Span else (_json_texts, _texts)
        return _Field(name, (name,), to_row, from_row), (Column(name, Text, nullable=False),)
    optional = type(None) in get_args(kind)
    members = [member for member in get_args(kind) or (kind,) if member is not type(None)]
    if bool in members:
        column: Column[Any] = Column(name, Boolean, nullable=optional)
    elif int in members:
        column = Column(name, Integer, nullable=optional)
    else:  # str, and Literal of strings
        column = Column(name, Text, nullable=optional)
    return _Field(name, (name,), _plain, None), (column,)


def _mapped(
    model: type[T], name: str, *, unique: str = "", indexes: Sequence[str] = (), extra: Sequence[str] = ()
) -> Mapped[T]:
    """The table ``name`` for ``model``; ``extra`` are text columns of the catalogue's own."""
    hints = get_type_hints(model)
    made = [_field(field.name, hints[field.name]) for field in fields(model)]  # type: ignore[arg-type]
    table = Table(
        name,
        metadata,
        # The place in the corpus: every listing is in document order without sorting by text.
        Column(ORDER, Integer, primary_key=True, autoincrement=False),
        *(column for _, columns in made for column in columns),
        *(Column(column, Text, nullable=False, server_default="") for column in extra),
    )
    if unique:
        Index(f"{name}_{unique}", table.c[unique], unique=True)
    for column in indexes:
        Index(f"{name}_{column}", table.c[column])
    return Mapped(model, table, tuple(field for field, _ in made))


DOCUMENTS = _mapped(Document, "document", unique="id", extra=(FINGERPRINT,))
CLAUSES = _mapped(Clause, "clause", unique="id", indexes=("document", "path"))
ASSIGNMENTS = _mapped(Assignment, "assignment", indexes=("clause", "document", "bureau"))
SECTORS = _mapped(SectorTag, "sector_tag", indexes=("clause", "document", "sector", "parent"))
TARGETS = _mapped(Target, "target", indexes=("clause", "document", "year"))
REFERENCES = _mapped(Reference, "reference", indexes=("clause", "document"))
FINDINGS = _mapped(Finding, "finding", indexes=("document",))
BODIES = _mapped(BodyRecord, "body", indexes=("name",))


def _signature() -> str:
    """A fingerprint of every table's columns and types."""
    described = [
        (table.name, [(column.name, str(column.type)) for column in table.columns])
        for table in metadata.sorted_tables
    ]
    return f"{LAYOUT}-{hashlib.sha256(json.dumps(described).encode()).hexdigest()[:12]}"


#: The version of the catalogue: one written with another signature cannot be read.
SIGNATURE = _signature()
