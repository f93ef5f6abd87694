"""Who may open the workspace now: many readers together, or one writer alone.

Within one process DuckDB cannot hold a file open for reading and for writing at once, so its
threads take turns at a turnstile. Between processes DuckDB's own lock is not enough: it is let go
before the write-ahead log is folded in and removed, so that a process which opens in that moment
loses what it commits, or finds no database. A lock file beside the workspace is therefore held from
before opening until after closing; the system lets it go when a process dies. Readers that follow
one upon the other would keep a writer out for ever: one that waits signs the file, and readers that
come after it let it go first.
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
_WAITS = "waits "
_GIVE_WAY = 0.5
"""The part of a reader's patience for which it lets a writer go first."""


class Turnstile:
    """Lets many readers pass together, or one writer alone."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._readers = 0
        self._writing = False

    @property
    def readers(self) -> int:
        """How many read now."""
        return self._readers

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
def lock_file(
    path: Path, deadline: float, *, shared: bool, gives_way: bool = True
) -> Iterator[str | None]:
    """Hold the lock file of the workspace at `path`.

    Args:
        path: The workspace.
        deadline: When to give up, by `time.monotonic`.
        shared: As a reader, together with other readers; else alone.
        gives_way: Whether a reader lets a writer go first that waits. Not one whose process reads
            already: the writer waits for that, and that perhaps for this one.

    Yields:
        None when it is held; else, where it did not come free in time, who holds it.
    """
    descriptor = _open(Path(f"{path}.lock"))
    if descriptor is None:
        yield None
        return
    try:
        if shared and gives_way:
            _give_way(descriptor, deadline)
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


def _give_way(descriptor: int, deadline: float) -> None:
    """Wait while a writer waits, but not for so long that there is no time left to read."""
    now = time.monotonic()
    until = now + _GIVE_WAY * (deadline - now)
    while _writer_waits(descriptor) and time.monotonic() < until:
        time.sleep(_WAIT_STEP_S)


def _writer_waits(descriptor: int) -> bool:
    signed = _signed(descriptor)
    if not signed.startswith(_WAITS):
        return False
    try:
        os.kill(int(signed.removeprefix(_WAITS)), 0)
    except (ProcessLookupError, ValueError):
        return False  # it was killed while it waited, and its sign stayed
    except PermissionError:
        return True  # somebody else's process, which is there
    return True


def _sign(descriptor: int, name: str) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, name.encode("ascii"), 0)


def _signed(descriptor: int) -> str:
    return os.pread(descriptor, 40, 0).decode("ascii", "replace").strip()


def _holder(descriptor: int) -> str:
    writer = _signed(descriptor)
    return f"held by process {writer}" if writer.isdigit() else "other processes read"


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
    sign = f"{_WAITS}{os.getpid()}"
    while True:
        try:
            fcntl.flock(descriptor, how)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                if not shared and _signed(descriptor) == sign:
                    _sign(descriptor, "")
                return False
            if not shared and not _signed(descriptor):
                _sign(descriptor, sign)
            time.sleep(_WAIT_STEP_S)
        else:
            return True
