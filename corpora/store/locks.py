"""Who may open the workspace now: many readers together, or one writer alone.

Within one process DuckDB cannot hold a file open for reading and for writing at once, so its
threads take turns at a turnstile. Between processes DuckDB's own lock is not enough: it is let go
before the write-ahead log is folded in and removed, so that a process which opens in that moment
loses what it commits, or finds no database. A lock file beside the workspace is therefore held from
before opening until after closing; the system lets it go when a process dies.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":  # which by itself keeps a file that is open from being opened again
    import fcntl

_WAIT_STEP_S = 0.01


class Turnstile:
    """Lets many readers pass together, or one writer alone."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._readers = 0
        self._writing = False

    @contextmanager
    def reading(self, patience_s: float) -> Iterator[bool]:
        """Hold a reader's place; yields False where none came free in `patience_s` seconds."""
        with self._changed:
            came = self._changed.wait_for(lambda: not self._writing, patience_s)
            self._readers += came
        try:
            yield came
        finally:
            with self._changed:
                self._readers -= came
                self._changed.notify_all()

    @contextmanager
    def writing(self, patience_s: float) -> Iterator[bool]:
        """Hold the writer's place; yields False where it did not come free in `patience_s`."""
        with self._changed:
            came = self._changed.wait_for(
                lambda: not self._writing and self._readers == 0, patience_s
            )
            self._writing = self._writing or came
        try:
            yield came
        finally:
            if came:
                with self._changed:
                    self._writing = False
                    self._changed.notify_all()


_turnstiles: dict[Path, Turnstile] = {}
_guard = threading.Lock()


def turnstile(path: Path) -> Turnstile:
    """Return this process's turnstile for the file at `path`."""
    with _guard:
        return _turnstiles.setdefault(path.resolve(), Turnstile())


@contextmanager
def lock_file(path: Path, deadline: float, *, shared: bool) -> Iterator[str | None]:
    """Hold the lock file of the workspace at `path`.

    Args:
        path: The workspace.
        deadline: When to give up, by `time.monotonic`.
        shared: As a reader, together with other readers; else alone.

    Yields:
        None when it is held; else, where it did not come free in time, who holds it.
    """
    descriptor = _open(Path(f"{path}.lock"))
    if descriptor is None:
        yield None
        return
    try:
        if not _taken(descriptor, deadline, shared=shared):
            yield _holder(descriptor)
            return
        if not shared:
            _sign(descriptor, f"{os.getpid()}")
        try:
            yield None
        finally:
            if not shared:
                _sign(descriptor, "")
    finally:
        os.close(descriptor)


def _sign(descriptor: int, name: str) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, name.encode("ascii"), 0)


def _holder(descriptor: int) -> str:
    writer = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
    return f"held by process {writer}" if writer else "other processes read"


def _open(path: Path) -> int | None:
    """Open the lock file; None where there can be none: nobody can write there either."""
    if sys.platform == "win32":
        return None
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except PermissionError:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC) if path.exists() else None
    except OSError:
        return None


def _taken(descriptor: int, deadline: float, *, shared: bool) -> bool:
    if sys.platform == "win32":
        return True
    how = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB
    while True:
        try:
            fcntl.flock(descriptor, how)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(_WAIT_STEP_S)
        else:
            return True
