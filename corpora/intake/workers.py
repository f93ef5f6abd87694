"""Worker processes: how they start, what they leave out, and that none outlives its parent."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from multiprocessing.connection import wait
from typing import Any

_COPIED = "forkserver"
_LOADED = ("__main__",)


def begin_loading(preload: str) -> None:
    """Begin to load a module for workers to come, in the process that they are copied from.

    Returns at once; nothing is done where workers are not copied. A pool with the same `preload`
    then has it, and so it is for the first pool only.

    Args:
        preload: The full name of a module.
    """
    if _COPIED not in multiprocessing.get_all_start_methods():
        return
    multiprocessing.get_context(_COPIED).set_forkserver_preload([*_LOADED, preload])
    from multiprocessing.forkserver import ensure_running

    ensure_running()


def pool(
    workers: int,
    preload: str,
    begin: Callable[..., object] | None = None,
    arguments: tuple[Any, ...] = (),
) -> ProcessPoolExecutor:
    """Return a pool of worker processes that import the module `preload` before their first task.

    Where the system can, they are copies of one process that does no work itself, unlike this
    one, whose copies were once seen to run on without end. That process imports the `preload` of
    the first pool once for all; of any later pool each worker imports its own. Elsewhere each
    starts afresh.

    Args:
        workers: How many processes.
        preload: The full name of a module.
        begin: What each worker calls besides, before its first task; a module-level function.
        arguments: What it is called with; sent to each worker once.

    Raises:
        ModuleNotFoundError: There is no such module as `preload`.
    """
    if find_spec(preload) is None:
        raise ModuleNotFoundError(f"no module named {preload!r} to load in workers", name=preload)
    copied = _COPIED in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context(_COPIED if copied else "spawn")
    context.set_forkserver_preload([*_LOADED, preload])
    return ProcessPoolExecutor(
        workers, context, initializer=_begin, initargs=(preload, begin, arguments)
    )


def _begin(preload: str, begin: Callable[..., object] | None, arguments: tuple[Any, ...]) -> None:
    from corpora.intake.spared import without_pandas

    threading.Thread(target=_end_with_parent, daemon=True).start()
    without_pandas()
    import_module(preload)
    if begin is not None:
        begin(*arguments)


def _end_with_parent() -> None:
    """Wait for the parent to end, even by force, and end too: nobody else would stop a worker."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
