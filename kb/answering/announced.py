"""Parts that a document announces by their number: 十大工程里哪些由市能源局负责, 六大行动中牵头最多的.

In: a phrase that counts (十大工程) and the library.  Out: the sections whose heading or text says the
phrase and that have just as many parts below them; what lies below them is what the phrase takes
together.  A phrase that no section of as many parts says announces nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.answering.library import Library
from kb.model import Clause
from kb.segmenting.numbering import ordinal

#: “十大工程”, 六大人才行动计划, 八项重点任务, 三大支撑体系, 碳达峰十大行动
_COUNTED = re.compile(
    r"[“‘「\"]?(?P<lead>[一-龥]{0,6}?)(?P<n>[两二三四五六七八九]|十[一二三四五六七八九]?|二十[一二三四五六七八九]?|[0-9]{1,2})"
    r"(?P<by>[大项个])(?P<what>[一-龥]{0,8}(?:工程|行动|计划|任务|体系|举措|措施|专项|工作|领域|方面|攻坚战?|提升|项目))"
)

#: Characters that people leave out of 三大人才开发支撑体系.
_BETWEEN = 8


def announced_sections(phrase: str, library: Library, documents: Sequence[str]) -> tuple[Clause, ...]:
    """The sections that the phrase names by the number of their parts; those headed by it first."""
    counted = _COUNTED.fullmatch(phrase.rstrip('”’」"'))
    number = ordinal(counted["n"].replace("两", "二")) if counted else None
    if counted is None or number is None:
        return ()
    said = f"{counted['n']}{counted['by']}{counted['what']}"
    found = [
        clause
        for clause in library.in_order(library.holding(said))
        if (not documents or clause.document in documents) and len(parts_of(clause, library)) == number
    ]
    headed = [clause for clause in found if said in "".join(clause.heading.split())]
    return tuple(headed or found) or _shortened(counted, number, library, documents)


def _shortened(
    counted: re.Match[str], number: int, library: Library, documents: Sequence[str]
) -> tuple[Clause, ...]:
    """三大支撑体系 for the section 构建三大人才开发支撑体系: its words in a heading, others between them."""
    wanted = re.compile(rf"{counted['n']}{counted['by']}[一-龥]{{1,{_BETWEEN}}}{counted['what']}")
    headings = (h for h in library.headings if counted["n"] + counted["by"] in h and wanted.search(h))
    found = (c for heading in headings for c in library.headings[heading])
    held = [c.id for c in found if not documents or c.document in documents]
    return tuple(c for c in library.in_order(held) if len(parts_of(c, library)) == number)


def parts_of(clause: Clause, library: Library) -> list[Clause]:
    """The clauses one step below."""
    depth = clause.path.count(".") + 1
    return [c for c in library.below(clause) if c.path.count(".") == depth]
