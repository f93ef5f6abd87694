"""What the screen looks like, at two sizes and in two themes: SVG held against golden files.

UPDATE_GOLDEN=1 writes them anew; look at them before committing.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from assistant.chat.desk import Told
from tests.assistant.chat import scenes, scenes_of_numbers
from tests.assistant.chat.conftest import NARROW, WIDE, chatting

GOLDEN = Path(__file__).parent / "golden"

SCENES: dict[str, tuple[str, Callable[[], Told]]] = {
    "pages": ("which pages first?", scenes.pages),
    "gaps": ("and for the kettle?", scenes.gaps),
    "contact": ("read me the first one", scenes.contact),
    "stages": ("what do people contact us about?", scenes_of_numbers.stages),
    "trend": ("is that just more sales?", scenes_of_numbers.trend),
    "journey": ("show the journey", scenes_of_numbers.journey),
    "products": ("list the products", scenes_of_numbers.products),
    "question": ("let me teach you", scenes.question),
    "proposal": ("call paying Billing", scenes.proposal),
}
SCREENS: dict[str, tuple[str, ...]] = {
    "welcome": (),
    "help": ("f1",),
    "completing": ("/", "s", "h", "o", "w"),
    "palette": ("ctrl+p",),
}
"""Screens without an answer, by the keys that bring them."""


def steady(drawing: str) -> str:
    """Take out what differs from run to run, and the fonts that nobody is to fetch."""
    drawing = re.sub(r"@font-face \{.*?\}\s*", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r"terminal-\d+", "terminal", drawing)
    return "\n".join(line.rstrip() for line in drawing.splitlines()) + "\n"


@pytest.mark.parametrize("theme", ["night", "day"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["200x60", "80x24"])
@pytest.mark.parametrize("name", SCENES)
def test_the_screen_is_as_it_was(
    tmp_path: Path, name: str, size: tuple[int, int], theme: str
) -> None:
    asked, told = SCENES[name]

    async def story() -> str:
        workspace = tmp_path / "frontstage.duckdb"
        async with chatting(workspace, size, theme=f"frontstage-{theme}") as chat:
            chat.main.box.cursor_blink = False
            exchange = await chat.main.conversation.begin(asked)
            await exchange.answer(told())
            await chat.main.show(exchange, told())
            await chat.settle()
            return steady(chat.app.export_screenshot())

    held(f"{name}-{size[0]}x{size[1]}-{theme}", asyncio.run(story()))


@pytest.mark.parametrize("theme", ["night", "day"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["200x60", "80x24"])
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_without_an_answer_is_as_it_was(
    tmp_path: Path, name: str, size: tuple[int, int], theme: str
) -> None:
    async def story() -> str:
        workspace = Path("frontstage.duckdb")  # its whole path would stand on the screen
        async with chatting(workspace, size, theme=f"frontstage-{theme}") as chat:
            chat.main.box.cursor_blink = False
            await chat.press(*SCREENS[name])
            for each in chat.app.screen.query(Input):
                each.cursor_blink = False
            await chat.settle()
            return steady(chat.app.export_screenshot())

    with contextlib.chdir(tmp_path):
        drawn = asyncio.run(story())
    held(f"{name}-{size[0]}x{size[1]}-{theme}", drawn)


def held(name: str, drawn: str) -> None:
    """Hold a picture against its golden file, or write that where it was asked for."""
    golden = GOLDEN / f"{name}.svg"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(drawn, encoding="utf-8")
    assert drawn == golden.read_text(encoding="utf-8"), (
        "the screen changed; UPDATE_GOLDEN=1 writes the picture anew"
    )
