"""How far long work has come, and how to end it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Button, ProgressBar, Static

from assistant.chat.texts import one_line


class WorkBar(Horizontal):
    """Hidden while there is no long work."""

    class Stop(Message):
        """Somebody wants the work to end."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.working = False
        self._turn = 0
        self.display = False

    def compose(self) -> ComposeResult:
        """Return what, how far, and the button that ends it."""
        yield Static("", id="work-name", markup=False)
        yield ProgressBar(id="work-progress", show_eta=False)
        yield Button("Cancel  ^k", id="work-stop", compact=True)

    def begin(self, name: str) -> int:
        """Show that work has begun; return what to name when it ends."""
        self._turn += 1
        self.working = self.display = True
        self.query_one("#work-stop", Button).disabled = False
        self._say(name)
        self.query_one(ProgressBar).update(total=None, progress=0)
        return self._turn

    def at(self, done: int, total: int | None, what: str) -> None:
        """Show how far it has come."""
        self._say(what)
        self.query_one(ProgressBar).update(total=total or None, progress=done)

    def stopping(self) -> None:
        """Show that it is about to end."""
        self._say("stopping at the next safe place …")
        self.query_one("#work-stop", Button).disabled = True

    def end(self, turn: int | None = None) -> None:
        """Hide it, unless other work than that of this turn has begun since."""
        if turn is None or turn == self._turn:
            self.working = self.display = False

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """End the work."""
        event.stop()
        self.post_message(self.Stop())

    def _say(self, what: str) -> None:
        self.query_one("#work-name", Static).update(one_line(what))
