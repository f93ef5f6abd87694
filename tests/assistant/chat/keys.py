"""What stands on cards and in the box when keys are pressed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.widgets import Static

from assistant.chat.widgets.proposal import Proposal
from tests.assistant.chat.conftest import WIDE, Driven, chatting

Story = Callable[[Driven, Proposal], Awaitable[None]]


def proposed(shop: Path, story: Story, size: tuple[int, int] = WIDE) -> None:
    """Run a story where a proposal waits, the focus on it."""

    async def whole() -> None:
        async with chatting(shop, size) as chat:
            await chat.ask("/rename_stage stage=pay name=Billing")
            await story(chat, chat.main.query_one(Proposal))

    asyncio.run(whole())


def key_line(chat: Driven, where: str) -> str:
    return str(chat.main.query_one(where, Static).content)


def in_keys(text: str) -> list[str]:
    named = {" ": "space", "?": "question_mark"}
    return [named.get(each, each) for each in text]


def written(chat: Driven, text: str) -> bool:
    """Whether a text stands in the box, ready to be gone on with."""
    box = chat.main.box
    return (box.value, box.cursor_position, chat.app.focused) == (text, len(text), box)
