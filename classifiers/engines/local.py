"""Batches over the cores of this machine, in order, a few in flight at a time."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

Context = TypeVar("Context")
In = TypeVar("In")
Out = TypeVar("Out")

_work: list[tuple[Callable[..., Any], Any]] = []


def run(
    batches: Iterable[In],
    function: Callable[[In, Context], Out],
    context: Context,
    *,
    processes: int = 1,
) -> Iterator[Out]:
    """Yield `function(batch, context)` for each batch, in the order of `batches`.

    Args:
        batches: Read lazily: at most two a process are held at a time, so memory stays flat.
        function: A module-level function such as `classifiers.batch.label_batch`.
        context: What it needs besides, such as a fitted classifier; sent to each process once.
        processes: 1 works in this process and starts none.
    """
    if processes <= 1:
        for batch in batches:
            yield function(batch, context)
        return
    # Threads and forks do not mix, and tokenizers runs threads: each process starts afresh.
    pool = ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_remember,
        initargs=(function, context),
    )
    with pool:
        flying: deque[Future[Out]] = deque()
        try:
            for batch in batches:
                flying.append(pool.submit(_apply, batch))
                if len(flying) >= 2 * processes:
                    yield flying.popleft().result()
            while flying:
                yield flying.popleft().result()
        finally:
            for future in flying:
                future.cancel()


def _remember(function: Callable[..., Any], context: object) -> None:
    _work[:] = [(function, context)]


def _apply(batch: object) -> Any:  # noqa: ANN401 - what the function returns
    function, context = _work[0]
    return function(batch, context)
