"""How many workers an ingest starts: as many as save more time than they take to start."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpora.intake.crew import crew


@pytest.mark.parametrize(
    ("size", "redact", "workers"),
    [
        (1_000, "off", 0),
        (1_000, "full", 0),
        (3_000_000, "off", 1),
        (3_000_000, "patterns", 2),
        (40_000_000, "off", 2),
    ],
)
def test_the_larger_the_files_the_more_workers(
    size: int, redact: str, workers: int, tmp_path: Path
) -> None:
    with (tmp_path / "export.csv").open("wb") as file:
        file.truncate(size)
    assert crew([tmp_path], redact, most=2) == workers
    assert crew([tmp_path], redact, most=0) == 0
