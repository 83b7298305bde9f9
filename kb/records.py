"""The JSON contract: plain dictionaries for the command line and the web's JSON pages.

One function per kind of record; field names are those documented in README's table of commands.
Nothing is computed here that the knowledge base does not already hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kb.model import Answer, Assignment, Citation, Finding, Hit, SearchResult, Target

if TYPE_CHECKING:
    from kb.indexing.build import BuildReport
    from kb.indexing.knowledge_base import KnowledgeBase

Record = dict[str, Any]


def build_record(report: BuildReport) -> Record:
    """What ``build`` reports."""
    return {
        "documents": report.documents,
        "clauses": report.clauses,
        "assignments": report.assignments,
        "targets": report.targets,
        "embedded": report.embedded,
        "seconds": round(report.seconds, 2),
        "warnings": list(report.warnings),
    }


def clause_records(kb: KnowledgeBase, document: str | None = None) -> Iterator[Record]:
    """Every clause with its text and tags, in document order."""
    if document is not None:
        kb.document(document)  # an unknown one is an error, not an empty listing
    assignments: dict[str, list[Assignment]] = defaultdict(list)
    for assignment in kb.assignments(document=document):
        assignments[assignment.clause].append(assignment)
    targets: dict[str, list[Target]] = defaultdict(list)
    for target in kb.targets(document=document):
        targets[target.clause].append(target)
    sectors: dict[str, list[str]] = defaultdict(list)
    for tag in kb.sectors(document=document):
        if tag.sector not in sectors[tag.clause]:
            sectors[tag.clause].append(tag.sector)
    for clause in kb.clauses(document):
        assigned = assignments[clause.id]
        yield {
            "id": clause.id,
            "document": clause.document,
            "path": clause.path,
            "number": clause.number,
            "heading": clause.heading,
            "text": kb.text(clause),
            "start": clause.start,
            "end": clause.end,
            "bureaus": [
                {
                    "bureau": a.bureau,
                    "surface": a.surface,
                    "role": a.role,
                    "position": a.position,
                    "source": a.source,
                }
                for a in assigned
            ],
            "open_list": any(a.open_list for a in assigned),
            "sectors": sectors[clause.id],
            "targets": [target_record(kb, target) for target in targets[clause.id]],
        }


def responsibility_record(assignment: Assignment) -> Record:
    """One assignment."""
    return {
        "clause": assignment.clause,
        "path": assignment.path,
        "document": assignment.document,
        "bureau": assignment.bureau,
        "surface": assignment.surface,
        "role": assignment.role,
        "position": assignment.position,
        "source": assignment.source,
        "open_list": assignment.open_list,
        "kind": assignment.kind,
        "region": assignment.region,
        "scope": assignment.scope,
        "start": assignment.start,
        "end": assignment.end,
    }


def responsibility_records(
    kb: KnowledgeBase, *, bureau: str | None = None, role: str | None = None, document: str | None = None
) -> Iterator[Record]:
    """Assignments, limited to a body, a role or a document.

    Raises:
        NotFound: no body of that name is in the knowledge base.
    """
    if document is not None:
        kb.document(document)
    for assignment in kb.assignments(bureau=bureau, role=role, document=document):
        yield responsibility_record(assignment)


def target_record(kb: KnowledgeBase, target: Target) -> Record:
    """One row of the ledger with its verbatim quote."""
    return {
        "clause": target.clause,
        "path": target.path,
        "document": target.document,
        "indicator": target.indicator,
        "comparator": target.comparator,
        "value": target.value,
        "unit": target.unit,
        "change": target.change,
        "baseline_year": target.baseline_year,
        "year": target.year,
        "deadline": target.deadline,
        "commitment": target.commitment,
        "kind": target.kind,
        "actor": target.actor,
        "recipient": target.recipient,
        "quote": kb.text(target),
        "start": target.start,
        "end": target.end,
    }


def target_records(
    kb: KnowledgeBase, *, document: str | None = None, year: int | None = None, kind: str | None = None
) -> Iterator[Record]:
    """The ledger, limited to a document, a year or a kind."""
    if document is not None:
        kb.document(document)
    for target in kb.targets(document=document, year=year, kind=kind):
        yield target_record(kb, target)


def hit_record(hit: Hit) -> Record:
    """One hit; ``snippet`` is verbatim text with ``**`` around what matched."""
    return {
        "clause": hit.clause,
        "path": hit.path,
        "document": hit.document,
        "score": round(hit.score, 6),
        "rank": hit.rank,
        "snippet": "".join(f"**{piece}**" if on else piece for piece, on in hit.snippet),
        "matched": list(hit.matched),
        **({"explanation": dict(hit.explanation)} if hit.explanation else {}),
    }


def search_record(result: SearchResult) -> Record:
    """One page of a search."""
    return {
        "query": result.query,
        "mode": result.mode,
        "total": result.total,
        "offset": result.offset,
        "hits": [hit_record(hit) for hit in result.hits],
        "facets": result.facets,
        "suggestion": result.suggestion,
        "by_meaning": result.by_meaning,
    }


def citation_record(citation: Citation) -> Record:
    """One quote with its place."""
    return asdict(citation)


def answer_record(answer: Answer, kb: KnowledgeBase) -> Record:
    """An answer with everything that it rests on."""
    return {
        "question": answer.question,
        "intent": answer.intent,
        "status": answer.status,
        "answer": answer.answer,
        "reading": answer.reading,
        "count": answer.count,
        "clauses": list(answer.clauses),
        "paths": list(answer.paths),
        "bureaus": list(answer.bureaus),
        "targets": [target_record(kb, target) for target in answer.targets],
        "citations": [citation_record(citation) for citation in answer.citations],
        "table": [list(row) for row in answer.table],
        "notes": list(answer.notes),
        "reason": answer.reason,
        "suggestions": list(answer.suggestions),
    }


def finding_record(finding: Finding) -> Record:
    """One line of the coverage report."""
    return {
        "document": finding.document,
        "kind": finding.kind,
        "path": finding.path,
        "text": finding.text,
        "note": finding.note,
    }


def coverage_records(kb: KnowledgeBase, document: str | None = None) -> Iterator[Record]:
    """What was not understood, per document."""
    if document is not None:
        kb.document(document)
    for finding in kb.findings(document):
        yield finding_record(finding)


def number_records(kb: KnowledgeBase, document: str | None = None) -> Iterator[Record]:
    """Where the numbers of each document went, most first; 未归入 are those of the coverage report."""
    from kb.cleaning import clean
    from kb.tagging.accounting import account_numbers, reasons_counted

    for one in [kb.document(document)] if document is not None else kb.documents():
        parts = (
            kb.clauses(one.id),
            clean(one.text),
            kb.targets(document=one.id),
            kb.references(document=one.id),
        )
        for reason, count in reasons_counted(account_numbers(one, *parts)).items():
            yield {"document": one.id, "reason": reason, "count": count}


def document_records(kb: KnowledgeBase) -> Sequence[Record]:
    """The documents without their text."""
    return [
        {
            "id": d.id,
            "title": d.title,
            "issuer": d.issuer,
            "number": d.number,
            "date": d.date,
            "region": d.region,
            "source": d.source,
            "sha256": d.sha256,
            "notes": list(d.notes),
        }
        for d in kb.documents()
    ]
