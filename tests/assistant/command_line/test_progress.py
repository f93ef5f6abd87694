"""A progress bar where somebody watches; in a pipe nothing, or the stages of the work."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.assistant.conftest import ROOT

_WORK = """
import sys, time
from assistant.command_line.progress import watching
with watching(quiet=sys.argv[1] == "quiet", announced="announced" in sys.argv) as report:
    report(1, 9, "reading")
    time.sleep(1)
    report(7, 9, "reading")
    report(0, None, "labelling")
    report(9, 9, "labelling")
"""


def _run(how: str, stderr: int, *more: str) -> None:
    subprocess.run(
        [sys.executable, "-c", _WORK, how, *more],
        stderr=stderr,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "80"},
        check=True,
        timeout=60,
    )


def _read(end: int) -> str:
    try:
        return os.read(end, 1 << 16).decode()
    except OSError:  # what a terminal answers when nobody writes to it any more
        return ""


def test_a_bar_appears_on_a_terminal() -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    _run("watched", theirs)
    os.close(theirs)
    shown = _read(ours)
    os.close(ours)
    assert "reading" in shown
    assert "7/9" in shown


def test_nothing_is_shown_when_quiet() -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    _run("quiet", theirs)
    os.close(theirs)
    assert _read(ours) == ""
    os.close(ours)


def test_nothing_is_written_to_a_pipe() -> None:
    ours, theirs = os.pipe()
    _run("watched", theirs)
    os.close(theirs)
    assert _read(ours) == ""
    os.close(ours)


@pytest.mark.parametrize(("how", "lines"), [("watched", "reading …\nlabelling …\n"), ("quiet", "")])
def test_announced_work_says_its_stages_to_a_pipe(how: str, lines: str) -> None:
    ours, theirs = os.pipe()
    _run(how, theirs, "announced")
    os.close(theirs)
    assert _read(ours) == lines
    os.close(ours)
