"""Turns the rows of a table of tickets, chats, calls or questions into raw contacts.

What can be decided once for a table is decided once; what is left is done for every row, and
there may be millions of them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from operator import itemgetter

from corpora.readers.raw import TOGETHER, UNIT, RawContact, RawRows, RawTurn, ReadOptions
from corpora.readers.tables.cells import items_of, plain_text, said
from corpora.readers.tables.columns import Columns, named_columns
from corpora.readers.tables.conversations import (
    Turns,
    answerer_of,
    customer_turns,
    spoken_by,
    style_of,
)
from corpora.readers.tables.merged import is_merged, merging_columns
from corpora.readers.tables.names import plain
from corpora.readers.tables.table import Cell, Numbered, Row, Table, filled
from corpora.readers.tables.times import ContactTimes
from corpora.readers.tables.values import channel_of, count_of, direction_of, language_of
from corpora.records import Channel, Reject
from corpora.tidying.apart import sets_apart

_UNIT = "\x1f"
_COUNTED = re.compile(r"(?<=comment)s?_\d+$")
_TICKETS = frozenset(
    ("ticket_id", "ticket_no", "ticket_number", "ticket", "case_number", "case_id", "issue_key")
)
_WORDS_OF_A_SUBJECT = 7
_NO_TEXT = "no column of this row holds anything that was said; if one should: --map text=COLUMN"


class ContactRows:
    """Makes a contact of every row of one table.

    Args:
        table: The table, for its sample.
        columns: What its columns mean.
        options: What the user said about it.
    """

    def __init__(self, table: Table, columns: Columns, options: ReadOptions) -> None:
        self._file = table.file
        self._names = columns.names
        self._sorted = _in_order_of_names(columns.names)
        self._rest = [(columns.names[c], c) for c in columns.rest]
        self._apart = [(name, column) for name, column in self._rest if sets_apart(name)]
        self._source = options.source or source_of(columns)
        texts = columns.roles.get("text", ())
        style = style_of(table, texts)
        self._spoken = partial(spoken_by(style, table, columns, options), texts)
        self._texts = texts
        self._uneven = style == "stamped"
        self._subject = columns.first("subject")
        self._answers = columns.roles.get("answer", ())
        self._answerer = answerer_of(columns)
        self._channel = options.channel or _usual_channel(columns, style)
        self._read_channel = columns.first("channel") if options.channel is None else None
        self._id = columns.first("id")
        self._customer = columns.first("customer")
        self._product = columns.first("product")
        self._title = columns.title_beside()
        self._department = columns.first("department")
        self._outcome = columns.first("outcome")
        self._language = columns.first("language")
        self._direction = columns.first("direction")
        self._transfers = columns.first("transfers")
        self._merged = merging_columns(columns.names)
        self._times = ContactTimes(table, columns, options)
        alone = style == "marked" and not self._says_more()
        self._words_only = options.words_only and alone
        named = self._id is not None and all(_cell(row, self._id) for row in table.sample)
        self._in_bulk = options.in_bulk and named
        self.time_notes = self._times.notes
        self.notes = self.time_notes + _few_words(columns, texts)

    def records(self, rows: Iterable[Numbered | Reject]) -> Iterator[RawContact | RawRows | Reject]:
        """Yield a contact for each row, or rows by the thousand where that was asked for."""
        if not self._in_bulk:
            yield from self.read(rows)
            return
        stream = iter(rows)
        while batch := list(islice(stream, TOGETHER)):
            yield RawRows(batch, self, self._file, self._product is not None)

    def _says_more(self) -> bool:
        """Tell whether columns with a role bear on what customers say, or on whether it counts."""
        telling = (
            *(self._subject, self._direction, self._read_channel, self._outcome),
            *(*self._answers, *self._merged),
        )
        return any(column is not None for column in telling)

    def read(self, rows: Iterable[Numbered | Reject]) -> Iterator[RawContact | Reject]:
        """Yield a contact for each row."""
        contact = self._words if self._words_only else self
        for row in rows:
            record = row if isinstance(row, Reject) else contact(*row)
            if record is not None:
                yield record

    def _words(self, number: int, row: Row) -> RawContact | Reject | None:
        """Make a contact of the words of customers, and of what may set it apart, alone."""
        turns = customer_turns(self._texts, row)
        if not turns:
            return self(number, row)
        return RawContact(
            source=self._source,
            raw="",
            turns=tuple(turns),
            source_id=None if self._id is None else _cell(row, self._id),
            channel=self._channel,
            origin=f"{self._file}:{number}",
            attributes=self._named(self._apart, row),
        )

    def __call__(self, number: int, row: Row) -> RawContact | Reject | None:
        """Make the contact of row `number`, or say why there is none; None for a blank row."""
        spoken = self._spoken(row)
        turns = self._turns(row, spoken)
        if not turns:
            return Reject(self._file, number, "no-text", _NO_TEXT) if filled(row) else None
        channel = self._channel
        if self._read_channel is not None and (named := _cell(row, self._read_channel)):
            channel = channel_of(named) or channel
        times = self._times.read(row, on_phone=channel == "call")
        direction = None if self._direction is None else _cell(row, self._direction)
        transfers = None if self._transfers is None else _cell(row, self._transfers)
        language = None if self._language is None else _cell(row, self._language)
        products = () if self._product is None else self._refs(row, self._product)
        return RawContact(
            source=self._source,
            raw=self._raw(row),
            turns=tuple(turns),
            source_id=None if self._id is None else _cell(row, self._id),
            customer=None if self._customer is None else _cell(row, self._customer),
            product_refs=products,
            named=products,
            channel=channel,
            direction=(direction_of(direction) if direction else None) or "inbound",
            opened_at=times.opened_at,
            closed_at=times.closed_at,
            handle_s=times.handle_s,
            wait_s=times.wait_s,
            transfers=count_of(transfers) if transfers else None,
            department=None if self._department is None else _cell(row, self._department),
            outcome=None if self._outcome is None else _cell(row, self._outcome),
            language=language_of(language) if language else None,
            set_aside="merged" if self._merged and is_merged(row, self._merged) else None,
            flags=times.flags if spoken or len(turns) > 1 else (*times.flags, "subject-only"),
            origin=f"{self._file}:{number}",
            attributes=self._attributes(row),
        )

    def _raw(self, row: Row) -> str:
        cells: list[Cell] = list(self._sorted(row))
        if len(row) > len(cells):
            cells += sorted(map(str, row[len(cells) :]))
        if self._uneven:
            cells = [cell for cell in cells if cell]
        try:
            return _UNIT.join(cells)  # type: ignore[arg-type]  # lists are rare
        except TypeError:
            return _UNIT.join(c if isinstance(c, str) else _canonical(c) for c in cells)

    def _refs(self, row: Row, product: int) -> tuple[str, ...]:
        """Return what a row calls its products; one by its number and by its title, beside it."""
        refs = tuple(items_of(row[product]))
        title = None if self._title is None else _cell(row, self._title)
        if title is None or len(refs) > 1:
            return refs
        return (f"{refs[0]}{UNIT}{title}" if refs and refs[0] != title else title,)

    def _turns(self, row: Row, turns: Turns) -> Turns:
        if self._subject is not None and (cell := row[self._subject]):
            turns = with_subject(said(plain_text(cell)), turns)
        for column in self._answers:
            turns += [RawTurn(self._answerer, text) for text in items_of(row[column])]
        return turns

    @staticmethod
    def _named(columns: Sequence[tuple[str, int]], row: Row) -> dict[str, str]:
        """Return the cells of these columns that hold something, by name."""
        return {
            name: cell if isinstance(cell, str) else plain_text(cell)
            for name, column in columns
            if (cell := row[column])
        }

    def _attributes(self, row: Row) -> Mapping[str, str]:
        result = self._named(self._rest, row)
        if len(row) > len(self._names):
            for extra in row[len(self._names) :]:
                name, _, value = plain_text(extra).partition(_UNIT)
                if value:
                    result[name] = value
        return result


def source_of(columns: Columns) -> str:
    """Name the system that a table comes from, by its header alone.

    Exports of one system have the same columns, whatever their files are called and whatever
    their cells hold this week; so the names that go by id, text, subject and date tell, and all
    names where none goes by a text.
    """
    roles = ("id", "text", "subject", "opened")
    named = named_columns(columns.names)
    telling = [plain(columns.names[named[role]]) for role in roles if role in named]
    if "text" not in named and "subject" not in named:
        telling = sorted(map(plain, columns.names))
    # How many columns of comments there are depends on the tickets in the export.
    telling = list(dict.fromkeys(_COUNTED.sub("", name) for name in telling))
    digest = hashlib.blake2b("\x1f".join(telling).encode(), digest_size=4).hexdigest()
    return f"table:{digest}"


def _in_order_of_names(names: tuple[str, ...]) -> Callable[[Row], Sequence[Cell]]:
    """Return what sorts a row's cells by column name: exports may change the order of columns."""
    order = sorted(range(len(names)), key=lambda column: names[column])
    return itemgetter(slice(1)) if len(order) == 1 else itemgetter(*order)


