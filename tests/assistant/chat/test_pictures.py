"""What the screen looks like, at two sizes and in two themes: SVG held against golden files.

UPDATE_GOLDEN=1 writes them anew; look at them before committing.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.chat.desk import Told
from tests.assistant.chat import scenes
from tests.assistant.chat.conftest import NARROW, WIDE, chatting

GOLDEN = Path(__file__).parent / "golden"

SCENES: dict[str, tuple[str, Callable[[], Told]]] = {
    "pages": ("which pages first?", scenes.pages),
    "gaps": ("and for the kettle?", scenes.gaps),
    "contact": ("read me the first one", scenes.contact),
}


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

    drawn = asyncio.run(story())
    golden = GOLDEN / f"{name}-{size[0]}x{size[1]}-{theme}.svg"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(drawn, encoding="utf-8")
    assert drawn == golden.read_text(encoding="utf-8"), (
        "the screen changed; UPDATE_GOLDEN=1 writes the picture anew"
    )
