"""From the contacts and rows that are read to batches of work: who is who, and what is new."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import compress, islice
from operator import not_

from corpora.intake.batches import Batch, Laundry
from corpora.intake.freshness import Freshness
from corpora.intake.identity import Identified, Identity, identified
from corpora.intake.known import Known
from corpora.readers.raw import TOGETHER, RawContact, RawRows


class Incoming:
    """Makes batches of the contacts that come in; what is stored already is told, and left out.

    Args:
        key: The workspace's key.
        freshness: Tells from when they are.
        known: What is stored.
        laundry: Makes the batches.
        rows_apart: Whether rows may be read by whoever works on them, which is so where no contact
            of theirs can be known, or refer to a known product.
        same: Told of contacts that are stored already in this state.
    """

    def __init__(
        self,
        key: bytes,
        freshness: Freshness,
        known: Known,
        laundry: Laundry,
        *,
        rows_apart: Callable[[RawRows], bool],
        same: Callable[[list[Identified]], None],
    ) -> None:
        self._key = key
        self._identity = Identity(key)
        self._of_rows = Identity(key)
        self._freshness = freshness
        self._known = known
        self._laundry = laundry
        self._rows_apart = rows_apart
        self._same = same
        self._read: list[RawContact] = []
        self._news: list[Identified] = []

    def batches(
        self,
        records: Iterable[RawContact | RawRows],
        read: Callable[[RawRows], Iterable[RawContact]],
    ) -> Iterator[Batch]:
        """Yield batches of work on what is new; `read` makes contacts of rows here."""
        for record in records:
            if isinstance(record, RawContact):
                self._read.append(record)
            elif self._rows_apart(record):
                yield from self._rest()
                yield self._laundry.of_rows(record)
            else:
                self._read += read(record)
            if len(self._read) >= TOGETHER:
                yield from self._sorted()
        yield from self._rest()

    def those(self, ids: Collection[str], contacts: Iterable[RawContact]) -> Iterator[Batch]:
        """Yield batches of the contacts with these ids alone, whether they are stored or not."""
        every = identified(contacts, self._key, self._freshness)
        wanted = (each for each in every if each.id in ids)
        while batch := list(islice(wanted, TOGETHER)):
            yield self._laundry.of_contacts(batch)

    def of_nameless(self, contacts: Sequence[RawContact]) -> Batch:
        """Return a batch of contacts of rows to which a worker could give no id.

        They come later than others that are read meanwhile, so they are counted by themselves.
        """
        return self._laundry.of_contacts(self._identified(self._of_rows, contacts))

    def _rest(self) -> Iterator[Batch]:
        yield from self._sorted()
        if self._news:
            news, self._news = self._news, []
            yield self._laundry.of_contacts(news)

    def _sorted(self) -> Iterator[Batch]:
        named = self._identified(self._identity, self._read)
        self._read = []
        same = self._known.same(named)
        if any(same):
            self._same(list(compress(named, same)))
        self._news += compress(named, map(not_, same))
        if len(self._news) >= TOGETHER:
            news, self._news = self._news, []
            yield self._laundry.of_contacts(news)

    def _identified(self, identity: Identity, contacts: Sequence[RawContact]) -> list[Identified]:
        of = self._freshness.of
        return [Identified(raw, *identity.of(raw), *of(raw)) for raw in contacts]
