"""From raw contacts to records: identity from the raw words, then tidying, then redaction.

Tidying, redaction and language are the costly part and run in worker processes; identity stays
with the caller, because the occurrence number of equal records depends on the order of the file.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

from corpora.catalogue import Catalogue
from corpora.freshness import Freshness
from corpora.ids import content_hash, customer_key, mint
from corpora.language import detect_language
from corpora.readers.raw import RawContact
from corpora.records import Contact, Speaker, Turn
from corpora.redact import Redactor
from corpora.tidying import Spoken, tidy

BATCH = 2_000
_AHEAD = 4
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The words of one raw contact after tidying and redaction.

    Attributes:
        turns: Text of each turn.
        speakers: Who says each.
        attributes: Value of each attribute, in the order of the raw record.
        language: ISO 639-1 code or `und`.
        set_aside: Why the contact is counted apart, or None.
        flags: What was cut.
        replaced: The kind of each piece of personal data that was replaced.
    """

    turns: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    attributes: tuple[str, ...]
    language: str
    set_aside: str | None
    flags: tuple[str, ...]
    replaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CleanContact:
    """A contact ready to be stored."""

    contact: Contact
    turns: tuple[Turn, ...]
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
    redactor: Redactor,
    catalogue: Catalogue,
    key: bytes,
    freshness: Freshness,
    workers: int,
) -> Iterator[list[CleanContact]]:
    """Yield batches of contacts in the order of the source, redacted.

    Args:
        contacts: Raw contacts, as a stream.
        redactor: What replaces personal data.
        catalogue: Resolves product references.
        key: The workspace's key.
        freshness: Tells from when a contact's state is.
        workers: Worker processes; 0: in this process.
    """
    assemble = _Assembly(Identity(key), catalogue, key, freshness)
    with _washer(redactor, workers) as wash:
        for batch, washed in _in_order(_batches(contacts, BATCH), wash):
            yield [assemble(raw, cleaned) for raw, cleaned in zip(batch, washed, strict=True)]


@dataclass(frozen=True, slots=True)
class _Assembly:
    """Makes records of raw contacts and their cleaned words."""

    identity: Identity
    catalogue: Catalogue
    key: bytes
    freshness: Freshness

    def __call__(self, raw: RawContact, cleaned: Cleaned) -> CleanContact:
        contact_id, digest = self.identity.of(raw)
        as_of, file_at = self.freshness.of(raw)
        contact = Contact(
            id=contact_id,
            source=raw.source,
            content_hash=digest,
            source_id=raw.source_id,
            customer_key=customer_key(raw.customer, self.key) if raw.customer else None,
            channel=raw.channel,
            direction=raw.direction,
            opened_at=raw.opened_at,
            closed_at=raw.closed_at,
            handle_s=raw.handle_s,
            wait_s=raw.wait_s,
            transfers=raw.transfers,
            department=raw.department,
            outcome=raw.outcome,
            language=raw.language or cleaned.language,
            product_ids=self.catalogue.resolve(raw.product_refs) if raw.product_refs else (),
            set_aside=cleaned.set_aside,
            flags=raw.flags + cleaned.flags if cleaned.flags else raw.flags,
            origin=raw.origin,
            attributes=dict(zip(raw.attributes, cleaned.attributes, strict=True)),
            as_of=as_of,
            file_at=file_at,
        )
        turns = [
            Turn(contact_id, index, who, text, turn.started_at, turn.ended_at, turn.visible)
            for index, (turn, who, text) in enumerate(
                zip(raw.turns, cleaned.speakers, cleaned.turns, strict=True)
            )
        ]
        return CleanContact(contact, tuple(turns), cleaned.replaced)


def _wash(redactor: Redactor, batch: Sequence[Spoken]) -> list[Cleaned]:
    tidied = tidy(batch)
    languages = [detect_language(" ".join(contact.texts[:3])) for contact in tidied]
    columns = [tuple(spoken.attributes.values()) for spoken in batch]
    if redactor.mode == "off":
        return [
            Cleaned(each.texts, each.speakers, values, language, each.set_aside, each.flags, ())
            for each, values, language in zip(tidied, columns, languages, strict=True)
        ]
    redacted = redactor.contacts(
        [(*each.texts, *values) for each, values in zip(tidied, columns, strict=True)]
    )
    return [
        Cleaned(
            tuple([text.text for text in texts[: len(each.texts)]]),
            each.speakers,
            tuple([text.text for text in texts[len(each.texts) :]]),
            language,
            each.set_aside,
            each.flags,
            tuple([span.kind for text in texts for span in text.spans]),
        )
        for each, texts, language in zip(tidied, redacted, languages, strict=True)
    ]


class _Washer:
    """Washes batches in this process, or in a pool of worker processes."""

    def __init__(self, redactor: Redactor, pool: ProcessPoolExecutor | None) -> None:
        self._redactor = redactor
        self._pool = pool

    def submit(self, batch: Sequence[RawContact]) -> Future[list[Cleaned]]:
        words = [
            Spoken(
                tuple([turn.text for turn in raw.turns]),
                tuple([turn.speaker for turn in raw.turns]),
                raw.channel,
                raw.direction,
                raw.attributes,
                raw.outcome,
                raw.set_aside,
            )
            for raw in batch
        ]
        if self._pool is not None:
            return self._pool.submit(_wash_in_worker, words)
        done: Future[list[Cleaned]] = Future()
        done.set_result(_wash(self._redactor, words))
        return done


@contextmanager
def _washer(redactor: Redactor, workers: int) -> Iterator[_Washer]:
    if workers < 1:
        yield _Washer(redactor, None)
        return
    with ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_begin_worker, initargs=(redactor,)
    ) as pool:
        yield _Washer(redactor, pool)


_worker_redactor: list[Redactor] = []
"""The redactor of a worker process, set once when the process begins."""


def _begin_worker(redactor: Redactor) -> None:
    _worker_redactor[:] = [redactor]


def _wash_in_worker(batch: Sequence[Spoken]) -> list[Cleaned]:
    return _wash(_worker_redactor[0], batch)


def _in_order(
    batches: Iterator[list[RawContact]], washer: _Washer
) -> Iterator[tuple[list[RawContact], list[Cleaned]]]:
    """Keep a few batches under way, and hand them back in order."""
    under_way: deque[tuple[list[RawContact], Future[list[Cleaned]]]] = deque()
    for batch in batches:
        under_way.append((batch, washer.submit(batch)))
        if len(under_way) >= _AHEAD:
            first, future = under_way.popleft()
            yield first, future.result()
    for batch, future in under_way:
        yield batch, future.result()


def _batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch
