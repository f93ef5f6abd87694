"""One description gap as a report shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.answers import Data, Quoted
from assistant.gaps.cards import GapShelf
from assistant.gaps.gap_card import GapCard
from assistant.gaps.sizes import GapSize, Measures, size_of
from assistant.reports.mending import PageTest, SinceChange, page_test, since_change
from assistant.reports.places import Place, place_of
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

    `question` is the most telling one in a customer's words, or the topic where none
    tells; `tickets` tells of every contact that is quoted; `passage_page` is the title of the page
    that the nearest passage stands on.
    `since_change` is null where the page did not change after the first of these contacts.
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
    test: PageTest | None
    since_change: SinceChange | None

    @property
    def overtaken(self) -> bool:
        """Whether the page changed since, and nobody asked after that."""
        return self.since_change is not None and not self.since_change.contacts

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
        changed: Since when the page of a product stands as it does, where it was another before.
        home: The workspace's folder.
    """

    shelf: GapShelf
    shares: Mapping[str, float]
    measures: Measures
    passages: Mapping[str, Sequence[Passage]]
    marks: Mapping[str, Mapping[str, Any]]
    titles: Mapping[str, str]
    turns: Mapping[str, Sequence[Turn]]
    link_template: str | None
    changed: Mapping[str, datetime] = field(default_factory=dict)
    home: Path | None = None


def report_gap(gap: Gap, desk: Desk) -> ReportGap:
    """Return a gap as the report shows it."""
    shelf = desk.shelf
    card = shelf.card(gap, quotes=_QUOTES)
    suggestion = suggest(gap, shelf.needs, desk.turns)
    near = shelf.passages.get(gap.passage_id or "")
    quoted = (*card.quotes, *suggestion.sources, *suggestion.differing)
    return ReportGap(
        card=card,
        question=card.question or card.topic,
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
        test=page_test(gap, shelf.needs, shelf.pages.get(gap.product_ids[0]), desk.home),
        since_change=_since_change(gap, desk),
    )


def _since_change(gap: Gap, desk: Desk) -> SinceChange | None:
    figures = desk.measures.figures
    asked = {desk.shelf.needs[each].contact_id for each in gap.need_ids}
    days = (figures[each].opened_at for each in asked if each in figures)
    return since_change(desk.changed.get(gap.product_ids[0]), days, desk.measures.zone)


def _ticket(quote: Quoted, desk: Desk) -> Ticket:
    figures = desk.measures.figures.get(quote.contact_id)
    if figures is None:
        return Ticket(source_id=None, day=None, url=None)
    return Ticket.of(figures.source_id, figures.opened_at, desk.measures.zone, desk.link_template)
