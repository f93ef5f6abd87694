"""Reads when contacts began and ended, and how long they took, from the columns of a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from corpora.readers.dates import DateOrder, Dates, is_serial, order_of
from corpora.readers.raw import ReadOptions
from corpora.readers.tables.cells import plain_text
from corpora.readers.tables.columns import Columns
from corpora.readers.tables.table import Row, Table
from corpora.readers.tables.values import seconds_of, unit_of
from corpora.records import Reject

_LONGEST_CALL_S = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class Times:
    """When a contact began and ended, UTC, how long it took, and what was odd about it."""

    opened_at: datetime | None = None
    closed_at: datetime | None = None
    handle_s: float | None = None
    wait_s: float | None = None
    flags: tuple[str, ...] = ()


_NOTHING = Times()


class ContactTimes:
    """Reads the times of every row of one table."""

    def __init__(self, table: Table, columns: Columns, options: ReadOptions) -> None:
        self._opened = columns.first("opened")
        self._closed = columns.first("closed")
        self._answered = columns.first("answered")
        self._clock = columns.first("time")
        self._handle = columns.first("handle")
        self._wait = columns.first("wait")
        self._handle_unit = unit_of(columns.named("handle"))
        self._wait_unit = unit_of(columns.named("wait"))
        self._dates: dict[int, Dates] = {}
        notes: list[str] = []
        for column in (self._opened, self._closed, self._answered):
            if column is None:
                continue
            order = decided_order(table, column)
            self._dates[column] = Dates(order, options.timezone)
            notes += date_notes(table, column, order)
        self.notes = tuple(notes)
        self._any = any(
            c is not None for c in (self._opened, self._closed, self._handle, self._wait)
        )

    def read(self, row: Row, *, on_phone: bool) -> Times:
        """Read one row; the length of a call stands for its handle time where none is given."""
        if not self._any:
            return _NOTHING
        flags: list[str] = []
        clock = plain_text(row[self._clock]) if self._clock is not None else ""
        opened = self._moment(row, self._opened, clock, flags)
        closed = self._moment(row, self._closed, "", flags)
        handle = self._seconds(row, self._handle, self._handle_unit)
        wait = self._seconds(row, self._wait, self._wait_unit)
        if handle is None and on_phone and opened and closed:
            length = (closed - opened).total_seconds()
            handle = length if 0 < length < _LONGEST_CALL_S else None
        return Times(opened, closed, handle, wait, tuple(dict.fromkeys(flags)))

    def _moment(
        self, row: Row, column: int | None, clock: str, flags: list[str]
    ) -> datetime | None:
        if column is None:
            return None
        text = plain_text(row[column])
        moment, flag = self._dates[column].read(text, clock)
        if moment is None and clock:
            moment, flag = self._dates[column].read(text)
        if flag:
            flags.append(flag)
        return moment

    @staticmethod
    def _seconds(row: Row, column: int | None, unit: float) -> float | None:
        return None if column is None else seconds_of(plain_text(row[column]), unit)


def date_notes(table: Table, column: int, order: DateOrder) -> list[str]:
    """Say how a column's dates are read, where that had to be decided."""
    name = table.columns[column]
    notes = [f"{name} is {order.order} first: {order.why}"] if order.why else []
    if order.impossible:
        notes.append(f"{name} holds what is no date: {order.impossible}, left out")
    cells = [text for row in table.sample if (text := plain_text(row[column]))]
    if cells and all(map(is_serial, cells)):
        notes.append(f"{name} holds the numbers of spreadsheet days")
    return notes


def decided_order(table: Table, column: int) -> DateOrder:
    """Decide a column's order of day and month: by the sample, else by the whole column."""
    order = order_of(plain_text(row[column]) for row in table.sample)
    if order.sure:
        return order
    cells = (plain_text(row[1][column]) for row in table.rows() if not isinstance(row, Reject))
    return order_of(cells)
