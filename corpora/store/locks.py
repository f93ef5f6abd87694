"""Within one process, DuckDB cannot hold a file open for reading and for writing at once.

Threads of one process therefore take turns: many readers together, or one writer alone.
Between processes DuckDB's own file lock does the same.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
