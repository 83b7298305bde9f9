"""What a user typed into the box, taken apart.

In: the text of the box.  Out: a ``Query``: free words, quoted phrases, exclusions, filters typed
as 部门:市能源局, a clause's number and 文号.  Nothing here looks into a knowledge base.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from kb.document_numbers import find_document_numbers
from kb.errors import InvalidQuery
from kb.indexing.tokens import fold
from kb.model import Filters
from kb.segmenting.numbering import parse_number

#: Longest query that is read.  The longest real questions have some 200 characters; beyond
#: this the text is a document, for which there is ``check``.
MAX_CHARACTERS = 2000

#: What may stand before the colon of a filter, and the filter that it means.
FIELDS: dict[str, str] = {
    **dict.fromkeys(("部门", "单位", "责任单位", "责任部门", "bureau"), "bureaus"),
    **dict.fromkeys(("领域", "行业", "sector"), "sectors"),
    **dict.fromkeys(("年份", "年度", "年", "year"), "years"),
    **dict.fromkeys(("文件", "文档", "document"), "documents"),
    **dict.fromkeys(("地区", "地方", "region"), "regions"),
}

_QUOTED = r'"[^"]*"|“[^”]*”|「[^」]*」|『[^』]*』'
#: 部门:市能源局 · 年份：2030 · 文件:"晋中市碳达峰实施方案"
_FILTER = re.compile(
    rf"(?<!\S)(?P<field>{'|'.join(sorted(FIELDS, key=len, reverse=True))})[:：](?P<value>{_QUOTED}|\S+)", re.I
)
#: 作者:张三 — a filter by its shape, with a field that there is not.
_UNKNOWN_FILTER = re.compile(r"(?<!\S)(?P<field>[a-z]{2,12}|[\u4e00-\u9fff]{1,4}):(?=[^\s/:])", re.I)
#: “碳达峰” · "煤改电"
_PHRASE = re.compile(_QUOTED)
#: -煤炭 · -“煤炭消费”
_EXCLUDED = re.compile(rf"(?<!\S)[-－−](?P<what>{_QUOTED}|[^\s\-－−]\S*)")
_QUOTES = str.maketrans(dict.fromkeys('"“”「」『』', " "))
#: The characters of a clause's number at the start of a query: 二（一）2 · 第三条 · 2.1.2
_NUMBER = re.compile(r"[第附件一二三四五六七八九十百零〇0-9（）().、章节条款项 ]+")
#: Numbers that can be nothing else: with a Chinese ordinal, brackets or 第…条.
_SURELY_NUMBER = re.compile(r"[一二三四五六七八九十（(第]")


@dataclass(frozen=True, slots=True)
class Query:
    """The parts of a query; ``text`` is what is left for ranking, as typed."""

    typed: str
    text: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    number: str = ""  # as typed: 二（一）2
    path: str = ""  # what it means: 2.1.2
    document_numbers: tuple[str, ...] = ()  # normalised

    @property
    def meant(self) -> str:
        """What is asked for in words: the free text and the quoted phrases."""
        return " ".join((self.text, *self.phrases)).strip()


def parse_query(typed: str) -> Query:
    """Take a query apart; raises InvalidQuery for one that asks for nothing or cannot be read."""
    if len(typed) > MAX_CHARACTERS:
        raise InvalidQuery(f"检索词太长（{len(typed)}字），请缩短到{MAX_CHARACTERS}字以内")
    rest = _printable(typed)
    filters, rest = _take_filters(rest)
    unknown = _UNKNOWN_FILTER.search(rest)
    if unknown:
        raise InvalidQuery(
            f"没有筛选项“{unknown['field']}”，可以用：部门、领域、年份、文件、地区，如 部门:市能源局"
        )
    excluded, rest = _take(_EXCLUDED, rest, "what")
    numbers = tuple(dict.fromkeys(n.text for n in find_document_numbers(rest)))
    phrases, rest = _take(_PHRASE, rest)
    rest = " ".join(rest.translate(_QUOTES).split())
    number, path, rest = _take_number(rest, bool(numbers))
    query = Query(typed, rest, phrases, excluded, filters, number, path, numbers)
    if not (is_searchable(rest) or phrases or path or numbers or filters != Filters()):
        if excluded:
            raise InvalidQuery("只写了要排除的词，请再写要检索的词")
        raise InvalidQuery(
            "请输入检索词" if not typed.strip() else "检索词里没有文字或数字，请输入要查的内容"
        )
    return query


def is_searchable(text: str) -> bool:
    """Whether there is a letter, an ideograph or a figure in it."""
    return any(unicodedata.category(character)[0] in "LN" for character in text)


def _printable(text: str) -> str:
    """The text with control characters and lone surrogates turned into blanks."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Cf") else c for c in text)


def _unquoted(value: str) -> str:
    return value.translate(_QUOTES).strip()


def _take(pattern: re.Pattern[str], text: str, group: str | int = 0) -> tuple[tuple[str, ...], str]:
    """What the pattern finds, folded and unquoted, and the text without it."""
    found = [fold(_unquoted(match[group])) for match in pattern.finditer(text)]
    return tuple(dict.fromkeys(what for what in found if is_searchable(what))), pattern.sub(" ", text)


def _take_filters(text: str) -> tuple[Filters, str]:
    """The filters typed in the text, and the text without them."""
    values: dict[str, list[str]] = {}
    for match in _FILTER.finditer(text):
        for value in re.split(r"[,，、]", _unquoted(match["value"])):
            if value.strip():
                values.setdefault(FIELDS[match["field"].lower()], []).append(value.strip())
    chosen = {name: tuple(dict.fromkeys(given)) for name, given in values.items()}
    filters = Filters(
        bureaus=chosen.get("bureaus", ()),
        sectors=chosen.get("sectors", ()),
        years=tuple(map(_year, chosen.get("years", ()))),
        documents=chosen.get("documents", ()),
        regions=chosen.get("regions", ()),
    )
    return filters, _FILTER.sub(" ", text)


def _year(value: str) -> int:
    digits = fold(value).removesuffix("年")
    if not re.fullmatch(r"[0-9]{4}", digits):
        raise InvalidQuery(f"年份“{value}”不是四位数字，请写成 年份:2030")
    return int(digits)


def _take_number(text: str, has_document_number: bool) -> tuple[str, str, str]:
    """The clause's number at the start of the text, its path, and the rest of the text.

    A bare figure is no clause's number: 18 asks for the figure.  「2.1」 may be either, so it
    stays in the text as well.
    """
    match = _NUMBER.match(text)
    if match is None or has_document_number:
        return "", "", text
    for end in _ends(match[0]):
        written = text[:end].strip()
        path = parse_number(written)
        if path is None:
            continue
        surely = _SURELY_NUMBER.search(written) is not None
        alone = not text[end:].strip()
        # 「一」 in 「一带一路」 and 「十」 in 「十四五」 are no numbers of clauses; 「二（一）2」 is one.
        # 「第一次」 begins with 第 and names no clause; 「第六条」 does.
        marked = written[0] in "（(" or (written[0] == "第" and written[-1] in "编章节条款项")
        if surely and (alone or "." in path or marked):
            return written, path, text[end:].strip()
        if alone and "." in path:
            return written, path, text
    return "", "", text


def _ends(prefix: str) -> list[int]:
    """Where a number at the start may end, longest first: 「三（二）1 绿色」, 「二（一）2说」."""
    return [end for end in range(len(prefix), 0, -1) if prefix[end - 1] != " "][:12]
