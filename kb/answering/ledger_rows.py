"""Which rows of the ledger a question may mean, and how a row is shown.

In: the question's documents, places and scope.  Out: rows whose figure is that of the place asked
about, never of the place around it or of another; and rows as text, table and citations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from kb.answering.clause_numbers import numbered
from kb.answering.evidence import Context, paths, statement, titles, unique
from kb.answering.library import Library
from kb.answering.scopes import level_of, scope_level
from kb.answering.slots import NamedPlace
from kb.indexing.tokens import fold
from kb.model import Answer, Citation, Target
from kb.tagging.labels import TARGET_KINDS, change_word

COMPARATORS = {"=": "", ">=": "不低于 ", "<=": "不高于 ", ">": "高于 ", "<": "低于 ", "~": "约 "}
# 分别, 国家跟某市都要: the scope beside a place, not instead of it
_BESIDE = re.compile(r"分别|(?:国家|全国|全省)[^，。和与跟]{0,3}[和与跟]|[和与跟](?:国家|全国|全省)")
#: What ends a part of a sentence, and the longest part worth saying in an answer's sentence.
PART_ENDS = "，。；\n"
LONGEST_PART = 200
#: What stands between a deadline and its figure is said as well up to this length.
FAR = 25
#: Rows looked at for what may be asked next.
LOOKED_AT = 50
#: Rows said in the answer's sentence; the rest stands in the table.
SAID = 6


class Statements:
    """The sentences that state figures, cut once per row of the ledger."""

    def __init__(self, kb: Library) -> None:
        self._kb = kb
        self._found: dict[Target, Citation] = {}

    def of(self, row: Target) -> Citation:
        """The sentence of a row's figure."""
        if row not in self._found:
            self._found[row] = statement(self._kb, row)
        return self._found[row]


def figure_text(target: Target) -> str:
    """A row's figure in symbols for a table: ≥60%, 下降 5个百分点."""
    if not target.value:
        return "（未给出数值）"
    since = f"较{target.baseline_year}年" if target.baseline_year else ""
    change = f"{word} " if (word := change_word(target)) else ""
    return f"{since}{change}{COMPARATORS[target.comparator]}{target.value}{target.unit}"


def ledger(context: Context) -> list[Target]:
    """Rows that a question about figures may mean: of its documents, place and scope."""
    question, kb = context.question, context.kb
    rows = [row for row in kb.targets(question.documents) if row.kind != "deadline"]
    if question.number and (clauses := numbered(context)):
        ids = {c.id for top in clauses for c in (top, *kb.below(top))}
        rows = [row for row in rows if row.clause in ids]
    for place in question.places:
        if not _own(context, place):
            rows = [row for row in rows if place.text in kb.folded_text(statement(kb, row))]
    if question.scope and not question.documents:
        rows = [row for row in rows if _of_scope(context, row)]
    elif question.scope and (question.asks("compare") or _BESIDE.search(question.text)):  # 晋中市和全国相比
        others = (row for row in kb.targets() if row.document not in question.documents)
        rows += [row for row in others if row.kind != "deadline" and _of_scope(context, row)]
    return rows


def _own(context: Context, place: NamedPlace) -> bool:
    """The place has documents of its own, so that their figures are its figures."""
    return any(d.region == place.region for d in context.kb.documents())


def _of_scope(context: Context, row: Target) -> bool:
    """全国 asks for figures of national documents, or of sentences that say 全国."""
    scope = context.question.scope
    if level_of(context.kb.document(row.document)) == scope_level(scope):
        return True
    return _says(context, row, scope.replace("国家", "全国"))


def _says(context: Context, row: Target, scope: str) -> bool:
    """The word stands at the indicator itself; not in 走在全国前列，非化石能源消费比重达到35%."""
    text, name = context.kb.folded(row.document), fold(row.indicator)
    at = text.rfind(name, row.start, row.value_span.start)
    return scope in name or (at >= 0 and text[max(0, at - 4) : at].rstrip("的").endswith(scope))


def said(context: Context, row: Target) -> str:
    """A row in words: as printed, with its deadline; rows of tables as indicator and figure."""
    text = context.kb.text(row)
    if "\t" in text or "|" in text:
        when = f"{row.deadline}，" if row.deadline else ""
        return f"{when}{row.indicator}：{figure_text(row)}"
    before, part = _part(context, row)
    text = " ".join(part.split())
    if row.deadline and row.deadline not in before + text:
        before = f"{row.deadline}，{before}"
    return before + text


