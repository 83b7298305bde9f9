"""Slows down whoever guesses the administrator's token: ten wrong tries in a minute, then a pause.

In: the address that a wrong token came from.  Out: ``TooManyTries`` (429) while its last minute
holds too many.  Counted in this process alone: several processes allow as many tries each, and
behind a proxy all readers share the proxy's address.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from threading import Lock

from kb.errors import KnowledgeBaseError

#: Wrong tries from one address within the window; a token has 12 characters or more, so that ten a
#: minute guess nothing, while a person who mistypes is not shut out.
MOST = 10

#: Seconds that a wrong try counts.
WINDOW = 60

#: Addresses remembered: those of an office, many times over.
_ADDRESSES = 1000


class TooManyTries(KnowledgeBaseError):
    """Too many wrong tokens from one address."""

    status = 429


class Attempts:
    """The wrong tries of the last minute, by address."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._wrong: dict[str, deque[float]] = {}

    def check(self, address: str) -> None:
        """Raise TooManyTries while this address has used up its tries."""
        with self._lock:
            tries = self._recent(address)
            if len(tries) >= MOST:
                left = max(1, round(tries[0] + WINDOW - self._clock()))
                raise TooManyTries(f"口令连续输错太多次，请 {left} 秒后再试。")

    def wrong(self, address: str) -> None:
        """Count a wrong try."""
        with self._lock:
            tries = self._recent(address)
            tries.append(self._clock())
            self._wrong[address] = tries
            while len(self._wrong) > _ADDRESSES:
                self._wrong.pop(next(iter(self._wrong)))

    def right(self, address: str) -> None:
        """Forget the tries of an address that knows the token."""
        with self._lock:
            self._wrong.pop(address, None)

    def _recent(self, address: str) -> deque[float]:
        tries = self._wrong.pop(address, deque())
        while tries and self._clock() - tries[0] >= WINDOW:
            tries.popleft()
        if tries:
            self._wrong[address] = tries  # moved to the end: the first is the one longest unused
        return tries
