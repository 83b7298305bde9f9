"""Deadlines as printed, with the year that they mean.

In: cleaned text and the year of the document (for 今年, 年底前).  Out: ``Deadline`` spans in
order.  A base year (较2020年) is no deadline and is left out; what a deadline governs is decided
by the reader of statements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from kb.model import Document

#: by: an aim is due; past: what follows is a fact; start: from then on; frequency: 每年;
#: relative: 三年内, whose year is not printed.
Kind = Literal["by", "past", "start", "frequency", "relative"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A printed deadline; ``year`` is ``None`` where it cannot be told."""

    start: int
    end: int
    year: int | None
    kind: Kind
    text: str


_YEAR = r"(?:19|20)\d{2}"
_CHINESE_YEAR = r"二[〇○零][〇○零一二三四五六七八九]{2}"
_DASH = r"[-－—–―~～至到]{1,2}"
#: 在2020年基础上, 2020年水平: a base, no deadline
_AS_BASE = "(?:底|末)?的?(?:基础|水平|基期|基数|基准|同期|相比|为基)"
#: 底, 年底前, 末, 上半年, 6月底前, 5月1日前
_WITHIN = (
    r"(?:(?:的)?(?:上半年|下半年|第[一二三四]季度|[春夏秋冬]季(?:学期)?|全年|年(?=[底末中初])|(?:\d{1,2}[-—–―~至到]{1,2})?(?:1[0-2]|0?[1-9])月份?(?:\d{1,2}日|[上中下]旬)?)?"
    r"(?:年)?(?:底|末|中期|中|初)?(?:以前|之前|前夕|前(?!夕))?(?:期间|内)?)"
)
#: Words before a deadline that belong to it; the patterns begin at the year, which is quick to find.
_PREFIXES = ("截至到", "截止到", "截至", "截止", "相比", "超过", *"到至在于自从由较比以与")
#: 到2025年底, 截至2020年末, 力争2030年前, 2023—2025年
_ABSOLUTE = re.compile(
    rf"(?P<first>(?:19|20)\d{{2}}|{_CHINESE_YEAR})(?:年?(?:{_DASH}|[、和与])(?P<last>{_YEAR}))?年(?!代)(?!{_AS_BASE})(?:度)?"
    rf"(?P<within>{_WITHIN})(?P<after>起|开始|以来|以后|之后|后)?"
)
#: 2025、|2026、2027年: a year of a list whose last carries 年
_LISTED = re.compile(rf"(?<!\d){_YEAR}(?=(?:、{_YEAR}){{1,5}}[、和与]{_YEAR}年)")
#: “十四五”期间, “十五五”末, 十四五时期, 到“十四五”末
_PLAN = re.compile(
    r"(?P<plan>十[一二三四五六七八九]|[八九])五[”\"]?"
    r"(?P<when>规划期末|规划期|[前后][一两二三]年|期间|时期|期末|末期|末|中后期|中期|以来|前期|收官之年|结束时"
    r"|(?=[、和与]“?十[一二三四五六七八九]五))"
)
_OF_YEAR = r"(?:的?(?:第?[一二三四]季度|[上下]半年|(?:1[0-2]|0?[1-9])月(?:份|底|末|\d{1,2}日|[上中下]旬)?))?"
#: 今年, 明年, 明年一季度, 年底前, 年内, 本年度, 去年
_BY_WORD = re.compile(
    rf"(?P<past>去年|上年度?|前年)|(?P<next>明年){_OF_YEAR}(?:底|末)?前?"
    rf"|(?P<this>今年{_OF_YEAR}(?:底|末|内|年底)?前?|本年度|当前年度|年内|年(?<![每\d年]年)[底末](?:以前|之前|前)?"
    r"|(?:第?[一二三四]季度|上半年|下半年)(?:末|底|内)?(?:以前|之前|前)?)"
)
#: 6月底前, 10月, 3月15日前
_BY_MONTH = re.compile(r"(?:1[0-2]|0?[1-9])月(?:份|\d{1,2}日|[上中下]旬)?(?:底|末|初)?(?:以前|之前|前)?")
#: 每年, 每年11月中旬前
_FREQUENCY = re.compile(
    r"(?:每(?:个)?(?:年度?|季度|学年|月|周)(?!人|增|级)|次年|次月)(?:[首末次]月)?(?:\d{1,2}日)?"
    r"(?:(?:1[0-2]|[1-9])月(?:份|\d{1,2}日|[上中下]旬)?)?(?:底|末|初)?(?:以前|之前|前)?"
)
#: 近三年, 过去五年
_PAST_SPAN = re.compile(r"(?:近|过去)[一二三四五六七八九十两\d]{1,2}年(?:多?来|间|里)?")
#: 今后五年, 未来3年
_AHEAD = re.compile(
    r"(?:今后|未来|接下来的?)[一二三四五两十\d]{1,2}(?:[-—–－～至到][一二三五\d]{1,2})?年(?:左右)?(?:内|时间)?"
)
#: 三年内, 用3年左右时间, 经过5年努力
_WITHIN_YEARS = re.compile(
    r"[一二三四五两十\d]{1,2}(?:[-—–－～至到][一二三五\d]{1,2})?年(?:左右)?(?:内|时间内|左右时间|的?时间|的?努力)"
)
_SPAN_PREFIXES = ("力争在", "力争用", "通过约", "利用", "经过", "通过", "力争", "在", "用")
_JOINED = re.compile("年?[、和与]")
_HAS_TIME = re.compile(r"[年月]|五[”\"]?[期时规末以中收结前]")
_CHINESE_DIGIT = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_PLAN_NUMBER = {**{c: i for i, c in enumerate("零一二三四五六七八九十")}, "": 0}


