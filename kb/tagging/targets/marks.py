"""Numbers that are no quantities: dates, labels, document numbers, titles, names, codes.

In: cleaned text.  Out: ``Mark`` spans, each with the reason why its digits are no figure of the
ledger.  The ledger reads no quantity inside a mark, and the accounting takes marks as explained.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_letters, ascii_uppercase

from kb.document_numbers import find_document_numbers


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch whose digits are explained; ``kind`` is the name of the pattern below."""

    start: int
    end: int
    kind: str


_YEAR = r"(?:19|20)\d{2}"
_DASH = r"[-－—–―~～至到]{1,2}"
_MONTH = r"(?:1[0-2]|0?[1-9])月份?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])日"

#: Kind, pattern, and characters of which at least one stands in anything that the pattern finds (empty
#: where none must): a look at the characters of a stretch saves most searches.
_PATTERNS: tuple[tuple[str, str, str], ...] = (
    # https://www.gov.cn/… , W020210511409661658096.pdf
    ("link", r"https?://[^\s，。；）)]+", ""),
    (
        "address",
        r"[\w.-]{1,40}@[\w.-]+|[A-Za-z0-9_/.-]{2,80}\.(?:pdf|docx?|xlsx?|s?html?|ofd)(?![a-z])",
        "@.",
    ),
    # 《山西省“十四五”规划和2035年远景目标纲要》
    ("title", r"《[^《》\n]{1,120}》", ""),
    # 2020-2025年, 2023—2025年, （2024年-2026年）, 2022、2023年
    ("date", rf"{_YEAR}年?{_DASH}{_YEAR}年?(?:度|间)?|{_YEAR}(?=[、和]{_YEAR}[年、])", "-－—–―~～至到、和"),
    # 1996年1月8日至12日, 2025年6月底, 2025年1―6月
    (
        "date",
        rf"{_YEAR}年(?:\d{{1,2}}{_DASH}{_MONTH}|{_MONTH})(?:{_DAY}(?:{_DASH}(?:{_MONTH})?{_DAY})?)?|{_YEAR}年度?",
        "年",
    ),
    # 2026-02-03, 2021/1/29, 2025.10.1
    ("date", rf"{_YEAR}([-/.])\d{{1,2}}\1\d{{1,2}}(?:[ T]\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?(?!\d)", "-/."),
    # 12月31日, 6月底, 5—6月, 11月中旬
    (
        "date",
        rf"(?<![\d.个])(?:\d{{1,2}}{_DASH})?{_MONTH}(?:{_DAY}(?:{_DASH}(?:{_MONTH})?{_DAY})?)?(?!内)",
        "月",
    ),
    ("date", rf"(?<![\d.]){_DAY}(?={_DASH}{_DAY}|(?:前|起|至|开始|上午|下午|发布|印发))", "日"),
    # 21世纪, 20世纪90年代, 80年代, 80后
    ("date", r"\d{1,2}世纪(?:\d0年代)?|(?<!\d)\d0(?:年代|后(?![的，]))", "世代后"),
    # 数字山东2021行动方案, 科技创新2030—重大项目: a year in a name
    (
        "date",
        rf"(?<![\d.,]){_YEAR}(?=[-—]?(?:重大|行动|方案|规划|计划|专项|工程|版)|[）)])",
        "重行方规计专工版）)",
    ),
    # 8:00, 17：30
    ("date", r"(?<!\d)(?:[01]?\d|2[0-3])[:：][0-5]\d(?!\d|以)", ":："),
    # 第2741号, 第 119次, 前3位 is a place in a ranking; not 年底前500家, 提前24小时, 期满前30日
    (
        "ordinal",
        r"第[ ]?\d{1,8}(?:[号届次条款项期批版辑卷册页名位]|个(?!百分))?"
        r"|(?<![提满月日底末旬季之以份])(?<!(?:19|20)\d\d年)前\d{1,8}(?:位|名|强)?",
        "第前",
    ),
    # 1号线, 2号机组, 45#阀室, S1线, 201厂
    (
        "name",
        r"\d{1,8}(?:号|#)(?!召)|[A-Z]\d{1,8}(?:号?线|级)?|\d{2,4}(?=厂|国道|省道|高速(?!公路[^，。]{0,6}里程))",
        ascii_uppercase + "号#厂国省高",
    ),
    # 0351-1234567, 0839—8722868, 13912345678; 传真：3023456
    (
        "phone",
        r"(?<!\d)0\d{2,3}[ ]?[-—－–―]{1,2}[ ]?\d{7,8}(?!\d)|(?<![\d.])1[3-9]\d{9}(?!\d)"
        r"|(?:电话|传真|手机)(?:号码)?[：:][ ]?\d{7,8}(?![\d.])",
        "",
    ),
    # 12345热线, 12348公共法律服务热线
    ("name", r"(?<!\d)(?:1[12]\d|123\d\d|9\d{4})(?=[^\d.,%，。]{0,10}(?:热线|电话))", "热电"),
    # “156”战略, “1+8”平台, “5G+工业互联网”: a name in quotation marks; a quoted statement has % or ，
    ("quoted name", '[“"‘「『][^”"’」』，。；%\\n“]{0,24}[”"’」』]', ""),
    # IPv6, PM2.5, C919, CO2, WTO2.0, 5G, 3D, 4K, B2B, P2P
    (
        "code",
        r"[A-Z]{2,}(?:\.\d{1,8})+|[A-Za-z]{1,12}[-—－]?\d{1,8}(?:\.\d{1,8})?[A-Za-z]*(?:\d{1,8})?|(?<![\d.])[2-6]G(?![A-Za-z])|(?<![\d.])\d[DSKCI](?![A-Za-z])",
        ascii_letters,
    ),
    # 5A级景区, 3A级, 创新2.0, 3.0版
    ("code", r"(?<![\d.])\dA(?:级)?|(?<![\d.])\d\.0(?:版|时代|版本)?(?![\d%万亿以])", "A."),
    # 1+X证书, 1+30+N, 5+2, 3+1, 7×24小时
    ("code", r"(?:\d{1,8}|[A-Z])(?:[+＋](?:\d{1,8}|[A-ZN]))+|7[×xX*]24小?时?|\d{1,2}[人对]制", "+＋×xX*制"),
    # 500吨级航道, 30万千瓦级机组, 10亿级以上企业: a class; but 抗御6级地震
    (
        "class",
        r"(?<![\d.御抗])(?<!承受|经受)\d{1,8}(?:\.\d{1,8})?[十百千万亿]{0,3}(?:吨|千瓦|兆瓦|元|人|立方米)?级(?!别)",
        "级",
    ),
    # 985高校, 211工程, 500强
    (
        "name",
        r"(?<![\d.])(?:985|211)(?=工程|高校|院校|、|大学)|\d{1,8}强(?!大|化|度|力|烈|制|势)|\d{1,8}名城(?![市镇乡区管])",
        "工高院、大强名",
    ),
    # ±800千伏直流, 220千伏/110千伏变电站, 2×450MW级: a grade in a name
    ("class", r"±?\d{1,4}千伏(?=[^安，。；、：\s以及）)])", "伏"),
    (
        "class",
        r"\d{1,2}[×xX]\d{1,8}(?:\.\d{1,8})?[万亿]?(?:MW|GW|kW|千瓦|兆瓦|吨|t|蒸吨)(?:/[a-zA-Z日年时]{1,2})?级?",
        "×xX",
    ),
    ("class", r"(?<!\d)\d{1,2}人间", "间"),  # 2人间和3人间病房
    # GB/T 1234-2020, DB22T 5132-2022, HJ 2.1—2016: a standard
    (
        "code",
        r"(?:GB|DB|HJ|CJ|JG|JT|NY|SH|YD|SL|AQ|ISO|IEC|T)[A-Z/]{0,5}\d{0,4}(?:/?T)?[ ]?\d{1,6}(?:\.\d{1,3})?"
        r"[-—－–]\d{4}",
        "GBDHCJTNSYAIET",
    ),
    # 12315与12345, “12345”平台: a service number
    ("name", r"(?<!\d)12[13]\d\d(?=[与和、及”）)]|平台|专线|服务)", "与和、及”）)平专服"),
    # 图1, 表2, 专栏3, 附件4, 附表2, 注1
    ("reference", r"(?:图|表|专栏|附件|附表|附录|附|注)[ ]?\d{1,3}(?!\d*[年个项家%])", "图表专附注"),
    # （25分）, （0.5分）: points of an assessment
    ("points", r"[（(]\d{1,8}(?:\.\d{1,8})?分[）)]", "分"),
    # ÷2, ×100%: a formula
    ("formula", r"(?<![<>＜＞])[=＝][^，。；\n]{0,100}", ""),
    # 1. 2、 （3） at the start of a line or after the end of a sentence
    ("label", r"(?:(?<=\n)|\A)\|[ ]?\d{1,3}[ ]?(?=\|)", "|"),  # | 12 | in the first column of a table
    ("label", r"(?:(?<=[。；：:！？\n])|\A)[ ]?(?:\d{1,3}[.、．](?!\d)|[（(]\d{1,3}[）)])", ""),
    # — 14 —, 000014349/2019-00007
    (
        "page",
        r"(?<![A-Za-z])[A-Z]{2,4} \d{1,3}(?=\n|\Z)|[—-][ ]?\d{1,4}[ ]?[—-]|(?<!\d)\d{9}/\d{4}-\d{5}",
        ascii_uppercase + "—-/",
    ),
    # [1], ［2］, ②: footnotes
    ("footnote", r"[\[［]\d{1,3}[\]］]|[①-⑳⑴-⒇]", ""),
)

