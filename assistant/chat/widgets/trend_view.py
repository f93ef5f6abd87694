"""How counts developed: columns over time with axes, then the same in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from assistant.charting import Column, columns_drawn
from assistant.chat.texts import Content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.actions.trending import TrendData
    from assistant.counting.periods import Period

_TALL, _LOW = 8, 5
_TALL_FROM = 30
"""Lines of the screen from which on the chart is tall."""


class TrendChart(Static):
    """The chart; it is drawn anew where the width changes."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__("", classes="chart", markup=False)
        self._columns = tuple(columns)

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the room that there is."""
        height = _TALL if self.app.size.height >= _TALL_FROM else _LOW
        drawn = columns_drawn(self._columns, event.size.width, height)
        self.update(Content.styled("\n".join(drawn), "$primary"))


class TrendView(Vertical):
    """The chart, then what the answer's blocks show."""

    def __init__(self, data: TrendData, blocks: Sequence[Widget]) -> None:
        super().__init__(classes="view")
        self._columns = [Column(_name(each, data.by), each.contacts, each.partial)
                         for each in data.periods]  # fmt: skip
        self._blocks = blocks

    def compose(self) -> ComposeResult:
        """Return the chart and the numbers."""
        yield TrendChart(self._columns)
        yield from self._blocks


def _name(period: Period, by: str) -> str:
    """Return what a period is called below its column."""
    if by == "month":
        return f"{period.first:%b %Y}"
    return f"{period.first.day} {period.first:%b}"  # %-d is known to some systems only
