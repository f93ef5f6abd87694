"""What all tests share: a clock that stands still, an empty workspace, the public data."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from corpora.store.workspace import Workspace

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
KEY = bytes(range(32))

# Machines that run tests are shared and slow at times; how long an example takes is no property.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


@pytest.fixture
def noon() -> datetime:
    return NOON


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "frontstage.duckdb", key=KEY)


@pytest.fixture(scope="session")
def public_data() -> Path:
    """The public data sets; tests that need them are skipped where they are absent."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("FRONTSTAGE_DATA", beside))
    if not folder.is_dir():
        pytest.skip("the public data sets are not here; FRONTSTAGE_DATA names their folder")
    return folder
