"""An adjustment that waits for a yes or a no."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Button, Static

from assistant.chat.texts import plain


class Proposal(Vertical, can_focus=True):
    """What would change, in numbers, with y and n."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "decide(True)", "Apply"),
        Binding("n", "decide(False)", "Leave it"),
    ]

    class TakenUp(Message):
        """Somebody wants proposed again what was put aside."""

    class Decided(Message):
        """Somebody decided."""

        def __init__(self, proposal: Proposal, *, apply: bool) -> None:
            self.proposal = proposal
            self.apply = apply
            super().__init__()

    def __init__(self, headline: str) -> None:
        super().__init__(classes="proposal")
        self._headline = headline
        self.decided: bool | None = None
        self._typed_over = False

    def compose(self) -> ComposeResult:
        """Return the effect and two buttons."""
        yield Static(plain(self._headline), classes="proposal-effect")
        with Horizontal(classes="proposal-choice"):
            yield Button("Apply  y", classes="-yes", compact=True)
            yield Button("Leave it  n", classes="-no", compact=True)
        with Horizontal(classes="proposal-again"):
            yield Button("Propose it again", compact=True)

    def on_key(self, event: events.Key) -> None:
        """Decide here; a letter inside a line that somebody has begun to type decides nothing.

        Keys come faster than the focus moves, and a binding is looked up when they all are here.
        """
        if event.key not in ("y", "n", "enter"):
            self._typed_over = self._typed_over or event.is_printable
        elif self.decided is None and not self._typed_over:
            event.stop()
            self.action_decide(event.key != "n")

    def on_focus(self) -> None:
        """Let keys decide again."""
        self._typed_over = False

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Decide by mouse."""
        event.stop()
        if self.query_one(".proposal-again").display:
            self.post_message(self.TakenUp())
        else:
            self.action_decide(event.button.has_class("-yes"))

    def action_decide(self, apply: bool) -> None:  # noqa: FBT001 - actions have positional arguments
        """Decide, once."""
        if self.decided is None:
            self.decided = apply
            self.close()
            self.post_message(self.Decided(self, apply=apply))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Let y and n be letters again once it is decided."""
        return not (action == "decide" and self.decided is not None)

    def close(self) -> None:
        """Take the buttons away: it is decided, or no longer asked."""
        for row in self.query(".proposal-choice, .proposal-again"):
            row.display = False
        self.can_focus = False

    def set_aside(self) -> None:
        """Offer no longer to apply it, but to propose it again."""
        self.close()
        self.query_one(".proposal-again").display = True