def _cell(row: Row, column: int) -> str | None:
    cell = row[column]
    text = cell if isinstance(cell, str) else plain_text(cell)
    return text.strip() or None


def with_subject(subject: str, turns: Turns) -> Turns:
    """Put the subject in front of what was said first, unless that begins with it."""
    if not subject:
        return turns
    if not turns:
        return [RawTurn("customer", subject)]
    body = turns[0]
    if body.text.lower().startswith(subject.lower()):
        return turns
    first = RawTurn(body.speaker, f"{subject}\n\n{body.text}", body.started_at, body.ended_at)
    return [first, *turns[1:]]


def _usual_channel(columns: Columns, style: str) -> Channel:
    """Return the channel of contacts that do not name one."""
    names = {plain(name) for name in columns.names}
    if names & {"review", "review_text", "review_body", "rating"}:
        return "review"
    if names & _TICKETS and style in ("plain", "transcript", "stamped"):
        return "ticket"
    if style == "marked":
        return "chat"
    if style == "transcript":
        return "call" if names & {"call_id", "start_time", "end_time", "duration"} else "chat"
    return "web" if answerer_of(columns) == "community" else "ticket"


def _few_words(columns: Columns, texts: Sequence[int]) -> tuple[str, ...]:
    """Warn of texts that say no more than a subject does."""
    if not texts:
        subject = columns.named("subject")
        return (f"{subject} is a subject, and there is no text",) if subject else ()
    seen = [columns.profiles[column] for column in texts]
    if any(each.lists or each.words >= _WORDS_OF_A_SUBJECT for each in seen):
        return ()
    return (f"{columns.names[texts[0]]} holds a few words a row, as subjects do",)


def _canonical(cell: Cell) -> str:
    return json.dumps(cell, sort_keys=True, default=str, ensure_ascii=False)
