"""Holds the knowledge base that requests read, and takes up a new build between requests.

In: the directory of the knowledge base.  Out: an open ``KnowledgeBase``, the same one until a
build has swapped another in.  What pages compute once for a whole knowledge base (examples,
counts) is remembered beside it and forgotten with it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from flask import current_app

from kb.indexing.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.state import State, open_state

T = TypeVar("T")


class Library:
    """The open knowledge base of one web process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._held: tuple[KnowledgeBase, dict[Hashable, Any]] | None = None
        self._retired: KnowledgeBase | None = None
        self._state: State | None = None

    def current(self) -> KnowledgeBase:
        """The knowledge base as it now is on disk; raises ``MissingKnowledgeBase`` if there is none."""
        with self._lock:
            if self._held is None or not self._held[0].is_current():
                opened = open_knowledge_base(self.path)
                # Requests may still read the version just replaced: it is closed at the next swap.
                if self._retired is not None:
                    self._retired.close()
                self._retired = self._held[0] if self._held is not None else None
                self._held = (opened, {})
            return self._held[0]

    def state(self) -> State:
        """What people decided: the file beside the knowledge base, which no build touches."""
        with self._lock:
            if self._state is None:
                self._state = open_state(self.path)
            return self._state

    def close(self) -> None:
        """Let go of every version."""
        with self._lock:
            if self._state is not None:
                self._state.close()
                self._state = None
            for kb in (self._retired, self._held[0] if self._held is not None else None):
                if kb is not None:
                    kb.close()
            self._retired = self._held = None

    def once(self, kb: KnowledgeBase, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` returns, computed once for this knowledge base."""
        held = self._held
        remembered = held[1] if held is not None and held[0] is kb else {}
        if key not in remembered:
            remembered[key] = make()
        value: T = remembered[key]
        return value


def library() -> Library:
    """The library of the app that serves the current request."""
    held: Library = current_app.extensions["library"]
    return held
