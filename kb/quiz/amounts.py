"""Figures as options: near in size, of the same unit and form, and never the same amount twice.

In: a printed figure (``38.9%``, ``1.2亿千瓦``) and others of the knowledge base.  Out: candidates
for wrong options in the order in which they deserve to be chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

_FIGURE = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<scale>万亿|[百千]?[万亿](?!亿)|)(?P<unit>.*)", re.S)
_SCALES = {
    "": 1,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "亿": 10**8,
    "万亿": 10**12,
    "千万": 10**7,
    "百万": 10**6,
}

#: A wrong figure lies within this factor of the right one: further off it is the odd one out.
NEAR = Decimal("2.2")


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed figure: ``1.2`` + ``亿`` + ``千瓦``."""

    number: str
    scale: str
    unit: str

    @property
    def value(self) -> Decimal:
        """The number, multiplied out."""
        return Decimal(self.number) * _SCALES[self.scale]

    @property
    def decimals(self) -> int:
        """Places after the point."""
        return len(self.number.partition(".")[2])

    def __str__(self) -> str:
        return f"{self.number}{self.scale}{self.unit}"


def read_amount(figure: str) -> Amount | None:
    """The parts of a printed figure; None for what is not a plain number with a unit."""
    match = _FIGURE.fullmatch(figure.strip())
    if not match or match["scale"] not in _SCALES or match["unit"][:1] in tuple("—-～~至/:："):
        return None
    return Amount(match["number"], match["scale"], match["unit"])


def wrong_amounts(right: Amount, others: Iterable[str], random: Random) -> Iterator[str]:
    """Candidates, the best first: figures of the knowledge base, then figures made near the right one."""
    given = {right.value}
    for other in [*others, *_made(right, random)]:
        amount = read_amount(other)
        if amount is None or amount.unit != right.unit or amount.scale != right.scale:
            continue
        if amount.value in given or not _near(amount, right) or amount.decimals > right.decimals:
            continue
        given.add(amount.value)
        yield str(amount)


def _near(amount: Amount, right: Amount) -> bool:
    low, high = sorted((amount.value, right.value))
    if "%" in right.unit and amount.value > 100 >= right.value:
        return False
    return low > 0 and high <= low * NEAR


def _made(right: Amount, random: Random) -> list[str]:
    """Figures on the steps that a drafter would use: 38.9 → 37.5, 39.9; 300 → 280, 320; 12 → 10, 15."""
    number = Decimal(right.number)
    step = _step(number, right.decimals)
    steps = [-3, -2, -1, 1, 2, 3]
    made = [number + step * k for k in steps if number + step * k > 0]
    if right.decimals and right.number[-1] not in "05":  # 38.9 beside 36.5 and 40.2, not beside 39 and 40
        small = Decimal(1).scaleb(-right.decimals)
        made = [value + small * random.choice((-3, -1, 1, 2, 4)) for value in made]
    if right.decimals:
        made = [value for value in made if len(_plain(value).partition(".")[2]) == right.decimals]
    random.shuffle(made)
    return [f"{_plain(value)}{right.scale}{right.unit}" for value in made]


def _step(number: Decimal, decimals: int) -> Decimal:
    if decimals:
        five = Decimal(1).scaleb(-decimals) * 5
        return max(
            five if number * 10**decimals > 20 else five / 5, (number / 12 / five).to_integral_value() * five
        )
    if number < 10:
        return Decimal(1)
    # 12 → 2, 50 → 5, 85 → 5, 250 → 50, 10000 → 2000: a round step of 4 to 25 per cent.
    power = Decimal(10) ** (len(str(int(number))) - 1)
    for share in ("0.5", "0.2", "0.1"):
        step = power * Decimal(share)
        if number % step == 0 and number / 25 <= step <= number / 4:
            return step
    return max(Decimal(1), (number / 10).to_integral_value())


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
