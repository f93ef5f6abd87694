"""In which state the workspace's file is, so that what was read of it can be kept until it changes.

DuckDB counts its checkpoints in the first three blocks of the file, and each connection that wrote
ends with one; what it could not fold in lies in the write-ahead log beside. Size and times alone
would not do: file systems tell times in steps, and two writes can fall into one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_HEADERS = 3 * 4096


@dataclass(frozen=True, slots=True)
class State:
    """A state of a workspace's file; equal states hold the same.

    Attributes:
        path: The file.
        headers: Its first bytes, which change with every checkpoint.
        stamps: Inode, size in bytes and time of change, ns, of the file and of its log.
    """

    path: str
    headers: bytes
    stamps: tuple[tuple[int, int, int], ...]


def state_of(path: Path) -> State | None:
    """Return the state of the workspace at `path`, or None where it can't be told.

    To be asked within `Workspace.reading()`, which keeps others from writing meanwhile.
    """
    log = Path(f"{path}.wal")
    try:
        with path.open("rb") as file:
            headers = file.read(_HEADERS)
        stamps = tuple(_stamp(each) for each in (path, log) if each.exists())
    except OSError:
        return None
    return State(str(path.resolve()), headers, stamps)


def _stamp(path: Path) -> tuple[int, int, int]:
    told = path.stat()
    return told.st_ino, told.st_size, told.st_mtime_ns
