"""When an ingest stores what waits: when it is much, or when it has waited for long."""

from __future__ import annotations

import time
from collections.abc import Callable


class Due:
    """Tells whether what waits is to be stored now.

    Args:
        many: From how many records on; at least one.
        after_s: From how many seconds after the last time on, however few wait.
        clock: Seconds that only go up.
    """

    def __init__(
        self, many: int, after_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._many = many
        self._after_s = after_s
        self._clock = clock
        self._last = clock()

    def __call__(self, waiting: int) -> bool:
        """Tell for so many records that wait; where it is so, the time begins anew."""
        if not waiting:
            return False
        now = self._clock()
        due = waiting >= self._many or now - self._last >= self._after_s
        if due:
            self._last = now
        return due
