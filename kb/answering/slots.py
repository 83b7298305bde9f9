"""The parts of a question that have a form of their own: years, dates, figures, numbers, places.

In: the folded question with what is already understood blanked out.  Out: values with the spans
that they take up.  Pure; each function reads one kind of slot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.answering.library import occurrences
from kb.indexing.tokens import Token
from kb.model import Document, Span
from kb.reading.places import region_named
from kb.segmenting.numbering import read_number
from kb.tagging.bureaus.places import full_name, is_place

# --- years ----------------------------------------------------------------------------------------

_CN_DIGITS = "〇一二三四五六七八九"
# 2030年, 2030 before a word that goes on about it; not 2000元
_YEAR = re.compile(
    r"(?<![0-9.])(?P<year>20[0-9]{2})(?:年|(?=[、，,和与到至及的目比较多高低少~—\-\s？?]|$))"
    r"|(?P<cn>二[〇零○][一二三四五六七八九〇零○]{2})年"
    # “十四五”, 十五五: the plan's last year
    r"|[“\"]?十(?P<plan>[一二三四五六七])五[”\"]?(?:时期|期间|末|规划期)?"
)
# 较2020年, 比2020年, 相对于2020年
_BASELINE = re.compile(r"(?:(?<![占对])比|较|相[比对较]于?|以)(?:于|到)?$")
# 2026年6月底前, 每年11月中旬, 6月底前
DATE = re.compile(
    r"(?:(?:20[0-9]{2}|每|今|明|当)年)?(?P<month>[0-9]{1,2}月(?:份|底|末|初|[上中下]旬|[0-9]{1,2}日)?)(?:之?前|以前)?"
)


@dataclass(frozen=True, slots=True)
class Years:
    """Years asked for, years only compared with (较2020年), and where they stand."""

    asked: tuple[int, ...]
    baselines: tuple[int, ...]
    spans: tuple[Span, ...]


def find_years(text: str) -> Years:
    """2030年, 二〇三〇年, “十五五”; a year behind 比 or 较 is a baseline unless it is the only other one."""
    asked: list[int] = []
    compared: list[int] = []
    spans: list[Span] = []
    for match in _YEAR.finditer(text):
        year = _year(match)
        found = _BASELINE.search(text[: match.start()])
        (compared if found else asked).append(year)
        spans.append(Span(found.start() if found else match.start(), match.end()))
    if asked and compared:  # 2030年比2025年高多少: both are asked for
        return Years(tuple(dict.fromkeys([*asked, *compared])), (), tuple(spans))
    return Years(tuple(dict.fromkeys(asked)), tuple(dict.fromkeys(compared)), tuple(spans))


def _year(match: re.Match[str]) -> int:
    if match["year"]:
        return int(match["year"])
    if match["cn"]:
        return int("".join(str(_CN_DIGITS.index(c)) for c in re.sub("[零○]", "〇", match["cn"])))
    return 2000 + 5 * _CN_DIGITS.index(match["plan"]) + 5  # “十四五” ends in 2025


# --- positions ------------------------------------------------------------------------------------

# 第三部分里面, 方案当中的: where in a document; 中 and 里 alone only right behind what was named
_POSITION = re.compile(r"里面|里边|里头|当中|之中|(?:提到|提及|写到|讲到|涉及|包含)(?=[省市县区])")
_POSITION_BEHIND = re.compile(
    r"(?:这一?(?:部分|章|节|条|块))?(?:里(?!程)|中(?![小国央心长介医部等期间])|内(?![部容蒙需]))?的?"
)


def find_positions(text: str, named: Sequence[Span]) -> tuple[Span, ...]:
    """Words that say no more than that something stands in the clause or document named."""
    behind = (_POSITION_BEHIND.match(text, span.end) for span in named)
    found = (*(m for m in behind if m), *_POSITION.finditer(text))
    return tuple(Span(*m.span()) for m in found if m.end() > m.start())


# 要判几年, 保存多久: how long, so that a date (自5月1日起施行) answers nothing
_HOW_LONG = re.compile(
    r"(?:几|多少)个?(?:年|月(?!底|份|初|末|[上中下]旬)|天|周|小时|工作日|日)(?!前|底|开始|起)|多久|多长时间"
)


def asks_how_long(text: str) -> bool:
    """Whether a question asks for a length of time, which neither a date nor a sum of money is."""
    return bool(_HOW_LONG.search(text))


# --- figures --------------------------------------------------------------------------------------

# 18%, 5000吨, 250万亩, 90%以上: a figure that the question states
_FIGURE = re.compile(
    r"(?<![0-9.a-z])(?P<value>[0-9]+(?:\.[0-9]+)?(?:[-—~至/:∶][0-9]+(?:\.[0-9]+)?)?)(?![0-9.]*[a-z])"
    r"(?P<unit>%|个百分点|[万亿]?(?:千瓦时|千瓦|平方米|立方米|公里|[吨克千公]克?(?:标准煤)?"
    r"|(?![是吗的以左有在和与要到对为达内上下])[一-龥])?)"
    r"(?P<more>以上|以下|以内|左右)?"
)
_COMPARED = re.compile(
    r"(?P<at_least>不低于|不少于|至少|超过|高于|大于|最低)|(?P<at_most>不高于|不超过|低于|小于|至多|最高|以内)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the question: 90%以上 → 90, %, >=."""

    value: str
    unit: str
    comparator: str
    span: Span


