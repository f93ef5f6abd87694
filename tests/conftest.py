"""What all tests share: a clock that stands still, an empty workspace, the public data."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from corpora.store.workspace import Workspace

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
"""Soon after the last contact of the sample company."""
KEY = bytes(range(32))

# Machines that run tests are shared and slow at times; how long an example takes is no property.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Every night there is time for more: `make test-long`.
settings.register_profile("long", settings.get_profile("steady"), max_examples=1_000)
settings.load_profile("steady")


def examples(number: int) -> settings:
    """Return the settings of a test with so many examples, ten times as many in a long run."""
    return settings(max_examples=number * settings().max_examples // 100)


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


def kill_workers(monkeypatch: pytest.MonkeyPatch, *, at: int) -> list[int]:
    """Kill all workers of pools when so many tasks were handed over; return who was killed."""
    submit = ProcessPoolExecutor.submit
    handed = 0
    dead: list[int] = []

    def killing(pool: ProcessPoolExecutor, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401
        nonlocal handed
        future: Future[Any] = submit(pool, *args, **kwargs)
        handed += 1
        if handed == at:
            for process in list(pool._processes.values()):
                assert process.pid is not None
                os.kill(process.pid, signal.SIGKILL)
                dead.append(process.pid)
        return future

    monkeypatch.setattr(ProcessPoolExecutor, "submit", killing)
    return dead
