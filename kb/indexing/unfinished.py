"""Vectors that a long build has computed so far, kept in case it does not come to its end.

In: vectors by passage digest, part by part.  Out: all of them again, for the next build, which
may follow a power cut after hours of embedding.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from kb.indexing.embeddings import Vector
from kb.indexing.versions import UNFINISHED


class UnfinishedVectors:
    """The parts saved by builds of one model since the last that came to its end."""

    def __init__(self, kb: Path, model: str) -> None:
        self._directory = kb / UNFINISHED
        # A model may be a folder's path: its name cannot be part of a file's.
        self._prefix = hashlib.sha256(model.encode()).hexdigest()[:16]

    def save(self, vectors: Mapping[str, Vector]) -> None:
        """Save a part; a part cut off in writing is never seen."""
        self._directory.mkdir(exist_ok=True)
        number = len(list(self._directory.glob("*.npz")))
        part = self._directory / f"{self._prefix}-{number:05d}.npz"
        fresh = part.with_suffix(".new")
        with fresh.open("wb") as file:
            np.savez(
                file,
                allow_pickle=False,
                digests=np.array(list(vectors)),
                vectors=np.stack([*vectors.values()]),
            )
        fresh.replace(part)

    def read(self) -> dict[str, Vector]:
        """Every vector saved, by passage digest."""
        known: dict[str, Vector] = {}
        for part in sorted(self._directory.glob(f"{self._prefix}-*.npz")):
            try:
                with np.load(part) as saved:
                    known.update(zip(saved["digests"].tolist(), saved["vectors"], strict=True))
            except (OSError, ValueError, KeyError, BadZipFile):
                continue  # damaged: its passages are embedded again
        return known

    def remove(self) -> None:
        """Forget them: a build came to its end."""
        shutil.rmtree(self._directory, ignore_errors=True)
