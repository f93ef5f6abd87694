"""What was read of the workspace, kept from one answer to the next until the workspace changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast

Read = TypeVar("Read")

_MOST = 32


class Memory:
    """Holds what was read, for one state of one workspace at a time.

    Sessions of one process share it. Whatever changes the file, in this process or another, a
    decision, an undo, new contacts or a run, makes it forget everything.
    """

    def __init__(self) -> None:
        self._state: Hashable = None
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._under_way: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def recall(self, path: Path, key: Hashable, read: Callable[[], Read]) -> Read:
        """Return what `read` says, or has said of the workspace as it is now.

        To be called within `Workspace.reading()`, on its connection: nobody writes meanwhile. What
        `read` says must follow from the workspace and the key alone, and is never changed after.
        Two threads that want the same read it once; of different things each goes on its own.

        Args:
            path: The workspace's file.
            key: What is read.
            read: Reads it; must not open the workspace once more.
        """
        state = _state_of(path)
        if state is None:
            return read()
        with self._lock:
            self._forget_unless(state)
            if key in self._held:
                return cast("Read", self._known(key))
            turn = self._under_way.setdefault(key, Lock())
        with turn:
            with self._lock:
                if state == self._state and key in self._held:
                    return cast("Read", self._known(key))
            found = read()
            with self._lock:
                if state == self._state:
                    self._held[key] = found
                    while len(self._held) > _MOST:
                        self._held.popitem(last=False)
                self._under_way.pop(key, None)
            return found

    def held(self, path: Path, key: Hashable) -> Any:  # noqa: ANN401 - as it was put in
        """Return what `recall` holds of the workspace as it is now, or None; reads nothing.

        To be called within `Workspace.reading()`.
        """
        state = _state_of(path)
        with self._lock:
            self._forget_unless(state)
            return self._known(key) if key in self._held else None

    def _known(self, key: Hashable) -> Any:  # noqa: ANN401 - as it was put in
        self._held.move_to_end(key)
        return self._held[key]

    def _forget_unless(self, state: Hashable) -> None:
        if state != self._state:
            self._held.clear()
            self._state = state


def _state_of(path: Path) -> Hashable:
    from corpora.store.state import state_of

    return state_of(path)
