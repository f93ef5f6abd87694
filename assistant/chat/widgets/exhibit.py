"""What the conversation talks about: one answer, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from assistant.chat.texts import plain

if TYPE_CHECKING:
    from assistant.chat.desk import Told


class Exhibit(Vertical):
    """A title, the widgets of an answer, and how sure it is.

    Attributes:
        told: What is shown; None: what there was before the first answer.
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.told: Told | None = None

    def compose(self) -> ComposeResult:
        """Return the title, the body and the notes."""
        yield Static("", id="title", markup=False)
        yield VerticalScroll(id="body", can_focus=False)
        yield Static("", id="notes", markup=False)

    async def show(self, told: Told) -> None:
        """Show an answer."""
        from assistant.chat.widgets.blocks import fills, widgets_of

        self.told = told
        said = told.answer
        notes = [f"Scope: {said.scope}" + (f", n = {said.n:,}." if said.n is not None else ".")]
        notes = [*said.notes, *(notes if said.scope else []), *said.closing]
        title = f"Proposed: {said.headline}" if told.proposed else said.headline
        await self._fill(title, widgets_of(said), " ".join(notes), whole=fills(said))

    async def welcome(self, title: str, *widgets: Widget) -> None:
        """Show something that is no answer."""
        self.told = None
        await self._fill(title, list(widgets), "", whole=False)

    async def _fill(self, title: str, widgets: list[Widget], notes: str, *, whole: bool) -> None:
        self.query_one("#title", Static).update(plain(title))
        tail = self.query_one("#notes", Static)
        tail.update(plain(notes))
        tail.display = bool(notes)
        body = self.query_one("#body", VerticalScroll)
        async with body.batch():
            await body.remove_children()
            body.set_class(whole, "-whole")
            await body.mount(*widgets)
        body.scroll_home(animate=False)

    def page(self, pages: int) -> None:
        """Scroll by pages, whatever scrolls here."""
        detail = self.query(".detail")
        target = detail.first() if detail else self.query_one("#body", VerticalScroll)
        if pages > 0:
            target.scroll_page_down()
        else:
            target.scroll_page_up()
