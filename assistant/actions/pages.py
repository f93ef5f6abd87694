"""A product's page as it was read, with the questions that it leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from assistant.actions.action import Action, Filters
from assistant.answers import Answer, Block, Data, Line, Table
from assistant.gaps.cards import GapShelf
from assistant.gaps.scoped import scoped_shelf
from assistant.naming import resolve_product
from assistant.session import Session
from assistant.wording import clipped, count, listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpora.records import Gap, Page
    from corpora.store.workspace import Connection


class PageParams(Filters):
    """Which page, and whose questions about it."""

    product: Annotated[
        str, Field(description="A product, by any short form, or the title of a page.")
    ]


class PassageData(Data):
    """One passage."""

    kind: str
    text: str


class PageData(Data):
    """A page as it was read."""

    product_id: str
    product: str
    url: str | None
    version: str | None
    unread: tuple[str, ...]
    passages: tuple[PassageData, ...]
    open_gaps: tuple[str, ...]


def show_page(session: Session, params: PageParams) -> Answer:
    """Show what could be read of a product's page, and what it leaves open."""
    whose = Filters.model_validate({**params.model_dump(), "product": None})
    shelf, told, _ = scoped_shelf(session, whose)
    with session.workspace.reading() as db:
        shared = _shared(params.product, db)
    if shared is not None:
        return _told_of_all(shared, shelf)
    product = resolve_product(params.product, tuple(shelf.products.values()))
    page = shelf.pages.get(product.id)
    passages = [each for each in shelf.passages.values() if page and each.page_id == page.id]
    gaps = shelf.open_gaps([product.id])
    data = PageData(
        product_id=product.id,
        product=product.title,
        url=page.url if page else None,
        version=page.version if page else None,
        unread=page.unread if page else (),
        passages=tuple(PassageData(kind=each.kind, text=each.text) for each in passages),
        open_gaps=tuple(f"{gap.id}: {gap.topic}" for gap in gaps),
    )
    if page is None:
        return Answer(headline=f"{product.title} has no page here.", data=data, scope=product.id)
    blocks: list[Block] = [
        Table(("kind", "passage"), tuple((each.kind, each.text) for each in passages)),
        *(Line(f"Leaves open: {clipped(gap.topic, 80)} ({gap.id})", "warning") for gap in gaps),
    ]
    return Answer(
        headline=f"{product.title}: {count(len(passages), 'passage')}, {_left_open(gaps, shelf)}.",
        data=data,
        blocks=tuple(blocks),
        scope=page.url or page.origin if whose == Filters() else f"what {told} ask of this page",
        notes=(f"Parts of it may be unread: {listing(page.unread)}.",) if page.unread else (),
        follow_ups=(f"show_gaps product={product.id}",),
    )


def _left_open(gaps: Sequence[Gap], shelf: GapShelf) -> str:
    """Return how many gaps several customers found, and how many questions came from one."""
    counted = sum(shelf.counts(gap) for gap in gaps)
    once = len(gaps) - counted
    told = count(counted, "open gap")
    return f"{told} and {count(once, 'question')} heard once" if once else told


def _shared(name: str, db: Connection) -> Page | None:
    """Return the page of no one product that is called `name`."""
    from corpora.store.pages import live_pages

    wanted = name.strip().casefold()
    return next(
        (
            page
            for page in live_pages(db)
            if len(page.product_ids) != 1 and page.title.casefold() == wanted
        ),
        None,
    )


def _told_of_all(page: Page, shelf: GapShelf) -> Answer:
    passages = [each for each in shelf.passages.values() if each.page_id == page.id]
    data = PageData(
        product_id="",
        product=page.title,
        url=page.url,
        version=page.version,
        unread=page.unread,
        passages=tuple(PassageData(kind=each.kind, text=each.text) for each in passages),
        open_gaps=(),
    )
    return Answer(
        headline=f"{page.title}: {count(len(passages), 'passage')}; it belongs to no one product.",
        data=data,
        blocks=(Table(("kind", "passage"), tuple((each.kind, each.text) for each in passages)),),
        scope=page.url or page.origin,
        notes=("What customers ask is held against products' pages, not against this one.",),
    )


SHOW_PAGE = Action(
    "show_page",
    PageParams,
    show_page,
    PageData,
    examples=("show me the page of the kettle", "what does the page say"),
)
