"""What customers contact the company about: stages as bars that lead to the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from assistant.answers import Table
from assistant.bars import bar
from assistant.chat.calls import Call
from assistant.chat.fitting import BARS
from assistant.chat.texts import plain
from assistant.chat.widgets.table_block import TableBlock
from assistant.wording import share, tally

if TYPE_CHECKING:
    from assistant.actions.overview import OverviewData

_COLUMNS = ("stage", BARS, "contacts", "share", "customers")
_RIGHT = frozenset(("contacts", "share", "customers"))
_BAR = 14


class StagesView(Vertical):
    """Stages with bars, then what else is held."""

    def __init__(self, data: OverviewData) -> None:
        super().__init__(classes="view")
        self._data = data

    def compose(self) -> ComposeResult:
        """Return the table and the tallies."""
        data = self._data
        most = max((each.contacts for each in data.stages), default=1) or 1
        rows = tuple(
            (
                each.name,
                bar(each.contacts / most, _BAR),
                f"{each.contacts:,}",
                share(each.contacts, data.contacts),
                f"{each.customers:,}",
            )
            for each in data.stages
        )
        ids = {each.name: each.stage for each in data.stages}
        if rows:
            yield TableBlock(
                Table(_COLUMNS, rows, right=_RIGHT),
                lambda row: Call("show_stage", {"stage": ids[row[0]]}) if ids[row[0]] else None,
                wrap=False,
            )
        for name, counts in (
            ("Channels", data.channels),
            ("Departments", data.departments),
            ("Languages", data.languages if len(data.languages) > 1 else {}),
        ):
            if counts:
                yield Static(plain(f"{name}: {tally(counts)}."), classes="line -quiet")