def find_figures(text: str) -> tuple[Figure, ...]:
    """Figures with their units and comparators."""
    found = []
    for match in _FIGURE.finditer(text):
        before = list(_COMPARED.finditer(text, max(0, match.start() - 4), match.start()))
        comparator = {"以上": ">=", "以下": "<=", "以内": "<=", "左右": "~"}.get(match["more"] or "", "=")
        if before and comparator == "=":
            comparator = ">=" if before[-1]["at_least"] else "<="
        start = before[-1].start() if before else match.start()
        value = re.sub("[—~至]", "-", match["value"]).replace("∶", ":")
        found.append(Figure(value, match["unit"] or "", comparator, Span(start, match.end())))
    return tuple(found)


# --- numbers of clauses ---------------------------------------------------------------------------

_CN = "[一二三四五六七八九十百零〇]{1,5}"
_N = rf"(?:{_CN}|[0-9]{{1,3}})"
_ROUND = rf"[（(] ?{_N} ?[）)]"  # （五）
_UNIT = r"(?:编|篇|部分|章|节|条|款|项|点|小点|小项)"
# 第七条, 第（五）项
_ORDINAL = rf"第(?:{_N}|{_ROUND}){_UNIT}(?:之{_CN})?"
_MEASURES = "[个万亿吨克元亩分倍台套座家人户公千米立度折]"  # 1.5万吨 is no clause
_OPENS = (
    rf"(?:第{_N}(?:编|篇|部分|章|节|条)(?:之{_CN})?"  # 第三部分
    rf"|第{_ROUND}{_UNIT}?"  # 第（五）条
    rf"|{_CN}、?(?={_ROUND})"  # 二（一） 二、（一）
    rf"|{_CN}、(?!(?!一共){_CN}|[^，。]{{0,6}}是)"  # 三、
    rf"|(?<![0-9.])[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}}(?![0-9.%％‰℃a-z]|{_MEASURES})"  # 2.1.3
    rf"|{_ROUND}(?![以元]))"
)
# 2. 2、 2条; a bare 2 only where nothing counts by it
_ITEM = r"(?![条项点款](?:重点|主要|具体)?(?:任务|工作|目标|指标|措施|举措|要求))"  # 3项任务 are three tasks
_ARABIC = rf"[0-9]{{1,2}}(?:[.．、](?![0-9])|{_ITEM}(?=条|项|点|款|$|[的里中是说讲]))"
# 三（二）3写的啥: right behind a bracket, unless it counts or is a year or figure
_COUNTS = "[年月日天周时分秒岁号届级类种批次所座处名位支只辆片段大方部环成比至到\\-—~/]"
_BEHIND_ROUND = rf"(?<=[）)])[0-9]{{1,2}}(?![0-9.．%％‰℃a-z、]|{_MEASURES}|{_COUNTS}|[条项点款])"
_GOES_ON = rf"(?:[、，的之中里]?(?:{_ORDINAL}|{_ROUND}、?|{_ARABIC}|{_BEHIND_ROUND}))"
_NUMBER = re.compile(
    rf"(?:附(?:[件录表]|(?=[0-9]))(?P<annex>{_N})?(?P<in>[的之中里，、 ]?)"
    rf"(?P<rest>(?:{_OPENS}|{_ORDINAL}){_GOES_ON}*)|(?P<main>{_OPENS}{_GOES_ON}*))(?:条|项|点)?"
)
_ANNEX_ALONE = re.compile(rf"附(?:[件录表]|(?=[0-9]))(?P<annex>{_N})?(?=说|讲|的?内容|中|里|规定|是)")
#: 第二部分（一）第2条, 第（五）项: only a lone 第…条 is an article.
_LOOSE = re.compile(rf"(?<![章节编篇])第 ?(?P<n>{_ROUND}|{_N})(?:条|款|项|点|小点|小项)")


@dataclass(frozen=True, slots=True)
class ClauseNumber:
    """A clause's number as the question writes it, and in a form that ``find_number`` reads."""

    text: str
    read_as: str
    span: Span


