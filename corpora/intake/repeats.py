"""How many of the contacts that are new stand more than once in the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpora.intake.known import Numbers


class Repeats:
    """Counts the contacts of a run that came again in it; eight bytes for each contact."""

    def __init__(self) -> None:
        self._came: list[Numbers] = []

    def add(self, numbers: Numbers) -> None:
        """Take contacts, each as a number that is its own."""
        self._came.append(numbers)

    def number(self) -> int:
        """Return how many came that had come before."""
        import numpy as np

        if not self._came:
            return 0
        every = np.concatenate(self._came)
        return len(every) - len(np.unique(every))
