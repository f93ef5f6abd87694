"""Which product pages make customers call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from assistant.actions.action import Action, Filters
from assistant.actions.gaps import NOT_YET
from assistant.answers import Answer, Block, Data, Line, Quotes, Table
from assistant.gaps.cards import GapShelf
from assistant.gaps.gap_card import HEARD_ONCE_OR_TWICE, GapCard
from assistant.gaps.scoped import askers, customers_left, same_rank, scoped_shelf
from assistant.session import Session
from assistant.wording import between, clipped, count

if TYPE_CHECKING:
    from corpora.records import Gap

COUNTED = (
    "“Left open” is the expected number of customers whose question no page of the product "
    "answers, with its 95 % interval; “contacts” are all in which it was asked."
)
_HOW = f"{COUNTED} The report begins with single changes, by what they save."
_TOPICS = 3
_TITLE = 46


class PainPoint(Data):
    """A page that leaves customers without an answer.

    The figures are of the gaps that two customers or more asked about, or that somebody accepted;
    where the page has none, `counted` is false, and they are of what one customer each asked.
    `expected` is how many distinct customers it is expected to have left so, between `low` and
    `high` (95 %); `heard_once` is how many gaps rest on one customer.
    """

    product_id: str
    product: str
    url: str | None
    customers: int
    contacts: int
    expected: float
    low: float
    high: float
    counted: bool
    heard_once: int
    gaps: tuple[GapCard, ...]


class PainPointsData(Data):
    """The pages, the one that costs most customers an answer first."""

    products_with_gaps: int
    pages: tuple[PainPoint, ...]


class PainPointsParams(Filters):
    """Which pages, and whose contacts count."""

    stage: Annotated[str | None, Field(description="A stage, by id or name.")] = None
    top: Annotated[int, Field(ge=1, le=1000, description="How many pages to show.")] = 5


def pain_points(session: Session, params: PainPointsParams) -> Answer:
    """Rank the product pages by how many customers they leave without an answer."""
    shelf, told, product_ids = scoped_shelf(session, params, params.stage)
    points = rank_pages(shelf)
    if product_ids:
        points = [point for point in points if point.product_id in product_ids]
    told_of = telling(points)
    shown = tuple(told_of[: params.top])
    return Answer(
        headline=headline(points, shelf),
        data=PainPointsData(products_with_gaps=len(points), pages=shown),
        blocks=pain_blocks(shown),
        scope=f"{told} that ask about a product's facts",
        n=askers(shelf, product_ids),
        notes=(
            *((_HOW,) if shown else ()),
            *_aside(len(points) - len(told_of)),
            *same_pages(told_of, shelf, len(shown)),
            *shelf.notes(),
        ),
        follow_ups=tuple(f"show_gaps product={point.product_id}" for point in shown[:2])
        or (() if shelf.looked else ("frontstage gaps",)),
    )


def telling(points: Sequence[PainPoint]) -> list[PainPoint]:
    """Return the pages that are told of: those that count; where none does, all."""
    return [point for point in points if point.counted] or list(points)


def _aside(pages: int) -> tuple[str, ...]:
    if not pages:
        return ()
    return (
        f"{count(pages, 'more page')} with questions that one customer each asked: heard once, not "
        "counted; `show_gaps` with a large `top` lists them.",
    )


def same_pages(points: Sequence[PainPoint], shelf: GapShelf, shown: int) -> tuple[str, ...]:
    """Say which of the first pages shown might as well stand in another order."""
    pages = [_weighed(point.product_id, shelf) for point in points]
    return same_rank(pages, shelf, shown, "page")


def rank_pages(shelf: GapShelf, gaps_each: int = _TOPICS) -> list[PainPoint]:
    """Return the pages with open gaps, the most expected customers first.

    Those of which one customer each asked come last.
    """
    points = [
        _point(product_id, shelf, gaps_each)
        for product_id in sorted({gap.product_ids[0] for gap in shelf.open_gaps()})
    ]
    return sorted(points, key=lambda point: (not point.counted, -point.expected, point.product_id))


def _point(product_id: str, shelf: GapShelf, gaps_each: int) -> PainPoint:
    gaps = _weighed(product_id, shelf)
    size = customers_left(gaps, shelf)
    product, page = shelf.products.get(product_id), shelf.pages.get(product_id)
    return PainPoint(
        product_id=product_id,
        product=product.title if product else product_id,
        url=page.url if page else None,
        customers=size.customers,
        contacts=size.contacts,
        expected=round(size.expected, 2),
        low=size.low,
        high=size.high,
        counted=shelf.counts(gaps[0]),
        heard_once=sum(not shelf.counts(gap) for gap in shelf.gaps_of_page(product_id)),
        gaps=tuple(shelf.card(gap) for gap in gaps[:gaps_each]),
    )


def _weighed(product_id: str, shelf: GapShelf) -> list[Gap]:
    """Return the gaps that a page's figures are of."""
    gaps = shelf.gaps_of_page(product_id)
    return [gap for gap in gaps if shelf.counts(gap)] or gaps


