"""Reading an export into a workspace: contacts per second and peak memory, as whole processes.

`python -m benchmarks.ingest [--data FILE] [--copies N] [--runs N] [--json]`

Each side is a process of its own, started anew for each run: Frontstage with personal data left
alone, with patterns, and pandas reading the same file and writing it to Parquet, which does none
of the parsing, identity, language or storing and so is a floor. With `--copies` the file is
repeated under other ids, to see whether memory stays flat.
"""

from __future__ import annotations

import argparse
import bz2
import csv
import ctypes
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.data import data_file

_PANDAS = (
    "import sys, pandas; "
    "pandas.read_csv(sys.argv[1], dtype=str, on_bad_lines='skip').to_parquet(sys.argv[2])"
)
ENTRY = "from assistant.cli import main; main()"
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER
_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians over the runs of one side, and the least and most of its seconds of processor."""

    side: str
    contacts: int
    wall_s: float
    cpu_s: float
    cpu_least_s: float
    cpu_most_s: float
    contacts_per_s: float
    peak_mb: float


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sides", default="off,patterns,full,pandas")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    source = arguments.data or data_file("contacts/airlines_raw.csv.bz2")
    with tempfile.TemporaryDirectory() as folder:
        file, contacts = repeated(source, arguments.copies, Path(folder))
        size_mb = file.stat().st_size / 1e6
        rows = [
            _measure(side, file, contacts, Path(folder), arguments.runs)
            for side in arguments.sides.split(",")
        ]
    if arguments.json:
        print(json.dumps([asdict(row) for row in rows], indent=2))
        return
    print(f"{contacts:,} conversations, {size_mb:.1f} MB, {os.cpu_count()} cores")
    floor = next((row.cpu_s for row in rows if row.side == "pandas"), None)
    times = "" if floor is None else f"{'cpu of pandas':>15}"
    seconds = f"{'wall s':>8}{'cpu s':>8}{'from - to':>15}"
    print(f"{'side':<24}{seconds}{'contacts/s':>12}{'peak MB':>9}{times}")
    for row in rows:
        ratio = "" if floor is None else f"{f'{row.cpu_s / floor:.1f} times':>15}"
        print(
            f"{row.side:<24}{row.wall_s:>8.2f}{row.cpu_s:>8.2f}"
            f"{f'{row.cpu_least_s:.1f} - {row.cpu_most_s:.1f}':>15}"
            f"{row.contacts_per_s:>12,.0f}{row.peak_mb:>9.0f}{ratio}"
        )


def repeated(source: Path, copies: int, folder: Path, *, plain: bool = False) -> tuple[Path, int]:
    """Return a file with the rows of `source`, `copies` times with ids of their own.

    One copy is `source` itself; `plain`: unpacked, whatever it is.
    """
    opener = bz2.open if source.suffix == ".bz2" else open
    with opener(source, "rt", encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    if copies == 1 and not plain:
        return source, len(rows)
    target = folder / f"repeated-{copies}.csv"
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        for copy in range(copies):
            writer.writerows(
                [f"{copy}-{row[0]}" if copies > 1 else row[0], *row[1:]] for row in rows
            )
    return target, len(rows) * copies


def _measure(side: str, file: Path, contacts: int, folder: Path, runs: int) -> Measured:
    walls, cpus, peaks = [], [], []
    for run in range(runs):
        wall, cpu, peak = process(_command(side, file, folder / f"{side}-{run}"))
        walls.append(wall)
        cpus.append(cpu)
        peaks.append(peak)
    wall = statistics.median(walls)
    return Measured(
        side=side if side == "pandas" else f"frontstage --redact {side}",
        contacts=contacts,
        wall_s=wall,
        cpu_s=statistics.median(cpus),
        cpu_least_s=min(cpus),
        cpu_most_s=max(cpus),
        contacts_per_s=contacts / wall,
        peak_mb=max(peaks),
    )


def _command(side: str, file: Path, target: Path) -> list[str]:
    if side == "pandas":
        return [sys.executable, "-c", _PANDAS, str(file), f"{target}.parquet"]
    options = ["--redact", side, "--workspace", f"{target}.duckdb", "--quiet"]
    return [sys.executable, "-c", ENTRY, "ingest", str(file), *options]


def process(command: Sequence[str]) -> tuple[float, float, float]:
    """Run a command; return wall seconds, CPU seconds of it and its children, and peak MB.

    The peak is that of the largest single process. Worker processes count, which are children of
    a child that outlives the command by a moment: on Linux this process inherits and awaits it.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=_ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    _, _, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    every = [usage, *_orphans()]
    cpu = sum(each.ru_utime + each.ru_stime for each in every)
    return wall, cpu, max(each.ru_maxrss for each in every) / 1024


def _orphans() -> Iterator[resource.struct_rusage]:
    with suppress(ChildProcessError):
        while True:
            yield os.wait3(0)[2]


if __name__ == "__main__":
    main()
