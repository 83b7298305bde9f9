"""What the full-text index knows of each clause besides postings: values to count, and its text.

In: index entries in the order of their numbers.  Out: files beside the postings, and from them
facets over any set of clauses, field lengths for scoring, and exact search for a phrase in the
folded text.  Clauses are numbered from 0 in the order in which they were written.
"""

from __future__ import annotations

import json
import mmap
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from kb.indexing.fulltext import IndexEntry

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

FACETS = ("bureau", "sector", "year", "document")

_CLAUSES = "clauses.txt"
_VALUES = "values.json"
_ARRAYS = "columns.npz"
_TEXT = "text.bin"


def write_columns(
    directory: Path,
    entries: Sequence[IndexEntry],
    lengths: Mapping[str, Sequence[int]],
    texts: Iterable[str],
) -> None:
    """Write the columns of all clauses; ``texts`` are folded, ``lengths`` are in terms by field."""
    (directory / _CLAUSES).write_text("\n".join(e.clause for e in entries), encoding="utf-8")
    values: dict[str, list[str]] = {}
    arrays: dict[str, npt.NDArray[np.generic]] = {}
    of_entry: dict[str, list[tuple[str, ...]]] = {
        "bureau": [entry.bureaus for entry in entries],
        "sector": [entry.sectors for entry in entries],
        "year": [tuple(map(str, entry.years)) for entry in entries],
        "document": [(entry.document,) for entry in entries],
    }
    for facet, rows in of_entry.items():
        known: dict[str, int] = {}
        flat = [known.setdefault(value, len(known)) for row in rows for value in row]
        values[facet] = list(known)
        arrays[facet] = np.asarray(flat, np.int32)
        arrays[f"{facet}_ends"] = np.cumsum([len(row) for row in rows], dtype=np.int64)
    for name, column in lengths.items():
        arrays[f"length_{name}"] = np.asarray(column, np.int32)
    encoded = [text.encode("utf-8", "replace") for text in texts]
    arrays["text_ends"] = np.cumsum([len(text) + 1 for text in encoded], dtype=np.int64)
    (directory / _TEXT).write_bytes(b"".join(text + b"\0" for text in encoded) or b"\0")
    (directory / _VALUES).write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    np.savez(directory / _ARRAYS, allow_pickle=False, **arrays)


class ClauseColumns:
    """The columns of an index, opened for reading."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        clauses = (directory / _CLAUSES).read_text(encoding="utf-8")
        self.clauses: tuple[str, ...] = tuple(clauses.split("\n")) if clauses else ()
        with np.load(directory / _ARRAYS) as arrays:
            self._arrays: dict[str, npt.NDArray[np.int64]] = {name: arrays[name] for name in arrays.files}

    def __len__(self) -> int:
        return len(self.clauses)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each clause."""
        return {clause: number for number, clause in enumerate(self.clauses)}

    @cached_property
    def _values(self) -> dict[str, list[str]]:
        loaded: dict[str, list[str]] = json.loads((self._directory / _VALUES).read_text(encoding="utf-8"))
        return loaded

    @cached_property
    def _text(self) -> mmap.mmap:
        with (self._directory / _TEXT).open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def lengths(self, field: str) -> npt.NDArray[np.float32]:
        """The field's length in terms, by clause."""
        return self._arrays[f"length_{field}"].astype(np.float32)

    def mask(self, clauses: Iterable[str]) -> Mask:
        """True for the clauses named; unknown ones are passed over."""
        mask = np.zeros(len(self), np.bool_)
        numbers = self.numbers
        mask[[numbers[clause] for clause in clauses if clause in numbers]] = True
        return mask

    def facets(self, mask: Mask) -> dict[str, dict[str, int]]:
        """Clauses by value for each facet, the most frequent value first."""
        found: dict[str, dict[str, int]] = {}
        for facet in FACETS:
            flat, ends = self._arrays[facet], self._arrays[f"{facet}_ends"]
            per_clause = np.diff(ends, prepend=0)
            counts = np.bincount(flat[np.repeat(mask, per_clause)], minlength=len(self._values[facet]))
            values = self._values[facet]
            order = sorted(np.flatnonzero(counts).tolist(), key=lambda i: (-int(counts[i]), values[i]))
            found[facet] = {values[i]: int(counts[i]) for i in order}
        return found

    def containing(self, pattern: re.Pattern[bytes], among: Numbers | None = None) -> Mask:
        """True for the clauses (of ``among``, else of all) whose folded text (UTF-8) matches."""
        mask = np.zeros(len(self), np.bool_)
        ends = self._arrays["text_ends"]
        if among is not None:
            for number in among.tolist():
                start = int(ends[number - 1]) if number else 0
                mask[number] = pattern.search(self._text, start, int(ends[number])) is not None
            return mask
        starts = [match.start() for match in pattern.finditer(self._text)]
        if starts and len(self):
            mask[np.searchsorted(ends, np.asarray(starts), side="right")] = True
        return mask


def phrase_pattern(phrase: str, *, not_after: str = "", not_before: str = "") -> re.Pattern[bytes]:
    """Matches a folded phrase verbatim; figures at its ends are whole: 18% is not in 118% or 18%0."""
    before = rb"(?<![0-9])(?<![0-9]\.)" if phrase[:1].isdigit() else b""
    after = rb"(?![0-9]|\.[0-9])" if phrase[-1:].isdigit() else b""
    if not_after:
        before += b"(?<!" + re.escape(not_after.encode()) + b")"
    if not_before:
        after += b"(?!" + re.escape(not_before.encode()) + b")"
    return re.compile(before + re.escape(phrase.encode("utf-8", "replace")) + after)
