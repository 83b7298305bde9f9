"""How fast cleaning and segmentation are, and that no text makes them slow.

    python bench/segmenting.py [FOLDER]

Prints megabytes (UTF-8) a second for the documents of a folder (default: the corpus), and seconds
for a megabyte of the worst texts known, at full and at half size: the ratio of a linear program is 2.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from kb.cleaning import clean
from kb.model import Document
from kb.segmenting import segment

MEGABYTE = 1_000_000
CORPUS = Path(__file__).parents[1] / "corpus" / "documents"

#: What is repeated up to a megabyte: each aims at one rule.
WORST = {
    "ordinary items": "（一）加强管理。统筹推进各项工作，确保取得实效。（责任单位：市能源局、市工信局）\n",
    "first items only": "一、\n",
    "numbers on one line": "一、（一）1.（1）①",
    "items on one line": "。（一）甲。（二）乙",
    "semicolons": "（1）甲；",
    "open brackets": "（",
    "closed brackets": "。）",
    "nested titles": "《（",
    "responsible, never closed": "（责任",
    "articles": "第一条 甲。",
    "chapters": "第一章 总则\n",
    "decimals": "1.1.1 甲\n",
    "deep decimals": "1.1.1.1.1.1",
    "annexes": "附件1\n",
    "listed annexes": "附件：1.甲\n",
    "boxes": "专栏1 甲\n1.乙\n",
    "contents": "目录\n第一章 甲……1\n",
    "dots": ".",
    "dots and blanks": ".... ",
    "leader that fails": "....          x1\n",
    "ellipses": "…",
    "blanks": " ",
    "letter-spaced": "加 快 ",
    "split numerals": "2 0 2 5 年1 0%",
    "line ends": "\n",
    "one character a line": "甲\n",
    "broken lines": "统筹推进各项工作统筹推进各项工作统筹推进各项工作\n",
    "page marks": "- 1 -\n\f甲\n",
    "entities": "&nbsp;&ldquo;",
    "ampersands": "&",
    "hashes": "#* ",
    "years": "2025年",
    "noise": "�\x00\u200b一",
}


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def repeated(piece: str, size: int) -> str:
    return piece * (size // len(piece.encode()) + 1)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    documents = [
        Document(file.stem, "", file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.txt"))
    ]
    size = sum(len(document.text.encode()) for document in documents) / MEGABYTE
    cleaned = [clean(document.text) for document in documents]
    cleaning = seconds(lambda: [clean(document.text) for document in documents])
    segmenting = seconds(lambda: [segment(*pair) for pair in zip(documents, cleaned, strict=True)])
    print(f"{len(documents)} documents, {size:.2f} MB: cleaning {size / cleaning:.1f} MB/s, ", end="")
    print(f"segmenting {size / segmenting:.1f} MB/s, both {size / (cleaning + segmenting):.1f} MB/s")
    print(f"{'1 MB of':28}{'cleaning':>10}{'both':>8}{'ratio':>7}")
    for name, piece in WORST.items():
        document = Document("d", "", repeated(piece, MEGABYTE))
        half = Document("d", "", repeated(piece, MEGABYTE // 2))
        both, both_half = seconds(lambda d=document: segment(d)), seconds(lambda d=half: segment(d))
        alone = seconds(lambda d=document: clean(d.text))
        print(f"{name:28}{alone:9.2f}s{both:7.2f}s{both / both_half:7.1f}")


if __name__ == "__main__":
    main()
