"""A proposal that is passed over, declined, taken up again, or has others behind it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from textual.events import Key

from assistant.chat.calls import Call
from assistant.chat.widgets.exchange import Exchange
from assistant.chat.widgets.proposal import Proposal
from assistant.dialogue import takes_up
from tests.assistant.chat.conftest import Driven, chatting

RENAME = "rename paying to Billing"


def stages(chat: Driven) -> set[str]:
    return {name for _, name in chat.main.words.values["stage"]}


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("apply it after all", "apply"),
        ("OK, do it after all.", "apply"),
        ("actually apply the rename after all", "apply"),
        ("Yes, after all", "apply"),
        ("propose it again", "propose"),
        ("take that up again", "propose"),
        ("apply it", "propose"),
        ("back to the proposal", "propose"),
        ("show me the proposal", "propose"),
        ("what do people ask after all", None),
        ("show me the gaps again", None),
        ("apply the filter", None),
        ("show it by week", None),
    ],
)
def test_what_takes_a_proposal_up_again(said: str, wanted: str | None) -> None:
    assert takes_up(said) == wanted


def test_what_was_passed_over_is_applied_after_all(shop: Path, size: tuple[int, int]) -> None:
    async def story() -> None:
        async with chatting(shop, size) as chat:
            await chat.ask(RENAME)
            await chat.ask("/overview")
            assert "“apply it after all”" in chat.said().replace("\n", " ").replace("  ", " ") or (
                chat.app._notifications
            )
            assert "Billing" not in stages(chat)
            await chat.ask("apply it after all")
            assert "Billing" in stages(chat)
            await chat.ask("apply it after all")
            assert chat.main.query(Exchange).last().query(".said"), "once is enough"

    asyncio.run(story())


def test_a_click_proposes_again_what_was_passed_over(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask(RENAME)
            await chat.ask("/overview")
            await chat.pilot.click(".proposal-again Button")
            await chat.settle()
            cards = chat.main.query(Proposal)
            assert len(cards) == 2
            assert chat.app.focused is cards.last()
            assert "Billing" not in stages(chat)
            await chat.press("y")
            assert "Billing" in stages(chat)

    asyncio.run(story())


def test_after_all_is_asked_anew_where_the_effect_is_another(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask("/relabel_matching text=kettle stage=use")
            await chat.ask("/overview")
            await chat.ask("/relabel_matching text=kettle stage=pay")
            await chat.ask("/overview")
            first, second = chat.main.query(Proposal)
            assert not first.query_one(".proposal-again").display, "only the last can be taken up"
            assert second.query_one(".proposal-again").display
            chat.main.desk.apply(Call("relabel_matching", {"text": "kettle", "stage": "receive"}))
            await chat.ask("apply it after all")
            assert "has changed" in chat.said()
            assert chat.main.query(Proposal).last().decided is None

    asyncio.run(story())


def test_no_takes_nothing_up(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask(RENAME)
            await chat.press("n")
            await chat.ask("no")
            assert "Nothing waits" in chat.said()
            await chat.ask("yes")
            assert chat.main.query(Proposal).last().decided is None
            await chat.press("y")
            assert "Billing" in stages(chat)

    asyncio.run(story())


def test_of_two_adjustments_the_second_waits_for_the_first(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask("rename paying to Billing and rename the receive stage to Delivery")
            assert len(chat.main.query(Proposal)) == 1
            await chat.press("y")
            assert len(chat.main.query(Proposal)) == 2
            assert "Billing" in stages(chat)
            await chat.press("y")
            assert "Delivery" in stages(chat)

    asyncio.run(story())


def test_a_decision_counts_however_fast_the_next_line_comes(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask(RENAME)
            for key in ("y", "enter", *"/overview", "enter"):
                chat.app.post_message(Key(key, key if len(key) == 1 else "\r"))
            await chat.settle()
            assert "Billing" in stages(chat)
            assert chat.main.query(Exchange).last().question == "/overview"

    asyncio.run(story())


def test_no_letter_of_a_line_typed_over_a_proposal_is_lost(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask(RENAME)
            for key in "show the journey":
                chat.app.post_message(Key("space" if key == " " else key, key))
            await chat.settle()
            assert chat.main.box.value == "show the journey"
            assert chat.main.query_one(Proposal).decided is None

    asyncio.run(story())


def test_a_word_decides_only_what_waited_at_its_first_letter(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask("rename paying to Billing and rename the receive stage to Delivery")
            await chat.press("y")
            assert len(chat.main.query(Proposal)) == 2
            await chat.press("e", "s", "enter")
            assert "Decided with its first letter" in chat.said()
            assert "Billing" in stages(chat)
            assert "Delivery" not in stages(chat)
            await chat.ask("yes")
            assert "Delivery" in stages(chat)

    asyncio.run(story())


def test_after_all_is_asked_anew_where_as_many_others_would_move(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask("/relabel_matching text=kettle stage=use")
            waiting = chat.main.talk._deciding.proposals.waiting
            assert waiting is not None
            moving = waiting.effect.moving
            assert moving
            assert len(moving) == sum(waiting.effect.data.moves.values())  # type: ignore[attr-defined]
            others = replace(waiting.effect, moving=frozenset(f"c-{i}" for i in range(len(moving))))
            assert waiting.does(waiting.effect)
            chat.main.talk._deciding.proposals.waiting = replace(waiting, effect=others)
            await chat.ask("/overview")
            await chat.ask("apply it after all")
            assert "has changed" in chat.said()
            assert chat.main.query(Proposal).last().decided is None

    asyncio.run(story())
