"""Posting lists on disk: the only home of whoosh.

In: for every field the terms of each clause.  Out: a whoosh index in a directory, and from it
whole posting lists as arrays.  whoosh's format, term dictionary and readers are used as they
are; its document writer and its scorer are not, because they go through the postings one by
one (indexing 700 articles a second instead of 2,500, questions 75 ms instead of 5).
"""

from __future__ import annotations

import shutil
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import finalize

import numpy as np
import numpy.typing as npt
from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3LeafMatcher, W3PostingsWriter
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.reading import TermNotFound

Numbers = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float32]

_INDEX = "MAIN"

#: Postings in one block on disk.  Lists are always read whole: large blocks cost less.
_BLOCK = 4096

#: Posting lists kept in memory; 4,000 lists of 57,147 law articles take about 40 MB.
_LISTS_KEPT = 4000


@dataclass(frozen=True, slots=True)
class Postings:
    """The whole posting list of a term: clause numbers, ascending, and the frequency in each."""

    clauses: Numbers
    weights: Weights


_NONE = Postings(np.zeros(0, np.int64), np.zeros(0, np.float32))


# --- writing ------------------------------------------------------------------------------


class FieldTerms:
    """The terms of one field, gathered clause by clause."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._terms = array("i")
        self._lengths = array("i")

    def add(self, terms: Sequence[str]) -> None:
        """The terms of the next clause, repeated as often as they stand in it."""
        known = self._known
        self._terms.extend([known.setdefault(term, len(known)) for term in terms])
        self._lengths.append(len(terms))

    @property
    def lengths(self) -> Sequence[int]:
        """The number of terms of each clause."""
        return self._lengths

    def lists(self) -> Iterator[tuple[bytes, Numbers, Weights]]:
        """Term, clauses and frequencies, in the order of the terms' bytes."""
        if not self._terms:
            return
        lengths = np.frombuffer(self._lengths, np.int32)
        clauses = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
        keys = np.frombuffer(self._terms, np.int32).astype(np.int64) * len(lengths) + clauses
        del clauses
        keys, counts = np.unique(keys, return_counts=True)
        terms, held_by = np.divmod(keys, len(lengths))
        del keys
        ends = np.searchsorted(terms, np.arange(len(self._known)), side="right").tolist()
        weights = counts.astype(np.float32)
        for name, number in sorted((text.encode(), n) for text, n in self._known.items()):
            here = slice(ends[number - 1] if number else 0, ends[number])
            yield name, held_by[here], weights[here]


class _ListWriter(W3PostingsWriter):  # type: ignore[misc]
    """whoosh's writer of posting blocks, fed with whole lists."""

    def write_list(self, clauses: Numbers, weights: Weights) -> Any:
        for start in range(0, len(clauses), self._blocklimit):
            block = slice(start, start + self._blocklimit)
            self._ids = array("I", clauses[block].astype(np.uint32).tobytes())
            self._weights = array("f", weights[block].tobytes())
            self._maxweight = float(weights[block].max())
            if block.stop < len(clauses):
                self._write_block()
        return self.finish_postings()

    def _mini_ids(self) -> tuple[int, ...]:
        ids = np.frombuffer(self._ids, np.uint32).astype(np.int64)
        return tuple(np.diff(ids, prepend=0).tolist())

    def _mini_weights(self) -> tuple[float, ...] | float | None:
        weights = np.frombuffer(self._weights, np.float32)
        if weights.min() == weights.max():
            return None if weights[0] == 1.0 else float(weights[0])
        return tuple(weights.tolist())


class _ListCodec(W3Codec):  # type: ignore[misc]
    """whoosh's codec with the writer above; what it writes is whoosh's own format."""

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> _ListWriter:
        return _ListWriter(dbfile, blocklimit=_BLOCK, byteids=byteids, compression=self._compression)


