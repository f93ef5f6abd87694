"""A customer's words: copy them, or open the contact that they are from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Static

from assistant.answers import Quoted
from assistant.chat.calls import Call
from assistant.chat.messages import Copied, Led
from assistant.chat.texts import Content, marked, one_line


class QuoteBlock(Static, can_focus=True):
    """One quote with its id; `concerned` says where the words stand that matter here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy", "Copy quote"),
        Binding("enter", "open", "Open contact"),
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Previous", show=False),
    ]

    def __init__(self, quote: Quoted, concerned: Iterable[tuple[int, int]] = ()) -> None:
        self.quote = quote
        words = marked(quote.text, concerned, "bold $text-accent", "italic")
        mark = Content.styled("“", "$foreground 60%")
        end = Content.styled("” ", "$foreground 60%")
        whose = one_line(quote.contact_id, "$foreground 60%")
        super().__init__(Content.assemble(mark, words, end, whose), classes="quote")

    def on_click(self, event: events.Click) -> None:
        """Open the contact on a double click; one click chooses the quote."""
        event.stop()
        self.focus()
        if event.chain > 1:
            self.action_open()

    def action_copy(self) -> None:
        """Copy the words with their id."""
        self.post_message(Copied(f"“{self.quote.text}” ({self.quote.contact_id})"))

    def action_open(self) -> None:
        """Open the contact."""
        self.post_message(Led(Call("explain_contact", {"contact": self.quote.contact_id})))
