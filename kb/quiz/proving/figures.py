"""Proofs of statements with one hole: figures, years, titles; and of true or false statements.

In: the statement as a stem prints it, its options and key, and the texts.  Out: what is wrong, by
option.  A filled statement is true when it is printed, word for word, under the year that it
names; an option is false when it is printed nowhere in any document of that subject and year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kb.model import Citation
from kb.quiz.library import DocumentText, Texts
from kb.quiz.proving.readings import Quantity, governing_year, quantities, quantity, statements_of

Problem = tuple[int | None, str]  # option (None: the item as a whole) and what is wrong

#: 「到2025年底，」 opens a statement: the year is printed before it in its sentence.
_OPENING = re.compile(
    r"^(?P<opening>(?:力争|力求|确保|争取|预计)?(?:到|至)?(?P<year>20\d\d)年(?:底|末|年底)?(?:前|之前|以前)?)，?"
)
#: What stands between a subject and its figure.
_TAIL = re.compile(
    r"(?:要|应|将|须|能|均|再|也|全部|原则上|力争|力求|确保|努力|进一步|年均|累计|约|[较比]20\d\d年|达到?|为|至|到|在|超过?|突破|"
    r"不?[高低少大]于|不超过|保持|稳定|控制|提高|提升|增[长加]|上升|下降|降低?|减少|压减|实现|完成)+$"
)
_HEAD = re.compile(r"^(?:要|使|力争|确保|实现|推动|全市|全省|全州|全国|全县|本市|我市|我省)+")
_PAST = re.compile(r"已|去年|过去|以来|截至|同比|上年|年来|曾")
#: More than the whole: no one would choose it.
_NONSENSE = re.compile(r"100%以上|(?:不低于|超过|突破)100%")
_PLACES_BEFORE = re.compile(r"回顾|过去|现状|形势|成就|基础和|发展环境|背景")
_EDGE = tuple("，；：。！？、\n（ \u3000")


@dataclass(frozen=True, slots=True)
class Hole:
    """「到2030年，非化石能源消费比重达到（　）以上」: what stands before and after, and the year named."""

    opening: str
    before: str
    after: str
    year: int | None

    @property
    def subject(self) -> str:
        """What the figure measures, without verbs."""
        bare = _HEAD.sub("", _TAIL.sub("", self.before))
        return bare if len(bare) >= 3 else ""

    def filled(self, words: str) -> str:
        """The statement with the hole filled, without its opening."""
        return f"{self.before}{words}{self.after}"


def hole(statement: str, mark: str) -> Hole | None:
    """The parts of a statement with one hole."""
    match = _OPENING.match(statement)
    opening = match["opening"] if match else ""
    rest = statement[match.end() :] if match else statement
    if rest.count(mark) != 1:
        return None
    before, after = rest.split(mark)
    inside = re.findall(r"(?<![较比\d])(20\d\d)年", before)
    year = int(match["year"]) if match else int(inside[-1]) if inside else None
    return Hole(opening, before, after, year)


def printed(document: DocumentText, citation: Citation, opening: str, piece: str, year: int | None) -> bool:
    """Whether the cited words say ``piece`` whole, after its opening, under that year, as an aim."""
    first, last = document.clean.index(citation.start), document.clean.index(citation.end)
    quote = document.text[first:last]
    at = quote.find(piece)
    while at >= 0:
        left = quote[at - 1] if at else "，"
        right = quote[at + len(piece) : at + len(piece) + 1] or "。"
        begin = max((m.end() for m in re.finditer(r"[。！？\n]", quote[:at])), default=0)
        lead = quote[begin:at]
        whole = (left in _EDGE or lead.endswith("年")) and right in (*_EDGE, "）")
        opened = not opening or opening in lead
        if whole and opened and not _PAST.search(lead) and _governed(quote, at, piece, year, document):
            return True
        at = quote.find(piece, at + 1)
    return False


def _governed(quote: str, at: int, piece: str, year: int | None, document: DocumentText) -> bool:
    inside = re.findall(r"(?<![较比\d])(20\d\d)年", piece)
    stated = int(inside[-1]) if inside else governing_year(quote, at)
    return stated == year or (year is None and str(stated) in document.document.title)


def choice_problems(texts: Texts, document: DocumentText, citation: Citation, gap: Hole, options: tuple[str, ...], key: int) -> list[Problem]:  # fmt: skip  # noqa: E501
    """What is wrong with a choice among figures."""
    problems: list[Problem] = []
    right = quantity(options[key])
    amounts = [quantity(option) for option in options]
    if right is None or any(a is None or a.unit != right.unit for a in amounts):
        return [(None, "选项不是同一单位的数值")]
    values = [a.value for a in amounts if a]
    if len(set(values)) != len(values):
        problems.append((None, "有两个选项数值相等"))
    problems += key_problems(document, citation, gap, options[key])
    nonsense = [n for n, option in enumerate(options) if _NONSENSE.search(gap.filled(option))]
    problems += [(number, f"“{options[number]}”填入后不成立") for number in nonsense]
    for number, amount in enumerate(amounts):
        if number != key and amount and stated_anywhere(texts, gap, amount):
            problems.append((number, f"干扰项“{options[number]}”在文件中有据"))
    return problems


def key_problems(document: DocumentText, citation: Citation, gap: Hole, key: str) -> list[Problem]:
    """What is wrong with the figure that a hole should take."""
    if not printed(document, citation, gap.opening, gap.filled(key), gap.year):
        return [(None, "答案填入后与原文不符")]
    clause = next((c for c in document.clauses if c.id == citation.clause), None)
    if clause and any(_PLACES_BEFORE.search(heading) for heading in (clause.heading, *clause.trail)):
        return [(None, "原文在回顾部分")]
    right = quantity(key)
    if right and (others := rivals(document, gap, right)):
        return [(None, f"文件另有不同数值 {others[0].value}")]
    return []


def rivals(document: DocumentText, gap: Hole, right: Quantity) -> list[Quantity]:
    """Other values that the same document gives to the same subject and year."""
    return [
        q
        for q, year in _spoken(document, gap, right.unit)
        if q.value != right.value and _same(year, gap.year)
    ]


def stated_anywhere(texts: Texts, gap: Hole, amount: Quantity) -> bool:
    """Whether any document gives this amount to the subject, under this year or none."""
    return any(
        q.value == amount.value and _same(year, gap.year)
        for document in texts
        for q, year in _spoken(document, gap, amount.unit)
    )


def _same(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other


def _spoken(document: DocumentText, gap: Hole, unit: str) -> list[tuple[Quantity, int | None]]:
    """The amounts of a unit that a document gives to the subject of a hole, each with its year."""
    text, found = document.text, []
    if gap.subject:
        for start, words in statements_of(text, gap.subject):
            for q in _first_amounts(words, unit):
                found.append((q, governing_year(text, start + q.start)))
    counted = re.sub(r"^(?:以上|左右|以内|以下|的)+", "", gap.after)[:8]
    if len(counted) >= 4:
        at = text.find(counted)
        while at >= 0:
            ahead = text[max(0, at - 16) : at]
            for q in quantities(ahead, unit):
                if re.fullmatch(r"(?:以上|左右|以内|以下|的)*", ahead[q.end :]):
                    found.append((q, governing_year(text, at)))
            at = text.find(counted, at + 1)
    return found


def _first_amounts(words: str, unit: str) -> list[Quantity]:
    """The first amount of each part, and all of a part joined by 、."""
    found: list[Quantity] = []
    offset = 0
    for part in words.split("，"):
        for q in quantities(part, unit):
            if q.start <= 40:
                found.append(Quantity(q.value, q.unit, q.start + offset, q.end + offset))
        offset += len(part) + 1
    return found


# --- years, true or false ------------------------------------------------------------------------


def year_problems(texts: Texts, document: DocumentText, citation: Citation, statement: str, mark: str, options: tuple[str, ...], key: int) -> list[Problem]:  # fmt: skip  # noqa: E501
    """What is wrong with a choice among years: 「到（　），非化石能源消费比重达到18%」."""
    problems: list[Problem] = []
    if len(set(options)) != len(options):
        problems.append((None, "有两个年份相同"))
    opening, _, piece = statement.partition("，")
    if not printed(document, citation, opening.replace(mark, options[key]), piece, _year_in(options[key])):
        return [(None, "答案填入后与原文不符")]
    for other in texts:
        at = other.text.find(piece)
        while at >= 0:
            year = governing_year(other.text, at)
            for number, option in enumerate(options):
                if number != key and (year is None or year == _year_in(option)):
                    problems.append((number, f"“{option}”也有依据"))
            at = other.text.find(piece, at + 1)
    split = split_at_figure(piece)
    for number, option in enumerate(options):
        if split and number != key:
            gap = Hole("", split[0], split[2], _year_in(option))
            amount = quantity(split[1])
            if amount and stated_anywhere(texts, gap, amount):
                problems.append((number, f"“{option}”也有依据"))
    return problems


def _year_in(words: str) -> int | None:
    match = re.search(r"20\d\d", words)
    return int(match.group()) if match else None


def split_at_figure(piece: str) -> tuple[str, str, str] | None:
    """Before, figure with its unit, after: 「森林覆盖率达到」 「25%」 「左右」; None if not just one."""
    bare = re.sub(r"20\d\d年", lambda m: "〇" * len(m.group()), piece)
    found = list(
        re.finditer(
            r"\d+(?:\.\d+)?[万亿千百]*(?:%|个百分点|[^以左，。；、（）]{0,12}?(?=以[上内下]|左右|$))", bare
        )
    )
    if len(found) != 1:
        return None
    return piece[: found[0].start()], piece[found[0].start() : found[0].end()], piece[found[0].end() :]


_FLOOR = re.compile(r"不低于|不少于|以上|超过|突破|达|提高|提升|增长|新增|建成|建设|完成|培育|打造|保持|稳定")
_CEILING = re.compile(r"以下|以内|不超过|不高于|控制|降至|降到|低于")


def truth_problems(texts: Texts, document: DocumentText, citation: Citation, statement: str, said: bool) -> list[Problem]:  # fmt: skip  # noqa: E501
    """What is wrong with a statement on a figure that is said to be true, or false."""
    match = _OPENING.match(statement)
    opening, piece = (match["opening"], statement[match.end() :]) if match else ("", statement)
    year = int(match["year"]) if match else _year_in(re.sub(r"[较比]20\d\d年", "", piece))
    if said:
        return [] if printed(document, citation, opening, piece, year) else [(None, "判为正确，但与原文不符")]
    return _falsehood(texts, document, citation, opening, piece, year)


def _falsehood(texts: Texts, document: DocumentText, citation: Citation, opening: str, piece: str, year: int | None) -> list[Problem]:  # fmt: skip  # noqa: E501
    """A false statement must differ from the quote in one figure, and claim what nothing implies."""
    quote = document.text[document.clean.index(citation.start) : document.clean.index(citation.end)]
    for number in re.finditer(r"\d+(?:\.\d+)?", re.sub(r"20\d\d年", "〇〇〇〇年", piece)):
        before, after = piece[: number.start()], piece[number.end() :]
        true = re.search(rf"{re.escape(before)}(\d+(?:\.\d+)?){re.escape(after)}", quote)
        if not true or not printed(document, citation, opening, true.group(), year):
            continue
        if _NONSENSE.search(piece):
            return [(None, "改动后的说法不成立")]
        wrong, right = Decimal(number.group()), Decimal(true.group(1))
        unit = re.match(
            r"[万亿千百]*(?:%|个百分点|[^以左，。；（）]{0,12}?(?=以[上内下]|左右|$|[\u4e00-\u9fff]{3}))",
            after,
        )
        amount = quantity(number.group() + (unit.group() if unit else ""))
        if wrong == right or amount is None:
            return [(None, "改动后的数值与原文相同")]
        if stated_anywhere(
            texts, Hole(opening, before, after[unit.end() :] if unit else after, year), amount
        ):
            return [(None, "改动后的数值另有依据")]
        ceiling = bool(_CEILING.search(piece)) and not re.search(r"以上|不低于", piece)
        if (ceiling and wrong > right) or (not ceiling and wrong < right):
            return [(None, "改动后的说法可由原文推出")]
        return []
    return [(None, "判为错误，但找不到唯一改动处")]
