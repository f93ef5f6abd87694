"""What a run costs is counted with its worker processes, which are nobody's children."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.gap_speed import _look_at

WORK = """
import subprocess, sys
busy = "held = bytearray(60_000_000)\\nwhile True: held[::4096] = held[::4096]"
subprocess.Popen([sys.executable, "-c", busy]).wait()
"""


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="reads /proc")
def test_processor_time_and_memory_of_a_grandchild_count() -> None:
    running = subprocess.Popen([sys.executable, "-c", WORK], start_new_session=True)
    used: dict[str, float] = {}
    held = 0.0
    try:
        for _ in range(600):
            held = max(held, _look_at(running.pid, used))
            if held > 60 and len(used) > 1 and sum(used.values()) > 0.3:
                break
            time.sleep(0.05)
    finally:
        os.killpg(running.pid, 9)
        running.wait()
    assert held > 60
    assert len(used) == 2
    assert str(os.getpid()) not in used
