"""What the workspace holds, and what customers contact the company about."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from assistant.actions.action import Action, Filters
from assistant.actions.asking import scope_of, stage_name
from assistant.answers import Answer, Data, Line, Quoted, Quotes, Table
from assistant.naming import resolve_stage
from assistant.session import Session
from assistant.wording import count, share, tally


class StageCount(Data):
    """Contacts at one stage; `stage` None: unsure."""

    stage: str | None
    name: str
    contacts: int
    customers: int
    decided_by_people: int


class OverviewData(Data):
    """What there is, and at which stages."""

    contacts: int
    customers: int
    first: datetime | None
    last: datetime | None
    channels: dict[str, int]
    languages: dict[str, int]
    departments: dict[str, int]
    set_aside: dict[str, int]
    products: int
    pages: int
    events: int
    stages: tuple[StageCount, ...]
    unsure: int
    unsure_reasons: dict[str, int]


def overview(session: Session, params: Filters) -> Answer:
    """Say what the workspace holds and which stages customers contact you about."""
    from corpora.store import queries

    with session.workspace.reading() as db:
        scope, told = scope_of(session, params, db)
        held = queries.holdings(db, scope)
        shares = queries.stage_shares(db, scope)
        reasons = queries.unsure_reasons(db, scope)
    counts = tuple(
        StageCount(
            stage=each.stage_id,
            name=stage_name(each.stage_id, session.stages),
            contacts=each.contacts,
            customers=each.customers,
            decided_by_people=each.decided,
        )
        for each in shares
    )
    unsure = sum(each.contacts for each in counts if each.stage is None)
    data = OverviewData(
        contacts=held.contacts,
        customers=held.customers,
        first=held.first,
        last=held.last,
        channels=held.channels,
        languages=held.languages,
        departments=held.departments,
        set_aside=held.set_aside,
        products=held.products,
        pages=held.pages,
        events=held.events,
        stages=counts,
        unsure=unsure,
        unsure_reasons=reasons,
    )
    return Answer(
        headline=_headline(data),
        data=data,
        blocks=_blocks(data),
        scope=told,
        n=held.contacts,
        notes=_notes(data, held.dated, held.known_customers),
        follow_ups=("pain_points", "show_journey", "show_gaps"),
    )


def _headline(data: OverviewData) -> str:
    if not data.contacts:
        return "No contacts here yet."
    text = f"{count(data.contacts, 'contact')} of {count(data.customers, 'customer')}"
    if data.first and data.last:
        text += f", {data.first:%Y-%m-%d} to {data.last:%Y-%m-%d}"
    sure = [each for each in data.stages if each.stage is not None]
    if sure:
        text += f"; most at {sure[0].name} ({share(sure[0].contacts, data.contacts)})"
    return text + "."


def _blocks(data: OverviewData) -> tuple[Table | Line, ...]:
    rows = tuple(
        (
            each.name,
            f"{each.contacts:,}",
            share(each.contacts, data.contacts),
            f"{each.customers:,}",
        )
        for each in data.stages
    )
    blocks: list[Table | Line] = []
    if rows:
        columns = ("stage", "contacts", "share", "customers")
        blocks.append(Table(columns, rows, right=frozenset(columns[1:])))
    for name, counts in (("Channels", data.channels), ("Departments", data.departments)):
        if counts:
            blocks.append(Line(f"{name}: {tally(counts)}.", "quiet"))
    return tuple(blocks)


def _notes(data: OverviewData, dated: int, with_customer: int) -> tuple[str, ...]:
    notes = []
    if data.contacts and not data.stages:
        notes.append("Stages: not computed yet; `frontstage classify` labels the contacts.")
    if data.unsure:
        reasons = tally(data.unsure_reasons)
        notes.append(f"{count(data.unsure, 'contact')} unsure ({reasons}), never guessed.")
    if data.contacts and not dated:
        notes.append("Period: not computed: no date column.")
    elif dated < data.contacts:
        notes.append(f"{count(data.contacts - dated, 'contact')} without a date.")
    if data.contacts and not with_customer:
        notes.append("Customers: no customer column, so each contact counts as one customer.")
    if data.set_aside:
        notes.append(f"Set aside and not counted: {tally(data.set_aside)}.")
    if data.stages:
        notes.append("Accuracy of the stages: not audited.")
    return tuple(notes)


class StageParams(Filters):
    """Which stage."""

    stage: Annotated[str, Field(description="A stage, by id or name.")]
    top: Annotated[int, Field(ge=1, le=100, description="How many contacts to show.")] = 5


class StageData(Data):
    """One stage and examples of its contacts."""

    stage: str
    name: str
    description: str
    contacts: int
    examples: tuple[Quoted, ...]


def show_stage(session: Session, params: StageParams) -> Answer:
    """Show one stage: what it is, how many contacts are there, and their words."""
    from corpora.store import queries

    stage = resolve_stage(params.stage, session.stages)
    with session.workspace.reading() as db:
        scope, told = scope_of(session, params, db)
        held = queries.holdings(db, scope)
        shares = queries.stage_shares(db, scope)
        quotes = queries.stage_quotes(db, stage.id, scope, limit=params.top)
    here = next((each.contacts for each in shares if each.stage_id == stage.id), 0)
    examples = tuple(Quoted.of(each) for each in quotes)
    return Answer(
        headline=f"{stage.name}: {count(here, 'contact')}, {share(here, held.contacts)} of all.",
        data=StageData(
            stage=stage.id,
            name=stage.name,
            description=stage.description,
            contacts=here,
            examples=examples,
        ),
        blocks=(Line(stage.description, "quiet"), Quotes(examples)),
        scope=told,
        n=held.contacts,
        follow_ups=(f"find_contacts stage={stage.id}", "show_journey"),
    )


OVERVIEW = Action(
    "overview",
    Filters,
    overview,
    examples=("what do people contact us about", "give me an overview", "how many contacts"),
)
SHOW_STAGE = Action(
    "show_stage",
    StageParams,
    show_stage,
    examples=("show me returns", "what is in the paying stage", "contacts about delivery"),
)
