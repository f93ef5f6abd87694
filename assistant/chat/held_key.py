"""A key that decides something, held until it is plain that no sentence begins with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from assistant.chat.widgets.ask_box import AskBox

if TYPE_CHECKING:
    from textual import events
    from textual.widget import Widget


class HoldsAKey:
    """What every card does that holds a key: beside a widget among the bases of its class.

    Attributes:
        held: The key that it holds.
    """

    held: HeldKey

    def on_paste(self, event: events.Paste) -> None:
        """Let a paste be text, whatever its letters."""
        self.held.take_paste(event)

    def on_blur(self) -> None:
        """Let a held key go: people have turned to something else."""
        self.held.let_go()

    def on_descendant_blur(self) -> None:
        """Let it go from a button of the card, too."""
        self.held.let_go()


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """One press of a key: what was pressed, and what it decides."""

    key: str
    decide: Callable[[], None]


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
        self._held: _Held | None = None

    def hold(self, key: str, means: str, decide: Callable[[], None]) -> None:
        """Hold a key.

        Args:
            key: The character.
            means: What it is about to do, for people.
            decide: Does it.
        """
        self._held = held = _Held(key, decide)
        self._card.set_timer(self.SECONDS, partial(self._time_over, held))
        self._show(f"{key} … {means}; type on to write instead")

    def let_go(self) -> None:
        """Decide nothing."""
        if self._held is not None:
            self._held = None
            self._show("")

    def count(self) -> None:
        """Decide what is held, if anything is, and people still look at the card alone.

        They do not where they have gone to the box to write, or to a screen over this one.
        """
        held = self._held
        self.let_go()
        screen = self._card.screen
        if held is not None and screen.is_active and screen.focused is not self._box:
            held.decide()

    def takes(self, event: events.Key) -> bool:
        """Return whether a key belongs to what is held, or to what is typed; it is taken then."""
        if self._card.screen.focused is self._box:
            # Keys come faster than the focus moves: this one was typed behind the first letters.
            self._box.take_late(event)
        elif self._held is None:
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
        self._box.take_paste(f"{self._taken()}{event.text}")

    def _write(self, character: str) -> None:
        """Put what is held into the box, with what was typed behind it."""
        self._box.take(f"{self._taken()}{character}")

    def _taken(self) -> str:
        """Return the key that is held, and let it go; empty: none is."""
        key = self._held.key if self._held is not None else ""
        self.let_go()
        return key

    def _time_over(self, held: _Held) -> None:
        """Count this press of a key, unless it was let go: its timer is over, whatever is held."""
        if held is self._held:
            self.count()

    @property
    def _box(self) -> AskBox:
        return self._card.screen.query_one(AskBox)
