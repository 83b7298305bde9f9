"""The directory of a knowledge base: built versions, and one pointer to the version in force.

::

    build/kb/
      CURRENT                 one line: the name of the version in force
      build.lock              held while a build runs
      v-20250101-083000-4711/ a built version, never changed again
        record.json           what made it, and its files with sizes and digests
        in-use                readers hold a shared lock on it
        catalogue.sqlite  fulltext/  vectors/
      building-4712/          a build under way, or what a killed one left
      unfinished-vectors/     what a long build has embedded so far, kept for the next

Replacing ``CURRENT`` is one atomic rename: a reader sees the old version or the new one, and a
build that dies at any moment leaves the old one in force.  A version that somebody still reads
is removed by a later build.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kb.errors import BuildError, MissingKnowledgeBase
from kb.indexing.lock import Reading, no_reader, only_build

POINTER = "CURRENT"
RECORD = "record.json"
IN_USE = "in-use"
CATALOGUE = "catalogue.sqlite"
FULLTEXT = "fulltext"
VECTORS = "vectors"
UNFINISHED = "unfinished-vectors"

_LOCK = "build.lock"
_BUILT = "v-"
_BUILDING = "building-"

_ADVICE = "请运行 python indexer.py build"


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """What made a version of the knowledge base."""

    model: str  # the embedding model of its vectors
    built_at: str  # ISO 8601, with offset
    version: str  # signature of the catalogue's tables
    fingerprint: str  # of everything that went in: code, model, documents in order
    code: str  # of the code and lexicons alone
    documents: int = 0
    clauses: int = 0
    assignments: int = 0
    targets: int = 0


@dataclass(frozen=True, slots=True)
class Version:
    """A built version on disk; ``files`` are its files with size and SHA-256 as written."""

    directory: Path
    record: BuildRecord
    files: dict[str, tuple[int, str]]

    def damaged(self) -> list[str]:
        """The files whose content is no longer what was written; reads them all."""
        return [name for name, (_, digest) in self.files.items() if _sha256(self.directory / name) != digest]


def current_name(kb: Path) -> str:
    """The name of the version in force; raises MissingKnowledgeBase if there is none."""
    try:
        name = (kb / POINTER).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        if not kb.exists():
            raise MissingKnowledgeBase(f"没有找到知识库 {kb}，{_ADVICE}") from None
        if any(_leftovers(kb)):
            raise MissingKnowledgeBase(f"知识库 {kb} 还没有建完，{_ADVICE}") from None
        raise MissingKnowledgeBase(f"{kb} 不是知识库，{_ADVICE}，或用 --kb 指明知识库目录") from None
    except (OSError, UnicodeDecodeError) as error:
        raise MissingKnowledgeBase(f"知识库 {kb} 无法读取（{error}），{_ADVICE}") from error
    if not name.startswith(_BUILT) or "/" in name:
        raise MissingKnowledgeBase(f"知识库 {kb} 的 {POINTER} 文件已损坏，{_ADVICE}")
    return name


def current_version(kb: Path, *, signature: str | None) -> Version:
    """The version in force, checked for completeness; raises MissingKnowledgeBase.

    ``signature`` is that of the catalogue that the caller can read; None: only vectors are wanted.

    Only names and sizes of files are compared, which takes well under a millisecond; ``doctor``
    looks inside.
    """
    directory = kb / current_name(kb)
    try:
        content = json.loads((directory / RECORD).read_text(encoding="utf-8"))
        files = {name: (size, digest) for name, (size, digest) in content["files"].items()}
        version = Version(directory, BuildRecord(**content["record"]), files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise MissingKnowledgeBase(
            f"知识库 {kb} 不完整（缺少可用的 {RECORD}），{_ADVICE} --rebuild"
        ) from error
    if signature is not None and version.record.version != signature:
        raise MissingKnowledgeBase(f"知识库 {kb} 是由另一版本的程序建成的，{_ADVICE}")
    for name, (size, _) in version.files.items():
        try:
            whole = (directory / name).stat().st_size == size
        except OSError:
            whole = False
        if not whole:
            raise MissingKnowledgeBase(f"知识库 {kb} 不完整（{name} 缺失或被截断），{_ADVICE}")
    return version


def reading_version(kb: Path, *, signature: str) -> tuple[Version, Reading]:
    """The version in force with a lock that keeps it from being removed."""
    while True:
        version = current_version(kb, signature=signature)
        try:
            reading = Reading(version.directory / IN_USE)
        except (FileNotFoundError, BlockingIOError) as error:
            if current_name(kb) == version.directory.name:
                raise MissingKnowledgeBase(f"知识库 {kb} 不完整（缺少 {IN_USE}），{_ADVICE}") from error
            continue  # a build put another version in force just now
        if current_name(kb) == version.directory.name:
            return version, reading
        reading.close()


@contextmanager
def building_site(kb: Path) -> Iterator[Path]:
    """An empty directory to build in, under the build lock; what killed builds left is removed.

    The directory is removed at the end unless :func:`put_in_force` took it.
    """
    if _is_of_others(kb):
        raise BuildError(f"{kb} 里有别的文件，不是知识库；请用 --kb 指明另一个目录")
    kb.mkdir(parents=True, exist_ok=True)
    with only_build(kb / _LOCK):
        for leftover in _leftovers(kb):
            shutil.rmtree(leftover, ignore_errors=True)
        with suppress(MissingKnowledgeBase):  # without a pointer nothing is known to be superseded
            _remove_superseded(kb, current_name(kb))
        site = kb / f"{_BUILDING}{os.getpid()}"
        site.mkdir()
        try:
            yield site
        finally:
            shutil.rmtree(site, ignore_errors=True)


def put_in_force(site: Path, record: BuildRecord) -> Path:
    """Make the finished build in ``site`` the version in force; returns its directory.

    Everything is on the disk before the pointer turns, so that not even a power cut can make it
    point to files that are not there.
    """
    (site / IN_USE).touch()
    files = {str(path.relative_to(site)): (path.stat().st_size, _sha256(path)) for path in _files(site)}
    content = {"record": asdict(record), "files": files}
    (site / RECORD).write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    for path in (*_files(site), *_directories(site), site):
        _flush(path)
    kb = site.parent
    built = _unused_name(kb)
    site.rename(built)
    _flush(kb)
    _turn_pointer(kb, built.name)
    _remove_superseded(kb, built.name)
    return built


def _turn_pointer(kb: Path, name: str) -> None:
    fresh = kb / f"{POINTER}.new"
    fresh.write_text(name + "\n", encoding="ascii")
    _flush(fresh)
    fresh.replace(kb / POINTER)
    _flush(kb)


def _remove_superseded(kb: Path, current: str) -> None:
    for directory in kb.glob(f"{_BUILT}*"):
        if directory.name == current:
            continue
        with no_reader(directory / IN_USE) as unread:
            if unread:
                shutil.rmtree(directory, ignore_errors=True)


def _unused_name(kb: Path) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S")
    built = kb / f"{_BUILT}{stamp}-{os.getpid()}"
    again = 1
    while built.exists():  # two builds of one process within a second
        again += 1
        built = kb / f"{_BUILT}{stamp}-{os.getpid()}-{again}"
    return built


def _is_of_others(kb: Path) -> bool:
    """Whether a directory holds files and none of them is a knowledge base's."""
    names = [path.name for path in kb.iterdir()] if kb.is_dir() else []
    ours = (POINTER, _LOCK, _BUILT, _BUILDING)
    return bool(names) and not any(name.startswith(ours) for name in names)


def _leftovers(kb: Path) -> Iterator[Path]:
    return kb.glob(f"{_BUILDING}*")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(directory: Path) -> list[Path]:
    return sorted(path for path in directory.rglob("*") if path.is_file())


def _directories(directory: Path) -> list[Path]:
    return sorted(path for path in directory.rglob("*") if path.is_dir())


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
