"""A sample company read into a workspace of its own, as its employees would read it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from assistant.actions.ingesting import IngestParams, ingest
from assistant.session import Session
from corpora.settings import SETTINGS_FILE

_LEFT_OUT = ("truth.toml", "source", SETTINGS_FILE, "pages", "volumes.csv", "weekly")
_NOW = datetime(2026, 12, 1, tzinfo=UTC)


def read_in(company: Path, folder: Path, *, pages: bool = False) -> Session:
    """Read a company's contacts and logs into a workspace in `folder`; its pages if wanted."""
    if (company / SETTINGS_FILE).is_file():
        shutil.copyfile(company / SETTINGS_FILE, folder / SETTINGS_FILE)
    session = Session(folder / "company.duckdb", now=lambda: _NOW)
    left_out = set(_LEFT_OUT) - ({"pages"} if pages else set())
    paths = tuple(sorted(each for each in company.iterdir() if each.name not in left_out))
    ingest(session, IngestParams(paths=paths, redact="patterns"))
    return session
