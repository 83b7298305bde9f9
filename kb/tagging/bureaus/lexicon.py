"""The lexicon of bodies: what each does, how its name is written, what it was called before.

In: ``lexicons/bureaus.toml`` (read once, on first use).  Out: tables from a name without its
level (发改委, 工业和信息化局) to the entry that it belongs to.  Nothing here knows a document.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

_FILE = Path(__file__).parents[1] / "lexicons" / "bureaus.toml"


@dataclass(frozen=True, slots=True)
class Function:
    """One formal name of a body, without its level, and every way to write it."""

    family: str
    upper: str
    lower: str
    forms: tuple[str, ...]  # every way to write the function, longest first
    organs: tuple[str, ...]  # ("",) where the forms are whole names
    national: str
    party: bool
    former: tuple[str, ...]
    words: tuple[str, ...]  # what may precede 部门


@dataclass(frozen=True, slots=True)
class Core:
    """A body's name without its level, found in the lexicon."""

    function: Function
    organ: str
    written: str

    def name(self, *, low: bool) -> str:
        """The conventional name, still without level; ``low`` for a city or county."""
        return (self.function.lower if low else self.function.upper) + self.organ


def _entry(row: dict[str, object]) -> Function:
    def words(key: str) -> list[str]:
        return str(row.get(key, "")).split()

    upper = str(row["upper"])
    lower = str(row.get("lower", upper))
    organs = tuple(words("organs")) or ("",)
    forms = dict.fromkeys([upper, lower, *words("forms")])
    bare = organs == ("",)
    return Function(
        family=str(row["family"]),
        upper=upper,
        lower=lower,
        forms=tuple(sorted(forms, key=lambda form: (-len(form), form))),
        organs=organs,
        national=str(row.get("national", "")),
        party=bool(row.get("party", False)),
        former=tuple(words("former")),
        words=tuple(words("words")) or (() if bare else tuple(forms)),
    )


@cache
def _raw() -> dict[str, object]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)


@cache
def functions() -> tuple[Function, ...]:
    """Every entry of the lexicon, in its order."""
    rows = _raw()["functions"]
    assert isinstance(rows, list)
    return tuple(_entry(row) for row in rows)


def _spellings(function: Function) -> Iterator[Core]:
    for form in function.forms:
        for organ in function.organs:
            yield Core(function, organ, form + organ)
            if organ == "委":
                # 发展改革委 = 发展改革委员会
                yield Core(function, organ, form + "委员会")
            elif organ == "办":
                yield Core(function, organ, form + "办公室")


@cache
def cores() -> dict[str, Core]:
    """From a name without level to its entry; the first entry to claim a name keeps it."""
    table: dict[str, Core] = {}
    for function in functions():
        for core in _spellings(function):
            table.setdefault(core.written, core)
    return table


#: 水利和湖泊局, 科学技术与工业信息化局, 林业和园林局: a local office whose first function is known.
_COMPOUND = re.compile(
    r"(?P<first>[一-龥]{2,12}?)(?P<and>[和与])(?P<second>[一-龥]{2,8}?)(?P<organ>局|委(?:员会)?|厅)"
)
_NO_SECOND = re.compile(r"[和与的局委厅办部各]|相关|有关|其他|单位|^(?:省|市(?![场政容])|县|州|区(?!域))")


@lru_cache(maxsize=8192)
def core(name: str) -> Core | None:
    """The entry of a name without level; an office of two functions keeps its name as printed."""
    return cores().get(name) or _compound(name)


def is_one_office(name: str) -> bool:
    """Not 能源和财政局: in a question two known functions with one 局 are rather two offices."""
    match = None if name in cores() else _COMPOUND.fullmatch(name)
    return match is None or match["second"] + match["organ"] not in cores()


def _compound(name: str) -> Core | None:
    match = _COMPOUND.fullmatch(name)
    if match is None or _NO_SECOND.search(match["second"]):
        return None
    organ = match["organ"].removesuffix("员会")
    first = cores().get(match["first"] + organ)
    if first is None or not first.organ:
        return None
    both = match["first"] + match["and"] + match["second"]
    function = replace(first.function, upper=both, lower=both, national="", former=())
    return Core(function, organ, name)


#: What may stand before a national body's name: 国家发展改革委, 中国气象局, 国务院国资委.
_CENTRAL_MARKS = ("", "国家", "中国", "全国", "国务院", "中央")


@cache
def national_names() -> dict[str, Function]:
    """From every way to write a national body to its entry: 国家发改委, 发展改革委, 税务总局."""
    table: dict[str, Function] = {}
    for function in functions():
        if function.national:
            table.setdefault(function.national, function)
    for function in functions():
        if not function.national:
            continue
        organs = ("总局", "总署", "署", "部", *function.organs)
        organ = next((organ for organ in organs if function.national.endswith(organ)), None)
        if organ is None:
            continue  # 退役军人's 事务部
        for form in function.forms:
            tails = [organ] + (["委员会"] if organ == "委" else ["管理局"] if organ == "局" else [])
            for mark in _CENTRAL_MARKS:
                for tail in tails:
                    table.setdefault(mark + form + tail, function)
    return table


@cache
def former_names() -> dict[str, tuple[Function, ...]]:
    """From a name that a body had once (环保局, 国土局) to the entries that follow it."""
    table: dict[str, tuple[Function, ...]] = {}
    for function in functions():
        for name in function.former:
            table[name] = (*table.get(name, ()), function)
    return table


@cache
def spoken_names() -> dict[str, str]:
    """From what citizens call a body named by its place to the family: 电力公司 → 电网."""
    table = _raw()["spoken"]
    assert isinstance(table, dict)
    return {word: family for family, words in table.items() for word in str(words).split()}


@cache
def department_words() -> dict[str, str]:
    """From what may precede 部门 to the family: 发改 → 发展改革."""
    table: dict[str, str] = {}
    for function in functions():
        for word in function.words:
            table.setdefault(word, function.family)
    return table


@cache
def suffixes() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Endings of a body's name, longest first: those that mark one anywhere, those only in lists."""
    table = _raw()["suffixes"]
    assert isinstance(table, dict)

    def longest(key: str) -> tuple[str, ...]:
        return tuple(sorted(set(str(table[key]).split()), key=lambda word: (-len(word), word)))

    return longest("strong"), longest("weak")


@cache
def bare_suffixes() -> frozenset[str]:
    """Endings that a user may say alone for the bodies that end so: 监管局."""
    table = _raw()["suffixes"]
    assert isinstance(table, dict)
    return frozenset(str(table["alone"]).split())
