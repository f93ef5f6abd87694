"""What the workspace holds, and what customers contact the company about."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from assistant.actions.action import Action, Filters
from assistant.actions.asking import scope_of, stage_name
from assistant.answers import Answer, Data, Line, Quoted, Quotes, Table
from assistant.audits.accuracy import accuracy_note
from assistant.counting.days import outside
from assistant.naming import resolve_stage
from assistant.session import Session
from assistant.wording import count, share, tally
from corpora.store.scope import EVERYTHING, Scope


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
    with_customer: int
    dated: int
    first: datetime | None
    last: datetime | None
    channels: dict[str, int]
    languages: dict[str, int]
    departments: dict[str, int]
    set_aside: dict[str, int]
    products: int
    products_without_page: int
    pages: int
    events: int
    stages: tuple[StageCount, ...]
    unsure: int
    unsure_reasons: dict[str, int]


def overview(session: Session, params: Filters) -> Answer:
    """Say what the workspace holds and which stages customers contact you about."""
    with session.workspace.reading() as db:
        scope, told = scope_of(session, params, db)
        outer = outside(session, db, scope)
    data = measure(session, scope)
    return Answer(
        headline=_headline(data, filtered=scope != EVERYTHING),
        data=data,
        blocks=(*stage_table(data), *_tallies(data)),
        scope=told,
        n=data.contacts,
        notes=(*outer, *notes(data), *((accuracy_note(session),) if data.stages else ())),
        follow_ups=("pain_points", "show_journey", "show_gaps"),
    )


def measure(session: Session, scope: Scope = EVERYTHING) -> OverviewData:
    """Count what there is within a scope, and at which stages."""
    from corpora.store import queries

    with session.workspace.reading() as db:
        held, shares, reasons = session.memory.recall(
            session.path,
            ("counts", repr(scope)),
            lambda: (
                queries.holdings(db, scope),
                queries.stage_shares(db, scope),
                queries.unsure_reasons(db, scope),
            ),
        )
    stages = tuple(
        StageCount(
            stage=each.stage_id,
            name=stage_name(each.stage_id, session.stages),
            contacts=each.contacts,
            customers=each.customers,
            decided_by_people=each.decided,
        )
        for each in shares
    )
    return OverviewData(
        contacts=held.contacts,
        customers=held.customers,
        with_customer=held.known_customers,
        dated=held.dated,
        first=held.first,
        last=held.last,
        channels=held.channels,
        languages=held.languages,
        departments=held.departments,
        set_aside=held.set_aside,
        products=held.products,
        products_without_page=held.unpaged,
        pages=held.pages,
        events=held.events,
        stages=stages,
        unsure=sum(each.contacts for each in stages if each.stage is None),
        unsure_reasons=reasons,
    )


def _headline(data: OverviewData, *, filtered: bool) -> str:
    if not data.contacts:
        return "No contact matches." if filtered else "No contacts here yet."
    text = f"{count(data.contacts, 'contact')} of {count(data.customers, 'customer')}"
    if data.first and data.last:
        text += f", {data.first:%Y-%m-%d} to {data.last:%Y-%m-%d}"
    sure = [each for each in data.stages if each.stage is not None]
    if sure:
        text += f"; most at {sure[0].name} ({share(sure[0].contacts, data.contacts)})"
    return text + "."


def stage_table(data: OverviewData) -> tuple[Table, ...]:
    """Return the stages as a table; nothing where nothing is labelled."""
    columns = ("stage", "contacts", "share", "customers")
    rows = tuple(
        (
            each.name,
            f"{each.contacts:,}",
            share(each.contacts, data.contacts),
            f"{each.customers:,}",
        )
        for each in data.stages
    )
    return (Table(columns, rows, right=frozenset(columns[1:])),) if rows else ()


def _tallies(data: OverviewData) -> tuple[Line, ...]:
    return tuple(
        Line(f"{name}: {tally(counts)}.", "quiet")
        for name, counts in (("Channels", data.channels), ("Departments", data.departments))
        if counts
    )


def notes(data: OverviewData) -> tuple[str, ...]:
    """Return what could not be computed and how sure the rest is, in sentences."""
    told = []
    if data.contacts and not data.stages:
        told.append("Stages: not computed yet; `frontstage classify` labels the contacts.")
    if data.unsure:
        reasons = tally(data.unsure_reasons)
        told.append(
            f"Main reason unsure: {count(data.unsure, 'contact')} ({reasons}), never guessed."
        )
    if data.contacts and not data.dated:
        told.append("Period: not computed: no date column.")
    elif data.dated < data.contacts:
        told.append(f"{count(data.contacts - data.dated, 'contact')} without a date.")
    if data.contacts and not data.with_customer:
        told.append("Customers: no customer column, so each contact counts as one customer.")
    if data.pages and data.products_without_page:
        told.append(
            f"{count(data.products_without_page, 'product')} without a page: `frontstage ask "
            "products without_page=true` lists them."
        )
    if data.set_aside:
        told.append(f"Set aside and not counted: {tally(data.set_aside)}.")
    return tuple(told)


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
    from corpora.store.stage_quotes import stage_quotes

    stage = resolve_stage(params.stage, session.stages)
    with session.workspace.reading() as db:
        scope, told = scope_of(session, params, db)
        quotes = stage_quotes(db, stage.id, scope, limit=params.top)
    held = measure(session, scope)
    here = next((each.contacts for each in held.stages if each.stage == stage.id), 0)
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
    OverviewData,
    examples=("what do people contact us about", "give me an overview", "how many contacts"),
)
SHOW_STAGE = Action(
    "show_stage",
    StageParams,
    show_stage,
    StageData,
    examples=("show me returns", "what is in the paying stage", "contacts about delivery"),
)