def _part(context: Context, row: Target) -> tuple[str, str]:
    """The part of the sentence that states a figure, and what of the parts before it must be said too.

    The part runs from comma to comma (90%大型矿山、80%中型矿山要达到标准).  Where its 力争 or its deadline
    stands further up, it runs from there, unless other figures stand between: 到2025年，秸秆综合利用率
    保持在90%以上，农膜回收率稳定在85%以上 says of the second 到2025年，农膜回收率稳定在85%以上.
    """
    kb = context.kb
    held = statement(kb, row)
    sentence = kb.document(row.document).text[held.start : held.end]
    first = min(row.start, row.value_span.start) - held.start
    at, stop = max(0, first), max(row.end, row.value_span.end) - held.start
    start = max((sentence.rfind(mark, 0, at) for mark in PART_ENDS), default=-1) + 1
    ends = [found for mark in PART_ENDS if (found := sentence.find(mark, stop)) >= 0]
    end = min(ends, default=len(sentence))
    conditional = row.kind in ("threshold", "support")  # 未按照规定查验的，处10万元以上50万元以下的罚款
    if "分别" in sentence[start:end] or conditional:
        start = max(sentence.rfind(mark, 0, start) for mark in "。；\n") + 1
    missing: list[str] = []
    for said_above in (row.deadline, row.commitment):
        above = sentence.rfind(said_above, 0, at) if said_above else -1
        if above < 0 or said_above in sentence[start:end]:
            continue
        further = max((sentence.rfind(mark, 0, above) for mark in PART_ENDS), default=-1) + 1
        far = start - further > FAR and said_above == row.deadline
        if far or _figures_between(context, row, held.start + above, held.start + start):
            missing.append(said_above)
        else:
            start = min(start, further)
    before = "".join(f"{words}，" if words == row.deadline else words for words in missing)
    if end - start > LONGEST_PART:
        return before, kb.text(row)
    part = sentence[start:end]
    return before, re.sub("^[且并]", "", part) if before else part


def _figures_between(context: Context, row: Target, start: int, end: int) -> bool:
    """Whether other rows state their figures in this stretch, and the row does not lean on the last:
    发电量占比 behind 新能源装机占比 leaves its subject out, 农膜回收率 behind 秸秆综合利用率 does not.
    """
    others = [o for o in context.kb.stated(row.clause) if start <= o.value_span.start < end]
    if not others:
        return False
    last = max(others, key=lambda o: o.value_span.start).indicator
    return last[-2:] != row.indicator[-2:] or len(last) <= len(row.indicator)


def listed(context: Context, rows: Sequence[Target]) -> str:
    """The first rows in words."""
    more = f"（其余{len(rows) - SAID}项见下表）" if len(rows) > SAID else ""
    return "；".join(dict.fromkeys(said(context, row) for row in rows[:SAID])) + more


def years_said(context: Context) -> str:
    """、年份＝2030 for the line that says how a question was read."""
    years = context.question.years
    return f"、年份＝{'、'.join(map(str, years))}" if years else ""


def figures_answer(
    context: Context,
    rows: Sequence[Target],
    intent: str,
    reading: str,
    sentence: str,
    computed: Sequence[str] = (),
) -> Answer:
    """An answer of rows with their table and statements."""
    kb = context.kb
    clauses = kb.in_order(row.clause for row in rows)
    return Answer(
        question=context.typed,
        intent=intent,
        status="answered",
        answer=sentence,
        reading=reading,
        count=len(rows),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        bureaus=(),
        targets=tuple(rows),
        citations=unique(kb.once(Statements).of(row) for row in rows),
        table=_table(context, rows),
        suggestions=_neighbours(context, rows),
        computed=(str(len(rows)), str(max(len(rows) - SAID, 0)), *_ours(rows), *computed),
    )


def _ours(rows: Sequence[Target]) -> list[str]:
    """Numbers that the ledger worked out: row numbers, years of 今年 or “十四五”, 百分之十八 as 18."""
    numbers = [str(i) for i in range(1, len(rows) + 1)]
    for row in rows:
        numbers += [str(row.year or ""), str(row.baseline_year or ""), *row.value.split("-")]
    return [n for n in numbers if n]


def _table(context: Context, rows: Sequence[Target]) -> tuple[tuple[str, ...], ...]:
    several = len({row.document for row in rows}) > 1
    table = [("序号", "指标", "目标值", "年份", "性质", "条款", *(("文件",) if several else ()))]
    for index, row in enumerate(rows, 1):
        clause = context.kb.clause(row.clause)
        nature = row.commitment or TARGET_KINDS[row.kind]
        cells = (str(index), row.indicator, figure_text(row), str(row.year or ""), nature, clause.number)
        table.append((*cells, context.kb.document(row.document).title) if several else cells)
    return tuple(table)


def _neighbours(context: Context, rows: Sequence[Target]) -> tuple[str, ...]:
    distinct = {row.indicator: row for row in reversed(rows[:LOOKED_AT])}
    names = islice((name for name, row in reversed(distinct.items()) if _has_bodies(context, row)), 2)
    years = sorted({row.year for row in rows if row.year and row.kind in ("target", "qualitative")})
    asked = [f"{name}的责任单位是谁" for name in names]
    return (*asked, *(f"{year}年有哪些目标" for year in years[:2]))


def _has_bodies(context: Context, row: Target) -> bool:
    """Whether a list of bodies is responsible for the row, so that who it is can be asked."""
    assigned = context.kb.assigned(row.clause)
    listed = any(a.governs.start <= row.start < a.governs.end for a in assigned if a.role != "default")
    return listed and fold(row.indicator) in context.kb.folded_text(context.kb.clause(row.clause))


def where(context: Context, rows: Sequence[Target]) -> str:
    """Titles of the documents of these rows."""
    return titles(context.kb, (row.document for row in rows))
