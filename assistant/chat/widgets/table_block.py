"""A table of an answer: sorted by a click on its head or by a key, rows lead on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import DataTable

from assistant.answers import Table
from assistant.bars import rescaled
from assistant.chat.calls import Call
from assistant.chat.fitting import BARS, SPARE, fitted
from assistant.chat.messages import Led
from assistant.rendering.safety import safe

_FEW = 200
_AT_ONCE = 250
_TURN_S = 0.005
_NUMBER = re.compile(r"[-+−]?\d[\d,]*(?:\.\d+)?")
Leads = Callable[[tuple[str, ...]], Call | None]


def by_id(row: tuple[str, ...]) -> Call | None:
    """Return where a row leads whose cells hold the id of a contact or a gap."""
    for cell in row:
        if re.fullmatch(r"c-[a-z0-9]{6,}", cell):
            return Call("explain_contact", {"contact": cell})
        if re.fullmatch(r"g-[a-z0-9]{6,}", cell):
            return Call("evidence", {"of": cell})
    return None


class TableBlock(DataTable[Text]):
    """Rows of text; columns share the width that there is.

    Args:
        table: What to show.
        leads: Where Enter on a row leads.
        wrap: Whether long cells take several lines; a table of many rows never wraps.
        spare: Columns that are left out, in this order, where there is no room to read the others.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sort_next", "Sort"),
        Binding("r", "turn_round", "Reverse"),
    ]

    class Pointed(Message):
        """The cursor is on another row, counted as the answer has them."""

        def __init__(self, table: TableBlock, place: int) -> None:
            self.table = table
            self.place = place
            super().__init__()

    def __init__(
        self,
        table: Table,
        leads: Leads = by_id,
        *,
        wrap: bool = True,
        spare: tuple[str, ...] = SPARE,
    ) -> None:
        super().__init__(classes="table", cursor_type="row", zebra_stripes=False)
        self.table = table
        self.sorted_by: int | None = None
        self.backwards = False
        self._leads = leads
        self._spare = spare
        self._wraps = wrap and len(table.rows) <= _FEW
        self._widths: tuple[int, ...] = ()
        bars = table.columns.index(BARS) if BARS in table.columns else None
        self._longest_bar = (
            max((len(row[bars]) for row in table.rows), default=0) if bars is not None else 0
        )
        self._filling = 0

    def on_resize(self, event: events.Resize) -> None:
        """Share the width out anew."""
        widths = fitted(self.table, event.size.width - self.scrollbar_size_vertical, self._spare)
        if widths != self._widths:
            self._widths = widths
            self._fill()

    def on_data_table_header_selected(self, event: DataTable.HeaderSelected) -> None:
        """Sort by a click on a column's head; a second one turns it round."""
        event.stop()
        column = self._shown()[event.column_index]
        self.sort_by(column, backwards=self.sorted_by == column and not self.backwards)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Lead on."""
        event.stop()
        call = self._leads(self.table.rows[int(str(event.row_key.value))])
        if call is not None:
            self.post_message(Led(call))

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Say which row the cursor is on."""
        event.stop()
        if event.row_key.value is not None:
            self.post_message(self.Pointed(self, int(event.row_key.value)))

    def sort_by(self, column: int, *, backwards: bool) -> None:
        """Sort by a column: numbers by size, the rest by letter."""
        self.sorted_by, self.backwards = column, backwards
        self.sort(str(column), key=_sort_key, reverse=backwards)
        for place, each in zip(self._shown(), self.ordered_columns, strict=True):
            sign = (" ▼" if backwards else " ▲") if place == column else ""
            each.label = self._head(place, sign)
        self.refresh()

    def action_sort_next(self) -> None:
        """Sort by the next column, numbers from the largest."""
        shown = self._shown() or [0]
        at = shown.index(self.sorted_by) + 1 if self.sorted_by in shown else 0
        column = shown[at % len(shown)]
        self.sort_by(column, backwards=self.table.columns[column] in self.table.right)

    def action_turn_round(self) -> None:
        """Turn the order round."""
        self.sort_by(self.sorted_by or 0, backwards=not self.backwards)

    def _fill(self) -> None:
        at = self.cursor_row
        self.clear(columns=True)
        for place in self._shown():
            self.add_column(self._head(place), width=self._widths[place], key=str(place))
        if self.sorted_by not in self._shown():
            self.sorted_by = None
        self._filling += 1
        self._add(0, self._filling)
        self.move_cursor(row=at)

    def _shown(self) -> list[int]:
        """Return the columns that have room, by their places."""
        return [place for place, width in enumerate(self._widths) if width]

    def _add(self, begin: int, filling: int) -> None:
        """Add some rows, and the next ones when the app has had its turn: long tables take long."""
        if filling != self._filling:
            return
        for place, row in enumerate(self.table.rows[begin : begin + _AT_ONCE], begin):
            self.add_row(*self._cells(row), height=None if self._wraps else 1, key=str(place))
        if begin + _AT_ONCE < len(self.table.rows):
            self.set_timer(_TURN_S, lambda: self._add(begin + _AT_ONCE, filling))
        elif self.sorted_by is not None:
            self.sort_by(self.sorted_by, backwards=self.backwards)

    def _head(self, place: int, sign: str = "") -> Text:
        name = self.table.columns[place]
        right = name in self.table.right
        return Text(safe(name) + sign, justify="right" if right else "left", no_wrap=True)

    def _cells(self, row: Sequence[str]) -> list[Text]:
        bars = self.app.theme_variables["primary"]
        return [
            Text(
                self._told(cell, place),
                style=bars if column == BARS else "",
                justify="right" if column in self.table.right else "left",
                overflow="fold" if self._wraps else "ellipsis",
                no_wrap=not self._wraps,
            )
            for place, (column, cell) in enumerate(zip(self.table.columns, row, strict=True))
            if self._widths[place]
        ]

    def _told(self, cell: str, place: int) -> str:
        if self.table.columns[place] == BARS:
            return rescaled(cell, self._longest_bar, self._widths[place])
        return safe(cell) if self._wraps else " ".join(safe(cell).split())


def _sort_key(cell: Text) -> tuple[int, float, str]:
    found = _NUMBER.match(cell.plain.strip())
    if found:
        return 0, float(found[0].replace(",", "").replace("−", "-")), cell.plain
    return 1, 0.0, cell.plain.casefold()
