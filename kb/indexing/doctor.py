"""Examine a knowledge base: is everything there, does it agree, can it be asked?

In: the directory of a knowledge base.  Out: a report with one Chinese sentence per problem.
Nothing is changed or repaired: what is wrong is cured by a new build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.errors import KnowledgeBaseError
from kb.indexing.catalogue import Catalogue, sqlite_url
from kb.indexing.fingerprint import document_fingerprint
from kb.indexing.knowledge_base import KnowledgeBase, open_knowledge_base, shared_encoder
from kb.indexing.schema import SIGNATURE
from kb.indexing.versions import CATALOGUE, current_version
from kb.model import Clause, Document, Span

#: Problems of one kind that are written out; the rest are counted.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """``problems`` are sentences; ``ok`` when there are none."""

    ok: bool
    problems: tuple[str, ...]


def doctor(path: Path) -> DoctorReport:
    """Examine the knowledge base at ``path``; what cannot even be opened is a problem, no error."""
    try:
        problems = list(_problems(path))
    except KnowledgeBaseError as error:
        problems = [str(error)]
    return DoctorReport(not problems, tuple(problems))


def _problems(path: Path) -> Iterator[str]:
    version = current_version(path, signature=SIGNATURE)
    catalogue = Catalogue(sqlite_url(version.directory / CATALOGUE, read_only=True))
    try:
        yield from (f"文件 {name} 的内容与建库时不同，请重新构建" for name in version.damaged()[:SHOWN])
        verdict = catalogue.integrity()
        if verdict != "ok":
            yield f"目录库已损坏（{verdict}），请运行 python indexer.py build --rebuild"
            return
        fingerprints = catalogue.fingerprints()
    finally:
        catalogue.close()
    with open_knowledge_base(path) as kb:
        for examine in (_counts, _partitions, _offsets, _indexes, _model):
            yield from _limited(examine, kb)
        changed = [d.id for d in kb.documents() if document_fingerprint(d) != fingerprints.get(d.id)]
        yield from (f"文件「{document}」的正文或元数据与建库时不同" for document in changed[:SHOWN])


def _limited(examine: Callable[[KnowledgeBase], Iterable[str]], kb: KnowledgeBase) -> Iterator[str]:
    """The first problems that an examination finds; a failure of its engine is a problem too."""
    try:
        found = list(examine(kb))
    except (KnowledgeBaseError, OSError, ValueError) as error:
        yield str(error)
        return
    yield from found[:SHOWN]
    if len(found) > SHOWN:
        yield f"……同类问题还有 {len(found) - SHOWN} 个"


def _counts(kb: KnowledgeBase) -> Iterator[str]:
    """The record's counts against the catalogue's rows."""
    record = kb.record
    for name, recorded, held in (
        ("文件", record.documents, len(kb.documents())),
        ("条款", record.clauses, len(kb.clauses())),
        ("责任单位", record.assignments, len(kb.assignments())),
        ("指标", record.targets, len(kb.targets())),
    ):
        if recorded != held:
            yield f"{name}应有 {recorded} 条，目录库中有 {held} 条"


def _partitions(kb: KnowledgeBase) -> Iterator[str]:
    """Clauses partition each document's text."""
    for document in kb.documents():
        at = 0
        for clause in kb.clauses(document.id):
            if clause.start != at:
                yield f"条款 {clause.id} 与前一条之间有缺口或重叠（{at} 至 {clause.start}）"
            at = clause.end
        if at != len(document.text):
            yield f"文件「{document.id}」的条款没有覆盖全文（{at} / {len(document.text)}）"


def _offsets(kb: KnowledgeBase) -> Iterator[str]:
    """Every tag and sentence lies in the clause that it is a tag of."""
    clauses = {clause.id: clause for clause in kb.clauses()}
    lengths = {document.id: len(document.text) for document in kb.documents()}
    for clause in clauses.values():
        for span in (*clause.sentences, clause.label, clause.heading_span):
            if not _inside(span.start, span.end, clause):
                yield f"条款 {clause.id} 的句子或标题超出条款（{span.start} 至 {span.end}）"
    for kind, tags in (
        ("责任单位", kb.assignments()),
        ("指标", kb.targets()),
        ("领域", kb.sectors()),
        ("引用", kb.references()),
    ):
        for tag in tags:
            owner = clauses.get(tag.clause)
            if owner is None:
                yield f"{kind}标注属于不存在的条款 {tag.clause}"
            elif not _inside(tag.start, tag.end, owner):
                yield f"条款 {tag.clause} 的{kind}标注超出条款（{tag.start} 至 {tag.end}）"
    for assignment in kb.assignments():
        if not _printed(kb.document(assignment.document), assignment.list_span):
            yield f"条款 {assignment.clause} 的责任单位名单没有原文"
    for finding in kb.findings():
        if not 0 <= finding.start <= finding.end <= lengths.get(finding.document, -1):
            yield f"文件「{finding.document}」的未读懂报告超出原文（{finding.start} 至 {finding.end}）"


def _inside(start: int, end: int, clause: Clause) -> bool:
    return clause.start <= start <= end <= clause.end


def _printed(document: Document, span: Span) -> bool:
    return bool(document.text[span.start : span.end].strip())


def _indexes(kb: KnowledgeBase) -> Iterator[str]:
    """Every clause stands in both indexes, and nothing else does."""
    # A stretch without a sentence (blanks, the line of metadata that opens a collected text) has no entry.
    clauses = {clause.id for clause in kb.clauses() if clause.sentences}
    known = {clause.id for clause in kb.clauses()}
    for name, held in (("全文索引", kb.fulltext.columns.clauses), ("向量", kb.vectors.clauses)):
        for clause in sorted(clauses - set(held)):
            yield f"{name}中没有条款 {clause}"
        for clause in sorted(set(held) - known):
            yield f"{name}中有目录库没有的条款 {clause}"
    if kb.vectors.model != kb.record.model:
        yield f"向量由模型 {kb.vectors.model} 生成，记录的却是 {kb.record.model}"


def _model(kb: KnowledgeBase) -> Iterator[str]:
    """The model can be loaded and fits the vectors."""
    dimension = shared_encoder(kb.record.model).encode_query("碳达峰").shape[0]
    if dimension != kb.vectors.dimension:
        yield f"模型 {kb.record.model} 是 {dimension} 维，知识库中的向量是 {kb.vectors.dimension} 维"