def _write_field(writer: W3FieldWriter, name: str, kind: Any, terms: FieldTerms) -> None:
    writer.start_field(name, kind)
    for term, clauses, weights in terms.lists():
        writer.start_term(term)
        info = writer._postwriter.write_list(clauses, weights)
        writer._tindex.add(writer._fieldid.to_bytes(2, "big") + term, info.to_bytes())
    writer.finish_field()


def write_postings(directory: Path, gathered: Mapping[str, FieldTerms]) -> None:
    """Write an index of these fields; every field must hold the same number of clauses."""
    directory.mkdir(parents=True, exist_ok=True)
    kind = fields.FieldType(formats.Existence(), None)
    schema = fields.Schema(**dict.fromkeys(gathered, kind))
    storage = FileStorage(str(directory))
    segment = W3Codec().new_segment(storage, _INDEX)
    codec = _ListCodec(compression=1)
    documents = codec.per_document_writer(storage, segment)
    total = max((len(terms.lengths) for terms in gathered.values()), default=0)
    for number in range(total):
        documents.start_doc(number)
        documents.finish_doc()
    documents.close()
    writer = codec.field_writer(storage, segment)
    for name in sorted(gathered):
        _write_field(writer, name, kind, gathered[name])
    writer.close()
    segment.set_doc_count(total)
    shutil.rmtree(directory / f"{_INDEX}.tmp", ignore_errors=True)  # the codec's work files
    TOC(schema, [segment] if total else [], 0).write(storage, _INDEX)
    storage.close()


# --- reading ------------------------------------------------------------------------------


class PostingLists:
    """The posting lists of an index, opened for reading; safe for several threads."""

    def __init__(self, directory: Path) -> None:
        self._reader = FileStorage(str(directory)).open_index(_INDEX).reader()
        # Whoever lets go of the lists lets go of the files.
        self._closing = finalize(self, self._reader.close)
        self._lock = Lock()
        self._kept = lru_cache(_LISTS_KEPT)(self._read)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._closing()

    def get(self, field: str, term: str) -> Postings:
        """The posting list of a term; an empty one for an unknown term."""
        return self._kept(field, term)

    def beginning(self, field: str, prefix: str, limit: int) -> list[str]:
        """The first ``limit`` terms of a field that begin with ``prefix``."""
        with self._lock:
            return [raw.decode() for raw in islice(self._reader.expand_prefix(field, prefix), limit)]

    def terms(self, field: str) -> list[str]:
        """All terms of a field."""
        with self._lock:
            return [raw.decode() for raw in self._reader.lexicon(field)]

    def _read(self, field: str, term: str) -> Postings:
        with self._lock:  # the file behind the reader has one position
            try:
                return _whole_list(self._reader.postings(field, term.encode("utf-8", "replace")))
            except TermNotFound:
                return _NONE


def _whole_list(matcher: Any) -> Postings:
    """All postings of a whoosh matcher at once."""
    if not isinstance(matcher, W3LeafMatcher):
        return _one_by_one(matcher)
    clauses: list[Numbers] = []
    weights: list[Weights] = []
    # Block by block: ten times quicker than asking for one posting after the other.
    while matcher.is_active():
        matcher._read_data()
        gaps, frequencies, _ = matcher._data
        numbers = np.cumsum(np.array(gaps, np.int64))
        if frequencies is None or isinstance(frequencies, float):
            frequencies = np.full(len(numbers), frequencies or 1.0, np.float32)
        clauses.append(numbers)
        weights.append(np.asarray(frequencies, np.float32))
        matcher._next_block()
    return Postings(np.concatenate(clauses), np.concatenate(weights))


def _one_by_one(matcher: Any) -> Postings:
    clauses: list[int] = []
    weights: list[float] = []
    while matcher.is_active():
        clauses.append(matcher.id())
        weights.append(matcher.weight())
        matcher.next()
    return Postings(np.asarray(clauses, np.int64), np.asarray(weights, np.float32))
