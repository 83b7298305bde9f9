"""Fingerprints that tell a build what it need not do again.

In: documents, and this project's own code and lexicons.  Out: short hexadecimal names; equal
names mean that segmenting and tagging would give the same again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kb.model import Document

_PACKAGE = Path(__file__).parents[1]

#: What a build's result depends on; searching and answering may change without a new build.
_SOURCES = ("reading", "segmenting", "tagging", "indexing")

#: Packages whose new version may cut words or write indexes differently.
_PACKAGES = ("jieba", "rjieba", "opencc", "pypinyin", "whoosh3")


@cache
def code_fingerprint() -> str:
    """A name for the code, the lexicons and the packages that make clauses, tags and indexes."""
    digest = hashlib.sha256()
    folders = [path for name in _SOURCES for path in (_PACKAGE / name).rglob("*")]
    for path in sorted([*_PACKAGE.glob("*.py"), *folders]):
        if path.suffix in {".py", ".toml", ".txt", ".tsv"} and path.is_file():
            digest.update(f"{path.relative_to(_PACKAGE)}\0".encode() + path.read_bytes())
    for package in _PACKAGES:
        digest.update(f"{package} {_installed(package)}\0".encode())
    return digest.hexdigest()[:16]


def document_fingerprint(document: Document) -> str:
    """A name for a document's text and metadata together."""
    content = json.dumps(asdict(document), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def corpus_fingerprint(code: str, model: str, documents: Iterable[str]) -> str:
    """A name for everything that goes into a build, the order of documents included."""
    return hashlib.sha256("\n".join([code, model, *documents]).encode()).hexdigest()[:16]


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "-"
