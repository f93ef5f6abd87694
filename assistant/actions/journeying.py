"""The customer process, drawn with the customer on top."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from assistant.actions.action import Action, Filters
from assistant.actions.asking import scope_of
from assistant.answers import Answer, Block, Data, Drawing, Raw
from assistant.closing import apart_words
from assistant.session import Session
from assistant.wording import count, share
from corpora.errors import BadInput, SourceError
from corpora.store.scope import EVERYTHING, Scope

if TYPE_CHECKING:
    from corpora.records import Stage
    from corpora.store.workspace import Connection
    from journeys.model import Journey


TWO_COUNTS = (
    "In the drawing a contact counts at every step that it mentions; elsewhere it counts once, "
    "where its main reason is, or as unsure."
)
_PAGE = 100
"""Cells of a drawing in plain characters where no terminal says how wide it is."""


class JourneyParams(Filters):
    """How to draw it, and of which contacts."""

    view: Annotated[
        Literal["customer", "departments"],
        Field(description="The company as one, or who handles each step."),
    ] = "customer"
    format: Annotated[
        Literal["terminal", "ascii", "svg", "mermaid", "bpmn", "xes", "ocel"],
        Field(
            description="How to draw it (`ascii`: in plain characters), or as which event log to "
            "write it."
        ),
    ] = "terminal"
    output: Annotated[Path | None, Field(description="Write the drawing to this file.")] = None


class StepData(Data):
    """One step of the journey; `assigned` is the department that somebody gave it to, or empty."""

    stage: str
    name: str
    mark: str
    contacts: int
    customers: int
    repeats: int
    assigned: str


class TransitionData(Data):
    """Customers who go from one step directly to another."""

    source: str
    target: str
    mark: str
    count: int
    customers: int
    median_s: float | None


class JourneyData(Data):
    """The journey."""

    view: str
    contacts: int
    customers: int
    unsure: int
    steps: tuple[StepData, ...]
    transitions: tuple[TransitionData, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    written: str | None


def show_journey(session: Session, params: JourneyParams) -> Answer:
    """Draw the steps that customers go through, the customer on top.

    Each step is observed in contacts, implied by later ones, or assumed; nothing that the
    customer never meets is drawn.
    """
    with session.workspace.reading() as db:
        scope, told = scope_of(session, params, db)
    journey = discover_journey(session, scope)
    if params.format in ("xes", "ocel"):
        return _event_log(session, params, scope, journey)
    written = _write(journey, params) if params.output or params.format != "terminal" else None
    blocks: tuple[Block, ...] = (Drawing(journey, params.view),)
    if params.format != "terminal" and params.output is None:
        blocks = (Raw(_drawn(journey, params)),)
    elif written:
        blocks = ()
    told_of = _headline(journey, filtered=scope != EVERYTHING)
    return Answer(
        headline=f"Written to {written}." if written else told_of,
        data=journey_data(journey, params.view, written),
        blocks=blocks,
        scope="the whole log" if journey.logged else told,
        n=journey.contacts,
        notes=(TWO_COUNTS,) if journey.contacts and not journey.logged else (),
        follow_ups=() if journey.logged else ("show_stage stage=…", "pain_points"),
    )


def _event_log(session: Session, params: JourneyParams, scope: Scope, journey: Journey) -> Answer:
    from corpora.store.paths import log_events, path_events
    from journeys.event_logs import write_log

    if params.output is None:
        raise BadInput(
            f"{params.format} is a file for other tools", remedy="say where with --output FILE"
        )
    with session.workspace.reading() as db:
        events = log_events(db) if journey.logged else path_events(db, scope)
        unseen = _unseen(session, db)
    kind: Literal["xes", "ocel"] = "xes" if params.format == "xes" else "ocel"
    held = write_log(
        events,
        params.output,
        kind,
        stages=session.stages,
        collapse=not journey.logged,
        unseen=unseen,
    )
    what = "event" if journey.logged else "visit"
    undated = f"{count(held.left_out, what)} without a date"
    left = ((undated,) if held.left_out else ()) + journey.left_out
    return Answer(
        headline=f"Written to {params.output}: {count(held.events, what)}.",
        data=journey_data(journey, params.view, str(params.output)),
        n=journey.contacts,
        notes=tuple(f"Left out: {each}." for each in left),
    )


def discover_journey(session: Session, scope: Scope = EVERYTHING) -> Journey:
    """Discover the journey from the labels in the workspace; without contacts, from its logs."""
    settings = session.workspace.settings
    requires, stages = session.taxonomy.requires, session.stages
    with session.workspace.reading() as db:
        journey = session.memory.recall(
            session.path,
            ("journey", repr(scope), repr(stages), repr(requires), settings.back_office),
            lambda: _discovered(db, scope, stages, requires, _unseen(session, db)),
        )
    if journey.logged:
        return journey
    whose = f"{settings.company}'s customers" if settings.company else "the customers"
    return replace(journey, name=f"The journey of {whose}")


def _unseen(session: Session, db: Connection) -> tuple[str, ...]:
    """Return what the settings or a table of departments call back office, by every name."""
    from corpora.store.names import full_departments, never_met

    named = (*session.workspace.settings.back_office, *never_met(db))
    full = {code.casefold(): name for code, name in full_departments(db).items()}
    return (*named, *(full[each.casefold()] for each in named if each.casefold() in full))


def _discovered(
    db: Connection,
    scope: Scope,
    stages: Sequence[Stage],
    requires: Mapping[str, Sequence[str]],
    unseen: tuple[str, ...],
) -> Journey:
    from corpora.store.paths import apart, internal_notes, log_events, path_events
    from journeys.discover import discover

    events = path_events(db, scope)
    logged = log_events(db) if not events.num_rows and scope == EVERYTHING else None
    left = apart(db) if events.num_rows else None
    if logged is not None and logged.num_rows:
        return discover(logged, name="The process in the event log", unseen=unseen, collapse=False)
    journey = discover(events, stages=stages, requires=requires, unseen=unseen)
    notes = internal_notes(db, scope)
    hidden = f"{count(notes, 'internal note')}, which the customer never sees"
    return replace(
        journey,
        notes=(*journey.notes, *apart_words(left)),
        left_out=(*journey.left_out, *((hidden,) if notes else ())),
    )


def journey_data(journey: Journey, view: str, written: str | None = None) -> JourneyData:
    """Return the journey as a typed result."""
    return JourneyData(
        view=view,
        contacts=journey.contacts,
        customers=journey.customers,
        unsure=journey.unsure,
        steps=tuple(
            StepData(
                stage=step.stage_id,
                name=step.name,
                mark=step.mark,
                contacts=step.contacts,
                customers=step.customers,
                repeats=step.repeats,
                assigned=step.assigned,
            )
            for step in journey.steps
        ),
        transitions=tuple(
            TransitionData(
                source=each.source,
                target=each.target,
                mark=each.mark,
                count=each.count,
                customers=each.customers,
                median_s=each.median_s,
            )
            for each in journey.transitions
        ),
        left_out=journey.left_out,
        notes=journey.notes if journey.contacts else (),
        written=written,
    )


def _headline(journey: Journey, *, filtered: bool) -> str:
    if not journey.contacts and filtered:
        return "No contact that matches is at a stage."
    if not journey.contacts:
        return "No journey yet; `frontstage classify` labels the contacts first."
    busiest = max(journey.steps, key=lambda step: step.contacts)
    if journey.logged:
        return (
            f"{count(journey.contacts, 'case')} in the event log; "
            f"{share(busiest.contacts, journey.contacts)} of them are at {busiest.name}."
        )
    return (
        f"{count(journey.customers, 'customer')} in {count(journey.contacts, 'contact')}; "
        f"{share(busiest.contacts, journey.contacts)} of the contacts are at {busiest.name}."
    )


def _drawn(journey: Journey, params: JourneyParams) -> str:
    if params.format == "svg":
        from journeys.draw.svg import draw_svg

        return draw_svg(journey, view=params.view)
    if params.format == "mermaid":
        from journeys.draw.mermaid import draw_mermaid

        return draw_mermaid(journey, view=params.view)
    if params.format == "bpmn":
        from journeys.draw.bpmn import draw_bpmn

        return draw_bpmn(journey, view=params.view)
    from journeys.draw.terminal import draw_terminal

    # A file is as wide as a page; on a terminal nothing may be broken into the next line.
    width = _PAGE if params.output else shutil.get_terminal_size((_PAGE, 24)).columns
    return draw_terminal(
        journey, width, view=params.view, colour=False, ascii_only=params.format == "ascii"
    ).plain


def _write(journey: Journey, params: JourneyParams) -> str | None:
    if params.output is None:
        return None
    try:
        params.output.write_text(_drawn(journey, params), encoding="utf-8")
    except OSError as error:
        raise SourceError(
            f"can't be written ({error.strerror})", where=str(params.output)
        ) from error
    return str(params.output)


SHOW_JOURNEY = Action(
    "show_journey",
    JourneyParams,
    show_journey,
    JourneyData,
    examples=("show me the journey", "draw the process by department"),
    command="journey",
)
