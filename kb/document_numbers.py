"""The grammar of 文号 (document numbers): finding them in a text and writing each in one form.

In comes any text; out come :class:`DocumentNumber` with the normalised number and its span.
Four shapes are known (党政机关公文处理工作条例, GB/T 9704-2012 §7.2.5):

========  =======================================  ==========================
yeared    国发〔2021〕23号, 国发[2021]第23号        国发〔2021〕23号
order     国务院令第748号, 人民银行令〔2021〕第3号  as it is, without 中华人民共和国
notice    财政部公告2021年第5号                     财政部公告2021年第5号
inverse   交通运输部2019年第45号令                  交通运输部令2019年第45号
========  =======================================  ==========================

The figures of a number are an anchor that cannot be mistaken; the issuer's code before it is
read backwards from there, because running text gives it no left border (按照国发〔2021〕23号).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A 文号 found in a text: normalised, with its half-open span."""

    text: str
    start: int
    end: int


# --- named parts ---------------------------------------------------------------------------
_GAP = r"[ \t\u3000\xa0]{0,3}"  # 〔 2021 〕 23 号
_OPEN = r"[〔﹝\[\(（【〖［〈＜<｛{「『]"
_CLOSE = r"[〕﹞\]\)）】〗］〉＞>｝}」』]"
_DIGIT = r"[0-9０-９]"
_CHINESE = r"[〇○零一二三四五六七八九十百千]"
_YEAR = rf"(?P<year>{_DIGIT}{{4}}|[〇○零一二三四五六七八九]{{4}}|[89８９]{_DIGIT})"  # 2021, 二〇二一, 96
_SERIAL = rf"(?P<serial>{_DIGIT}{{1,6}}|{_CHINESE}{{1,7}})"

#: 〔2021〕23号, [2021]第23号, （2021）23 号
_YEARED = re.compile(rf"{_OPEN}{_GAP}{_YEAR}{_GAP}年?{_CLOSE}{_GAP}(?P<ordinal>第)?{_GAP}{_SERIAL}{_GAP}号")
#: 第748号, （第737号）, 2021年第5号, 2019年第45号令
_ORDINAL = re.compile(
    rf"[（(〔]?(?:(?P<year>{_DIGIT}{{4}}){_GAP}年{_GAP})?第{_GAP}{_SERIAL}{_GAP}号(?P<kind>令|公告|通告)?"
)

_HAN = re.compile(r"[\u3400-\u9fff]")
_CODE_LIMIT = 16  # the longest real code of 5,000 has 9 characters; orders spell the issuer out
_SPELT_LIMIT = 40  # 财政部 国家发展改革委 税务总局公告

#: What can stand before a code in a sentence and is never part of one.
_LEAD_IN = re.compile(
    r"^.*(?:按照|根据|依据|依照|遵照|参照|比照|对照|落实|贯彻|执行|遵守|转发|印发|下发|制发|废止|详见|参见|"
    r"以及|包括|此前|本[省市县区]|我[省市县区]|关于|文件|(?:公告|通告)(?=.)|人民政府(?!令|公告|通告|办|函|发|文)|通知|意见|方案|规定|办法|精神|要求|号文|文号|字号|的|由|并|即|是)"
)
#: The end of a day that stands right before an order: 2020年5月1|日青山市人民政府令第12号.
_DAY_BEFORE = re.compile(r"(?:\d{4}\s?年|年\s?\d{1,2}\s?月|月\s?\d{1,2}\s?日)$")
_DAY_IN_CHINESE = re.compile(r"^.*年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?(?=.)")
#: Single characters that lead in only at the very start: 按国发〔…, 见国发〔…
_LEAD_CHARACTER = re.compile(r"^[按据依见照]")
#: 和政发 (和县) is a code, 「…23号和晋政发〔…」 is not: a conjunction only after another citation.
_CONJUNCTION = re.compile(r"^[和与及或]")
_AFTER_CITATION = "号》〉）)”」"
#: Beginnings that say the order's issuer in full; citing them or not is the same number.
_STATE = re.compile(r"^中华人民共和国(?=.)")
_ORDER_END = re.compile(r"(?:令|公告|通告)$")
#: Bodies whose spelt-out name may end before 2019年第45号: 交通运输部2019年第45号.
_BODY_END = re.compile(r"(?:部|委|局|署|院|行|会|办|厅|政府)$")
_LABEL = re.compile(r"^(?:发文字号|发文文号|文件编号|文件字号|公文字号|文号|字号|编号)[:：]")
_GOVERNMENT = "人民政府"
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\xad]")
_VALUES = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_POWERS = {"十": 10, "百": 100, "千": 1000}


def find_document_numbers(text: str) -> tuple[DocumentNumber, ...]:
    """All 文号 in ``text``, in order and without overlap."""
    found = [*_yeared(text), *_ordinal(text)]
    found.sort(key=lambda number: (number.start, -number.end))
    kept: list[DocumentNumber] = []
    for number in found:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return tuple(kept)


