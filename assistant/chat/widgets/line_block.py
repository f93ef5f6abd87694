"""A sentence of an answer."""

from __future__ import annotations

from textual.widgets import Static

from assistant.answers import Line
from assistant.chat.texts import plain


class LineBlock(Static):
    """One line; its tone is its class."""

    def __init__(self, line: Line) -> None:
        super().__init__(plain(line.text), classes=f"line -{line.tone}")
