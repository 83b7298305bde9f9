"""Sections that a question names by a part of their heading: 工业领域碳达峰那一块, 资源综合利用这一节.

In: the plain text of a question and the library.  Out: the same text with the heading in full, where
the words before 那一块 or in quotation marks stand in one heading and are no sector's name; a number
with a heading inside (四、保障措施（二）) without it.
"""

from __future__ import annotations

import re

from kb.answering.library import Library
from kb.indexing.tokens import fold, tagged
from kb.tagging.sectors import sector_named

_PART = (
    r"(?:这|那)(?:一|个)?(?:块儿?|节|章|部分|段|小节|板块|大项|摊|项|条)(?:里面|里头|里边|里|中|下面|下|上)?"
    r"|(?:一节|一章|一块|一部分|部分|章节|板块)(?:里面|里头|里|中|下面|下)"
)
#: 工业领域碳达峰那一块
_POINTED = re.compile(rf"(?P<words>[一-龥“”、]{{4,40}}?)(?P<quote>[”\"」]?)(?:的)?(?P<part>{_PART})")
_QUOTED = re.compile(r"[“\"「](?P<words>[^“”\"「」]{4,40})[”\"」]")
#: 四、保障措施（二）: a number with the heading of its upper part inside
_INTERPOSED = re.compile(
    r"(?P<upper>(?:第[一二三四五六七八九十]{1,3}(?:部分|章)|[一二三四五六七八九十]{1,3}、))(?P<heading>[一-龥“”、]{2,30}?)的?第?(?P<lower>[（(][一二三四五六七八九十]{1,3}[）)])"
)
#: Shorter pieces of a heading name a matter, not a section.
_SHORTEST = 4


class Headings:
    """Headings of a library, those of sections (with clauses below) first."""

    def __init__(self, kb: Library) -> None:
        sections = {h for c in kb.clauses() for h in ("".join(fold(t).split()) for t in c.trail)}
        self._ordered = sorted(kb.headings, key=lambda h: (h not in sections, len(h), h))
        self._sections = sections
        self._titles = [fold(document.title) for document in kb.documents()]

    def of_a_title(self, words: str) -> bool:
        """Whether a document's title bears all that is said: 老年人智能技术这块 is the whole plan."""
        said = [word for word, _ in tagged(words) if len(word) > 1]
        return len(said) > 1 and any(all(word in title for word in said) for title in self._titles)

    def holding(self, words: str) -> str:
        """The one heading that the words name; empty where there are several or none."""
        found = [h for h in self._ordered if words in h]
        sections = [h for h in found if h in self._sections]
        if words in found:
            return words
        best = sections or found
        return best[0] if len(best) == 1 else ""


def sections_in_full(text: str, library: Library) -> str:
    """The question with the headings of the sections that it names in part."""
    headings = library.once(Headings)
    if interposed := _INTERPOSED.search(text):
        return _numbered(text, interposed, library)
    for match in _POINTED.finditer(text):
        words, start = (
            match["words"].lstrip("“"),
            match.start() + len(match["words"]) - len(match["words"].lstrip("“")),
        )
        for at in range(len(words) - _SHORTEST + 1):
            piece = words[at:]
            if sector_named(piece):
                return text[: match.start("part")] + "领域" + text[match.end() :]
            heading = headings.holding(piece)
            if heading and not headings.of_a_title(piece):
                before = text[: start + at].rstrip('“"「')
                return f"{before}{heading}，{text[match.end() :]}"
    for match in _QUOTED.finditer(text):
        heading = headings.holding("".join(match["words"].split()))
        if heading and heading != match["words"]:
            return f"{text[: match.start('words')]}{heading}{text[match.end('words') :]}"
    return text


def _numbered(text: str, match: re.Match[str], library: Library) -> str:
    """四、（二） for 四、保障措施（二）, with the one document that has this heading there."""
    found = [c for c in library.headings.get(match["heading"], ()) if c.number.startswith(match["upper"])]
    if not found:
        return text
    documents = {c.document for c in found}
    title = f"《{fold(library.document(found[0].document).title)}》" if len(documents) == 1 else ""
    title = "" if "《" in text else title
    return f"{text[: match.start()]}{title}{match['upper']}{match['lower']}{text[match.end() :]}"
