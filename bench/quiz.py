"""How many quiz items a corpus gives, whether each is proved, and how long a paper takes.

    python bench/quiz.py [FILE|FOLDER …]      (default: the corpus and ../shared/policies)

Prints per type the items issued; then runs the prover over every item and over every falsified
copy of it (a wrong key, a wrong pair, a flipped truth), compares what the tables labelled by hand know,
draws papers of many seeds, and times 100 items on the first plan.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # the falsified items and tables of the tests

from quiz.falsified import falsified  # noqa: E402
from quiz.hand_tables import objections  # noqa: E402
from quiz.memory_library import MemoryLibrary, library_of  # noqa: E402

from kb.quiz import all_items, make_paper  # noqa: E402
from kb.quiz.items import TYPE_NAMES, Item, Wishes  # noqa: E402
from kb.quiz.library import Texts  # noqa: E402
from kb.quiz.proving import Prover  # noqa: E402

SEEDS = range(20)


def main(paths: list[Path]) -> None:
    """Print all figures."""
    library = library_of(paths)
    started = perf_counter()
    items = all_items(library)
    print(f"{len(items)} items of {len(library.documents())} documents in {perf_counter() - started:.1f} s")
    counts = Counter(item.type for item in items)
    print("  " + ", ".join(f"{name} {counts[type_]}" for type_, name in TYPE_NAMES.items()))
    proofs(library, items)
    tables(items)
    papers(library)
    first_plan()


def proofs(library: MemoryLibrary, items: tuple[Item, ...]) -> None:
    """The prover over true and falsified items."""
    prover = Prover(Texts(library))
    doubted = sum(bool(prover.problems(item)) for item in items)
    false = [copy for item in items for copy in falsified(item)]
    missed = sum(not prover.problems(copy) for copy in false)
    print(f"prover: {doubted} of {len(items)} items doubted, {missed} of {len(false)} falsified items passed")


def tables(items: tuple[Item, ...]) -> None:
    """What the tables labelled by hand say."""
    said = [words for item in items if (words := objections(item)) is not None]
    print(f"tables: {len(said)} items covered, {sum(bool(words) for words in said)} contradicted")


def papers(library: MemoryLibrary) -> None:
    """Papers of many seeds: facts asked twice, and the spread of keys."""
    twice = 0
    letters: Counter[int] = Counter()
    for seed in SEEDS:
        paper = make_paper(library, Wishes(count=100, seed=seed))
        facts = [fact for item in paper.items for fact in item.facts]
        twice += len(facts) - len(set(facts))
        letters.update(int(item.answer[0]) for item in paper.items if item.type == "single_choice")
    spread = " ".join(f"{'ABCDEF'[n]} {letters[n]}" for n in sorted(letters))
    print(f"{len(SEEDS)} papers of 100: {twice} facts asked twice; keys {spread}")


def first_plan() -> None:
    """100 items on the first plan, from an open knowledge base that made none before."""
    times = []
    for _ in range(3):
        library = library_of([ROOT / "corpus"])
        started = perf_counter()
        paper = make_paper(library, Wishes(count=100))
        times.append(perf_counter() - started)
    print(f"100 items on the first plan: {len(paper.items)} in {sorted(times)[1]:.2f} s")


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    shared = ROOT.parent / "shared" / "policies"
    main(given or [ROOT / "corpus", *sorted(shared.glob("*.txt"))])
