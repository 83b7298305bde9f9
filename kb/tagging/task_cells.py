"""What a table of tasks is made of: columns by what their heads say, typed cells, rows.

In: a head as printed.  Out: its ``TaskColumn``; and the types that the readers of tables share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kb.model import Role
from kb.tagging.bureaus.phrases import COLUMN, role_of

ColumnKind = Literal["order", "task", "bodies", "deadline", "other"]


@dataclass(frozen=True, slots=True)
class TaskColumn:
    """A head and what stands under it."""

    kind: ColumnKind
    role: Role | None  # of a column of bodies
    head: tuple[int, int]


@dataclass(frozen=True, slots=True)
class TaskCell:
    """A cell with something in it; a cell broken over lines has several ``pieces``."""

    column: TaskColumn
    pieces: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return max(end for _, end in self.pieces)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row; its cells stand in the order of the columns."""

    start: int
    end: int
    cells: tuple[TaskCell, ...]

    def of(self, kind: ColumnKind) -> tuple[TaskCell, ...]:
        """The cells of the columns of one kind."""
        return tuple(cell for cell in self.cells if cell.column.kind == kind)

    def measure(self) -> tuple[TaskCell, ...]:
        """What has to be done: the cells of tasks, else the plain ones before or behind the bodies."""
        bodies = self.of("bodies")
        plain = self.of("other")
        before = tuple(cell for cell in plain if bodies and cell.start < bodies[0].start)
        return self.of("task") or before or plain


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table that was understood; ``printed`` in columns of blanks its rows may span lines."""

    start: int
    end: int
    columns: tuple[TaskColumn, ...]
    rows: tuple[TaskRow, ...]
    aligned: bool  # its columns are set apart by blanks


@dataclass(frozen=True, slots=True)
class TaskTables:
    """The tables of a text, and what looks like one: ``[start, end)`` of each."""

    read: tuple[TaskTable, ...] = ()
    unread: tuple[tuple[int, int], ...] = ()


# --- heads ------------------------------------------------------------------------------------

_LEVEL = r"(?:[市省县区州][级直])?"
_ORDER = re.compile(r"序号?|编号|No\.?")
_BODIES = re.compile(rf"{_LEVEL}{COLUMN.pattern}(?:[和及与、/]?(?:责任人|负责人|联系人))?")
#: 完成时限, 计划完成时间, 时间节点, 进度安排
_DEADLINE = re.compile(
    r"(?:计划|预计|要求|完成|办结|落实|整改|工作|实施|推进|起止|任务)*(?:时限|时间|期限|节点|进度|年限|日期)(?:要求|安排|节点|计划)?"
)
#: 重点任务, 工作内容, 项目名称, 具体举措, 2025年目标
_TASK = re.compile(
    r"[一-龥\d]{0,8}?(?:任务|事项|举措|措施|内容|工作|项目|目标|行动|要点|问题|要求|名称)(?:[（(/和及与、][一-龥]{1,6}[）)]?)?"
)
_BLANKS = re.compile(r"[\s\u3000\xa0]+")
BREAK = re.compile(r"<br */?>", re.IGNORECASE)
#: No table of tasks has a longer head.
_LONGEST_HEAD = 16


def column_of(text: str, start: int, end: int) -> TaskColumn:
    """The column that a head ``[start, end)`` names."""
    return column_named(text[start:end], (start, end))


def column_named(printed: str, span: tuple[int, int]) -> TaskColumn:
    """The column that a head names, its letters put together from several places or not."""
    head = _BLANKS.sub("", BREAK.sub("", printed)).strip("*")
    kind: ColumnKind = "other"
    role: Role | None = None
    if len(head) > _LONGEST_HEAD:
        pass
    elif found := _BODIES.fullmatch(head):
        kind, role = "bodies", role_of(found)
    elif _ORDER.fullmatch(head):
        kind = "order"
    elif _DEADLINE.fullmatch(head):
        kind = "deadline"
    elif _TASK.fullmatch(head):
        kind = "task"
    return TaskColumn(kind, role, span)


def is_header(columns: Sequence[TaskColumn], *, ruled: bool = False) -> bool:
    """Two heads that are known, bodies among them; with a rule below, any line of heads."""
    kinds = {column.kind for column in columns} - {"other"}
    return len(columns) > 1 and (ruled or ("bodies" in kinds and len(columns) > 1) or _names_tasks(kinds))


def _names_tasks(kinds: set[ColumnKind]) -> bool:
    return {"order", "task", "deadline"} <= kinds
