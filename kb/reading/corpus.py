"""Files and folders to documents: the only place that reads the corpus.

In come paths; out goes a :class:`Corpus` of documents in a stable order, with a warning for
whatever had to be guessed or was left out.  What cannot be used at all ends in one
:class:`CorpusError` that names the file and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kb.document_numbers import normalise
from kb.errors import CorpusError
from kb.model import Document
from kb.reading.decoding import decode
from kb.reading.lines import lines_of
from kb.reading.manifest import MANIFEST, Entry, Metadata, check_sha256, read_manifest
from kb.reading.markdown_text import split_front_matter
from kb.reading.metadata import Known, describe, from_header
from kb.reading.slugs import slug, unique
from kb.reading.splitting import issued_plans, split_documents
from kb.reading.web_pages import read_page
from kb.titles import same_title

#: Suffixes of the formats that are read.
FORMATS = (".txt", ".md", ".html", ".htm")
#: Files of a folder that are about the corpus and not of it.
_ABOUT = re.compile(r"^(?:readme|license|notice|changes|changelog|contributing)(?:\..*)?$", re.IGNORECASE)
_NAMED_IN_A_WARNING = 5


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that was read, and what the reader should know about it."""

    documents: tuple[Document, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    """One file to read, with the entry that describes it, if any."""

    path: Path
    entry: Entry | None = None
    notes: tuple[str, ...] = ()
    found: bool = False  # come upon in a folder, neither named nor registered


def read_corpus(paths: Sequence[Path]) -> Corpus:
    """Read files (.txt, .md, .html) and folders, with or without a manifest.

    Raises :class:`CorpusError` when a path is missing or holds nothing to read, a file is not
    text or is empty, a manifest is wrong, or an id is given twice.
    """
    warnings: list[str] = []
    sources: dict[Path, _Source] = {}
    for path in paths:
        for source in _sources(Path(path), warnings):
            place = source.path.resolve()
            if place not in sources or (source.entry and not sources[place].entry):
                sources[place] = source
    if not sources:
        raise CorpusError("没有给出任何文件或目录，请指明要构建的语料，例如 corpus/")
    kept = _without_empty(list(sources.values()), warnings)
    documents = _documents(kept, warnings)
    warnings += [f"{document.id}：{note}" for document in documents for note in document.notes]
    return Corpus(tuple(documents), tuple(warnings))


def _sources(path: Path, warnings: list[str]) -> list[_Source]:
    if path.is_file():
        if path.suffix.lower() not in FORMATS:
            raise CorpusError(f"文件 {path} 的格式不支持，请转换为 {'、'.join(FORMATS[:3])} 后再构建")
        return [_Source(path)]
    if not path.is_dir():
        raise CorpusError(f"找不到 {path}，请检查路径，或把文件放到那里后重新构建")
    sources = _folder(path, warnings)
    if not sources:
        raise CorpusError(f"目录 {path} 中没有可读的文件（{'、'.join(FORMATS[:3])}），请放入文件后重新构建")
    return sources


def _folder(folder: Path, warnings: list[str]) -> list[_Source]:
    """The files below ``folder``; manifests in it and in the folders below describe their own files."""
    files = sorted(_walk(folder))
    entries: dict[Path, Entry] = {}
    listed: list[_Source] = []
    for manifest in (file for file in files if file.name == MANIFEST):
        for file, entry in read_manifest(manifest).items():
            entries[file.resolve()] = entry
            listed.append(_Source(file, entry))
    registered = [file.parent for file in files if file.name == MANIFEST]
    found: list[_Source] = []
    unknown: list[str] = []
    for file in files:
        if file.resolve() in entries or file.name == MANIFEST or _ABOUT.match(file.name):
            continue
        if file.suffix.lower() not in FORMATS:
            unknown.append(file.name)
            continue
        manifest_folder = next((parent for parent in registered if file.is_relative_to(parent)), None)
        notes = (
            (f"文件 {file.name} 没有登记在 {MANIFEST} 中，已按文件名读入，请补登",) if manifest_folder else ()
        )
        found.append(_Source(file, None, notes, found=True))
    if unknown:
        names = "、".join(unknown[:_NAMED_IN_A_WARNING]) + (
            " 等" if len(unknown) > _NAMED_IN_A_WARNING else ""
        )
        warnings.append(f"目录 {folder} 中有 {len(unknown)} 个文件的格式不支持，没有读入：{names}")
    return listed + found


def _walk(folder: Path, seen: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """Files below ``folder``, hidden ones left out; a link back to a folder above is not followed."""
    place = folder.resolve()
    if place in seen:
        return
    try:
        children = sorted(folder.iterdir())
    except OSError as error:
        raise CorpusError(f"目录 {folder} 打不开，请检查访问权限") from error
    for child in children:
        if child.name.startswith((".", "~$")):
            continue
        if child.is_dir():
            yield from _walk(child, seen | {place})
        elif child.is_file():
            yield child


def _without_empty(sources: Sequence[_Source], warnings: list[str]) -> list[_Source]:
    """All sources but files without a byte that merely lie in a folder; one alone is an error."""
    kept = [s for s in sources if not (s.found and s.path.stat().st_size == 0)]
    if not kept:
        return list(sources)
    warnings += [f"文件 {s.path} 是空的，没有读入" for s in sources if s not in kept]
    return kept


def _documents(sources: Sequence[_Source], warnings: list[str]) -> list[Document]:
    """Read every source; ids that were given come first, so that made ones give way to them."""
    read = [_read(source) for source in sources]
    given: dict[str, Path] = {}
    for known in read:
        if known.id and known.id in given:
            raise CorpusError(
                f"文件 {given[known.id]} 和 {known.path} 的编号都是 {known.id}，请给其中一份换一个编号"
            )
        if known.id:
            given[known.id] = known.path
    taken: set[str] = set(given)
    contents: dict[str, Path] = {}
    documents: list[Document] = []
    for known in read:
        if twin := contents.get(known.sha256):
            warnings.append(f"文件 {known.path} 与 {twin} 内容完全相同，只读入一份")
            continue
        contents[known.sha256] = known.path
        name = known.id
        if not name:
            name = unique(slug(known.path.stem), taken)
            taken.add(name)
        parts = split_documents(known.text)
        for position, (start, end) in enumerate(parts):
            part_id = name if position == 0 else unique(f"{name}-{position + 1}", taken)
            taken.add(part_id)
            part = describe(known, part_id, known.text[start:end], position, len(parts))
            documents.append(_issued_with(documents[-position], part) if position else part)
    return documents


def _issued_with(first: Document, part: Document) -> Document:
    """A second plan of one notice: what the notice says of both is printed only in the first part."""
    named = issued_plans(lines_of(first.text))
    if not any(same_title(part.title, title) for title in named):
        return part
    return replace(
        part,
        issuer=part.issuer or first.issuer,
        number=part.number or first.number,
        date=part.date or first.date,
        region=first.region or part.region,
    )


def _read(source: _Source) -> Known:
    """A file's text and what its manifest, front matter, page or first line say about it."""
    path = source.path
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"文件 {path} 读不出来，请检查访问权限") from error
    sha256 = check_sha256(path, raw, source.entry.sha256 if source.entry else "")
    text = decode(raw)
    if text is None:
        raise CorpusError(f"文件 {path} 不是文本文件，请换成 UTF-8 或 GB18030 编码的文本，或移出语料目录")
    said = Metadata(**source.entry.model_dump(exclude={"file", "sha256"})) if source.entry else Metadata()
    page: dict[str, str] = {}
    notes = source.notes
    match path.suffix.lower():
        case ".md":
            front, text, aside = split_front_matter(path, text)
            notes = (*notes, *aside)
            said = front.model_copy(update=said.model_dump(exclude_defaults=True))
        case ".html" | ".htm":
            text, page = read_page(text)
    if not text.strip():
        raise CorpusError(f"文件 {path} 里没有文字，请换成有内容的文件或移出语料目录")
    if said.number and not normalise(said.number):
        raise CorpusError(f"文件 {path} 登记的文号“{said.number}”不是文号，请写成“国发〔2021〕23号”的样子")
    return Known(path, said.id or "", text, sha256, said, page, from_header(text), notes)
