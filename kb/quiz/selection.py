"""Drawing a paper: as many items as wished, spread over types, topics and sections.

In: proved items and wishes.  Out: a ``Paper``.  No fact is asked twice; the same wishes and seed give
the same paper; keys are spread over A to D; what cannot be had is said in the paper's notes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from random import Random

from kb.quiz.items import DIFFICULTIES, TOPICS, TYPE_NAMES, Item, ItemType, Paper, Wishes

#: Shares of the types in a paper that wishes for none in particular, as usual in examinations.
SHARES: dict[ItemType, float] = {
    "single_choice": 0.4,
    "multiple_choice": 0.15,
    "true_false": 0.2,
    "fill_blank": 0.1,
    "matching": 0.05,
    "ordering": 0.02,
    "short_answer": 0.08,
}


def draw(items: Sequence[Item], wishes: Wishes, clauses: Collection[str] | None = None) -> Paper:
    """A paper of ``items``; ``clauses`` are those that the filters allow (None: all)."""
    fitting = [item for item in items if fits(item, wishes, clauses)]
    random = Random(wishes.seed)
    random.shuffle(fitting)
    chosen = _chosen(fitting, wishes)
    order = list(TYPE_NAMES)
    arranged = sorted(balanced(chosen), key=lambda item: order.index(item.type))
    return Paper(tuple(arranged), wishes, _notes(len(fitting), len(chosen), wishes))


def fits(item: Item, wishes: Wishes, clauses: Collection[str] | None) -> bool:
    """Whether an item meets every wish but the count."""
    sections = wishes.sections
    return (
        (not wishes.types or item.type in wishes.types)
        and (not wishes.topics or item.topic in wishes.topics)
        and (not wishes.difficulties or item.difficulty in wishes.difficulties)
        and (not sections or any(item.path == s or item.path.startswith(f"{s}.") for s in sections))
        and (clauses is None or all(cited.clause in clauses for cited in item.evidence))
    )


def _chosen(fitting: Sequence[Item], wishes: Wishes) -> list[Item]:
    """Greedy: the type that is furthest behind its share gives its item from the least asked section."""
    waiting: dict[ItemType, list[Item]] = {}
    for item in fitting:
        waiting.setdefault(item.type, []).append(item)
    shares = _shares(wishes, waiting)
    chosen: list[Item] = []
    facts: set[str] = set()
    asked: Counter[str] = Counter()
    while len(chosen) < wishes.count and any(waiting.values()):
        types = Counter(item.type for item in chosen)
        type_ = max(
            (t for t in waiting if waiting[t]),
            key=lambda t: shares.get(t, 0.01) * (len(chosen) + 1) - types[t],
        )
        waiting[type_] = [item for item in waiting[type_] if facts.isdisjoint(item.facts)]
        if not waiting[type_]:
            continue
        item = min(waiting[type_], key=lambda one: _worn(one, asked))
        waiting[type_].remove(item)
        chosen.append(item)
        facts.update(item.facts)
        asked.update(_places(item))
    return chosen


def _shares(wishes: Wishes, waiting: dict[ItemType, list[Item]]) -> dict[ItemType, float]:
    if wishes.types:
        return {type_: 1 / len(wishes.types) for type_ in wishes.types}
    total = sum(SHARES[type_] for type_ in waiting) or 1
    return {type_: SHARES[type_] / total for type_ in waiting}


def _places(item: Item) -> tuple[str, ...]:
    """What a paper should not dwell on: a clause, a section, a document, a topic, a key."""
    fixed = isinstance(item.answer, bool) or (item.type == "single_choice" and item.sorted_options)
    key = f"{item.type}={item.answer}" if fixed else ""
    chapter, section = item.path.split(".")[0], item.path.rpartition(".")[0]
    places = (item.clause, f"{item.document}/{section}.", f"{item.document}/{chapter}:", item.document)
    return (*places, item.topic, key)


def _worn(item: Item, asked: Counter[str]) -> float:
    clause, section, chapter, document, topic, key = _places(item)
    worn = 4 * asked[clause] + 1.5 * asked[section] + asked[chapter]
    worn += 0.5 * asked[document] + 0.4 * asked[topic]
    return worn + (2 * asked[key] if key else 0)


def balanced(items: Sequence[Item]) -> list[Item]:
    """The same items with the keys of single choices spread evenly; figures keep their order of size."""
    counts: Counter[int] = Counter()
    for item in items:
        if item.type == "single_choice" and item.sorted_options:
            counts[_key(item)] += 1
    found = []
    for item in items:
        if item.type == "single_choice" and not item.sorted_options:
            place = min(range(len(item.options)), key=lambda n: (counts[n], n))
            counts[place] += 1
            item = _moved(item, place)
        found.append(item)
    return found


def _key(item: Item) -> int:
    return int(item.answer[0]) if isinstance(item.answer, tuple) else 0


def _moved(item: Item, place: int) -> Item:
    """The item with its key at another place."""
    key = _key(item)
    options = list(item.options)
    right = options.pop(key)
    options.insert(place, right)
    return replace(item, options=tuple(options), answer=(place,))


def _notes(fitting: int, chosen: int, wishes: Wishes) -> tuple[str, ...]:
    if chosen >= wishes.count:
        return ()
    what = _described(wishes)
    if not fitting:
        return (f"没有{what}可以证明的试题，请放宽条件。",)
    had = f"{what}可以证明的试题共 {fitting} 道"
    return (f"希望出 {wishes.count} 题，{had}；同一事实不重复考查，实际出 {chosen} 题。",)


def _described(wishes: Wishes) -> str:
    words = [TYPE_NAMES[t] for t in wishes.types] + [TOPICS[t] for t in wishes.topics if t in TOPICS]
    words += [DIFFICULTIES[d] for d in wishes.difficulties] + [f"条款{s}" for s in wishes.sections]
    filters = wishes.filters
    words += [*filters.bureaus, *filters.sectors, *map(str, filters.years), *filters.documents]
    return f"符合条件（{'、'.join(words)}）且" if words else ""
