"""Work beside the app's own thread, so that the app goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from assistant.chat.place import Place

R = TypeVar("R")


async def aside(place: Place, work: Callable[[], R]) -> R:
    """Run something in a thread of its own; what it raises is raised here."""
    from textual.worker import WorkerFailed

    worker = place.run_worker(work, thread=True, exit_on_error=False, group="aside")
    try:
        result: R = await worker.wait()
    except WorkerFailed as failed:
        raise failed.error from failed
    return result
