"""Words that the ledger is read with: units of measure, verbs of aiming, predicates.

In: ``kb/tagging/lexicons/units.toml`` and ``targets.toml``, read once.  Out: tuples of words and
ready-made alternations for regular expressions, longest word first.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "lexicons"


def _load(name: str) -> dict[str, list[str]]:
    with (_FOLDER / name).open("rb") as file:
        return tomllib.load(file)


_UNITS = _load("units.toml")
_WORDS = _load("targets.toml")
_NOT_BEFORE: dict[str, str] = dict(_UNITS.pop("not_before"))  # type: ignore[arg-type]
POWERS: tuple[str, ...] = tuple(sorted(_UNITS.pop("powers"), key=len, reverse=True))

#: Printed unit word → its group: percent, money, people, time, physical, count, ratio.
UNIT_GROUP: dict[str, str] = {unit: group for group, units in _UNITS.items() for unit in units}


#: 「(?<!供)应」: what only looks around has no length.
_LOOKAROUND = re.compile(r"\(\?<?[!=][^()]*\)")


def words(name: str) -> tuple[str, ...]:
    """One list of ``targets.toml``, longest word first."""
    return tuple(sorted(_WORDS[name], key=lambda word: (-len(word), word)))


def either(items: Iterable[str]) -> str:
    """An alternation of literal words, longest first."""
    return "|".join(re.escape(item) for item in sorted(items, key=lambda word: (-len(word), word)))


def listed(*names: str) -> str:
    """An alternation of whole lists of ``targets.toml``."""
    return either(word for name in names for word in _WORDS[name])


def guarded(*names: str) -> str:
    """As ``listed``, for entries that carry their own lookarounds: 「(?<!供)应」 is not 「供应」."""
    entries = [entry for name in names for entry in _WORDS[name]]
    return "|".join(sorted(entries, key=lambda entry: (-len(_LOOKAROUND.sub("", entry)), entry)))


def unit_pattern() -> str:
    """Any unit word, none of which runs into another word: 「元」 but not 「元素」."""

    def one(unit: str) -> str:
        tail = _NOT_BEFORE.get(unit, "")
        guard = f"(?!{tail if '|' in tail else f'[{tail}]'})" if tail else ""
        latin = "(?![A-Za-z])" if unit[-1].isascii() and unit[-1].isalpha() else ""
        return re.escape(unit) + guard + latin

    return "|".join(one(unit) for unit in sorted(UNIT_GROUP, key=lambda u: (-len(u), u)))
