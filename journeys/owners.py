"""Who performs a step by somebody's word, beside who was seen there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpora.records import Stage
from journeys.model import Journey, Lane

CUSTOMER = "customer"
"""The lane of a stage that nobody assigned."""


def with_owners(journey: Journey, stages: Sequence[Stage]) -> Journey:
    """Return the journey with the departments that its steps were assigned to.

    Counts stay as they were seen: an assignment says whose a step is, not who was met. A
    department that no contact shows becomes a lane without contacts.

    Args:
        journey: As discovered.
        stages: The journey's stages; `lane` is the department, or `customer`: not assigned.
    """
    owners: dict[str, str] = {}
    lanes = list(journey.departments)
    for stage in stages:
        if stage.lane == CUSTOMER or journey.step(stage.id) is None:
            continue
        lane = _lane_called(stage.lane, lanes)
        if lane is None:
            lane = Lane(stage.lane, stage.lane, "department")
            lanes.append(lane)
        owners[stage.id] = lane.id
    return replace(
        journey,
        departments=tuple(lanes),
        steps=tuple(
            replace(step, assigned=owners.get(step.stage_id, "")) for step in journey.steps
        ),
        notes=(*journey.notes, *_notes(journey, lanes, owners)),
    )


def _lane_called(name: str, lanes: Sequence[Lane]) -> Lane | None:
    """Return the lane of this name, or the only one that begins with its words."""
    key = name.strip().casefold()
    for lane in lanes:
        if key in (lane.id.casefold(), lane.name.casefold()):
            return lane
    longer = [lane for lane in lanes if lane.name.casefold().startswith(f"{key} ")]
    return longer[0] if len(longer) == 1 else None


def _notes(journey: Journey, lanes: Sequence[Lane], owners: dict[str, str]) -> list[str]:
    names = {lane.id: lane.name for lane in lanes}
    told = []
    for step in journey.steps:
        if (owner := owners.get(step.stage_id)) is not None and step.contacts:
            here = sum(touch.contacts for touch in step.departments if touch.lane == owner)
            told.append(
                f"{step.name} is assigned to {names[owner]}, which {here:,} of its "
                f"{step.contacts:,} contacts met."
            )
    return told
