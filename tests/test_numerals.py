"""Numerals are read exactly: Arabic, full width, Chinese and mixed; anything else is no number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.tagging.numerals import canonical, fold, read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("250", "250"),
        ("38.9", "38.9"),
        ("1,200", "1200"),
        ("１２．５", "12.5"),
        ("零", "0"),
        ("七", "7"),
        ("两", "2"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("二十五", "25"),
        ("一百零三", "103"),
        ("一百二十三", "123"),
        ("两千零五", "2005"),
        ("三千二百", "3200"),
        ("两万", "20000"),
        ("三万五千", "35000"),
        ("一亿二千万", "120000000"),
        ("1.5万", "15000"),
        ("12亿", "1200000000"),
        ("二〇三五", "2035"),
        ("三点五", "3.5"),
        ("二点零五", "2.05"),
    ],
)
def test_read(text: str, value: str) -> None:
    assert read(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "万",
        "亿元",
        "第三",
        "三个",
        "一二十",
        "1.2.3",
        "3a",
        "百分之五",
        "一半",
        "点五",
        "三点",
        "甲",
    ],
)
def test_no_number(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("１，２００", "1200"),
        ("38.90", "38.90"),
        ("二十", "20"),
        ("2/3", "2/3"),
        ("三分之二", "2/3"),
        ("四分之一", "1/4"),
        ("一半", "1/2"),
        ("百分之二十", "20"),
        ("百分之十点二", "10.2"),
        ("百分之1.5", "1.5"),
    ],
)
def test_canonical(text: str, value: str) -> None:
    assert canonical(text) == value


def test_no_canonical_form_of_words() -> None:
    assert canonical("若干") is None
    assert canonical("百分之几") is None
    assert canonical("几分之一") is None


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False))
def test_arabic_is_never_rounded(number: Decimal) -> None:
    assert read(str(number)) == number
    assert canonical(str(number)) == str(number)


_DIGITS = "零一二三四五六七八九"


def in_words(number: int) -> str:
    """The Chinese numeral of a number below ten thousand, by the school's rule."""
    parts: list[str] = []
    zero = False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            parts.append(("零" if zero and parts else "") + _DIGITS[digit] + name)
            zero = False
        else:
            zero = True
    return "".join(parts) or "零"


@given(st.integers(min_value=0, max_value=9999))
def test_every_number_written_in_words_is_read_back(number: int) -> None:
    assert read(in_words(number)) == number


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_none(text: str) -> None:
    value = read(text)
    assert value is None or value >= 0
    assert len(fold(text)) == len(text)
