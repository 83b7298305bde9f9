"""Vectors of passages kept between runs, by the passage's digest and the model's name.

In: texts to embed.  Out: their vectors, computed only where they are not kept yet, in shards
that are written as soon as they are done: embedding 57,000 articles takes an hour, and an
interrupted run goes on where it stopped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kb.indexing.embeddings import Encoder
from kb.indexing.passages import digest

Matrix = npt.NDArray[np.float32]

#: Texts in one shard: a minute's work.
SHARD = 250


def embed_with_cache(
    texts: Sequence[str],
    encoder: Encoder,
    directory: Path,
    progress: Callable[[int], None] | None = None,
) -> Matrix:
    """The vectors of ``texts``: ``float32``, ``(len(texts), dimension)``, rows unit-length."""
    directory.mkdir(parents=True, exist_ok=True)
    rows = {mark: row for row, mark in enumerate(map(digest, texts))}
    marks = list(map(digest, texts))
    matrix = np.zeros((len(texts), encoder.dimension), np.float32)
    filled = np.zeros(len(texts), np.bool_)
    for path in sorted(directory.glob(f"{_prefix(encoder.name)}-*.npz")):
        with np.load(path) as shard:
            known, vectors = shard["digests"].tolist(), shard["vectors"]
        kept = [(at, rows[mark]) for at, mark in enumerate(known) if mark in rows]
        matrix[[row for _, row in kept]] = vectors[[at for at, _ in kept]]
        filled[[row for _, row in kept]] = True
    if progress:
        progress(int(filled.sum()))
    # Sorted by length, so that little of a batch is padding.
    missing = sorted({m: None for m in marks if not filled[rows[m]]}, key=lambda m: (len(texts[rows[m]]), m))
    for at in range(0, len(missing), SHARD):
        shard_rows = [rows[mark] for mark in missing[at : at + SHARD]]
        vectors = encoder.encode_passages([texts[row] for row in shard_rows], progress)
        matrix[shard_rows] = vectors
        _write(directory, encoder.name, missing[at : at + SHARD], vectors)
    # A text that comes twice has its vector in the last row of it.
    return matrix[[rows[mark] for mark in marks]]


def _prefix(model: str) -> str:
    return hashlib.sha256(model.encode()).hexdigest()[:8]


def _write(directory: Path, model: str, marks: Sequence[str], vectors: Matrix) -> None:
    name = hashlib.sha256("".join(marks).encode()).hexdigest()[:16]
    path = directory / f"{_prefix(model)}-{name}.npz"
    beside = path.with_suffix(".tmp")
    with beside.open("wb") as file:
        np.savez(file, digests=np.array(marks), vectors=vectors)
    beside.replace(path)
