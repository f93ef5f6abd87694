"""One piece of work at a time, beside the work that goes on."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager


class Background:
    """Runs one function at a time in a thread; who hands over the next waits for the last."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._running: Future[None] | None = None

    def run(self, work: Callable[[], None]) -> None:
        """Begin `work` when what was begun before has ended; raises what that raised."""
        self.wait()
        self._running = self._pool.submit(work)

    def wait(self) -> None:
        """Wait for what was begun; raises what it raised."""
        running, self._running = self._running, None
        if running is not None:
            running.result()


@contextmanager
def background(name: str) -> Iterator[Background]:
    """Give a background that has finished, or failed, when the block is left."""
    with ThreadPoolExecutor(1, thread_name_prefix=name) as pool:
        work = Background(pool)
        yield work
        work.wait()


@contextmanager
def no_pauses() -> Iterator[None]:
    """Keep the collector from looking for cycles again and again among records that have none.

    It would look at every record of a batch many times, which takes a third of an ingest's time.
    What is no longer used is freed all the same, when its last reference goes.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
