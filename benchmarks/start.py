"""What a newcomer waits for: help, the sample company's first day and its second, one contact.

`python -m benchmarks.start [--json]`

Each is a process of its own, imports included; the first `demo` begins in an empty folder, the
second finds what the first has left. Installing comes before all that and is not measured.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.ingest import ENTRY, process


@dataclass(frozen=True, slots=True)
class Waited:
    """One command: seconds on the clock and of processor, peak of its largest process in MB."""

    command: str
    wall_s: float
    cpu_s: float
    peak_mb: float


def main() -> None:
    """Run the commands and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder, "one.csv")
        one.write_text("id,text\n1,where is my parcel\n", "utf-8")
        apart = ("--workspace", str(Path(folder, "one.duckdb")), "--quiet")
        demo = ("demo", "--folder", str(Path(folder, "demo")), "--quiet")
        rows = [
            _waited("--help", ("--help",)),
            _waited("ingest of one contact", ("ingest", str(one), *apart)),
            _waited("demo, the first time", demo),
            _waited("demo, the second time", demo),
        ]
    if arguments.json:
        print(json.dumps([asdict(row) for row in rows], indent=2))
        return
    print(f"{os.cpu_count()} cores")
    print(f"{'command':<24}{'wall s':>8}{'cpu s':>8}{'peak MB':>9}")
    for row in rows:
        print(f"{row.command:<24}{row.wall_s:>8.2f}{row.cpu_s:>8.2f}{row.peak_mb:>9.0f}")


def _waited(name: str, words: tuple[str, ...]) -> Waited:
    return Waited(name, *process([sys.executable, "-c", ENTRY, *words]))


if __name__ == "__main__":
    main()
