"""Cleans batches of contacts, in worker processes where there is much to do.

Columns go to the workers and tables come back; reading, identity and storing go on meanwhile.
"""

from __future__ import annotations

import gc
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from corpora.cleaning import Clean, Treatment, cleaned
from corpora.drafts import Drafting, Drafts
from corpora.identity import Identified
from corpora.language import detect_language
from corpora.redact import Redactor
from corpora.workers import pool

BATCH = 2_000
_AHEAD = 4
_PRELOADED = "corpora.preloaded"

Result = TypeVar("Result")


class Washer:
    """Cleans batches in this process, or in a pool of worker processes.

    Args:
        workers: How many worker processes; 0: everything is done in this process.
        stack: What closes the pool in the end.
    """

    def __init__(self, workers: int, stack: ExitStack) -> None:
        self._workers = workers
        self._stack = stack
        self._pool: ProcessPoolExecutor | None = None

    def get_ready(self) -> None:
        """Start the workers, which takes them a second or two, while the caller goes on.

        Who does not call this has them started with the first full batch, if there is one.
        """
        if self._workers and self._pool is None:
            # A worker makes many small things that have no cycles.
            started = pool(self._workers, _PRELOADED, gc.disable)
            self._pool = self._stack.enter_context(started)
            for _ in range(self._workers):
                self._submit(get_ready)

    def wash(
        self, contacts: Iterable[Identified], drafting: Drafting, treatment: Treatment
    ) -> Iterator[Clean]:
        """Yield contacts as they are stored, in batches, in their order.

        Args:
            contacts: Contacts, as a stream.
            drafting: What makes columns of them.
            treatment: What replaces personal data.
        """
        stream = iter(contacts)
        packed = pickle.dumps(treatment)
        under_way: deque[tuple[Drafts, Future[Clean] | None]] = deque()
        while batch := list(islice(stream, BATCH)):
            if len(batch) == BATCH:
                self.get_ready()
            drafts = drafting(batch)
            under_way.append((drafts, self._submit(_clean_in_worker, packed, drafts)))
            ahead = self._workers + _AHEAD if self._pool else 1
            while len(under_way) >= ahead:
                yield self._result(*under_way.popleft(), treatment)
        for drafts, future in under_way:
            yield self._result(drafts, future, treatment)

    def _submit(self, work: Callable[..., Result], *args: object) -> Future[Result] | None:
        if self._pool is not None:
            try:
                return self._pool.submit(work, *args)
            except BrokenProcessPool:
                self._give_up()
        return None

    def _result(self, drafts: Drafts, future: Future[Clean] | None, treatment: Treatment) -> Clean:
        """Return a clean batch; cleaned here where there are no workers, or no more."""
        if future is not None:
            try:
                return future.result()
            except BrokenProcessPool:
                self._give_up()
        return cleaned(drafts, treatment)

    def _give_up(self) -> None:
        self._pool, self._workers = None, 0


@contextmanager
def washer(workers: int) -> Iterator[Washer]:
    """Give a washer with so many worker processes, which end with the block."""
    with ExitStack() as stack:
        yield Washer(workers, stack)


def get_ready() -> None:
    """Load in a worker process what every batch needs."""
    detect_language("Ein Satz, der nicht auf den ersten Blick englisch ist")
    Redactor("patterns").contact(["1"])


def _clean_in_worker(packed: bytes, drafts: Drafts) -> Clean:
    return cleaned(drafts, _unpacked(packed))


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Treatment:
    """Return what the parent process sent, the same for all of its batches."""
    treatment = pickle.loads(packed)  # noqa: S301  (from our own parent, never from disk)
    assert isinstance(treatment, Treatment)  # noqa: S101
    return treatment