def plan_end(plan: str) -> int:
    """The last year of a five-year plan: 十四 → 2025, 九 → 2000."""
    number = _PLAN_NUMBER[plan] if len(plan) == 1 else 10 + _PLAN_NUMBER[plan[1]]
    return 1955 + 5 * number


def find_deadlines(text: str, document_year: int | None) -> list[Deadline]:
    """All deadlines of a text, in order, none overlapping another."""
    if not _HAS_TIME.search(text):
        return []
    found: list[Deadline] = []
    found += (d for m in _ABSOLUTE.finditer(text) for d in _absolute(text, m, document_year))
    found += (
        _spanning(text, m.start(), m.end(), int(m.group()), "by")
        for m in _LISTED.finditer(text)
        if document_year is None or int(m.group()) >= document_year
    )
    found += (d for m in _PLAN.finditer(text) for d in _plan(text, m, document_year))
    found += (Deadline(m.start(), m.end(), None, "frequency", m.group()) for m in _FREQUENCY.finditer(text))
    found += (d for m in _BY_WORD.finditer(text) if (d := _by_word(text, m, document_year)) is not None)
    found += (
        Deadline(m.start(), m.end(), document_year, "by", m.group())
        for m in _BY_MONTH.finditer(text)
        if not m.start() or text[m.start() - 1] not in "0123456789年—–-个"
    )
    found += (Deadline(m.start(), m.end(), None, "past", m.group()) for m in _PAST_SPAN.finditer(text))
    found += (Deadline(m.start(), m.end(), None, "relative", m.group()) for m in _AHEAD.finditer(text))
    found += (
        _spanning(text, m.start() - len(_before(text, m.start(), _SPAN_PREFIXES)), m.end(), None, "relative")
        for m in _WITHIN_YEARS.finditer(text)
        if not m.start() or text[m.start() - 1] not in "0123456789第"
    )
    found.sort(key=lambda deadline: (deadline.start, -deadline.end))
    kept: list[Deadline] = []
    for deadline in found:
        if not kept or deadline.start >= kept[-1].end:
            kept.append(_in_year_before(text, deadline, kept[-1]) if kept else deadline)
    return kept


def _in_year_before(text: str, deadline: Deadline, previous: Deadline) -> Deadline:
    """A month without a year is in that of the dated month before: 「2025年6月底前…；12月底前…」."""
    if deadline.kind != "by" or previous.kind != "by" or not _IN_YEAR.match(deadline.text):
        return deadline
    near = deadline.start - previous.end <= _SAME_YEAR and "\n" not in text[previous.end : deadline.start]
    return replace(deadline, year=previous.year) if near and _DATED.search(previous.text) else deadline


#: 12月底前, 下半年, 第三季度
_IN_YEAR = re.compile(r"\d{1,2}月|[上下]半年|第?[一二三四]季度")
#: 2025年6月底前, 2025年上半年, 6月底前
_DATED = re.compile(r"月|半年|季度")
#: So far behind a dated month another month is taken to be in its year.
_SAME_YEAR = 120


def year_of(document: Document) -> int | None:
    """The year that a document was written in, unless its own text speaks against the date it has."""
    return _trusted_year(document.text, document_year(document.date, document.title, document.number))