def find_clause_number(text: str) -> ClauseNumber | None:
    """The first number of a clause in the question, with all of its steps."""
    for match in _NUMBER.finditer(text):
        read_as = _read_as(match)
        if read_number(read_as) is not None:
            return ClauseNumber(match[0], read_as, Span(*match.span()))
    alone = _ANNEX_ALONE.search(text)
    return ClauseNumber(alone[0], alone[0], Span(*alone.span())) if alone else None


def _read_as(match: re.Match[str]) -> str:
    if match["rest"]:
        rest = _loose(match["rest"])
        return f"附件{match['annex'] or ''} {rest}{'、' if rest[-1:] not in '、.．）)' else ''}"
    main = match["main"]
    opening = re.match(rf"第{_N}条(?:之{_CN})?", main)
    if opening:  # 第七条（二）: an article first
        return opening[0] + _loose(main[opening.end() :])
    return _loose(main)


def _loose(steps: str) -> str:
    """第2条 behind other steps is just their 2; the 中 and 的 between steps go."""
    return re.sub(r"[的之中里，]", "", _LOOSE.sub(lambda m: m["n"], steps))


# --- places ---------------------------------------------------------------------------------------

_ENDS = tuple("省市县区旗州盟")
_SUFFIXES = ("县", "市", "区", "旗", "自治县", "自治旗")
_LONGEST_PLACE = 16


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place of the question: as written, and from the province down (山西省晋中市)."""

    text: str
    region: str
    start: int
    end: int


def find_places(text: str, tokens: Sequence[Token], documents: Sequence[Document]) -> tuple[NamedPlace, ...]:
    """Places in full (介休市), provinces and cities without 省 or 市, and counties of the documents'
    regions without 县 (介休).  ``tokens`` are the words of ``text``: a short name is never cut out
    of a longer word.
    """
    found: list[NamedPlace] = []
    at = 0
    while at < len(text):
        place = _full_place(text, at)
        if place:
            found.append(place)
        at = place.end if place else at + 1
    starts, ends = {t.start for t in tokens}, {t.end for t in tokens}
    regions = tuple(dict.fromkeys(d.region for d in documents if d.region))
    for start in sorted(starts):
        for end in range(min(len(text), start + 5), start + 1, -1):
            if end not in ends or any(start < p.end and p.start < end for p in found):
                continue
            region = _short_place(text[start:end], regions)
            if region:
                found.append(NamedPlace(text[start:end], region, start, end))
                break
    return _joined(text, sorted(found, key=lambda p: p.start))


def _full_place(text: str, start: int) -> NamedPlace | None:
    for end in range(min(len(text), start + _LONGEST_PLACE), start + 1, -1):
        word = text[start:end]
        if not word.endswith(_ENDS) or "，" in word:
            continue
        region = region_named(word)
        # region_named reads the opening of a name only: 晋中市各县 is not a place in full
        if region and (region.endswith(word) or is_place(word)):
            return NamedPlace(word, region, start, end)
    return None


@lru_cache(maxsize=4096)
def _short_place(word: str, regions: tuple[str, ...]) -> str:
    if not 2 <= len(word) <= 4:
        return ""
    if is_place(word):
        return region_named(full_name(word))
    for region in regions:
        for suffix in _SUFFIXES:
            if region_named(region + word + suffix) == region + word + suffix:
                return region + word + suffix
    return ""


def _joined(text: str, places: Sequence[NamedPlace]) -> tuple[NamedPlace, ...]:
    """山西省 and 晋中市 side by side are one place."""
    joined: list[NamedPlace] = []
    for place in places:
        last = joined[-1] if joined else None
        if last and last.end == place.start and place.region.startswith(last.region):
            joined[-1] = NamedPlace(text[last.start : place.end], place.region, last.start, place.end)
        else:
            joined.append(place)
    return tuple(joined)


# --- who is reported to ---------------------------------------------------------------------------

# 向市委、市政府汇报, 报国务院备案: the receiver is not the body asked about
_RECIPIENT = re.compile(
    r"(?:向|报送?给?|抄送|上报|给(?![予出定]))(?P<to>(?![谁哪什])[^，。？?！吗谁哪什]{2,24}?)(?=汇报|报告|报送|提交|上报|备案|反映)"
)


def find_recipients(text: str) -> tuple[Span, ...]:
    """Where a question says to whom something is reported."""
    return tuple(Span(*m.span("to")) for m in _RECIPIENT.finditer(text))


def all_spans(text: str, phrases: Sequence[str]) -> tuple[Span, ...]:
    """Every place of each phrase."""
    return tuple(Span(at, at + len(p)) for p in phrases for at in occurrences(text, p))
