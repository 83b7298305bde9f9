"""Ledgers: the tables that planners keep by hand, counted from what the documents print.

任务分解表, the ledger of targets by year, deadlines and recurring duties, a body's brief, and the
matrix of bodies against sectors, sections or one another.  In: an open knowledge base and the
filters of a search.  Out: frozen rows in document order, each with its clause and verbatim quote;
their totals are those that ``kb.answering`` counts.
"""

from __future__ import annotations

from kb.ledgers.brief import Brief, brief
from kb.ledgers.deadlines import DeadlineRow, deadline_rows
from kb.ledgers.matrix import Matrix, matrix
from kb.ledgers.targets import IndicatorRow, indicator_rows
from kb.ledgers.tasks import GeneralRow, TaskRow, general_rows, task_rows

__all__ = [
    "Brief",
    "DeadlineRow",
    "GeneralRow",
    "IndicatorRow",
    "Matrix",
    "TaskRow",
    "brief",
    "deadline_rows",
    "general_rows",
    "indicator_rows",
    "matrix",
    "task_rows",
]
