"""When to stop answering: apart from what is asked, so that either can change alone."""

from __future__ import annotations

from dataclasses import dataclass

LITTLE = 0.01
"""An answer that is expected to move less than this share of the contacts is hardly worth it."""
IN_A_ROW = 4
"""After so many answers in a row that moved little, the next will move little too."""
FIRST_ANSWERS = 5


@dataclass(frozen=True, slots=True)
class Advice:
    """Whether to go on.

    Attributes:
        stop: Stopping is advised.
        why: The reason, as a sentence.
    """

    stop: bool
    why: str


def advise(expected: float | None, moved: list[int], total: int) -> Advice:
    """Say whether another answer is worth the while.

    Args:
        expected: How many contacts the next answer is expected to move; None: nothing to ask.
        moved: How many contacts each answer so far moved.
        total: How many contacts there are.
    """
    if expected is None:
        return Advice(stop=True, why="There is nothing left to ask about.")
    little = max(1.0, LITTLE * total)
    told = f"The next answer is expected to move about {expected:,.0f} of {total:,} contacts."
    if len(moved) < FIRST_ANSWERS:
        return Advice(stop=False, why=told)
    if expected < little:
        return Advice(stop=True, why=f"Enough for now. {told}")
    tail = moved[-IN_A_ROW:]
    if len(tail) == IN_A_ROW and max(tail) < little:
        return Advice(stop=True, why=f"Enough for now: the last answers moved little. {told}")
    return Advice(stop=False, why=told)
