"""From raw contacts to records: identity from the raw words, then tidying and redaction.

Words are washed in worker processes; identity stays with the caller, because the occurrence
number of equal records depends on the order of the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from corpora.catalogue import Catalogue
from corpora.freshness import Freshness
from corpora.ids import content_hash, customer_key, mint
from corpora.particulars import Particulars
from corpora.readers.raw import RawContact, RawTurn
from corpora.records import Contact, Speaker
from corpora.redact import Redactor
from corpora.washing import Washed, Washer


class CleanContact(NamedTuple):
    """A contact ready to be stored.

    Attributes:
        contact: Its record.
        turns: Its turns as they were read, for their times.
        texts: What is said in each, after tidying and redaction; None: as it was read.
        speakers: Who says each; None: as it was read.
        replaced: The kind of each piece of personal data that was replaced.
    """

    contact: Contact
    turns: tuple[RawTurn, ...]
    texts: tuple[str, ...] | None
    speakers: tuple[Speaker, ...] | None
    replaced: tuple[str, ...]


class Identity:
    """Gives contacts their ids; keeps count of equal records that have no id of their own."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._file = ""
        self._seen: Counter[str] = Counter()

    def of(self, raw: RawContact) -> tuple[str, str]:
        """Return id and content hash of a raw contact."""
        digest = content_hash(raw.raw)
        if raw.source_id is not None:
            return mint("c", raw.source, raw.source_id), digest
        file = raw.origin.rpartition(":")[0]
        if file != self._file:
            self._file = file
            self._seen.clear()
        self._seen[digest] += 1
        occurrence = str(self._seen[digest])
        return mint("c", raw.source, digest, occurrence, key=self._key), digest


def clean(
    contacts: Iterable[RawContact],
    *,
    washer: Washer,
    redactor: Redactor,
    particulars: Particulars,
    catalogue: Catalogue,
    key: bytes,
    freshness: Freshness,
) -> Iterator[list[CleanContact]]:
    """Yield batches of contacts in the order of the source, redacted.

    Args:
        contacts: Raw contacts, as a stream.
        washer: What tidies and redacts their words.
        redactor: What replaces personal data in what is said.
        particulars: What replaces it beside that.
        catalogue: Resolves product references.
        key: The workspace's key.
        freshness: Tells from when a contact's state is.
    """
    assemble = _Assembly(Identity(key), particulars, catalogue, key, freshness)
    for batch, washed in washer.wash(contacts, redactor):
        yield list(map(assemble, batch, washed))


@dataclass(frozen=True, slots=True)
class _Assembly:
    """Makes records of raw contacts and their cleaned words."""

    identity: Identity
    particulars: Particulars
    catalogue: Catalogue
    key: bytes
    freshness: Freshness

    def __call__(self, raw: RawContact, washed: Washed) -> CleanContact:
        contact_id, digest = self.identity.of(raw)
        as_of, file_at = self.freshness.of(raw)
        particulars = self.particulars
        contact = Contact(
            id=contact_id,
            source=raw.source,
            content_hash=digest,
            source_id=particulars.reference(raw.source_id) if raw.source_id else raw.source_id,
            customer_key=customer_key(raw.customer, self.key) if raw.customer else None,
            channel=raw.channel,
            direction=raw.direction,
            opened_at=raw.opened_at,
            closed_at=raw.closed_at,
            handle_s=raw.handle_s,
            wait_s=raw.wait_s,
            transfers=raw.transfers,
            department=particulars.field(raw.department),
            outcome=particulars.field(raw.outcome),
            language=raw.language or washed.language,
            product_ids=self.catalogue.resolve(raw.product_refs) if raw.product_refs else (),
            set_aside=washed.set_aside,
            flags=raw.flags + washed.flags if washed.flags else raw.flags,
            origin=raw.origin,
            attributes=particulars.attributes(
                raw.attributes
                if washed.attributes is None
                else dict(zip(raw.attributes, washed.attributes, strict=True))
            ),
            as_of=as_of,
            file_at=file_at,
        )
        return CleanContact(contact, raw.turns, washed.texts, washed.speakers, washed.replaced)
