"""Cleans batches of contacts, in worker processes where there is much to do.

Columns or rows go to the workers and tables come back; reading and storing go on meanwhile.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from typing import TypeVar

from corpora.intake.batches import Batch, Done, Work
from corpora.intake.workers import pool
from corpora.language import detect_language
from corpora.readers.raw import TOGETHER

_AHEAD = 4

Result = TypeVar("Result")


class Washer:
    """Works on batches in this process, or in a pool of worker processes.

    Args:
        workers: How many worker processes; 0: everything is done in this process.
        preload: The module that they load before their first batch.
        stack: What closes the pool in the end.
    """

    def __init__(self, workers: int, preload: str, stack: ExitStack) -> None:
        self._workers = workers
        self._preload = preload
        self._stack = stack
        self._pool: ProcessPoolExecutor | None = None

    def get_ready(self) -> None:
        """Start the workers, which takes them a second or two, while the caller goes on.

        Who does not call this has them started with the first full batch, if there is one.
        """
        if self._workers and self._pool is None:
            # A worker makes many small things that have no cycles.
            started = pool(self._workers, self._preload, gc.disable)
            self._pool = self._stack.enter_context(started)
            for _ in range(self._workers):  # a pool starts a worker for each task
                self._submit(get_ready)

    def wash(self, batches: Iterable[Batch]) -> Iterator[Done]:
        """Yield what became of each batch, in their order."""
        under_way: deque[tuple[Work, Future[Done] | None]] = deque()
        for size, work in batches:
            if size >= TOGETHER:
                self.get_ready()
            under_way.append((work, self._submit(work)))
            ahead = self._workers + _AHEAD if self._pool else 1
            while len(under_way) >= ahead:
                yield self._result(*under_way.popleft())
        for work, future in under_way:
            yield self._result(work, future)

    def _submit(self, work: Callable[[], Result]) -> Future[Result] | None:
        if self._pool is not None:
            try:
                return self._pool.submit(work)
            except BrokenProcessPool:
                self._give_up()
        return None

    def _result(self, work: Work, future: Future[Done] | None) -> Done:
        """Return what became of a batch; done here where there are no workers, or no more."""
        if future is not None:
            try:
                return future.result()
            except BrokenProcessPool:
                self._give_up()
        return work()

    def _give_up(self) -> None:
        self._pool, self._workers = None, 0


@contextmanager
def washer(workers: int, preload: str = "corpora.intake.preloaded") -> Iterator[Washer]:
    """Give a washer with so many worker processes, which end with the block."""
    with ExitStack() as stack:
        yield Washer(workers, preload, stack)


def get_ready() -> None:
    """Load in a worker process what every batch needs."""
    detect_language("Ein Satz, der nicht auf den ersten Blick englisch ist")
