"""The words that a gap, a stage, a product or a finding rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from assistant.actions.action import Action, Filters
from assistant.actions.asking import scope_of
from assistant.answers import Answer, Data, Quoted, Quotes
from assistant.gaps.cards import GapShelf
from assistant.gaps.gap_card import kind_words
from assistant.gaps.page_changes import told_then
from assistant.gaps.scoped import customers_left, scoped_shelf
from assistant.naming import (
    gaps_with,
    products_with,
    resolve_gap,
    resolve_product,
    resolve_stage,
)
from assistant.session import Session
from assistant.wording import count
from corpora.errors import UnknownName
from corpora.records import Gap, Product, Stage


class EvidenceParams(Filters):
    """Of what."""

    of: Annotated[str, Field(description="A gap, a stage, a product or a finding, by id or name.")]
    top: Annotated[int, Field(ge=1, le=1000, description="How many quotes.")] = 10


class EvidenceData(Data):
    """Customers' words that something rests on; `customers` counts those not quoted here too."""

    of: str
    customers: int
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was asked about, who speaks of it, and the words of some of them.

    Attributes:
        what: Its name, as people read it.
        customers: How many customers it rests on, quoted here or not.
        quotes: One quote a customer.
        told: Whose contacts count.
        page: What its page says of it; "" where it has none.
        notes: What was said of it when it was asked.
    """

    what: str
    customers: int
    quotes: tuple[Quoted, ...]
    told: str
    page: str = ""
    notes: tuple[str, ...] = ()


def evidence(session: Session, params: EvidenceParams) -> Answer:
    """Show the words that a gap or a stage rests on, one quote a customer."""
    shelf, told, _ = scoped_shelf(session, params)
    if params.of.startswith("f-"):
        found = _of_finding(session, params, told)
    else:
        named = thing_called(params.of, shelf, session.stages)
        if isinstance(named, Gap):
            found = _of_gap(named, shelf, params.top, told)
        elif isinstance(named, Stage):
            found = _of_stage(session, named, params)
        else:
            found = _of_products(named, shelf, params, told)
    return Answer(
        headline=f"{_how_many(found)} on {found.what}{found.page}.",
        data=EvidenceData(of=found.what, customers=found.customers, quotes=found.quotes),
        blocks=(Quotes(found.quotes),) if found.quotes else (),
        scope=f"{found.what}, {found.told}" if found.told != "all contacts" else found.what,
        n=found.customers,
        notes=found.notes,
        follow_ups=tuple(f"explain_contact contact={each.contact_id}" for each in found.quotes[:2]),
    )


def _how_many(found: _Found) -> str:
    """Return how many customers are quoted, and of how many."""
    quoted = len(found.quotes)
    if quoted >= found.customers:
        return count(quoted, "customer")
    return f"{quoted:,} of {count(found.customers, 'customer')}"


def _of_stage(session: Session, stage: Stage, params: EvidenceParams) -> _Found:
    from corpora.store.queries import stage_shares
    from corpora.store.stage_quotes import stage_quotes

    with session.workspace.reading() as db:
        scope, told = scope_of(session, params, db)
        held = stage_quotes(db, stage.id, scope, limit=params.top)
        shares = stage_shares(db, scope)
    customers = sum(each.customers for each in shares if each.stage_id == stage.id)
    return _Found(stage.name, customers, tuple(Quoted.of(each) for each in held), told)


def _of_gap(gap: Gap, shelf: GapShelf, top: int, told: str) -> _Found:
    card, then = shelf.card(gap, top), told_then(gap, shelf)
    page, notes = _of_the_page(gap, shelf), (then,) if then else ()
    return _Found(gap.topic, card.customers, card.quotes, told, page, notes)


def _of_the_page(gap: Gap, shelf: GapShelf) -> str:
    """Say of a gap what its page tells, today and when customers asked; "" where it has none."""
    product = next(iter(gap.product_ids), "")
    if product not in shelf.pages:
        return ""
    day = shelf.changed.get(product)
    when = f"; it changed on {day}" if day else ", today as when they asked"
    return f"; {kind_words(gap.kind, gap.customers_low)}{when}"


def _of_products(
    products: Sequence[Product], shelf: GapShelf, params: EvidenceParams, told: str
) -> _Found:
    """Return one quote of each customer whom the gaps of products left without an answer."""
    gaps = shelf.open_gaps([product.id for product in products])
    quotes: dict[str, Quoted] = {}
    for gap in gaps:
        for quote in shelf.card(gap, params.top).quotes:
            quotes.setdefault(shelf.customers.get(quote.contact_id, quote.contact_id), quote)
    what = products[0].title if len(products) == 1 else f"{params.of} ({len(products)} products)"
    customers = customers_left(gaps, shelf).customers
    return _Found(what, customers, tuple(quotes.values())[: params.top], told)


def _of_finding(session: Session, params: EvidenceParams, told: str) -> _Found:
    from assistant.actions.improving import FindingsParams, find_all

    given = params.model_dump(exclude={"of", "top"}, exclude_defaults=True)
    findings, _, _ = find_all(session, FindingsParams.model_validate({**given, "top": 100}))
    found = [each for each in findings if each.id.startswith(params.of)]
    if len(found) != 1:
        raise UnknownName(f"no finding {params.of!r}", remedy="`frontstage findings` lists them")
    said = found[0].evidence
    quotes = tuple(Quoted.of(each) for each in said)[: params.top]
    return _Found(found[0].subject, len(said), quotes, told)


def stage_called(name: str, stages: Sequence[Stage]) -> Stage | None:
    """Return the stage that is called so to the letter; no gap has to be read to know it."""
    called = {known.casefold(): stage for stage in stages for known in (stage.id, stage.name)}
    return called.get(name.strip().casefold())


def thing_called(
    name: str, shelf: GapShelf, stages: Sequence[Stage]
) -> Gap | Stage | tuple[Product, ...]:
    """Return what is called so to the letter, else the gap, stage or products that are meant.

    Whole words go before words that only look alike: "pressa" is the espresso machine, not the
    gap "pressed two". A word that several products share means all of them.

    Raises:
        UnknownName: Nothing is called like that; the message lists the nearest.
    """
    gaps, products = shelf.gaps, tuple(shelf.products.values())
    if name in shelf.products:
        return (shelf.products[name],)
    if (stage := stage_called(name, stages)) is not None:
        return stage
    if not gaps_with(name, gaps) and (group := products_with(name, products)):
        return tuple(group)
    ways: list[Callable[[], Gap | Stage | tuple[Product, ...]]] = [lambda: resolve_gap(name, gaps)]
    if not name.startswith("g-"):
        ways.append(lambda: resolve_stage(name, stages))
        ways.append(lambda: (resolve_product(name, products),))
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
