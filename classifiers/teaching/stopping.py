"""When to stop answering: apart from what is asked, so that either can change alone."""

from __future__ import annotations

from dataclasses import dataclass

LITTLE = 0.01
"""Answers that together moved less than this share of the contacts were hardly worth the while."""
FEWEST = 2
"""Fewer contacts than this are little in the smallest corpus, too."""
IN_A_ROW = 4
"""After so many answers in a row that moved little, the next will move little too."""
FIRST_ANSWERS = 5


@dataclass(frozen=True, slots=True)
class Advice:
    """Whether to go on.

    Attributes:
        stop: Stopping is advised.
        why: The reason, as a sentence; empty where there is none to stop.
    """

    stop: bool
    why: str


def advise(moved: list[int], total: int, *, left: bool = True) -> Advice:
    """Say whether another answer is worth the while.

    What a single group holds is no measure: in a large corpus every group is a small share of it.

    Args:
        moved: How many contacts each answer that named a stage moved.
        total: How many contacts there are.
        left: Whether there is anything left to ask about.
    """
    if not left:
        return Advice(stop=True, why="There is nothing left to ask about.")
    tail = sum(moved[-IN_A_ROW:])
    if len(moved) >= FIRST_ANSWERS and tail < max(LITTLE * total, FEWEST):
        told = f"Enough for now: the last {IN_A_ROW} answers moved {tail:,} of {total:,} contacts."
        return Advice(stop=True, why=told)
    return Advice(stop=False, why="")
