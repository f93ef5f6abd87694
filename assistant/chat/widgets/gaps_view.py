"""Gaps as a table, and the one under the cursor as a card beneath."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from assistant.answers import Table
from assistant.chat.calls import Call
from assistant.chat.widgets.gap_detail import GapDetail
from assistant.chat.widgets.table_block import TableBlock
from assistant.wording import between

if TYPE_CHECKING:
    from assistant.gaps.gap_card import GapCard

_COLUMNS = ("topic", "product", "asked", "left open", "kind")
_OF_ONE = ("topic", "asked", "left open", "kind")
_RIGHT = frozenset(("asked", "left open"))


class GapsView(Vertical):
    """Master and detail."""

    def __init__(self, cards: Sequence[GapCard]) -> None:
        super().__init__(classes="master-detail")
        self.cards = tuple(cards)
        self.shown: GapCard | None = None
        self._place = 0

    def compose(self) -> ComposeResult:
        """Return the table and the card."""
        one = len({each.product for each in self.cards}) == 1
        rows = tuple(self._row(each, one=one) for each in self.cards)
        places = {row: place for place, row in reversed(list(enumerate(rows)))}
        yield TableBlock(
            Table(_OF_ONE if one else _COLUMNS, rows, right=_RIGHT),
            lambda row: Call("evidence", {"of": self.cards[places[row]].id}),
            wrap=False,
            spare=("kind",),  # the card beneath tells it, too
        )
        yield VerticalScroll(classes="detail", can_focus=False)

    def _row(self, card: GapCard, *, one: bool) -> tuple[str, ...]:
        """Return a gap's row; where all are of one product, the title names it already."""
        return (
            card.topic,
            *(() if one else (card.product,)),
            f"{card.customers:,}",
            between(card.low, card.high),
            card.kind.replace("_", " "),
        )

    def on_table_block_pointed(self, event: TableBlock.Pointed) -> None:
        """Show the gap under the cursor; of rows passed over, only the last is drawn."""
        event.stop()
        self._place = event.place
        self.call_later(self._show)

    async def _show(self) -> None:
        card = self.cards[self._place]
        if card is self.shown:
            return
        self.shown = card
        detail = self.query_one(".detail", VerticalScroll)
        async with detail.batch():
            await detail.remove_children()
            await detail.mount(GapDetail(card))
        detail.scroll_home(animate=False)
