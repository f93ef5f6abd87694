"""The pages that make customers call, as a table; the gaps of one as cards beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from assistant.answers import Table
from assistant.bars import bar
from assistant.chat.calls import Call
from assistant.chat.fitting import BARS
from assistant.chat.widgets.gap_detail import GapDetail
from assistant.chat.widgets.table_block import TableBlock
from assistant.wording import between

if TYPE_CHECKING:
    from assistant.actions.pain_points import PainPointsData

_COLUMNS = ("", "page", "left open", "95 %", "contacts", BARS)
_RIGHT = frozenset(("", "left open", "95 %", "contacts"))
_BAR = 10


class PagesView(Vertical):
    """Master and detail."""

    def __init__(self, data: PainPointsData) -> None:
        super().__init__(classes="master-detail")
        self.pages = data.pages
        self.shown = -1
        self._place = 0

    def compose(self) -> ComposeResult:
        """Return the table and the cards."""
        most = max((each.expected for each in self.pages), default=1.0)
        rows = tuple(
            (
                str(place),
                each.product,
                f"{each.expected:,.0f}",
                between(each.low, each.high),
                f"{each.contacts:,}",
                bar(each.expected / most, _BAR),
            )
            for place, each in enumerate(self.pages, 1)
        )
        yield TableBlock(
            Table(_COLUMNS, rows, right=_RIGHT),
            lambda row: Call("show_gaps", {"product": self.pages[int(row[0]) - 1].product_id}),
            wrap=False,
        )
        yield VerticalScroll(classes="detail", can_focus=False)

    def on_table_block_pointed(self, event: TableBlock.Pointed) -> None:
        """Show the gaps of the page under the cursor; of rows passed over, only of the last."""
        event.stop()
        self._place = event.place
        self.call_later(self._show)

    async def _show(self) -> None:
        if self._place == self.shown:
            return
        self.shown = self._place
        detail = self.query_one(".detail", VerticalScroll)
        async with detail.batch():
            await detail.remove_children()
            await detail.mount(*(GapDetail(card) for card in self.pages[self._place].gaps))
        detail.scroll_home(animate=False)