_COMPILED = tuple((kind, re.compile(pattern), frozenset(needs)) for kind, pattern, needs in _PATTERNS)
#: These may begin far from their digits, and are quick to find by their first sign.
_FAR = {"title", "quoted name", "formula", "link"}
_NEAR = tuple(one for one in _COMPILED if one[0] not in _FAR)
_DIGIT = r"[\d①-⑳⑴-⒇]"
_HAS_DIGIT = re.compile(_DIGIT)
#: No date, name or code has more digits in a row.
_LONGEST_RUN = 40
#: No other pattern reaches farther than this from its digits.
_REACH = 48
_RUN = rf"(?<!{_DIGIT}){_DIGIT}{{1,{_LONGEST_RUN}}}+(?!{_DIGIT})"
#: Digits so near to each other that the reaches around them touch.
_NEAR_DIGITS = re.compile(rf"{_RUN}(?:.{{0,{2 * _REACH}}}?{_RUN})*+", re.DOTALL)


def find_marks(text: str) -> tuple[Mark, ...]:
    """All marks of a text that carry a digit, in order; overlapping ones may occur."""
    windows = _windows(text)
    if not windows:
        return ()
    found = [Mark(number.start, number.end, "document number") for number in find_document_numbers(text)]
    for low, high in windows:
        printed = set(text[low:high])
        for kind, pattern, needs in _NEAR:
            if not needs or not needs.isdisjoint(printed):
                found += _matches(text, low, high, kind, pattern)
    for kind, pattern, _ in _COMPILED:
        if kind in _FAR:
            found += _matches(text, 0, len(text), kind, pattern)
    found.sort(key=lambda mark: (mark.start, -mark.end, mark.kind))
    return tuple(found)


def _matches(text: str, low: int, high: int, kind: str, pattern: re.Pattern[str]) -> list[Mark]:
    return [
        Mark(match.start(), match.end(), kind)
        for match in pattern.finditer(text, low, high)
        if match.end() > match.start() and _HAS_DIGIT.search(text, match.start(), match.end())
    ]


def _windows(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that have digits in them, with the reach of a pattern around."""
    return [
        (max(0, match.start() - _REACH), min(len(text), match.end() + _REACH))
        for match in _NEAR_DIGITS.finditer(text)
    ]
