"""Batches over the cores of this machine, in order, a few in flight at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from corpora.intake.workers import pool

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
        function: A module-level function such as `classifiers.stages.batch.label_batch`.
        context: What it needs besides, such as a fitted classifier; sent to each process once.
        processes: 1 works in this process and starts none. Where processes are killed, as for
            want of memory, this one does the rest.
    """
    if processes <= 1:
        for batch in batches:
            yield function(batch, context)
        return
    with pool(processes, function.__module__, _remember, (function, context)) as workers:
        flying: deque[tuple[In, Future[Out] | None]] = deque()
        try:
            for batch in batches:
                flying.append((batch, _submitted(workers, batch)))
                if len(flying) >= 2 * processes:
                    yield _result(*flying.popleft(), function, context)
            while flying:
                yield _result(*flying.popleft(), function, context)
        finally:
            for _, future in flying:
                if future is not None:
                    future.cancel()


def _submitted(workers: ProcessPoolExecutor, batch: object) -> Future[Any] | None:
    try:
        return workers.submit(_apply, batch)
    except BrokenProcessPool:
        return None


def _result(
    batch: In, future: Future[Out] | None, function: Callable[[In, Context], Out], context: Context
) -> Out:
    """Return what a worker made of a batch; made here where the workers are no more."""
    try:
        return function(batch, context) if future is None else future.result()
    except BrokenProcessPool:
        return function(batch, context)


def _remember(function: Callable[..., Any], context: object) -> None:
    _work[:] = [(function, context)]


def _apply(batch: object) -> Any:  # noqa: ANN401 - what the function returns
    function, context = _work[0]
    return function(batch, context)
