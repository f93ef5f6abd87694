"""An ingest that is killed loses nothing that was committed, and the next one completes it."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from corpora.intake.ingest import IngestOptions, ingest
from corpora.redact import RedactMode
from corpora.store import runs
from corpora.store.workspace import Workspace
from tests.conftest import KEY, NOON
from tests.corpora.intake.test_workers import gone

ROOT = Path(__file__).resolve().parents[2]
ROWS = 4_000
# Small batches, so that there is a middle to be killed in; `stop_at` rows are read, then it waits.
# Nothing is redacted here, and with workers "patterns", since it is then that they are started.
CHILD = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from corpora.intake import incoming
from corpora.intake import ingest
from corpora.readers.tables import contacts
from corpora.store.workspace import Workspace

incoming.TOGETHER = contacts.TOGETHER = 200
stop_at, workers = int(sys.argv[3]), int(sys.argv[4])
store_every, store_after_s = int(sys.argv[5]), float(sys.argv[6])

def progress(done, total, what):
    if done >= stop_at:
        print("waiting", flush=True)
        time.sleep(600)

print("begun", flush=True)
ingest.ingest(
    Workspace.open(Path(sys.argv[1])), [Path(sys.argv[2])],
    ingest.IngestOptions(
        redact="patterns" if workers else "off", workers=workers,
        store_every=store_every, store_after_s=store_after_s,
    ),
    now=datetime(2026, 3, 2, 12, tzinfo=UTC), progress=progress,
)
"""


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export in which every tenth record has no twin, and the others nine."""
    file = tmp_path / "tickets.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["complaint", "region", "created_at"])
        for number in range(ROWS):
            place = f"shelf {number // 10}" if number % 10 else f"shelf {number} itself"
            writer.writerow([f"The lamp on {place} flickers.", "North", "2026-01-05 10:00"])
    return file


def started(
    workspace: Workspace,
    export: Path,
    stop_at: int,
    *,
    workers: int = 0,
    store_every: int = 500,
    store_after_s: float = 600,
) -> subprocess.Popen[str]:
    given = (workspace.path, export, stop_at, workers, store_every, store_after_s)
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, *map(str, given)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "begun\n"
    return child


def killed(child: subprocess.Popen[str]) -> None:
    """Kill it; it has ended then, and soon every process that it had started has, too."""
    others = below(child.pid)
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not all(map(gone, others)):
        time.sleep(0.05)
    assert [each for each in others if not gone(each)] == []


def below(pid: int) -> list[int]:
    """The processes that this one started, and those that they did, as far as the system tells."""
    found = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, listed.read_text().split()):
            found += [child, *below(child)]
    return found


def counted(workspace: Workspace) -> tuple[int, int, int]:
    with workspace.reading() as db:
        row = db.execute("""
            SELECT (SELECT count(*) FROM contacts), (SELECT count(DISTINCT id) FROM contacts),
                   (SELECT count(*) FROM turns)
        """).fetchall()[0]
    return row[0], row[1], row[2]


def completed(workspace: Workspace, export: Path, redact: RedactMode = "off") -> Any:  # noqa: ANN401 - a report
    return ingest(
        workspace,
        [export],
        IngestOptions(redact=redact),
        now=NOON,
        progress=lambda done, total, what: None,
    )


@pytest.mark.parametrize("workers", [0, 2])
def test_what_was_committed_stays_and_a_second_run_completes_it(
    tmp_path: Path, export: Path, workers: int
) -> None:
    workspace = Workspace.create(tmp_path / "frontstage.duckdb", key=KEY)
    child = started(workspace, export, stop_at=3_000, workers=workers)
    assert child.stdout is not None
    assert child.stdout.readline() == "waiting\n"
    if Path("/proc/self/task").exists():
        assert len(below(child.pid)) >= workers
    seen = counted(workspace)  # nobody holds the file while it reads
    killed(child)
    before = counted(workspace)
    assert before >= seen
    assert before[0] % 100 == 0, "a batch is stored as a whole or not at all"
    assert 500 <= before[0] < ROWS
    with workspace.reading() as db:
        assert runs.latest_run(db, "ingest") is None, "a run that was killed did not finish"
    report = completed(workspace, export, "patterns" if workers else "off")
    assert report.contacts.new == ROWS - before[0]
    assert report.contacts.same == before[0]
    assert counted(workspace) == (ROWS, ROWS, ROWS)
    with workspace.reading() as db:
        listed = db.execute("SELECT id, finished_at IS NULL FROM runs ORDER BY id").fetchall()
        finished = runs.latest_run(db, "ingest")
    assert listed == [(1, True), (2, False)]
    assert finished is not None
    assert finished.summary["contacts_new"] == ROWS - before[0]


def test_a_slow_ingest_stores_before_much_has_come_together(tmp_path: Path, export: Path) -> None:
    workspace = Workspace.create(tmp_path / "frontstage.duckdb", key=KEY)
    child = started(workspace, export, stop_at=3_000, store_every=ROWS * 2, store_after_s=0.01)
    assert child.stdout is not None
    assert child.stdout.readline() == "waiting\n"
    killed(child)
    assert 0 < counted(workspace)[0] < ROWS
    completed(workspace, export)
    assert counted(workspace) == (ROWS, ROWS, ROWS)


def test_killed_at_any_moment_it_can_go_on(tmp_path: Path, export: Path) -> None:
    workspace = Workspace.create(tmp_path / "frontstage.duckdb", key=KEY)
    seen = 0
    for moment in (0.05, 0.3, 0.5, 0.8):
        child = started(workspace, export, stop_at=ROWS * 2)
        time.sleep(moment)
        killed(child)
        contacts, distinct, turns = counted(workspace)
        assert contacts == distinct == turns, "a batch is stored as a whole or not at all"
        assert contacts >= seen
        seen = contacts
    completed(workspace, export)
    assert counted(workspace) == (ROWS, ROWS, ROWS)
