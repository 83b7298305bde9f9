"""Tables as text taken from a PDF prints them: cells wrapped to the width of their column."""

from __future__ import annotations

from collections.abc import Sequence


def _width(text: str) -> int:
    return sum(1 if character < "\u0300" else 2 for character in text)


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for character in text:
        if _width(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    return lines if text else []


def in_columns(
    widths: Sequence[int], rows: Sequence[Sequence[str]], *, centred: bool = False, apart: bool = False
) -> str:
    """The rows in columns of so many half ems; ``centred`` upright, ``apart`` with blank lines between."""
    printed: list[str] = []
    for row in rows:
        cells = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        height = max(map(len, cells))
        above = [(height - len(cell)) // 2 if centred else 0 for cell in cells]
        for line in range(height):
            parts = [
                cell[line - top] if top <= line < top + len(cell) else ""
                for cell, top in zip(cells, above, strict=True)
            ]
            padded = (part + " " * (width - _width(part)) for part, width in zip(parts, widths, strict=True))
            printed.append("  ".join(padded).rstrip())
        printed += [""] if apart else []
    return "\n".join(printed) + "\n"
