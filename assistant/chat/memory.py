"""What was typed in earlier sessions, in a file beside the workspace."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

KEPT = 1_000
LONGEST = 2_000


def history_file(workspace: Path) -> Path:
    """Return where the lines typed about a workspace are kept."""
    return workspace.with_suffix(".history")


class Memory:
    """Lines typed, the oldest first; a file that can't be read or written is done without.

    Args:
        file: One JSON string a line, readable by its owner only.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self.lines = _read(file)

    def add(self, line: str) -> None:
        """Remember a line, unless it is the last one again, and store it."""
        line = line.strip()[:LONGEST]
        if not line or (self.lines and self.lines[-1] == line):
            return
        self.lines = [*self.lines, line][-KEPT:]
        with suppress(OSError):
            # Two chats on one workspace: the file is read anew, so that neither loses its lines.
            kept = _read(self._file)
            kept = [*kept, line][-KEPT:]
            text = "".join(f"{json.dumps(each)}\n" for each in kept)
            fresh = self._file.with_suffix(".history.new")
            fresh.touch(mode=0o600)
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(self._file)


def _read(file: Path) -> list[str]:
    try:
        rows = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    lines = []
    for row in rows[-KEPT:]:
        with suppress(ValueError):
            line = json.loads(row)
            if isinstance(line, str):
                lines.append(line)
    return lines
