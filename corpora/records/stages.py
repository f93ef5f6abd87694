"""A stage of the customer's journey and the drivers under it, as all packages need them."""

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


@dataclass(frozen=True, slots=True)
class Driver:
    """A reason why customers make contact: the level that users own, under the stages.

    Attributes:
        name: What people call it.
        stage_id: The stage that it belongs to.
        codes: What it is called in imported columns.
        column: The imported column that holds them; None: any column of codes.
    """

    name: str
    stage_id: str
    codes: tuple[str, ...]
    column: str | None = None
