"""What to ask next, one key or click away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from assistant.chat.texts import Content, one_line

MOST = 3


class Suggestion(Static, can_focus=True):
    """One thing to ask next."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "choose", "Ask", show=False)]

    def __init__(self, number: int, text: str) -> None:
        self.number = number
        self.text = text
        key = Content.styled(f" {number} ", "bold $accent")
        super().__init__(Content.assemble(key, one_line(text)), classes="suggestion")

    def on_click(self, event: events.Click) -> None:
        """Choose it."""
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Choose it."""
        self.post_message(FollowUps.Chosen(self.number))


class FollowUps(Horizontal):
    """Up to three suggestions on one line."""

    class Chosen(Message):
        """One was chosen, counted from 1."""

        def __init__(self, number: int) -> None:
            self.number = number
            super().__init__()

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.texts: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Return the suggestions."""
        for number, text in enumerate(self.texts, 1):
            yield Suggestion(number, text)

    async def show(self, texts: Sequence[str]) -> None:
        """Show these, at most three."""
        self.texts = tuple(texts[:MOST])
        self.display = bool(texts)
        await self.recompose()
