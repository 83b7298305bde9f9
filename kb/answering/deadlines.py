"""When something is due: every sentence that prints a date for what the question is about.

Rows of the ledger with a deadline and sentences that print a date (2026年6月底前, 每年年底前,
15日内, 每五年一次) are looked at alike, so that a deadline without a figure is found as well.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from kb.answering.evidence import Context, paths, sentence_at, statement, titles, unique
from kb.answering.figures import agrees
from kb.answering.ledger_rows import said
from kb.answering.library import Library, contains
from kb.answering.scopes import level_of, scope_level
from kb.model import Answer, Citation, Clause, Target

_CN = "[一二三四五六七八九十两]"
# 每年11月中旬前, 2026年6月底前, 到2025年底, 15日内, 每三年一次, 按季度
_DATED = re.compile(
    r"(?P<recurring>(?:于|在|按)?每(?:[一二两三五十0-9]*年|半年|季度|月|周)(?:度)?(?:[年季月]?底|[0-9]{1,2}月(?:底|初|末|[上中下]旬|[0-9]{1,2}日)?)?(?:之?前|一次|编制|开展|组织|至少)?|按(?:年度?|季度?|月))"
    r"|(?P<once>(?:到|至|在|于)?(?:20[0-9]{2}年)(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日|年?底|年?末|[上中下]旬)?(?:之?前|以前|起)?|[0-9]{1,2}月(?:底|初|末|[上中下]旬|[0-9]{1,2}日)?之?前)"
    rf"|(?P<within>(?:[0-9]{{1,3}}|{_CN}{{1,3}})个?(?:工作日|日|天|个月|月|年)(?:之?内|以内))"
)
# 2026年1月3日 by itself: when a document was signed
_ONLY_DATE = re.compile(r"[\s（(*]*(?:20[0-9]{2}年)?[0-9]{1,2}月(?:[0-9]{1,2}日)?[\s）)*。]*")
# 2019年3月15日印发
_OWN_DATE = re.compile(r"(?:印发|发布|公布|通过|修订|修正|废止|签发)")
_REPORTING = ("汇报", "报告", "报送", "上报", "抄送", "备案", "总结")
#: Words that say what kind of date is asked for, not of what.
_ABOUT_DATES = frozenset(
    {
        "时限",
        "期限",
        "年度",
        "每年",
        "定期",
        "工作进展",
        "进展",
        "进展情况",
        "出台",
        "制定",
        "实施",
        "基本",
        "时间",
        "落实",
    }
)
# 什么时候实现, 哪年建成: asks when something is there, not when something has to be reported
_ACHIEVED = re.compile(r"实现|完成|建成|达到|达峰|投产|通车|投用|建好|全覆盖|落成|竣工|开工|启动|达标|峰值")
SAID = 4


@dataclass(frozen=True, slots=True)
class _Dated:
    """A sentence with a printed date; ``rows`` are the ledger's deadlines in it."""

    clause: Clause
    quote: Citation
    printed: str
    recurring: bool
    rows: tuple[Target, ...]


def deadlines(context: Context) -> Answer | None:
    """什么时候汇报, 2026年6月底前要完成什么: sentences with a date; ``None`` if the topic has none."""
    question = context.question
    sentences = context.kb.once(DatedSentences).of(question.documents)
    found = [dated for dated in sentences if _wanted(context, dated)]
    words = _topic(context)
    if words and _ACHIEVED.search(question.text) and not question.asks("report", "recurring"):
        found = [d for way in _ways(words) for d in _achieving(context, found, way)]
        return _answer(context, list(dict.fromkeys(found)), brief=True) if found else None
    if question.asks("report"):
        asked = [w for w in _REPORTING if w in question.text]
        reports = [d for d in found if any(w in d.quote.quote for w in asked)]
        found = _about(context, reports, words) or (reports if len(reports) == 1 else [])
    elif words:
        found = _about(context, found, words)
    elif not question.month:
        found = [d for d in found if any(r.kind == "deadline" for r in d.rows) or d.recurring] or found
    return _answer(context, found) if found else None


