"""Whether an export is like what a student learned from: its stages, and its words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from classifiers.students.cards import Card

SHIFTED = 0.25
"""A population stability index above this is read as a shift (the rule of credit scoring)."""
_STRANGE = 0.05  # more unknown words than this, beyond half as many again as when it learned
_FEWEST = 200
_FLOOR = 0.001  # a class that does not occur would make the index infinite


@dataclass(frozen=True, slots=True)
class Drift:
    """How far an export is from what a student learned from.

    Attributes:
        contacts: Contacts that were compared.
        shift: Population stability index of the stages (unsure is one); None: too few contacts.
        unknown: Share of words that the student had never seen, 0 to 1.
        expected: The same share when it learned, on contacts kept apart.
    """

    contacts: int
    shift: float | None
    unknown: float
    expected: float

    @property
    def shifted(self) -> bool:
        """Whether the stages are shared out otherwise than when the student learned."""
        return self.shift is not None and self.shift > SHIFTED

    @property
    def strange(self) -> bool:
        """Whether customers use other words than when the student learned."""
        return self.contacts >= _FEWEST and self.unknown > 1.5 * self.expected + _STRANGE


def drift_of(card: Card, counts: Mapping[str, int], words: int, unknown: int) -> Drift:
    """Compare what a student found with what it learned from.

    Args:
        card: The student's.
        counts: Contacts by stage id; those that are unsure under any other key.
        words: Words that were looked at.
        unknown: How many of these it had never seen.
    """
    n = sum(counts.values())
    shift = None
    if n >= _FEWEST:
        now = {stage: counts.get(stage, 0) / n for stage in card.stages}
        before = {stage: card.shares.get(stage, 0.0) for stage in card.stages}
        shift = _index(
            [*now.values(), 1 - sum(now.values())], [*before.values(), 1 - sum(before.values())]
        )
    return Drift(n, shift, unknown / words if words else 0.0, card.unknown)


def _index(now: list[float], before: list[float]) -> float:
    pairs = [(max(a, _FLOOR), max(b, _FLOOR)) for a, b in zip(now, before, strict=True)]
    return sum((a - b) * math.log(a / b) for a, b in pairs)
