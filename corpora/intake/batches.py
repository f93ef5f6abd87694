"""What is done to a batch of contacts in a worker process: from drafts, or from rows, to tables.

A row of a table is read where the rest of the work on it is done, so that the process which reads
the file has little more to do than to cut it into rows.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, NamedTuple, Protocol

from corpora.intake.catalogue import Catalogue
from corpora.intake.cleaning import Clean, Treatment, cleaned
from corpora.intake.drafts import Drafting, Drafts
from corpora.intake.freshness import Freshness
from corpora.intake.identity import Identified, identified
from corpora.readers.raw import ContactReader, RawContact, RawRows
from corpora.records import Reject


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a batch.

    Attributes:
        clean: What is stored of it; None: nothing.
        rejects: Rows that can't be read.
        rows: How many records were made of rows, good or not.
        nameless: Contacts without an id of their own, which are not in `clean`: only who sees all
            of a file can tell equal ones apart.
    """

    clean: Clean | None
    rejects: list[Reject] = field(default_factory=list)
    nameless: list[RawContact] = field(default_factory=list)
    rows: int = 0


class Work(Protocol):
    """Does what is to be done to one batch; can be sent to another process."""

    def __call__(self) -> Done:
        """Do it."""


class Batch(NamedTuple):
    """A batch to work on: how many records it has, and the work."""

    size: int
    work: Work


class Laundry:
    """Makes batches of one ingest; what they need is packed once.

    Args:
        drafting: What makes columns of contacts.
        treatment: What replaces personal data.
        key: The workspace's key.
        freshness: Tells from when contacts are.
    """

    def __init__(
        self, drafting: Drafting, treatment: Treatment, key: bytes, freshness: Freshness
    ) -> None:
        self._drafting = drafting
        self._treatment = pickle.dumps(treatment)
        self._key = key
        self._freshness = freshness
        self._reader: ContactReader | None = None
        self._steps = b""

    def of_contacts(self, contacts: Sequence[Identified]) -> Batch:
        """Return a batch of contacts that are identified."""
        drafts = self._drafting(contacts)
        return Batch(len(contacts), partial(_clean, self._treatment, drafts))

    def of_rows(self, rows: RawRows) -> Batch:
        """Return a batch of rows of a table; those that refer to products are not for this."""
        if rows.reader is not self._reader:
            self._reader = rows.reader
            steps = _Steps(rows.reader, self._freshness, self._key)
            self._steps = pickle.dumps(steps)
        return Batch(len(rows.rows), partial(_read, self._treatment, self._steps, rows.rows))


class _Steps(NamedTuple):
    """How a table is read, and contacts of it are identified."""

    reader: ContactReader
    freshness: Freshness
    key: bytes


def _clean(treatment: bytes, drafts: Drafts) -> Done:
    return Done(cleaned(drafts, _treatment(treatment)))


def _read(treatment: bytes, packed: bytes, rows: list[Any]) -> Done:
    steps = _unpacked(packed)
    rejects: list[Reject] = []
    named: list[RawContact] = []
    nameless: list[RawContact] = []
    for record in steps.reader.read(rows):
        if isinstance(record, Reject):
            rejects.append(record)
        elif record.source_id is None:
            nameless.append(record)
        else:
            named.append(record)
    records = len(rejects) + len(named) + len(nameless)
    if not named:
        return Done(None, rejects, nameless, records)
    drafts = Drafting(Catalogue(), steps.key)(list(identified(named, steps.key, steps.freshness)))
    return Done(cleaned(drafts, _treatment(treatment)), rejects, nameless, records)


@lru_cache(maxsize=1)
def _treatment(packed: bytes) -> Treatment:
    """Return what the parent process sent, the same for all of its batches."""
    treatment = pickle.loads(packed)  # noqa: S301  (from our own parent, never from disk)
    assert isinstance(treatment, Treatment)  # noqa: S101
    return treatment


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> _Steps:
    steps = pickle.loads(packed)  # noqa: S301  (from our own parent, never from disk)
    assert isinstance(steps, _Steps)  # noqa: S101
    return steps
