"""Plain words: understood in context, asked back, agreed to."""

from __future__ import annotations

import asyncio
from pathlib import Path

from assistant.chat.widgets.exchange import Exchange
from assistant.chat.widgets.proposal import Proposal
from assistant.chat.widgets.welcome import Starter
from tests.assistant.chat.conftest import chatting


def test_a_conversation_in_plain_words(shop: Path, size: tuple[int, int]) -> None:
    async def story() -> None:
        async with chatting(shop, size) as chat:
            await chat.ask("which pages make people call?")
            told = chat.main.exhibit.told
            assert told is not None
            assert told.call.name == "pain_points"
            await chat.ask("and for the kettle?")
            told = chat.main.exhibit.told
            assert told is not None
            assert (told.call.name, "product" in told.call.raw) == ("pain_points", True)
            await chat.ask("what's the weather like in Paris?")
            last = chat.main.query(Exchange).last()
            assert not last.told
            assert last.query(".said")

    asyncio.run(story())


def test_a_typed_yes_applies_and_anything_else_lets_the_proposal_go(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask("rename paying to Billing")
            first = chat.main.query_one(Proposal)
            await chat.press("o", "v", "e", "r", "v", "i", "e", "w", "enter")
            assert first.decided is None
            assert not first.can_focus
            assert "What was proposed is left as it was" in chat.said()
            await chat.ask("rename paying to Billing")
            await chat.ask("yes please")
            assert chat.main.query(Proposal).last().decided is True
            assert "Billing" in {name for _, name in chat.main.words.values["stage"]}

    asyncio.run(story())


def test_a_word_whose_first_letter_decided_a_proposal_is_read_whole(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask("rename paying to Billing")
            await chat.press("y")
            await chat.press("e", "s", "enter")
            assert chat.main.query(Proposal).last().decided is True
            assert "Decided with its first letter" in chat.said()
            await chat.ask("rename billing to Paying up")
            await chat.press("n")
            await chat.press("o", "t", "space", "o", "n", "e", "enter")
            assert chat.main.query(Proposal).last().decided is False
            assert "› not one" in chat.said()

    asyncio.run(story())


def test_choices_that_are_asked_back_are_on_keys(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask("rename a stage")
            asked = chat.main.query(Exchange).last()
            assert asked.query(".said")
            assert not asked.told

    asyncio.run(story())


def test_a_first_question_is_one_key_away(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            chat.main.query(Starter).first().focus()
            await chat.press("enter")
            told = chat.main.exhibit.told
            assert told is not None
            assert told.call.name == "overview"

    asyncio.run(story())
