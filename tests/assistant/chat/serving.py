"""The chat's server in a process of its own, as a user starts it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.assistant.conftest import ENTRY, ROOT


@contextmanager
def serving(workspace: Path) -> Iterator[str]:
    """Yield the address that the server prints."""
    process = subprocess.Popen(
        [sys.executable, "-c", ENTRY, "chat", "--web", "--workspace", str(workspace)],
        cwd=workspace.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", process.stdout.readline())
        assert found, "the server printed no address"
        yield found[0]
    finally:
        process.terminate()
        process.wait(timeout=20)
