"""Dates as Chinese documents print them, written as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""

from __future__ import annotations

import datetime
import re
import unicodedata

_CHINESE_DIGITS = str.maketrans("〇○ＯO零一二三四五六七八九", "00000123456789")
_YEAR = r"(?:[12]\d{3}|[一二][〇○ＯO零一二三四五六七八九]{3})"
_SMALL = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_GAP = r"\s{0,3}"
#: 2019年01月27日, 二〇〇五年七月十四日, 2024年12月, 2021 年 4月15 日
PRINTED = rf"{_YEAR}{_GAP}年{_GAP}{_SMALL}{_GAP}月(?:{_GAP}{_SMALL}{_GAP}日)?"
_PRINTED = re.compile(
    rf"(?P<year>{_YEAR}){_GAP}年(?:{_GAP}(?P<month>{_SMALL}){_GAP}月(?:{_GAP}(?P<day>{_SMALL}){_GAP}日)?)?"
)
#: 2026-02-03, 2019/3/15, 2019.03.15
_NUMERIC = re.compile(r"(?<!\d)(?P<year>[12]\d{3})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?(?!\d)")
#: A line that is a date and says nothing else: 2019年1月12日, （2026年1月3日）,
#: （2025年1月19日在…会议上）, （民政部　一九九七年一月二十八日）
_DATE_LINE = re.compile(
    rf"^[(]?(?:[\u4e00-\u9fff]{{2,20}}\s)?{PRINTED}"
    r"(?:[\u4e00-\u9fff\d,、“”]{0,50}(?:会议上?|大会上?|通过|修订|修正|公布|发布|起施行))?[)]?$"
)


def is_date_line(line: str) -> bool:
    """Whether a line is a date and says nothing else but what happened on that day."""
    return bool(_DATE_LINE.match(unicodedata.normalize("NFKC", line))) and bool(read_date(line))


def read_date(text: str) -> str:
    """The first date in ``text``; empty when there is none or it is no day of the calendar."""
    text = unicodedata.normalize("NFKC", text)
    matches = [match for match in (_PRINTED.search(text), _NUMERIC.search(text)) if match]
    if not matches:
        return ""
    match = min(matches, key=lambda found: found.start())
    year, month, day = (_number(match[name]) for name in ("year", "month", "day"))
    if not 1949 <= year <= 2100 or not 0 <= month <= 12:
        return ""
    if not month:
        return f"{year:04}"
    if not day:
        return f"{year:04}-{month:02}"
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _number(figure: str | None) -> int:
    if not figure:
        return 0
    if "十" not in figure:
        return int(figure.translate(_CHINESE_DIGITS))
    tens, units = (part.translate(_CHINESE_DIGITS) for part in figure.split("十"))
    return int(tens or 1) * 10 + int(units or 0)
