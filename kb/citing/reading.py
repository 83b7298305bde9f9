"""From a citation back to its clause: which document and which place a text names.

In: a knowledge base and a text in any style of ``kb.citing.styles``, a clause's id or address,
a number, or words quoted from a clause.  Out: the clauses that fit; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from kb.citing.styles import PREAMBLE
from kb.cleaning import clean
from kb.document_numbers import find_document_numbers, key
from kb.indexing.knowledge_base import KnowledgeBase
from kb.model import Clause, Document
from kb.segmenting import find_number, parse_number
from kb.titles import covered_title

#: Fewer characters stand in too many clauses to be a quotation.
SHORTEST_QUOTE = 4

#: 「/clause/plan/2.1.2?start=10#quote」: the address of a clause's page.
_ADDRESS = re.compile(r"/clause/(?P<id>[^\s/?#()]+/[^\s?#()]+)")
#: 「——《…》“二、（一）2.”」 on the last line, below a quotation.
_SOURCE_LINE = re.compile(r"\n\s*(?:——|--|—)\s*(?P<source>[^\n]+)\s*\Z")
_MARK = re.compile(r"文件标识[:：]\s*(?P<id>[^\s，,）)。]+?)[.。]?(?=[\s，,）)。]|\Z)")
_OCCURRENCE = re.compile(r"（第(?P<which>\d+)处）")
_QUOTED = re.compile(r"[“\"「‘](?P<inside>[^“”\"「」‘’]{1,40})[”\"」’]")
#: 「[Z]. 2021-10-24: 三、（一）1.」 「[Z/OL]. 三、（一）1. https://…」
_AFTER_TYPE = re.compile(
    r"\[[A-Z]{1,2}(?:/OL)?\]\.\s*(?:\d{4}(?:-\d\d?){0,2}[:：]\s*)?(?P<place>.+)", re.DOTALL
)
_LINK_END = re.compile(r"\s*(?:https?://\S+|文件标识[:：].*)", re.DOTALL)
_DATE = re.compile(r"(?P<year>\d{4})(?:年(?:(?P<month>\d{1,2})月)?|-(?P<month_two>\d{1,2}))")
#: 根据|《…》三、（五）|的规定, 三、（五）|项
_LEADING = re.compile(r"^(?:请?(?:根据|依据|按照|依照|参照|参见|详见|见|查看?|找)|关于)[：:]?")
_TRAILING = re.compile(r"(?:(?<=[）)])[项款点])?(?:的?(?:有关|相关|具体)?(?:规定|要求|内容|条款|原文))?$")
_AROUND = ' \t\r\n，。；：:,;“”"「」‘’'


def clauses_named(kb: KnowledgeBase, text: str) -> tuple[Clause, ...]:
    """Every clause that ``text`` can mean; one when it is clear, none when nothing fits."""
    wanted = text.strip()
    if found := _by_id(kb, wanted):
        return (found,)
    below = _SOURCE_LINE.search(wanted)
    cited = below["source"] if below and "《" in below["source"] else wanted
    documents, named = _documents(kb, cited)
    found_at_place = _at_place(kb, documents, cited, named)
    if found_at_place:
        return found_at_place
    quoted = wanted[: below.start()] if below and cited != wanted else _without_names(wanted, named)
    return _quoting(kb, documents, quoted)


def _by_id(kb: KnowledgeBase, wanted: str) -> Clause | None:
    address = _ADDRESS.search(wanted)
    asked = unquote(address["id"]) if address else wanted
    document, _, path = asked.partition("/")
    if not path or not any(d.id == document for d in kb.documents()):
        return None
    return next((clause for clause in kb.clauses(document) if clause.id == asked), None)


# --- documents ------------------------------------------------------------------------------


def bare(title: str) -> str:
    """A title as it is compared: without blanks, brackets and quotation marks."""
    return re.sub(r"[\s《》〈〉“”\"‘’「」]", "", title)


def _documents(kb: KnowledgeBase, cited: str) -> tuple[list[Document], list[str]]:
    """The documents that the text can mean (all when it names none) and the names it uses."""
    everything = list(kb.documents())
    if mark := _MARK.search(cited):
        marked = [d for d in everything if d.id == mark["id"]]
        if marked:
            return marked, [d.title for d in marked]
    plain = bare(cited)
    titles = {d.id: [t for t in _titles(d) if bare(t) in plain] for d in everything}
    longest = max((len(bare(t)) for found in titles.values() for t in found), default=0)
    # 《碳达峰实施方案》 stands inside 《晋中市碳达峰实施方案》: the longest name is the one meant.
    by_title = (
        [d for d in everything if any(len(bare(t)) == longest for t in titles[d.id])] if longest else []
    )
    numbers = {key(n.text): cited[n.start : n.end] for n in find_document_numbers(cited)}
    by_number = [d for d in everything if d.number and key(d.number) in numbers]
    both = [d for d in by_title if d in by_number]
    meant = both or by_title or by_number
    names = [t for d in meant for t in titles[d.id]]
    # 国办发〔1996〕2号三、（五）: the 文号 alone names the document, and is no part of the place.
    names += [numbers[key(d.number)] for d in meant if d.number and key(d.number) in numbers]
    return (_of_date(meant, cited) if meant else everything), names


def _titles(document: Document) -> tuple[str, ...]:
    covered = covered_title(document.title)
    titles = (document.title, *((covered,) if covered else ())) if document.title else (document.id,)
    return tuple(title for title in titles if len(bare(title)) >= SHORTEST_QUOTE or title == document.id)


def _of_date(documents: Sequence[Document], cited: str) -> list[Document]:
    """Of documents with one name those of the issuer and date that the citation says."""
    left = list(documents)
    outside = cited
    for document in documents:
        outside = outside.replace(document.title, "") if document.title else outside
    if len(left) > 1:
        left = [d for d in left if d.issuer and d.issuer in outside] or left
    if len(left) > 1:
        dates = {(m["year"], int(m["month"] or m["month_two"] or 0)) for m in _DATE.finditer(outside)}
        left = [d for d in left if _year_and_month(d.date) in dates] or left
    if len(left) > 1 and not find_document_numbers(outside):
        left = [d for d in left if not d.number] or left
    return left


def _year_and_month(date: str) -> tuple[str, int]:
    year, _, rest = date.partition("-")
    return year, int(rest.partition("-")[0] or 0)


# --- places ---------------------------------------------------------------------------------


def _at_place(
    kb: KnowledgeBase, documents: Iterable[Document], cited: str, names: Sequence[str]
) -> tuple[Clause, ...]:
    """The clauses at the place that the text writes."""
    which = _OCCURRENCE.search(cited)
    without = _OCCURRENCE.sub("", cited)
    places = list(_places(without, names))
    for place in places:
        found = [c for d in documents for c in _of_place(kb.clauses(d.id), place)]
        if which:
            found = found[int(which["which"]) - 1 : int(which["which"])] if int(which["which"]) else []
        if found:
            return tuple(found)
    return ()


def _places(cited: str, names: Sequence[str]) -> Iterable[str]:
    """What may be the place, surest first: behind a type mark, in quotation marks, what is left."""
    if typed := _AFTER_TYPE.search(cited):
        yield _LINK_END.sub("", typed["place"]).strip()
    left = _without_names(cited, names)
    for quoted in _QUOTED.finditer(left):
        yield quoted["inside"].strip()
    yield left.strip(_AROUND)
    yield _LEADING.sub("", _TRAILING.sub("", left.strip(_AROUND))).strip(_AROUND)
    if PREAMBLE in left:
        yield PREAMBLE


def _without_names(cited: str, names: Sequence[str]) -> str:
    """The text without the document's title, 文号 and brackets around them."""
    left = _MARK.sub("", cited)
    for name in sorted(set(names), key=len, reverse=True):
        printed = r"\s*".join(re.escape(c) for c in name)
        printed = printed.replace("《", "[《〈]").replace("》", "[》〉]")
        left = re.sub(rf"《?{printed}》?", "", left)
    for number in reversed(find_document_numbers(left) if names else ()):
        left = left[: number.start] + left[number.end :]
    return re.sub(r"（\s*）|\(\s*\)", "", left)


def _of_place(clauses: Sequence[Clause], place: str) -> tuple[Clause, ...]:
    if place == PREAMBLE:
        return tuple(clause for clause in clauses if not clause.number)
    printed = tuple(clause for clause in clauses if clause.number and _same(clause.number, place))
    if printed:
        return printed
    return find_number(place, clauses) if parse_number(place) else ()


def _same(number: str, place: str) -> bool:
    return number.rstrip(".．、 ") == place.rstrip(".．、。 ")


# --- quotations -----------------------------------------------------------------------------


def _quoting(kb: KnowledgeBase, documents: Iterable[Document], quoted: str) -> tuple[Clause, ...]:
    """The clauses that hold the words, blanks and the outer quotation marks aside."""
    words = "".join(clean(quoted).text.split()).strip('“”"「」')
    if len(words) < SHORTEST_QUOTE:
        return ()
    return tuple(
        clause
        for document in documents
        for clause in kb.clauses(document.id)
        if words in "".join(clean(kb.text(clause)).text.split())
    )
