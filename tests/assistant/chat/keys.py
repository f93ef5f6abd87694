"""What stands on cards and in the box when keys are pressed."""

from __future__ import annotations

from textual.widgets import Static

from tests.assistant.chat.conftest import Driven


def key_line(chat: Driven, where: str) -> str:
    return str(chat.main.query_one(where, Static).content)


def in_keys(text: str) -> list[str]:
    named = {" ": "space", "?": "question_mark"}
    return [named.get(each, each) for each in text]


def written(chat: Driven, text: str) -> bool:
    """Whether a text stands in the box, ready to be gone on with."""
    box = chat.main.box
    return (box.value, box.cursor_position, chat.app.focused) == (text, len(text), box)
