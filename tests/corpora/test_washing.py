"""Washing in worker processes gives what washing here gives, also where the workers die."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import pytest

from corpora import washing
from corpora.readers.raw import RawContact, RawTurn
from corpora.redact import Redactor

MAIL = "Does the jug fit?\n\nRegards,\nAna"


def contacts(count: int) -> list[RawContact]:
    return [
        RawContact(
            source="desk",
            raw=f"{number}",
            source_id=f"T-{number}",
            turns=(RawTurn("customer", f"{MAIL} {number}"), RawTurn("agent", "Hello, it does.")),
            attributes={"tags": "spam" if number % 7 == 0 else "jug", "mail": "ana@moth.example"},
        )
        for number in range(count)
    ]


def washed(mode: Any, workers: int) -> list[washing.Washed]:  # noqa: ANN401 - a literal
    with washing.washer(workers) as washer:
        batches = list(washer.wash(contacts(25), Redactor(mode)))
    order = [raw.source_id for batch, _ in batches for raw in batch]
    assert order == [f"T-{number}" for number in range(25)]
    return [each for _, batch in batches for each in batch]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(washing, "BATCH", 4)


@pytest.mark.parametrize("mode", ["off", "patterns"])
def test_workers_give_the_same(mode: str) -> None:
    here = washed(mode, 0)
    assert here == washed(mode, 1)
    assert [each.set_aside for each in here[:2]] == ["spam", None]
    assert here[1].attributes == (None if mode == "off" else ("jug", "<EMAIL_1>"))


def test_the_work_goes_on_where_the_workers_are_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    submit = ProcessPoolExecutor.submit
    calls = 0

    def killing(pool: ProcessPoolExecutor, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        nonlocal calls
        future = submit(pool, *args, **kwargs)
        calls += 1
        if calls == 3:
            for process in list(pool._processes.values()):
                os.kill(process.pid, signal.SIGKILL)  # type: ignore[arg-type]
        return future

    monkeypatch.setattr(ProcessPoolExecutor, "submit", killing)
    assert washed("off", 1) == washed("off", 0)
