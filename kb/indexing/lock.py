"""Locks between processes: one build at a time, and no removal under a reader.

In: paths.  Out: held locks.  ``flock`` locks end with the process that holds them, however it
ends, so that a killed build never blocks the next one.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.errors import BuildError


@contextmanager
def only_build(lock_file: Path) -> Iterator[None]:
    """Hold the lock that lets one process build; raises BuildError while another one does."""
    with lock_file.open("a+", encoding="ascii") as file:
        if not _locked(file.fileno(), fcntl.LOCK_EX):
            file.seek(0)
            holder = file.read().strip()
            raise BuildError(
                f"另一个进程（{holder or '未知'}）正在构建知识库 {lock_file.parent}，请等它结束后再运行"
            )
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


class Reading:
    """A shared lock on a built version, held as long as its files may still be read."""

    def __init__(self, lock_file: Path) -> None:
        """Raises FileNotFoundError or BlockingIOError when the version is being removed."""
        self._descriptor: int | None = None
        self._descriptor = os.open(lock_file, os.O_RDONLY | os.O_CLOEXEC)
        if not _locked(self._descriptor, fcntl.LOCK_SH):
            self.close()
            raise BlockingIOError(f"{lock_file} is being removed")

    def close(self) -> None:
        """Let the version be removed."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __del__(self) -> None:
        self.close()


@contextmanager
def no_reader(lock_file: Path) -> Iterator[bool]:
    """True, and no reader can come, when nobody reads the version that ``lock_file`` belongs to."""
    try:
        file = lock_file.open("rb")
    except FileNotFoundError:  # its removal was interrupted
        yield True
        return
    with file:
        yield _locked(file.fileno(), fcntl.LOCK_EX)


def _locked(descriptor: int, kind: int) -> bool:
    """Take the lock without waiting; True also where the file system knows no locks."""
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a network file system without locks: build and read unguarded
        return True
    return True
