"""What departments are called in full, from a table that lists them beside the contacts."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from corpora.readers.detect import Detected

DEPARTMENTS = "departments"
"""What tells such a table among the reasons why a file holds no contacts."""
_LONGEST = 200


def full_names(paths: Sequence[Path], noticed: Iterable[Detected]) -> dict[str, str]:
    """Return short name -> full name, from the tables that were noticed to list departments.

    Other systems call a department by a code (`technical`) that need not be in its name
    ("Network support"). A table that can't be read gives nothing: contacts name them too.
    """
    found: dict[str, str] = {}
    for each in noticed:
        if each.holds == "nothing" and DEPARTMENTS in each.why:
            for path in _named(paths, each.file):
                found |= _read(path)
    return found


def _named(paths: Sequence[Path], name: str) -> Iterator[Path]:
    for path in paths:
        inside = path.rglob(Path(name).name) if path.is_dir() else [path]
        yield from (each for each in inside if each.name == Path(name).name and each.is_file())


def _read(path: Path) -> Mapping[str, str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}
    pairs = ((row.get("department") or "", row.get("name") or "") for row in rows[:_LONGEST])
    return {code.strip(): name.strip() for code, name in pairs if code.strip() and name.strip()}
