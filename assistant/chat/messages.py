"""What widgets of answers tell the app; apart from them, so that the first paint needs none."""

from __future__ import annotations

from textual.message import Message

from assistant.chat.calls import Call


class Led(Message):
    """A row or a quote was chosen that leads on to a call."""

    def __init__(self, call: Call) -> None:
        self.call = call
        super().__init__()


class Copied(Message):
    """Somebody wants words on the clipboard."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__()


class Judged(Message):
    """Somebody answered a question of teaching; `shown` is the answer as people read it."""

    def __init__(self, call: Call, shown: str) -> None:
        self.call = call
        self.shown = shown
        super().__init__()
