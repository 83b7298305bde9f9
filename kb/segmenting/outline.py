"""The tree of a document: which candidates are clauses, how deep, under what path.

In: candidates in the order of the text.  Out: units with path, parent and what is odd about
their number.  The level of a kind of number is decided for the document: GB/T 9704's order
unless the document nests two kinds the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kb.segmenting.candidates import Candidate
from kb.segmenting.numbering import KINDS, Kind, Label, annex_prefix, path_step


@dataclass(slots=True)
class Unit:
    """One numbered unit of a document while its tree is made."""

    label: Label
    line: int
    path: str
    parent: Unit | None
    rank: int
    oddity: str = ""  # what is odd about its number, in Chinese
    last: dict[Kind, tuple[int, ...]] = field(default_factory=dict)  # its latest child of each kind

    @property
    def level(self) -> int:
        """1 for the outermost number; an annex is 0, as a preamble is."""
        own = len(self.label.ordinals) if self.label.kind == "decimal" else 1
        if self.label.kind == "annex":
            return 0
        return own + (self.parent.level if self.parent and self.label.kind != "decimal" else 0)


#: A number that neither continues nor starts a sequence is taken for one all the same if it
#: skips no more than this; 「37.」 after 「2.」 is a row of a table.
_LARGEST_SKIP = 3
#: How many candidates further on the second item of a list is looked for.
_LOOK_AHEAD = 80
#: These number lists below a clause 3.2.1.
_LISTS: frozenset[Kind] = frozenset({"arabic_bracket", "arabic_half", "circled"})
_SMALL: frozenset[Kind] = frozenset({"arabic", "arabic_bracket", "arabic_half", "circled"})


def build_outline(candidates: Sequence[Candidate], annexes: dict[int, Label]) -> list[Unit]:
    """The document's units in the order of the text, paths unique."""
    ranks = level_order(candidates)
    tree = _Tree(ranks)
    pending = sorted(annexes, reverse=True)
    for at, candidate in enumerate(candidates):
        while pending and pending[-1] <= candidate.line:
            line = pending.pop()
            tree.open_annex(annexes[line], line)
        if tree.accepts(candidate, candidates[at + 1 : at + 1 + _LOOK_AHEAD]):
            tree.add(candidate)
    for line in reversed(pending):
        tree.open_annex(annexes[line], line)
    return tree.units


def level_order(candidates: Sequence[Candidate]) -> dict[Kind, int]:
    """Rank of each kind in this document, 0 outermost: the usual order, neighbours turned round
    where the document counts one kind through and starts the usually outer one anew inside it."""
    strong = [candidate.label for candidate in candidates if candidate.strong]
    order = [kind for kind in KINDS if any(label.kind == kind for label in strong)]
    for _ in order:
        turned = [at for at in range(len(order) - 1) if _turned_round(strong, order[at], order[at + 1])]
        for at in turned[:1]:
            order[at], order[at + 1] = order[at + 1], order[at]
        if not turned:
            break
    ranks: dict[Kind, int] = {kind: rank for rank, kind in enumerate(order)}
    for kind in KINDS:
        ranks.setdefault(kind, len(ranks))
    return ranks | {"box": len(KINDS), "decimal": len(KINDS), "annex": -1}


def _turned_round(labels: Sequence[Label], usually_outer: Kind, usually_inner: Kind) -> bool:
    """Whether a document nests two neighbouring kinds the other way round."""
    if (usually_outer, usually_inner) == ("article", "cn") and _articles_inside(labels):
        return True
    return _nests_inside(labels, outer=usually_inner, inner=usually_outer)


def _nests_inside(labels: Sequence[Label], outer: Kind, inner: Kind) -> bool:
    """Two numbers in sequence of the outer kind each hold an inner list that starts at 1."""
    expected, holds, current = 1, 0, False
    for label in labels:
        if label.kind == outer:
            if label.ordinals[0] != expected:
                return False
            expected, current = expected + 1, False
        elif label.kind == inner and label.ordinals[0] == 1:
            if expected == 1 or current:
                return False
            holds, current = holds + 1, True
    return holds >= 2


def _articles_inside(labels: Sequence[Label]) -> bool:
    """一、…第一条…二、…第三条: 一、 comes first and is counted once, articles run on below it."""
    kinds = [label.kind for label in labels if label.kind in ("cn", "article")]
    restarts = sum(label.kind == "cn" and label.ordinals[0] == 1 for label in labels)
    return kinds[:1] == ["cn"] and restarts == 1


