"""When something is due: every sentence that prints a date for what the question is about.

Rows of the ledger with a deadline and sentences that print a date (2026年6月底前, 每年年底前,
15日内, 每五年一次) are looked at alike, so that a deadline without a figure is found as well.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from kb.answering.asking_back import AT_ONCE, which_document
from kb.answering.counties import COUNTIES
from kb.answering.dated import Dated, DatedSentences, with_headings
from kb.answering.evidence import Context, paths, titles, unique
from kb.answering.figures import agrees
from kb.answering.ledger_rows import said
from kb.answering.library import contains
from kb.answering.reporting import REPORTING, reports_among
from kb.answering.scopes import level_of, scope_level
from kb.answering.slots import asks_how_long
from kb.indexing.tokens import fold
from kb.model import Answer, Target

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
        # 拿出意见, 定好细则: that something is done, not what
        "拿出",
        "定好",
        "定下来",
        "弄好",
        "弄完",
        "做好",
        "做完",
        "办好",
        "办完",
        "编好",
        "交出",
        "搞定",
    }
)
# 什么时候实现, 哪年建成: asks when something is there, not when something has to be reported
_ACHIEVED = re.compile(r"实现|完成|建成|达到|达峰|投产|通车|投用|建好|全覆盖|落成|竣工|开工|启动|达标|峰值")
SAID = 4
#: Characters of the words that must be left beside those of a title.
_TELLING = 4
# 2021年5月1日: a date, no length
_DATES = re.compile(r"[0-9]{4}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?|[0-9]{1,2}月(?:[0-9]{1,2}日)?")
# 5年, 三个工作日, 每年, 一年一次
_LENGTH = re.compile(
    r"(?<![0-9])[0-9]{1,3}个?(?:年(?!代)|月(?![0-9底初末上中下])|天|周|小时|工作日|日(?!前|起))|[一二两三四五六七八九十半]个?(?:年|月|天|周|小时|工作日|日)|每[年月周日季半]|定期|长期"
)


def deadlines(context: Context) -> Answer | None:
    """什么时候汇报, 2026年6月底前要完成什么: sentences with a date; ``None`` if the topic has none."""
    question = context.question
    sentences = context.kb.once(DatedSentences)
    words = _topic(context)
    if words and _ACHIEVED.search(question.text) and not question.asks("report", "recurring"):
        found = []
        for way in _ways(words):
            held = (d for d in sentences.holding(way, question.documents) if _wanted(context, d))
            found += _achieving(context, tuple(held), way)
        found = list(dict.fromkeys(found)) or (_in_its_document(context, words) if question.years else [])
        return _answered(context, found, brief=True)
    if words and not question.asks("report"):
        every = iter(sentences.holding(words, question.documents))
    else:
        every = sentences.of(question.documents)
    found = [dated for dated in every if _wanted(context, dated)]
    if question.asks("report"):
        reports = reports_among(context, found, lambda d: d.quote.quote)
        found = _about(context, reports, words) or (reports if len(reports) == 1 else [])
    elif words:
        found = _about(context, found, words) or _in_its_document(context, words)
    elif not question.month:
        found = [d for d in found if any(r.kind == "deadline" for r in d.rows) or d.recurring] or found
    return _answered(context, found, brief=False)


def _in_its_document(context: Context, words: Sequence[str]) -> list[Dated]:
    """人才项目的实施细则哪天定好: words of a document's title say which document, the rest what of it."""
    kb, sentences = context.kb, context.kb.once(DatedSentences)
    found: list[Dated] = []
    for document in kb.documents():
        title = fold(document.title)
        own = [w for w in words if w not in title]
        if context.question.documents and document.id not in context.question.documents:
            continue
        if not own and context.question.years:  # 到2021年底…要做到什么程度
            found += [d for d in sentences.of((document.id,)) if _wanted(context, d)]
        elif own != list(words) and len("".join(own)) >= _TELLING:
            held = [d for d in sentences.holding(own, (document.id,)) if _wanted(context, d)]
            found += _about(context, held, own)
    return found


def _answered(context: Context, found: Sequence[Dated], *, brief: bool) -> Answer | None:
    documents = dict.fromkeys(d.clause.document for d in found)
    if len(documents) > AT_ONCE and context.question.topic:
        about = context.question.about
        return which_document(context, documents, about, "deadlines", f"按时限查询：{about}", "的时限是什么")
    return _answer(context, found, brief=brief) if found else None


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


def _achieving(context: Context, found: Sequence[Dated], words: Sequence[str]) -> list[Dated]:
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


def _aims(context: Context, dated: Dated, words: Sequence[str]) -> tuple[Target, ...]:
    """The sentence's rows that state the topic's aim; those of the figure asked about, if any."""
    kb, figures = context.kb, context.question.figures
    rows = [r for r in dated.rows if r.kind != "deadline" and _holds(kb.folded_text(r), words)]
    return tuple(r for r in rows if not figures or agrees(r, figures[-1]))


def _parts(dated: Dated) -> list[str]:
    return re.split("[，,；;。]", "".join(dated.quote.quote.split()))


def _holds(text: str, words: Sequence[str]) -> bool:
    return all(contains(text, word) for word in words)


def _topic(context: Context) -> tuple[str, ...]:
    return tuple(w for w in context.question.topic_words if w not in _ABOUT_DATES and w not in REPORTING)


def _wanted(context: Context, dated: Dated) -> bool:
    """The sentence is of the year, month, bodies and recurrence asked for."""
    question = context.question
    quote = dated.quote.quote
    if question.month and question.month not in quote:
        return False
    if COUNTIES.search(question.text) and not COUNTIES.search(with_headings(dated)):
        return False
    if question.years and not any(f"{year}年" in quote for year in question.years):
        return False
    if question.asks("recurring") and not dated.recurring:
        return False
    if asks_how_long(question.text) and not question.month and not _LENGTH.search(_DATES.sub("", quote)):
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


def _of_the_place(context: Context, dated: Dated) -> bool:
    """The date is that of the place or scope asked about: 全国 is not the city that the plan is of."""
    kb, question = context.kb, context.question
    if question.documents:
        return True
    quote = kb.folded_text(dated.quote)
    if question.scope and level_of(kb.document(dated.clause.document)) != scope_level(question.scope):
        return question.scope.replace("国家", "全国") in quote
    return all(place.text in quote for place in question.places)


def _about(context: Context, found: Sequence[Dated], words: Sequence[str]) -> list[Dated]:
    """Sentences that speak of the topic: all its words, else all but a word that is nowhere a noun;
    else those of a clause headed by it.
    """
    held = [d for d in found if all(contains("".join(d.quote.quote.split()), w) for w in words)]
    if not held:
        held = [d for d in found if all(contains(with_headings(d), w) for w in words)]
    return _closest(context, held, words)


def _closest(context: Context, found: Sequence[Dated], words: Sequence[str]) -> list[Dated]:
    """Rows whose own part of the sentence holds the words win over sentences that hold them all over."""
    own = [
        d for d in found if any(all(contains(context.kb.folded_text(r), w) for w in words) for r in d.rows)
    ]
    return own or list(found)


def _in_words(context: Context, dated: Dated, *, brief: bool) -> str:
    """The whole sentence; ``brief``: only what its rows state, where the ledger has them."""
    if brief and any(row.kind != "deadline" for row in dated.rows):
        return "；".join(dict.fromkeys(said(context, r) for r in dated.rows if r.kind != "deadline"))
    return " ".join(dated.quote.quote.split()).rstrip("。；")


def _answer(context: Context, found: Sequence[Dated], *, brief: bool = False) -> Answer:
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
