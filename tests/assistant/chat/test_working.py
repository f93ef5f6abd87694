"""Long work: how far it has come, that it can be cancelled, that the chat goes on beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from assistant.actions import registry
from assistant.actions.action import NoParams
from assistant.actions.helping import FORMATS_ACTION
from assistant.answers import Answer
from assistant.chat.widgets.exchange import Exchange
from assistant.chat.widgets.work_bar import WorkBar
from assistant.session import Session
from tests.assistant.chat.conftest import chatting


class Slow:
    """Work that takes as long as the test wants."""

    def __init__(self) -> None:
        self.go_on = Event()
        self.reached = 0

    def run(self, session: Session, params: NoParams) -> Answer:
        for done in range(1_000):
            self.reached = done
            session.progress(done, 1_000, "labelling contacts")
            if self.go_on.wait(0.01):
                break
        return FORMATS_ACTION.run(session, params)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    slow = Slow()
    fake = replace(FORMATS_ACTION, name="classify", run=slow.run)
    actions = tuple(fake if each.name == "classify" else each for each in registry.ACTIONS)
    monkeypatch.setattr(registry, "ACTIONS", actions)
    yield slow
    slow.go_on.set()


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_work_shows_how_far_it_is_and_can_be_cancelled(shop: Path, slow: Slow, by: str) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            chat.main.box.put("/classify")
            await chat.pilot.press("enter")
            bar = chat.main.query_one(WorkBar)
            while not bar.working or "labelling contacts" not in chat.said():
                await chat.pilot.pause(0.05)
            if by == "key":
                await chat.pilot.press("ctrl+k")
            else:
                await chat.pilot.click("#work-stop")
            await chat.settle()
            assert not bar.working
            assert not bar.display
            assert slow.reached < 900
            assert "Cancelled" in chat.said()

    asyncio.run(story())


def test_questions_are_answered_while_it_works(shop: Path, slow: Slow) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            chat.main.box.put("/classify")
            await chat.pilot.press("enter")
            chat.main.box.put("/overview")
            await chat.pilot.press("enter")
            chat.main.box.put("/classify")
            await chat.pilot.press("enter")
            for _ in range(600):
                await chat.pilot.pause(0.05)
                if "still being worked on" in chat.said():
                    break
            first, second, third = chat.main.query(Exchange)
            assert second.told
            assert not first.told
            assert not third.told
            slow.go_on.set()
            await chat.settle()
            assert first.told

    asyncio.run(story())