class _Tree:
    """The open units from the outermost to the innermost, and all units so far."""

    def __init__(self, ranks: dict[Kind, int]) -> None:
        self.ranks = ranks
        self.units: list[Unit] = []
        self.stack: list[Unit] = []
        self.used: dict[str, int] = {}
        self.root_last: dict[Kind, tuple[int, ...]] = {}
        self.latest: dict[Kind, tuple[int, ...]] = {}  # of each kind anywhere, for counting that runs on
        self.prefix = ""
        self.last_annex = 0

    def open_annex(self, label: Label, line: int) -> None:
        """Start an annex: its numbering is its own."""
        printed_before = annex_prefix(label.ordinals[0]) + "0" in self.used
        number = self.last_annex + 1 if printed_before else label.ordinals[0]
        self.last_annex = max(self.last_annex, number)
        prefix = annex_prefix(number)
        self.used[prefix + "0"] = 1
        oddity = "" if number == label.ordinals[0] else f"附件编号与前文重复，按附件{number}编入"
        annex = Unit(label, line, prefix + "0", None, -1, oddity)
        self.units.append(annex)
        self.stack, self.prefix, self.root_last, self.latest = [annex], prefix, {}, {}

    def accepts(self, candidate: Candidate, following: Sequence[Candidate]) -> bool:
        """Whether a candidate opens a clause, from its place in the sequence."""
        label = candidate.label
        before = self._siblings(label).get(label.kind)
        running = self.latest.get(label.kind)
        continues = any(last is not None and _next(last, label) for last in (before, running))
        if candidate.setting == "semicolon":
            # 「（一）…；（二）…」 glued on one line: only as the sibling of the clause just opened.
            top = self.stack[-1] if self.stack else None
            return (
                top is not None and top.line == candidate.line and top.label.kind == label.kind and continues
            )
        if candidate.setting == "nested":
            # 「4.（1）…；（2）…」: a list, unless it ends with its first item.
            second = next((other.label for other in following if other.label.kind == label.kind), None)
            return second is not None and second.ordinals == (2,)
        if candidate.setting == "hidden":
            return before is not None and _next(before, label)
        if not candidate.strong:
            # Inside a paragraph only articles may count on from another parent.
            goes_on = before is not None and _next(before, label)
            goes_on = goes_on or (continues and label.kind == "article")
            # 「三、保障措施（十五）加强领导」: counting runs on below a heading on the same line.
            goes_on = goes_on or (continues and candidate.setting == "glued" and self._below(candidate))
            if goes_on or candidate.setting == "bracket":
                return goes_on
            return label.ordinals[0] == 1 and not self._open(label.kind) and _has_second(label, following)
        if label.kind in _SMALL and not continues and label.ordinals[0] != 1:
            last = (before or running or (0,))[0]
            if before is None and label.ordinals[0] > last and _goes_on(label, following):
                return True  # an excerpt: 29. in one section, 32. and 33. in the next
            return last - _LARGEST_SKIP <= label.ordinals[0] <= last + 1 + _LARGEST_SKIP
        return True

    def add(self, candidate: Candidate) -> None:
        """Put a clause at its place in the tree."""
        label = candidate.label
        if label.kind == "box" and any(unit.label.ordinals == label.ordinals for unit in self._boxes()):
            return  # a box's title is printed again on the next page
        siblings = self._siblings(label)
        del self.stack[self._depth(label) :]
        parent = self.stack[-1] if self.stack else None
        step = path_step(label.kind, label.ordinals)
        outermost = parent is None or parent.label.kind == "annex" or label.kind == "decimal"
        path = self.prefix + step if outermost or parent is None else f"{parent.path}.{step}"
        oddity = self._oddity(label, siblings)
        copies = self.used[path] = self.used.get(path, 0) + 1
        if copies > 1:
            path, oddity = f"{path}~{copies}", "编号与前文重复"
        unit = Unit(label, candidate.line, path, parent, self.ranks[label.kind], oddity)
        self.units.append(unit)
        self.stack.append(unit)
        siblings[label.kind] = label.ordinals
        if label.kind == "box" or not self._boxes():
            self.latest[label.kind] = label.ordinals

    def _below(self, candidate: Candidate) -> bool:
        """Whether the clause just opened stands on the same line, one level up."""
        top = self.stack[-1] if self.stack else None
        return top is not None and top.line == candidate.line and top.rank < self.ranks[candidate.label.kind]

    def _boxes(self) -> list[Unit]:
        """The open box, if there is one."""
        return [unit for unit in self.stack if unit.label.kind == "box"]

    def _depth(self, label: Label) -> int:
        """How many open units stay open when this number comes."""
        if not self._boxes():
            return self._place(label, 0, len(self.stack))
        box = self.stack.index(self._boxes()[0])
        outside, inside = self._place(label, 0, box), self._place(label, box + 1, len(self.stack))
        return inside if self._stays_in_box(label, inside, outside) else outside

    def _place(self, label: Label, first: int, last: int) -> int:
        """The first open unit between two depths that a number does not stand below."""
        for depth in range(first, last):
            unit = self.stack[depth]
            if unit.label.kind == "annex":
                continue
            if label.kind == unit.label.kind == "decimal":
                above = unit.label.ordinals
                if above == label.ordinals or above != label.ordinals[: len(above)]:
                    return depth
            elif unit.label.kind == "decimal" and label.kind in _LISTS:
                continue  # 3.2.1 一级响应 （1）…（2）…
            elif label.kind != "box" and unit.rank >= self.ranks[label.kind]:
                return depth
        return last

    def _stays_in_box(self, label: Label, inside: int, outside: int) -> bool:
        """A number after a box's title is the box's own if it starts or continues a list in it."""
        if label.kind in ("part", "chapter", "section", "article", "decimal", "box"):
            return False
        own = self.stack[inside - 1].last.get(label.kind)
        if own is not None:
            return _next(own, label)
        around = self.stack[outside - 1].last.get(label.kind) if outside else self.root_last.get(label.kind)
        return label.ordinals[0] == 1 and not (around is not None and _next(around, label))

    def _siblings(self, label: Label) -> dict[Kind, tuple[int, ...]]:
        depth = self._depth(label)
        return self.stack[depth - 1].last if depth else self.root_last

    def _open(self, kind: Kind) -> bool:
        return any(unit.label.kind == kind for unit in self.stack)

    def _oddity(self, label: Label, siblings: dict[Kind, tuple[int, ...]]) -> str:
        """What is odd about a number among its siblings; counting that runs on is not odd."""
        if label.opens is not None:
            return "编号印在标题之后"
        last, running = siblings.get(label.kind), self.latest.get(label.kind)
        if any(before is not None and _next(before, label) for before in (last, running)):
            return ""
        number = label.ordinals[-1]
        if last is None:
            return "" if number == 1 else f"编号不从1开始，第一个是{number}"
        if label.kind == "decimal":
            return "" if _decimal_next(last, label.ordinals) else "编号不连续"
        if label.ordinals[0] > last[0] + 1:
            missing = f"{last[0] + 1}" + (
                f"至{label.ordinals[0] - 1}" if label.ordinals[0] > last[0] + 2 else ""
            )
            return f"编号跳号，缺{missing}"
        return "编号次序颠倒"


def _next(last: tuple[int, ...], label: Label) -> bool:
    if label.kind == "decimal":
        return _decimal_next(last, label.ordinals)
    own = label.ordinals
    if len(own) > 1:  # 第十二条之一
        return own[0] == last[0] and own[1] == (last[1] if len(last) > 1 else 0) + 1
    return own[0] == last[0] + 1


def _decimal_next(last: tuple[int, ...], own: tuple[int, ...]) -> bool:
    return own[:-1] == last[: len(own) - 1] and len(own) <= len(last) and own[-1] == last[len(own) - 1] + 1


def _goes_on(label: Label, following: Sequence[Candidate]) -> bool:
    """Whether the next number of its kind at the head of a paragraph counts on: the 33. after the 32."""
    after = (other.label for other in following if other.strong and other.label.kind == label.kind)
    return (found := next(after, None)) is not None and found.ordinals[0] == label.ordinals[0] + 1


def _has_second(label: Label, following: Sequence[Candidate]) -> bool:
    """Whether a list that starts inside a paragraph goes on: the 2 after the 1."""
    for candidate in following:
        if candidate.label.kind == label.kind and candidate.setting != "semicolon":
            return candidate.label.ordinals[0] == 2
    return False
