"""Run every benchmark, one after the other, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

BENCHMARKS = (
    "start",
    "ingest",
    "redaction",
    "stages",
    "students",
    "speed",
    "demand",
    "answerability",
    "kinds",
    "gaps",
    "gap_speed",
    "discovery",
    "journal",
    "faults",
    "report",
    "dialogue",
    "chat",
)
"""All that the documentation tells figures of, each with the arguments that it has by itself."""


def main() -> None:
    """Run them all; the exit code says whether all of them ran through."""
    failed = []
    for name in BENCHMARKS:
        print(f"\n== python -m benchmarks.{name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"did not run through: {', '.join(failed)}")


if __name__ == "__main__":
    main()
