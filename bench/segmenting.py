"""How fast texts are cleaned, segmented and tagged, whether time grows with length alone, and that no
text makes it slow.

    python bench/segmenting.py [FOLDER] [--worst-only]

First table: seconds for the documents of a folder (default: the shared policies if they are there,
else the corpus) set one behind the other as one text, once, twice and four times; a linear program
does the same megabytes (UTF-8) a second each time.  Second table: seconds for a megabyte of each of
the worst texts known, and the time of a megabyte over that of a quarter: 4 where it is linear.
All figures are processor time of one core.  Bars: 0.3 MB/s together, 10 s for the worst megabyte.
"""

from __future__ import annotations

import argparse
import time
from itertools import pairwise
from pathlib import Path

from kb.cleaning import clean
from kb.model import Document
from kb.segmenting import segment
from kb.tagging import tag

MEGABYTE = 1_000_000
ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "policies"
CORPUS = ROOT / "corpus" / "documents"
#: Bars, in MB a second and seconds a MB.
ENOUGH, SLOWEST = 0.3, 10.0
#: What took so long at a quarter is not tried at full size.
GIVE_UP = 20.0

#: What is repeated up to a megabyte: each aims at one rule.
WORST = {
    "ordinary items": "（一）加强管理。统筹推进各项工作，到2025年达到20%。（责任单位：市能源局）\n",
    "one paragraph": "统筹推进各项工作，到2025年占比达到20%，比2020年提高5个百分点，由市能源局牵头，",
    "first items only": "一、\n",
    "numbers on one line": "一、（一）1.（1）①",
    "items on one line": "。（一）甲。（二）乙",
    "semicolons": "（1）甲；",
    "gaps in the numbering": "一、甲\n某某四、甲甲甲甲二、甲甲甲甲\n三、乙\n",
    "articles": "第一条 甲。",
    "chapters": "第一章 总则\n",
    "decimals": "1.1.1 甲\n",
    "deep decimals": "1.1.1.1.1.1",
    "annexes": "附件1\n",
    "listed annexes": "附件：1.甲\n",
    "annexes and items": "附件1：甲\n1.乙\n",
    "boxes": "专栏1 甲\n1.乙\n",
    "contents": "目录\n第一章 甲……1\n",
    "open brackets": "（",
    "closed brackets": "。）",
    "nested titles": "《（",
    "open quotes": "“甲",
    "bodies": "市能源局、",
    "bodies without end": "市教育科技工业信息",
    "responsible, never closed": "（责任单位：市能源局（",
    "responsible in a heading": "一、甲（责任责任责任（责任）责任（责任）责任\n",
    "leads": "由市能源局牵头，",
    "duties": "各市人民政府要、",
    "digits": "1",
    "digits and commas": "1,",
    "percentages": "20%，",
    "years": "2025年",
    "years in titles": "《2025年》",
    "dates": "2021年3月5日",
    "aims without end": "到2025年达到20%以上、",
    "ranges": "1—2—",
    "Chinese numerals": "一百二十万",
    "document numbers": "国发〔2021〕23号",
    "table rows": "单位GDP能耗   %   13.5   约束性\n",
    "tabs": "甲\t1\t2\t3\n",
    "dots and blanks": ".... ",
    "leader that fails": "....          x1\n",
    "blanks": " ",
    "letter-spaced": "加 快 ",
    "split numerals": "2 0 2 5 年1 0%",
    "line ends": "\n",
    "one character a line": "甲\n",
    "broken lines": "统筹推进各项工作统筹推进各项工作统筹推进各项工作\n",
    "page marks": "- 1 -\n\f甲\n",
    "entities": "&nbsp;&ldquo;",
    "stars": "*",
    "bold marks": "** **甲",
    "noise": "�\x00\u200b一",
}


def analysed(text: str) -> tuple[float, float, float]:
    """Seconds for cleaning, segmenting and tagging one text."""
    document = Document("d", "", text)
    marks = [time.process_time()]
    cleaned = clean(text)
    marks.append(time.process_time())
    segmentation = segment(document, cleaned)
    marks.append(time.process_time())
    tag(document, segmentation.clauses, cleaned)
    marks.append(time.process_time())
    cleaning, segmenting, tagging = (after - before for before, after in pairwise(marks))
    return cleaning, segmenting, tagging


def of_size(piece: str, size: int) -> str:
    return (piece * (size // len(piece.encode()) + 1)).encode()[:size].decode("utf-8", "ignore")


def growth(folder: Path) -> None:
    """The table of the same text once, twice and four times."""
    files = sorted(folder.glob("*.txt"))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    print(f"{len(files)} documents of {folder.name}, {len(text.encode()) / MEGABYTE:.2f} MB, as one text")
    print(f"{'':8}{'MB':>7}{'cleaning':>10}{'segmenting':>12}{'tagging':>9}{'together':>10}{'MB/s':>7}")
    for times in (1, 2, 4):
        size = times * len(text.encode()) / MEGABYTE
        parts = analysed("\n".join([text] * times))
        whole = sum(parts)
        short = "" if size / whole >= ENOUGH else f"  below {ENOUGH}"
        print(f"{times:>5} × {size:8.2f}{row(parts)}{size / whole:7.2f}{short}", flush=True)


def row(parts: tuple[float, float, float]) -> str:
    cleaning, segmenting, tagging = parts
    return f"{cleaning:9.2f}s{segmenting:11.2f}s{tagging:8.2f}s{sum(parts):9.2f}s"


def worst_texts() -> None:
    """The table of the worst texts, a megabyte of each."""
    print(f"\n{'1 MB of':28}{'cleaning':>10}{'segmenting':>12}{'tagging':>9}{'together':>10}{'×4':>6}")
    for name, piece in WORST.items():
        quarter = sum(analysed(of_size(piece, MEGABYTE // 4)))
        if quarter > GIVE_UP:
            print(f"{name:28}{quarter:36.2f}s for a quarter", flush=True)
            continue
        parts = analysed(of_size(piece, MEGABYTE))
        whole = sum(parts)
        slow = "" if whole <= SLOWEST else f"  above {SLOWEST:.0f} s"
        print(f"{name:28}{row(parts)}{whole / max(quarter, 0.001):6.1f}{slow}", flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", nargs="?", type=Path, default=SHARED if SHARED.is_dir() else CORPUS)
    arguments.add_argument("--worst-only", action="store_true")
    given = arguments.parse_args()
    if not given.worst_only:
        growth(given.folder)
    worst_texts()


if __name__ == "__main__":
    main()
