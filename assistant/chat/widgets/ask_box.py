"""Where people type: history on the arrows, completion of slash commands, long pastes."""

from __future__ import annotations

from contextlib import nullcontext
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from assistant.chat.memory import Memory

LONGEST = 20_000
_SHORTCUTS = "123"


class AskBox(Input):
    """One line of text.

    Attributes:
        completing: Whether completions are shown: then the arrows go through them.
        memory: What was typed before.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "back", "Earlier", show=False),
        Binding("down", "forth", "Later", show=False),
        Binding("tab", "complete", "Complete", show=False),
        Binding("escape", "leave", "Clear", show=False),
        Binding("pageup", "scroll(-1)", "Scroll up", show=False),
        Binding("pagedown", "scroll(1)", "Scroll down", show=False),
    ]

    class Asked(Message):
        """Somebody asked something."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class Shortcut(Message):
        """A number was pressed where nothing was typed: the follow-up of that number."""

        def __init__(self, number: int) -> None:
            self.number = number
            super().__init__()

    class Move(Message):
        """Somebody wants another completion, takes the one chosen, or leaves them."""

        def __init__(self, how: str) -> None:
            self.how = how
            super().__init__()

    class Scroll(Message):
        """Somebody wants to see more of what is shown beside."""

        def __init__(self, pages: int) -> None:
            self.pages = pages
            super().__init__()

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(
            placeholder="Ask, or type / for what can be asked",
            id=id,
            max_length=LONGEST,
            select_on_focus=False,
        )
        self.memory: Memory | None = None
        self.completing = False
        self.shortcuts = 0
        self._place = 0
        self._begun = ""

    @property
    def recalling(self) -> bool:
        """Whether an earlier line stands here as it was: nothing is to be completed then."""
        lines = self.memory.lines if self.memory else []
        return bool(self._place) and self.value == lines[-self._place]

    def put(self, text: str) -> None:
        """Put a text in, the cursor at its end."""
        self.value = text
        self.cursor_position = len(text)

    def take(self, text: str) -> None:
        """Go on with what was typed elsewhere."""
        # At once: `focus()` waits its turn, and a letter typed meanwhile may decide something.
        self.screen.set_focus(self)
        self.insert_text_at_cursor(text)

    def take_up(self, event: events.Key) -> None:
        """Take up typing wherever the focus is, unless the key means something there."""
        bound = event.key in self.screen.active_bindings
        if event.is_printable and event.character and not bound:
            self.take(event.character)
            event.stop()

    def take_late(self, event: events.Key) -> None:
        """Take a key that was on its way elsewhere when the focus came here."""
        self._forward_event(events.Key(event.key, event.character))

    def take_paste(self, text: str) -> None:
        """Take all lines of a paste as one; Textual's own box would take the first only."""
        self.screen.set_focus(self)
        self.replace(" ".join(text.split())[:LONGEST], *self.selection)

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]
        if event.key == "enter":
            # As a binding it would come after the letters that were typed behind it.
            self.action_submit()
            event.stop()
            event.prevent_default()
            return
        number = event.character or ""
        if self.value or number not in _SHORTCUTS or not number:
            return
        if int(number) <= self.shortcuts:
            self.post_message(self.Shortcut(int(number)))
            event.stop()
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        self.take_paste(event.text)
        event.stop()
        event.prevent_default()

    def action_submit(self) -> None:  # type: ignore[override]
        """Ask what was typed."""
        text = self.value.strip()
        if not text:
            return
        if self.memory is not None:
            self.memory.add(text)
        self._place, self._begun = 0, ""
        with self.prevent(Input.Changed):  # it is asked, not deleted
            self.value = ""
        self.post_message(self.Asked(text))

    def action_back(self) -> None:
        """Go to what was typed before, or to the completion above."""
        if self.completing:
            self.post_message(self.Move("up"))
        else:
            self._go(1)

    def action_forth(self) -> None:
        """Go to what was typed after, or to the completion beneath."""
        if self.completing:
            self.post_message(self.Move("down"))
        else:
            self._go(-1)

    def action_complete(self) -> None:
        """Take the completion that is chosen; where there is none, go to the next widget."""
        if self.completing:
            self.post_message(self.Move("take"))
        else:
            self.screen.focus_next()

    def action_leave(self) -> None:
        """Close the completions, then empty the box."""
        if self.completing:
            self.post_message(self.Move("leave"))
        else:
            self.value = ""

    def action_scroll(self, pages: int) -> None:
        """Scroll what is shown beside."""
        self.post_message(self.Scroll(pages))

    def _go(self, steps: int) -> None:
        lines = self.memory.lines if self.memory else []
        place = min(max(self._place + steps, 0), len(lines))
        if place == self._place:
            return
        if self._place == 0:
            self._begun = self.value
        self._place = place
        line = lines[-place] if place else self._begun
        # An empty line that people have come back to is not deleted: they are still here.
        with nullcontext() if line else self.prevent(Input.Changed):
            self.put(line)
