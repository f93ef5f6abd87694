"""The conversation: what was asked, and the first sentence of every answer."""

from __future__ import annotations

from textual.containers import VerticalScroll

from assistant.chat.widgets.exchange import Exchange

_KEPT = 200


class Conversation(VerticalScroll, can_focus=False):
    """Exchanges, the newest at the bottom; the oldest go when there are very many."""

    BORDER_TITLE = "Conversation"

    async def begin(self, question: str) -> Exchange:
        """Add a question; return where its answers go."""
        exchange = Exchange(question)
        old = list(self.query(Exchange))[:-_KEPT]
        for each in old:
            await each.remove()
        await self.mount(exchange)
        self.to_end()
        return exchange

    def to_end(self) -> None:
        """Scroll to the newest, once it is laid out."""
        self.call_after_refresh(self.scroll_end, animate=False)

    def choose(self, chosen: Exchange | None) -> None:
        """Mark whose answer is shown beside."""
        for each in self.query(Exchange):
            each.set_class(each is chosen, "-shown")
