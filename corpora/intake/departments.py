"""What departments are called in full, and whom no customer meets, from a table beside contacts."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from corpora.readers.detect import Detected

DEPARTMENTS = "departments"
"""What tells such a table among the reasons why a file holds no contacts."""
_LONGEST = 200
_HIDDEN = frozenset(("false", "no", "n", "0"))


def full_names(paths: Sequence[Path], noticed: Iterable[Detected]) -> dict[str, str]:
    """Return short name -> full name, from the tables that were noticed to list departments.

    Other systems call a department by a code (`technical`) that need not be in its name
    ("Network support"). A table that can't be read gives nothing: contacts name them too.
    """
    pairs = (
        ((row.get("department") or "").strip(), (row.get("name") or "").strip())
        for row in _rows(paths, noticed)
    )
    return {code: name for code, name in pairs if code and name}


def never_met(paths: Sequence[Path], noticed: Iterable[Detected]) -> tuple[str, ...] | None:
    """Return the names, short and full, of departments that a table says are not `visible`.

    None: no table says it of any department.
    """
    told = [row for row in _rows(paths, noticed) if row.get("visible") is not None]
    hidden = (row for row in told if (row["visible"] or "").strip().casefold() in _HIDDEN)
    names = ((row.get(key) or "").strip() for row in hidden for key in ("department", "name"))
    return tuple(name for name in names if name) if told else None


def _rows(paths: Sequence[Path], noticed: Iterable[Detected]) -> Iterator[Mapping[str, str | None]]:
    for each in noticed:
        if each.holds == "nothing" and DEPARTMENTS in each.why:
            for path in _named(paths, each.file):
                yield from _read(path)


def _named(paths: Sequence[Path], name: str) -> Iterator[Path]:
    for path in paths:
        inside = path.rglob(Path(name).name) if path.is_dir() else [path]
        yield from (each for each in inside if each.name == Path(name).name and each.is_file())


def _read(path: Path) -> Sequence[Mapping[str, str | None]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))[:_LONGEST]
    except (OSError, UnicodeDecodeError, csv.Error):
        return ()
