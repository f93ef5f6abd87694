"""What the team assumes, beside what customers say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from assistant.actions.action import Action, Filters, positional
from assistant.actions.asking import scope_of, stage_name
from assistant.actions.journeying import discover_journey
from assistant.answers import Answer, Data, Line
from assistant.session import Session
from assistant.wording import count

if TYPE_CHECKING:
    from journeys.contrast import Contrast
    from journeys.import_map import DrawnMap


class MapParams(Filters):
    """Whose map, and which contacts to hold it against."""

    file: Annotated[Path, positional(description="The map: a journey in TOML, or BPMN 2.0 XML.")]
    top: Annotated[int, Field(ge=1, le=100, description="How many of each to show.")] = 5


class OrderData(Data):
    """Two steps that customers take the other way round than drawn."""

    first: str
    second: str
    as_drawn: int
    against: int


class MapData(Data):
    """How a map differs from the evidence; steps of the map by their names there."""

    name: str
    steps: int
    never_mentioned: tuple[str, ...]
    unknown: tuple[str, ...]
    not_drawn: dict[str, int]
    other_orders: tuple[OrderData, ...]
    ways_not_drawn: dict[str, int]


def import_map(session: Session, params: MapParams) -> Answer:
    """Hold the team's own map of the process against what customers went through.

    Steps that customers never mention, steps that nobody drew, and orders that differ.
    """
    from corpora.store.decisions import entries
    from journeys.contrast import contrast
    from journeys.edits import names_used
    from journeys.import_map import read_map

    with session.workspace.reading() as db:
        scope, told = scope_of(session, params, db)
        former = names_used(session.first_stages, entries(db))
    drawn = read_map(params.file, session.stages, former)
    journey = discover_journey(session, scope)
    found = contrast(drawn, journey, most=params.top)
    data = _data(session, drawn, found)
    differences = (
        len(data.never_mentioned)
        + len(data.unknown)
        + len(data.not_drawn)
        + len(data.other_orders)
        + len(data.ways_not_drawn)
    )
    return Answer(
        headline=(
            f"{drawn.name}: {count(data.steps, 'step')} drawn, "
            f"{count(differences, 'difference')} from what {count(journey.contacts, 'contact')} "
            "show."
            if journey.contacts
            else "No journey yet to hold it against; `frontstage classify` labels the contacts."
        ),
        data=data,
        blocks=tuple(Line(text) for text in _lines(data, params.top)) if journey.contacts else (),
        scope=told,
        n=journey.contacts,
        follow_ups=("show_journey", "frontstage edit add_stage name=…"),
    )


def _data(session: Session, drawn: DrawnMap, found: Contrast) -> MapData:
    names = {s.stage_id: s.name for s in drawn.steps if s.stage_id and s.name != s.id}

    def name(stage: str) -> str:
        return names.get(stage) or stage_name(stage, session.stages)

    return MapData(
        name=drawn.name,
        steps=len(drawn.steps),
        never_mentioned=tuple(step.name for step in found.never_mentioned),
        unknown=tuple(step.name for step in found.unknown),
        not_drawn={step.name: step.contacts for step in found.not_drawn},
        other_orders=tuple(
            OrderData(
                first=name(each.first),
                second=name(each.second),
                as_drawn=each.as_drawn,
                against=each.against,
            )
            for each in found.other_orders
        ),
        ways_not_drawn={
            f"{name(way.source)} → {name(way.target)}": way.count for way in found.ways_not_drawn
        },
    )


def _lines(data: MapData, most: int) -> list[str]:
    silent, unknown = data.never_mentioned, data.unknown
    told = [f"Drawn, but no customer speaks of it: {name}." for name in silent[:most]]
    if silent[most:]:
        told.append(f"Of {count(len(silent[most:]), 'more step')} no customer speaks either.")
    told += [
        f"Drawn, but no stage of the journey is called so: {name}; rename it in the map, or add "
        "the stage."
        for name in unknown[:most]
    ]
    if unknown[most:]:
        told.append(f"{count(len(unknown[most:]), 'more step')} drawn that no stage is called.")
    told += [
        f"Not drawn, but {count(contacts, 'contact')} are there: {name}."
        for name, contacts in data.not_drawn.items()
    ]
    told += [
        f"Drawn as {each.first} before {each.second}; customers go so {each.as_drawn:,} times, "
        f"and {each.against:,} times the other way."
        for each in data.other_orders
    ]
    told += [
        f"Not drawn, but gone {count(times, 'time')}: {way}."
        for way, times in data.ways_not_drawn.items()
    ]
    return told


IMPORT_MAP = Action(
    "import_map",
    MapParams,
    import_map,
    MapData,
    examples=("compare our own map with what customers say", "what did we draw wrong"),
    command="import-map",
)
