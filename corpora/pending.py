"""What is waiting to be stored: a batch of an ingest, put into the workspace as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa

from corpora.cleaning import CleanContact
from corpora.records import Event, Page, Passage, Product, Reject, Turn
from corpora.store import contacts, history, pages, runs
from corpora.store.arrow import arrow_schema
from corpora.store.contacts import Stored
from corpora.store.workspace import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """What became of a batch: contacts by fate, and how many products, pages, events were new."""

    contacts: Stored
    products: int
    pages: int
    events: int


@dataclass(slots=True)
class Pending:
    """A batch under way.

    Attributes:
        contacts: By id, each in the newest state that came.
        older: The other states, by id and hash.
        repeats: How many contacts came more than once.
        events: Events.
        products: By id.
        pages: Page versions.
        passages: Their passages.
        rejects: What could not be read.
    """

    contacts: dict[str, CleanContact] = field(default_factory=dict)
    older: dict[tuple[str, str], CleanContact] = field(default_factory=dict)
    repeats: int = 0
    events: list[Event] = field(default_factory=list)
    products: dict[str, Product] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many records wait."""
        contacts = len(self.contacts) + len(self.older)
        return contacts + len(self.events) + len(self.pages) + len(self.rejects)

    def add(self, contact: CleanContact) -> None:
        """Take a contact; of two states of one contact, the newer one will count."""
        ident = contact.contact.id
        other = self.contacts.setdefault(ident, contact)
        if other is contact:
            return
        older, newer = sorted((other, contact), key=_rank)
        self.contacts[ident] = newer
        self.repeats += 1
        if older.contact.content_hash != newer.contact.content_hash:
            self.older[ident, older.contact.content_hash] = older

    def put(self, db: Connection, now: datetime, run_id: int) -> Put:
        """Store the batch through an open `writing()` connection, its rejects under a run."""
        runs.put_rejects(db, run_id, self.rejects)
        waiting = list(self.contacts.values())
        products = pages.put_products(db, list(self.products.values()))
        versions = pages.put_pages(db, self.pages, self.passages, now)
        stored = contacts.put_contacts(
            db,
            [each.contact for each in waiting],
            _turns(waiting),
            now,
        )
        history.put_older(
            db,
            [each.contact for each in self.older.values()],
            {key: _texts(each) for key, each in self.older.items()},
            now,
        )
        return Put(
            contacts=stored + Stored(same=self.repeats),
            products=products,
            pages=versions,
            events=contacts.put_events(db, self.events),
        )


def _texts(each: CleanContact) -> Sequence[str]:
    return [turn.text for turn in each.turns] if each.texts is None else each.texts


def _turns(contacts: Sequence[CleanContact]) -> pa.Table:
    """Return the turns of many contacts as the store wants them, without a record for each."""
    columns: dict[str, list[object]] = {name: [] for name in arrow_schema(Turn).names}
    add = {name: column.extend for name, column in columns.items()}
    for each in contacts:
        turns = each.turns
        add["contact_id"]([each.contact.id] * len(turns))
        add["index"](range(len(turns)))
        add["speaker"](each.speakers or [turn.speaker for turn in turns])
        add["text"](_texts(each))
        add["started_at"]([turn.started_at for turn in turns])
        add["ended_at"]([turn.ended_at for turn in turns])
        add["visible"]([turn.visible for turn in turns])
    return pa.table(columns, arrow_schema(Turn))


def _rank(each: CleanContact) -> tuple[bool, datetime | None, datetime | None, str]:
    """Order the states of one contact as the store does; a state of an unknown time is old."""
    contact = each.contact
    return contact.as_of is not None, contact.as_of, contact.file_at, contact.content_hash
