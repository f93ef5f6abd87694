"""One opening for the readings of one answer: opening costs more than most questions do.

`Workspace.reading()` opens the file and closes it again, so that nobody holds it while idle. An
answer that reads in several places would open it as often; within `opened_once` the first reading
of the thread opens it, those after it use the same connection, and it is closed with the answer.
Nothing is opened where nothing is read, and who writes closes it first.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpora.store.workspace import Connection


class Opening:
    """A connection that is opened by the first reading and kept for those after it."""

    def __init__(self) -> None:
        self._db: Connection | None = None
        self._closes = ExitStack()
        self._reading = 0

    @contextmanager
    def reading(
        self, open_file: Callable[[], AbstractContextManager[Connection]]
    ) -> Iterator[Connection]:
        """Return the connection, opened with `open_file` where it is not open yet."""
        if self._db is None:
            self._db = self._closes.enter_context(open_file())
        self._reading += 1
        try:
            yield self._db
        finally:
            self._reading -= 1

    def close(self) -> None:
        """Let the file go, unless it is being read; the next reading opens it again."""
        if not self._reading:
            self._db = None
            self._closes.close()


class _OfThread(threading.local):
    """The openings of one thread, by file."""

    def __init__(self) -> None:
        self.openings: dict[Path, Opening] = {}


_mine = _OfThread()


@contextmanager
def opened_once(path: Path) -> Iterator[None]:
    """Let this thread's readings of the workspace at `path` share one opening; may be nested."""
    if path in _mine.openings:
        yield
        return
    opening = _mine.openings[path] = Opening()
    try:
        yield
    finally:
        del _mine.openings[path]
        opening.close()


def opening_of(path: Path) -> Opening | None:
    """Return this thread's opening of `path`; None outside of `opened_once`."""
    return _mine.openings.get(path)
