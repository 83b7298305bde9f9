"""The commands of ``python indexer.py``: options and output; the logic lives in the packages below."""

from kb.commands.paperwork import check, compare, export_command, matrix, quiz
from kb.commands.querying import ask, cite, clauses, responsibilities, search, targets
from kb.commands.upkeep import build, coverage, doctor, evaluate

__all__ = ["COMMANDS"]

#: In the order of the help page.
COMMANDS = (
    build,
    search,
    ask,
    clauses,
    responsibilities,
    targets,
    cite,
    check,
    compare,
    matrix,
    export_command,
    quiz,
    coverage,
    doctor,
    evaluate,
)
