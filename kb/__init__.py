"""政策通: plans of Chinese government bodies as a knowledge base of clauses.

The verbs of the project::

    from kb import build, open_knowledge_base, search, ask, cite

Each is imported when it is first used, so that ``import kb`` stays free of engines.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_VERBS = {
    "ask": "kb.answering",
    "build": "kb.indexing.build",
    "cite": "kb.citing",
    "open_knowledge_base": "kb.indexing.knowledge_base",
    "search": "kb.searching",
}

__all__ = ["__version__", "ask", "build", "cite", "open_knowledge_base", "search"]


def __getattr__(name: str) -> Any:
    if name in _VERBS:
        return getattr(import_module(_VERBS[name]), name)
    raise AttributeError(f"module 'kb' has no attribute {name!r}")
