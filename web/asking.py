"""Tells a question from words to look for, so that a bare keyword shows clauses first.

In: what was typed and the knowledge base.  Out: whether the answer's card belongs above the hits.
A question has a word that asks (多少, 由谁负责), or is, as a whole, a name that answers: a body's
(市能源局), an indicator's (森林覆盖率), a clause's number (二（一）2).  甲醇 is none of these: an answer
about 甲醇汽车及甲醇装备推广 would be one figure of several, and the clauses are what was looked for.
"""

from __future__ import annotations

import re

from kb.errors import InvalidQuery
from kb.indexing.knowledge_base import KnowledgeBase
from kb.indexing.tokens import fold
from kb.model import Filters
from kb.searching.query import parse_query
from kb.tagging.bureaus.names import canonical
from kb.tagging.bureaus.resolve import resolve
from web.library import library

#: Words that ask: 2030年…是多少 · 谁管充电桩 · 市财政局负责氢能吗 · 有何要求 · 有啥任务
_ASKING = re.compile("[？?吗呢谁哪几何啥]|什么|多少|多大|多高|多久|怎|如何|是否|能否|有无|有没有|是不是")

#: Words that ask for bodies beside a matter: 充电桩 责任单位 · 氢能由市能源局牵头 · 归口部门
_RESPONSIBILITY = re.compile("负责(?!人)|牵头(?:单位|部门)?|(?:责任|主管|归口|负责)(?:单位|部门)")

#: A year in front of a name: 2025年非化石能源消费比重 · 到2030年底森林覆盖率
_YEAR = re.compile(r"^到?(?:19|20)\d\d年?(?:底|末|前)?的?")

#: What may follow a name without changing it: 市能源局的任务 · 森林覆盖率目标值 · 2025年有关指标
_WANTED = re.compile(r"的?(?:主要|重点|有关|全部|所有|量化)*(?:任务|职责|工作|目标|指标|要求|数值|目标值)$")

#: Blanks and stops at the end of what is typed.
_EDGES = " 　。.，,、；;！!：:"


def is_question(kb: KnowledgeBase, typed: str) -> bool:
    """Whether what was typed wants an answer rather than a list of clauses."""
    if _ASKING.search(typed):
        return True
    try:
        query = parse_query(typed)
    except InvalidQuery:
        return False
    # “按职责分工负责” · 煤 -电 · 部门:市能源局 煤: whoever writes so searches
    if query.phrases or query.excluded or query.filters != Filters():
        return False
    if query.path and (not query.text or "." in query.text):
        return True  # 二（一）2 · 2.1.2, but not 2030
    whole = fold(typed).strip(_EDGES)
    if _RESPONSIBILITY.search(whole):
        return len(_RESPONSIBILITY.sub("", whole).strip(_EDGES)) > 1  # but not 牵头单位 alone
    return _names_all(kb, whole)


def _names_all(kb: KnowledgeBase, whole: str) -> bool:
    """Whether the text is one name and nothing else, but for a year before it and 任务, 目标 after it."""
    if whole in _headings(kb):
        return False  # 主要目标 is a heading, and its clause the first hit
    if is_name(kb, whole):
        return True
    dated = _YEAR.sub("", whole).strip(_EDGES)
    rest = _WANTED.sub("", dated).strip(_EDGES)
    if not rest:
        return dated != whole and bool(dated)  # 2025年目标, but not 2025年 or 任务
    return rest != whole and is_name(kb, rest)


def is_name(kb: KnowledgeBase, text: str) -> bool:
    """Whether the text is an indicator of the knowledge base, or a body's name, known here or not."""
    if text in _indicators(kb):
        return True
    if len(text.split()) != 1:
        return False  # 氢能 市能源局: two words to look for
    known = [body.body for body in kb.bodies()]
    return resolve(text, known).status != "none" or canonical(text, "") is not None


def _indicators(kb: KnowledgeBase) -> frozenset[str]:
    def make() -> frozenset[str]:
        return frozenset(fold(t.indicator) for t in kb.targets() if t.indicator)

    return library().once(kb, "indicator_names", make)


def _headings(kb: KnowledgeBase) -> frozenset[str]:
    def make() -> frozenset[str]:
        return frozenset(fold(c.heading).strip(_EDGES) for c in kb.clauses() if c.heading)

    return library().once(kb, "headings", make)
