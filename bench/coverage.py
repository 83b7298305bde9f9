"""How many lines the coverage report of each document has, by kind.

    python bench/coverage.py [FILE|FOLDER …]      (default: the corpus)

Reads, segments and tags without building a knowledge base; prints a row per document with its
clauses, assignments and targets, and the sum.  The lines themselves are shown by
``python indexer.py coverage --document ID``.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from kb.cleaning import clean
from kb.reading.corpus import read_corpus
from kb.segmenting import segment
from kb.tagging import tag

CORPUS = Path(__file__).parents[1] / "corpus"


def main(paths: list[Path]) -> None:
    """Print the table."""
    total: Counter[str] = Counter()
    print(f"{'document':44}{'clauses':>8}{'bodies':>8}{'targets':>8}  coverage lines")
    for document in read_corpus(paths).documents:
        cleaned = clean(document.text)
        segmentation = segment(document, cleaned)
        tags = tag(document, segmentation.clauses, cleaned)
        kinds = Counter(finding.kind for finding in (*segmentation.findings, *tags.findings))
        total += kinds
        counts = (len(segmentation.clauses), len(tags.assignments), len(tags.targets))
        print(f"{document.id:44}{counts[0]:8}{counts[1]:8}{counts[2]:8}  {shown(kinds)}")
    print(f"{'all':68}  {shown(total)}")


def shown(kinds: Counter[str]) -> str:
    return ", ".join(f"{kind} {number}" for kind, number in sorted(kinds.items())) or "none"


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]] or [CORPUS])
