"""Asking by keys: commands, completions, follow-ups, history, proposals."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import OptionList

from assistant.chat.widgets.completions import Completions
from assistant.chat.widgets.exchange import Exchange
from assistant.chat.widgets.follow_ups import FollowUps
from assistant.chat.widgets.gaps_view import GapsView
from assistant.chat.widgets.pages_view import PagesView
from assistant.chat.widgets.proposal import Proposal
from assistant.chat.widgets.state_line import StateLine
from assistant.chat.widgets.table_block import TableBlock
from tests.assistant.chat.conftest import chatting


def run(story: Coroutine[object, object, None]) -> None:
    asyncio.run(story)  # type: ignore[arg-type]


def test_a_question_is_answered_left_and_shown_right(shop: Path, size: tuple[int, int]) -> None:
    async def story() -> None:
        async with chatting(shop, size) as chat:
            assert chat.main.query_one(StateLine).state == "ready"
            assert "What would you like to know?" in chat.said()
            await chat.ask("/pain_points")
            exchange = chat.main.query_one(Exchange)
            assert exchange.question == "/pain_points"
            assert len(exchange.told) == 1
            assert exchange.has_class("-shown")
            assert chat.main.exhibit.told is exchange.told[0]
            assert chat.main.query_one(PagesView).pages
            assert exchange.told[0].answer.headline[:40] in chat.said().replace("\n", " ")

    run(story())


def test_a_number_asks_the_follow_up_only_where_nothing_is_typed(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask("/pain_points")
            shown = chat.main.query_one(FollowUps).texts
            assert shown[0].startswith("Gaps: ")
            await chat.press("x", "1", "backspace", "backspace")
            assert len(chat.main.query(Exchange)) == 1
            await chat.press("1")
            assert len(chat.main.query(Exchange)) == 2
            assert chat.main.query_one(GapsView).cards

    run(story())


def test_what_is_typed_behind_enter_is_the_next_line(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            for key in (*"/overview", "enter", *"/history", "enter"):
                chat.app.post_message(Key(key, key if len(key) == 1 else "\r"))
            await chat.settle()
            asked = [each.question for each in chat.main.query(Exchange)]
            assert asked == ["/overview", "/history"]

    run(story())


def test_an_open_follow_up_is_put_into_the_box(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask("/show_journey")
            await chat.press("1")
            assert chat.main.box.value == "/show_stage stage="
            listed = chat.main.query_one(Completions)
            assert listed.display
            assert listed.option_count > 5

    run(story())


def test_commands_parameters_and_values_complete(shop: Path, size: tuple[int, int]) -> None:
    async def story() -> None:
        async with chatting(shop, size) as chat:
            await chat.press(*"/show_g", "tab")
            assert chat.main.box.value == "/show_gaps "
            await chat.press(*"pro", "tab")
            assert chat.main.box.value == "/show_gaps product="
            listed = chat.main.query_one("#completions", OptionList)
            assert listed.option_count > 1
            await chat.press("down", "tab")
            chosen = chat.main.box.value
            assert chosen.startswith("/show_gaps product=p-") or "product=" in chosen
            await chat.press("enter")
            assert chat.main.query(Exchange).last().told

    run(story())


def test_history_is_there_again_in_the_next_session(shop: Path) -> None:
    async def first() -> None:
        async with chatting(shop) as chat:
            await chat.ask("/overview")
            await chat.ask("/changes")

    async def second() -> None:
        async with chatting(shop) as chat:
            await chat.press(*"half", "up")
            assert chat.main.box.value == "/changes"
            await chat.press("up")
            assert chat.main.box.value == "/overview"
            await chat.press("up", "down", "down")
            assert chat.main.box.value == "half"

    run(first())
    run(second())
    assert (shop.parent / "frontstage.history").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("key", "left"), [("y", 1), ("n", 0)])
def test_an_adjustment_waits_for_a_key(shop: Path, key: str, left: int) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask("/rename_stage stage=pay name=Billing")
            card = chat.main.query_one(Proposal)
            assert chat.app.focused is card
            assert "This would" in chat.said()
            await chat.press(key)
            assert card.decided is bool(left)
            assert chat.app.focused is chat.main.box
            await chat.ask("/history")
            told = chat.main.exhibit.told
            assert told is not None
            assert told.answer.headline.startswith(f"{left} entr")

    run(story())


def test_a_proposal_by_mouse(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask("/rename_stage stage=pay name=Billing")
            await chat.pilot.click(".-yes")
            await chat.settle()
            assert chat.main.query_one(Proposal).decided is True
            assert "Billing" in {name for _, name in chat.main.words.values["stage"]}

    run(story())


def test_what_cannot_be_asked_is_said_in_one_line(shop: Path, size: tuple[int, int]) -> None:
    async def story() -> None:
        async with chatting(shop, size) as chat:
            await chat.ask("/pain")
            assert "no action called 'pain'; did you mean" in chat.said()
            await chat.ask("/show_gaps product=zzz")
            assert chat.main.query(Exchange).last().query(".trouble")
            await chat.ask("/overview")
            assert chat.main.query(Exchange).last().told

    run(story())


def test_rows_sort_by_key_and_click_and_lead_on(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask("/overview")
            table = chat.main.query_one(TableBlock)
            table.focus()
            await chat.press("s")
            names = [str(table.get_cell_at((row, 0))) for row in range(table.row_count)]  # type: ignore[arg-type]
            assert table.sorted_by == 0
            assert names == sorted(names, key=str.casefold)
            await chat.press("r")
            assert str(table.get_cell_at((0, 0))) == names[-1]  # type: ignore[arg-type]
            row = next(at for at, name in enumerate(reversed(names)) if name != "unsure")
            table.move_cursor(row=row)
            await chat.press("enter")
            asked = chat.main.query(Exchange).last()
            assert asked.told[0].call.name == "show_stage"

    run(story())
