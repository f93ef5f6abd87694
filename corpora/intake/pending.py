"""What is waiting to be stored: a batch of an ingest, put into the workspace as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa

from corpora.intake.cleaning import Clean
from corpora.intake.identity import Identified
from corpora.intake.states import newest
from corpora.records import Event, Page, Passage, Product, Reject
from corpora.store import contacts, history, pages, runs
from corpora.store.contacts import Stored
from corpora.store.unchanged import SAME, Held, put_same
from corpora.store.workspace import Connection

# What the store may keep in memory of what it reads meanwhile: pages of all contacts, otherwise.
_STORE_MEMORY = "128MB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """What became of a batch.

    Attributes:
        contacts: Contacts by fate.
        products: How many products were new.
        pages: How many pages.
        events: How many events.
        held: What is stored of the contacts that were known to be there already.
    """

    contacts: Stored
    products: int
    pages: int
    events: int
    held: Held


@dataclass(slots=True)
class Pending:
    """A batch under way.

    Attributes:
        treatment: What is done to its contacts, as `IngestOptions.treatment` tells it.
        clean: Contacts and their turns; a contact may be in it more than once.
        same: Contacts that are stored already in this state.
        events: Events.
        products: By id.
        pages: Page versions.
        passages: Their passages.
        rejects: What could not be read.
    """

    treatment: str
    clean: list[Clean] = field(default_factory=list)
    same: list[pa.Table] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    products: dict[str, Product] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many records wait."""
        contacts = sum(len(each.sizes) for each in self.clean)
        same: int = sum(each.num_rows for each in self.same)
        return contacts + same + len(self.events) + len(self.pages) + len(self.rejects)

    def add_same(self, batch: Sequence[Identified], origin: Callable[[str], str]) -> None:
        """Take contacts of which nothing has to be stored but that they came again.

        Args:
            batch: The contacts.
            origin: What is stored of where they were read.
        """
        columns = [
            [each.id for each in batch],
            [each.digest for each in batch],
            [each.as_of for each in batch],
            [each.file_at for each in batch],
            [origin(each.raw.origin) for each in batch],
        ]
        arrays = [pa.array(one, kind.type) for one, kind in zip(columns, SAME, strict=True)]
        self.same.append(pa.table(arrays, schema=SAME))

    def put(self, db: Connection, now: datetime, run_id: int) -> Put:
        """Store the batch through an open `writing()` connection, its rejects under a run."""
        db.execute(f"SET memory_limit = '{_STORE_MEMORY}'")
        runs.put_rejects(db, run_id, self.rejects)
        products = pages.put_products(db, list(self.products.values()))
        versions = pages.put_pages(db, self.pages, self.passages, now)
        held = Held()
        if self.same:
            held = put_same(db, pa.concat_tables(self.same), now, self.treatment)
        same = sum(each.num_rows for each in self.same) - held.astray.total()
        return Put(
            contacts=Stored(same=same) + self._put_contacts(db, now),
            products=products,
            pages=versions,
            events=contacts.put_events(db, self.events),
            held=held,
        )

    def _put_contacts(self, db: Connection, now: datetime) -> Stored:
        if not self.clean:
            return Stored()
        states = newest(self.clean)
        stored = contacts.put_contacts(db, states.contacts, states.turns, now, self.treatment)
        history.put_older(db, states.older, now, self.treatment)
        return stored + Stored(same=states.repeats)
