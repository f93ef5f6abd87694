"""How a table of all gaps goes by in the chat, key by key: part of `python -m benchmarks.chat`."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.pilot import Pilot

_SIZE = (160, 48)
_KEYS = ("down", "pagedown")


@dataclass(frozen=True)
class Scrolled:
    """A table of all gaps: its rows, and milliseconds until something was painted.

    `first` rows and `every` row from asking on; each key press and each page down, and what of
    these the processor took (`used`).
    """

    rows: int
    first: float
    every: float
    keys: list[float]
    pages: list[float]
    used: list[float]


async def scrolling(path: Path, presses: int = 100) -> Scrolled:
    """Show every gap of the workspace in the chat's table and go through it by keys.

    An answer shows 1,000 at most; here the table is given all of them.
    """
    from assistant.actions.gaps import GapsData
    from assistant.answers import Answer
    from assistant.chat.app import ChatApp
    from assistant.chat.calls import Call
    from assistant.chat.desk import Desk, Told
    from assistant.chat.widgets.table_block import TableBlock
    from assistant.gaps.cards import read_shelf
    from assistant.session import Session

    with Session(path).workspace.reading() as db:
        shelf = read_shelf(db)
    cards = tuple(shelf.card(gap) for gap in shelf.gaps)
    data = GapsData(open_gaps=len(cards), counts={}, gaps=cards)
    told = Told(Call("show_gaps"), Answer(headline="Every gap.", data=data))
    app = ChatApp(Desk(path.with_name("nothing-here.duckdb")), "frontstage-night")
    app.animation_level = "none"
    async with app.run_test(size=_SIZE) as pilot:
        await app.workers.wait_for_complete()
        started = time.perf_counter()
        await app.main.exhibit.show(told)
        await pilot.pause()
        first = 1000 * (time.perf_counter() - started)
        table = app.screen.query(TableBlock).first()
        while table.row_count < len(cards):
            await asyncio.sleep(0.01)
        every = 1000 * (time.perf_counter() - started)
        table.focus()
        took = {key: [await _pressed(pilot, key) for _ in range(presses)] for key in _KEYS}
        walls = {key: [wall for wall, _ in each] for key, each in took.items()}
        used = [processor for each in took.values() for _, processor in each]
        return Scrolled(table.row_count, first, every, walls["down"], walls["pagedown"], used)


async def _pressed(pilot: Pilot[None], key: str) -> tuple[float, float]:
    started, used = time.perf_counter(), time.process_time()
    await pilot.press(key)
    await pilot.pause()
    return 1000 * (time.perf_counter() - started), 1000 * (time.process_time() - used)
