"""Build a knowledge base: read, segment, tag, index, and put the result in force as a whole.

In: files or folders of documents.  Out: a new version of the knowledge base and a report.
What has not changed since the version in force is taken from it: clauses and tags by the
document's fingerprint, vectors by the passage's digest; and if nothing has changed at all,
nothing is written.  ``versions`` says how the swap stays safe.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import numpy as np

from kb.errors import BuildError, CorpusError, MissingKnowledgeBase
from kb.indexing import versions
from kb.indexing.catalogue import Catalogue, sqlite_url, write_catalogue
from kb.indexing.embeddings import Vector
from kb.indexing.fingerprint import code_fingerprint, corpus_fingerprint, document_fingerprint
from kb.indexing.fulltext import write_index
from kb.indexing.knowledge_base import shared_encoder
from kb.indexing.passages import Passage
from kb.indexing.preparing import AnalysedBefore, prepare
from kb.indexing.progress import stage
from kb.indexing.schema import SIGNATURE
from kb.indexing.vectors import read_cached, write_vectors
from kb.indexing.versions import BuildRecord, Version
from kb.model import Document
from kb.reading import read_corpus
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
            old = None if rebuild else _version_in_force(kb)
            if old and old.record.fingerprint == fingerprint:
                report = _report(old.record, embedded=0, analysed=0, changed=False)
            else:
                record = BuildRecord(
                    model=model,
                    built_at=datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
                    version=SIGNATURE,
                    fingerprint=fingerprint,
                    code=code_fingerprint(),
                )
                report = _build_in(site, corpus.documents, marks, record, old, progress)
    except OSError as error:
        raise BuildError(f"无法写入知识库 {kb}：{_reason(error)}；原有的知识库未受影响") from error
    return replace(report, seconds=perf_counter() - started, warnings=corpus.warnings)


def _build_in(
    site: Path,
    documents: Sequence[Document],
    marks: dict[str, str],
    record: BuildRecord,
    old: Version | None,
    progress: bool,
) -> BuildReport:
    """Write everything into ``site`` and put it in force."""
    prepared, analysed = prepare(documents, marks, _analysed_before(old, record.code), progress=progress)
    record = replace(
        record,
        documents=len(prepared),
        clauses=sum(len(one.parts.clauses) for one in prepared),
        assignments=sum(len(one.parts.tags.assignments) for one in prepared),
        targets=sum(len(one.parts.tags.targets) for one in prepared),
    )
    write_catalogue(sqlite_url(site / versions.CATALOGUE), [one.parts for one in prepared])
    with stage("全文索引", record.clauses, "条", shown=progress) as done:
        entries = (entry for one in prepared for entry in one.entries)
        write_index(site / versions.FULLTEXT, entries, done)
    passages = [passage for one in prepared for passage in one.passages]
    embedded = _write_vectors(site, passages, record.model, old, progress)
    versions.put_in_force(site, record)
    return _report(record, embedded=embedded, analysed=analysed, changed=True)


def _write_vectors(
    site: Path, passages: Sequence[Passage], model: str, old: Version | None, progress: bool
) -> int:
    """Write the vectors of all passages; returns how many had to be computed."""
    known: dict[str, Vector] = {}
    if old and old.record.model == model:
        known = read_cached(old.directory / versions.VECTORS)
    missing = {p.digest: p.text_to_embed for p in passages if p.digest not in known}
    if missing or not passages:
        encoder = shared_encoder(model)
        with stage("计算向量", len(missing), "段", shown=progress) as done:
            computed = encoder.encode_passages(list(missing.values()), done)
        known = {**known, **dict(zip(missing, computed, strict=True))}
    matrix = np.stack([known[p.digest] for p in passages]) if passages else computed
    write_vectors(site / versions.VECTORS, passages, matrix, model)
    return len(missing)


def _fingerprints(documents: Sequence[Document]) -> dict[str, str]:
    marks: dict[str, str] = {}
    for document in documents:
        if document.id in marks:
            raise CorpusError(f"语料中有两份文件的编号都是 {document.id}，请在清单中改名")
        marks[document.id] = document_fingerprint(document)
    return marks


def _version_in_force(kb: Path) -> Version | None:
    try:
        return versions.current_version(kb, signature=SIGNATURE)
    except MissingKnowledgeBase:  # none, half-written, or another program's: start anew
        return None


def _analysed_before(old: Version | None, code: str) -> AnalysedBefore:
    """What the same code made of documents before."""
    if old is None or old.record.code != code:
        return AnalysedBefore(None, {})
    catalogue = Catalogue(sqlite_url(old.directory / versions.CATALOGUE, read_only=True))
    return AnalysedBefore(catalogue, catalogue.fingerprints())


def _report(record: BuildRecord, *, embedded: int, analysed: int, changed: bool) -> BuildReport:
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


_REASONS = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已满",
    errno.EFBIG: "文件大小超出限制",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "文件系统是只读的",
    errno.EEXIST: "同名的文件已经存在",
    errno.ENOTDIR: "上级路径不是目录",
}


def _reason(error: OSError) -> str:
    """The system's error in Chinese, with the file it is about."""
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    return f"{reason}（{error.filename}）" if error.filename else reason
