"""A key that decides something, held until it is plain that no sentence begins with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from assistant.chat.widgets.ask_box import AskBox

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer
    from textual.widget import Widget


class HeldKey:
    """The one key of a card that was pressed last, for a moment before it counts.

    Whoever begins a sentence while a card waits must not decide with its first letter: what is
    typed behind it makes it text in the ask box. Enter makes it count at once, any other key lets
    it go.

    Args:
        card: What waits for a key; the focus is on it, or within.
        show: Shows what is about to happen, in a line; empty: nothing is.

    Attributes:
        SECONDS: How long a key is held: longer than it takes to type the next letter.
    """

    SECONDS: ClassVar[float] = 0.6

    def __init__(self, card: Widget, show: Callable[[str], None]) -> None:
        self._card = card
        self._show = show
        self._key = ""
        self._decide: Callable[[], None] | None = None
        self._timer: Timer | None = None

    def hold(self, key: str, means: str, decide: Callable[[], None]) -> None:
        """Hold a key.

        Args:
            key: The character.
            means: What it is about to do, for people.
            decide: Does it.
        """
        self.let_go()
        self._key, self._decide = key, decide
        self._timer = self._card.set_timer(self.SECONDS, self.count)
        self._show(f"{key} … {means}; type on to write instead")

    def let_go(self) -> None:
        """Decide nothing."""
        if self._timer is None:
            return
        self._timer.stop()
        self._key, self._decide, self._timer = "", None, None
        self._show("")

    def count(self) -> None:
        """Decide what is held, if anything is, and nobody has gone to the box to write."""
        decide = self._decide
        self.let_go()
        if decide is not None and self._card.screen.focused is not self._box:
            decide()

    def takes(self, event: events.Key) -> bool:
        """Return whether a key belongs to what is held, or to what is typed; it is taken then."""
        if self._card.screen.focused is self._box:
            # Keys come faster than the focus moves: this one was typed behind the first letters.
            self._box.take_late(event)
        elif self._timer is None:
            return False
        elif event.key == "enter":
            self.count()
        elif event.is_printable:
            self._write(event.character or "")
        else:
            self.let_go()
            if event.key != "escape":
                return False
        event.stop()
        return True

    def take_paste(self, event: events.Paste) -> None:
        """Take a paste as text, with the key before it that is held."""
        event.stop()
        key = self._key
        self.let_go()
        self._box.take_paste(f"{key}{event.text}")

    def _write(self, character: str) -> None:
        """Put what is held into the box, with what was typed behind it."""
        key = self._key
        self.let_go()
        self._box.take(f"{key}{character}")

    @property
    def _box(self) -> AskBox:
        return self._card.screen.query_one(AskBox)
