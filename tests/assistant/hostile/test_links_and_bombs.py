"""Links, names and bombs: what a folder may hold besides broken files."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

from corpora.store.workspace import Workspace
from tests.assistant.conftest import ENTRY, ROOT, typed
from tests.assistant.hostile.cases import HEAD, SAYS, zipped

# A process takes over the peak of the one that starts it; so a small one starts what is measured.
MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=False)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
ODD_NAMES = [
    "--help",
    "-rf.csv",
    "\x1b[31mred.csv",
    "[bold]b.csv",
    "d\u202evsc.csv",
    "$(touch x).csv",
    "semi;colon.csv",
    "%s%n.csv",
    "a:5.csv",
    "new\nline.csv",
    "A.csv",
    "a.csv",
    os.fsdecode(b"stray\xff.csv"),
]


def test_dangling_and_circular_links_and_odd_names(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deeper").mkdir(parents=True)
    (folder / "round").symlink_to(folder)
    (folder / "deeper" / "up").symlink_to(folder)
    (folder / "dangling.csv").symlink_to(tmp_path / "nowhere.csv")
    (folder / "self.csv").symlink_to(folder / "self.csv")
    (folder / "twice.csv").symlink_to(folder / "a.csv")
    for number, name in enumerate(ODD_NAMES):
        (folder / name).write_text(f"{HEAD}N-{number},{SAYS}\n", encoding="utf-8")
    os.mkfifo(folder / "pipe.csv")
    workspace = tmp_path / "frontstage.duckdb"
    done = typed("ingest", "in", "--redact", "patterns", "--workspace", workspace, cwd=tmp_path)
    assert done.code == 2
    told = done.err.splitlines()
    assert all(line.isprintable() and line.startswith("frontstage: ") for line in told)
    assert [line.split("; ")[0].rpartition(": ")[2] for line in told] == [
        "dangling link", "not a file", "dangling link",
    ]  # fmt: skip
    assert "\x1b" not in done.out + done.err
    with Workspace.open(workspace).reading() as db:
        ids = [row[0] for row in db.execute("SELECT source_id FROM contacts").fetchall()]
    assert sorted(ids) == sorted(f"N-{number}" for number in range(len(ODD_NAMES)))
    assert not (tmp_path / "x").exists()


def test_a_decompression_bomb_is_unpacked_as_a_stream(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    with gzip.open(source / "a.csv.gz", "wb", compresslevel=1) as stream:
        stream.write(f"{HEAD}T-0,{SAYS}\n".encode())
        stream.writelines(b"T-1," + b"0" * 17_000_000 + b"\n" for _ in range(16))
    (source / "b.zip").write_bytes(zipped(**{"b.csv": HEAD + "T-2," + " " * 60_000_000}))
    (source / "good.csv").write_text(f"{HEAD}G-1,{SAYS}\n", encoding="utf-8")
    words = ["ingest", "in", "--redact", "patterns", "--workspace", "f.duckdb"]
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, sys.executable, "-c", ENTRY, *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    used_kb = int(measured.stdout.split()[-1])
    with Workspace.open(tmp_path / "f.duckdb").reading() as db:
        ids = {row[0] for row in db.execute("SELECT source_id FROM contacts").fetchall()}
    assert {"G-1", "T-0"} <= ids
    assert used_kb < 600_000, f"{used_kb / 1000:.0f} MB for 330 MB that are unpacked"
