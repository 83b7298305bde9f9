"""What people decide: feedback, decisions on quiz items, corrected metadata.

In and out: rows of three kinds, keyed by clause id and quote, so that they still fit after
every new build.  They live in a file of their own beside the knowledge base
(``build/kb.state.sqlite``), which no build touches.  Several processes may write at once.
The only home of SQLAlchemy outside ``indexing``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeVar, get_args

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
    inspect,
)
from sqlalchemy import delete as sql_delete
from sqlalchemy import insert as sql_insert
from sqlalchemy import select as sql_select
from sqlalchemy.exc import SQLAlchemyError

from kb.errors import InvalidQuery, KnowledgeBaseError

Verdict = Literal["helpful", "wrong", "incomplete", "other"]
Decision = Literal["accepted", "rejected", "edited"]

#: Metadata that a person may correct.
CORRECTABLE = ("title", "issuer", "number", "date", "region", "source")

#: Seconds that a writer waits for another; a write takes a few milliseconds.
PATIENCE = 20

#: Characters of one entry: a comment is no attachment.
LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader says about an answer, a clause or a tag.  Many may say something."""

    clause: str  # id; empty when it is about no single clause
    quote: str  # the words it is about; empty for the whole clause
    verdict: Verdict
    note: str = ""
    question: str = ""  # what had been asked
    made_at: str = ""  # ISO 8601; set when it is kept


@dataclass(frozen=True, slots=True)
class QuizDecision:
    """What an editor decided about a quiz item; the last decision on an item holds."""

    clause: str
    quote: str
    item: str  # the item's own id
    decision: Decision
    note: str = ""
    edited: str = ""  # the item as the editor wants it, as JSON
    made_at: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A field of a document's metadata as a person corrected it; the last one holds."""

    document: str
    field: str  # one of CORRECTABLE
    value: str
    note: str = ""
    made_at: str = ""


Kept = TypeVar("Kept", Feedback, QuizDecision, Correction)

_metadata = MetaData()


def _table(name: str, model: type[Feedback | QuizDecision | Correction], key: tuple[str, ...]) -> Table:
    columns = [Column(field.name, Text, nullable=False) for field in fields(model)]
    unique = [UniqueConstraint(*key)] if key else []
    return Table(name, _metadata, Column("row", Integer, primary_key=True), *columns, *unique)


_KEYS: dict[type, tuple[str, ...]] = {
    Feedback: (),
    QuizDecision: ("clause", "quote", "item"),
    Correction: ("document", "field"),
}
_TABLES: dict[type, Table] = {
    Feedback: _table("feedback", Feedback, _KEYS[Feedback]),
    QuizDecision: _table("quiz_decision", QuizDecision, _KEYS[QuizDecision]),
    Correction: _table("correction", Correction, _KEYS[Correction]),
}


def state_path(kb: Path) -> Path:
    """The state file that belongs to the knowledge base at ``kb``."""
    return kb.with_name(f"{kb.name}.state.sqlite")


class State:
    """The state file; it comes into being with the first row that is kept."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": PATIENCE})
        event.listen(self._engine, "connect", _begin_nothing_itself)
        event.listen(self._engine, "begin", _begin)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def keep(self, row: Kept) -> Kept:
        """Keep a row, in place of an older one about the same thing; returns it as kept.

        Raises InvalidQuery for a row that makes no sense, KnowledgeBaseError if it cannot be written.
        """
        _validate(row)
        row = replace(
            row, made_at=row.made_at or datetime.now(UTC).astimezone().isoformat(timespec="seconds")
        )
        table, key = _TABLES[type(row)], _KEYS[type(row)]
        with self._writing() as connection:
            if key:
                connection.execute(sql_delete(table).where(*(table.c[k] == getattr(row, k) for k in key)))
            connection.execute(sql_insert(table).values(asdict(row)))
        return row

    def withdraw(self, row: Kept) -> bool:
        """Remove a row that was kept; False if it is not there."""
        table = _TABLES[type(row)]
        with self._writing() as connection:
            same = [table.c[name] == value for name, value in asdict(row).items()]
            return bool(connection.execute(sql_delete(table).where(*same)).rowcount)

    def feedback(self, clause: str | None = None) -> tuple[Feedback, ...]:
        """All feedback, or that on a clause, oldest first."""
        return self._rows(Feedback, {"clause": clause})

    def quiz_decisions(self, clause: str | None = None, item: str | None = None) -> tuple[QuizDecision, ...]:
        """The decisions in force, oldest first."""
        return self._rows(QuizDecision, {"clause": clause, "item": item})

    def corrections(self, document: str | None = None) -> tuple[Correction, ...]:
        """The corrections in force, oldest first."""
        return self._rows(Correction, {"document": document})

    def _rows(self, model: type[Kept], keys: Mapping[str, str | None]) -> tuple[Kept, ...]:
        if not self.path.exists():
            return ()
        table = _TABLES[model]
        wanted = [table.c[name] == value for name, value in keys.items() if value is not None]
        columns = [table.c[field.name] for field in fields(model)]
        with self._explained(), self._engine.connect() as connection:
            if not inspect(connection).has_table(table.name):
                return ()
            rows = connection.execute(sql_select(*columns).where(*wanted).order_by(table.c.row)).all()
        return tuple(model(*row) for row in rows)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction of the only writer, in which the tables exist."""
        with self._explained():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._engine.execution_options(**{_WRITES: True}).begin() as connection:
                _metadata.create_all(connection)
                yield connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError) as error:
            reason = getattr(error, "orig", None) or error
            raise KnowledgeBaseError(f"无法读写意见文件 {self.path}（{reason}），请检查磁盘和权限") from error


#: Execution option of a connection that will write.
_WRITES = "kb_writes"


def _begin_nothing_itself(driver: sqlite3.Connection, _record: object) -> None:
    """Keep the driver from opening transactions of its own, which begin without the write lock."""
    driver.isolation_level = None


def _begin(connection: Connection) -> None:
    """Take the write lock at once: two writers that both read first would else fail, not wait."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def open_state(kb: Path) -> State:
    """The state that belongs to the knowledge base at ``kb``."""
    return State(state_path(kb))


def _validate(row: Feedback | QuizDecision | Correction) -> None:
    for field in fields(row):
        if len(getattr(row, field.name)) > LONGEST:
            raise InvalidQuery(f"内容过长（每项最多 {LONGEST} 字），请缩短后再提交")
    if isinstance(row, Feedback) and row.verdict not in get_args(Verdict):
        raise InvalidQuery(f"没有「{row.verdict}」这种意见，可选：{'、'.join(get_args(Verdict))}")
    if isinstance(row, QuizDecision) and row.decision not in get_args(Decision):
        raise InvalidQuery(f"没有「{row.decision}」这种处理，可选：{'、'.join(get_args(Decision))}")
    if isinstance(row, Correction) and row.field not in CORRECTABLE:
        raise InvalidQuery(f"元数据「{row.field}」不能更正，可更正的有：{'、'.join(CORRECTABLE)}")
