"""A progress bar on standard error, where somebody watches; elsewhere nothing, or stages alone."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.session import silent

if TYPE_CHECKING:
    from corpora.protocols import Progress

_PATIENCE_S = 0.8


@contextmanager
def watching(*, quiet: bool, announced: bool = False) -> Iterator[Progress]:
    """Yield something to report progress to; a bar appears when the work takes longer.

    Args:
        quiet: Show nothing.
        announced: Where nobody watches, write a line when another stage of the work begins.
    """
    if quiet or not sys.stderr.isatty():
        yield _announcing() if announced and not quiet else silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bars = Bars(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
    begun = time.monotonic()
    tasks: dict[str, object] = {}

    def report(done: int, total: int | None, what: str) -> None:
        if time.monotonic() - begun < _PATIENCE_S:
            return
        if not bars.live.is_started:
            bars.start()
        if what not in tasks:
            tasks[what] = bars.add_task(what, total=total)
        bars.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

    try:
        yield report
    finally:
        bars.stop()


def _announcing() -> Progress:
    """Return what writes a line for each stage of the work, the first time it is heard of."""
    heard: set[str] = set()

    def report(done: int, total: int | None, what: str) -> None:  # noqa: ARG001 - as bars take it
        if what not in heard:
            heard.add(what)
            print(f"{what} …", file=sys.stderr, flush=True)

    return report
