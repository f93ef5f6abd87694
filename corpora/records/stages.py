"""A stage of the customer's journey, as classifiers and journeys both need it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the customer's journey.

    Attributes:
        id: Immutable; never used again after a merge.
        name: What people call it.
        description: What customers do there, in a sentence.
        examples: Phrases that customers say there.
        lane: Who performs it: `customer`, `web`, `ivr`, or a department.
        aliases: Ids of stages that were merged into it.
    """

    id: str
    name: str
    description: str
    examples: tuple[str, ...] = ()
    lane: str = "customer"
    aliases: tuple[str, ...] = ()
