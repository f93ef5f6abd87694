"""Workers end with their parent, however that ends; and pandas is only put off, not taken away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpora.intake.workers import pool

ROOT = Path(__file__).resolve().parents[3]
PARENT = """
import os, time
from corpora.intake.workers import pool
with pool(1, "corpora.ids") as workers:
    print(workers.submit(os.getpid).result(), flush=True)
    time.sleep(600)
"""
SECOND = """
import sys
from corpora.intake.workers import pool

def loaded(name):
    return name in sys.modules

if __name__ == "__main__":
    for preload in ("corpora.ids", "corpora.journal"):
        with pool(1, preload) as workers:
            assert workers.submit(loaded, preload).result(), preload
"""
LATER = """
import sys
import pyarrow
from corpora.intake.spared import without_pandas
without_pandas()
assert pyarrow.array(["a"]).to_pylist() == ["a"]
assert "pandas" not in sys.modules
import pandas
assert pyarrow.table({"a": [1]}).to_pandas().equals(pandas.DataFrame({"a": [1]}))
"""


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z"


def test_no_worker_outlives_a_parent_that_is_killed() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    assert not gone(worker)
    os.kill(parent.pid, signal.SIGKILL)
    parent.communicate()
    deadline = time.monotonic() + 20
    while not gone(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert gone(worker)


def test_a_worker_has_loaded_its_module_before_its_first_task(tmp_path: Path) -> None:
    script = tmp_path / "second.py"
    script.write_text(SECOND, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)],
        check=False,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_a_module_that_is_not_there_is_told_at_once() -> None:
    with pytest.raises(ModuleNotFoundError, match=r"corpora\.preloadad"):
        pool(1, "corpora.preloadad")


def test_pandas_can_still_be_had() -> None:
    pytest.importorskip("pandas")
    done = subprocess.run(
        [sys.executable, "-c", LATER], check=False, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