NO_PRODUCTS_PAGE = (
    "No page was judged: no page read so far is a product's. A page shows its product by "
    "schema.org data, a button for the basket, or a price with an item number; a table of pages "
    "by its titles."
)


def headline(points: list[PainPoint], shelf: GapShelf) -> str:
    """Return which page to change first, or why none stands out, in one sentence."""
    if not shelf.looked:
        return NOT_YET
    if not shelf.judged and not shelf.pages:
        return NO_PRODUCTS_PAGE
    if not shelf.judged:
        return "No page was judged: no question here is about a product that has a page."
    heard = [point for point in points if point.counted and point.customers >= HEARD_ONCE_OR_TWICE]
    if not points:
        return "No page leaves customers without an answer, as far as can be seen."
    if not heard:
        return (
            f"No page stands out: what {count(len(points), 'page')} may leave open was heard "
            "once or twice only."
        )
    first = heard[0]
    verb = "leaves" if len(heard) == 1 else "leave"
    return (
        f"{count(len(heard), 'page')} {verb} customers without an answer; most of them "
        f"{clipped(first.product, _TITLE)} (about {count(round(first.expected), 'customer')}, "
        f"{between(first.low, first.high)})."
    )


def pain_blocks(points: tuple[PainPoint, ...]) -> tuple[Block, ...]:
    """Return pages as a table, then for each the topic that hurts most, in customers' words."""
    if not points:
        return ()
    rows = tuple(
        (
            str(place),
            clipped(point.product, _TITLE),
            f"{point.expected:,.0f}",
            between(point.low, point.high),
            f"{point.contacts:,}",
        )
        for place, point in enumerate(points, 1)
    )
    columns = ("", "page", "left open", "95 %", "contacts")
    right = frozenset({"", "left open", "95 %", "contacts"})
    blocks: list[Block] = [Table(columns, rows, right=right)]
    for place, point in enumerate(points[:_TOPICS], 1):
        gap = point.gaps[0]
        blocks += [
            Line(f"{place}. {clipped(point.product, _TITLE)}: {gap.heading}", "heading"),
            Quotes(gap.more_quotes[:2]),
            Line(f"{gap.verdict[0].upper()}{gap.verdict[1:]}. {_nearest(gap)}", "quiet"),
        ]
    return tuple(blocks)


def _nearest(gap: GapCard) -> str:
    if gap.passage is None:
        return "Nothing on it comes near."
    return f"Nearest: “{clipped(gap.passage.text, 120)}”"


PAIN_POINTS = Action(
    "pain_points",
    PainPointsParams,
    pain_points,
    PainPointsData,
    examples=(
        "which pages make people call",
        "top five pages to change",
        "where does it hurt over the phone",
    ),
)
