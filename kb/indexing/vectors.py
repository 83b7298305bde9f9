"""The vectors of all passages on disk, and exact search among them.

In: passages with their vectors.  Out: files in a directory, and from them the clauses nearest
to a query.  The matrix is memory-mapped ``float32``, ``(passages, dimension)``, rows of unit
length: at 57,000 passages a query takes 3 ms.  ``float16`` would halve the file, but numpy
must widen it for every query.  Row by row (``vecdot``), not as a matrix product: that is as
quick, a row's score does not depend on the others, and OpenBLAS's threads, which spin after
each product, do not take the processor from the embedding of the next query (semantic questions of
``bench/stard.py``: 35 ms at the median, not 60).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kb.errors import ModelError
from kb.indexing.fulltext import Scored
from kb.indexing.passages import Passage

Matrix = npt.NDArray[np.float32]

_MATRIX = "vectors.npy"
_TABLE = "passages.npz"
_RECORD = "model.json"


def write_vectors(directory: Path, passages: Sequence[Passage], matrix: Matrix, model: str) -> None:
    """Write the vectors of ``passages``: row by row those of ``matrix``, made by ``model``."""
    if len(matrix) != len(passages):
        raise ValueError(f"{len(passages)} passages, {len(matrix)} vectors")
    directory.mkdir(parents=True, exist_ok=True)
    clauses = list(dict.fromkeys(p.clause for p in passages))
    numbers = {clause: number for number, clause in enumerate(clauses)}
    np.save(directory / _MATRIX, np.ascontiguousarray(matrix, np.float32))
    digests = b"".join(bytes.fromhex(p.digest) for p in passages)
    np.savez(
        directory / _TABLE,
        allow_pickle=False,
        clause=np.array([numbers[p.clause] for p in passages], np.int32),
        start=np.array([p.start for p in passages], np.int64),
        end=np.array([p.end for p in passages], np.int64),
        sentence=np.array([p.kind == "sentence" for p in passages], np.bool_),
        digest=np.frombuffer(digests, np.uint8).reshape(len(passages), -1 if passages else 16),
    )
    record = {"model": model, "dimension": int(matrix.shape[1]), "clauses": clauses}
    (directory / _RECORD).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def read_cached(directory: Path) -> dict[str, npt.NDArray[np.float32]]:
    """The vector of each passage by its digest; empty when there are none to read."""
    try:
        matrix = np.load(directory / _MATRIX, mmap_mode="r")
        with np.load(directory / _TABLE) as table:
            digests = table["digest"]
    except (OSError, ValueError, KeyError):
        return {}
    return {bytes(digest).hex(): row for digest, row in zip(digests, matrix, strict=True)}


class VectorIndex:
    """Vectors opened for reading; safe for several threads."""

    def __init__(self, directory: Path) -> None:
        record = json.loads((directory / _RECORD).read_text(encoding="utf-8"))
        self.model: str = record["model"]
        self.dimension: int = record["dimension"]
        self._clauses: list[str] = record["clauses"]
        self._matrix: Matrix = np.load(directory / _MATRIX, mmap_mode="r")
        with np.load(directory / _TABLE) as table:
            self._of_row = table["clause"]
            self._starts, self._ends, self._sentence = table["start"], table["end"], table["sentence"]

    def __len__(self) -> int:
        return len(self._clauses)

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that have a vector."""
        return tuple(self._clauses)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {clause: number for number, clause in enumerate(self._clauses)}

    @cached_property
    def _by_name(self) -> npt.NDArray[np.int64]:
        """Each clause's place among all in the order of their ids: ties go by it."""
        places = np.empty(len(self._clauses), np.int64)
        places[sorted(range(len(self._clauses)), key=self._clauses.__getitem__)] = np.arange(len(places))
        return places

    @cached_property
    def _first_rows(self) -> npt.NDArray[np.int64] | None:
        """The first row of each clause; None if a clause's rows do not stand together."""
        firsts = np.flatnonzero(np.diff(self._of_row, prepend=-1))
        together = len(firsts) == len(self._clauses) == len(np.unique(self._of_row))
        return firsts if together and (np.diff(self._of_row) >= 0).all() else None

    def search(
        self,
        query: npt.NDArray[np.float32],
        allowed: frozenset[str] | None,
        limit: int,
        without: frozenset[str] = frozenset(),
    ) -> list[Scored]:
        """The clauses whose best passage is nearest to ``query`` (unit length), by cosine.

        Only clauses of ``allowed`` (None: all) that are not in ``without`` are found.

        Raises ModelError for a query of another model's dimension.
        """
        if query.shape != (self.dimension,):
            raise ModelError(
                f"知识库的向量由模型 {self.model} 生成（{self.dimension} 维），"
                f"查询是 {len(query)} 维，请用同一模型或重新构建"
            )
        if not self._clauses:
            return []
        similarity = np.vecdot(self._matrix, query)
        if self._first_rows is not None:
            best = np.maximum.reduceat(similarity, self._first_rows)
        else:
            best = np.full(len(self._clauses), -np.inf, np.float32)
            np.maximum.at(best, self._of_row, similarity)
        if allowed is not None:
            kept = np.zeros(len(best), np.bool_)
            kept[self._numbered(allowed)] = True
            best[~kept] = -np.inf
        best[self._numbered(without)] = -np.inf
        count = min(limit, int(np.isfinite(best).sum()))
        if not count:
            return []
        floor = np.partition(best, len(best) - count)[len(best) - count]
        near = np.flatnonzero(best >= floor)
        near = near[np.lexsort((self._by_name[near], -best[near]))][:count]
        return list(map(Scored, map(self._clauses.__getitem__, near.tolist()), best[near].tolist()))

    def clause_vector(self, clause: str) -> npt.NDArray[np.float32] | None:
        """The mean of the clause's own passages, unit length; None if it has no vector."""
        rows = np.flatnonzero((self._of_row == self._numbers.get(clause)) & ~self._sentence)
        if not len(rows):
            return None
        mean = self._matrix[rows].mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), np.float32)

    def _numbered(self, clauses: frozenset[str]) -> list[int]:
        return [self._numbers[clause] for clause in clauses if clause in self._numbers] if clauses else []

    def nearest_sentence(self, query: npt.NDArray[np.float32], clause: str) -> tuple[int, int] | None:
        """The span of the clause's sentence nearest to ``query``; None if it has none of its own."""
        number = self._numbers.get(clause)
        rows = np.flatnonzero((self._of_row == number) & self._sentence)
        if number is None or not len(rows):
            return None
        row = rows[int(np.argmax(np.vecdot(self._matrix[rows], query)))]
        return int(self._starts[row]), int(self._ends[row])


def open_vectors(directory: Path) -> VectorIndex:
    """Open the vectors in ``directory``."""
    return VectorIndex(directory)
