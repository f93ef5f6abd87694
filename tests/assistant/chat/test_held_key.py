"""One key decides what is proposed, unless it was the first letter of a sentence."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.events import Key, Paste
from textual.widgets import Button

from assistant.chat.held_key import HeldKey
from assistant.chat.widgets.exchange import Exchange
from assistant.chat.widgets.proposal import Proposal
from tests.assistant.chat.conftest import NARROW, WIDE, Driven, chatting
from tests.assistant.chat.keys import in_keys, key_line, proposed, written

SENTENCE = "yes but what about kettles?"
BOTH = "rename paying to Billing and rename the receive stage to Delivery"
_PATIENCE_S = 30


def names(chat: Driven) -> set[str]:
    return {name for _, name in chat.main.words.values["stage"]}


@pytest.mark.parametrize("sentence", [SENTENCE, "no, only for the kettles", "nn", "yn"])
def test_a_sentence_that_begins_with_a_key_is_written(shop: Path, sentence: str) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        for each in sentence:
            await chat.pilot.press("comma" if each == "," else in_keys(each)[0])
        assert written(chat, sentence)
        await chat.settle()
        assert card.decided is None
        assert written(chat, sentence)

    proposed(shop, story)


def test_a_sentence_is_whole_when_all_its_keys_come_at_once(shop: Path) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        for key in (*SENTENCE, "enter", *"/history"):
            chat.app.post_message(Key(key, "\r" if key == "enter" else key))
        await chat.settle()
        assert chat.main.query(Exchange).last().question == SENTENCE
        assert card.decided is None
        assert written(chat, "/history")

    proposed(shop, story)


@pytest.mark.parametrize(("key", "applied"), [("y", True), ("n", False)])
def test_a_key_alone_decides_when_its_time_is_over(
    shop: Path,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    applied: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        monkeypatch.setattr(HeldKey, "SECONDS", 0.01)
        await chat.pilot.press(key)
        async with asyncio.timeout(_PATIENCE_S):
            while card.decided is None:
                await chat.pilot.pause(0.01)
        await chat.settle()
        assert card.decided is applied
        assert ("Billing" in names(chat)) is applied
        assert chat.app.focused is chat.main.box

    proposed(shop, story)


@pytest.mark.parametrize("size", [WIDE, (100, 30), NARROW], ids=["200x60", "100x30", "80x24"])
def test_the_card_says_what_is_about_to_happen(shop: Path, size: tuple[int, int]) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        await chat.pilot.press("n")
        assert key_line(chat, ".proposal-keys") == (
            "n … leaving it as it was; type on to write instead"
        )
        line = card.query_one(".proposal-keys")
        assert line.region.width
        assert chat.main.conversation.region.contains_region(line.region)
        assert card.decided is None
        await chat.pilot.press("escape")
        assert not key_line(chat, ".proposal-keys")

    proposed(shop, story, size)


def test_enter_behind_a_key_decides_at_once_and_nothing_else(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask(BOTH)
            first = chat.main.query_one(Proposal)
            await chat.pilot.press("y", "enter")
            assert first.decided is True
            await chat.settle()
            assert "Billing" in names(chat)
            assert "Delivery" not in names(chat)
            assert len(chat.main.query(Exchange)) == 1
            second = chat.main.query(Proposal).last()
            assert second is not first
            assert second.decided is None
            assert chat.app.focused is second

    asyncio.run(story())


def test_enter_behind_a_key_asks_nothing_that_stands_in_the_box(shop: Path) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        chat.main.box.put("/history")
        chat.main.set_focus(card)
        await chat.press("y", "enter")
        assert card.decided is True
        assert chat.main.box.value == "/history"
        assert len(chat.main.query(Exchange)) == 1

    proposed(shop, story)


def test_a_typed_yes_is_a_yes(shop: Path) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        await chat.pilot.press("y", "e", "s")
        assert card.decided is None
        await chat.press("enter")
        assert card.decided is True
        assert chat.main.query(Exchange).last().question == "yes"
        assert "Decided with its first letter" not in chat.said()

    proposed(shop, story)


def test_enter_long_behind_a_key_decides_nothing_more(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask(BOTH)
            await chat.press("y")
            second = chat.main.query(Proposal).last()
            assert chat.app.focused is second
            await chat.press("enter")
            assert second.decided is None
            assert "Delivery" not in names(chat)
            assert key_line(chat, "Proposal.-waits .proposal-keys").startswith("y applies it")
            await chat.press("n")
            assert second.decided is False

    asyncio.run(story())


def test_enter_presses_the_button_that_has_the_focus(shop: Path) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        card.query_one(".-no", Button).focus()
        await chat.press("enter")
        assert card.decided is False

    proposed(shop, story)


def test_a_click_decides_at_once_whatever_is_held(shop: Path) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        await chat.pilot.press("y")
        await chat.pilot.click(".-no")
        assert card.decided is False
        await chat.settle()
        assert "Billing" not in names(chat)

    proposed(shop, story)


@pytest.mark.parametrize("empty", [("backspace", "backspace"), ("ctrl+u",), ("escape",)])
def test_keys_decide_again_once_the_box_is_empty(shop: Path, empty: tuple[str, ...]) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        await chat.press("o", "h")
        assert written(chat, "oh")
        await chat.press(*empty)
        assert chat.app.focused is card
        await chat.press("y")
        assert card.decided is True
        assert "Billing" in names(chat)

    proposed(shop, story)


def test_an_empty_line_of_the_history_keeps_the_focus_in_the_box(shop: Path) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        asked = "/rename_stage stage=pay name=Billing"
        await chat.pilot.click("#ask")
        await chat.press("up", "down")
        assert written(chat, "")
        for key in ("up", "down"):  # both at once
            chat.app.post_message(Key(key, None))
        await chat.settle()
        assert written(chat, "")
        assert not chat.main.box.completing
        await chat.press("up")
        assert written(chat, asked)
        await chat.press("escape")
        assert chat.app.focused is card
        assert card.decided is None

    proposed(shop, story)


def test_a_box_that_is_empty_because_it_was_asked_keeps_the_focus(shop: Path) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        seen: list[object] = []

        def see(now: object) -> None:
            seen.append(now)

        await chat.pilot.press("o", "h")
        chat.main.watch(chat.main, "focused", see, init=False)
        await chat.press("enter")
        assert card not in seen

    proposed(shop, story)


@pytest.mark.parametrize(
    ("before", "paste", "text"),
    [((), "y", "y"), ((), "no\nnot that", "no not that"), (("y",), "es, both", "yes, both")],
)
def test_a_paste_is_text(shop: Path, before: tuple[str, ...], paste: str, text: str) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        await chat.pilot.press(*before)
        chat.app.post_message(Paste(paste))
        await chat.settle()
        assert card.decided is None
        assert written(chat, text)

    proposed(shop, story)


def test_what_is_left_aside_takes_no_key(shop: Path) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        await chat.ask("/overview")
        again = card.query_one(".proposal-again Button")
        again.focus()
        await chat.press("y")
        assert written(chat, "y")
        assert again.display
        assert card.decided is None

    proposed(shop, story)