def _trusted_year(text: str, year: int | None) -> int | None:
    """``year`` unless the text's own deadlines lie before it: then it is a date of collection.

    A plan that says 到2025年 all over was not written in 2026.
    """
    due = [int(match[1]) for match in _TO_YEAR.finditer(text)]
    if year is None or len(due) < 3:
        return year
    return None if 2 * sum(1 for one in due if one < year) > len(due) else year


_TO_YEAR = re.compile(r"(?:到|至)[ ]?((?:19|20)\d{2})[ ]?年")


def _year(printed: str) -> int:
    if printed.isascii():
        return int(printed)
    return int("".join(_CHINESE_DIGIT.get(character, character) for character in printed))


def _before(text: str, at: int, words: tuple[str, ...]) -> str:
    """The word of a list that ends at a position, longest first; empty for none."""
    tail = text[max(0, at - 3) : at]
    return next(filter(tail.endswith, words)) if tail.endswith(words) else ""


def _spanning(text: str, start: int, end: int, year: int | None, kind: Kind) -> Deadline:
    return Deadline(start, end, year, kind, text[start:end])


def _absolute(text: str, match: re.Match[str], document_year: int | None) -> list[Deadline]:
    if match.start() and text[match.start() - 1].isdigit():
        return []
    prefix, after = _before(text, match.start(), _PREFIXES), match["after"] or ""
    start = match.start() - len(prefix)
    if prefix in {"较", "比", "相比", "以", "与", "由", "超过"} or (
        prefix in {"从"} and not after and not match["last"]
    ):
        return []  # 较2020年, 从2020年的50%: a base
    year = _year(match["last"] or match["first"])
    if after in {"起", "开始", "后", "以后", "之后"} or prefix == "自":
        kind: Kind = "start"
    elif (
        after == "以来"
        or prefix.startswith("截")
        or (document_year is not None and year < document_year and not _is_aimed(text, start, prefix))
    ):
        kind = "past"
    else:
        kind = "by"
    if match["last"] and _JOINED.match(text, match.end("first")):
        # 到2025年、2030年分别达到…, 2025、2026年各新增…: two deadlines
        first_end = match.end("first") + (text[match.end("first")] == "年")
        first = Deadline(
            match.start(), first_end, _year(match["first"]), kind, text[match.start() : first_end]
        )
        rest = match.start("last")
        return [first, Deadline(rest, match.end(), year, kind, text[rest : match.end()])]
    return [_spanning(text, start, match.end(), None if kind == "start" else year, kind)]


def _is_aimed(text: str, start: int, prefix: str) -> bool:
    """Whether 到 opens an aim; in 增长到2020年的78亿元 it closes a fact."""
    return prefix in {"到", "至"} and _MOVED.search(text, max(0, start - 2), start) is None


_MOVED = re.compile(r"(?:增长|增加|提高|提升|上升|扩大|下降|降低|减少|发展)\Z")


def _plan(text: str, match: re.Match[str], document_year: int | None) -> list[Deadline]:
    start = match.start() - (match.start() > 0 and text[match.start() - 1] in '“"')
    prefix = _before(text, start, _PREFIXES)
    if prefix in {"比", "较", "与"}:
        return []
    year = plan_end(match["plan"])
    past = match["when"] == "以来" or (document_year is not None and year < document_year)
    return [_spanning(text, start - len(prefix), match.end(), year, "past" if past else "by")]


def _by_word(text: str, match: re.Match[str], document_year: int | None) -> Deadline | None:
    if not match["past"]:
        later = 1 if match["next"] else 0
        year = None if document_year is None else document_year + later
        return Deadline(match.start(), match.end(), year, "by", match.group())
    if match.start() and text[match.start() - 1] not in "，。；：\n ":
        return None  # 返还其上年度实际缴纳的…: part of a noun
    year = None if document_year is None else document_year - 1
    return Deadline(match.start(), match.end(), year, "past", match.group())


_TITLE_YEAR = re.compile(rf"(?P<range>{_YEAR})年?{_DASH}{_YEAR}|(?P<year>{_YEAR})年?(?!前)")


def document_year(date: str, title: str, number: str) -> int | None:
    """The year a document is of: its date's, else its 文号's, else the one that its title names.

    2030年前碳达峰行动方案 names no year of its own; （2024—2026年） begins in 2024.
    """
    if re.match(r"\d{4}", date):
        return int(date[:4])
    if found := re.search(r"[〔\[（(]((?:19|20)\d{2})[〕\]）)]", number):
        return int(found[1])
    if found := _TITLE_YEAR.search(title):
        return int(found["range"] or found["year"])
    return None
