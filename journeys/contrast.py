"""Assumed against evidenced: a drawn map beside what customers went through."""

from __future__ import annotations

from dataclasses import dataclass

from journeys.import_map import DrawnMap, DrawnStep
from journeys.model import Journey, Step, Transition

_CLEAR = 2.0
_LEAST = 3


@dataclass(frozen=True, slots=True)
class OtherOrder:
    """Two steps that customers take in the other order than drawn.

    Attributes:
        first: The step that the map draws first.
        second: The one that it draws directly after it.
        as_drawn: How often customers went so.
        against: How often they went the other way.
    """

    first: str
    second: str
    as_drawn: int
    against: int


@dataclass(frozen=True, slots=True)
class Contrast:
    """How a map differs from the evidence.

    Attributes:
        never_mentioned: Drawn steps at which no customer was seen.
        unknown: Drawn steps that are no stage of the journey.
        not_drawn: Steps with contacts that nobody drew, the busiest first.
        other_orders: Neighbours that customers take the other way round.
        ways_not_drawn: Frequent transitions between drawn steps that nobody drew.
    """

    never_mentioned: tuple[DrawnStep, ...]
    unknown: tuple[DrawnStep, ...]
    not_drawn: tuple[Step, ...]
    other_orders: tuple[OtherOrder, ...]
    ways_not_drawn: tuple[Transition, ...]

    @property
    def differs(self) -> bool:
        """Whether there is any difference."""
        return bool(
            self.never_mentioned
            or self.unknown
            or self.not_drawn
            or self.other_orders
            or self.ways_not_drawn
        )


def contrast(drawn: DrawnMap, journey: Journey, *, most: int = 5) -> Contrast:
    """Hold a drawn map against a discovered journey.

    Args:
        drawn: What people assume.
        journey: What the evidence shows.
        most: How many ways that nobody drew to return.
    """
    stage = {step.id: step.stage_id for step in drawn.steps}
    named = {name for name in stage.values() if name is not None}
    seen = {step.stage_id for step in journey.steps if step.contacts}
    went = {(way.source, way.target): way for way in journey.transitions if way.mark == "observed"}
    ways = [(stage[a], stage[b]) for a, b in drawn.follows]
    drawn_ways = {(a, b) for a, b in ways if a is not None and b is not None and a != b}
    undrawn = [
        way
        for pair, way in went.items()
        if pair not in drawn_ways and way.source != way.target and {*pair} <= named
        and way.count >= _LEAST
    ]  # fmt: skip
    return Contrast(
        never_mentioned=tuple(s for s in drawn.steps if s.stage_id and s.stage_id not in seen),
        unknown=tuple(step for step in drawn.steps if step.stage_id is None),
        not_drawn=tuple(
            sorted(
                (s for s in journey.steps if s.contacts and s.stage_id not in named),
                key=lambda step: -step.contacts,
            )
        ),
        other_orders=tuple(_other_orders(drawn_ways, went)),
        ways_not_drawn=tuple(sorted(undrawn, key=lambda way: -way.count)[:most]),
    )


def _other_orders(
    ways: set[tuple[str, str]], went: dict[tuple[str, str], Transition]
) -> list[OtherOrder]:
    found = []
    for first, second in sorted(ways):
        if (second, first) in ways:
            continue
        forth, back = went.get((first, second)), went.get((second, first))
        as_drawn, against = forth.count if forth else 0, back.count if back else 0
        if against >= _LEAST and against >= _CLEAR * as_drawn:
            found.append(OtherOrder(first, second, as_drawn, against))
    return sorted(found, key=lambda each: (-each.against, each.first))
