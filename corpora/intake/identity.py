"""Who is who: the id and the state of each contact, from its raw words, before anything is done.

That stays in one process, because the occurrence number of equal records depends on the order
of their file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from corpora.ids import content_hash, mint
from corpora.intake.freshness import Freshness
from corpora.readers.raw import RawContact


class Identified(NamedTuple):
    """A raw contact and who it is.

    Attributes:
        raw: As it was read.
        id: `c-…`.
        digest: Its content hash.
        as_of: From when its state is, UTC.
        file_at: When its file was written, UTC.
    """

    raw: RawContact
    id: str
    digest: str
    as_of: datetime
    file_at: datetime


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


def identified(
    contacts: Iterable[RawContact], key: bytes, freshness: Freshness
) -> Iterator[Identified]:
    """Yield contacts in their order, each with who it is and from when."""
    identity = Identity(key)
    for raw in contacts:
        yield Identified(raw, *identity.of(raw), *freshness.of(raw))
