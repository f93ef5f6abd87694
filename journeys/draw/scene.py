"""What a drawing shows, decided once for all of them: which steps, lanes, ways and words.

A drawing holds what a person can read. What does not fit is left out, the rarest first, and
listed; nothing is left out silently.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from journeys.model import Journey, Lane, Step, Touch, Transition, View

_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co"})
# No XML document may hold the first two; the others change how wide their neighbour is.
_NO_CHARACTERS = frozenset(
    "\ufffe\uffff\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
)
FEWEST_FOR_A_SHARE = 10
"""Of fewer contacts one alone is more than a tenth: they are told as "2 of 3"."""
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_UNITS = ((2 * _MINUTE, 1, "s"), (2 * _HOUR, _MINUTE, "min"), (2 * _DAY, _HOUR, "h"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A step with its place in the drawing.

    Attributes:
        number: From 1, as people count.
        step: The step.
        name: Its name, safe to print.
        share: Share of all contacts, 0 to 1.
        failing: How many of its contacts something gone wrong has caused, as told: "38 %", or
            "2 of 3" where a share would claim too much; empty: none, or not computed.
        facts: Short lines for its box: what is told beside its share.
    """

    number: int
    step: Step
    name: str
    share: float
    failing: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A lane beneath the line of visibility.

    Attributes:
        name: Its name, safe to print.
        contacts: Distinct contacts.
        cells: One a place: distinct contacts that met this lane at that step.
        assigned: Places, by index from 0, that somebody says are this lane's.
    """

    name: str
    contacts: int
    cells: tuple[int, ...]
    assigned: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A transition between two places of the drawing, by their index from 0."""

    source: int
    target: int
    transition: Transition


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that a drawing shows.

    Attributes:
        title: The heading.
        subtitle: What it rests on: contacts, customers, period.
        places: The steps, left to right.
        ways: Transitions between different steps, the strongest first; then the implied ones.
        rows: Lanes beneath the line of visibility.
        notes: What a reader must know, and what was left out.
        unit: What contacts are called here: `contact`, or `case`.
    """

    title: str
    subtitle: str
    places: tuple[Place, ...]
    ways: tuple[Way, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    unit: str = "contact"


def scene_of(
    journey: Journey,
    view: View = "customer",
    *,
    most_steps: int = 14,
    most_ways: int = 8,
    most_rows: int = 8,
) -> Scene:
    """Choose what a drawing of the journey shows."""
    steps = _most_frequent(journey.steps, most_steps)
    index = {step.stage_id: i for i, step in enumerate(steps)}
    ways = [
        Way(source=index[t.source], target=index[t.target], transition=t)
        for t in journey.transitions
        if t.source in index and t.target in index and t.source != t.target
    ]
    seen = [way for way in ways if way.transition.mark == "observed"]
    drawn = [*seen[:most_ways], *_ways_of_the_unseen(ways, steps)]
    lanes = journey.departments if view == "departments" else journey.channels
    rows = _rows(journey, steps, _shown(lanes, steps, most_rows, view), view)
    cut = [
        _left("step", journey.steps, steps, len(journey.steps) - len(steps)),
        _left("way", seen, (), max(len(seen) - most_ways, 0)),
        _left("lane", lanes, (), max(len(lanes) - most_rows, 0)),
    ]
    return Scene(
        title=clean(journey.name),
        subtitle=" · ".join(_subtitle(journey)),
        places=tuple(_place(journey, i, step) for i, step in enumerate(steps)),
        ways=tuple(drawn),
        rows=rows,
        notes=(
            *map(clean, journey.notes),
            *_lane_notes(journey, view),
            *(f"Not drawn: {clean(sentence)}." for sentence in journey.left_out),
            *(sentence for sentence in cut if sentence),
        ),
        unit=journey.unit,
    )


def clean(text: str) -> str:
    """Return the text on one line without control characters, as any exit must have it."""
    spaced = " ".join(text.split())
    return "".join(
        c for c in spaced if c not in _NO_CHARACTERS and unicodedata.category(c) not in _UNPRINTABLE
    )


def percent(share: float) -> str:
    """Return a share of 0 to 1 as people read it: `<1 %`, `7 %`, `>99 %`; 100 % is all."""
    if 0 < share < 0.01:
        return "<1 %"
    if 0.99 < share < 1:
        return ">99 %"
    return f"{share:.0%}".replace("%", " %")


def _part(hits: int, n: int) -> str:
    """Return how many of n these are: `38 %`, or `2 of 3` where n is too few for a share."""
    return f"{hits:,} of {n:,}" if n < FEWEST_FOR_A_SHARE else percent(hits / n)


def span(seconds: float) -> str:
    """Return a time as people say it: `45 s`, `12 min`, `5 h`, `3 days`."""
    for below, unit, name in _UNITS:
        if round(seconds / unit) * unit < below:
            return f"{seconds / unit:.0f} {name}"
    return f"{seconds / _DAY:.0f} days"


def many(number: int, noun: str) -> str:
    """Return `1 contact`, `1,284 contacts`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def counts(scene: Scene, step: Step) -> str:
    """Return `12 contacts, 9 customers`; of a log, `12 cases`."""
    told = many(step.contacts, scene.unit)
    return told if scene.unit == "case" else f"{told}, {many(step.customers, 'customer')}"


