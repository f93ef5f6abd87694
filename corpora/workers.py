"""Worker processes: how they start, what they leave out, and that none outlives its parent."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait

from corpora.spared import without_pandas

_COPIED = "forkserver"


def pool(workers: int, preload: str) -> ProcessPoolExecutor:
    """Return a pool of worker processes that have imported the module `preload`.

    Where the system can, they are copies of one process that imports it once; that process has no
    threads, unlike this one, whose copies were once seen to run on without end. Elsewhere each
    starts afresh.
    """
    copied = _COPIED in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context(_COPIED if copied else "spawn")
    context.set_forkserver_preload(["__main__", preload])
    return ProcessPoolExecutor(workers, context, initializer=_begin)


def _begin() -> None:
    gc.disable()  # a worker makes many small things that have no cycles
    without_pandas()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the parent to end, even by force, and end too: nobody else would stop a worker."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
