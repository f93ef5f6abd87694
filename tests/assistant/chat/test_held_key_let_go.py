"""A key that is held decides nothing once people turn to something else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import AppBlur
from textual.widgets import Button

from assistant.chat.widgets.proposal import Proposal
from tests.assistant.chat.conftest import Driven
from tests.assistant.chat.keys import key_line, proposed


@pytest.mark.parametrize("key", ["escape", "backspace", "left"])
def test_what_is_held_is_let_go(shop: Path, key: str) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        await chat.press("y", key)
        assert card.decided is None
        assert chat.app.focused is card
        assert not chat.main.box.value
        await chat.press("y")
        assert card.decided is True

    proposed(shop, story)


def test_who_goes_to_the_box_decides_nothing(shop: Path) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        await chat.pilot.press("y")
        await chat.pilot.click("#ask")
        await chat.settle()
        assert card.decided is None

    proposed(shop, story)


def test_nothing_is_decided_under_another_screen(shop: Path) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        await chat.pilot.press("y")
        chat.app.action_help()
        card.held.count()
        await chat.settle()
        assert card.decided is None

    proposed(shop, story)


def test_what_is_held_when_another_screen_opens_is_let_go(shop: Path) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        await chat.pilot.press("y", "ctrl+p")
        assert chat.app.screen is not chat.main
        await chat.pilot.press("escape")
        assert chat.app.screen is chat.main
        await chat.settle()
        assert card.decided is None
        await chat.press("y")
        assert card.decided is True

    proposed(shop, story)


def test_what_is_held_is_let_go_when_the_terminal_loses_the_focus(shop: Path) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        await chat.pilot.press("y")
        chat.app.post_message(AppBlur())
        await chat.settle()
        assert card.decided is None
        assert not key_line(chat, ".proposal-keys")

    proposed(shop, story)


def test_what_is_held_is_let_go_when_the_focus_leaves_a_button(shop: Path) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        card.query_one(".-no", Button).focus()
        await chat.pilot.press("y")
        chat.main.set_focus(card.query_one(".-yes"))
        await chat.settle()
        assert card.decided is None

    proposed(shop, story)


def test_the_timer_of_a_key_counts_that_key_alone(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        over: list[Callable[[], None]] = []
        monkeypatch.setattr(card, "set_timer", lambda _, done: over.append(done))
        await chat.pilot.press("y", "escape", "y", "n")  # the last is text, and so is the y
        await chat.pilot.press("backspace", "backspace", "n")
        for done in over[:-1]:
            done()
        assert card.decided is None
        over[-1]()
        assert card.decided is False

    proposed(shop, story)
