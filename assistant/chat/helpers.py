"""What keeps the app alive: processes that can start, and trouble that is told, not raised."""

from __future__ import annotations

import contextlib
import os
import sys

from corpora.errors import FrontstageError


def let_processes_start() -> None:
    """Start what keeps track of processes' semaphores while error output is a real file.

    It hands standard error on to its process by number; the app's stand-in for it has none, and
    starting the first pool of processes would fail. Safe to call again, and from a thread.
    """
    if os.name != "posix" or sys.__stderr__ is None:
        return
    from multiprocessing import resource_tracker

    with contextlib.redirect_stderr(sys.__stderr__):
        resource_tracker.ensure_running()


def in_words(error: Exception) -> str:
    """Return what went wrong as people read it; under FRONTSTAGE_DEBUG a defect is raised."""
    if isinstance(error, FrontstageError):
        return str(error)
    if os.environ.get("FRONTSTAGE_DEBUG"):
        raise error
    return (
        f"a defect in Frontstage: {type(error).__name__}: {error}. "
        "Please report it, with the output under FRONTSTAGE_DEBUG=1."
    )
