"""Two runs that overlap lose nothing: it is as if one had waited for the other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from corpora.intake.ingest import IngestOptions, ingest
from corpora.redact import RedactMode
from corpora.store.workspace import Workspace
from tests.conftest import NOON
from tests.corpora.intake.test_known import export, held, take

ROOT = Path(__file__).resolve().parents[3]

FIRST, OTHER = "Does the blue lamp hang from a hook?", "The blue lamp is gone, thank you."
INGEST = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from corpora.intake import incoming
from corpora.intake import ingest
from corpora.readers.tables import contacts
from corpora.store.workspace import Workspace

if __name__ == "__main__":
    contacts.TOGETHER = incoming.TOGETHER = 50
    workspace = Workspace.open(Path(sys.argv[1]), patience_s=60)
    print("ready", flush=True)
    sys.stdin.readline()
    ingest.ingest(
        workspace, [Path(sys.argv[2])],
        ingest.IngestOptions(redact="off", workers=0, store_every=100),
        now=datetime(2026, 3, 2, 12, tzinfo=UTC), progress=lambda *_: None,
    )
"""


def take_while(
    workspace: Workspace, file: Path, meanwhile: Path, redact: RedactMode = "patterns"
) -> None:
    """Ingest a file; when it has been read and nothing of it is stored, ingest another one."""

    def progress(*_: object) -> None:
        take(workspace, meanwhile, redact=redact)

    ingest(workspace, [file], IngestOptions(redact="patterns", workers=0), now=NOON,
           progress=progress)  # fmt: skip


def test_a_state_that_was_taken_for_stored_comes_back_when_another_run_replaced_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    monday = export(tmp_path / "1.csv", [("T-1", FIRST, 1)], dated=False, age=9)
    tuesday = export(tmp_path / "2.csv", [("T-1", OTHER, 1)], dated=False, age=6)
    today = export(tmp_path / "3.csv", [("T-1", FIRST, 1)], dated=False, age=3)
    take(workspace, monday)
    take_while(workspace, today, tuesday)
    with workspace.reading() as db:
        assert db.execute("SELECT text FROM turns").fetchall() == [(FIRST,)]
        assert db.execute("SELECT texts FROM contact_history").fetchall() == [([OTHER],)]


def test_what_another_run_stored_unredacted_is_redacted_as_this_one_was_told(
    workspace: Workspace, tmp_path: Path
) -> None:
    rows = [("T-1", "Call me on 07700 900123.", 1)]
    file = export(tmp_path / "1.csv", rows, dated=False, age=9)
    take(workspace, file)
    take_while(workspace, file, file, redact="off")
    assert "07700" not in str(held(workspace))


def test_two_processes_that_ingest_at_once_lose_nothing(tmp_path: Path) -> None:
    def rows(start: int, day: int) -> list[tuple[str, str, int]]:
        return [
            (f"T-{n}", f"Lamp {n} flickers on day {day}.", day) for n in range(start, start + 400)
        ]

    files = [
        export(tmp_path / "1.csv", rows(0, 1), dated=True, age=9),
        export(tmp_path / "2.csv", rows(200, 2), dated=True, age=6),
    ]
    both, one = (Workspace.create(tmp_path / f"{name}.duckdb") for name in ("both", "one"))
    for workspace in (both, one):
        take(workspace, export(tmp_path / "0.csv", rows(100, 1), dated=True, age=9), redact="off")
    at_once = [
        subprocess.Popen(
            [sys.executable, "-c", INGEST, str(both.path), str(file)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
        )
        for file in files
    ]  # fmt: skip
    for process in at_once:
        assert process.stdout is not None
        process.stdout.readline()
    for process in at_once:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in at_once:
        process.communicate(timeout=60)
        assert process.returncode == 0
    for file in files:
        take(one, file, redact="off")
    assert held(both) == held(one)
