"""Comparing: two documents clause by clause, target by target, body by body; and one's own ledger.

``compare_documents`` sets province and city, or draft and final, side by side; ``ledger_doubts``
asks what does not fit together inside one document.  The records are the JSON of both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kb.cleaning import clean
from kb.comparing.aligning import Side, Vectors, align
from kb.comparing.doubts import find_doubts
from kb.comparing.indicators import figure
from kb.comparing.ngrams import letters
from kb.comparing.rows import (
    CLAUSE_STATUS,
    TARGET_STATUS,
    BodyRow,
    ClauseRow,
    ClauseStatus,
    Comparison,
    Doubt,
    TargetRow,
)
from kb.comparing.targets import side_by_side
from kb.errors import InvalidQuery, KnowledgeBaseError
from kb.indexing.knowledge_base import KnowledgeBase
from kb.indexing.selection import document_named
from kb.model import Assignment, Clause, Document, Target
from kb.tagging.bureaus.names import read

__all__ = [
    "Comparison",
    "Doubt",
    "compare_documents",
    "comparison_lines",
    "comparison_record",
    "doubt_record",
    "ledger_doubts",
    "only_one",
]

#: The scores of all pairs are held in memory at once.
MOST_CLAUSES = 1500


def compare_documents(kb: KnowledgeBase, first: str, second: str) -> Comparison:
    """Two documents, named by id or title, side by side.

    Raises:
        InvalidQuery: there is only one document, no such document, twice the same, or one has too
            many clauses.
    """
    held = kb.documents()
    if len(held) < 2:
        raise InvalidQuery(only_one(held))
    first, second = document_named(first, held), document_named(second, held)
    if first == second:
        raise InvalidQuery("请给出两份不同的文件。")
    for name in (first, second):
        if len(kb.clauses(name)) > MOST_CLAUSES:
            raise InvalidQuery(f"文件 {name} 有 {len(kb.clauses(name))} 条，超过可比较的 {MOST_CLAUSES} 条。")
    sides = _side(kb, first), _side(kb, second)
    pairs = align(*sides, _vectors(kb, first, second))
    rows = [
        ClauseRow(
            _status(sides, p.first, p.second), p.first, p.second, p.score, _bodies(kb, p.first, p.second)
        )
        for p in pairs
    ]
    answered = {p.first.id for p in pairs}, {p.second.id for p in pairs}
    rows += [ClauseRow("dropped", c, None, 0.0) for c in sides[0].clauses if c.id not in answered[0]]
    rows.sort(key=lambda row: row.first.order if row.first else 0)
    rows += [ClauseRow("added", None, c, 0.0) for c in sides[1].clauses if c.id not in answered[1]]
    targets = side_by_side(kb.targets(document=first), kb.targets(document=second))
    return Comparison(first, second, tuple(rows), targets)


def ledger_doubts(kb: KnowledgeBase, document: str) -> tuple[Doubt, ...]:
    """What does not fit together in the ledger of a document, named by id or title.

    Raises InvalidQuery for an unknown one.
    """
    document = document_named(document, kb.documents())
    return find_doubts(kb.targets(document=document), kb.assignments(document=document))


def only_one(held: Sequence[Document]) -> str:
    """The sentence that says that there is nothing to compare with, and how to add something."""
    named = f"只有《{held[0].title}》一份文件" if held else "没有文件"
    return (
        f"知识库中{named}，不能比较；请把另一份文件放进语料目录（默认 corpus/documents），"
        "运行 python indexer.py build 后再比较。"
    )


def _side(kb: KnowledgeBase, document: str) -> Side:
    clauses = kb.clauses(document)
    text = kb.document(document).text
    # 「总体要求一、」: where print moved a number behind its heading, the text begins after both.
    begins = {c.id: max(c.label.end, c.heading_span.end) for c in clauses}
    return Side(clauses, {c.id: text[max(begins[c.id], c.start) : c.end] for c in clauses})


def _vectors(kb: KnowledgeBase, first: str, second: str) -> Vectors:
    """The clauses' vectors; none where the knowledge base has none, words must do then."""
    try:
        index = kb.vectors
    except (KnowledgeBaseError, OSError, AttributeError):
        return {}
    found = {c.id: index.clause_vector(c.id) for name in (first, second) for c in kb.clauses(name)}
    return {clause: vector for clause, vector in found.items() if vector is not None}


