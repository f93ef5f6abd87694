"""The chat on the corner shop, driven by keys."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerFailed

from assistant.chat.app import ChatApp
from assistant.chat.by_model import Answering
from assistant.chat.desk import Desk
from assistant.chat.held_key import HeldKey
from assistant.chat.screens.main import MainScreen
from assistant.chat.understanding import Understander
from assistant.chat.widgets.proposal import Proposal
from assistant.chat.widgets.teach_view import TeachView
from tests.conftest import NOON

LONG_S = 3600.0
WIDE, NARROW = (200, 60), (80, 24)
_PATIENCE_S = 60.0


class Driven:
    """A running chat, and the keys that are pressed in it."""

    def __init__(self, app: ChatApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def main(self) -> MainScreen:
        return self.app.main

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Let the moment for which keys are held go by; wait until all is done and laid out."""
        await self.pilot.pause()
        for card in self.main.query(".-waits").results(Proposal | TeachView):
            card.held.count()
        await self.pilot.pause()
        while any(not worker.is_finished for worker in self.app.workers):
            with suppress(WorkerFailed):  # what failed is shown by the chat
                await asyncio.wait_for(self.app.workers.wait_for_complete(), _PATIENCE_S)
            await self.pilot.pause()
        await self.pilot.pause()

    async def ask(self, line: str) -> None:
        self.main.box.focus()
        self.main.box.put(line)
        await self.press("enter")

    def said(self) -> str:
        """All that is shown on the screen, as text."""
        return "\n".join(
            "".join(segment.text for segment in strip)
            for strip in self.app.screen._compositor.render_strips()
        )


@pytest.fixture(autouse=True)
def keys_are_held_until_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys pressed one after the other are typed quickly, however slow the machine is."""
    monkeypatch.setattr(HeldKey, "SECONDS", LONG_S)


@asynccontextmanager
async def chatting(
    workspace: Path,
    size: tuple[int, int] = WIDE,
    *,
    understander: Understander | None = None,
    theme: str = "frontstage-night",
    model: Answering | None = None,
) -> AsyncIterator[Driven]:
    desk = Desk(workspace, now=lambda: NOON)
    if understander is not None:
        desk.understander = understander
    app = ChatApp(desk, theme, model=model)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        driven = Driven(app, pilot)
        await driven.settle()
        yield driven


@pytest.fixture(params=[WIDE, NARROW], ids=["200x60", "80x24"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param  # type: ignore[no-any-return]
