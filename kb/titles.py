"""The grammar of titles of official documents: what can be one, and what it says.

GB/T 9704-2012 §7.3.1: a title is 发文机关 + 事由 + 文种 (晋中市人民政府 关于…的 通知).  In come
strings, out go their parts: the issuer that opens a title, the plan that a notice issues.
"""

from __future__ import annotations

import re

from kb.document_numbers import normalise

#: 文种: the words that a title ends with.
_KIND = (
    r"(?:通知|意见|方案|规划|计划|纲要|办法|规定|条例|细则|决定|决议|公告|通告|报告|批复|答复|复函|函|令|措施|政策|要点|指南|"
    r"指引|规程|规则|规范|标准|清单|目录|制度|章程|安排|分工|行动|建议|通报|预案|准则|公报|战略|讲话|说明|议案|纪要|倡议书?)"
)
#: （试行）, （2021—2025年）, （国务院令第737号）, (征求意见稿), “十四五” left to the title itself.
_SUFFIX = r"(?:\s?[（(〔][^（）()\n]{1,40}[）)〕])"
_TITLE = re.compile(rf"^[^。；;！？!?\n]{{2,140}}{_KIND}{_SUFFIX}{{0,2}}$")
_SUFFIX_AT_END = re.compile(rf"{_SUFFIX}$")
#: Lines that cannot be part of a title.
NO_TITLE = re.compile(
    r"[:：，,、]$|[。；;！？]|^[一二三四五六七八九十]{1,3}\s?[、．.]|^[（(][一二三四五六七八九十\d]{1,3}[）)]|^\d{1,2}\s?[．.、](?!\d)|"
    r"^第[一二三四五六七八九十百\d]{1,4}[编篇章节条部]|^附\s*件|^抄\s*送|\.{4,}|…{2,}|^目\s*录$|^[—–-]|^https?:|"
    r"^(?:为|根据|按照|现将|经|依据|依照|《)[^》]{0,20}(?:，|已经|印发给)"
)
_BODY = re.compile(
    r"^国务院$|"
    r"^[\u4e00-\u9fff（）() ·“”]{1,50}(?:政府|办公厅|办公室|[省市县区州工旗]委|党组|党委|中央|人大|政协|"
    r"部|厅|局|署|国务院|学院|科学院|研究院|法院|检察院|(?:委员|协|联合|代表大|总工|理事|常委)会|[革信健务化教资监]委|管委会|"
    r"办|(?:银|分|支|总)行|公司|集团|中心|[大支总]队|指挥部|领导小组)$"
)
#: 关于印发《…》的通知, 印发“…”的通知, 关于转发省发展改革委…方案的通知
_COVERING = re.compile(
    r"(?:印发|转发|批转|发布|公布)(?P<plan>.{4,120}?)的(?:通知|通告|公告|函|决定)(?:[（(][^（）()]{1,30}[）)])?$"
)
_WRAPPED = re.compile(r"^[《〈“]([^《》〈〉“”]+(?:[〈“][^〈〉“”]+[〉”][^《》〈〉“”]*)*)[》〉”]$")
_ABOUT = re.compile(r"关于|印发|转发|批转|发布|对(?=.{2,40}答复)")


def looks_like_title(text: str) -> bool:
    """Whether ``text`` has the shape of an official title."""
    return (
        bool(_TITLE.match(text))
        and not NO_TITLE.search(text)
        and text.count("“") == text.count("”")
        and text.count("《") == text.count("》")
    )


def looks_like_body(text: str) -> bool:
    """Whether a line is the name of a body, or of several side by side: 国务院办公厅."""
    return bool(_BODY.match(text)) and not _ABOUT.search(text)


def issuer_in_title(title: str) -> str:
    """The issuers that open a title: 晋中市人民政府关于… → 晋中市人民政府."""
    match = _ABOUT.search(title)
    issuer = title[: match.start()].strip(" 　") if match else ""
    return issuer if issuer and looks_like_body(issuer) else ""


def covered_title(title: str) -> str:
    """The title of the plan that a notice issues: 关于印发《X》的通知 → X; empty for other titles."""
    match = _COVERING.search(title)
    if not match:
        return ""
    plan = match["plan"].strip()
    wrapped = _WRAPPED.match(plan)
    return wrapped[1] if wrapped else plan


def same_title(one: str, other: str) -> bool:
    """Whether two prints of a title are the same.

    Quotes, blanks, suffixes like （试行）, 的 and a body before 关于 are left out of account:
    「转发民政部关于清理整顿社会团体意见的通知」 is followed by 「关于清理整顿社会团体的意见」.
    """
    return bool(one) and _key(one) == _key(other)


def title_number(title: str) -> tuple[str, str]:
    """A title and the 文号 printed in parentheses behind it: X条例（国务院令第737号）."""
    match = _SUFFIX_AT_END.search(title)
    number = normalise(match.group()) if match else None
    return (title[: match.start()].strip(), number) if match and number else (title, "")


def _key(title: str) -> str:
    bare = re.sub(r"[\s《》〈〉“”\"'‘’「」的]", "", title)
    bare = re.sub(r"[（(][^（）()]{1,12}[）)]$", "", bare)
    opening = bare.find("关于")
    return bare[opening:] if opening > 0 and looks_like_body(bare[:opening]) else bare
