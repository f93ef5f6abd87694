"""The costly part of cleaning, for worker processes: tidying, language, redaction.

Words go to the workers and only what became of them comes back: most are unchanged.
"""

from __future__ import annotations

import gc
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context
from typing import NamedTuple

from corpora.language import detect_language
from corpora.readers.raw import RawContact
from corpora.records import Speaker
from corpora.redact import Redactor
from corpora.tidying import Spoken, tidy

BATCH = 2_000
_AHEAD = 4


class Washed(NamedTuple):
    """What became of the words of one contact; None stands for what stayed as it was.

    Attributes:
        texts: Text of each turn.
        speakers: Who says each.
        attributes: Value of each attribute, in the order of the raw record.
        language: ISO 639-1 code or `und`.
        set_aside: Why the contact is counted apart, or None: it counts.
        flags: What was cut.
        replaced: The kind of each piece of personal data that was replaced.
    """

    texts: tuple[str, ...] | None
    speakers: tuple[Speaker, ...] | None
    attributes: tuple[str, ...] | None
    language: str
    set_aside: str | None
    flags: tuple[str, ...]
    replaced: tuple[str, ...]


class Washer:
    """Washes batches in this process, or in a pool of worker processes that is getting ready."""

    def __init__(self, pool: ProcessPoolExecutor | None, workers: int) -> None:
        self._pool = pool
        self._ahead = workers + _AHEAD if pool else 1
        for _ in range(workers):
            self._submit(_get_ready)

    def wash(
        self, contacts: Iterable[RawContact], redactor: Redactor
    ) -> Iterator[tuple[list[RawContact], list[Washed]]]:
        """Yield batches of contacts in their order, each with what became of its words.

        Args:
            contacts: Raw contacts, as a stream.
            redactor: What replaces personal data.
        """
        stream = iter(contacts)
        packed = pickle.dumps(redactor)
        under_way: deque[tuple[list[RawContact], Future[list[Washed]] | None]] = deque()
        while batch := list(islice(stream, BATCH)):
            under_way.append((batch, self._submit(_wash_in_worker, packed, batch)))
            if len(under_way) >= self._ahead:
                yield self._result(*under_way.popleft(), redactor)
        for first, future in under_way:
            yield self._result(first, future, redactor)

    def _submit(
        self,
        work: Callable[..., list[Washed]],
        packed: bytes = b"",
        batch: Sequence[RawContact] = (),
    ) -> Future[list[Washed]] | None:
        if self._pool is not None:
            with suppress(BrokenProcessPool):
                return self._pool.submit(work, packed, _words(batch))
            self._pool = None
        return None

    def _result(
        self, batch: list[RawContact], future: Future[list[Washed]] | None, redactor: Redactor
    ) -> tuple[list[RawContact], list[Washed]]:
        """Return what became of a batch; done here where there are no workers, or no more."""
        if future is not None:
            try:
                return batch, future.result()
            except BrokenProcessPool:
                self._pool = None
        return batch, _wash(redactor, _words(batch))


@contextmanager
def washer(workers: int) -> Iterator[Washer]:
    """Give a washer with so many worker processes; 0: it works in this process.

    The workers get ready at once, while the caller goes on: it takes them a second or two. They
    start afresh: copies of this process (fork) were once seen to run on without end.
    """
    if workers < 1:
        yield Washer(None, 0)
        return
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        yield Washer(pool, workers)


def _words(batch: Sequence[RawContact]) -> list[Spoken]:
    return [
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


def _wash(redactor: Redactor, batch: Sequence[Spoken]) -> list[Washed]:
    tidied = tidy(batch)
    languages = [detect_language(" ".join(contact.texts[:3])) for contact in tidied]
    if redactor.mode == "off":
        return [
            Washed(
                None if each.texts is spoken.texts else each.texts,
                None if each.speakers is spoken.speakers else each.speakers,
                None,
                language,
                each.set_aside,
                each.flags,
                (),
            )
            for spoken, each, language in zip(batch, tidied, languages, strict=True)
        ]
    columns = [tuple(spoken.attributes.values()) for spoken in batch]
    redacted = redactor.contacts(
        [(*each.texts, *values) for each, values in zip(tidied, columns, strict=True)]
    )
    result = []
    for spoken, each, values, texts, language in zip(
        batch, tidied, columns, redacted, languages, strict=True
    ):
        said = tuple([text.text for text in texts[: len(each.texts)]])
        attributes = tuple([text.text for text in texts[len(each.texts) :]])
        result.append(
            Washed(
                None if said == spoken.texts else said,
                None if each.speakers is spoken.speakers else each.speakers,
                None if attributes == values else attributes,
                language,
                each.set_aside,
                each.flags,
                tuple([span.kind for text in texts for span in text.spans]),
            )
        )
    return result


def _get_ready(packed: bytes, batch: Sequence[Spoken]) -> list[Washed]:  # noqa: ARG001
    """Load in a worker process what every batch needs."""
    gc.disable()  # a worker makes many small things that have no cycles
    detect_language("Ein Satz, der nicht auf den ersten Blick englisch ist")
    return _wash(Redactor("off"), [Spoken(("Hello",), ("customer",))])


def _wash_in_worker(packed: bytes, batch: Sequence[Spoken]) -> list[Washed]:
    return _wash(_unpacked(packed), batch)


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Redactor:
    """Return the redactor that the parent process sent, the same one for all of its batches."""
    redactor = pickle.loads(packed)  # noqa: S301  (from our own parent, never from disk)
    assert isinstance(redactor, Redactor)  # noqa: S101
    return redactor
