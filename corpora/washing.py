"""The costly part of cleaning, for worker processes: tidying, language, redaction.

Words go to the workers and only what became of them comes back: most are unchanged.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
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


def wash(
    contacts: Iterable[RawContact], redactor: Redactor, workers: int
) -> Iterator[tuple[list[RawContact], list[Washed]]]:
    """Yield batches of contacts in their order, each with what became of its words.

    Args:
        contacts: Raw contacts, as a stream.
        redactor: What replaces personal data.
        workers: Worker processes; 0: in this process.
    """
    stream = iter(contacts)
    with _washer(redactor, workers) as washer:
        under_way: deque[tuple[list[RawContact], Future[list[Washed]]]] = deque()
        while batch := list(islice(stream, BATCH)):
            under_way.append((batch, washer.submit(batch)))
            if len(under_way) >= (_AHEAD if workers else 1):
                first, future = under_way.popleft()
                yield first, washer.result(first, future)
        for batch, future in under_way:
            yield batch, washer.result(batch, future)


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


class _Washer:
    """Washes batches in this process, or in a pool of worker processes."""

    def __init__(self, redactor: Redactor, pool: ProcessPoolExecutor | None) -> None:
        self._redactor = redactor
        self._pool = pool

    def submit(self, batch: Sequence[RawContact]) -> Future[list[Washed]]:
        if self._pool is not None:
            with suppress(BrokenProcessPool):
                return self._pool.submit(_wash_in_worker, _words(batch))
            self._pool = None
        done: Future[list[Washed]] = Future()
        done.set_result(_wash(self._redactor, _words(batch)))
        return done

    def result(self, batch: Sequence[RawContact], future: Future[list[Washed]]) -> list[Washed]:
        """Return what became of a batch; done here where the workers were killed."""
        try:
            return future.result()
        except BrokenProcessPool:
            self._pool = None
            return _wash(self._redactor, _words(batch))


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
    gc.disable()  # a worker makes many small things that have no cycles
    _worker_redactor[:] = [redactor]


def _wash_in_worker(batch: Sequence[Spoken]) -> list[Washed]:
    return _wash(_worker_redactor[0], batch)
