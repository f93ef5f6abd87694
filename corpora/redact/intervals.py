"""Stretches of a text that must not meet, and offsets before and after replacing some."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence


class Taken:
    """Stretches that do not overlap, in order; asking costs the logarithm of their number."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans: list[tuple[int, int]] = []
        for start, end in spans:
            self.take(start, end)

    def meets(self, start: int, end: int) -> bool:
        """Tell whether `start:end` overlaps any of them."""
        at = bisect_right(self._spans, (start, end))
        behind = at < len(self._spans) and self._spans[at][0] < end
        return behind or (at > 0 and self._spans[at - 1][1] > start)

    def take(self, start: int, end: int) -> bool:
        """Add `start:end` and say True, or leave it where it overlaps, and say False."""
        if self.meets(start, end):
            return False
        insort(self._spans, (start, end))
        return True


class Offsets:
    """Turns offsets in a text with replacements into offsets in the original.

    Args:
        spans: `(start, end, length)` of each replaced stretch of the original, in order, and how
            long the replacement is.
    """

    def __init__(self, spans: Sequence[tuple[int, int, int]]) -> None:
        self._ends: list[int] = []  # in the new text
        self._shifts: list[int] = [0]
        for start, end, length in spans:
            shift = self._shifts[-1] + length - (end - start)
            self._ends.append(end + shift)
            self._shifts.append(shift)

    def original(self, at: int) -> int:
        """Return where `at`, which lies in no replacement, stands in the original."""
        return at - self._shifts[bisect_right(self._ends, at)]
