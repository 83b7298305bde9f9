"""Embed the documents of a BEIR-form corpus into the cache, so that it can be stopped and resumed.

    nice -n 19 python bench/embedding.py CORPUS.jsonl [CACHE] [QRELS.tsv]

``bench/stard.py`` and ``python indexer.py evaluate`` take the vectors from the same cache.
With judgements the judged documents come first, so that a part of the corpus can be measured.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from kb.indexing.bundled_model import converted_folder
from kb.indexing.embeddings import BUNDLED, SentenceTransformerEncoder
from kb.indexing.packed_model import PREFIX_PASSAGE, PREFIX_QUERY
from kb.indexing.passages import parts_of
from kb.indexing.vector_cache import embed_with_cache
from kb.settings import CACHE


def main(corpus: Path, cache: Path, qrels: Path | None) -> None:
    judged = {line.split()[1] for line in qrels.open(encoding="utf-8")} if qrels else set()
    first: list[str] = []
    rest: list[str] = []
    for line in corpus.open(encoding="utf-8"):
        row = json.loads(line)
        texts = [text for _, _, text in parts_of(row.get("title", ""), row["text"])]
        (first if row["id"] in judged else rest).extend(texts)
    encoder = SentenceTransformerEncoder(
        BUNDLED,
        converted_folder(Path(CACHE.value())),
        (PREFIX_QUERY, PREFIX_PASSAGE),
    )
    started, done, shown = time.monotonic(), 0, 0

    def progress(count: int) -> None:
        nonlocal done, shown
        done += count
        if done - shown >= 250:
            shown = done
            print(f"{done} of {len(first) + len(rest)}, {time.monotonic() - started:.0f} s", flush=True)

    for texts in (first, rest):
        embed_with_cache(texts, encoder, cache, progress)


if __name__ == "__main__":
    arguments = [Path(argument) for argument in sys.argv[1:]]
    main(
        arguments[0],
        arguments[1] if len(arguments) > 1 else Path("build/cache/passages"),
        *arguments[2:3] or [None],
    )
