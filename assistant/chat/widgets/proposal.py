"""An adjustment that waits for a yes or a no."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Button, Static

from assistant.chat.held_key import HeldKey, HoldsAKey
from assistant.chat.texts import one_line, plain
from assistant.chat.widgets.ask_box import AskBox

_MEANS = {"y": "applying it", "n": "leaving it as it was"}
_KEYS = "y applies it, n leaves it as it was."


class Proposal(HoldsAKey, Vertical, can_focus=True):
    """What would change, in numbers, with y and n.

    Attributes:
        decided: What was decided; None: it waits, or is no longer asked.
        held: The y or n that is about to decide.
    """

    # For the footer; `on_key` is asked before bindings are.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "decide(True)", "Apply"),
        Binding("n", "decide(False)", "Leave it"),
        Binding("enter", "tell_keys", show=False),
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
        super().__init__(classes="proposal -waits")
        self._headline = headline
        self.decided: bool | None = None
        self.held = HeldKey(self, self._show_keys)

    @property
    def waits(self) -> bool:
        """Whether it waits for a yes or a no."""
        return self.has_class("-waits")

    def compose(self) -> ComposeResult:
        """Return the effect, what a key is about to do, and two buttons."""
        yield Static(plain(self._headline), classes="proposal-effect")
        yield Static(classes="proposal-keys")
        with Horizontal(classes="proposal-choice"):
            yield Button("Apply  y", classes="-yes", compact=True)
            yield Button("Leave it  n", classes="-no", compact=True)
        with Horizontal(classes="proposal-again"):
            yield Button("Propose it again", compact=True)

    def on_key(self, event: events.Key) -> None:
        """Hold a y or an n, which decides when nothing is typed behind it."""
        if self.held.takes(event):
            return
        if self.waits and event.key in _MEANS:
            event.stop()
            apply = event.key == "y"
            self.held.hold(event.key, _MEANS[event.key], lambda: self.action_decide(apply))
        else:
            self.screen.query_one(AskBox).take_up(event)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Decide by mouse."""
        event.stop()
        if self.query_one(".proposal-again").display:
            self.post_message(self.TakenUp())
        else:
            self.action_decide(event.button.has_class("-yes"))

    def action_decide(self, apply: bool) -> None:  # noqa: FBT001 - actions have positional arguments
        """Decide, once."""
        if self.waits:
            self.decided = apply
            self.close()
            # At once: what is typed behind the key is the next line.
            self.screen.set_focus(self.screen.query_one(AskBox))
            self.post_message(self.Decided(self, apply=apply))

    def action_tell_keys(self) -> None:
        """Say which keys decide.

        Enter alone does not: it may end a "y" that has decided already what was proposed before.
        """
        self._show_keys(_KEYS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Let y and n be letters again once nothing waits for them."""
        return action != "decide" or self.waits

    def close(self) -> None:
        """Take the keys and buttons away: it is decided, or no longer asked."""
        self.held.let_go()
        self.remove_class("-waits")
        for row in self.query(".proposal-keys, .proposal-choice, .proposal-again"):
            row.display = False
        self.can_focus = False

    def set_aside(self) -> None:
        """Offer no longer to apply it, but to propose it again."""
        self.close()
        self.query_one(".proposal-again").display = True

    def _show_keys(self, line: str) -> None:
        self.query_one(".proposal-keys", Static).update(one_line(line))
