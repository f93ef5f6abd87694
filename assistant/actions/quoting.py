"""The words that a gap, a stage, a product or a finding rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

from pydantic import Field

from assistant.actions.action import Action, Filters
from assistant.actions.asking import scope_of
from assistant.actions.gaps import KIND_WORDS
from assistant.answers import Answer, Data, Quoted, Quotes
from assistant.gaps.cards import GapShelf
from assistant.gaps.page_changes import told_then
from assistant.naming import resolve_gap, resolve_product, resolve_stage
from assistant.session import Session
from assistant.wording import count
from corpora.errors import UnknownName
from corpora.records import Gap, Product, Stage


class EvidenceParams(Filters):
    """Of what."""

    of: Annotated[str, Field(description="A gap, a stage, a product or a finding, by id or name.")]
    top: Annotated[int, Field(ge=1, le=1000, description="How many quotes.")] = 10


class EvidenceData(Data):
    """Customers' words that something rests on."""

    of: str
    quotes: tuple[Quoted, ...]


def evidence(session: Session, params: EvidenceParams) -> Answer:
    """Show the words that a gap or a stage rests on, one quote a customer."""
    from assistant.gaps.scoped import scoped_shelf
    from corpora.store.queries import stage_quotes

    shelf, told, _ = scoped_shelf(session, params)
    notes: tuple[str, ...] = ()
    what_of_it = ""
    if params.of.startswith("f-"):
        what, quotes = _of_finding(session, params)
    else:
        found = thing_called(params.of, shelf, session.stages)
        if isinstance(found, Gap):
            what, quotes = found.topic, shelf.card(found, params.top).quotes
            then = told_then(found, shelf)
            notes = (then,) if then else ()
            what_of_it = _of_the_page(found, shelf)
        elif isinstance(found, Product):
            what, quotes = found.title, _of_product(found, shelf, params.top)
        else:
            what = found.name
            with session.workspace.reading() as db:
                scope, told = scope_of(session, params, db)
                held = stage_quotes(db, found.id, scope, limit=params.top)
            quotes = tuple(Quoted.of(each) for each in held)
    return Answer(
        headline=f"{count(len(quotes), 'customer')} on {what}{what_of_it}.",
        data=EvidenceData(of=what, quotes=quotes),
        blocks=(Quotes(quotes),) if quotes else (),
        scope=f"{params.of}, {told}" if told != "all contacts" else params.of,
        n=len(quotes),
        notes=notes,
        follow_ups=tuple(f"explain_contact contact={each.contact_id}" for each in quotes[:2]),
    )


def _of_the_page(gap: Gap, shelf: GapShelf) -> str:
    """Say of a gap what its page tells, today and when customers asked; "" where it has none."""
    product = next(iter(gap.product_ids), "")
    if product not in shelf.pages:
        return ""
    day = shelf.changed.get(product)
    when = f"; it changed on {day}" if day else ", today as when they asked"
    return f"; {KIND_WORDS[gap.kind]}{when}"


def _of_product(product: Product, shelf: GapShelf, top: int) -> tuple[Quoted, ...]:
    """Return one quote of each customer whom the gaps of a product left without an answer."""
    quotes: dict[str, Quoted] = {}
    for gap in shelf.open_gaps([product.id]):
        for quote in shelf.card(gap, top).quotes:
            quotes.setdefault(shelf.customers.get(quote.contact_id, quote.contact_id), quote)
    return tuple(quotes.values())[:top]


def _of_finding(session: Session, params: EvidenceParams) -> tuple[str, tuple[Quoted, ...]]:
    from assistant.actions.improving import FindingsParams, find_all

    given = params.model_dump(exclude={"of", "top"}, exclude_defaults=True)
    findings, _, _ = find_all(session, FindingsParams.model_validate({**given, "top": 100}))
    found = [each for each in findings if each.id.startswith(params.of)]
    if len(found) != 1:
        raise UnknownName(f"no finding {params.of!r}", remedy="`frontstage findings` lists them")
    return found[0].subject, tuple(Quoted.of(each) for each in found[0].evidence)[: params.top]


def stage_called(name: str, stages: Sequence[Stage]) -> Stage | None:
    """Return the stage that is called so to the letter; no gap has to be read to know it."""
    called = {known.casefold(): stage for stage in stages for known in (stage.id, stage.name)}
    return called.get(name.strip().casefold())


def thing_called(name: str, shelf: GapShelf, stages: Sequence[Stage]) -> Gap | Stage | Product:
    """Return what is called so to the letter, else the gap, stage or product that is meant.

    Raises:
        UnknownName: Nothing is called like that; the message lists the nearest.
    """
    gaps = shelf.gaps
    if name in shelf.products:
        return shelf.products[name]
    if (stage := stage_called(name, stages)) is not None:
        return stage
    ways: list[Callable[[], Gap | Stage | Product]] = [lambda: resolve_gap(name, gaps)]
    if not name.startswith("g-"):
        ways.append(lambda: resolve_stage(name, stages))
        ways.append(lambda: resolve_product(name, tuple(shelf.products.values())))
    unknown: list[UnknownName] = []
    for way in ways:
        try:
            return way()
        except UnknownName as error:
            unknown.append(error)
    # What stands behind a name is a gap more often than anything else.
    raise unknown[0]


EVIDENCE = Action(
    "evidence",
    EvidenceParams,
    evidence,
    EvidenceData,
    examples=("show me the quotes behind it", "what did they say about the lid"),
)