def normalise(text: str) -> str | None:
    """The one form of the 文号 that a field of metadata holds; ``None`` when it holds none.

    Labels (发文字号：), spaces and invisible characters are left out of account, and so is the
    end of a title that collecting has glued to the front (…的通知沪科合〔2022〕29号).
    """
    bare = re.sub(r"\s", "", _INVISIBLE.sub("", text))
    bare = _LABEL.sub("", bare)
    bare = re.sub(r"^[（(](.*)[）)]$", r"\1", bare)  # a number in its own parentheses
    numbers = find_document_numbers(bare)
    if len(numbers) == 1 and numbers[0].end == len(bare):
        return numbers[0].text
    whole = _ORDINAL.search(bare)  # 交通运输部2019年第45号: only where nothing else stands around it
    if whole and whole.end() == len(bare) and whole["year"] and _BODY_END.search(bare[: whole.start()]):
        issuer = _STATE.sub("", bare[: whole.start()])
        return f"{issuer}{_plain(whole['year'])}年第{_plain(whole['serial'])}号"
    return None


def key(number: str) -> str:
    """The same for every spelling of one number: 渝府令〔2021〕第340号 is also cited without 第."""
    return number.replace("第", "")


def _yeared(text: str) -> list[DocumentNumber]:
    found = []
    for match in _YEARED.finditer(text):
        year, serial = _plain(match["year"]), _plain(match["serial"])
        if len(year) == 2:
            year = "19" + year
        if not 1949 <= int(year) <= 2100:
            continue
        start, code = _code_before(text, match.start())
        if not code:
            continue
        # Orders keep a printed 第 (中国人民银行令〔2021〕第3号); everything else loses it.
        ordinal = "第" if match["ordinal"] and _ORDER_END.search(code) else ""
        found.append(DocumentNumber(f"{code}〔{year}〕{ordinal}{serial}号", start, match.end()))
    return found


def _ordinal(text: str) -> list[DocumentNumber]:
    found = []
    for match in _ORDINAL.finditer(text):
        start, issuer = _code_before(text, match.start(), spelt_out=True)
        kind, serial, end = match["kind"], _plain(match["serial"]), match.end()
        if not issuer:
            continue
        if _ORDER_END.search(issuer):
            kind, end = "", end - len(kind or "")
        elif not kind or not _BODY_END.search(issuer):
            continue  # 全国政协十届三次会议第2741号提案
        if match.group()[0] in "（(〔":  # 国务院令（第737号）: take the closing bracket along
            if text[end : end + 1] not in ("）", ")", "〕"):
                continue
            end += 1
        year = f"{_plain(match['year'])}年" if match["year"] else ""
        found.append(DocumentNumber(f"{issuer}{kind}{year}第{serial}号", start, end))
    return found


def _code_before(text: str, anchor: int, *, spelt_out: bool = False) -> tuple[int, str]:
    """Start and text of the issuer's code that ends at ``anchor`` (spaces between left out)."""
    limit = max(0, anchor - (_SPELT_LIMIT if spelt_out else _CODE_LIMIT) - 3)
    end = anchor
    while end > limit and text[end - 1] in " \t\u3000\xa0":
        end -= 1
    start = end
    while start > limit and _HAN.match(text[start - 1]):
        start -= 1
    code = text[start:end]
    if "号" in code:  # the number before it: 国发〔2021〕23号国办发〔2021〕4号
        code = code[code.rindex("号") + 1 :]
    code = _DAY_IN_CHINESE.sub("", code)
    if code and _DAY_BEFORE.search(text[max(0, end - len(code) - 9) : end - len(code) + 1]):
        code = code[1:]
    for pattern in (_LEAD_IN, _LEAD_CHARACTER):
        if not spelt_out or pattern is _LEAD_IN:
            # 青山市人民政府第12号令: the government whose order it is leads nothing in
            own = _GOVERNMENT if spelt_out and code.endswith(_GOVERNMENT) else ""
            code = pattern.sub("", code.removesuffix(own)) + own
    before = text[end - len(code) - 1 : end - len(code)]
    if code and before and before in _AFTER_CITATION:
        code = _CONJUNCTION.sub("", code)
    start = end - len(code)
    return start, _STATE.sub("", code)


def _plain(figure: str) -> str:
    """Arabic digits without leading zeros: ０２３ → 23, 二〇二一 → 2021, 三十六 → 36."""
    figure = unicodedata.normalize("NFKC", figure)
    if figure.isascii():
        return str(int(figure))
    if not any(character in _POWERS for character in figure):
        return str(int("".join(str(_VALUES[character]) for character in figure)))
    total, digit = 0, 0
    for character in figure:
        if character in _POWERS:
            total += (digit or (1 if total == 0 else 0)) * _POWERS[character]
            digit = 0
        else:
            digit = _VALUES[character]
    return str(total + digit)