def _most_frequent(steps: Sequence[Step], most: int) -> tuple[Step, ...]:
    ranked = sorted(range(len(steps)), key=lambda i: (-steps[i].contacts, i))
    kept = set(ranked[:most])
    return tuple(step for i, step in enumerate(steps) if i in kept)


def _ways_of_the_unseen(ways: Iterable[Way], steps: Sequence[Step]) -> Iterable[Way]:
    """The ways to and from steps that no contact shows, so that these do not stand alone."""
    unseen = {i for i, step in enumerate(steps) if step.mark != "observed"}
    return (
        way
        for way in ways
        if way.transition.mark == "implied" and unseen & {way.source, way.target}
    )


def _place(journey: Journey, i: int, step: Step) -> Place:
    return Place(
        number=i + 1,
        step=step,
        name=clean(step.name) or step.stage_id,
        share=journey.share(step),
        failing=_part(step.failures, step.contacts) if step.failures else "",
        facts=tuple(_facts(step)),
    )


def _facts(step: Step) -> Iterable[str]:
    if step.mark == "observed":
        if step.median_s is not None:
            yield f"{span(step.median_s)} each"
        return
    if step.passed_unseen:
        yield f"{step.passed_unseen:,} unseen"


def _rows(
    journey: Journey, steps: Sequence[Step], lanes: Sequence[Lane], view: View
) -> tuple[Row, ...]:
    if not lanes:
        cells = tuple(step.contacts for step in steps)
        return (Row(name="The company", contacts=journey.contacts, cells=cells),)
    return tuple(
        Row(
            name=clean(lane.name),
            contacts=lane.contacts,
            cells=tuple(_met(step, lane.id, view) for step in steps),
            assigned=_assigned(steps, lane, view),
        )
        for lane in lanes
        if lane.kind != "customer"
    )


def _shown(lanes: Sequence[Lane], steps: Sequence[Step], most: int, view: View) -> tuple[Lane, ...]:
    """The busiest lanes; one that somebody has given a step to is never left out for others."""
    ranked = sorted(lanes, key=lambda lane: not _assigned(steps, lane, view))[:most]
    return tuple(lane for lane in lanes if lane in ranked)


def _assigned(steps: Sequence[Step], lane: Lane, view: View) -> frozenset[int]:
    if view != "departments":
        return frozenset()
    return frozenset(i for i, step in enumerate(steps) if step.assigned == lane.id)


def _met(step: Step, lane: str, view: View) -> int:
    touches: tuple[Touch, ...] = step.departments if view == "departments" else step.channels
    return next((touch.contacts for touch in touches if touch.lane == lane), 0)


def _lane_notes(journey: Journey, view: View) -> tuple[str, ...]:
    if view == "departments" and not any(lane.contacts for lane in journey.departments):
        return ("No departments: no column says who handled a contact.",)
    return ()


def _subtitle(journey: Journey) -> Iterable[str]:
    yield many(journey.contacts, journey.unit)
    if not journey.logged:
        yield many(journey.customers, "customer")
    if journey.unsure:
        yield f"{journey.unsure:,} at no step"
    if journey.first_at and journey.last_at:
        yield _period(journey.first_at, journey.last_at)


def _period(first: datetime, last: datetime) -> str:
    end = f"{last.day} {last:%b %Y}"
    if first.date() == last.date():
        return end
    begin = f"{first.day} {first:%b}" if first.year == last.year else f"{first.day} {first:%b %Y}"
    return f"{begin} – {end}"


def _left(noun: str, everything: Sequence[object], kept: Sequence[object], number: int) -> str:
    if not number:
        return ""
    names = ""
    if kept:
        gone = [s.name for s in everything if isinstance(s, Step) and s not in kept]
        shown = ", ".join(clean(name) for name in gone[:3])
        names = f" ({shown}{', …' if len(gone) > 3 else ''})"
    return f"Not drawn: {many(number, f'rarer {noun}')}{names}."
