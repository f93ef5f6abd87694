"""One key answers a teaching card, unless it was the first letter of a sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.events import Paste

from assistant.chat.widgets.teach_view import TeachView, Verdict
from tests.assistant.chat import scenes
from tests.assistant.chat.conftest import Driven, chatting
from tests.assistant.chat.keys import in_keys, key_line, written


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


def test_what_is_held_is_let_go_when_the_focus_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(chat: Driven, answers: list[str]) -> None:
        card = chat.main.query_one(TeachView)
        for here, there in ((card.query(Verdict).first(), card), (card, None)):
            chat.main.set_focus(here)
            await chat.pilot.press("2")
            assert key_line(chat, ".teach-keys").startswith("2 …")
            chat.main.set_focus(there)
            await chat.settle()
            assert not answers

    taught(tmp_path, monkeypatch, story)
