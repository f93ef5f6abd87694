"""Words of customers, and what people paste, are plain text to the chat."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from assistant.answers import (
    Answer,
    Conversation,
    Data,
    Line,
    Quoted,
    Quotes,
    Raw,
    Table,
)
from assistant.chat.calls import Call
from assistant.chat.desk import Told
from assistant.chat.widgets.exchange import Exchange
from tests.assistant.chat.conftest import chatting

EVIL = (
    "[bold red]loud[/bold red] [@click=app.quit]press me[/] [link=http://evil.example]x[/link] "
    "\x1b[31mred\x1b]0;title\x07 ![i](http://evil.example/i.png) \u202eesrever [/nothing] {x} $HOME"
)


class Nothing(Data):
    """No data."""


def evil_answer() -> Answer:
    quote = Quoted(contact_id="c-abcdefgh", turn_index=0, start=0, end=4, text=EVIL)
    return Answer(
        headline=f"One: {EVIL}",
        data=Nothing(),
        blocks=(
            Line(EVIL),
            Table((EVIL, "n"), ((EVIL, "1"), ("plain", "2")), title=EVIL, right=frozenset("n")),
            Quotes((quote,)),
            Conversation((("customer", EVIL, EVIL), (EVIL, "and so on", ""))),
            Raw(EVIL),
        ),
        scope=EVIL,
        notes=(EVIL,),
        follow_ups=(f"show_gaps product={EVIL}",),
        problems=(EVIL,),
    )


def test_markup_and_escapes_are_shown_as_they_are_written(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            exchange = await chat.main.conversation.begin(EVIL)
            told = Told(Call("overview"), evil_answer())
            await exchange.answer(told)
            await exchange.say(EVIL, (EVIL,))
            await chat.main.show(exchange, told)
            await chat.settle()
            shown = chat.said()
            assert shown.count("[bold red]") >= 7
            assert "[@click=app.quit]" in shown
            assert "\\x1b" in shown
            assert "\\x202e" in shown
            assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
            for strip in chat.app.screen._compositor.render_strips():
                for segment in strip:
                    meta = segment.style.meta if segment.style else {}
                    assert "app.quit" not in str(meta.get("@click"))
                    assert not (segment.style and segment.style.link)

    asyncio.run(story())


@pytest.mark.parametrize(
    "paste",
    [
        "why do people call? " * 1_000,
        "first line\nsecond line\r\nthird",
        "מה הלקוחות שואלים? 👩‍👩‍👧‍👦 🇸🇪 \u202eevil\x00\x1b[2J",
        "/show_gaps product=" + "x" * 20_000,
        "/find_contacts text='never closed",
    ],
    ids=["20,000 characters", "lines", "right to left", "long command", "open quote"],
)
def test_whatever_is_pasted_gets_an_answer(shop: Path, paste: str, size: tuple[int, int]) -> None:
    async def story() -> None:
        async with chatting(shop, size) as chat:
            from textual.events import Paste

            chat.main.box.post_message(Paste(paste))
            await chat.press("enter")
            exchange = chat.main.query_one(Exchange)
            assert not exchange.query(".waiting")
            assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", chat.said())
            await chat.ask("/overview")
            assert chat.main.query(Exchange).last().told

    asyncio.run(story())


def test_no_widget_of_ours_takes_text_for_markup() -> None:
    """What is given as text to a Static must say so; Content is plain already."""
    folder = Path(__file__).resolve().parents[3] / "assistant" / "chat"
    for file in folder.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert "from_markup" not in text, file
        assert "Text.from_ansi" not in text, file
