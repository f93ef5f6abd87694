"""One key decides what a card asks, unless it was the first letter of a sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.events import Key, Paste
from textual.widgets import Button, Static

from assistant.chat.held_key import HeldKey
from assistant.chat.widgets.exchange import Exchange
from assistant.chat.widgets.proposal import Proposal
from assistant.chat.widgets.teach_view import TeachView
from tests.assistant.chat import scenes
from tests.assistant.chat.conftest import NARROW, WIDE, Driven, chatting

Story = Callable[[Driven, Proposal], Awaitable[None]]

SENTENCE = "yes but what about kettles?"
BOTH = "rename paying to Billing and rename the receive stage to Delivery"
_PATIENCE_S = 30


def proposed(shop: Path, story: Story, size: tuple[int, int] = WIDE) -> None:
    """Run a story where a proposal waits, the focus on it."""

    async def whole() -> None:
        async with chatting(shop, size) as chat:
            await chat.ask("/rename_stage stage=pay name=Billing")
            await story(chat, chat.main.query_one(Proposal))

    asyncio.run(whole())


def taught(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    story: Callable[[Driven, list[str]], Awaitable[None]],
) -> None:
    """Run a story where a card asks what contacts are about; it is given what was answered."""

    async def whole() -> None:
        async with chatting(tmp_path / "frontstage.duckdb") as chat:
            answers: list[str] = []
            monkeypatch.setattr(
                chat.main.desk,
                "apply",
                lambda call: answers.append(str(call.raw["answer"])) or scenes.question(),
            )
            exchange = await chat.main.conversation.begin("let me teach you")
            await exchange.answer(scenes.question())
            await chat.main.show(exchange, scenes.question())
            await chat.main.focus_card()
            await chat.settle()
            await story(chat, answers)

    asyncio.run(whole())


def names(chat: Driven) -> set[str]:
    return {name for _, name in chat.main.words.values["stage"]}


def key_line(chat: Driven, where: str) -> str:
    return str(chat.main.query_one(where, Static).content)


def in_keys(text: str) -> list[str]:
    named = {" ": "space", "?": "question_mark"}
    return [named.get(each, each) for each in text]


def written(chat: Driven, text: str) -> bool:
    """Whether a text stands in the box, ready to be gone on with."""
    box = chat.main.box
    return (box.value, box.cursor_position, chat.app.focused) == (text, len(text), box)


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


def test_who_goes_to_the_box_decides_nothing(shop: Path) -> None:
    async def story(chat: Driven, card: Proposal) -> None:
        await chat.pilot.press("y")
        await chat.pilot.click("#ask")
        await chat.settle()
        assert card.decided is None

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


def test_a_sentence_at_a_teaching_card_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(chat: Driven, answers: list[str]) -> None:
        card = chat.main.query_one(TeachView)
        await chat.pilot.press("2")
        assert key_line(chat, ".teach-keys") == "2 … Receiving the order; type on to write instead"
        await chat.pilot.press(*in_keys(" kettles"))
        assert written(chat, "2 kettles")
        assert key_line(chat, ".teach-keys") == "What are they about?"
        await chat.settle()
        assert not card.judged
        assert not answers
        await chat.press("ctrl+u")
        assert chat.app.focused is card
        await chat.press("1")
        assert answers == ["pay"]

    taught(tmp_path, monkeypatch, story)


def test_enter_behind_a_digit_answers_one_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(chat: Driven, answers: list[str]) -> None:
        await chat.pilot.press("2", "enter")
        await chat.settle()
        assert answers == ["receive"]
        assert not chat.main.query_one(TeachView).judged, "the next card waits"
        await chat.press("y", "escape")
        await chat.press("enter")
        chat.app.post_message(Paste("2"))
        await chat.settle()
        assert answers == ["receive"]
        assert written(chat, "2")

    taught(tmp_path, monkeypatch, story)
