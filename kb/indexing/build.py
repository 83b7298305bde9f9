"""Build a knowledge base: read, segment, tag, index, and put the result in force as a whole.

In: files or folders of documents.  Out: a new version of the knowledge base and a report.
What has not changed since the version in force is taken from it: clauses and tags by the
document's fingerprint, vectors by the passage's digest; and if nothing has changed at all,
nothing is written.  ``versions`` says how the swap stays safe.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from kb.errors import BuildError, CorpusError, MissingKnowledgeBase, write_failure
from kb.indexing import versions
from kb.indexing.fingerprint import code_fingerprint, corpus_fingerprint, document_fingerprint
from kb.indexing.schema import SIGNATURE
from kb.indexing.versions import BuildRecord, Version
from kb.model import Document
from kb.reading.corpus import read_corpus
from kb.settings import MODEL


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did; the counts are of the whole knowledge base."""

    documents: int
    clauses: int
    assignments: int
    targets: int
    embedded: int  # passages for which vectors were computed now
    seconds: float
    warnings: tuple[str, ...] = ()
    analysed: int = 0  # documents that were segmented and tagged now
    changed: bool = True  # False: the version in force already held all this


def build(
    paths: Sequence[Path],
    kb: Path,
    *,
    rebuild: bool = False,
    model: str | None = None,
    progress: bool = True,
) -> BuildReport:
    """Make ``kb`` hold the documents of ``paths``, and those alone.

    ``rebuild`` takes nothing over from the version in force.  Raises CorpusError for documents
    that cannot be used, ModelError for the model, and BuildError if the knowledge base cannot
    be written; whatever is raised, the version in force stays as it was.
    """
    started = perf_counter()
    model = model or MODEL.value()
    corpus = read_corpus(paths)
    marks = _fingerprints(corpus.documents)
    fingerprint = corpus_fingerprint(code_fingerprint(), model, marks.values())
    try:
        with versions.building_site(kb) as site:
            if rebuild:
                shutil.rmtree(kb / versions.UNFINISHED, ignore_errors=True)
            old = None if rebuild else _version_in_force(kb)
            if old and (old.record.version, old.record.fingerprint) == (SIGNATURE, fingerprint):
                report = _report(old.record, embedded=0, analysed=0, changed=False)
            else:
                # Only now: taggers, engines and their lexicons cost a second to import.
                from kb.indexing.writing import write_version

                record = _new_record(model, fingerprint)
                written = write_version(site, corpus.documents, marks, record, old, progress=progress)
                report = _report(written.record, embedded=written.embedded, analysed=written.analysed)
    except OSError as error:
        raise BuildError(
            f"无法写入知识库 {kb}：{write_failure(error, named=True)}；原有的知识库未受影响"
        ) from error
    return replace(report, seconds=perf_counter() - started, warnings=corpus.warnings)


def _fingerprints(documents: Sequence[Document]) -> dict[str, str]:
    marks: dict[str, str] = {}
    for document in documents:
        if document.id in marks:
            raise CorpusError(f"语料中有两份文件的编号都是 {document.id}，请在清单中改名")
        marks[document.id] = document_fingerprint(document)
    return marks


def _new_record(model: str, fingerprint: str) -> BuildRecord:
    return BuildRecord(
        model=model,
        built_at=datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
        version=SIGNATURE,
        fingerprint=fingerprint,
        code=code_fingerprint(),
    )


def _version_in_force(kb: Path) -> Version | None:
    try:
        # Another program's too: vectors depend on the text and the model alone.
        return versions.current_version(kb, signature=None)
    except MissingKnowledgeBase:  # none, or half-written: start anew
        return None


def _report(record: BuildRecord, *, embedded: int, analysed: int, changed: bool = True) -> BuildReport:
    return BuildReport(
        documents=record.documents,
        clauses=record.clauses,
        assignments=record.assignments,
        targets=record.targets,
        embedded=embedded,
        seconds=0.0,
        analysed=analysed,
        changed=changed,
    )
