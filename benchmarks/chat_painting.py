"""How long the chat takes to be there, in a terminal: part of `python -m benchmarks.chat`.

What people see is what a terminal is sent: the command is started under a pseudo-terminal as a
shell would start it, and its bytes are read until the ask box stands there, and then until a word
typed at once stands in it.
"""

from __future__ import annotations

import os
import re
import select
import signal
import statistics
import struct
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

_ROWS, _COLUMNS = 48, 160
_BOX = b"Ask, or type"
_WORD = b"kettle"
_CONTROLS = re.compile(rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]")
_PATIENCE = 60.0
_NOT_STARTED = 127  # as shells say it


@dataclass(frozen=True)
class Painted:
    """Seconds from process start: until the ask box was drawn, and a word typed then.

    What the word waits for is the drawing of the rest of the first screen.
    """

    box: float
    word: float


def painting(path: Path, times: int = 5) -> Painted:
    """Return the medians of starting the chat on a workspace so many times.

    Raises:
        RuntimeError: The chat did not come within a minute.
    """
    runs = [_once(path) for _ in range(times)]
    return Painted(
        statistics.median(each.box for each in runs), statistics.median(each.word for each in runs)
    )


def _once(path: Path) -> Painted:
    import fcntl
    import pty
    import termios

    started = time.perf_counter()
    process, terminal = pty.fork()
    if not process:
        _become_chat(path)
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
        screens = _sent(terminal, started)
        box = next(at for at, seen in screens if _BOX in seen)
        os.write(terminal, _WORD)
        return Painted(box, next(at for at, seen in screens if stands_in_box(seen)))
    except StopIteration:
        raise RuntimeError(f"the chat on {path} did not come within a minute") from None
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def _become_chat(path: Path) -> NoReturn:
    """Start the chat in place of this process, which ends where that fails."""
    try:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        code = "import sys; from assistant.cli import main; sys.argv[0] = 'frontstage'; main()"
        arguments = ["chat", "--workspace", str(path)]
        os.execv(sys.executable, [sys.executable, "-c", code, *arguments])  # noqa: S606 - ourselves
    finally:
        os._exit(_NOT_STARTED)


def stands_in_box(seen: bytes) -> bool:
    """Return whether the word was drawn after the box: before, the terminal itself echoes it.

    Args:
        seen: All that the terminal was sent so far.
    """
    return seen.rfind(_WORD) > seen.find(_BOX) >= 0


def _sent(terminal: int, started: float) -> Iterator[tuple[float, bytes]]:
    """Yield all that the terminal was sent so far as plain text, each time that more comes."""
    raw = b""
    while (spent := time.perf_counter() - started) < _PATIENCE:
        if not select.select([terminal], [], [], _PATIENCE - spent)[0]:
            return
        try:
            raw += os.read(terminal, 65_536)
        except OSError:  # a terminal whose process has ended
            return
        yield time.perf_counter() - started, _CONTROLS.sub(b"", raw)
