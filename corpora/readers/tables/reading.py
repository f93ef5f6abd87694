"""Opens the tables of a file, decides what they hold, and reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from corpora.errors import SourceError
from corpora.readers.raw import RawRecord, ReadOptions, no_one
from corpora.readers.sources import Source
from corpora.readers.tables.columnar import open_parquet, open_workbook
from corpora.readers.tables.columns import Columns, decide
from corpora.readers.tables.contacts import ContactRows
from corpora.readers.tables.delimited import open_delimited
from corpora.readers.tables.events import EventRows
from corpora.readers.tables.feeds import open_feed
from corpora.readers.tables.freshness import freshness_of
from corpora.readers.tables.messages import MessageRows, one_message_a_row
from corpora.readers.tables.objects import open_document, open_lines
from corpora.readers.tables.pages import PageRows
from corpora.readers.tables.table import Table, UntilDamage
from corpora.records import Reject

_OPENERS: Mapping[str, Callable[[Source], tuple[Table, ...]]] = {
    "delimited": lambda source: (open_delimited(source),),
    "json": lambda source: (open_document(source),),
    "jsonl": lambda source: (open_lines(source),),
    "parquet": lambda source: (open_parquet(source),),
    "workbook": open_workbook,
    "feed": lambda source: (open_feed(source),),
}

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table and what was decided about it."""

    table: Table
    columns: Columns

    def describe(self) -> str:
        """Say in one line what it holds, why, and which column is what."""
        if self.columns.holds == "nothing":
            return f"left out: {self.columns.why}"
        roles = ", ".join(
            f"{role} in {'+'.join(self.columns.names[c] for c in columns)}"
            for role, columns in self.columns.roles.items()
        )
        parts = (f"{self.columns.holds}, for {self.columns.why}", roles, self._beside())
        return "; ".join(filter(None, parts))

    def _beside(self) -> str:
        """Name the columns that no role took: whoever misses one sees it here."""
        rest = [self.columns.names[column] for column in self.columns.rest]
        if not rest or self.columns.holds == "pages":
            return ""
        more = f" and {len(rest) - _SHOWN:,} more" if len(rest) > _SHOWN + 1 else ""
        return f"kept as they are: {', '.join(rest[:_SHOWN] if more else rest)}{more}"


def open_tables(
    source: Source, format_name: str, mapping: Mapping[str, str]
) -> tuple[OpenTable, ...]:
    """Open every table of a file and decide what it holds.

    Raises:
        SourceError: It can't be read.
        SettingsError: The mapping names a column or role that does not exist.
    """
    tables = _OPENERS[format_name](source)
    return tuple(OpenTable(table, decide(table, mapping)) for table in tables)


@dataclass(frozen=True, slots=True)
class Reading:
    """A table about to be read.

    Attributes:
        notes: What was decided about it, for the closing line: the order of day and month,
            what stands in for a header.
        records: Its records and rejects, as a stream.
    """

    notes: tuple[str, ...]
    records: Iterator[RawRecord | Reject]


def read_table(opened: OpenTable, options: ReadOptions) -> Reading:
    """Decide what is left to decide about a table, and read its rows.

    Raises:
        SourceError: There is nothing in it that a contact or an event could be made of; while
            reading: the rest of the file can't be read.
    """
    table, columns = opened.table, opened.columns
    _refuse_what_says_nothing(table, columns)
    rows = UntilDamage(table.rows())
    records: Iterator[RawRecord | Reject]
    if columns.holds == "pages":
        pages = PageRows(table, columns, options)
        notes, records = pages.notes, pages.read(rows)
    elif columns.holds == "events":
        events = EventRows(table, columns, options)
        notes, records = events.notes, events.read(rows)
    else:
        if options.facts is not no_one:
            options.facts(freshness_of(table, columns, options))
        if one_message_a_row(table, columns):
            messages = MessageRows(table, columns, options)
            notes, records = messages.notes, messages.read(rows)
        else:
            contacts = ContactRows(table, columns, options)
            notes, records = contacts.notes, contacts.records(rows)
    return Reading(table.notes + notes, rows.then_raise(records))


def _refuse_what_says_nothing(table: Table, columns: Columns) -> None:
    if columns.holds == "events" and columns.first("at") is None:
        raise SourceError(
            "is an event log without times",
            where=table.file,
            remedy="export the times, too, or name their column: --map at=COLUMN",
        )
    said = any(columns.first(role) is not None for role in ("text", "subject", "answer"))
    if columns.holds == "contacts" and not said:
        raise SourceError(
            "has no column of texts",
            where=table.file,
            remedy="export descriptions or comments, too, or name their column: --map text=COLUMN",
        )
