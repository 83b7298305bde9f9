"""Whose figure or document is asked for where no place is named: 全国, 国家, 全省, 我市.

In: a question's text, or a document.  Out: the level that each is of.
"""

from __future__ import annotations

import re

from kb.model import Document, Span
from kb.tagging.bureaus.places import components

# 国家 only as a whole: not 国家标准, 国家级, 国家储备林
_SCOPE = re.compile(
    r"全国|国家(?=[，,的和与跟同比]|碳达峰|碳中和|方案|规划|意见|$)|[全我本]省|[全我本]市|[全我本][县区]"
)
_LEVELS = {"国": "", "家": "", "省": "province", "市": "city", "县": "county", "区": "county"}


def find_scope(text: str) -> tuple[str, Span] | None:
    """The scope that a question names, and where."""
    found = _SCOPE.search(text)
    return (found[0], Span(*found.span())) if found else None


def scope_level(scope: str) -> str:
    """The level of a scope: 全省 is ``province``, 全国 is empty."""
    return _LEVELS[scope[-1]]


def level_of(document: Document) -> str:
    """The level of the place that a document is of; empty for a national one."""
    parts = components(document.region)
    if parts and parts[-1][0] == "province" and parts[-1][1].endswith("市"):
        return "city"  # 北京市: 全市
    return parts[-1][0] if parts else ""