def _status(sides: tuple[Side, Side], first: Clause, second: Clause) -> ClauseStatus:
    one = letters(first.heading + clean(sides[0].texts[first.id]).text)
    other = letters(second.heading + clean(sides[1].texts[second.id]).text)
    return "same" if one == other else "changed"


def _bodies(kb: KnowledgeBase, first: Clause, second: Clause) -> BodyRow | None:
    """Who is responsible on either side; a city's body answers to a province's of the same field."""
    ours, theirs = (_listed(kb.assignments(clause=c.id)) for c in (first, second))
    if not ours and not theirs:
        return None
    other = {_field(row): row.bureau for row in theirs}
    own = {_field(row): row.bureau for row in ours}
    return BodyRow(
        both=tuple((name, other[field]) for field, name in own.items() if field in other),
        first_only=tuple(name for field, name in own.items() if field not in other),
        second_only=tuple(name for field, name in other.items() if field not in own),
    )


def _listed(rows: Sequence[Assignment]) -> list[Assignment]:
    return [row for row in rows if row.kind == "body" and row.role != "default"]


def _field(row: Assignment) -> str:
    reading = read(row.bureau, row.region)
    return (reading.family or reading.core) if reading else row.bureau


# --- lines and records ----------------------------------------------------------------------------------


def comparison_lines(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    """A comparison as lines of cells: clauses, then targets."""
    for row in comparison.clauses:
        sides = (f"{c.number}{c.heading}" if c else "" for c in (row.first, row.second))
        yield CLAUSE_STATUS[row.status], *sides
    for line in comparison.targets:
        figures = (
            f"{t.year or ''} {t.indicator} {figure(t)}" if t else "" for t in (line.first, line.second)
        )
        yield TARGET_STATUS[line.status], *figures, line.note


def comparison_record(comparison: Comparison) -> dict[str, object]:
    """The JSON of a comparison."""
    counts = Counter(row.status for row in comparison.clauses)
    return {
        "first": comparison.first,
        "second": comparison.second,
        "counts": {status: counts[status] for status in ("same", "changed", "dropped", "added")},
        "clauses": [_clause_record(row) for row in comparison.clauses],
        "targets": [_target_record(row) for row in comparison.targets],
    }


def _clause_record(row: ClauseRow) -> dict[str, object]:
    shown = row.first or row.second
    return {
        "status": row.status,
        "first": row.first.id if row.first else None,
        "first_number": row.first.number if row.first else "",
        "second": row.second.id if row.second else None,
        "second_number": row.second.number if row.second else "",
        "heading": shown.heading if shown else "",
        "second_heading": row.second.heading if row.second else "",
        "score": round(row.score, 3),
        "bodies": {
            "both": [list(pair) for pair in row.bodies.both],
            "first_only": list(row.bodies.first_only),
            "second_only": list(row.bodies.second_only),
        }
        if row.bodies
        else None,
    }


def _target_record(row: TargetRow) -> dict[str, object]:
    shown = row.first or row.second
    return {
        "status": row.status,
        "indicator": shown.indicator if shown else "",
        "first": _figure(row.first),
        "second": _figure(row.second),
        "note": row.note,
    }


def _figure(target: Target | None) -> dict[str, object] | None:
    if target is None:
        return None
    return {
        "clause": target.clause,
        "path": target.path,
        "indicator": target.indicator,
        "comparator": target.comparator,
        "value": target.value,
        "unit": target.unit,
        "change": target.change,
        "year": target.year,
        "baseline_year": target.baseline_year,
        "commitment": target.commitment,
    }


def doubt_record(doubt: Doubt) -> dict[str, object]:
    """The JSON of a doubt."""
    return {
        "kind": doubt.kind,
        "document": doubt.document,
        "path": doubt.targets[0].path,
        "indicator": doubt.indicator,
        "clauses": [target.clause for target in doubt.targets],
        "note": doubt.note,
    }
