"""One text to one vector on the bundled model, without torch: the only home of ONNX Runtime.

In: a text with its prefix.  Out: its vector, the one that sentence-transformers gives from the
same weights.  Loads in 0.2 s.
"""

from __future__ import annotations

import os
from pathlib import Path

from kb.indexing.light_model import light_model
from kb.indexing.packed_model import BEGIN, END, MAX_TOKENS, UNKNOWN, Floats, dequantise
from kb.indexing.unigram import Unigram

#: Threads of one query: 22 ms at the 95th percentile of 500 lay questions against 36 with one.
_THREADS = 2

#: Microseconds for which a thread that waits for the other keeps turning before it sleeps.
#: ONNX Runtime's own choice is as quick alone, but on a machine that is busy with other work
#: takes 72 ms at the 95th percentile against 39.
_SPIN = "20"

#: ONNX Runtime's messages from this level on: errors.
_ERRORS = 3


class LightRuntime:
    """The bundled model, loaded."""

    def __init__(self, cache: Path) -> None:
        import onnxruntime

        model = light_model(cache)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(_THREADS, os.cpu_count() or 1)
        options.log_severity_level = _ERRORS
        options.add_session_config_entry("session.intra_op.spin_duration_us", _SPIN)
        self._session = onnxruntime.InferenceSession(model.graph, options, ["CPUExecutionProvider"])
        self._words, self._positions = model.words, model.positions
        self._pieces = Unigram(model.pieces, model.scores, UNKNOWN)

    def vector(self, text: str) -> Floats:
        """``float32``, ``(384,)``, unit-length; of a text too long its first 512 tokens count."""
        numbers = [BEGIN, *self._pieces.encode(text)[: MAX_TOKENS - 2], END]
        embedded = dequantise(self._words[numbers]) + self._positions[: len(numbers)]
        vector: Floats = self._session.run(None, {"embedded": embedded[None]})[0][0]
        return vector
