"""What to ask first, or how to begin where there is nothing yet."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from assistant.chat.texts import Content, one_line


class Starter(Static, can_focus=True):
    """A question to begin with; Enter or a click asks it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", "Ask"),
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Previous", show=False),
    ]

    class Chosen(Message):
        """Somebody wants to ask this."""

        def __init__(self, line: str) -> None:
            self.line = line
            super().__init__()

    def __init__(self, line: str, about: str) -> None:
        self.line = line
        mark = Content.styled("› ", "$accent")
        shown = one_line(line, "bold")
        super().__init__(
            Content.assemble(mark, shown, "\n  ", one_line(about, "$foreground 60%")),
            classes="starter",
        )

    def on_click(self, event: events.Click) -> None:
        """Ask it."""
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Ask it."""
        self.post_message(self.Chosen(self.line))
