"""Folding, words, bigrams, figures; the Rust port and jieba itself cut alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.indexing import tokens
from kb.indexing.tokens import bigram_terms, bigrams, fold, word_terms, words

PLAN = Path(__file__).parents[1] / "corpus" / "documents" / "jinzhong-carbon-peak-plan.txt"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＣＣＵＳ", "ccus"),
        ("煤改電", "煤改电"),
        ("綠色建築", "绿色建筑"),
        ("１８％", "18%"),
        ("（一）", "(一)"),
        ("PM2.5　浓度", "pm2.5 浓度"),
        ("⼀", "一"),  # Kangxi radical, as PDF extraction leaves it
        ("碳达峰", "碳达峰"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@settings(deadline=None)
@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(deadline=None)
@given(st.text())
def test_tokens_are_stretches_of_the_folded_text(text: str) -> None:
    folded = fold(text)
    for token in (*words(text), *bigrams(text)):
        assert folded[token.start : token.end].replace(",", "") == token.text


@pytest.mark.parametrize(
    ("text", "there", "absent"),
    [
        ("到2030年达到18%", ["2030", "18", "18%"], ["203", "8%", "8"]),
        ("达到180%，2018年", ["180", "180%", "2018"], ["18", "18%"]),
        ("1,250万吨", ["1250"], ["1", "250"]),
        ("12.5个百分点", ["12.5"], ["12", "5"]),
        ("300MW机组", ["300", "300mw"], ["mw"]),
        ("PM2.5浓度", ["pm2.5"], ["2.5"]),
        ("推进“煤改電”", ["煤改电"], []),
        ("支持ＣＣＵＳ项目", ["ccus"], []),
        ("抽水蓄能电站", ["抽水蓄能", "蓄能", "电站"], []),
        ("非化石能源消费比重", ["非化石能源", "能源", "消费", "比重"], ["化石能源"]),
        ("节约的能源和水", ["节约", "能源", "水"], ["的", "和"]),
    ],
)
def test_words(text: str, there: list[str], absent: list[str]) -> None:
    found = [token.text for token in words(text)]
    assert [word for word in there if word not in found] == []
    assert [word for word in absent if word in found] == []


def test_bigrams_end_with_the_last_ideograph_of_each_run() -> None:
    assert [t.text for t in bigrams("减少用煤，18%达标")] == ["减少", "少用", "用煤", "煤", "达标", "标"]
    assert [(t.start, t.end) for t in bigrams("a用煤")] == [(1, 3), (2, 3)]


def test_bulk_terms_are_those_of_single_texts() -> None:
    text = fold(PLAN.read_text(encoding="utf-8"))
    assert sorted(word_terms(text)) == sorted(token.text for token in words(text))
    assert bigram_terms(text) == [token.text for token in bigrams(text)]


def test_the_rust_port_cuts_like_jieba_user_words_included() -> None:
    pytest.importorskip("rjieba")
    rust, python = tokens.rust_segmenter(), tokens.python_segmenter()
    text = fold(PLAN.read_text(encoding="utf-8"))
    for mode in ("default", "search"):
        assert list(rust.tokenize(text, mode)) == list(python.tokenize(text, mode))
    before = list(rust.tokenize(text))
    for word in tokens.lexicon_words():
        rust.add_word(word)
        python.add_word(word)
    for mode in ("default", "search"):
        assert list(rust.tokenize(text, mode)) == list(python.tokenize(text, mode))
    assert list(rust.tokenize(text)) != before  # the user words did change something
    for word in ("核电站", "煤改电", "畜能", "光付"):
        assert rust.has_word(word) == python.has_word(word)


def test_without_the_rust_port_jieba_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(shared: bool) -> None:
        raise ImportError

    expected = words("由市能源局牵头推进煤改电")
    monkeypatch.setattr(tokens, "rust_segmenter", missing)
    tokens._segmenter.cache_clear()
    try:
        assert words("由市能源局牵头推进煤改电") == expected
    finally:
        tokens._segmenter.cache_clear()
