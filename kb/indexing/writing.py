"""Write a version of a knowledge base: catalogue, full-text index and vectors of all documents.

In: documents with their fingerprints, and the version in force.  Out: the files of a new
version, put in force.  Clauses and tags come from the version in force where the same code
made them of the same document, vectors wherever the passage has been embedded by the same
model before, be it by a build that was not finished.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from kb.indexing import versions
from kb.indexing.catalogue import Catalogue, sqlite_url, write_catalogue
from kb.indexing.embeddings import Vector
from kb.indexing.fulltext import write_index
from kb.indexing.knowledge_base import shared_encoder
from kb.indexing.passages import Passage
from kb.indexing.preparing import AnalysedBefore, prepare
from kb.indexing.progress import stage
from kb.indexing.schema import SIGNATURE
from kb.indexing.vector_cache import embed_with_cache
from kb.indexing.vectors import read_cached, write_vectors
from kb.indexing.versions import BuildRecord, Version
from kb.model import Document


@dataclass(frozen=True, slots=True)
class Written:
    """A version that was put in force, and what it took."""

    record: BuildRecord
    embedded: int  # passages whose vectors the version in force did not have
    analysed: int  # documents that were segmented and tagged


def write_version(
    site: Path,
    documents: Sequence[Document],
    fingerprints: Mapping[str, str],
    record: BuildRecord,
    old: Version | None,
    *,
    progress: bool,
) -> Written:
    """Write everything into ``site`` and put it in force; ``record`` gets its counts."""
    with _analysed_before(old, record.code) as before:
        prepared, analysed = prepare(documents, fingerprints, before, progress=progress)
    record = replace(
        record,
        documents=len(prepared),
        clauses=sum(len(one.parts.clauses) for one in prepared),
        assignments=sum(len(one.parts.tags.assignments) for one in prepared),
        targets=sum(len(one.parts.tags.targets) for one in prepared),
    )
    write_catalogue(sqlite_url(site / versions.CATALOGUE), [one.parts for one in prepared])
    with stage("全文索引", record.clauses, "条", shown=progress) as done:
        write_index(site / versions.FULLTEXT, (entry for one in prepared for entry in one.entries), done)
    passages = [passage for one in prepared for passage in one.passages]
    unfinished = site.parent / versions.UNFINISHED
    embedded = _write_vectors(site, passages, record.model, old, unfinished, progress)
    versions.put_in_force(site, record)
    shutil.rmtree(unfinished, ignore_errors=True)
    return Written(record, embedded, analysed)


@contextmanager
def _analysed_before(old: Version | None, code: str) -> Iterator[AnalysedBefore]:
    """What the same code made of documents before."""
    if old is None or old.record.code != code or old.record.version != SIGNATURE:
        yield AnalysedBefore()
        return
    catalogue = Catalogue(sqlite_url(old.directory / versions.CATALOGUE, read_only=True))
    try:
        yield AnalysedBefore(catalogue, catalogue.fingerprints())
    finally:
        catalogue.close()


def _write_vectors(
    site: Path,
    passages: Sequence[Passage],
    model: str,
    old: Version | None,
    unfinished: Path,
    progress: bool,
) -> int:
    """Write the vectors of all passages; returns how many the version in force did not have."""
    known: dict[str, Vector] = {}
    if old and old.record.model == model:
        known = read_cached(old.directory / versions.VECTORS)
    missing = {p.digest: p.text_to_embed for p in passages if p.digest not in known}
    if missing:
        encoder = shared_encoder(model)
        with stage("计算向量", len(missing), "段", shown=progress) as done:
            computed = embed_with_cache(list(missing.values()), encoder, unfinished, done)
        known.update(zip(missing, computed, strict=True))
    dimension = 0 if passages else shared_encoder(model).dimension
    matrix = np.array([known[p.digest] for p in passages], np.float32).reshape(len(passages), dimension or -1)
    write_vectors(site / versions.VECTORS, passages, matrix, model)
    return len(missing)
