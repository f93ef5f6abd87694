"""Turns the rows of an event log, a call log or a table of call counts into raw events."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial

from corpora.readers.dates import Dates
from corpora.readers.logs.ownership import Ownership, rank
from corpora.readers.raw import RawEvent, ReadOptions
from corpora.readers.tables.cells import plain_text
from corpora.readers.tables.columns import Columns
from corpora.readers.tables.names import CALL_ENDED, MENU_CHOICES, PASSED_TO, plain, without_unit
from corpora.readers.tables.table import Numbered, Row, Table, filled
from corpora.readers.tables.times import date_notes, decided_order
from corpora.readers.tables.values import seconds_of, unit_of
from corpora.records import Reject

_OBJECT = re.compile(r"ocel:type:(.+)$", re.IGNORECASE)
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_ROUTED = dict.fromkeys(PASSED_TO, "transferred_to") | dict.fromkeys(CALL_ENDED, "outcome")
"""What the log of an answering system tells of a call, by the names that the store looks for."""

_NO_DATE = "the row has no date that can be read; if another column has: --map at=COLUMN"
_NO_ACTIVITY = "the row does not say what happened; if a column does: --map activity=COLUMN"
_ROLES = ("activity", "case", "contact", "lane", "wait", "duration", "count")


class EventRows:
    """Makes events of every row of one table.

    A log without activities is a log of contacts: each row is a `call`, with a `wait` before it
    where the table tells how long that was. In the log of an answering system, what the caller
    chose comes before both, in the lane `ivr`.
    """

    def __init__(self, table: Table, columns: Columns, options: ReadOptions) -> None:
        self._file = table.file
        self._names = columns.names
        self._activity = columns.first("activity")
        self._at = columns.first("at")
        self._clock = columns.first("time") if columns.first("time") != self._at else None
        self._objects = _objects(columns.names)
        self._ownership = Ownership()
        self._what = _what(columns)
        self._is_menu = plain(columns.named("activity")) in MENU_CHOICES
        self._rest = [(self._called(columns.names[c]), c) for c in columns.rest]
        self._column = {
            role: column for role in _ROLES if (column := columns.first(role)) is not None
        }
        self._unit = {role: unit_of(columns.named(role)) for role in ("wait", "duration")}
        self.notes: tuple[str, ...] = ()
        if self._at is not None:
            order = decided_order(table, self._at)
            self._dates = Dates(order, options.timezone)
            self.notes = tuple(date_notes(table, self._at, order))

    def read(self, rows: Iterable[Numbered | Reject]) -> Iterator[RawEvent | Reject]:
        """Yield the events of the rows."""
        for row in rows:
            if isinstance(row, Reject):
                yield row
            else:
                yield from self(*row)

    def __call__(self, number: int, row: Row) -> Iterator[RawEvent | Reject]:
        """Make the events of row `number`, or say why there are none."""
        moment = self._moment(row)
        activity = self._cell(row, "activity") if self._activity is not None else self._what
        if moment is None:
            if not filled(row):
                return
            yield Reject(
                self._file,
                number,
                "no-date",
                _NO_DATE,
            )
            return
        if not activity:
            yield Reject(
                self._file,
                number,
                "no-activity",
                _NO_ACTIVITY,
            )
            return
        event = partial(
            RawEvent,
            contact_ref=self._cell(row, "contact"),
            case=self._case(row),
            origin=f"{self._file}:{number}",
        )
        lane = self._cell(row, "lane")
        attributes = self._attributes(row)
        if self._is_menu:
            queue = {"queue": lane} if lane else {}
            yield event(at=moment, activity=activity, lane="ivr", attributes=attributes | queue)
            yield from self._answered(row, moment, lane, event)
        elif self._activity is None:
            yield from self._answered(row, moment, lane, partial(event, attributes=attributes))
        else:
            duration = self._seconds(row, "duration")
            yield event(
                at=moment, activity=activity, lane=lane or "company", duration_s=duration,
                attributes=attributes,
            )  # fmt: skip

    def _answered(
        self, row: Row, moment: datetime, lane: str | None, event: Callable[..., RawEvent]
    ) -> Iterator[RawEvent]:
        """Make the wait for somebody, and the call itself where there was one."""
        wait, duration = self._seconds(row, "wait"), self._seconds(row, "duration")
        if wait:
            met = lane if lane and self._is_menu else "queue"
            yield event(at=moment, activity="wait", lane=met, duration_s=wait, attributes={})
        if self._is_menu:
            if duration:
                begun = moment + timedelta(seconds=wait or 0.0)
                yield event(at=begun, activity="call", lane=lane or "company", duration_s=duration)
        else:
            yield event(at=moment, activity=self._what, lane=lane or "company", duration_s=duration)

    def _called(self, name: str) -> str:
        return _ROUTED.get(without_unit(name), name) if self._is_menu else name

    def _cell(self, row: Row, role: str) -> str | None:
        column = self._column.get(role)
        return None if column is None else plain_text(row[column]).strip() or None

    def _moment(self, row: Row) -> datetime | None:
        if self._at is None:
            return None
        clock = plain_text(row[self._clock]) if self._clock is not None else ""
        return self._dates.read(plain_text(row[self._at]), clock)[0]

    def _seconds(self, row: Row, role: str) -> float | None:
        text = self._cell(row, role)
        return seconds_of(text, self._unit[role]) if text else None

    def _case(self, row: Row) -> str | None:
        """Return whose event it is."""
        if not self._objects:
            return self._cell(row, "case")
        return self._ownership.owner(
            (kind, name) for kind, column in self._objects for name in _members(row[column])
        )

    def _attributes(self, row: Row) -> dict[str, str]:
        result = {n: text for n, c in self._rest if (text := plain_text(row[c]).strip())}
        if count := self._cell(row, "count"):
            result["count"] = count
        return result


def _objects(names: tuple[str, ...]) -> list[tuple[str, int]]:
    found = [(m[1].lower(), c) for c, name in enumerate(names) if (m := _OBJECT.match(name))]
    return sorted(found, key=lambda f: rank(f[0]))


def _members(cell: object) -> list[str]:
    return [a or b for a, b in _QUOTED.findall(str(cell))]


def _what(columns: Columns) -> str:
    """Name what happened in a log that has no column for it."""
    if (counted := columns.named("count")) and columns.first("contact") is None:
        return plain(counted)
    return "call"
