"""A file's text, as it is."""

from __future__ import annotations

from textual.widgets import Static

from assistant.answers import Raw
from assistant.chat.texts import plain

_SHOWN = 20_000


class RawBlock(Static):
    """Plain text; very long ones are cut."""

    def __init__(self, raw: Raw) -> None:
        super().__init__(plain(raw.text[:_SHOWN]), classes="raw")
