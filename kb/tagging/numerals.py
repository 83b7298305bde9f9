"""Read numerals exactly, as printed in Chinese official texts: Arabic, Chinese and mixed.

In: a printed numeral (``250``, ``1,200``, ``１.５``, ``二十五``, ``两万``, ``百分之二十``, ``三分之二``).
Out: an exact ``Decimal``, or the canonical string that the ledger keeps.  Never a float; what is
not wholly a numeral reads as ``None``.
"""

from __future__ import annotations

import re
from decimal import Decimal

#: 〇 and ○ are both printed for zero in years; 两 and 俩 are two before a measure word.
DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "两": 2,
    "俩": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}

#: Full-width digits and signs, folded one for one.
_FOLD = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")

#: 1,234.5 — 250 — 38.9.  A comma counts only before three digits.
ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
#: 二十五, 三千二百, 两, 〇: without 万 and 亿, which belong to the printed unit.
CHINESE = "[零〇○一二三四五六七八九十百千两]+"

_ARABIC = re.compile(ARABIC)
_DIGIT_RUN = re.compile("[零〇○一二三四五六七八九]{2,}")
_SLASHED = re.compile(r"\d+/\d+")
_PERCENT = re.compile("百分之(.+)")
_FRACTION = re.compile("(.+)分之(.+)")


def fold(text: str) -> str:
    """The same text with half-width digits, one character for one."""
    return text.translate(_FOLD)


def read(text: str) -> Decimal | None:
    """The exact number that a numeral stands for, 万 and 亿 multiplied out; ``None`` if it is not one.

    ``二十五`` → 25; ``1.5万`` → 15000; ``二〇三五`` → 2035; ``一半`` and fractions
    are no decimals: ``None``.
    """
    text = fold(text.strip())
    if not text:
        return None
    if _ARABIC.fullmatch(text):
        return Decimal(text.replace(",", ""))
    tail = text[-1]
    if tail in MYRIADS and (head := read(text[:-1])) is not None and not any(c in MYRIADS for c in text[:-1]):
        return head * MYRIADS[tail]
    if text == "万亿":
        return Decimal(10**12)
    whole, dot, part = text.partition("点")
    if dot:
        left, right = _chinese(whole), _digits(part)
        return None if left is None or right is None else Decimal(f"{left}.{right}")
    value = _chinese(text)
    return None if value is None else Decimal(value)


def canonical(text: str) -> str | None:
    """What the ledger keeps: the printed decimal with half-width digits and without commas.

    ``１，２００`` → ``1200``; ``38.90`` stays ``38.90``; ``二十`` → ``20``; ``三分之二`` and
    ``2/3`` → ``2/3``;
    ``一半`` → ``1/2``; ``百分之二十`` → ``20`` (its unit is %).
    """
    if text.isascii() and text.isdigit():
        return text  # by far the most frequent
    text = fold(text.strip())
    if text in {"一半", "半数"}:
        return "1/2"
    if _SLASHED.fullmatch(text):
        return text
    if match := _PERCENT.fullmatch(text):
        return canonical(match[1])
    if match := _FRACTION.fullmatch(text):
        below, above = read(match[1]), read(match[2])
        return None if below is None or above is None else f"{above}/{below}"
    if _ARABIC.fullmatch(text):
        return text.replace(",", "")
    value = read(text)
    return None if value is None else str(value)


def _digits(text: str) -> str | None:
    """二〇三五 → 2035, digit by digit."""
    if not text or any(character not in DIGITS for character in text):
        return None
    return "".join(str(DIGITS[character]) for character in text)


def _chinese(text: str) -> int | None:
    """A whole number written in Chinese, up to 亿亿; ``None`` for anything else."""
    if _DIGIT_RUN.fullmatch(text):
        run = _digits(text)
        return None if run is None else int(run)
    total = section = digit = 0
    seen = pending = False  # a digit waits for its 十, 百 …
    for character in text:
        if character in DIGITS:
            if pending and digit:
                return None  # 一二 outside a digit run
            digit, pending, seen = DIGITS[character], True, True
        elif character in TENS:
            section += (digit if pending else 1) * TENS[character]
            digit, pending, seen = 0, False, True
        elif character in MYRIADS:
            if not seen:
                return None
            if character == "亿":
                total = (total + section + digit) * MYRIADS[character]
            else:
                total += (section + digit) * MYRIADS[character]
            section = digit = 0
            pending = False
        else:
            return None
    return total + section + digit if seen else None
