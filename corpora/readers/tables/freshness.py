"""Tells from when a table is: which column says so for each row, else its latest moment.

Exports overlap, and people read them in any order. What an export tells last happened before it
was written and, unlike the date of the file, survives copying.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from corpora.errors import SourceError
from corpora.readers.dates import Dates
from corpora.readers.raw import FileFacts, ReadOptions
from corpora.readers.tables.cells import plain_text
from corpora.readers.tables.columns import Columns
from corpora.readers.tables.names import plain
from corpora.readers.tables.table import Table
from corpora.readers.tables.times import decided_order
from corpora.records import Reject

_UPDATED = (
    "updated_at", "last_updated", "last_updated_at", "updated", "last_update_time", "last_update",
    "last_modified_date", "last_modified", "last_modified_at", "modified_at", "modified",
    "date_modified", "date_updated", "update_date", "updated_date", "updated_on", "modified_on",
    "sys_updated_on", "updated_time", "aktualisiert", "letzte_aktualisierung", "geaendert_am",
)  # fmt: skip
_MOSTLY = 0.6


def freshness_of(table: Table, columns: Columns, options: ReadOptions) -> FileFacts:
    """Return from when the rows of a table are; its dates are read through where none says so."""
    if (column := _updated(columns)) is not None:
        dates = Dates(decided_order(table, column), options.timezone)
        return FileFacts(table.file, None, columns.names[column], dates.read)
    dated = {
        column: Dates(decided_order(table, column), options.timezone)
        for role in ("opened", "closed")
        if (column := columns.first(role)) is not None
    }
    return FileFacts(table.file, _latest(table, dated) if dated else None)


def _updated(columns: Columns) -> int | None:
    rest = {
        plain(columns.names[column]): column
        for column in reversed(columns.rest)
        if columns.profiles[column].dates > _MOSTLY
    }
    return next((rest[name] for name in _UPDATED if name in rest), None)


def _latest(table: Table, dated: dict[int, Dates]) -> datetime | None:
    latest: datetime | None = None
    last = dict.fromkeys(dated, "")
    with suppress(SourceError):  # who reads the rows will say what is wrong with them
        for numbered in table.rows():
            if isinstance(numbered, Reject):
                continue
            for column, dates in dated.items():
                text = plain_text(numbered[1][column])
                if _not_later(text, last[column]):
                    continue
                moment, _ = dates.read(text)
                if moment is not None and (latest is None or moment >= latest):
                    latest, last[column] = moment, text
    return latest


def _not_later(text: str, latest: str) -> bool:
    """Tell without reading it that a date is not later: those with the year first sort as text."""
    return text == latest or (
        len(text) == len(latest) and text[4:5] == "-" == latest[4:5] and text < latest
    )
