"""Reads comments that stand in columns of their own as `date;author;text`, as Jira exports them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from corpora.readers.dates import Dates, looks_like_date, order_of
from corpora.readers.raw import RawTurn, ReadOptions
from corpora.readers.tables.cells import plain_text, said
from corpora.readers.tables.names import plain
from corpora.readers.tables.table import Row, Table
from corpora.records import Speaker

_STAMP = re.compile(r"\s*(?P<at>[^;\n]{6,40});(?P<who>[^;\n]{0,120});(?P<text>.*)", re.DOTALL)
_NUMBERED = re.compile(r"(?:comment|comments)(?:_\d+)?")
_REPORTERS = frozenset(("reporter", "reporter_id", "creator", "creator_id", "reporter_email"))
_LOOKED_AT = 200


def stamped_columns(table: Table) -> tuple[int, ...]:
    """Return the columns of comments that begin with a date and an author; in their order."""
    return tuple(
        column
        for column, name in enumerate(table.columns)
        if _NUMBERED.fullmatch(plain(name)) and _stamped(table, column)
    )


def _stamped(table: Table, column: int) -> bool:
    cells = [text for row in table.sample[:_LOOKED_AT] if (text := plain_text(row[column]).strip())]
    return bool(cells) and all(
        (match := _STAMP.match(cell)) is not None and looks_like_date(match["at"].strip())
        for cell in cells
    )


@dataclass(frozen=True, slots=True)
class Stamp:
    """A comment as it stands in a cell."""

    at: str
    who: str
    text: str


def read_stamp(cell: str) -> Stamp | None:
    """Take a cell apart; None where it is no `date;author;text`."""
    match = _STAMP.match(cell)
    return Stamp(match["at"].strip(), match["who"].strip(), said(match["text"])) if match else None


class StampedTurns:
    """Reads the turns of a row: the description, then the comments by whoever wrote them.

    Args:
        table: The table, for the order of day and month in its comments.
        opened: The column with the ticket's own date.
        options: What the user said about the file.
    """

    def __init__(self, table: Table, opened: int | None, options: ReadOptions) -> None:
        self._comments = stamped_columns(table)
        self._reporters = [
            column for column, name in enumerate(table.columns) if plain(name) in _REPORTERS
        ]
        stamps = [
            stamp.at
            for row in table.sample
            for column in self._comments
            if (stamp := read_stamp(plain_text(row[column])))
        ]
        own = [] if opened is None else [plain_text(row[opened]) for row in table.sample]
        self._opened = opened
        self._dates = Dates(order_of([*stamps, *own]), options.timezone)

    def __call__(self, texts: Sequence[int], row: Row) -> list[RawTurn]:
        """Read one row; `texts` are its columns of texts, the comments among them."""
        customers = {plain_text(row[column]).strip() for column in self._reporters} - {""}
        begun = None if self._opened is None else self._moment(plain_text(row[self._opened]))
        turns = []
        for column in texts:
            cell = plain_text(row[column]).strip()
            stamp = read_stamp(cell) if column in self._comments else None
            if stamp is None:
                turns += [RawTurn("customer", said(cell))] if cell else []
            elif stamp.text:
                at = self._moment(stamp.at)
                since = max((at - begun).total_seconds(), 0.0) if at and begun else None
                who: Speaker = "customer" if stamp.who in customers else "agent"
                turns.append(RawTurn(who, stamp.text, since))
        return turns

    def _moment(self, text: str) -> datetime | None:
        return self._dates.read(text)[0]
