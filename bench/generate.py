"""Make a corpus of any size: real articles as numbered tasks, with lists of bodies and targets.

    python bench/generate.py ARTICLES DIRECTORY [COLLECTION]

Articles of one law become one document, numbered 一、1. 2. …; to every article is added a list
of responsible bodies and to every other one a target, by fixed rules and without chance, so
that the same numbers make the same corpus.  ``python indexer.py build DIRECTORY`` builds it.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[1]

BODIES = [
    *("市发展改革委", "市工信局", "市能源局", "市财政局", "市生态环境局", "市住建局", "市交通运输局"),
    *("市农业农村局", "市商务局", "市科技局", "市教育局", "市公安局", "市民政局", "市司法局", "市水利局"),
    *("市卫生健康委", "市应急局", "市审计局", "市市场监管局", "市统计局"),
]
SECTIONS = ["总体要求", "重点任务", "保障措施", "组织实施", "监督管理"]
NUMERALS = "一二三四五"
#: Articles in one section of a document.
SECTION = 12


def bodies_of(number: int) -> str:
    """The list of bodies of the article with that number: one in three names a leading body."""
    chosen = list(dict.fromkeys(BODIES[(number * step + step) % len(BODIES)] for step in (1, 3, 7)))
    if number % 3 == 0:
        return f"（{chosen[0]}牵头，{'、'.join(chosen[1:])}配合）"
    return f"（{'、'.join(chosen)}等按职责分工负责）"


def target_of(number: int) -> str:
    if number % 2:
        return ""
    return f"到{2025 + number % 3 * 5}年，覆盖率达到{50 + number % 50}%以上。"


def document(title: str, articles: list[tuple[int, str]]) -> str:
    lines = [f"{title}实施方案"]
    for place, (number, text) in enumerate(articles):
        if place % SECTION == 0:
            section = place // SECTION
            if section < len(NUMERALS):
                lines.append(f"{NUMERALS[section]}、{SECTIONS[section]}")
        flat = "".join(text.split())
        lines.append(f"{place + 1}.{flat}{target_of(number)}{bodies_of(number)}")
    return "\n".join(lines) + "\n"


def main(count: int, directory: Path, collection: Path) -> None:
    by_title: dict[str, list[tuple[int, str]]] = defaultdict(list)
    with (collection / "corpus.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, count)):
            row = json.loads(line)
            by_title[row["title"]].append((number, row["text"]))
    directory.mkdir(parents=True, exist_ok=True)
    for number, (title, articles) in enumerate(by_title.items()):
        (directory / f"law-{number:05d}.txt").write_text(document(title, articles), encoding="utf-8")
    print(f"{len(by_title)} documents with {sum(map(len, by_title.values()))} articles in {directory}")


if __name__ == "__main__":
    main(
        int(sys.argv[1]),
        Path(sys.argv[2]),
        Path(sys.argv[3]) if len(sys.argv) > 3 else ROOT.parent / "shared/bench/stard-dev",
    )
