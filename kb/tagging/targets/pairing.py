"""「分别」: subjects paired with figures in order.

In: the subject before 分别 and how many figures follow.  Out: one span for each figure, or
``None`` where the subject does not fall into as many whole names.
"""

from __future__ import annotations

import re

#: not 普及率, 参与率, 中和
_JOIN = re.compile(r"、|以及|(?<![中])和(?![谐平])|(?<!参)与(?!会)|(?<![普涉波遍])及(?![其时格])")
_PARENTHESIS = re.compile(r"[（(][^（()）\n]{0,40}[）)]")
#: Shorter than this a piece is no name of its own: 一、二、三产增加值
_SHORTEST = 2


def pair_subjects(text: str, start: int, end: int, count: int) -> list[tuple[int, int]] | None:
    """The spans of ``count`` subjects in [start, end).

    「化学需氧量、氨氮排放量」 falls into two; 「城镇和农村常住居民人均可支配收入」 shares its noun, and both
    figures keep the whole phrase, which is verbatim, rather than a name that is not printed.
    """
    blocked = [(m.start(), m.end()) for m in _PARENTHESIS.finditer(text, start, end)]
    pieces: list[tuple[int, int]] = []
    at = start
    for match in _JOIN.finditer(text, start, end):
        if any(low <= match.start() < high for low, high in blocked):
            continue
        pieces.append((at, match.start()))
        at = match.end()
    pieces.append((at, end))
    pieces = [piece for piece in pieces if piece[1] > piece[0]]
    if len(pieces) != count or any(high - low < _SHORTEST for low, high in pieces):
        return None
    lengths = [high - low for low, high in pieces]
    shares_noun = lengths[-1] >= 2 * max(lengths[:-1]) and max(lengths[:-1]) <= 4
    return None if shares_noun else pieces
