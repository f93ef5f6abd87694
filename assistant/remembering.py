"""What was read of the workspace, kept from one answer to the next until the workspace changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

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
        self._lock = Lock()

    def recall(self, path: Path, key: Hashable, read: Callable[[], Read]) -> Read:
        """Return what `read` says, or has said of the workspace as it is now.

        To be called within `Workspace.reading()`, on its connection: nobody writes meanwhile. What
        `read` says must follow from the workspace and the key alone, and is never changed after.

        Args:
            path: The workspace's file.
            key: What is read.
            read: Reads it; must not open the workspace once more.
        """
        from corpora.store.state import state_of

        state = state_of(path)
        if state is None:
            return read()
        with self._lock:
            if state != self._state:
                self._held.clear()
                self._state = state
            if key not in self._held:
                self._held[key] = read()
            self._held.move_to_end(key)
            while len(self._held) > _MOST:
                self._held.popitem(last=False)
            found: Read = self._held[key]
            return found