def _ways(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The words, and the same with what an event comes to: 碳达峰 is 二氧化碳排放 at its 峰值."""
    yield tuple(words)
    for event, wordings in _events():
        if event in words:
            others = tuple(w for w in words if w != event)
            yield from ((*others, *wording) for wording in wordings)


@cache
def _events() -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    raw = tomllib.loads(files("kb.answering").joinpath("question_words.toml").read_text("utf-8"))
    return tuple((event, tuple(map(tuple, wordings))) for event, wordings in raw["events"].items())


def _achieving(context: Context, found: Sequence[_Dated], words: Sequence[str]) -> list[_Dated]:
    """Sentences with a date by which something is there: those that say so of the topic in one breath
    (到2025年，建成高标准农田250万亩) win over those that only hold its words.
    """
    own = [d for d in found if not d.recurring]
    aims = [replace(d, rows=rows) for d in own if (rows := _aims(context, d, words))]
    if aims:
        return aims
    about = [
        replace(d, rows=tuple(r for r in d.rows if r.kind == "deadline")) for d in _about(context, own, words)
    ]
    return [d for d in about if any(_ACHIEVED.search(p) and _holds(p, words) for p in _parts(d))] or (
        about if len(words) > 1 or len(about) == 1 else []
    )


def _aims(context: Context, dated: _Dated, words: Sequence[str]) -> tuple[Target, ...]:
    """The sentence's rows that state the topic's aim; those of the figure asked about, if any."""
    kb, figures = context.kb, context.question.figures
    rows = [r for r in dated.rows if r.kind != "deadline" and _holds(kb.folded_text(r), words)]
    return tuple(r for r in rows if not figures or agrees(r, figures[-1]))


def _parts(dated: _Dated) -> list[str]:
    return re.split("[，,；;。]", "".join(dated.quote.quote.split()))


def _holds(text: str, words: Sequence[str]) -> bool:
    return all(contains(text, word) for word in words)


def _topic(context: Context) -> tuple[str, ...]:
    return tuple(w for w in context.question.topic_words if w not in _ABOUT_DATES and w not in _REPORTING)


class DatedSentences:
    """Every sentence of a library that prints a date, by document."""

    def __init__(self, kb: Library) -> None:
        rows: dict[str, list[Target]] = {}
        for row in kb.targets():
            if row.deadline:
                rows.setdefault(row.clause, []).append(row)
        self._by_document: dict[str, list[_Dated]] = {}
        for clause in kb.clauses():
            found = _of_clause(kb, clause, rows.get(clause.id, ()))
            self._by_document.setdefault(clause.document, []).extend(found)

    def of(self, documents: Sequence[str]) -> Iterator[_Dated]:
        """Those of these documents, or of all, in order."""
        for document in documents or self._by_document:
            yield from self._by_document.get(document, ())


def _of_clause(kb: Library, clause: Clause, rows: Sequence[Target]) -> Iterator[_Dated]:
    text = kb.folded(clause.document)
    for span in clause.sentences:
        found = [m for m in _DATED.finditer(text, span.start, span.end) if not _past(text, m)]
        held = tuple(r for r in rows if span.start <= r.start < span.end)
        if found and not _ONLY_DATE.fullmatch(text, span.start, span.end):
            quote = sentence_at(kb, clause, span.start, span.end)
            printed = "、".join(dict.fromkeys(m[0] for m in found))
            yield _Dated(clause, quote, printed, any(m["recurring"] for m in found), held)
        elif not found:  # the date stands in a sentence before
            for row in held:
                yield _Dated(clause, statement(kb, row), row.deadline, False, (row,))


def _past(text: str, match: re.Match[str]) -> bool:
    """较2020年 is a baseline, 2019年3月15日印发 a document's own date, 〔2021年 a number: nothing is due."""
    before = text[max(0, match.start() - 1) : match.start()]
    return before in ("较", "比", "〔") or bool(_OWN_DATE.match(text, match.end()))


def _wanted(context: Context, dated: _Dated) -> bool:
    """The sentence is of the year, month, bodies and recurrence asked for."""
    question = context.question
    quote = dated.quote.quote
    if question.month and question.month not in quote:
        return False
    if question.years and not any(f"{year}年" in quote for year in question.years):
        return False
    if question.asks("recurring") and not dated.recurring:
        return False
    if not _of_the_place(context, dated):
        return False
    return all(
        any(
            a.start < dated.quote.end and dated.quote.start < a.end
            for a in context.kb.assigned(dated.clause.id)
            if a.bureau == body.name
        )
        or body.name in quote
        for body in question.known_bodies
    )


def _of_the_place(context: Context, dated: _Dated) -> bool:
    """The date is that of the place or scope asked about: 全国 is not the city that the plan is of."""
    kb, question = context.kb, context.question
    if question.documents:
        return True
    quote = kb.folded_text(dated.quote)
    if question.scope and level_of(kb.document(dated.clause.document)) != scope_level(question.scope):
        return question.scope.replace("国家", "全国") in quote
    return all(place.text in quote for place in question.places)


def _about(context: Context, found: Sequence[_Dated], words: Sequence[str]) -> list[_Dated]:
    """Sentences that speak of the topic: all its words, else all but a word that is nowhere a noun;
    else those of a clause headed by it.
    """
    held = [d for d in found if all(contains("".join(d.quote.quote.split()), w) for w in words)]
    if not held:
        held = [d for d in found if all(contains(_with_headings(d), w) for w in words)]
    return _closest(context, held, words)


def _with_headings(dated: _Dated) -> str:
    return "".join((*dated.clause.trail[-1:], dated.clause.heading, dated.quote.quote))


def _closest(context: Context, found: Sequence[_Dated], words: Sequence[str]) -> list[_Dated]:
    """Rows whose own part of the sentence holds the words win over sentences that hold them all over."""
    own = [
        d for d in found if any(all(contains(context.kb.folded_text(r), w) for w in words) for r in d.rows)
    ]
    return own or list(found)


def _in_words(context: Context, dated: _Dated, *, brief: bool) -> str:
    """The whole sentence; ``brief``: only what its rows state, where the ledger has them."""
    if brief and any(row.kind != "deadline" for row in dated.rows):
        return "；".join(dict.fromkeys(said(context, r) for r in dated.rows if r.kind != "deadline"))
    return " ".join(dated.quote.quote.split()).rstrip("。；")


def _answer(context: Context, found: Sequence[_Dated], *, brief: bool = False) -> Answer:
    kb = context.kb
    clauses = kb.in_order(d.clause.id for d in found)
    rows = tuple(r for d in found for r in d.rows)
    words = "；".join(dict.fromkeys(_in_words(context, d, brief=brief) for d in found[:SAID]))
    more = f"（共{len(found)}处，其余见下表）" if len(found) > SAID else ""
    table = [("序号", "时限", "事项", "责任主体", "报送对象", "条款")]
    for index, dated in enumerate(found, 1):
        due = next((r for r in dated.rows if r.kind == "deadline"), None)
        matter = dated.clause.heading or _first_words(dated.quote.quote)
        cells = (dated.printed, matter, due.actor if due else "", due.recipient if due else "")
        table.append((str(index), *cells, dated.clause.number))
    return Answer(
        question=context.typed,
        intent="deadlines",
        status="answered",
        answer=f"{titles(kb, (c.document for c in clauses))}规定：{words}{more}。",
        reading=f"按时限查询{'：' + context.question.about if context.question.topic else ''}",
        count=len(found),
        clauses=tuple(c.id for c in clauses),
        paths=paths(clauses),
        bureaus=(),
        targets=rows,
        citations=unique([d.quote for d in found]),
        table=tuple(table),
        computed=(
            str(len(found)),
            *map(str, range(1, len(found) + 1)),
            *(p for r in rows for p in r.value.split("-") if p),
        ),
    )


def _first_words(text: str) -> str:
    return " ".join(text.split())[:30]
