"""Names of files to ids of documents: short, ASCII and stable.

晋中市碳达峰实施方案.txt → ``jin-zhong-shi-tan-da-feng-shi-shi-fang-an``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

#: An id is a file name, a part of a URL and a part of clause ids (``<id>/2.1.1``).
VALID_ID = re.compile(r"[a-z0-9]([a-z0-9_-]{0,79}|[a-z0-9_-]{0,78}[a-z0-9_])")
_LONGEST = 64


def slug(name: str) -> str:
    """The id made from a file's name without its suffix; never empty."""
    from pypinyin import lazy_pinyin  # its dictionary takes 0.1 s to load; only Chinese names need it

    name = unicodedata.normalize("NFKC", name)
    if not name.isascii():
        name = "-".join(lazy_pinyin(name))
        name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9_]+", "-", name.lower()).strip("-_")
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rpartition("-")[0] or words[:_LONGEST]
    return words or "document"


def unique(wanted: str, taken: Container[str]) -> str:
    """``wanted``, or with the first free number behind it: plan, plan-2, plan-3."""
    candidate, count = wanted, 1
    while candidate in taken:
        count += 1
        candidate = f"{wanted}-{count}"
    return candidate
