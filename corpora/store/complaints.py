"""What to say where a workspace can't be opened."""

from __future__ import annotations

import re
from pathlib import Path

from corpora.errors import WorkspaceBusy, WorkspaceError, WorkspaceVersion

_DENIED = re.compile(
    r"permission denied|read-only file system|read only file system", re.IGNORECASE
)


def busy(path: Path, who: str) -> WorkspaceBusy:
    """Return the error of a workspace that somebody else holds."""
    return WorkspaceBusy(f"in use: {who}", where=str(path), remedy="try again when it has finished")


def denied(path: Path, reason: str) -> WorkspaceError | None:
    """Return the error where the system forbids to open or make the file, else None."""
    found = _DENIED.search(reason)
    return found and WorkspaceError(
        f"can't be opened to write ({found[0].lower()})",
        where=str(path),
        remedy="make its folder writable, or name another one with --workspace",
    )


def no_workspace(path: Path) -> WorkspaceVersion:
    """Return the error of a file that holds something else."""
    return WorkspaceVersion(
        "not a Frontstage workspace",
        where=str(path),
        remedy="name another file with --workspace",
    )
