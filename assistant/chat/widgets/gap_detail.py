"""A description gap: customers' words beside the passage of the page, what matters marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from assistant.chat import words
from assistant.chat.texts import Content, marked, one_line, plain
from assistant.chat.widgets.quote_block import QuoteBlock
from assistant.wording import between, count

if TYPE_CHECKING:
    from assistant.gaps.gap_card import GapCard


class GapDetail(Vertical):
    """One gap as a card."""

    def __init__(self, card: GapCard) -> None:
        super().__init__(classes="gap")
        self.card = card
        passage = card.passage.text if card.passage else ""
        self.concerned = words.shared([each.text for each in card.quotes], card.topic, passage)

    def compose(self) -> ComposeResult:
        """Return the head, and quotes beside the page."""
        card = self.card
        size = (
            "heard once or twice"
            if card.heard_once_or_twice
            else f"{count(card.customers, 'customer')}, {between(card.low, card.high)} left open"
        )
        yield Static(
            Content.assemble(
                one_line(card.heading, "bold"), "  ", one_line(card.product, "$foreground 60%")
            ),
            classes="gap-topic",
        )
        told = one_line(f"{size} · {card.verdict} · {card.id}", "$foreground 60%")
        yield Static(told, classes="gap-size")
        if card.reopened:
            again = f"Marked fixed on {card.reopened}; people asked again after it."
            yield Static(plain(again), classes="line -warning")
        with Horizontal(classes="gap-sides"):
            with Vertical(classes="gap-said"):
                yield Static("Customers ask", classes="side-head")
                for quote in card.quotes:
                    yield QuoteBlock(quote, words.places(quote.text, self.concerned))
            with Vertical(classes="gap-page"):
                head = card.nearest if card.passage else "The page says"
                yield Static(head, classes="side-head")
                yield Static(self._passage(), classes="passage")
                if card.looking:
                    yield Static(one_line(f"{card.looking}.", "$foreground 60%"))
                if card.url:
                    yield Static(one_line(card.url, "$foreground 60%"), classes="gap-url")

    def _passage(self) -> Content:
        passage = self.card.passage
        if passage is None:
            return plain("Nothing on the page comes near.", "$foreground 60%")
        where = words.places(passage.text, self.concerned)
        return marked(passage.text, where, "bold $text-accent")
