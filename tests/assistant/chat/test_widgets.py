"""Every widget of an answer by keys and mouse, on made-up answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input, OptionList, Static

from assistant.chat.app import ChatApp
from assistant.chat.calls import Call
from assistant.chat.desk import Desk, Told
from assistant.chat.screens.help import HelpScreen
from assistant.chat.widgets.exchange import Exchange
from assistant.chat.widgets.gap_detail import GapDetail
from assistant.chat.widgets.gaps_view import GapsView
from assistant.chat.widgets.pages_view import PagesView
from assistant.chat.widgets.quote_block import QuoteBlock
from assistant.chat.widgets.table_block import TableBlock
from assistant.chat.widgets.teach_view import TeachView, Verdict
from assistant.chat.widgets.trend_view import TrendChart
from assistant.chat.widgets.turns_block import Turn
from tests.assistant.chat import scenes, scenes_of_numbers
from tests.assistant.chat.conftest import NARROW, Driven, chatting

Story = Callable[[Driven], Awaitable[None]]


def shown(tmp_path: Path, told: Told, story: Story, size: tuple[int, int] = (200, 60)) -> None:
    async def whole() -> None:
        async with chatting(tmp_path / "frontstage.duckdb", size) as chat:
            exchange = await chat.main.conversation.begin("a question")
            await exchange.answer(told)
            await chat.main.show(exchange, told)
            await chat.settle()
            await story(chat)

    asyncio.run(whole())


def test_the_gap_under_the_cursor_is_the_card_beneath(tmp_path: Path) -> None:
    async def story(chat: Driven) -> None:
        view = chat.main.query_one(GapsView)
        assert view.shown is view.cards[0]
        chat.main.query_one(TableBlock).focus()
        await chat.press("down", "down")
        assert view.shown is view.cards[2]
        assert chat.main.query_one(GapDetail).card is view.cards[2]
        assert "weight when full" in chat.said()

    shown(tmp_path, scenes.gaps(), story)


def test_the_words_concerned_are_marked_in_quote_and_page(tmp_path: Path) -> None:
    async def story(chat: Driven) -> None:
        detail = chat.main.query(GapDetail).first()
        assert "hob" in detail.concerned
        words = detail.query(QuoteBlock).first().content
        marked = {str(words)[s.start : s.end] for s in words.spans if "accent" in str(s.style)}  # type: ignore[union-attr]
        assert "hob" in marked
        page = detail.query_one(".passage").content  # type: ignore[attr-defined]
        assert {str(page)[s.start : s.end] for s in page.spans if "accent" in str(s.style)} >= {
            "hob"
        }

    shown(tmp_path, scenes.gaps(), story)


def test_the_page_under_the_cursor_shows_its_gaps(tmp_path: Path) -> None:
    async def story(chat: Driven) -> None:
        chat.main.query_one(TableBlock).focus()
        await chat.press("down")
        assert chat.main.query_one(PagesView).shown == 1
        assert chat.main.query(GapDetail).first().card.product == "Tarn folding stool"
        await chat.press("enter")
        asked = chat.main.query(Exchange).last()
        assert asked.question.startswith("Gaps: ")

    shown(tmp_path, scenes.pages(), story)


def test_a_quote_is_copied_and_opens_its_contact(tmp_path: Path) -> None:
    async def story(chat: Driven) -> None:
        quote = chat.main.query(QuoteBlock).first()
        quote.focus()
        await chat.press("c")
        assert chat.app.clipboard == f"“{quote.quote.text}” ({quote.quote.contact_id})"
        await chat.press("down")
        assert isinstance(chat.app.focused, QuoteBlock)
        assert chat.app.focused is not quote
        await chat.press("enter")
        assert chat.main.query(Exchange).last().question.startswith("Contact: ")

    shown(tmp_path, scenes.gaps(), story)


def test_a_contact_is_marked_turn_by_turn(tmp_path: Path) -> None:
    async def story(chat: Driven) -> None:
        turns = list(chat.main.query(Turn))
        assert [turn.stage for turn in turns] == [
            "",
            "Placing the order",
            "",
            "Receiving the order",
            "Exchanging or returning",
        ]
        assert [turn.has_class("-ours") for turn in turns] == [True, False, True, False, True]
        proof = turns[3].content
        reversed_ = [str(proof)[s.start : s.end] for s in proof.spans if "reverse" in str(s.style)]  # type: ignore[union-attr]
        assert reversed_ == ["It came with a dent in the lid."]

    shown(tmp_path, scenes.contact(), story)


@pytest.mark.parametrize(
    ("key", "answer"), [("y", "yes"), ("1", "pay"), ("x", "split"), ("k", "skip")]
)
def test_teaching_takes_one_key(
    tmp_path: Path, key: str, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Call] = []

    async def story(chat: Driven) -> None:
        monkeypatch.setattr(
            chat.main.desk, "apply", lambda call: made.append(call) or scenes.question()
        )
        await chat.main.focus_card()
        await chat.settle()
        assert isinstance(chat.app.focused, TeachView)
        await chat.press(key)
        assert [dict(call.raw) for call in made] == [
            {"answer": answer, "group": "q-1", "labels": "later"}
        ]
        assert not chat.main.query_one(TeachView).judged, "the next card is there"

    shown(tmp_path, scenes.question(), story)


def test_each_answer_says_how_many_it_moves_and_the_bar_what_is_left(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async def story(chat: Driven) -> None:
        verdicts = [str(each.content) for each in chat.main.query(Verdict)]
        assert " y Yes, Receiving the order  14 move" in verdicts
        assert " 1 Paying  31 move" in verdicts
        assert [each for each in verdicts if "split" in each] == [
            " x Not one thing: split the group"
        ]
        last = str(chat.main.query(".teach .line").last().content)  # type: ignore[attr-defined]
        assert "█▏ 31 of 120 contacts" in last

    shown(tmp_path, scenes.question(), story, size)


def test_a_trend_is_drawn_with_axes_in_the_room_that_there_is(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async def story(chat: Driven) -> None:
        chart = chat.main.query_one(TrendChart)
        lines = str(chart.content).splitlines()
        assert max(map(len, lines)) <= chart.size.width
        assert len(lines) == (10 if size[1] > 30 else 7)
        assert lines[0].split()[0].isdigit(), "the axis tells the largest count"
        assert "0 ┤" in lines[-3]
        assert lines[0].strip() in chat.said()

    shown(tmp_path, scenes_of_numbers.trend(), story, size)


def test_teaching_by_mouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Call] = []

    async def story(chat: Driven) -> None:
        monkeypatch.setattr(
            chat.main.desk, "apply", lambda call: made.append(call) or scenes.question()
        )
        await chat.pilot.click(".verdict")
        await chat.settle()
        assert made[0].raw["answer"] == "yes"

    shown(tmp_path, scenes.question(), story)


def test_help_filters_and_fills_the_box(tmp_path: Path, size: tuple[int, int]) -> None:
    async def story(chat: Driven) -> None:
        await chat.press("f1")
        assert isinstance(chat.app.screen, HelpScreen)
        listed = chat.app.screen.query_one("#help-list", OptionList)
        everything = listed.option_count
        chat.app.screen.query_one(Input).focus()
        await chat.press(*"rename")
        assert 0 < listed.option_count < everything
        await chat.press("enter")
        assert chat.app.screen is chat.main
        assert chat.main.box.value == "/rename_stage "

    shown(tmp_path, scenes.gaps(), story, size)


def test_help_lays_its_keys_out_anew_when_the_terminal_is_resized(tmp_path: Path) -> None:
    async def story(chat: Driven) -> None:
        await chat.press("f1")
        await chat.pilot.resize_terminal(*NARROW)
        await chat.settle()
        keys = chat.app.screen.query_one("#help-keys", Static)
        lines = str(keys.content).splitlines()
        assert len(lines) == keys.size.height, "none is wrapped"
        assert max(map(len, lines)) <= keys.size.width

    shown(tmp_path, scenes.gaps(), story)


def test_the_palette_starts_actions_and_changes_themes(tmp_path: Path) -> None:
    async def story(chat: Driven) -> None:
        await chat.press("ctrl+p", *"mark_gap")
        await chat.pilot.pause(0.3)
        await chat.press("enter")
        assert chat.main.box.value == "/mark_gap "
        assert chat.app.theme == "frontstage-night"
        await chat.press("ctrl+t")
        assert chat.app.theme == "frontstage-day"

    shown(tmp_path, scenes.gaps(), story)


def test_a_narrow_screen_shows_one_side_at_a_time(tmp_path: Path) -> None:
    async def story(chat: Driven) -> None:
        assert chat.main.exhibit.display
        assert not chat.main.conversation.region.width
        await chat.press("f2")
        assert chat.main.conversation.region.width
        assert not chat.main.exhibit.region.width

    shown(tmp_path, scenes.gaps(), story, NARROW)


def test_typing_goes_to_the_box_wherever_the_focus_is(tmp_path: Path) -> None:
    async def story(chat: Driven) -> None:
        chat.main.query(QuoteBlock).first().focus()
        await chat.press("w", "h", "y")
        assert chat.main.box.value == "why"
        assert chat.app.focused is chat.main.box
        await chat.press("escape", "f2")
        assert chat.app.focused is not chat.main.box
        chat.app.post_message(Paste("why\nthis one"))
        await chat.settle()
        assert chat.main.box.value == "why this one"
        assert chat.app.focused is chat.main.box
        await chat.press("escape", "f2")
        await chat.press("escape")
        assert chat.app.focused is chat.main.box

    shown(tmp_path, scenes.gaps(), story)


def test_an_earlier_answer_comes_back(tmp_path: Path) -> None:
    async def story(chat: Driven) -> None:
        second = await chat.main.conversation.begin("another")
        told = scenes.contact()
        await second.answer(told)
        await chat.main.show(second, told)
        await chat.settle()
        assert chat.main.query(Turn)
        first = chat.main.query(Exchange).first()
        first.focus()
        await chat.press("enter")
        assert chat.main.exhibit.told is first.told[0]
        assert chat.main.query(GapsView)

    shown(tmp_path, scenes.gaps(), story)


def test_the_report_opens_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = tmp_path / "frontstage-report" / "report.html"
    report.parent.mkdir()
    report.write_text("<p>report")
    opened: list[str] = []

    async def story(chat: Driven) -> None:
        monkeypatch.setattr(chat.app, "open_url", lambda url, **_: opened.append(url))
        await chat.press("f3")
        assert opened == [report.as_uri()]

    shown(tmp_path, scenes.gaps(), story)


def test_the_theme_chosen_is_there_in_the_next_session(tmp_path: Path) -> None:
    kept = tmp_path / "of me" / "theme"

    async def session(*keys: str) -> str:
        app = ChatApp(Desk(tmp_path / "frontstage.duckdb"), theme_file=kept)
        async with app.run_test() as pilot:
            await pilot.press(*keys)
            return app.theme

    assert asyncio.run(session()) == "frontstage-night"
    assert asyncio.run(session("ctrl+t")) == "frontstage-day"
    assert asyncio.run(session()) == "frontstage-day"
    kept.write_text("no such theme")
    assert asyncio.run(session()) == "frontstage-night"
