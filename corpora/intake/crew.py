"""How many worker processes an ingest pays, and what they load; begun before anything else is.

Loading takes workers as long as it takes this process, so both do it at the same time.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpora.intake.workers import begin_loading
from corpora.readers.sources import has_bytes

# From how many bytes of files on, packed or not, it pays to start worker processes.
_LARGE = 100_000
_LARGE_UNREDACTED = 2_000_000
_VERY_LARGE_UNREDACTED = 30_000_000
_AS_GOOD_AS_NEW = 1 << 21


def crew(paths: Sequence[Path], redact: str, most: int) -> int:
    """Return how many worker processes pay: none for small files, which are read by the time.

    Without redaction one worker and this process, which has what cannot be handed over, are busy
    in turn; a second worker takes longer to start than it saves, unless there is very much to do.
    """
    if redact == "off" and not has_bytes(paths, _VERY_LARGE_UNREDACTED):
        return min(most, 1) if has_bytes(paths, _LARGE_UNREDACTED) else 0
    return most if has_bytes(paths, _LARGE) else 0


def preloaded(redact: str) -> str:
    """Return the module that loads on import what workers need."""
    return "corpora.intake.preloaded" if redact == "off" else "corpora.intake.preloaded.redaction"


def begin(paths: Sequence[Path], redact: str, most: int, workspace: Path) -> None:
    """Let the workers of an ingest into `workspace` begin to load, if it will start them at once.

    It will where the workspace holds hardly anything: what is stored already is not worked on.
    """
    holds = workspace.stat().st_size if workspace.exists() else 0
    if holds < _AS_GOOD_AS_NEW and crew(paths, redact, most):
        begin_loading(preloaded(redact))
