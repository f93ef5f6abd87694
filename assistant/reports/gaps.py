"""One description gap as a report shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answers import Data, Quoted
from assistant.gap_cards import GapCard, GapShelf
from assistant.reports.places import Place, place_of
from assistant.reports.sizes import GapSize, Measures, size_of
from assistant.reports.suggesting import Suggestion, suggest
from assistant.reports.tickets import Ticket
from corpora.records import Gap, Passage, Turn

_QUOTES = 4


class Sku(Data):
    """A product that a gap concerns."""

    product_id: str
    sku: str | None
    title: str


class ReportGap(Data):
    """One gap: what it is, how large, where it belongs, and what could be written there.

    `question` is the most telling one in a customer's words; `tickets` tells of every contact
    that is quoted; `passage_page` is the title of the page that the nearest passage stands on.
    """

    card: GapCard
    question: str
    place: Place | None
    size: GapSize
    passage_page: str | None
    suggestion: Suggestion
    owner: str | None
    due: str | None
    skus: tuple[Sku, ...]
    tickets: dict[str, Ticket]

    @property
    def weight(self) -> tuple[float, float]:
        """What decisions are ranked by: what the page costs, then whom it leaves open."""
        return self.size.avoidable or 0.0, self.card.customers * self.card.open_probability


@dataclass(frozen=True, slots=True)
class Desk:
    """All that gaps are described from.

    Attributes:
        shelf: The gaps with their needs, products and pages.
        shares: The part of each contact that one topic takes.
        measures: Figures, costs, volumes and weeks.
        passages: Passages of each page, in order.
        marks: What people decided about gaps, by gap id.
        titles: Title of each live page, by id.
        turns: Turns of the contacts from which texts are suggested.
        link_template: How a ticket's number becomes an address.
    """

    shelf: GapShelf
    shares: Mapping[str, float]
    measures: Measures
    passages: Mapping[str, Sequence[Passage]]
    marks: Mapping[str, Mapping[str, Any]]
    titles: Mapping[str, str]
    turns: Mapping[str, Sequence[Turn]]
    link_template: str | None


def report_gap(gap: Gap, desk: Desk) -> ReportGap:
    """Return a gap as the report shows it."""
    shelf = desk.shelf
    card = shelf.card(gap, quotes=_QUOTES)
    suggestion = suggest(gap, shelf.needs, desk.turns)
    near = shelf.passages.get(gap.passage_id or "")
    quoted = (*card.quotes, *suggestion.sources, *suggestion.differing)
    return ReportGap(
        card=card,
        question=card.quotes[0].text if card.quotes else card.topic,
        place=place_of(gap, shelf, desk.passages),
        size=size_of(gap, shelf, desk.shares, desk.measures),
        passage_page=desk.titles.get(near.page_id) if near else None,
        suggestion=suggestion,
        owner=desk.marks.get(gap.id, {}).get("owner"),
        due=desk.marks.get(gap.id, {}).get("due"),
        skus=tuple(
            Sku(product_id=product.id, sku=product.sku, title=product.title)
            for each in gap.product_ids
            for product in (shelf.products.get(each),)
            if product is not None
        ),
        tickets={each.contact_id: _ticket(each, desk) for each in quoted},
    )


def _ticket(quote: Quoted, desk: Desk) -> Ticket:
    figures = desk.measures.figures.get(quote.contact_id)
    if figures is None:
        return Ticket(source_id=None, day=None, url=None)
    return Ticket.of(figures.source_id, figures.opened_at, desk.measures.zone, desk.link_template)
